"""The report as a workbook: the figures, how each is counted, and one list a figure, each linked to the other.

Numbers are numbers; what people typed is text and never a formula.
"""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from rulebook.engine import format as fmt
from rulebook.engine.format import plain
from wolouj.foundation.runs import clean
from wolouj.programme.models import both
from wolouj.results.counting.freezing import FEW
from wolouj.results.counting.splits import band
from wolouj.results.report.contents import Contents, Told
from wolouj.results.report.page import WAYS

_SAFE: dict[str, Any] = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                         "strings_to_numbers": False}  # fmt: skip
_COLUMNS = ("number", "call", "name", "sex", "age", "province", "status", "day", "kind")


class _Book:
    """One workbook being written."""

    def __init__(self, told: Contents) -> None:
        self.told, self.pen = told, told.tongue
        self.out = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.out, _SAFE)
        self.bold = self.book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.wrap = self.book.add_format({"text_wrap": True, "valign": "top"})
        self.link = self.book.add_format({"font_color": "blue", "underline": 1})
        self.number = self.book.add_format({"num_format": "#,##0.##", "valign": "top"})

    def sheet(self, name: str, widths: tuple[int, ...]) -> Worksheet:
        """A sheet that reads from the side its language begins at."""
        made = self.book.add_worksheet(name)
        if self.pen.reads == "ar":
            made.right_to_left()
        for column, wide in enumerate(widths):
            made.set_column(column, column, wide)
        made.set_paper(9)
        made.fit_to_pages(1, 0)
        return made

    def words(self, key: str, **values: Any) -> str:
        """A sentence of the report, without marks."""
        return plain(self.pen.text(key, **values))


def workbook(told: Contents) -> bytes:
    """The bytes of the workbook."""
    made = _Book(told)
    made.book.set_properties({"created": fmt.local(told.at).replace(tzinfo=None)})
    _summary(made)
    for n, each in enumerate(told.told, start=1):
        _list(made, n, each)
    made.book.close()
    return made.out.getvalue()


def _summary(made: _Book) -> None:
    told, pen = made.told, made.pen
    sheet = made.sheet(made.words("report_summary")[:31], (5, 48, 14, 14, 14, 18, 60))
    programme, period = told.period.programme, told.period
    top = [
        both(programme, "title", pen.lang), both(told.donor, "name", pen.lang),
        made.words("report_period", start=period.starts_on, end=period.ends_on),
        made.words("report_now" if told.draft else "report_frozen", day=period.frozen_at or told.at),
    ]  # fmt: skip
    if programme.is_sample:
        top.append(made.words("report_mark_sample"))
    for row, text in enumerate(top):
        sheet.write_string(row, 0, clean(text), made.bold if row == 0 else None)
    first = len(top) + 1
    heads = ["", *(made.words(f"report_{key}") for key in ("indicator", "value", "whole", "target", "pace", "how"))]
    for column, head in enumerate(heads):
        sheet.write_string(first, column, head, made.bold)
    for n, each in enumerate(told.told, start=1):
        _figure(made, sheet, first + n, n, each)
    sheet.freeze_panes(first + 1, 2)


def _figure(made: _Book, sheet: Worksheet, row: int, n: int, each: Told) -> None:
    figure, pen = each.figure, made.pen
    if each.lines:
        sheet.write_url(row, 0, f"internal:'{n}'!A1", made.link, str(n))
    else:
        sheet.write_number(row, 0, n)
    sheet.write_string(row, 1, clean(both(figure, "text", pen.lang)), made.wrap)
    for column, value in enumerate((figure.told, figure.reached, figure.target), start=2):
        if value is not None:
            sheet.write_number(row, column, float(value), made.number)
    sheet.write_string(row, 5, made.words(f"pace_{each.pace}"))
    how = made.words(f"measure_{figure.measure}_how") if figure.measure else figure.source
    sheet.write_string(row, 6, clean(how), made.wrap)


def _list(made: _Book, n: int, each: Told) -> None:
    """The list of one figure on its own sheet, with what it is told apart by above."""
    if not each.lines:
        return
    sheet = made.sheet(str(n), (8, 30, 26, 10, 16, 20, 24, 14, 18, 60))
    sheet.write_url(0, 0, f"internal:'{made.words('report_summary')[:31]}'!A1", made.link, "↑")
    sheet.write_string(0, 1, clean(both(each.figure, "text", made.pen.lang)), made.bold)
    row = _parts(made, sheet, each)
    for column, key in enumerate(_COLUMNS):
        sheet.write_string(row, column, made.words(f"report_col_{key}"), made.bold)
    for line in each.lines:
        row += 1
        her = line.her
        sheet.write_number(row, 0, line.number)
        texts = (line.call, line.name, made.pen.group("sex", her.sex), made.pen.group("age", band(her.age)),
                 made.pen.group("province", her.province), made.pen.group("status", her.status), line.day,
                 made.words(f"kind_{line.kind}"))  # fmt: skip
        for column, text in enumerate(texts, start=1):
            sheet.write_string(row, column, clean(text))
        if made.told.url:
            address = f"{made.told.url}/{made.pen.lang}/programme/received/{line.application}/"
            sheet.write_url(row, len(_COLUMNS), address, made.link, str(line.number))


def _parts(made: _Book, sheet: Worksheet, each: Told) -> int:
    """Groups of the figure; the row after them."""
    row = 2
    for way in WAYS:
        for key, value, _ in each.figure.parts.get(way, ()):
            sheet.write_string(row, 1, plain(made.pen.group(way, key)))
            if value == FEW:
                sheet.write_string(row, 2, made.words("report_few"))
            elif value is not None:
                sheet.write_number(row, 2, float(Decimal(value)), made.number)
            row += 1
    return row + 1
