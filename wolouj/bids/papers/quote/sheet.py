"""The quote as a workbook: one sheet in French, one in Arabic. Numbers are numbers; what people typed is text.

Every text goes through ``write_string`` with the "quote prefix" where it could be taken for a formula, so nothing
typed in a notice is ever calculated, here or after a copy and paste. No formula, no link, nothing outside the file.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from rulebook.engine import format as fmt
from wolouj.bids.papers.wording import say
from wolouj.bids.pricing_types import PricedLine, PricedQuote
from wolouj.foundation.runs import clean, plain

_LONGEST_CELL = 32_000
_MONEY, _NUMBER, _RATE = "#,##0.00", "#,##0.###", '0.##" %"'
_SAFE_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def workbook(priced: PricedQuote, data: dict[str, Any], at: Any) -> bytes:
    """The workbook's bytes, from the figures and the same context as the page (:func:`context.context`)."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _SAFE_OPTIONS)
    book.set_properties({"title": data["meta"]["title"], "created": fmt.local(at).replace(tzinfo=None)})
    marks = ["  ".join(pair) for pair in data["marks"]]
    for page in data["pages"]:
        _Sheet(book, book.add_worksheet(say("sheet", page["lang"])), page, marks).write(priced)
    book.close()
    return out.getvalue()


@dataclass
class _Sheet:
    """One language's sheet, written from top to bottom."""

    book: xlsxwriter.Workbook
    sheet: Worksheet
    page: dict[str, Any]
    marks: list[str]
    row: int = 0

    def write(self, priced: PricedQuote) -> None:
        self.last = len(self.page["heads"]) - 1
        self._paper()
        for mark in self.marks:
            self._text(0, mark, bold=True, size=16)
            self.row += 1
        self._head()
        top = self.row
        for column, head in enumerate(self.page["heads"]):
            self._text(column, head, bold=True, wrap=True, top=2, bottom=1, right=column >= 3)
        self.sheet.repeat_rows(top)
        self.row += 1
        for line, shown in zip(priced.lines, self.page["lines"], strict=True):
            self._line(line, shown)
        self._foot(priced)

    def _paper(self) -> None:
        sheet, arabic = self.sheet, self.page["lang"] == "ar"
        sheet.set_paper(9)  # A4
        sheet.set_margins(left=0.63, right=0.63, top=0.75, bottom=0.75)  # 16 mm
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        if arabic:
            sheet.right_to_left()
        foot = " · ".join(plain(part) for part in self.page["foot"])[:200].replace("&", "&&")
        sheet.set_footer(f"&L{foot}&R&P / &N")
        if self.marks:
            sheet.set_header("&C&14" + "   ".join(self.marks).replace("&", "&&"))
        widths = [6, 44, 12, 11, 14, *([8] if self.last == 6 else []), 16]
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)

    def _head(self) -> None:
        page, seller = self.page, self.page["seller"]
        for runs, bold, size in ((page["title"], True, 18), (seller["name"], True, 14), (seller["other"], False, 12),
                                 (seller["kind"], False, 10)):  # fmt: skip
            if runs is not None:
                self._text(0, runs, bold=bold, size=size)
                self.row += 1
        if page["mirror"] is not None:
            self._text(0, page["mirror"])
            self.row += 1
        rib = page["rib"]
        rib_value = [["n", " ".join(rib["groups"])]] if rib["groups"] else None
        fields = [page["number"], page["date"], seller["address"], seller["phone"], *page["ids"],
                  {"label": rib["label"], "value": rib_value}, *page["notice"]]  # fmt: skip
        for field in fields:
            self._pair(field)
        if page["band"] is not None:
            self.row += 1
            for runs in [*page["band"]["titles"], *page["band"]["items"]]:
                self._text(0, runs, bold=runs in page["band"]["titles"])
                self.row += 1
        self.row += 1
        self._text(self.last, page["unit_note"], right=True)
        self.row += 1

    def _pair(self, field: dict[str, Any]) -> None:
        """A label over the first two columns, its value after it; a blank to fill is a ruled cell."""
        self._text(0, field["label"])
        self._text(2, field["value"] or "", bottom=0 if field["value"] else 1)
        self.row += 1

    def _line(self, line: PricedLine, shown: dict[str, Any]) -> None:
        # The whole of what was typed, not the page's pieces: a spreadsheet holds one text a cell.
        what = plain(shown["designation"]) + (f"\n{plain(shown['details'])}" if shown["details"] else "")
        self._text(0, line.number, bottom=4)
        self._text(1, what, wrap=True, bottom=4)
        self._text(2, shown["cells"][0], bottom=4, wrap=True)
        self._number(3, line.quantity, _NUMBER, bottom=4)
        self._number(4, line.unit_price, _MONEY, bottom=4)
        if self.last == 6:
            self._number(5, line.vat_rate, _RATE, bottom=4)
        self._number(self.last, line.amount, _MONEY, bottom=4)
        self.row += 1

    def _foot(self, priced: PricedQuote) -> None:
        page = self.page
        figures = [priced.total_excl_vat, *(share.amount for share in priced.vat_by_rate), priced.total_incl_vat]
        by_text = {fmt.number(value, 2): value for value in figures}
        for total in page["totals"]:
            strong = total["strong"]
            rule = {"bold": strong, "top": 2 if strong else 0, "bottom": 2 if strong else 0}
            self._text(2, total["label"], **rule)
            for column in range(3, self.last):
                self._text(column, "", **rule)
            value = priced.total_incl_vat if strong else by_text.get(total["value"][0][1])
            if value is None:
                self._text(self.last, total["value"], right=True, **rule)
            else:
                self._number(self.last, value, _MONEY, **rule)
            self.row += 1
        self.row += 1
        for runs in (page["closed"]["label"], page["closed"]["value"], *page["notes"]):
            self._text(0, runs, bold=runs is page["closed"]["value"])
            self.row += 1
        self.row += 1
        self._pair(page["validity"])
        for name in ("at", "on", "who") if page["sign"] else ():
            self._pair(page["sign"][name])

    def _text(self, column: int, value: Any, **look: Any) -> None:
        text = value if isinstance(value, str) else plain(value)
        text = "\n".join(clean(part) if isinstance(value, str) and "\u2066" not in part else part
                         for part in text.split("\n"))  # fmt: skip
        text = text.replace("\u200b", "")[:_LONGEST_CELL]
        if text.lstrip("\u2066\u2067 ")[:1] in ("=", "+", "-", "@"):
            look["quote_prefix"] = True
        look = {key: setting for key, setting in look.items() if setting}
        if text:
            self.sheet.write_string(self.row, column, text, self._look(**look))
        elif look:
            self.sheet.write_blank(self.row, column, None, self._look(**look))

    def _number(self, column: int, value: Decimal | None, shape: str, **look: Any) -> None:
        look["num_format"] = shape
        if value is None:
            self.sheet.write_blank(self.row, column, None, self._look(**look))
        else:
            self.sheet.write_number(self.row, column, float(value), self._look(**look))

    def _look(self, *, right: bool = False, wrap: bool = False, size: int = 10, **look: Any) -> Format:
        # One format object for each look: thousands of lines share a handful.
        kept: dict[Any, Format] = self.book.__dict__.setdefault("wolouj_looks", {})
        key = (right, wrap, size, *sorted(look.items()))
        if key not in kept:
            side = {"align": "right"} if right else {}
            kept[key] = self.book.add_format(
                {"font_name": "Arial", "font_size": size, "valign": "top", "text_wrap": wrap, **side, **look}
            )
        return kept[key]
