"""The lines of a pasted notice: a table, labelled blocks, or a list typed in a message."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from wolouj.foundation.folding import fold
from wolouj.notices.sources.labels import table

_HEADS = {name: key for key, names in table("columns").items() for name in names}
"""What heads a column or labels a line of a block, folded -> the field it fills."""
_NUMBER = r"\d{1,3}(?:[ .]\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_UNITS = "|".join(sorted(map(re.escape, table("units")), key=len, reverse=True))
_ENDS_UNIT_QTY = re.compile(rf"^(?P<what>.+?)[\s\-–:;,|]+(?P<unit>{_UNITS})[\s\-–:;,|x×]+(?P<qty>{_NUMBER})$")
_ENDS_QTY_UNIT = re.compile(rf"^(?P<what>.+?)[\s\-–:;,|x×]+(?P<qty>{_NUMBER})\s*(?P<unit>{_UNITS})\.?$")
_ENDS_QTY = re.compile(rf"^(?P<what>.+?)\s*[\-–:;|x×]\s*(?P<qty>{_NUMBER})$")
_STARTS_QTY = re.compile(rf"^(?P<qty>{_NUMBER})\s*(?P<unit>{_UNITS})?\s*(?:x|×|de|d'|-|من)?\s+(?P<what>\D.+)$")
_ORDER = re.compile(
    r"^\s*(?:article|art|ligne|item|n°|#|البند|بند)?\.?\s*(?:n°)?\s*(\d{1,4})(\s*[).:/\-–\t]\s*|\s+)",
    re.IGNORECASE,
)

_ARTICLE = re.compile(r"(?:article|art\.?|#|ligne|item|البند|بند)\s*(?:n°|#)?\s*(\d{1,4})\s*:?\s*(.*)")


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


def read_quantity(text: str) -> tuple[str | None, bool]:
    """A quantity as written -> (decimal text or None, sure?).

    ``1.200`` may be twelve hundred or one point two: it is read as a French thousand and marked unsure.
    """
    found = re.search(_NUMBER, text.strip())
    if not found:
        return None, False
    raw = found[0].replace(" ", "")
    sure = not re.fullmatch(r"\d{1,3}\.\d{3}", raw)
    raw = raw.replace(".", "") if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", raw) else raw
    try:
        value = Decimal(raw.replace(",", "."))
    except InvalidOperation:
        return None, False
    return (format(value.normalize(), "f"), sure) if value > 0 else (None, False)


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
            line.doubts["quantity"] = "missing"
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
    keys = [_HEADS.get(fold(cell).strip(" .:"), "") for cell in _cells(row)]
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
        elif lines and not _HEADS.get(fold(row.split(":")[0]).strip()):
            lines[-1].details.append(row.strip())
    return [line for line in lines if line.designation]


def _stacked(rows: list[str]) -> list[ReadLine]:
    """One cell a row, header first, as a phone copies a table."""
    heads = [_HEADS.get(fold(row).strip(" .:")) for row in rows]
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
    value = value.strip(" \t-–")
    if not value:
        return
    if key == "quantity":
        line.quantity, sure = read_quantity(value)
        if line.quantity and not sure:
            line.doubts["quantity"] = "thousand_or_decimal"
    elif key in ("details", "warranty", "vat"):
        label = {"warranty": "Garantie : ", "vat": "TVA : "}.get(key, "")
        line.details.append(label + value)
    elif key in ("number", "designation", "unit"):
        setattr(line, key, value)


def _blocks(rows: list[str]) -> list[ReadLine]:
    """``Article 1`` / ``Désignation : …`` / ``Unité : …`` / ``Quantité : …``, label and value on one line or two."""
    lines: list[ReadLine] = []
    line = ReadLine()
    waiting: str | None = None
    for row in rows:
        label, _, value = row.partition(":")
        key = _HEADS.get(fold(label).strip(" .#"))
        order = _ARTICLE.fullmatch(fold(row))
        if order:
            line = _close(lines, line)
            line.number, waiting = order[1], "designation"
            if order[2]:
                line.designation, waiting = row[len(row) - len(order[2]) :].strip(), None
        elif key:
            if key == "designation" and line.designation and line.quantity:
                line = _close(lines, line)
            waiting = None if value.strip() else key
            _put(line, key, value)
        elif waiting:
            _put(line, waiting, row)
            waiting = None
    _close(lines, line)
    return lines


def _close(lines: list[ReadLine], line: ReadLine) -> ReadLine:
    if line.designation and (line.quantity or line.unit):
        lines.append(line)
    return ReadLine()


def _list(rows: list[str]) -> list[ReadLine]:
    """``1) Javel 5 l - U - 60``, ``Javel 5 l : 60 U``, ``60 bidons de javel``: as people type in messages."""
    return [line for row in rows if (line := _from_phrase(row)) is not None]


def _from_phrase(row: str) -> ReadLine | None:
    row = row.strip()
    if order := _ORDER.match(row):
        line = _phrase(row[order.end() :], numbered=bool(order[2].strip()) or "\t" in order[2])
        if line is not None:
            line.number = order[1]
            return line
    return _phrase(row, numbered=False)


def _phrase(text: str, *, numbered: bool) -> ReadLine | None:
    """A phrase that holds a quantity. Without an order number, it must name a unit too."""
    folded = fold(text)
    shown = text.strip() if len(text.strip()) == len(folded) else folded  # folding may merge letters
    for pattern in (_ENDS_UNIT_QTY, _ENDS_QTY_UNIT, _ENDS_QTY, _STARTS_QTY):
        found = pattern.match(folded)
        if found and (numbered or found.groupdict().get("unit")):
            break
    else:
        return None
    # "120 repas de midi": the unit opens the designation and stays in it.
    what = found.span("what") if pattern is not _STARTS_QTY else (found.end("qty"), len(shown))
    line = ReadLine(designation=shown[slice(*what)].strip(" \t:;,-–|"))
    if found.groupdict().get("unit"):
        line.unit = shown[slice(*found.span("unit"))].strip()
    _put(line, "quantity", found["qty"])
    return line if len(line.designation) > 1 else None
