"""The embedded PostgreSQL server and the way to any other. (First cut: the address only.)"""

from __future__ import annotations

from pathlib import Path


def database_settings(data: Path, url: str | None) -> dict[str, object]:
    """Django's ``DATABASES["default"]`` for ``url``, or for the embedded server under ``data``."""
    return {"ENGINE": "django.db.backends.postgresql", "NAME": "wolouj", "HOST": str(data)}
