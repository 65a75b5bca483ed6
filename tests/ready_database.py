"""The tests' database with its tables made, kept under the migrations' fingerprint: each run copies it.

Migrating takes most of a minute, copying a second. A changed migration has another fingerprint, hence another database.
"""

from __future__ import annotations

import fcntl
import hashlib
from importlib.util import find_spec
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection

STEM = "wolouj_ready_"


def fingerprint() -> str:
    """Of every migration of every app, ours and others'."""
    told = hashlib.sha256()
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        spec = find_spec(f"{app.name}.migrations")
        for folder in (spec and spec.submodule_search_locations) or ():
            for path in sorted(Path(folder).rglob("*")):
                if path.suffix in (".py", ".sql"):
                    told.update(f"{app.label}/{path.name}\n".encode() + path.read_bytes())
    return told.hexdigest()[:16]


def copy_from_now_on() -> None:
    """Test databases made after this are copies of the ready one, which is made first when it is missing."""
    name, test = STEM + fingerprint(), connection.settings_dict["TEST"]
    with (settings.DATA / "ready-database").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [STEM])
            kept = {row[0] for row in cursor.fetchall()}
            for old in kept - {name}:
                cursor.execute(f'DROP DATABASE "{old}"')
            if name not in kept:
                cursor.execute(f'CREATE DATABASE "{STEM}unfinished"')
        if name not in kept:
            _migrate(f"{STEM}unfinished")
            with connection._nodb_cursor() as cursor:
                cursor.execute(f'ALTER DATABASE "{STEM}unfinished" RENAME TO "{name}"')
    test["TEMPLATE"], test["MIGRATE"] = name, False


def _migrate(name: str) -> None:
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        call_command("migrate", interactive=False, verbosity=0)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
