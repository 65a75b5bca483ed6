"""The door of the chapter: everything about one cooperative."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from rulebook.cooperatives import rules  # noqa: F401  signs what is asked
from rulebook.cooperatives.facts import Cooperative
from rulebook.engine.consult import consult
from rulebook.engine.law import Law
from rulebook.engine.verdict import Advice


def advise(cooperative: Cooperative, *, on: date) -> Advice:
    """What the law asks of a cooperative, what it holds and lacks, what it may do, under the law of ``on``.

    Raises ``ValueError`` for what none can be (members or amounts below zero, a share above the whole), and
    :class:`~rulebook.engine.law.NotYetLaw` before the day from which we stand by the figures.
    """
    _refuse_nonsense(cooperative)
    return consult("cooperatives", Law.on(on), cooperative=cooperative)


def _refuse_nonsense(told: Cooperative) -> None:
    amounts = [amount for amount in (told.capital, told.share, told.paid) if amount is not None]
    if any(not amount.is_finite() or amount < 0 for amount in amounts):
        raise ValueError("an amount is zero or more")
    if told.members is not None and told.members < 0:
        raise ValueError("members are zero or more")
    if told.paid is not None and told.paid > Decimal(100):
        raise ValueError("more than the whole share is paid")
    if told.capital is not None and told.share is not None and told.share > told.capital:
        raise ValueError("a share above the whole capital")
