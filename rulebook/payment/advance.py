"""Is an advance paid, and how much? For one contract."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rulebook.engine.calculation import Noted, Sheet, asked, worded
from rulebook.engine.facts import Procedure
from rulebook.engine.law import Law
from rulebook.engine.verdict import Question
from rulebook.payment import rules
from rulebook.taxes.facts import Applies, Impossible


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract as an advance sees it. Amounts are MAD, taxes included."""

    amount: Decimal
    """Initial amount."""
    months: int | None = None
    subcontracted: Decimal = Decimal(0)
    procedure: Procedure | None = None


@dataclass(frozen=True, slots=True)
class Advance:
    """Whether an advance is paid, and how much at least and at most."""

    applies: Applies
    reason: str
    least: Decimal
    most: Decimal
    noted: Noted
    questions: tuple[Question, ...]


def advance(contract: Contract, *, on: date) -> Advance:
    """The advance of a contract, by the law of ``on``.

    Raises :class:`~rulebook.engine.law.NotYetLaw` before the first day we stand by; ``Impossible`` for an amount not
    above zero, a part subcontracted larger than the whole, or months below zero.
    """
    if not contract.amount.is_finite() or contract.amount <= 0:
        raise Impossible("amount_not_above_zero")
    if not 0 <= contract.subcontracted <= contract.amount:
        raise Impossible("subcontracted_beyond_all", part=contract.subcontracted, whole=contract.amount)
    if contract.months is not None and contract.months < 0:
        raise Impossible("months_below_zero")
    law = Law.on(on)
    held = rules.advance_paid(
        contract.amount, contract.subcontracted, contract.months, contract.procedure is Procedure.PURCHASE_ORDER, law
    )
    noted = Sheet(law).note(f"advance.{held.reason}", rules.advance_paid, held.at_most, **held.values)
    questions = tuple(map(asked, held.asks))
    return Advance(held.applies, held.reason, held.least, held.most, worded(noted, "payment"), questions)
