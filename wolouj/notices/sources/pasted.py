"""Pasted text → a draft: what a person copies from the portal's page, or receives in a message.

Fields are found by their labels, in any order, in French or in Arabic, label and value on one row or two.
Nothing is guessed: what is not found stays out, what could be read two ways is marked. The draft is always
shown to a person before it becomes a notice. The markup of the portal's purchase-order page is not known
to us; this reads its visible text and claims no more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, time
from zoneinfo import ZoneInfo

from rulebook.engine.facts import BuyerRules, Procedure
from wolouj.foundation.folding import clean, fold
from wolouj.notices.sources.dates import find_clock, find_day
from wolouj.notices.sources.labels import table
from wolouj.notices.sources.lines import read_lines

CASABLANCA = ZoneInfo("Africa/Casablanca")
MAX_CHARACTERS = 100_000

_LABEL_OF = {label: name for name, labels in table("labels").items() for label in labels}
_LABEL_OF |= dict.fromkeys(table("aside"), "")
_CATEGORIES = {word: kind for kind, words in table("categories").items() for word in words}
_OPENER = re.compile(rf"(?:{'|'.join(table('object_openers'))})\b")


@dataclass
class Read:
    """What was read: ``fields`` is the documented notice JSON, ``doubts`` says what wants a look and why.

    Doubts are codes: ``missing``, ``hour_missing``, ``two_values``, ``not_understood``, ``thousand_or_decimal``.
    """

    fields: dict[str, object] = field(default_factory=dict)
    doubts: dict[str, str] = field(default_factory=dict)


def read(text: str) -> Read:
    """Read pasted ``text`` (at most :data:`MAX_CHARACTERS`) into fields of the notice JSON and doubts."""
    values, rest, twice = _split(clean(text[:MAX_CHARACTERS]))
    result = Read(doubts=dict.fromkeys(twice, "two_values"))
    fields = result.fields
    fields["kind"] = _kind(values.get("kind", ""), fold(text))
    for name in ("reference", "object", "buyer"):
        fields[name] = values.get(name, "")
    for name in ("published", "deadline"):
        _instant(result, name, values.get(name, ""))
    fields["places"] = [p.strip() for p in re.split(r"[,;/\n]| - ", values.get("places", "")) if p.strip()]
    fields["category"] = _category(fold(values.get("category", "")))
    fields["nature"] = values.get("nature") or None
    fields["estimate"] = values.get("estimate") or None
    fields["reserved"] = _yes_no(values.get("reserved", ""))
    fields["cancelled"] = True if re.search(r"annul|ملغ|الغاء", fold(values.get("status", ""))) else None
    fields["rulebook"] = BuyerRules.UNKNOWN.value
    lines = read_lines(rest)
    fields["lines"] = [line.document() for line in lines]
    for index, line in enumerate(lines):
        result.doubts |= {f"lines.{index}.{name}": code for name, code in line.doubts.items()}
    if not fields["object"] and (title := _title(rest)):
        fields["object"] = title
        result.doubts["object"] = "not_understood"
    for name in ("reference", "object", "buyer", "deadline", "lines"):
        if not fields.get(name):
            result.doubts.setdefault(name, "missing")
    return result


def _split(text: str) -> tuple[dict[str, str], str, set[str]]:
    """Labelled values, what is left (the lines), and the fields met twice with different values."""
    values: dict[str, str] = {}
    twice: set[str] = set()
    rest: list[str] = []
    waiting: str | None = None
    for row in text.split("\n"):
        name, value = _label(row)
        if name is None and waiting is not None and row.strip():
            name, value = waiting, row.strip()
        elif name is None:
            if fold(row).strip(" :") not in table("sections"):
                rest.append(row)
            continue
        waiting = name if not value else None
        if not name or not value:
            continue
        if name in values and fold(values[name]) != fold(value):
            twice.add(name)
        values.setdefault(name, value)
    return values, "\n".join(rest), twice


def _label(row: str) -> tuple[str | None, str]:
    """``("reference", "07/2026")`` for a labelled row; ``(None, "")`` for any other."""
    for mark in (":", "\t", "："):
        label, found, value = row.partition(mark)
        if found and (name := _LABEL_OF.get(fold(label).strip(" .*-"))) is not None:
            return name, value.strip(" \t")
    name = _LABEL_OF.get(fold(row).strip(" .:*-"))
    return (name, "") if name is not None else (None, "")


def _instant(result: Read, name: str, text: str) -> None:
    folded = fold(text)
    day = find_day(folded)
    if day is None:
        result.fields[name] = None
        if text:
            result.doubts[name] = "not_understood"
        return
    clock = find_clock(folded)
    if clock is None and name == "deadline":
        result.doubts[name] = "hour_missing"
        result.fields["deadline_day"] = day.isoformat()
        result.fields[name] = None
        return
    result.fields[name] = datetime.combine(day, clock or time(0, 0), CASABLANCA).isoformat()


def _kind(procedure: str, whole: str) -> str:
    tender = re.search(r"appel d'offres|طلب عروض|appel d offres", fold(procedure) or whole)
    order = re.search(r"bon de commande|bons de commande|avis d'achat|سند الطلب|devis", whole)
    return (Procedure.TENDER if tender and not order else Procedure.PURCHASE_ORDER).value


def _category(folded: str) -> str | None:
    return next((kind for word, kind in _CATEGORIES.items() if word in folded), None)


def _yes_no(text: str) -> bool | None:
    words = fold(text).split()
    if not words:
        return None
    return True if words[0] in table("yes") else False if words[0] in table("no") else None


def _title(rest: str) -> str:
    """The first row that reads like an object ("Achat de …", "شراء …"): a message often gives it without a label."""
    for row in rest.split("\n"):
        if _OPENER.match(fold(row)):
            return row.strip()
    return ""
