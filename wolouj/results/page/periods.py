"""A period and its frozen figures, as plain values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.urls import reverse

from wolouj.foundation.words import say
from wolouj.programme.models import Donor, Programme
from wolouj.results.counting.freezing import hits_of
from wolouj.results.counting.hits import Hit, Kind
from wolouj.results.counting.measures import MEASURES
from wolouj.results.counting.progress import pace
from wolouj.results.models import Period, PeriodFigure
from wolouj.results.page.desk import SIGNS, text
from wolouj.results.page.worded import value_word


def period_row(period: Period) -> dict[str, Any]:
    """A period in a list."""
    frozen = period.frozen_at is not None
    return {
        "title": say("results.from_to", start=period.starts_on, end=period.ends_on),
        "sign": "go" if frozen else "wait",
        "word": say("results.frozen_on", day=period.frozen_at) if frozen else say("results.not_frozen"),
        "url": reverse("results:period", args=[period.pk]),
    }


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
        "target": shown(figure, figure.target), "sign": SIGNS[stands], "word": say(f"results.pace_{stands}"),
        "url": reverse("results:figure", args=[figure.pk]) if frozen else "",
        "detail": _detail(figure, now, frozen=frozen),
    }  # fmt: skip


def _detail(figure: PeriodFigure, now: Decimal | None, *, frozen: bool) -> str:
    if figure.told != figure.value:
        return say("results.was", value=shown(figure, figure.value) or "—")
    if frozen and now != figure.value:
        return say("results.now_counts", value=shown(figure, now) or "—")
    return ""


def now_counted(rows: Iterable[PeriodFigure]) -> dict[UUID | None, Decimal | None]:
    """Indicator -> its value."""
    return {row.indicator_id: row.value for row in rows}


def frozen_hits(figure: PeriodFigure) -> list[Hit]:
    """The frozen list again."""
    return [Hit(person, date.fromisoformat(on), Kind(kind), record) for person, kind, record, on in hits_of(figure)]


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
