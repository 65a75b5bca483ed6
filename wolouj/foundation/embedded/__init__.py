"""The embedded PostgreSQL server, driven carefully, and the way to any other server.

``database_settings`` only computes an address: nothing starts at import. ``ensure_running`` starts the server when
it does not answer, and makes the database when it is missing. See ``docs/decisions/0001-postgresql-embedded.md``.
"""

from wolouj.foundation.embedded.address import database_settings, parse_url
from wolouj.foundation.embedded.layout import Places, places
from wolouj.foundation.embedded.server import Status, drop_database, ensure_running, status, stop
from wolouj.foundation.embedded.trouble import MachineTrouble

__all__ = [
    "MachineTrouble",
    "Places",
    "Status",
    "database_settings",
    "drop_database",
    "ensure_running",
    "parse_url",
    "places",
    "status",
    "stop",
]
