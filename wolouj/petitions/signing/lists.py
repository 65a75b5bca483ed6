"""A typed list of the lines of a batch, CSV or XLSX, read whole before anything is kept."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.clean import Unclean, clean
from wolouj.foundation.folding import fold
from wolouj.foundation.words import pair
from wolouj.petitions.signing.lines import Line
from wolouj.programme.intake import sheets

_HEADINGS = {
    "number": "cin,cnie,carte nationale,numero de carte,n° cin,numero cin,رقم البطاقة,البطاقة الوطنية,"
    "رقم البطاقة الوطنية",
    "name": "nom,nom complet,nom et prenom,الاسم,الاسم الكامل,الاسم والنسب",
    "signed_on": "date,signe le,date de signature,التاريخ,تاريخ التوقيع",
    "consented": "consentement,accord,الموافقة,موافقة",
}
KNOWN = {fold(word): field for field, words in _HEADINGS.items() for word in words.split(",")}
YES = frozenset(fold(word) for word in ("oui", "yes", "x", "1", "نعم", "true"))
NAME = 120


def read(data: bytes, name: str, *, on: date) -> list[Line]:
    """The lines of a file.

    Raises:
        BadInput: a picture or a scan (its text is not read), no heading for the number, a row whose number, day or
            name cannot be read: file, row and field are named, no cell is quoted.
    """
    if data[:5] == b"%PDF-" or data[:3] == b"\xff\xd8\xff" or data[:4] == b"\x89PNG":
        raise BadInput(pair("petitions.list_is_a_picture"), file=name, field="list")
    rows = list(sheets.lines(data, name))
    for at, head in enumerate(rows[: sheets.HEAD]):
        columns = {
            n: field for n, cell in enumerate(head.cells) if (field := KNOWN.get(fold(str(cell or "")))) is not None
        }
        if "number" in columns.values():
            return [_line(row, columns, name, on) for row in rows[at + 1 :]]
    raise BadInput(pair("petitions.list_without_numbers"), file=name, row=1, field="list")


def _line(row: sheets.Line, columns: dict[int, str], name: str, on: date) -> Line:
    cells = {field: row.cells[n] for n, field in columns.items() if n < len(row.cells)}

    def bad(key: str, field: str) -> BadInput:
        return BadInput(pair(f"petitions.{key}"), file=name, row=row.row, field=field)

    try:
        kept = clean(str(cells.get("name") or ""))[:NAME]
        number = clean(str(cells.get("number") or ""))
    except Unclean as fault:
        raise bad("list_unreadable", "number") from fault
    day = _day(cells.get("signed_on"), on)
    if day is None or day > on:
        raise bad("list_day", "signed_on")
    return Line(number, day, kept, fold(str(cells.get("consented") or "")) in YES)


def _day(value: Any, on: date) -> date | None:
    """A day as a spreadsheet holds it or as people write it: day/month/year or year-month-day. Empty is ``on``."""
    if value in (None, ""):
        return on
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    for form in ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y"):
        try:
            return datetime.strptime(str(value).strip(), form).date()  # noqa: DTZ007  a day, no instant
        except ValueError:
            continue
    return None
