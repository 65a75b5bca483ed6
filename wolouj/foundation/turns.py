"""One at a time: a turn that the database gives, whatever the process or the machine."""

from __future__ import annotations

from django.db import connection

BUYERS, NOTICES, PARTICIPANTS, ALERTS = 0x6275796572, 0x6C696E6B, 0x706572736F6E, 4_510_091
"""The number of each turn: what is said of buyers' names, of notices, of people's files; the plan of the alerts."""


def wait_for(turn: int) -> None:
    """Wait until nobody else has this turn, then hold it until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [turn])
