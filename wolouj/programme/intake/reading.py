"""A list brought in, row by row: each becomes what will be written, or a refusal that names row, field, remedy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from rulebook.engine.verdict import Bilingual
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.clean import Unclean, clean
from wolouj.foundation.runs import is_arabic
from wolouj.foundation.words import pair
from wolouj.people import phones
from wolouj.programme.intake import columns, days, places, sheets
from wolouj.reference import territories

LENGTHS = {"name": 120, "douar": 120, "activity": 300, "idea": 2000, "need": 2000, "external": 80}
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Person:
    """One row that can be written. Days are kept as text, ``YYYY-MM-DD``."""

    row: int
    name: str = ""
    name_ar: str = ""
    phone: str = ""
    sex: str = ""
    born_on: str = ""
    born_in: int | None = None
    province: str = ""
    commune: str = ""
    douar: str = ""
    status: str = ""
    activity: str = ""
    idea: str = ""
    need: str = ""
    consent: bool = False
    external: str = ""

    def as_json(self) -> dict[str, Any]:
        """What waits for a person's yes."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that cannot be written."""

    row: int
    field: str
    text: Bilingual

    def as_json(self) -> dict[str, Any]:
        """What the page and the command show: no cell is quoted."""
        return {"row": self.row, "field": self.field, "fr": self.text.fr, "ar": self.text.ar}


@dataclass
class Read:
    """What a file holds."""

    file: str
    headings: dict[str, str] = field(default_factory=dict)
    """Heading as written -> the field it was taken for, or nothing."""
    people: list[Person] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    """Every fault of every row that cannot be written, in the order of the file."""
    refused: int = 0
    """Rows with a fault or several."""

    @property
    def rows(self) -> int:
        """Rows that hold something, headings aside."""
        return len(self.people) + self.refused


class _No(Exception):
    """Why a row is refused."""

    def __init__(self, field: str, key: str, **values: object) -> None:
        super().__init__(key)
        self.field, self.text = field, pair(f"programme.{key}", **values)


def read(data: bytes, name: str, *, provinces: list[str], on: date, progress: Progress | None = None) -> Read:
    """Read a whole file; a row that cannot be used never stops the others.

    Args:
        provinces: HCP codes of the call: a commune of two provinces is taken in these.
        on: the day it is brought in, to judge ages.
        progress: told how many rows were read, every thousand.

    Raises:
        BadInput: the file itself cannot be read, or no column of names is found in it.
    """
    found = Read(name)
    taken: dict[int, str] | None = None
    waiting: list[sheets.Line] = []
    for line in sheets.lines(data, name):
        if taken is None:
            waiting.append(line)
            if len(waiting) < sheets.HEAD:
                continue
            taken, waiting = _headings(waiting, found, name)
            _rows(waiting, taken, found, provinces, on)
            continue
        _row(line, taken, found, provinces, on)
        if progress is not None and found.rows % 1000 == 0:
            progress(found.rows)
    if taken is None:
        taken, waiting = _headings(waiting, found, name)
        _rows(waiting, taken, found, provinces, on)
    return found


def _headings(lines: list[sheets.Line], found: Read, name: str) -> tuple[dict[int, str], list[sheets.Line]]:
    """The line of headings is the one that names most columns; what stands above it is a title."""
    best = 0
    fields: dict[int, str] = {}
    for i, line in enumerate(lines):
        here = columns.fields_of(line.cells)
        if len(here) > len(fields):
            best, fields = i, here
    if not columns.NAMES & set(fields.values()):
        raise BadInput(pair("programme.sheet_no_names"), file=name, row=lines[best].row if lines else 1, field="name")
    for column, cell in enumerate(lines[best].cells):
        if cell is not None and columns.heading(cell) not in columns.IGNORED:
            found.headings[str(cell)[:80]] = fields.get(column, "")
    return fields, lines[best + 1 :]


def _rows(lines: list[sheets.Line], taken: dict[int, str], found: Read, provinces: list[str], on: date) -> None:
    for line in lines:
        _row(line, taken, found, provinces, on)


def _row(line: sheets.Line, taken: dict[int, str], found: Read, provinces: list[str], on: date) -> None:
    cells = {field: line.cells[column] for column, field in taken.items() if column < len(line.cells)}
    if all(value is None for field, value in cells.items() if field != "external"):
        return
    told, faults = _told(cells, provinces, on)
    if faults:
        found.refused += 1
        found.refusals.extend(Refusal(line.row, no.field, no.text) for no in faults)
    else:
        found.people.append(Person(row=line.row, **told))


def _told(cells: dict[str, Any], provinces: list[str], on: date) -> tuple[dict[str, Any], list[_No]]:
    """What a row says, and every fault in it: a list is corrected once, not cell after cell."""
    unready = [_No(name, "cell_formula") for name, value in cells.items() if value is sheets.UNREADY]
    if unready:
        return {}, unready
    texts = ("douar", "activity", "idea", "need", "external")
    parts: list[Callable[[], dict[str, Any]]] = [
        lambda: _named(cells),
        lambda: {"phone": _phone(cells.get("phone"))},
        lambda: {"sex": _coded("sex", cells.get("sex"))},
        lambda: _born(cells, on),
        lambda: _placed(cells, provinces),
        *(lambda name=name: {name: _text(name, cells.get(name))} for name in texts),
        lambda: {"status": _coded("status", cells.get("status"))},
        lambda: {"consent": _coded("consent", cells.get("consent")) == "yes"},
    ]
    told: dict[str, Any] = {}
    faults: list[_No] = []
    for part in parts:
        try:
            told |= part()
        except _No as no:
            faults.append(no)
    return told, faults


def _text(name: str, value: Any) -> str:
    if value is None:
        return ""
    try:
        text = clean(str(value), lines=name in ("idea", "need"))
    except Unclean as fault:
        raise _No(name, "cell_unclean") from fault
    if len(text) > LENGTHS[name]:
        raise _No(name, "cell_too_long", most=LENGTHS[name])
    return text


def _named(cells: dict[str, Any]) -> dict[str, str]:
    parts = [cells.get("name")] if cells.get("name") else [cells.get("first_name"), cells.get("last_name")]
    text = _text("name", " ".join(str(part) for part in parts if part is not None))
    if not any(letter.isalpha() for letter in text):
        raise _No("name", "cell_no_name")
    return {"name_ar": text} if is_arabic(text) else {"name": text}


def _phone(value: Any) -> str:
    if value is None:
        return ""
    text = str(int(value)) if isinstance(value, float) and value == int(value) else str(value)
    if len(text) == 9 and text[0] in "5678" and text.isdecimal():
        text = "0" + text  # a spreadsheet drops the zero at the head of a number
    try:
        return phones.normalise(text)
    except phones.BadPhone:
        raise _No("phone", "cell_phone") from None


def _coded(name: str, value: Any) -> str:
    if value is None:
        return ""
    found = columns.coded(name, value)
    if found is None:
        raise _No(name, "cell_unknown")
    return found


def _born(cells: dict[str, Any], on: date) -> dict[str, Any]:
    if cells.get("born") is not None:
        try:
            born_on, born_in = days.birth(cells["born"], on=on)
        except days.BadDay as fault:
            raise _No("born", fault.key) from None
        return {"born_on": born_on.isoformat() if born_on else "", "born_in": born_in}
    if cells.get("age") is None:
        return {}
    digits = "".join(letter for letter in str(cells["age"]).split(".")[0] if letter.isdecimal())
    if not 0 < len(digits) < 4 or not days.YOUNGEST <= int(digits) <= days.OLDEST:
        raise _No("age", "birth_age")
    return {"born_in": on.year - int(digits)}


def _placed(cells: dict[str, Any], provinces: list[str]) -> dict[str, str]:
    province = commune = ""
    if cells.get("province") is not None:
        province = places.province(str(cells["province"]))
        if not province:
            raise _No("province", "cell_place")
    if cells.get("commune") is not None:
        commune = places.commune(str(cells["commune"]), (province,) if province else tuple(provinces))
        if not commune:
            raise _No("commune", "cell_place")
    if commune and not province:
        found = territories.place(commune)
        province = (found.province or "") if found else ""
    return {"province": province, "commune": commune}


def refusals_json(found: Iterator[Refusal] | list[Refusal]) -> list[dict[str, Any]]:
    """Refusals as they are kept."""
    return [each.as_json() for each in found]
