"""What a change of the law does to one structure: the same rules asked on the two days, about the same notices.

The notices are those given, or samples of ours: one for each way of buying that a small structure meets. Only the day
of the law moves: the day a notice was published is left out, so that nothing but the law can differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal

from rulebook.engine.changes import Shift, shifts
from rulebook.engine.facts import Bidder, BuyerRules, Category, Notice, Procedure, Quote, Tender
from rulebook.engine.format import CASABLANCA
from rulebook.engine.judge import judge
from rulebook.engine.verdict import Bilingual, Outcome
from rulebook.payment import Line, Net, Sale, net_received
from wolouj.foundation.words import pair

ORDER, TENDER = Procedure.PURCHASE_ORDER, Procedure.TENDER
SAMPLES = {
    "order_services": Notice(procedure=ORDER, category=Category.SERVICES),
    "order_supplies": Notice(procedure=ORDER, category=Category.SUPPLIES),
    "tender_simplified": Notice(procedure=TENDER, tender=Tender.SIMPLIFIED, category=Category.SERVICES),
    "tender_open": Notice(procedure=TENDER, tender=Tender.OPEN, category=Category.SUPPLIES),
    "tender_reserved": Notice(procedure=TENDER, tender=Tender.OPEN, category=Category.SERVICES, reserved=True),
}
SAMPLE_TOTAL = Decimal("100000.00")
"""What a sample order would bring in, and the sample payment, taxes included."""


@dataclass(frozen=True, slots=True)
class Effect:
    """One notice: the verdict on each day, and every answer that moved."""

    title: Bilingual
    sample: bool
    before: Outcome
    after: Outcome
    shifts: tuple[Shift, ...]
    paid: tuple[Net, Net]
    """What comes in of a sample payment for it, on each day."""

    @property
    def paid_otherwise(self) -> tuple[tuple[Line | None, Line | None], ...]:
        """The lines of the payment that moved, before and after."""
        old, new = ({line.name: line for line in (*net.lines, *net.afterwards)} for net in self.paid)
        names = dict.fromkeys([*new, *old])
        return tuple((old.get(name), new.get(name)) for name in names if old.get(name) != new.get(name))


def effects(bidder: Bidder, first: date, second: date, given: Iterable[tuple[str, Notice]] = ()) -> Iterator[Effect]:
    """The effect of the change from ``first`` to ``second``, notice by notice: those given, else the samples."""
    known = [(_named(name, notice), False, notice) for name, notice in given]
    samples = [(pair(f"guides.law.sample_{key}"), True, notice) for key, notice in SAMPLES.items()]
    noon = datetime.combine(second, time(12), CASABLANCA)
    quote = Quote(total_incl_vat=SAMPLE_TOTAL, at=noon)
    for title, sample, notice in known or samples:
        bare = replace(notice, published=None)
        if sample:
            bare = replace(bare, rulebook=BuyerRules.DECREE, deadline=noon)
        before, after = (judge(bidder, bare, quote if sample else None, on=day) for day in (first, second))
        paid = _paid(bidder, notice, first), _paid(bidder, notice, second)
        yield Effect(title, sample, before.outcome, after.outcome, shifts(before, after), paid)


def _paid(bidder: Bidder, notice: Notice, on: date) -> Net:
    """The sample payment of a public buyer, on a day. What the structure did not tell stays unknown."""
    sale = Sale(
        SAMPLE_TOTAL,
        on,
        kind=bidder.kind,
        activity=bidder.ae_activity,
        category=notice.category,
        procedure=notice.procedure,
        nature=notice.nature,
    )
    return net_received(sale)


def _named(file: str, notice: Notice) -> Bilingual:
    """What a person calls a notice: its reference, else its object, else the file."""
    name = notice.reference or notice.object or file
    return Bilingual(name, name)
