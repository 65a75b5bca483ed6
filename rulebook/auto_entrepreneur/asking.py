"""The door of the chapter: everything about one auto-entrepreneur."""

from __future__ import annotations

from datetime import date

from rulebook.auto_entrepreneur import rules  # noqa: F401  signs what is asked
from rulebook.auto_entrepreneur.facts import AutoEntrepreneur
from rulebook.engine.consult import consult
from rulebook.engine.law import Law
from rulebook.engine.verdict import Advice


def advise(person: AutoEntrepreneur, *, on: date) -> Advice:
    """What the status asks, gives and forbids, and where the year of ``on`` stands, under the law of that day.

    Raises ``ValueError`` for an amount below zero, and :class:`~rulebook.engine.law.NotYetLaw` before the day from
    which we stand by the figures.
    """
    amounts = [*(person.received or {}).values(), *([] if person.expected is None else [person.expected])]
    if any(not amount.is_finite() or amount < 0 for amount in amounts):
        raise ValueError("an amount is zero or more")
    return consult("auto_entrepreneur", Law.on(on), person=person)
