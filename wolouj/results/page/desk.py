"""The manager's desk: every indicator against its target, what stands out, orders by month."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse

from rulebook.engine import format as fmt
from wolouj.bids.models import State as QuoteState
from wolouj.cofinancing import ledger
from wolouj.cofinancing.models import Entry
from wolouj.foundation.words import active, say
from wolouj.programme.models import Programme, Sex, both
from wolouj.programme.page import joined
from wolouj.results.counting.frame import Frame
from wolouj.results.counting.hits import Count, count
from wolouj.results.counting.measures import MEASURES, YOUTH
from wolouj.results.counting.progress import Pace, pace
from wolouj.results.counting.splits import WAYS, told_apart
from wolouj.results.page.worded import group_word, pace_key, value_word
from wolouj.results.queries import Figure

SIGNS = {Pace.REACHED: "go", Pace.ON_TIME: "go", Pace.LATE: "watch", Pace.DANGER: "stop", Pace.UNKNOWN: "unknown"}
WIDE = 152
"""Units of the drawing of a progress."""
MONTHS = 6
"""Months of the chart."""


def text(row: object, name: str) -> str:
    """A text of a row in the page's language, or the other's, kept apart."""
    found = both(row, name, active())
    return fmt.isolate_auto(found) if found else ""


def indicator_row(each: Figure, frame: Frame, way: str = "") -> dict[str, Any]:
    """One indicator in the table: value, target, how far, its list."""
    row, measure = each.indicator, each.measure
    stands = pace(row, each.value, programme=frame.programme, on=frame.until, less=bool(measure and measure.less))
    return {
        "title": text(row, "text"), "url": reverse("results:indicator", args=[row.pk]),
        "value": value_word(each.value, share=row.is_share, measure=measure),
        "target": value_word(row.target, share=row.is_share, measure=measure),
        "sign": SIGNS[stands], "word": say(f"results.{pace_key(stands, row.target)}"),
        "detail": detail(each, frame, way),
        "listed": len(each.count.hits) if each.count else None, "bar": bullet(each),
    }  # fmt: skip


def detail(each: Figure, frame: Frame, way: str) -> str:
    """The line under an indicator: told apart when that was asked; else what the figure is made of."""
    if each.count is None:
        return say("results.hand_on", day=each.hand.on) if each.hand else say("results.nothing_told")
    if way in WAYS:
        parts = told_apart(each.count, way, frame)
        measure, share = each.measure, each.indicator.is_share
        told = [
            say("results.part", group=group_word(way, p.key), value=value_word(p.value, share=share, measure=measure))
            for p in parts
            if p.value is not None
        ]
        return joined(told)
    if each.count.base is not None:
        return say("results.of", part=len(each.count.hits), whole=len(each.count.base))
    return say("results.untold_amounts", n=each.count.untold) if each.count.untold else ""


def bullet(each: Figure) -> dict[str, Decimal] | None:
    """Widths of the drawing: the value, and where the target stands."""
    value, target = each.value, each.indicator.target
    if value is None or not target:
        return None
    most = max(value, target * Decimal("1.1"))
    return {
        "value": (value / most * WIDE).quantize(Decimal("0.1")),
        "target": (target / most * WIDE).quantize(Decimal("0.1")),
    }


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure that stands out."""

    label: str
    value: str
    detail: str


def tiles(frame: Frame) -> list[Tile]:
    """People accompanied, first quotes, orders won and their amount."""
    people = [frame.persons[key] for key in frame.accepted]
    women, young = sum(p.sex == Sex.WOMAN for p in people), sum(p.age is not None and p.age <= YOUTH for p in people)
    found = {key: count(MEASURES[key], frame) for key in ("first_quote", "first_quote_share", "wins", "dirhams_won")}
    ended, wins = count(MEASURES["win_rate"], frame), found["wins"]
    return [
        Tile(say("results.tile_people"), fmt.isolate(str(len(people))),
             say("results.tile_people_of", women=fmt.count(women, "woman", active()), young=young, age=YOUTH)),
        Tile(say("results.tile_first"), _value(found["first_quote"]),
             say("results.tile_first_of", share=_value(found["first_quote_share"])) if people else ""),
        Tile(say("results.tile_wins"), _value(wins), say("results.tile_wins_of", n=len(ended.base or ()))),
        Tile(say("results.tile_won"), _value(found["dirhams_won"]), _won(found["dirhams_won"], frame)),
    ]  # fmt: skip


def _value(each: Count) -> str:
    return value_word(each.value, share=each.measure.base is not None, measure=each.measure)


def _won(each: Count, frame: Frame) -> str:
    hers = [h.amount for h in each.hits if h.amount is not None and frame.persons[h.person].sex == Sex.WOMAN]
    said = say("results.tile_won_women", amount=value_word(sum(hers, Decimal(0)), share=False, measure=each.measure))
    if each.untold:
        said = f"{said} {say('results.untold_amounts', n=each.untold)}"
    return said


def by_month(frame: Frame) -> dict[str, Any] | None:
    """Quotes sent month by month, the last ones, as a drawing; nothing when none was sent."""
    months: list[tuple[int, int]] = []
    year, month = frame.until.year, frame.until.month
    for _ in range(MONTHS):
        months.append((year, month))
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    sent: dict[tuple[int, int], int] = dict.fromkeys(reversed(months), 0)
    for row in frame.sold:
        if row.state == QuoteState.SENT and (row.on.year, row.on.month) in sent:
            sent[row.on.year, row.on.month] += 1
    return columns([(short_month(date(y, m, 1)), n) for (y, m), n in sent.items()]) if any(sent.values()) else None


SHORT = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
"""French months under a narrow column; Arabic ones are short."""


def short_month(day: date) -> str:
    """The month alone, short enough for a column."""
    return fmt.month(day, "ar").split(" ")[0] if active() == "ar" else SHORT[day.month - 1]


def columns(rows: Iterable[tuple[str, int]], *, wide: int = 256, tall: int = 118) -> dict[str, Any]:
    """A column chart: places and sizes of its bars, in units of a drawing ``wide`` across. Time runs as one reads."""
    rows, arabic = list(rows), active() == "ar"
    most, step = max((n for _, n in rows), default=0) or 1, wide / max(len(rows), 1)
    bars = []
    for i, (word, n) in enumerate(rows):
        size = Decimal(tall * n / most).quantize(Decimal("0.1"))
        place = len(rows) - 1 - i if arabic else i
        left = Decimal(step * place + step * 0.16).quantize(Decimal("0.1"))
        bars.append({
            "x": left, "y": 146 - size, "size": size, "thick": Decimal(step * 0.68).quantize(Decimal("0.1")),
            "mid": left + Decimal(step * 0.34).quantize(Decimal("0.1")), "top": 140 - size, "n": str(n), "word": word,
            "last": i == len(rows) - 1,
        })  # fmt: skip
    told = joined(f"{bar['word']} {bar['n']}" for bar in bars)
    return {"bars": bars, "told": told}


def money(programme: Programme) -> list[dict[str, Any]]:
    """What each donor gave for co-financing: allotted, committed, paid, still free. One query for the sums."""
    held = ledger.balances(Entry.objects.filter(line__programme=programme), "line__donor")
    names = {donor.pk: text(donor, "name") for donor in programme.donors.all()}
    return [
        {
            "title": names[key], "allotted": found.allotted, "committed": found.committed, "paid": found.paid,
            "free": found.free, "share": min(Decimal(100), found.spent),
        }
        for key, found in held.items()
        if key in names
    ]  # fmt: skip
