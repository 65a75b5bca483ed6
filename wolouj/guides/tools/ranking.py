"""Would I have won? The offers as they were opened, ranked as the commission ranks them, and drawn.

Nobody is named: the offers are letters, A is the one asked about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from rulebook.engine import format as fmt
from rulebook.engine.facts import BuyerRules, Category
from rulebook.engine.format import local
from rulebook.engine.verdict import Bilingual
from rulebook.evaluation import Mode, Offer, Opening, Outcome, Reason, Result, Way, evaluate
from wolouj.foundation.drawing import Sign
from wolouj.foundation.words import pair
from wolouj.guides.tools.chart import Chart, draw
from wolouj.guides.tools.shown import Shown

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MOST = 40
"""Offers one may type: the biggest openings we saw have fewer."""
MINE = "A"


@dataclass(frozen=True, slots=True)
class Line:
    """One offer in the table beside the chart."""

    letter: str
    value: Bilingual
    sign: Sign
    word: Bilingual
    mine: bool


@dataclass(frozen=True, slots=True)
class Ranked:
    """What the page of the ranking draws."""

    lines: tuple[Line, ...]
    increase: bool
    """The offers are percentages, not dirhams."""
    chart: Chart | None


def letter(at: int) -> str:
    """A, B … Z, AA, AB …"""
    return (LETTERS[at // 26 - 1] if at >= 26 else "") + LETTERS[at % 26]


def answer(asked: Mapping[str, Any], *, at: datetime) -> Shown:
    """``procedure``, ``category``, ``mode``, ``estimate``, ``mine`` (or nothing) and the ``others``."""
    opening = _opening(asked, at)
    result = evaluate(opening)
    offers = opening.offers or ()
    sign, word = _word(result, mine=asked["mine"] is not None)
    why = [result.steps[-1].text] if result.steps else []
    return Shown(
        sign=sign,
        word=pair(f"guides.rank_{word}", first=result.first or "…", rank=_rank(result)),
        why=tuple(why),
        articles=tuple(dict.fromkeys(article for step in result.steps for article in step.articles)),
        confidence=result.confidence,
        steps=tuple(step.text for step in result.steps),
        more=Ranked(
            lines=tuple(_lines(result, offers)),
            increase=opening.mode is Mode.INCREASE,
            chart=_chart(result, opening),
        ),
    )


def _opening(asked: Mapping[str, Any], at: datetime) -> Opening:
    increase = asked["mode"] == Mode.INCREASE and asked["procedure"] != Way.PURCHASE_ORDER
    values = [asked["mine"], *asked["others"]]
    # Without an offer of one's own the letters still begin after A: A is always hers.
    told = [(letter(at), value) for at, value in enumerate(values) if value is not None]
    field = "increase" if increase else "amount"
    return Opening(
        day=local(at).date(),
        way=Way(asked["procedure"]),
        category=Category(asked["category"]) if asked.get("category") else None,
        mode=Mode.INCREASE if increase else Mode.PRICES,
        rulebook=BuyerRules.DECREE,
        estimate=asked.get("estimate"),
        offers=tuple(Offer(name, kind=_kind(name, asked), **{field: value}) for name, value in told),
    )


def _kind(name: str, asked: Mapping[str, Any]) -> Any:
    return asked.get("kind") or None if name == MINE else None


def _rank(result: Result) -> int:
    return result.ranking.index(MINE) + 1 if MINE in result.ranking else 0


def _word(result: Result, *, mine: bool) -> tuple[Sign, str]:
    """The head of the answer: what became of A, or who comes first when nobody asked about one."""
    if result.outcome in {Outcome.NOT_COVERED, Outcome.UNSUCCESSFUL}:
        return "unknown", result.outcome.value
    if not mine:
        return ("wait", "draw") if result.first is None else ("go", "other")
    if MINE not in result.ranking:
        return "stop", "out"
    if result.first == MINE:
        return "go", "won"
    drawn = result.first is None and MINE in (result.preferred or result.draw_between)
    return ("wait", "draw") if drawn else ("watch", "lost")


def _lines(result: Result, offers: Sequence[Offer]) -> list[Line]:
    """Those still in by rank, then those set aside."""
    values = {offer.bidder: _value(offer) for offer in offers}
    found = []
    for rank, name in enumerate(result.ranking, start=1):
        first = name == result.first
        word = pair("guides.rank_first") if first else pair("guides.rank_in", rank=rank)
        found.append(Line(name, values[name], "go" if first else "wait", word, name == MINE))
    for gone in result.excluded:
        found.append(Line(gone.bidder, values[gone.bidder], "stop", _gone(gone.reason), gone.bidder == MINE))
    return found


def _gone(reason: Reason) -> Bilingual:
    return pair(f"guides.gone_{reason.value}")


def _value(offer: Offer) -> Bilingual:
    """As the table prints it: dirhams are said in its head."""
    if offer.amount is not None:
        shown = fmt.isolate(fmt.number(offer.amount, 2))
    else:
        shown = fmt.percent(offer.increase or Decimal(0), "fr")
    return Bilingual(shown, shown)


def _chart(result: Result, opening: Opening) -> Chart | None:
    """Offers on a scale with the estimate, the bounds and the reference price; ``None`` for percentages."""
    amounts = {offer.bidder: offer.amount for offer in opening.offers or () if offer.amount is not None}
    if not result.ranking or len(amounts) < len(opening.offers or ()):
        return None
    bounds = next((step.values for step in result.steps if step.name == "bounds"), {})
    low, high = bounds.get("low"), bounds.get("high")
    return draw(
        amounts,
        first=result.first,
        out=frozenset(gone.bidder for gone in result.excluded),
        mine=MINE,
        estimate=opening.estimate if result.reference_price is not None else None,
        low=low if isinstance(low, Decimal) else None,
        high=high if isinstance(high, Decimal) else None,
        reference=result.reference_price,
    )
