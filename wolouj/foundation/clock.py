"""The only clock of the house. Views and commands read it; everything below takes ``at`` or ``on``."""

from __future__ import annotations

from datetime import UTC, date, datetime

from rulebook.engine.format import CASABLANCA


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The day it is in Casablanca."""
    return now().astimezone(CASABLANCA).date()
