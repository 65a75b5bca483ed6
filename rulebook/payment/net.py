"""One payment, line by line: what is kept back or has to be paid on it, and what comes in at least and at most."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from rulebook.engine.calculation import NO_WORDS, Sheet, asked, worded, words_of
from rulebook.engine.facts import BidderKind
from rulebook.engine.law import CENTIME, Law, NotYetLaw
from rulebook.engine.verdict import Bilingual, Confidence, Question, lower
from rulebook.payment import rules
from rulebook.payment.advance import Advance, Contract, advance
from rulebook.taxes import withholdings
from rulebook.taxes.facts import NOTHING_ENTERED, Applies, Client, Entered, Held, Impossible, IncomeTax, Sale

NOTHING = Decimal(0)


class Taker(StrEnum):
    """Who takes the money of a line."""

    BUYER = "buyer"
    """The buyer keeps it back: it never reaches the account."""
    STRUCTURE = "structure"
    """It comes in, and the structure pays it on."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that may be kept back or paid on a payment. Amounts are MAD."""

    name: str
    reason: str
    """Why, in one word: with ``name``, the key of the sentence."""
    applies: Applies
    least: Decimal
    most: Decimal
    taken_by: Taker
    returned: bool
    """It comes back later: retention money."""
    articles: tuple[str, ...]
    confidence: Confidence
    title: Bilingual
    text: Bilingual
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Net:
    """What comes in of one payment. With ``why``, nothing is worked out and the totals are ``None``."""

    law_on: date
    amount: Decimal
    vat: tuple[Decimal, Decimal] | None = None
    """The VAT inside the amount, at least and at most."""
    lines: tuple[Line, ...] = ()
    low: Decimal | None = None
    """With everything unknown taken against the structure."""
    high: Decimal | None = None
    """With everything unknown taken in its favour."""
    afterwards: tuple[Line, ...] = ()
    """What the structure declares itself on this payment: not in the totals."""
    advance: Advance | None = None
    text: Bilingual = NO_WORDS
    why: str | None = None
    """``before_the_text`` or ``other_buyer``: not covered."""
    questions: tuple[Question, ...] = ()
    confidence: Confidence = Confidence.CERTAIN


Rule = Callable[[Sale, Law, Entered], Held]
LINES: tuple[tuple[Rule, Taker, bool], ...] = (
    (withholdings.vat_withheld, Taker.BUYER, False),
    (withholdings.fees_withheld, Taker.BUYER, False),
    (withholdings.one_client_withheld, Taker.BUYER, False),
    (withholdings.registration_due, Taker.STRUCTURE, False),
    (rules.retention_kept, Taker.BUYER, True),
)
"""In the order a person meets them: who takes it, and whether it comes back."""


def net_received(sale: Sale, entered: Entered = NOTHING_ENTERED) -> Net:
    """What comes in of one payment, line by line: see the chapter's first page.

    The law is that of ``sale.day``; for the registration duty, that of the signature. Before the first day we stand by,
    and when a company buys, nothing is worked out and ``why`` says so. Raises ``Impossible`` for what cannot be: an
    amount not above zero, more VAT than the standard rate gives or any from an auto-entrepreneur, the single
    contribution of a legal person, a signature after the payment.
    """
    refuse_nonsense(sale)
    if sale.client is Client.OTHER:
        return _not_covered(sale, "other_buyer")
    try:
        law = Law.on(sale.day)
        _refuse_vat(sale, law)
        lines = [_line(by, taker, back, sale, entered) for by, taker, back in LINES]
        contract = Contract(sale.initial or sale.amount, sale.months, procedure=sale.procedure)
        paid_first = advance(contract, on=sale.signed or sale.day)
    except NotYetLaw:
        return _not_covered(sale, "before_the_text")
    return _totals(sale, lines, paid_first, entered)


def refuse_nonsense(sale: Sale) -> None:
    """What cannot be a payment, whoever tells it."""
    amounts = (sale.vat, sale.paid_before, sale.initial, sale.kept_before)
    if not sale.amount.is_finite() or sale.amount <= 0:
        raise Impossible("amount_not_above_zero")
    if any(amount is not None and not (amount.is_finite() and amount >= 0) for amount in amounts):
        raise Impossible("amount_below_zero")
    if sale.initial is not None and sale.initial <= 0:
        raise Impossible("contract_not_above_zero")
    if sale.income_tax is IncomeTax.SINGLE and sale.kind in withholdings.LEGAL_PERSONS:
        raise Impossible("single_of_legal_person")
    if sale.signed is not None and sale.signed > sale.day:
        raise Impossible("signed_after", signed=sale.signed, paid=sale.day)
    if sale.months is not None and sale.months < 0:
        raise Impossible("months_below_zero")


def _refuse_vat(sale: Sale, law: Law) -> None:
    """VAT from somebody outside it, or more than the standard rate gives (a centime is left to rounding)."""
    vat = sale.vat or NOTHING
    if vat and sale.kind is BidderKind.AUTO_ENTREPRENEUR:
        raise Impossible("vat_of_auto_entrepreneur")
    most = withholdings.vat_inside(replace(sale, vat=None), law)[1]
    if vat > most + CENTIME:
        raise Impossible("vat_too_large", vat=vat, most=most)


def _line(by: Rule, taker: Taker, returned: bool, sale: Sale, entered: Entered) -> Line:
    """One provision asked, signed and worded."""
    name = by.__name__
    law = Law.on((sale.signed or sale.day) if by is withholdings.registration_due else sale.day)
    held = by(sale, law, entered)
    noted = worded(Sheet(law).note(f"{name}.{held.reason}", by, held.at_most, **held.values), "payment", "lines")
    return Line(
        name=name,
        reason=held.reason,
        applies=held.applies,
        least=held.least,
        most=held.most,
        taken_by=taker,
        returned=returned,
        articles=tuple(dict.fromkeys([*noted.articles, *held.also])),
        confidence=noted.confidence,
        title=words_of("payment").pair(f"lines.{name}.title"),
        text=noted.text,
        questions=tuple(map(asked, held.asks)),
    )


def _totals(sale: Sale, lines: list[Line], paid_first: Advance, entered: Entered) -> Net:
    low = sale.amount - sum((line.most for line in lines), NOTHING)
    high = sale.amount - sum((line.least for line in lines), NOTHING)
    words = words_of("payment")
    text = words.pair("net.exact", low=low) if low == high else words.pair("net.between", low=low, high=high)
    own = sale.kind is BidderKind.AUTO_ENTREPRENEUR
    told = [question for line in lines for question in line.questions] + list(paid_first.questions)
    return Net(
        law_on=sale.day,
        amount=sale.amount,
        vat=withholdings.vat_inside(sale, Law.on(sale.day)),
        lines=tuple(lines),
        low=low,
        high=high,
        afterwards=(_line(withholdings.own_tax, Taker.STRUCTURE, False, sale, entered),) if own else (),
        advance=paid_first,
        text=text,
        questions=tuple({one.key: one for one in told}.values()),
        confidence=lower(Confidence.CERTAIN, *(line.confidence for line in lines)),
    )


def _not_covered(sale: Sale, why: str) -> Net:
    """Nothing worked out, and why."""
    return Net(sale.day, sale.amount, text=words_of("payment").pair(f"none.{why}"), why=why)
