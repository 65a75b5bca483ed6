"""The product's settings, on a data folder of the tests' own: a developer's data is never touched."""

import os
from pathlib import Path

os.environ["WOLOUJ_DATA"] = str(Path(__file__).resolve().parents[1] / ".data" / "test")
os.environ.pop("WOLOUJ_DATABASE", None)

from wolouj.config.settings import *  # noqa: F403

# Real hashing is slow on purpose; a test has no password worth protecting.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
