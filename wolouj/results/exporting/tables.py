"""The tables of a programme, each as a CSV file, and the dictionary made from the models themselves."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Field, Model, QuerySet

from wolouj.programme.models import Application, Call, Consent, Decision, Goal, Indicator, Participant, Programme
from wolouj.results.models import Correction, FollowUp, HandFigure, Lesson, Measured, Period, PeriodFigure, ToldLater

BOM = "\ufeff"
"""So that a spreadsheet opens Arabic as Arabic."""
LEFT_OUT = frozenset({"link_digest", "link_sealed", "by", "taken_by", "frozen_by"})
"""Columns that open doors or name who wrote."""


@dataclass(frozen=True, slots=True)
class Table:
    """One file of the export."""

    name: str
    rows: QuerySet[Any]

    @property
    def fields(self) -> list[Field[Any, Any]]:
        """Its columns."""
        return [field for field in self.rows.model._meta.concrete_fields if field.name not in LEFT_OUT]


def tables(programme: Programme) -> list[Table]:
    """Everything kept of a programme but the facts of private life, which leave the house in no file."""
    calls, indicators = Call.objects.filter(programme=programme), Indicator.objects.filter(goal__programme=programme)
    files = Application.objects.filter(call__in=calls)
    people = Participant.objects.filter(pk__in=files.values("participant"))
    periods = Period.objects.filter(programme=programme)
    figures = PeriodFigure.objects.filter(period__in=periods)
    found: list[QuerySet[Any]] = [
        calls, Goal.objects.filter(programme=programme), indicators, people, files,
        Decision.objects.filter(application__in=files), Consent.objects.filter(participant__in=people),
        Measured.objects.filter(indicator__in=indicators), HandFigure.objects.filter(indicator__in=indicators),
        periods, figures, Correction.objects.filter(figure__in=figures),
        ToldLater.objects.filter(participant__in=people), FollowUp.objects.filter(application__in=files),
        Lesson.objects.filter(call__in=calls),
    ]  # fmt: skip
    return [Table(rows.model._meta.model_name or "", rows.order_by("pk")) for rows in found]


def archive(programme: Programme) -> bytes:
    """Every table and the dictionary in one zip."""
    out = io.BytesIO()
    found = tables(programme)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for table in found:
            columns = [field.attname for field in table.fields]
            _write(made, f"{table.name}.csv", columns, table.rows.values_list(*columns).iterator(chunk_size=2000))
        _write(made, "dictionary.csv", DICTIONARY, dictionary(found))
    return out.getvalue()


DICTIONARY = ("table", "column", "type", "refers to", "values", "may be empty", "unique", "personal data of the table")


def dictionary(found: Iterable[Table]) -> Iterable[tuple[str, ...]]:
    """One line a column, as the models say it."""
    for table in found:
        model: type[Model] = table.rows.model
        for field in table.fields:
            other = field.related_model
            yield (
                table.name, field.attname, field.get_internal_type(),
                other._meta.model_name or "" if isinstance(other, type) else "",
                " ".join(str(value) for value, _ in field.flatchoices), "yes" if field.null or field.blank else "no",
                "yes" if field.unique else "no", str(getattr(model, "personal_data", "")),
            )  # fmt: skip


def _write(made: zipfile.ZipFile, name: str, head: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(head)
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    info = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    made.writestr(info, (BOM + text.getvalue()).encode())


def _cell(value: Any) -> str:
    """A value as text; what a spreadsheet could take for a formula is kept as text."""
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "@", "\t") or (text[:1] == "-" and not _number(text)) else text


def _number(text: str) -> bool:
    return text[1:].replace(".", "", 1).isdigit()
