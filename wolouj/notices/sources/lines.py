"""The lines of a pasted notice: a table, labelled blocks, or a list typed in a message."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from wolouj.foundation.folding import fold
from wolouj.notices.sources.labels import key_of, table
from wolouj.notices.sources.phrases import order_of, phrase
from wolouj.notices.sources.quantities import NUMBER, read_quantity, unit_beside

_HEADS = {key_of(name): key for key, names in table("columns").items() for name in names}
"""What heads a column or labels a line of a block, folded -> the field it fills."""
_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}")
_MINUS = re.compile(r"[\t;|]\s*[-−]\s*\d")
"""A cell under zero: no quantity, and no dash of a sentence either."""
_ARTICLE = re.compile(r"(?:(?:article|art\.?|#|ligne|item|n°|البند|بند)\s*(?:n°|#|رقم)?\s*(\d{1,4})\s*[:.)–-]?\s*(.*))")


@dataclass
class ReadLine:
    """A line as read; ``doubts`` names its fields that want a look."""

    number: str = ""
    designation: str = ""
    unit: str = ""
    quantity: str | None = None
    details: list[str] = field(default_factory=list)
    doubts: dict[str, str] = field(default_factory=dict)

    def document(self) -> dict[str, object]:
        """The line in the documented notice JSON."""
        return {
            "number": self.number,
            "designation": self.designation,
            "unit": self.unit,
            "quantity": self.quantity,
            "details": " ; ".join(self.details),
        }


def read_lines(text: str) -> list[ReadLine]:
    """The lines found in ``text`` (already clean), by whichever of the four shapes finds the most."""
    rows = [row for row in text.split("\n") if row.strip()]
    shapes = (_table(rows), _stacked(rows), _blocks(rows), _list(rows))
    best = max(shapes, key=lambda lines: (sum(1 for line in lines if line.quantity), len(lines)))
    return _numbered(best)


def _numbered(lines: list[ReadLine]) -> list[ReadLine]:
    seen: set[str] = set()
    for position, line in enumerate(lines, start=1):
        if not line.number or line.number in seen:
            line.number = str(position)
            while line.number in seen:
                line.number += "'"
        seen.add(line.number)
        if not line.quantity:
            line.doubts.setdefault("quantity", "missing")
        if not line.unit:
            line.doubts["unit"] = "missing"
    return lines


def _cells(row: str) -> list[str]:
    for split in ("\t", "|", ";"):
        if row.count(split) >= 2:
            cells = [cell.strip() for cell in row.split(split)]
            return cells[1:-1] if split == "|" and not cells[0] and not cells[-1] else cells
    return [cell.strip() for cell in re.split(r" {2,}", row.strip())]


def _head(row: str) -> list[str] | None:
    """The columns a header row names, or ``None`` when it is no header."""
    keys = [_HEADS.get(key_of(cell), "") for cell in _cells(row)]
    return keys if "designation" in keys and "quantity" in keys else None


def _table(rows: list[str]) -> list[ReadLine]:
    """Rows of cells under a header, as a browser copies a table."""
    lines: list[ReadLine] = []
    columns: list[str] | None = None
    for row in rows:
        if (head := _head(row)) is not None:
            columns = head
            continue
        cells = _cells(row)
        if columns and len(cells) >= max(2, len([c for c in columns if c]) - 1):
            lines.append(_from_cells(columns, cells))
        elif lines and not _HEADS.get(key_of(row.split(":")[0])):
            lines[-1].details.append(row.strip())
    return [line for line in lines if line.designation]


def _stacked(rows: list[str]) -> list[ReadLine]:
    """One cell a row, header first, as a phone copies a table."""
    heads = [_HEADS.get(key_of(row)) if len(row) < 60 else None for row in rows]
    for start in range(len(rows)):
        end = start
        while end < len(rows) and heads[end] and heads[end] not in heads[start:end]:
            end += 1
        columns = [str(head) for head in heads[start:end]]
        if "designation" in columns and "quantity" in columns:
            cells = rows[end:]
            width = len(columns)
            lines = [_from_cells(columns, cells[i : i + width]) for i in range(0, len(cells) - width + 1, width)]
            return [line for line in lines if line.designation and line.quantity]
    return []


def _from_cells(columns: list[str], cells: list[str]) -> ReadLine:
    line = ReadLine()
    for key, cell in zip(columns, cells, strict=False):
        _put(line, key, cell)
    return line


def _put(line: ReadLine, key: str, value: str) -> None:
    value = value.strip(" \t") if key == "quantity" else value.strip(" \t-–")
    if not value:
        return
    if key == "quantity":
        line.quantity, doubt = read_quantity(value)
        line.unit = line.unit or unit_beside(value)
        if doubt:
            line.doubts["quantity"] = doubt
    elif key in ("details", "warranty", "vat"):
        label = {"warranty": "Garantie : ", "vat": "TVA : "}.get(key, "")
        line.details.append(label + value)
    elif key in ("number", "designation", "unit"):
        setattr(line, key, value)


class _Blocks:
    """``Article 1`` / ``Désignation : …`` / ``Unité : …`` / ``Quantité : …``, label and value on one row or two.

    The title of an article may also stand alone above its labels, as the portal shows it.
    """

    def __init__(self) -> None:
        self.lines: list[ReadLine] = []
        self.line = ReadLine()
        self.waiting: str | None = None
        self.title = ""
        self.last = ""

    def close(self) -> None:
        """Keep the line being read, if it is one, and start the next."""
        if self.line.designation and (self.line.quantity or self.line.unit):
            self.lines.append(self.line)
        self.line, self.title, self.last = ReadLine(), "", ""

    def unit_value(self) -> tuple[str, str] | None:
        """``Unité`` then ``U`` on the next row: the second is a value, though it is a label too."""
        return ("unit", "") if self.waiting == "unit" else None

    def row(self, row: str) -> None:
        """Take one more row."""
        if order := _ARTICLE.fullmatch(fold(row)):
            self.close()
            self.line.number, self.waiting = order[1], "designation"
            if order[2]:
                self.line.designation, self.waiting = row.strip()[-len(order[2]) :].strip(), None
        elif (found := labelled(row)) is not None and found != self.unit_value():
            self.labelled(*found)
        elif self.waiting:
            _put(self.line, self.waiting, row)
            self.last, self.waiting = self.waiting, None
        elif self.line.quantity is None and self.last == "details":
            self.line.details.append(row.strip())
        else:
            self.title = row.strip()

    def labelled(self, key: str, value: str) -> None:
        """Take ``Quantité : 60``. A field met twice opens the next line."""
        full = {"designation": self.line.designation, "quantity": self.line.quantity, "unit": self.line.unit}
        if full.get(key) and (self.line.quantity or key == "designation"):
            title = self.title
            self.close()
            self.title = title
        if not self.line.designation and key not in ("designation", "number"):
            self.line.designation, self.title = self.title, ""
        elif self.title and key in ("details", "unit", "quantity") and self.line.quantity:
            title = self.title
            self.close()
            self.line.designation = title
        self.waiting, self.last = (None if value.strip() else key), key
        _put(self.line, key, value)


def labelled(row: str) -> tuple[str, str] | None:
    """``("quantity", "60")`` for ``Quantité : 60``, ``Quantité`` alone, or ``Quantité 60``; ``None`` for other rows."""
    label, _, value = row.partition(":")
    if len(label) < 60 and (key := _HEADS.get(key_of(label))):
        return key, value
    if len(row) > 60:
        return None
    first, _, value = row.strip().partition(" ")
    key = _HEADS.get(key_of(first), "")
    if (key == "quantity" and re.fullmatch(rf"(?:{NUMBER})(?: \w+)?", value)) or (key == "unit" and unit_beside(value)):
        return key, value
    return None


def _blocks(rows: list[str]) -> list[ReadLine]:
    reader = _Blocks()
    for row in rows:
        reader.row(row)
    reader.close()
    return reader.lines


def _list(rows: list[str]) -> list[ReadLine]:
    """Lines as people type them in messages."""
    return [line for row in rows if (line := _from_phrase(row)) is not None]


def _from_phrase(row: str) -> ReadLine | None:
    if _DATE.search(row) or _MINUS.search(row):
        return None
    found = None
    if order := order_of(row.strip()):
        found = phrase(order[1], numbered=order[2])
    number = order[0] if order and found else ""
    found = found or phrase(row, numbered=False)
    if found is None or len(found[0]) < 2 or key_of(found[0]) in _HEADS:
        return None
    line = ReadLine(number=number, designation=found[0], unit=found[1])
    _put(line, "quantity", found[2])
    return line
