"""Is it worth answering? The cash it needs and until when, and the effort beside what would be left.

Pure arithmetic on what she told: own cost first. Nothing here is a chance of winning: only how many answers there
usually are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from rulebook.engine.facts import BuyerRules, Notice
from rulebook.engine.format import local
from rulebook.engine.law import FIRST_DAY, Law
from rulebook.engine.verdict import Confidence, lower
from wolouj.foundation.money import centimes


@dataclass(frozen=True, slots=True)
class Told:
    """What she told to weigh a notice; ``None`` where she did not. Dirhams; hours for answering."""

    cost: Decimal | None = None
    price: Decimal | None = None
    hours: Decimal | None = None
    hour_rate: Decimal | None = None
    spent: Decimal | None = None
    """Copies, transport, samples: what answering costs besides time."""
    delivered_on: date | None = None


@dataclass(frozen=True, slots=True)
class Cash:
    """The money to put forward, and the day the law gives the buyer to pay at the latest.

    ``until`` is ``None`` where nobody can say: a buyer the decree on delays may not bind, or a day before it.
    """

    amount: Decimal
    delivered_on: date
    supposed: bool
    """Whether the day of delivery is ours (the day after the deadline), for want of hers."""
    until: date | None
    days: int | None
    articles: tuple[str, ...]
    confidence: Confidence | None


@dataclass(frozen=True, slots=True)
class Effort:
    """What answering costs, and what is left if it is won. ``for_one`` is the effort of as many answers as usual."""

    cost: Decimal
    margin: Decimal | None
    usual: int | None
    for_one: Decimal | None

    @property
    def worth(self) -> bool | None:
        """Whether what is left covers the effort of as many answers as there usually are; ``None``: not known."""
        if self.margin is None or self.for_one is None:
            return None
        return self.margin >= self.for_one


def cash(told: Told, notice: Notice, *, law_on: date, today: date) -> Cash | None:
    """The cash a notice needs; ``None`` while its cost is not told."""
    if told.cost is None:
        return None
    closes = local(notice.deadline).date() if notice.deadline else today
    delivered = told.delivered_on or max(closes, today) + timedelta(days=1)
    supposed = told.delivered_on is None
    if notice.rulebook is not BuyerRules.DECREE or law_on < FIRST_DAY:
        return Cash(told.cost, delivered, supposed, None, None, (), None)
    law = Law.on(law_on)
    days = int(law("deadlines.payment_ordered")) + int(law("deadlines.payment_made"))
    readings = law.readings()
    return Cash(
        amount=told.cost,
        delivered_on=delivered,
        supposed=supposed,
        until=delivered + timedelta(days=days),
        days=days,
        articles=tuple(dict.fromkeys(reading.article for reading in readings)),
        confidence=lower(*(reading.confidence for reading in readings)),
    )


def effort(told: Told, *, usual: int | None) -> Effort | None:
    """The effort of answering; ``None`` while nothing of it is told. ``usual``: how many answers there usually are."""
    time = centimes(told.hours * told.hour_rate) if told.hours is not None and told.hour_rate is not None else None
    if time is None and told.spent is None:
        return None
    cost = (time or Decimal(0)) + (told.spent or Decimal(0))
    margin = told.price - told.cost if told.price is not None and told.cost is not None else None
    return Effort(cost, margin, usual, cost * usual if usual else None)
