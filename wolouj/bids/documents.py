"""Prices as a CSV file: one row a line of the notice. No database here.

Header: ``number,unit_price_excl_vat,vat_rate`` and, when known, ``unit_cost``, ``unit``, ``quantity``, in any
order. Comma, semicolon or tab; UTF-8 or UTF-16 with its mark, and Windows-1252 as a French Excel saves it, as
long as every letter in it is one of French (an Arabic legacy encoding would be read wrongly, so it is refused).
"""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from wolouj.bids.pricing_types import LinePrice
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.clean import Unclean, clean
from wolouj.foundation.documents import Where, text_of
from wolouj.foundation.money import parse_amount, parse_quantity, parse_rate
from wolouj.foundation.words import pair

REQUIRED = ("number", "unit_price_excl_vat", "vat_rate")
COLUMNS = (*REQUIRED, "unit_cost", "unit", "quantity")
MAX_ROWS = 1_000
PRICE_MOST = Decimal(10) ** 9
"""Unit prices and costs: beyond a thousand million dirhams a price is a slip of the hand."""
_EXCEL_MARK = re.compile(r"sep=[,;\t]?", re.IGNORECASE)
"""What Excel writes above a header to say which sign separates the cells."""
_FRENCH = "àâäçéèêëîïôöùûüÿæœÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸÆŒ«»’‘“”–—…°²³€\u00a0"


def read_prices(data: bytes, *, file: str | None = None) -> list[LinePrice]:
    """The prices of a CSV file, each with its row (the line number in the file; the header is row 1).

    An empty price leaves the line unpriced. Prices and costs have at most two decimals, rates go from 0 to
    100, figures may use a comma and grouping spaces.

    Raises:
        BadInput: naming file, row and field.
    """
    text = text_of(data, file=file, legacy=_FRENCH)
    records = _records(text, file)
    header, names = next(records, (1, []))
    columns = _columns(names, Where(file, header))
    prices: dict[str, LinePrice] = {}
    for row, cells in records:
        price = _price(_cells(columns, cells, Where(file, row)), file, row)
        if price.number in prices:
            raise _bad("number_twice", Where(file, row, "number"), number=price.number)
        if len(prices) == MAX_ROWS:
            raise _bad("too_many_rows", Where(file, row), most=MAX_ROWS)
        prices[price.number] = price
    return list(prices.values())


def _bad(key: str, where: Where, /, **values: object) -> BadInput:
    return BadInput(pair(f"bids.{key}", **values), where.file, where.row, where.field)


def _records(text: str, file: str | None) -> Iterator[tuple[int, list[str]]]:
    """``(row, cells)`` of every record that is not empty; a quoted cell may span lines, its first one counts."""
    first = next((row for row in text.splitlines() if row.strip() and not _EXCEL_MARK.fullmatch(row.strip())), "")
    delimiter = max(",;\t", key=lambda sign: (first.count(sign), sign == ","))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = 0
    try:
        for cells in reader:
            if reader.line_num == 1 and _EXCEL_MARK.fullmatch("".join(cells).strip()):
                continue
            if any(cell.strip() for cell in cells):
                yield before + 1, cells
            before = reader.line_num
    except csv.Error as error:
        raise _bad("csv_broken", Where(file, before + 1)) from error


def _columns(names: list[str], where: Where) -> list[str]:
    """The column names, in order; an unknown one is kept aside, a slip or a missing one is refused."""
    found = [name.strip().lstrip("\ufeff").lower().replace(" ", "_")[:60] for name in names]
    for name in found:
        near = difflib.get_close_matches(name, COLUMNS, 1, 0.84)
        if name and found.count(name) > 1:
            raise _bad("column_twice", where, column=_safe(name))
        if near and name not in COLUMNS:
            raise Where(where.file, where.row, _safe(name)).bad("key_unknown", key=_safe(name), near=near[0])
    for name in REQUIRED:
        if name not in found:
            raise _bad("column_missing", Where(where.file, where.row, name), column=name, header=",".join(REQUIRED))
    return found


def _safe(name: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in name)


def _cells(columns: list[str], cells: list[str], where: Where) -> dict[str, str]:
    """The cells of one row by column, cleaned, none of them a formula."""
    if any(cell.strip() for cell in cells[len(columns) :]):
        raise _bad("row_too_long", where, cells=len(cells), columns=len(columns))
    named: dict[str, str] = {}
    for column, cell in zip(columns, cells, strict=False):
        place = Where(where.file, where.row, column)
        if column not in COLUMNS:
            continue
        if _is_formula(cell):
            raise _bad("formula", place, text=_safe(cell.strip()[:20]))
        try:
            named[column] = clean(cell)
        except Unclean as bad:
            raise place.bad(bad.key, code=bad.code) from bad
    return named


def _is_formula(cell: str) -> bool:
    """What a spreadsheet would run: a leading ``= + @``, tab or return; a minus before anything but a figure."""
    if cell[:1] in ("\t", "\r", "\n"):
        return True
    start = cell.strip()
    return start[:1] in ("=", "+", "@", "|", "%") or (start[:1] == "-" and not start[1:2].isdigit())


def _price(cells: dict[str, str], file: str | None, row: int) -> LinePrice:
    number = cells.get("number", "")
    if not number:
        raise _bad("number_missing", Where(file, row, "number"))
    if len(number) > 40:
        raise Where(file, row, "number").bad("text_too_long", most=40)
    unit = cells.get("unit") or None
    if unit and len(unit) > 60:
        raise Where(file, row, "unit").bad("text_too_long", most=60)

    return LinePrice(
        number=number,
        unit_price=_typed(cells, "unit_price_excl_vat", parse_amount, file, row),
        vat_rate=_rate(cells, file, row),
        unit_cost=_typed(cells, "unit_cost", parse_amount, file, row),
        unit=unit,
        quantity=_typed(cells, "quantity", parse_quantity, file, row),
        row=row,
    )


def _rate(cells: dict[str, str], file: str | None, row: int) -> Decimal | None:
    """A rate per cent. ``0.2`` is nearly always 20 % written as a fraction: refused rather than guessed."""
    rate = _typed(cells, "vat_rate", parse_rate, file, row)
    if rate is not None and 0 < rate < 1:
        raise _bad("rate_as_fraction", Where(file, row, "vat_rate"), rate=rate, perhaps=rate * 100)
    return rate


def _typed(
    cells: dict[str, str], name: str, read: Callable[..., Decimal], file: str | None, row: int
) -> Decimal | None:
    """A figure as people type it, through the house's reader; an empty cell is not known."""
    if not cells.get(name):
        return None
    try:
        value = read(cells[name], field=name)
    except BadInput as bad:
        raise BadInput(bad.text, file, row, name) from bad
    if value > PRICE_MOST:
        raise Where(file, row, name).bad("figure_too_big", most=PRICE_MOST)
    return value
