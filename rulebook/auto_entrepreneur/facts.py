"""What is known of a person who is, or wants to be, an auto-entrepreneur. ``None`` is not known, never no."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rulebook.engine.facts import AeActivity


@dataclass(frozen=True, slots=True)
class AutoEntrepreneur:
    """One person, before registering or after. Amounts are MAD received, not invoiced."""

    activity: AeActivity | None = None
    activity_listed: bool | None = None
    """The activity is on the lists of decree 2-15-303."""
    profession_excluded: bool | None = None
    """The profession is one of those decree 2-08-124 names."""
    foreign: bool | None = None
    residence_valid: bool | None = None
    """A foreigner's residence is in order."""
    registered_on: date | None = None
    """The day of entry in the national register."""
    received: Mapping[int, Decimal] | None = None
    """Year -> cash received that year. A year that is absent is not known."""
    expected: Decimal | None = None
    """What should still come in this year; ``None``: nothing more is counted."""
    papers: frozenset[str] | None = None
    """The papers held, by the codes of the rule ``papers_to_keep``."""
