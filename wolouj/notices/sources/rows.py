"""Rows of a pasted text: tidied, parted where one row holds several labels, and told apart into labelled values."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from itertools import pairwise

from wolouj.foundation.folding import clean, fold
from wolouj.notices.sources.labels import key_of, table
from wolouj.reference.territories import resolve

LONGEST_ROW = 5_000
"""A longer row is cut: no field of a notice is that long."""
MOST_PLACES = 30

_LABEL_OF = {key_of(label): name for name, labels in table("labels").items() for label in labels}
_LABEL_OF |= {key_of(label): "" for label in table("aside")}
_HEADS = {key_of(name) for names in table("columns").values() for name in names}
_SECTIONS = {key_of(name) for name in table("sections")}
_OPENS_LINES = _HEADS | _SECTIONS
_FORWARDED = {key_of(name) for name in table("forwarded")}
_HEAD = ("reference", "object", "buyer", "deadline")
_MOST_HEADS = 400
_MOST_WORDS = 8
"""The longest label known holds eight words."""
_STAMP = re.compile(
    r"^\[?\d{1,2}[/.]\d{1,2}[/.]\d{2,4},? (?:à )?\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?| [صم])?\]?"
    r"\s*(?:[-–]\s*)?([^:]{1,60}):\s",
    re.IGNORECASE,
)
"""What a message app puts before an exported message: day, hour, who."""


@dataclass
class Told:
    """Labelled values, the rows left (the lines), and doubts by field."""

    values: dict[str, str] = field(default_factory=dict)
    rest: list[str] = field(default_factory=list)
    doubts: dict[str, str] = field(default_factory=dict)


def tidy(text: str) -> list[str]:
    """Rows without invisible characters, emoji joiners, forwarding marks or stamps, one label to a row."""
    plain = "".join(ch for ch in text if not _joiner(ch))
    rows: list[str] = []
    for row in clean(plain).split("\n"):
        if not (row := row[:LONGEST_ROW].strip(" ")):
            rows.append("")
            continue
        if (stamp := _STAMP.match(row)) and key_of(stamp[1]) not in _LABEL_OF:
            row = row[stamp.end() :]
        if key_of(row[:60]) not in _FORWARDED:
            rows += _parted(row)
    return rows


def _joiner(ch: str) -> bool:
    return ch in "\ufe0f\u20e3" or (ch not in "\n\t" and unicodedata.category(ch) in ("Cf", "Cs", "Co", "Cn"))


def _parted(row: str) -> list[str]:
    """``Réf : 7/2026 - Objet : Achat`` as two rows. A row that opens a line of the list is never parted."""
    if row.count(":") < 2 or key_of(row.partition(":")[0]) in _HEADS:
        return [row]
    words = list(re.finditer(r"[^\s:|;،]+|:", row))
    cuts = []
    for index, word in enumerate(words):
        if word[0] == ":":
            for start in range(max(0, index - _MOST_WORDS), index):
                if key_of(row[words[start].start() : word.start()]) in _LABEL_OF:
                    cuts.append(words[start].start())
                    break
    if len(cuts) < 2:
        return [row]
    edges = [0, *(cut for cut in cuts if cut), len(row)]
    pieces = (row[a:b].strip(" \t-–|;،,•") for a, b in pairwise(edges))
    return [piece for piece in pieces if piece]


def label(row: str) -> tuple[str | None, str]:
    """``("reference", "07/2026")`` for a labelled row; ``("", …)`` for one left aside; ``(None, "")`` for any other."""
    for mark in (":", "\t", "："):
        head, found, value = row.partition(mark)
        if found and len(head) < 100 and (name := _LABEL_OF.get(key_of(head))) is not None:
            return name, value.strip(" \t*_")
    name = _LABEL_OF.get(key_of(row)) if len(row) < 100 else None
    return (name, "") if name is not None else (None, "")


def first_notice(rows: list[str]) -> tuple[list[str], bool]:
    """The rows of the first notice, and whether another one follows.

    Another one starts where a head label comes again with another value, when at least two of them do from there on
    (reference and object, say): one alone is a field said twice.
    """
    heads = [(index, name, _value_at(rows, index, value)) for index, name, value in _heads(rows)]
    first: dict[str, str] = {}
    for position, (index, name, value) in enumerate(heads):
        if first.get(name, value) != value:
            again = {n for _, n, v in heads[position:] if first.get(n, v) != v}
            if len(again) > 1:
                return rows[:index], True
        first.setdefault(name, value)
    return rows, False


def _heads(rows: list[str]) -> list[tuple[int, str, str]]:
    found = ((index, *label(row)) for index, row in enumerate(rows))
    return [(index, name, value) for index, name, value in found if name in _HEAD][:_MOST_HEADS]


def _value_at(rows: list[str], index: int, value: str) -> str:
    return fold(value) or next((fold(row) for row in rows[index + 1 : index + 4] if row.strip()), "")


def tell(rows: list[str]) -> Told:
    """The rows told apart. A field met twice with other values keeps the first and is marked."""
    told = Told()
    waiting: str | None = None
    last, in_lines = "", False
    for row in rows:
        name, value = label(row)
        in_lines = in_lines or key_of(row.partition(":")[0][:60]) in _OPENS_LINES
        if in_lines and name == "reference" and name in told.values:  # an article's own reference
            name = None
        if name is None and waiting is not None and row.strip():
            name, value = waiting, row.strip()
        elif name is None:
            last = _unlabelled(told, row, last)
            continue
        waiting, last = (None, name) if value else (name, "")
        if name and value:
            if name in told.values and fold(told.values[name]) != fold(value):
                told.doubts[name] = "two_values"
            told.values.setdefault(name, value)
    return told


def _unlabelled(told: Told, row: str, last: str) -> str:
    """A row without label: the rest of a list of places, the end of a cut sentence, or one of the lines."""
    text = row.strip()
    if not text or key_of(text) in _SECTIONS:
        return ""
    if last == "places" and _one_more_place(told.values["places"], text):
        told.values["places"] += f"\n{text}"
        return last
    if last == "object" and text[0].islower() and not re.search(r"\d", text) and key_of(text) not in _HEADS:
        told.values["object"] += f" {text}"
        told.doubts.setdefault("object", "not_understood")
        return last
    told.rest.append(row)
    return ""


def _one_more_place(so_far: str, text: str) -> bool:
    return len(text) < 80 and so_far.count("\n") < MOST_PLACES and resolve(text.strip(" ,،;-")) is not None
