"""What will I really receive, and what interest am I owed? One payment of a public buyer, line by line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from rulebook.engine.calculation import words_of
from rulebook.engine.facts import AeActivity, BidderKind, Category, Procedure
from rulebook.engine.format import local
from rulebook.engine.verdict import Bilingual
from rulebook.payment import Applies, Client, Debt, Interest, Line, Net, Quarter, Sale, TreasuryRate, net_received
from rulebook.payment import late_interest as owed
from rulebook.payment.interest import Owed
from wolouj.foundation.drawing import Sign
from wolouj.foundation.words import pair
from wolouj.guides.tools.shown import Row, Shown
from wolouj.guides.tools.small import money
from wolouj.reference.holidays import holidays_of_morocco

FIRST = (Applies.YES, Applies.UNKNOWN, Applies.NO)
"""The order of the lines: what is kept, what may be, what is not."""
SIGNS: Mapping[Applies, Sign] = {Applies.YES: "watch", Applies.UNKNOWN: "unknown", Applies.NO: "go"}
OWED: Mapping[Owed, Sign] = {
    Owed.DUE: "watch",
    Owed.RATE_UNKNOWN: "watch",
    Owed.ON_TIME: "go",
    Owed.NOT_COVERED: "unknown",
}


def net(asked: Mapping[str, Any], *, at: datetime) -> Shown:
    """One payment of ``amount``, taxes included, to a ``kind`` of structure by a ``client``."""
    kind = BidderKind(asked["kind"])
    sale = Sale(
        amount=asked["amount"],
        day=local(at).date(),
        kind=kind,
        category=Category(asked["category"]),
        procedure=Procedure(asked["procedure"]),
        client=Client(asked["client"]),
        vat=asked.get("vat"),
        fees=asked.get("fees"),
        activity=AeActivity(asked["activity"]) if asked.get("activity") else None,
        paid_before=asked.get("paid_before"),
        retention=asked.get("retention"),
    )
    return _net_shown(net_received(sale))


def _net_shown(found: Net) -> Shown:
    if found.low is None or found.high is None:
        return Shown("unknown", pair("guides.net_none"), why=(found.text,), questions=found.questions)
    same = found.low == found.high
    word = pair(f"guides.net_{'exact' if same else 'between'}", low=found.low, high=found.high)
    lines = sorted(found.lines, key=lambda line: FIRST.index(line.applies))
    return Shown(
        sign=None,
        word=word,
        why=() if same else (pair("guides.net_why"),),
        rows=(Row(pair("guides.net_amount"), money(found.amount)), *map(_line, lines)),
        afterwards=tuple(map(_line, found.afterwards)),
        questions=found.questions,
    )


def _line(line: Line) -> Row:
    """A line of the payment: how much at least and at most, why, how sure."""
    return Row(
        label=line.title,
        value=_between(line.least, line.most),
        sign=SIGNS[line.applies],
        word=pair(f"guides.applies_{line.applies.value}"),
        note=line.text,
        articles=line.articles,
        confidence=line.confidence,
    )


def _between(least: Decimal, most: Decimal) -> Bilingual:
    return money(most) if least == most else pair("guides.from_to", least=least, most=most)


def interest(asked: Mapping[str, Any], *, at: datetime) -> Shown:
    """A payment of ``amount`` ``served`` on a day, paid on another or not; ``treasury``: the rate somebody read."""
    on = local(at).date()
    until = asked.get("until") or on
    debt = Debt(
        amount=asked["amount"],
        until=until,
        paid=asked.get("until") is not None,
        served=asked["served"],
        papers=asked.get("papers"),
        retention=asked.get("retention_kept") or Decimal(0),
        client=Client(asked["client"]) if asked.get("client") else None,
    )
    rates: dict[Quarter, TreasuryRate] = {}
    if asked.get("treasury") is not None:
        source = pair("guides.interest_source").fr
        quarter = Quarter.of(until)
        for _ in range(MOST_QUARTERS):
            rates[quarter] = TreasuryRate(asked["treasury"], on, source)
            quarter = quarter.before
    return _interest_shown(owed(debt, rates, calendar=holidays_of_morocco()))


MAIN = frozenset(
    {"counted", "counted_if_papers", "late", "late_so_far", "on_time", "base", "base_whole", "rate_missing"}
)
"""The steps that are told first; all of them are folded below."""
MOST_QUARTERS = 60
"""A delay of fifteen years: beyond, no single rate means anything."""


def _interest_shown(found: Interest) -> Shown:
    words = words_of("payment")
    word = words.pair(f"outcomes.{found.outcome.value}")
    if found.low is not None and found.high is not None and found.outcome is Owed.DUE:
        word = _between_word(found.low, found.high)
    return Shown(
        sign=OWED[found.outcome],
        word=word,
        why=tuple(step.text for step in found.steps if step.name.rpartition(".")[2] in MAIN),
        steps=tuple(step.text for step in found.steps),
        questions=found.questions,
        articles=tuple(dict.fromkeys(article for step in found.steps for article in step.articles)),
        confidence=found.confidence,
    )


def _between_word(low: Decimal, high: Decimal) -> Bilingual:
    if low == high:
        return pair("guides.owed_exact", low=low)
    return pair("guides.owed_between", low=low, high=high)
