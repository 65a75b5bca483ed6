"""The embedded PostgreSQL server, driven carefully, and the way to any other server.

``database_settings`` only computes an address: nothing starts at import. ``ensure_running`` starts the server when
it does not answer, and makes the database when it is missing. See ``docs/decisions/0001-postgresql-embedded.md``.
"""

from wolouj.foundation.embedded.address import database_settings, parse_url, sibling_database
from wolouj.foundation.embedded.layout import Places, data_folder, places
from wolouj.foundation.embedded.server import Status, drop_database, ensure_running, status, stop
from wolouj.foundation.embedded.trouble import MachineTrouble

__all__ = [
    "MachineTrouble",
    "Places",
    "Status",
    "data_folder",
    "database_settings",
    "drop_database",
    "ensure_running",
    "parse_url",
    "places",
    "sibling_database",
    "status",
    "stop",
]
