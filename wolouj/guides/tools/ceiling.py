"""Am I over my ceiling? An auto-entrepreneur's year, and what one client would withhold."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rulebook.engine.facts import Bidder, BidderKind, BuyerRules, Category, Notice, Procedure, Quote
from rulebook.engine.format import local
from rulebook.engine.judge import judge
from rulebook.engine.verdict import Figure, Outcome
from wolouj.foundation.drawing import Sign
from wolouj.foundation.words import pair
from wolouj.guides.tools.shown import Row, Shown
from wolouj.guides.tools.small import finding

YEAR = "taxes.auto_entrepreneur_stays_under_the_ceiling"
CLIENT = "taxes.one_client_stays_under_the_threshold"
BUYER = "client"


def answer(asked: Mapping[str, Any], *, at: datetime) -> Shown:
    """``activity``, ``received`` this year and ``before``, the ``amount`` asked now, what this ``client`` paid."""
    year = local(at).year
    received = {year: asked["received"]}
    if asked.get("before") is not None:
        received[year - 1] = asked["before"]
    bidder = Bidder(
        kind=BidderKind.AUTO_ENTREPRENEUR,
        ae_activity=asked["activity"],
        turnover_received=received,
        received_by_buyer={year: {BUYER: asked["client"]}} if asked.get("client") is not None else None,
    )
    sells = Category.SUPPLIES if asked["activity"] != "services" else Category.SERVICES
    notice = Notice(procedure=Procedure.PURCHASE_ORDER, rulebook=BuyerRules.DECREE, category=sells, buyer=BUYER)
    quote = Quote(asked["amount"], asked["amount"], at=at)
    verdict = judge(bidder, notice, quote, on=local(at).date())
    seen = [finding(verdict, YEAR), finding(verdict, CLIENT)]
    open_ones = [one for one in seen if one.outcome in {Outcome.NOT_MET, Outcome.UNKNOWN}]
    sign, word = _word(seen[0].outcome, seen[1].outcome)
    return Shown(
        sign=sign,
        word=pair(f"guides.year_{word}"),
        rows=tuple(row for figure in verdict.figures if figure.rule == CLIENT for row in _rows(figure)),
        findings=tuple(open_ones),
        met=tuple(one for one in seen if one.outcome is Outcome.MET),
        questions=tuple(one for one in verdict.questions if one.key.startswith("taxes.")),
    )


def _word(year: Outcome, client: Outcome) -> tuple[Sign, str]:
    if year is Outcome.NOT_MET:
        return "watch", "over"
    if client is Outcome.NOT_MET:
        return "watch", "client"
    return ("unknown", "unknown") if Outcome.UNKNOWN in {year, client} else ("go", "under")


def _rows(figure: Figure) -> list[Row]:
    """A figure as the law words it, step by step; each step carries its amount."""
    steps = [Row(step.label) for step in figure.steps]
    return [*steps, Row(figure.text, strong=bool(steps))]
