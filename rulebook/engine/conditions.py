"""The plainest rules: a condition told to hold, told not to, or not told."""

from __future__ import annotations

from rulebook.engine.rule import Said, met, not_met, unknown
from rulebook.engine.verdict import Force


def holds(told: bool | None, remedy: str, at_most: Force = Force.DECIDES) -> Said:
    """``holds``, ``fails`` or ``not_told``; the same remedy mends what fails and finds out what is not told."""
    if told is None:
        return unknown("not_told", remedy=remedy, at_most=at_most)
    return met("holds", at_most=at_most) if told else not_met("fails", remedy=remedy, at_most=at_most)


def spared(told: bool | None, remedy: str, at_most: Force = Force.DECIDES) -> Said:
    """The same for what must not be: ``told`` says that it is."""
    return holds(None if told is None else not told, remedy, at_most)
