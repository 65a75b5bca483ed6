"""What the page of the decision shows besides the verdict: the market, the cash, the effort; and how a quote ended."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from rulebook.engine import format as fmt
from wolouj.bids.ending import Ending
from wolouj.bids.models import Quote, State, Weighing
from wolouj.bids.weighing import Cash, Effort, Told, cash, effort
from wolouj.foundation.words import active, say
from wolouj.notices.facts import as_notice
from wolouj.notices.market import Market, NoMarket, Reach
from wolouj.notices.models import Notice
from wolouj.reference.territories import place


def told_of(row: Weighing | None) -> Told:
    """What was told to weigh a notice, as plain values."""
    return Told(**{each.name: getattr(row, each.name) for each in fields(Told)}) if row else Told()


def market_card(market: Market | NoMarket) -> dict[str, Any]:
    """The band and the count, with where they come from; or that there is not enough."""
    if isinstance(market, NoMarket):
        return {"enough": False, "number": market.number}
    pairs = [
        {
            "label": say("bids.market_band"),
            "value": say("bids.market_between", low=market.low, high=market.high),
            "note": say("bids.market_middle", middle=market.middle),
        }
    ]
    if market.quotes is not None:
        pairs.append(
            {"label": say("bids.market_quotes"), "value": fmt.isolate(str(market.quotes)), "note": _few(market)}
        )
    return {"enough": True, "pairs": pairs, "source": _source(market)}


def _few(market: Market) -> str:
    return say("bids.market_few", n=market.few or 0)


def _source(market: Market) -> str:
    there = place(market.code) if market.code else None
    where = there.name(active()) if there else ""
    key = {Reach.PROVINCE: "market_province", Reach.REGION: "market_region", Reach.COUNTRY: "market_country"}[
        market.reach
    ]
    values = {"where": fmt.isolate_auto(where)} if where else {}
    return say(f"bids.{key}", None, n=market.number, since=market.since, until=market.until, **values)


def weigh_card(told: Told, notice: Notice, market: Market | NoMarket, *, law_on: date, today: date) -> dict[str, Any]:
    """The cash and the effort, as far as they were told."""
    usual = market.quotes if isinstance(market, Market) else None
    money = cash(told, as_notice(notice), law_on=law_on, today=today)
    work = effort(told, usual=usual)
    return {"cash": _cash(money) if money else None, "effort": _effort(work) if work else None}


def _cash(money: Cash) -> dict[str, Any]:
    lines = [say("bids.cash_amount", amount=money.amount)]
    if money.until is None:
        lines.append(say("bids.cash_nobody_knows"))
    elif money.supposed:
        lines.append(say("bids.cash_until_supposed", delivered=money.delivered_on, until=money.until, days=money.days))
    else:
        lines.append(say("bids.cash_until", delivered=money.delivered_on, until=money.until, days=money.days))
    return {"lines": lines, "articles": money.articles, "confidence": money.confidence}


def _effort(work: Effort) -> dict[str, Any]:
    lines = [say("bids.effort_cost", amount=work.cost)]
    if work.margin is not None:
        key = "effort_margin" if work.margin >= 0 else "effort_loss"
        lines.append(say(f"bids.{key}", amount=abs(work.margin)))
    if work.for_one is not None and work.usual is not None:
        lines.append(say("bids.effort_for_one", n=work.usual, amount=work.for_one))
    sign, word = {
        True: ("go", "effort_worth"),
        False: ("watch", "effort_not_worth"),
        None: ("unknown", "effort_unknown"),
    }[work.worth]
    return {"lines": lines, "sign": sign, "word": say(f"bids.{word}")}


def ending_card(quote: Quote, end: Ending, *, confirmed: bool) -> dict[str, Any]:
    """What a published result says of her quote, and what to try next; never the awardee's name."""
    result = end.result
    lines = [say(f"bids.ended.{result.outcome}", day=result.published)]
    if result.amount:
        lines.append(say("bids.ended.amount", amount=result.amount))
    if result.quotes is not None:
        lines.append(say("bids.ended.quotes", n=result.quotes))
    if end.gap is not None and end.share is not None and end.proposes is not State.WON:
        lines.append(_gap(end.gap, end.share))
    return {
        "result": result,
        "confirmed": confirmed,
        "lines": lines,
        "proposes": str(end.proposes),
        "sign": {State.WON: "go", State.LOST: "wait", State.CANCELLED: "stop"}[end.proposes],
        "word": say(f"bids.ended.proposes_{end.proposes}"),
        "hints": [say(f"bids.hint.{hint}") for hint in end.hints],
    }


def _gap(gap: Decimal, share: Decimal) -> str:
    if gap == 0:
        return say("bids.ended.gap_none")
    return say(f"bids.ended.gap_{'above' if gap > 0 else 'below'}", gap=abs(gap), share=abs(share))
