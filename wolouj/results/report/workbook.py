"""The report as a workbook: the figures, how each is counted, and one list a figure, each linked to the other.

Numbers are numbers and days are days; what people typed is text and never a formula.
"""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from rulebook.engine import format as fmt
from rulebook.engine.format import plain
from wolouj.foundation.runs import clean
from wolouj.programme.models import both
from wolouj.results.counting.freezing import FEW
from wolouj.results.counting.hits import Gives, Kind
from wolouj.results.counting.measures import MEASURES
from wolouj.results.counting.splits import WAYS as SPLITS
from wolouj.results.models import PeriodFigure
from wolouj.results.page.worded import pace_key
from wolouj.results.report.contents import Contents, Told
from wolouj.results.report.lists import Line
from wolouj.results.report.page import HEADS, WAYS, noted

_SAFE: dict[str, Any] = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                         "strings_to_numbers": False}  # fmt: skip
_COLUMNS = ("number", "call", "name", "sex", "age", "province", "status", "day", "kind")
_WIDTHS = (5, 40, 12, 12, 14, 12, 18, 46, 46)
_NUMBERS = HEADS[1:5]
"""Columns of figures: their heads stand over them."""
_A4 = 9
_LINE = 15
"""Points of one line of text."""


class _Book:
    """One workbook being written."""

    def __init__(self, told: Contents) -> None:
        self.told, self.pen = told, told.tongue
        self.out = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.out, _SAFE)
        line: dict[str, Any] = {"bottom": 4, "bottom_color": "#999999", "valign": "top"}
        if self.pen.reads == "ar":
            line["reading_order"] = 2
        self.title = self.book.add_format({"bold": True, "font_size": 14})
        self.bold = self.book.add_format({"bold": True})
        self.soft = self.book.add_format({"font_color": "#555555"})
        head = {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#ECECEC", "bottom": 1}
        self.head = self.book.add_format(head)
        self.head_number = self.book.add_format({**head, "align": "right", "indent": 1})
        self.wrap = self.book.add_format({"text_wrap": True, **line})
        self.cell = self.book.add_format(line)
        self.plain = self.book.add_format({"align": "center", **line})
        self.day = self.book.add_format({"num_format": "dd/mm/yyyy", "align": "center", **line})
        self.link = self.book.add_format(
            {"font_color": "#1A3AA0", "underline": 1, "num_format": "0", "align": "center", **line}
        )
        self._numbers: dict[str, Format] = {}
        self._line = line

    def sheet(self, name: str, widths: tuple[int, ...]) -> Worksheet:
        """A sheet that reads from the side its language begins at, and prints on one page across."""
        made = self.book.add_worksheet(name)
        if self.pen.reads == "ar":
            made.right_to_left()
        for column, wide in enumerate(widths):
            made.set_column(column, column, wide)
        made.set_landscape()
        made.set_paper(_A4)
        made.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        made.fit_to_pages(1, 0)
        made.set_footer("&L&A&R&P / &N")
        return made

    def words(self, key: str, **values: Any) -> str:
        """A sentence of the report, without marks."""
        return plain(self.pen.text(key, **values))

    def number(self, figure: PeriodFigure, value: Decimal) -> Format:
        """How a value of a figure is shown: per cent, days, or plain; the cell stays a number."""
        measure = MEASURES.get(figure.measure)
        unit = "%" if figure.is_share else ""
        if measure is not None and measure.gives is Gives.DAYS:
            unit = self.words("report_days")
        shown = "#,##0" if value == value.to_integral_value() else "#,##0.0" if figure.is_share else "#,##0.00"
        shown += f'" {unit}"' if unit else ""
        if shown not in self._numbers:
            self._numbers[shown] = self.book.add_format(
                {"num_format": shown, "align": "right", "indent": 1, **self._line}
            )
        return self._numbers[shown]

    @property
    def first(self) -> str:
        """The name of the sheet of figures."""
        return self.words("report_summary")[:31]


def workbook(told: Contents) -> bytes:
    """The bytes of the workbook."""
    made = _Book(told)
    made.book.set_properties({"created": fmt.local(told.at).replace(tzinfo=None)})
    _summary(made)
    for n, each in enumerate(told.told, start=1):
        if each.lines:
            _list(made, n, each)
    made.book.close()
    return made.out.getvalue()


def _summary(made: _Book) -> None:
    told, pen = made.told, made.pen
    sheet = made.sheet(made.first, _WIDTHS)
    programme, period = told.period.programme, told.period
    top = [
        both(programme, "title", pen.lang), both(told.donor, "name", pen.lang),
        made.words("report_period", start=period.starts_on, end=period.ends_on),
        made.words("report_now" if told.draft else "report_frozen", day=period.frozen_at or told.at),
    ]  # fmt: skip
    if programme.is_sample:
        top.append(made.words("report_mark_sample"))
    for row, text in enumerate(top):
        sheet.write_string(row, 0, clean(text), made.title if row == 0 else None)
    first = len(top) + 1
    for column, key in enumerate(("", *HEADS, "how", "notes")):
        over = made.head_number if key in _NUMBERS else made.head
        sheet.write_string(first, column, made.words(f"report_{key}") if key else "", over)
    sheet.set_row(first, 2 * _LINE)
    for n, each in enumerate(told.told, start=1):
        _figure(made, sheet, first + n, n, each)
    for i, key in enumerate(("report_once", "pace_rule", *(["report_quiet"] if told.quiet else [])), start=2):
        text = made.words(key, least=programme.least_group)
        sheet.write_string(first + len(told.told) + i, 1, text, made.soft)
    sheet.freeze_panes(first + 1, 2)
    sheet.repeat_rows(first)


def _figure(made: _Book, sheet: Worksheet, row: int, n: int, each: Told) -> None:
    figure, pen = each.figure, made.pen
    _linked(made, sheet, row, n, f"internal:'{n}'!A1" if each.lines else made.told.link(figure))
    texts = {
        1: clean(both(figure, "text", pen.lang)), 6: made.words(pace_key(each.pace, figure.target)),
        7: clean(_how(made, figure)), 8: "\n".join(clean(plain(text)) for text in noted(each, made.told)),
    }  # fmt: skip
    for column, text in texts.items():
        sheet.write_string(row, column, text, made.wrap)
    sheet.set_row(row, _LINE * max(_lines(text, _WIDTHS[column]) for column, text in texts.items()))
    for column, value in enumerate((figure.baseline, figure.told, figure.reached, figure.target), start=2):
        if value is None:
            sheet.write_blank(row, column, None, made.cell)
        else:
            sheet.write_number(row, column, float(value), made.number(figure, value))


def _lines(text: str, wide: int) -> int:
    """How many lines a text takes in a column, roughly: some programs do not work it out by themselves."""
    return sum(-(-max(len(line), 1) * 11 // (wide * 10)) for line in text.split("\n"))


def _how(made: _Book, figure: PeriodFigure) -> str:
    if figure.measure:
        return made.words(f"measure_{figure.measure}_how")
    return made.words("report_hand", source=figure.source) if figure.source else made.words("report_nothing")


def _linked(made: _Book, sheet: Worksheet, row: int, number: int, address: str) -> None:
    """A number that opens an address, when there is one; it stays a number."""
    if address:
        sheet.write_url(row, 0, address, made.link, str(number))
    sheet.write_number(row, 0, number, made.link if address else made.plain)


def _list(made: _Book, n: int, each: Told) -> None:
    """The list of one figure on its own sheet, with what it is told apart by above."""
    adds = any(line.amount is not None for line in each.lines)
    sheet = made.sheet(str(n), (8, 30, 28, 14, 20, 22, 34, 14, 20, 16))
    sheet.write_url(0, 0, f"internal:'{made.first}'!A1", made.link, "↑")
    sheet.write_string(0, 1, clean(both(each.figure, "text", made.pen.lang)), made.bold)
    head = _parts(made, sheet, each)
    for column, key in enumerate((*_COLUMNS, *(["amount"] if adds else []))):
        sheet.write_string(head, column, made.words(f"report_col_{key}"), made.head)
    for row, line in enumerate(each.lines, start=head + 1):
        pen = made.pen
        at = "results/after" if line.kind == Kind.FOLLOW_UP else "programme/received"
        address = f"{made.told.url}/{pen.lang}/{at}/{line.application}/" if made.told.url else ""
        _linked(made, sheet, row, line.number, address)
        texts = (line.call, line.name, *(_fact(made, line, way) for way in SPLITS))
        for column, text in enumerate(texts, start=1):
            sheet.write_string(row, column, clean(text), made.wrap)
        sheet.write_datetime(row, 7, line.day, made.day)
        sheet.write_string(row, 8, made.words(f"kind_{line.kind}"), made.wrap)
        if line.amount is not None:
            sheet.write_number(row, 9, float(line.amount), made.number(each.figure, line.amount))
    last = len(_COLUMNS) - (0 if adds else 1)
    sheet.autofilter(head, 0, head + len(each.lines), last)
    sheet.freeze_panes(head + 1, 0)


def _fact(made: _Book, line: Line, way: str) -> str:
    """What the list says of her, or that it is unsaid."""
    return made.pen.group(way, SPLITS[way](line.her)) if way in line.said else made.words("report_few")


def _parts(made: _Book, sheet: Worksheet, each: Told) -> int:
    """Groups of the figure, each way under its name; the row after them."""
    row = 2
    for way in WAYS:
        parts = each.parts.get(way, ())
        if parts:
            sheet.write_string(row, 1, made.words(f"by_{way}"), made.bold)
            row += 1
        for key, value, _ in parts:
            sheet.write_string(row, 1, plain(made.pen.group(way, key)), made.cell)
            if value == FEW:
                sheet.write_string(row, 2, made.words("report_few"), made.cell)
            elif value is not None:
                sheet.write_number(row, 2, float(value), made.number(each.figure, Decimal(value)))
            row += 1
    return row + 1
