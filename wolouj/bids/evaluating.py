"""``wolouj evaluate``: an opening of offers as JSON in, its ranking out. No database, no Django.

The file follows ``schema/opening.schema.json``, the answer ``schema/evaluation.schema.json``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from rulebook.engine.calculation import Noted
from rulebook.engine.facts import BidderKind, BuyerRules, Category
from rulebook.engine.format import local
from rulebook.engine.verdict import Bilingual
from rulebook.evaluation import Mode, Offer, Opening, Result, Stage, Way
from rulebook.evaluation import evaluate as evaluated
from rulebook.evaluation.ranking import words as said
from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.command import Answer, parser, printable, read_file, run
from wolouj.foundation.documents import AMOUNT_MOST, Schema, Where, amount, day, instant
from wolouj.foundation.figures import Unreadable, figure
from wolouj.foundation.words import pair

SCHEMA = Schema(Path(__file__).with_name("schema") / "opening.schema.json")
MARK_MOST, PERCENT_MOST, DECIMALS = Decimal(100), Decimal(9999), 6


def evaluate(argv: list[str]) -> int:
    """``wolouj evaluate FILE.json``: who comes first, and why. 1 when the procedure is unsuccessful."""

    def work(args: list[str]) -> Answer:
        options = parser(
            "evaluate", "Who comes first once the offers are opened, and why? Step by step, with articles."
        )
        options.add_argument("file", metavar="FILE.json", help="the opening: estimate, offers, procedure")
        options.add_argument("--on", metavar="DAY", help="the law of this day, when the file has no publication date")
        given = options.parse_args(args)
        on = clock.today() if given.on is None else day(given.on, Where(None, None, "--on"))
        assert on is not None  # only ``None`` gives ``None``
        ignored: list[str] = []
        result = evaluated(read_opening(read_file(given.file), on=on, file=given.file, ignored=ignored))
        left = printable(", ".join(ignored[:20]))
        notes = [f"wolouj: {printable(given.file)}: not ours, left aside: {left}"] if ignored else []
        return Answer(int(result.outcome == "unsuccessful"), result_json(result), list(_told(result)), notes)

    return run(argv, work)


def read_opening(data: bytes, *, on: date, file: str | None = None, ignored: list[str] | None = None) -> Opening:
    """The opening a JSON document tells; ``on`` is the day of its law when it has no publication date.

    Raises:
        BadInput: naming file, row (1 for the first offer) and field.
    """
    tree = SCHEMA.read(data, file=file, ignored=ignored)
    offers = tree.get("offers")
    return Opening(
        day=_published(tree.get("published"), Where(file, None, "published")) or on,
        way=Way(tree["procedure"]) if tree.get("procedure") else None,
        category=Category(tree["category"]) if tree.get("category") else None,
        mode=Mode(tree["price_mode"]) if tree.get("price_mode") else None,
        rulebook=BuyerRules(tree.get("rulebook") or BuyerRules.UNKNOWN),
        estimate=amount(tree.get("estimate"), Where(file, None, "estimate")),
        offers=None if offers is None else _offers(offers, file),
        financial_weight=_mark(tree.get("financial_weight"), Where(file, None, "financial_weight")),
        technical_minimum=_mark(tree.get("technical_minimum"), Where(file, None, "technical_minimum")),
    )


def _published(raw: str | None, where: Where) -> date | None:
    if raw is None or len(raw) == len("2026-11-26"):
        return day(raw, where)
    moment = instant(raw, where)
    return None if moment is None else local(moment).date()


def _offers(items: list[dict[str, Any]], file: str | None) -> tuple[Offer, ...]:
    found: dict[str, Offer] = {}
    for row, item in enumerate(items, start=1):
        name = item["bidder"]
        if name in found:
            raise BadInput(pair("bids.evaluate.bidder_twice", bidder=name), file, row, "offers.bidder")
        found[name] = Offer(
            bidder=name,
            amount=_price(item.get("amount"), Where(file, row, "offers.amount")),
            corrected=_price(item.get("corrected"), Where(file, row, "offers.corrected")),
            increase=_increase(item.get("increase"), Where(file, row, "offers.increase")),
            kind=BidderKind(item["kind"]) if item.get("kind") else None,
            technical=_mark(item.get("technical"), Where(file, row, "offers.technical")),
            discarded=Stage(item["discarded"]) if item.get("discarded") else None,
        )
    return tuple(found.values())


def _price(raw: Any, where: Where) -> Decimal | None:
    """An amount above zero: an offer of nothing is a slip."""
    if raw is None:
        return None
    try:
        return figure(raw, decimals=2, most=AMOUNT_MOST, above_zero=True)
    except Unreadable as bad:
        raise where.bad(bad.key, **bad.values) from bad


def _mark(raw: Any, where: Where) -> Decimal | None:
    if raw is None:
        return None
    try:
        return figure(raw, decimals=DECIMALS, most=MARK_MOST)
    except Unreadable as bad:
        raise where.bad("want_mark", text=str(raw)[:40]) from bad


def _increase(raw: Any, where: Where) -> Decimal | None:
    """A percentage; a discount, below zero, is for the law to set aside."""
    if raw is None:
        return None
    text = raw if isinstance(raw, str) else f"{Decimal(raw):f}"
    try:
        size = figure(text.removeprefix("-"), decimals=DECIMALS, most=PERCENT_MOST)
    except Unreadable as bad:
        raise where.bad("want_percent", text=text[:40]) from bad
    return -size if text.startswith("-") else size


def result_json(result: Result) -> dict[str, Any]:
    """The object ``wolouj evaluate --json`` prints."""
    return {
        "outcome": result.outcome.value,
        "reference_price": f"{result.reference_price:.2f}" if result.reference_price is not None else None,
        "excluded": [
            {"bidder": gone.bidder, "reason": gone.reason.value, "articles": list(gone.articles)}
            for gone in result.excluded
        ],
        "ranking": list(result.ranking),
        "first": result.first,
        "draw_between": list(result.draw_between),
        "preferred": list(result.preferred),
        "steps": [_step(step) for step in result.steps],
        "confidence": result.confidence.value,
    }


def _step(step: Noted) -> dict[str, Any]:
    return {
        "step": step.name,
        "text": {"fr": step.text.fr, "ar": step.text.ar},
        "values": {name: f"{value:f}" if isinstance(value, Decimal) else value for name, value in step.values.items()},
        "articles": list(step.articles),
        "confidence": step.confidence.value,
    }


def _told(result: Result) -> Iterator[Bilingual]:
    """For a reader: the end first, then how it was reached."""
    yield said().pair(f"outcomes.{result.outcome.value}")
    for step in result.steps:
        yield step.text
