"""A period and its frozen figures, as plain values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.urls import reverse

from rulebook.engine import format as fmt
from wolouj.foundation.words import active, say
from wolouj.people.models import Person
from wolouj.programme.models import Donor, Programme
from wolouj.results.counting.frame import months_after
from wolouj.results.counting.hits import Gives
from wolouj.results.counting.measures import MEASURES
from wolouj.results.counting.progress import pace
from wolouj.results.counting.splits import WAYS
from wolouj.results.frozen import corrected_before, hand_of
from wolouj.results.models import Period, PeriodFigure
from wolouj.results.page.desk import SIGNS, text
from wolouj.results.page.worded import group_word, pace_key, value_word, widest


def period_row(period: Period) -> dict[str, Any]:
    """A period in a list."""
    frozen = period.frozen_at is not None
    return {
        "title": say("results.from_to", start=period.starts_on, end=period.ends_on),
        "sign": "go" if frozen else "wait",
        "word": say("results.frozen_on", day=period.frozen_at) if frozen else say("results.not_frozen"),
        "url": reverse("results:period", args=[period.pk]),
    }


def next_period(programme: Programme) -> dict[str, date]:
    """The half-year that follows the last period, as a beginning of the form; nothing when none would be left."""
    last = Period.objects.filter(programme=programme).order_by("-ends_on").first()
    start = last.ends_on + timedelta(days=1) if last is not None else programme.starts_on
    end = min(months_after(start, 6) - timedelta(days=1), programme.ends_on)
    return {"starts_on": start, "ends_on": end} if start <= end else {}


def shown(figure: PeriodFigure, value: Decimal | None) -> str:
    """A value of a figure, in its words."""
    return value_word(value, share=figure.is_share, measure=MEASURES.get(figure.measure))


def figure_row(figure: PeriodFigure, programme: Programme, now: Decimal | None, *, until: date) -> dict[str, Any]:
    """A figure in the table of its period; ``now``: what would be counted today."""
    measure = MEASURES.get(figure.measure)
    stands = pace(figure, figure.reached, programme=programme, on=until, less=bool(measure and measure.less))
    frozen = not figure._state.adding
    return {
        "title": text(figure, "text"), "value": shown(figure, figure.told), "whole": shown(figure, figure.reached),
        "target": shown(figure, figure.target), "sign": SIGNS[stands],
        "word": say(f"results.{pace_key(stands, figure.target)}"),
        "url": _opens(figure, frozen=frozen),
        "detail": _detail(figure, now, frozen=frozen),
    }  # fmt: skip


def _opens(figure: PeriodFigure, *, frozen: bool) -> str:
    """Its own list once it is frozen; till then that of its indicator."""
    if frozen:
        return reverse("results:figure", args=[figure.pk])
    return reverse("results:indicator", args=[figure.indicator_id]) if figure.indicator_id else ""


def _detail(figure: PeriodFigure, now: Decimal | None, *, frozen: bool) -> str:
    if figure.told != figure.value:
        return say("results.was", value=shown(figure, figure.value) or "—")
    if frozen and now != figure.value:
        return say("results.now_counts", value=shown(figure, now) or "—")
    return ""


def counts_people(figure: PeriodFigure) -> bool:
    """Whether it counts people, each once."""
    measure = MEASURES.get(figure.measure)
    return measure is not None and measure.gives is Gives.PERSONS


def corrections(figure: PeriodFigure) -> list[dict[str, str]]:
    """What was corrected, from what to what, who says so and why, the first first."""
    rows = list(figure.corrections.all())
    people = Person.objects.in_bulk([row.by for row in rows if row.by is not None])
    found, old = [], figure.value
    for row in rows:
        who = people[row.by].shown_name(active()) if row.by in people else ""
        told = [say("results.corrected_on", day=row.at), *([fmt.isolate_auto(who)] if who else [])]
        change = say("results.from_value", old=shown(figure, old) or "—", new=shown(figure, row.value))
        found.append({"title": change, "detail": f"{' · '.join(told)}. {fmt.isolate_auto(row.reason)}"})
        old = row.value
    return found


def before(figure: PeriodFigure) -> list[dict[str, str]]:
    """How the figures of earlier reports were corrected: what is counted from the start does not know of it."""
    rows = corrected_before(figure.period).get(figure.indicator_id, []) if figure.indicator_id else []
    found = []
    for row in rows:
        last = list(row.corrections.all())[-1]
        told = say(
            "results.report_before", start=row.period.starts_on, end=row.period.ends_on, day=last.at,
            old=shown(row, row.value) or "—", new=shown(row, last.value), reason=fmt.isolate_auto(last.reason),
        )  # fmt: skip
        found.append({"title": told, "url": reverse("results:figure", args=[row.pk])})
    return found


def parts(figure: PeriodFigure) -> list[dict[str, Any]]:
    """The frozen figure told apart, as it was then. A private fact is told on the paper only."""
    found = []
    for way in WAYS:
        rows = [(key, Decimal(raw) if raw is not None else None) for key, raw, _ in figure.parts.get(way, ())]
        most = widest((value for _, value in rows), share=figure.is_share)
        bars = [
            {"word": group_word(way, key), "n": shown(figure, value) or "—", "share": 100 * (value or 0) / most}
            for key, value in rows
        ]
        found += [{"title": say(f"programme.split_{way}"), "rows": bars}] if bars else []
    return found


def hand(figure: PeriodFigure) -> dict[str, Any]:
    """Where a figure told by hand comes from, and what shows it."""
    row = hand_of(figure)
    return {
        "source": fmt.isolate_auto(figure.source) if figure.source else "", "on": row.on if row is not None else None,
        "proof": reverse("results:told_proof", args=[row.pk]) if row is not None and row.proof else "",
    }  # fmt: skip


def now_counted(rows: Iterable[PeriodFigure]) -> dict[UUID | None, Decimal | None]:
    """Indicator -> its value."""
    return {row.indicator_id: row.value for row in rows}


def reports(period: Period, donors: Iterable[Donor]) -> list[dict[str, Any]]:
    """Each donor with the two files of its report."""
    return [
        {
            "title": text(donor, "name"), "detail": say(f"programme.reads_{donor.reads}"),
            "pdf": reverse("results:report", args=[period.pk, donor.pk, "report.pdf"]),
            "xlsx": reverse("results:report", args=[period.pk, donor.pk, "report.xlsx"]),
        }
        for donor in donors
    ]  # fmt: skip
