"""A spreadsheet as rows of plain values: CSV or XLSX, whatever its letters, its merged cells and its formulas.

Nothing is guessed about a value here: a cell comes out as text, a number, a day, nothing, or :data:`UNREADY`, a formula
whose result the file does not hold.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair

MOST_BYTES = 12_000_000
MOST_UNPACKED = 250_000_000
"""What a workbook may hold once unpacked: more is a bomb."""
MOST_ROWS = 60_000
HEAD = 20
"""Lines among which the headings are looked for: lists often begin with a title and a logo."""
CUT = "\u2026"


class _Unready:
    """A formula that was never worked out."""

    def __repr__(self) -> str:
        return "UNREADY"


UNREADY = _Unready()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file. ``row`` counts from 1, as a person sees it."""

    row: int
    cells: list[Any]


def lines(data: bytes, name: str) -> Iterator[Line]:
    """Every line that holds something.

    Raises:
        BadInput: too heavy, neither CSV nor XLSX, damaged, locked, or more lines than one may bring at once.
    """
    if not data.strip():
        raise _bad("sheet_empty", name)
    if len(data) > MOST_BYTES:
        raise _bad("sheet_too_heavy", name, most=MOST_BYTES // 1_000_000)
    if data[:4] == b"PK\x03\x04":
        yield from _counted(_workbook(data, name), name)
    elif data[:4] in (b"%PDF", b"\xd0\xcf\x11\xe0", b"\xff\xd8\xff\xe0", b"\x89PNG"):
        raise _bad("sheet_old" if data[:4] == b"\xd0\xcf\x11\xe0" else "sheet_unknown", name)
    else:
        yield from _counted(_text(data, name), name)


def _counted(found: Iterator[Line], name: str) -> Iterator[Line]:
    for n, line in enumerate(found, start=1):
        if n > MOST_ROWS:
            raise _bad("sheet_too_long", name, most=MOST_ROWS)
        yield line


def _bad(why: str, name: str, **values: object) -> BadInput:
    return BadInput(pair(f"programme.{why}", **values), file=name, field="sheet")


# ---- CSV --------------------------------------------------------------------------------------------------------


def _text(data: bytes, name: str) -> Iterator[Line]:
    text = _decoded(data, name)
    csv.field_size_limit(200_000)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=False)
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield Line(reader.line_num, [cell.strip() or None for cell in cells])
    except csv.Error as fault:
        raise _bad("sheet_damaged", name) from fault


def _decoded(data: bytes, name: str) -> str:
    """The text, from the marks it begins with, else UTF-8, else the Arabic or the Western letters of Windows."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    if b"\x00" in data:
        raise _bad("sheet_unknown", name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        arabic = data.decode("cp1256", errors="replace")
        runs = re.findall("[\u0621-\u064a]{3,}", arabic)
        return arabic if len(runs) >= 3 else data.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    head = "\n".join(text.splitlines()[:HEAD])
    return max(";,\t|", key=head.count)


# ---- XLSX -------------------------------------------------------------------------------------------------------


def _workbook(data: bytes, name: str) -> Iterator[Line]:
    import openpyxl

    try:
        _safe(data, name)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        # The raw sheet tells in one look what reading line by line does not: merged cells, and whether formulas stand.
        raw = book._archive.read(sheet._worksheet_path)
        merged = _merged(raw)
        formulas = _formulas(data) if re.search(rb"<f[ >/]", raw) else None
        sheet.reset_dimensions()
        yield from _lines(sheet, merged, formulas)
    except BadInput:
        raise
    except Exception as fault:  # a damaged workbook raises anything; the answer is the same
        raise _bad("sheet_damaged", name) from fault


def _safe(data: bytes, name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = packed.infolist()
        if "xl/workbook.xml" not in packed.namelist():
            raise _bad("sheet_unknown", name)
        if sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise _bad("sheet_too_heavy", name, most=MOST_BYTES // 1_000_000)
        for part in parts:
            if part.filename.endswith(".xml"):
                with packed.open(part) as opened:
                    if b"<!DOCTYPE" in opened.read(2000):
                        raise _bad("sheet_damaged", name)


def _formulas(data: bytes) -> Iterator[tuple[Any, ...]]:
    """The same lines with the formulas themselves."""
    import openpyxl

    sheet = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False).worksheets[0]
    sheet.reset_dimensions()
    rows: Iterator[tuple[Any, ...]] = sheet.iter_rows(values_only=True)
    return rows


def _lines(
    sheet: Any, merged: dict[int, list[tuple[int, int]]], formulas: Iterator[tuple[Any, ...]] | None
) -> Iterator[Line]:
    held: dict[int, tuple[int, Any]] = {}
    for row, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        cells = [_cell(value) for value in values]
        for column, formula in enumerate(next(formulas, ()) if formulas else ()):
            if column < len(cells) and cells[column] is None and isinstance(formula, str) and formula.startswith("="):
                cells[column] = UNREADY
        for column, last in merged.get(row, ()):
            if column < len(cells):
                held[column] = (last, cells[column])
        for column, (last, value) in list(held.items()):
            if row > last:
                del held[column]
            elif column < len(cells) and cells[column] is None:
                cells[column] = value
        if any(cell is not None for cell in cells):
            yield Line(row, cells)


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return value.strip() or None
    return value


_MERGE = re.compile(rb'<mergeCell ref="([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"')


def _merged(raw: bytes) -> dict[int, list[tuple[int, int]]]:
    """First line of a cell merged downwards -> its columns, each with its last line."""
    found: dict[int, list[tuple[int, int]]] = {}
    for first, top, _, bottom in _MERGE.findall(raw):
        if int(bottom) > int(top):
            found.setdefault(int(top), []).append((_column(first), int(bottom)))
    return found


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
