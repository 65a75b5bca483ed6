"""Why each rule of an exercise was met or not: the line, the figures, the hour. No mark without its reason."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from rulebook.engine import format as fmt
from rulebook.engine.facts import VatStatus
from rulebook.engine.law import Law, NotYetLaw, governing_day
from wolouj.bids.pricing_types import PricedLine
from wolouj.foundation.articles import article_name
from wolouj.foundation.runs import shortened
from wolouj.foundation.words import active, say
from wolouj.training.practice.marking import Marked, Mock, Rule, notice_of

NAME = 60
"""Characters of a line's name in a reason."""


def reasons(
    order: Mock, marked: Marked, *, vat: str, set_at: datetime, closes_at: datetime, at: datetime
) -> dict[Rule, str]:
    """Rule -> why it was met or not, in the language of the page. ``at``: when she said that she was ready."""
    return {
        Rule.PRICED: _priced(order, marked),
        Rule.COST: _cost(order, marked),
        Rule.VAT: _vat(order, marked, vat),
        Rule.CEILING: _ceiling(order, marked, set_at, closes_at),
        Rule.DEADLINE: say(
            "training.why_in_time" if marked.met[Rule.DEADLINE] else "training.why_late", at=at, closes=closes_at
        ),
    }


def _named(order: Mock, lines: list[PricedLine]) -> str:
    return f"{say('foundation.comma')} ".join(_short(order, line) for line in lines)


def _short(order: Mock, line: PricedLine) -> str:
    """A line by its name, in Arabic where the order says it."""
    gloss = order.glosses.get(line.number, "") if active() == "ar" else ""
    return fmt.isolate_auto(shortened(gloss or line.designation or line.number, NAME))


def _priced(order: Mock, marked: Marked) -> str:
    lines = marked.quote.lines
    bare = [line for line in lines if line.unit_price is None]
    if bare:
        return say("training.why_bare", lines=_named(order, bare))
    rateless = [line for line in lines if line.vat_rate is None]
    if rateless:
        return say("training.why_rateless", lines=_named(order, rateless))
    return say("training.why_priced", n=len(lines))


def _cost(order: Mock, marked: Marked) -> str:
    lines = marked.quote.lines
    losing = [line for line in lines if line.margin is not None and line.margin < 0]
    if losing:
        return " ".join(
            say(
                "training.why_loss", line=_short(order, line), price=line.unit_price, cost=line.unit_cost,
                loss=-line.margin,
            )
            for line in losing if line.margin is not None
        )  # fmt: skip
    uncounted = [line for line in lines if line.unit_cost is None]
    if uncounted:
        return say("training.why_uncounted", lines=_named(order, uncounted))
    told = [
        (line.unit_price - line.unit_cost, line)
        for line in lines if line.unit_price is not None and line.unit_cost is not None
    ]  # fmt: skip
    if len(told) < len(lines):
        return say("training.why_unpriced")
    left, least = min(told, key=lambda each: each[0])
    return say("training.why_gain", line=_short(order, least), price=least.unit_price, cost=least.unit_cost, left=left)


def _vat(order: Mock, marked: Marked, vat: str) -> str:
    if not vat:
        return say("training.why_vat_untold")
    if vat != order.vat:
        return say(f"training.why_vat_not_{order.vat}")
    if vat == VatStatus.STANDARD:
        return say("training.why_vat_standard", vat=marked.quote.vat)
    return say("training.why_vat_exempt")


def _ceiling(order: Mock, marked: Marked, set_at: datetime, closes_at: datetime) -> str:
    if marked.quote.unpriced:
        return say("training.why_unpriced")
    notice = notice_of(order, set_at=set_at, closes_at=closes_at)
    law = Law.on(governing_day(notice, on=fmt.local(set_at).date()))
    total = marked.quote.total_incl_vat
    try:
        ceiling: Decimal = law("purchase_orders.ceiling")
    except NotYetLaw:
        return say("training.why_total", total=total)
    article = getattr(article_name(law.readings()[-1].article), active())
    if total > ceiling:
        return say("training.why_over", total=total, ceiling=ceiling, article=article, over=total - ceiling)
    return say("training.why_under", total=total, ceiling=ceiling, article=article)
