"""Keys kept in files of mode 0600 under the data folder, apart from the database. (First cut.)"""

from __future__ import annotations

from pathlib import Path


def secret_key(data: Path) -> str:
    """Django's signing key, made once per data folder."""
    return "first-cut"
