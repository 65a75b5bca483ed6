"""Pasted text → a draft: what a person copies from the portal's page, or receives in a message.

Fields are found by their labels, in any order, in French or in Arabic, label and value on one row or two.
Nothing is guessed: what is not found stays out, what could be read two ways is marked. The draft is always
shown to a person before it becomes a notice. The markup of the portal's purchase-order page is not known
to us; this reads its visible text and claims no more. See ``docs/pasted-notices.md``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, time
from zoneinfo import ZoneInfo

from rulebook.engine.facts import BuyerRules, Procedure
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.folding import fold
from wolouj.foundation.money import parse_amount
from wolouj.notices.sources.dates import find_clocks, find_days, weekday_differs
from wolouj.notices.sources.labels import table
from wolouj.notices.sources.lines import read_lines
from wolouj.notices.sources.rows import MOST_PLACES, Told, first_notice, tell, tidy
from wolouj.reference.territories import resolve

CASABLANCA = ZoneInfo("Africa/Casablanca")
MAX_CHARACTERS = 100_000

_CATEGORIES = {word: kind for kind, words in table("categories").items() for word in words}
_OBJECT = re.compile(rf"(?:{'|'.join(table('object_openers'))})(?!\w)")
_BEFORE = re.compile(rf"(?<!\w)(?:{'|'.join(table('openers'))})(?!\w)")
_ELSEWHERE = re.compile("|".join(table("elsewhere")))


@dataclass
class Read:
    """What was read: ``fields`` is the documented notice JSON, ``doubts`` says what wants a look and why.

    Doubts are codes: ``missing``, ``hour_missing``, ``year_missing``, ``weekday_differs``, ``past``, ``two_values``,
    ``two_notices``, ``after_deadline``, ``not_kept``, ``not_understood``, ``thousand_or_decimal``.
    """

    fields: dict[str, object] = field(default_factory=dict)
    doubts: dict[str, str] = field(default_factory=dict)


def read(text: str, *, at: datetime | None = None) -> Read:
    """Read pasted ``text`` (at most :data:`MAX_CHARACTERS`) into fields of the notice JSON and doubts.

    A deadline before ``at`` is marked as past. Of two notices in one text the first is read, and the second told.
    """
    rows, more = first_notice(tidy(text[:MAX_CHARACTERS]))
    told = tell(rows)
    result = Read(doubts=dict(told.doubts) | ({"text": "two_notices"} if more else {}))
    _facts(result, told, " ".join(fold(row) for row in rows))
    for name in ("published", "deadline"):
        _instant(result, name, told.values.get(name, ""))
    if "deadline" not in told.values:
        _unlabelled_deadline(result, told)
    _after_all(result, at)
    lines = read_lines("\n".join(told.rest))
    result.fields["lines"] = [line.document() for line in lines]
    for index, line in enumerate(lines):
        result.doubts |= {f"lines.{index}.{name}": code for name, code in line.doubts.items()}
    if not result.fields["object"] and (title := _title(told.rest)):
        result.fields["object"] = title
        result.doubts["object"] = "not_understood"
    for name in ("reference", "object", "buyer", "deadline", "lines"):
        if not result.fields.get(name):
            result.doubts.setdefault(name, "missing")
    return result


def _facts(result: Read, told: Told, whole: str) -> None:
    fields, values = result.fields, told.values
    fields["kind"] = _kind(values.get("kind", ""), whole)
    for name, most in (("reference", 120), ("object", 1000), ("buyer", 300)):
        fields[name] = values.get(name, "")[:most]
    fields["places"] = places(values.get("places", ""))
    kinds = _categories(fold(values.get("category", "")))
    fields["category"] = kinds[0] if kinds else None
    if len(kinds) > 1:
        result.doubts["category"] = "two_values"
    fields["nature"] = values.get("nature") or None
    _estimate(result, values.get("estimate", ""))
    fields["reserved"] = _yes_no(values.get("reserved", ""))
    fields["cancelled"] = True if re.search(r"annul|ملغ|الغاء", fold(values.get("status", ""))) else None
    fields["rulebook"] = BuyerRules.UNKNOWN.value


def _estimate(result: Read, text: str) -> None:
    """An amount read in one way, or marked and left out: a person would not see it among the lines."""
    result.fields["estimate"] = None
    try:
        amount = parse_amount(re.sub(r"(?i)\s*\(?(?:ttc|toutes taxes comprises)\)?\.?$", "", text)) if text else None
    except BadInput:
        result.doubts["estimate"] = "not_kept"
    else:
        result.fields["estimate"] = f"{amount:.2f}" if amount else None


def places(text: str) -> list[str]:
    """The places of a list, as written; parted at "et" or "و" only when both sides are names of places we know."""
    found: list[str] = []
    for piece in re.split(r"[,،؛;/|\n]| [-–] ", text)[:MOST_PLACES]:
        piece = piece.strip(" .-–•*")
        pair = re.split(r"\s+et\s+|\s+و\s*", piece, maxsplit=1)
        known = len(pair) == 2 and len(piece) < 80 and not resolve(piece) and all(resolve(part) for part in pair)
        found += [part.strip() for part in pair] if known else [piece]
    return [place[:200] for place in dict.fromkeys(found) if place]


def _instant(result: Read, name: str, text: str) -> None:
    """The day and hour of ``text``; what is missing or could be another day is marked, never filled in."""
    result.fields[name] = None
    folded = fold(text)
    days, clocks = find_days(folded), find_clocks(folded)
    if not days.found:
        if text:
            result.doubts[name] = "year_missing" if days.no_year else "not_understood"
        if name == "deadline" and clocks:
            result.fields["deadline_hour"] = clocks[0].isoformat("minutes")
        return
    day = min(days.found)  # of two deadlines the earlier harms nobody; it is marked all the same
    if weekday_differs(folded, day):
        result.doubts[name] = "weekday_differs"
    if days.short_year:
        result.doubts.setdefault(name, "not_understood")
    if len(days.found) > 1 or (name == "deadline" and len(clocks) > 1):
        result.doubts[name] = "two_values"
    if name == "deadline" and not clocks:
        result.doubts[name] = "hour_missing"
        result.fields["deadline_day"] = day.isoformat()
        return
    result.fields[name] = datetime.combine(day, min(clocks, default=time(0, 0)), CASABLANCA).isoformat()


def _unlabelled_deadline(result: Read, told: Told) -> None:
    """ "Avant le 26/11/2026 à 10h" said in a sentence: read, and marked, when one row alone says so."""
    said = []
    for row in list(told.rest):
        folded = fold(row)
        if (opener := _BEFORE.search(folded)) and not _ELSEWHERE.search(folded) and find_days(folded).found:
            said.append(folded[opener.start() :])
            told.rest[told.rest.index(row)] = ""
    if not said:
        return
    _instant(result, "deadline", said[0])
    result.doubts.setdefault("deadline", "not_understood")
    if len({find_days(text).found for text in said}) > 1:
        result.doubts["deadline"] = "two_values"


def _after_all(result: Read, at: datetime | None) -> None:
    deadline = result.fields.get("deadline")
    instant = datetime.fromisoformat(str(deadline)) if deadline else None
    published = result.fields.get("published")
    if instant and published and instant < datetime.fromisoformat(str(published)):
        result.doubts.setdefault("published", "after_deadline")
    if instant and at and instant < at:
        result.doubts.setdefault("deadline", "past")


def _kind(procedure: str, whole: str) -> str:
    tender = re.search(r"appel d'offres|طلب عروض|appel d offres", fold(procedure) or whole)
    order = re.search(r"bon de commande|bons de commande|avis d'achat|سند الطلب|devis", whole)
    return (Procedure.TENDER if tender and not order else Procedure.PURCHASE_ORDER).value


def _categories(folded: str) -> list[str]:
    """The categories named, in the order of the text."""
    return [
        kind for _, kind in sorted((folded.index(word), kind) for word, kind in _CATEGORIES.items() if word in folded)
    ]


def _yes_no(text: str) -> bool | None:
    words = fold(text).split()
    if not words:
        return None
    return True if words[0] in table("yes") else False if words[0] in table("no") else None


def _title(rest: list[str]) -> str:
    """The first row that reads like an object ("Achat de …", "شراء …"): a message often gives it without a label."""
    return next((row.strip()[:1000] for row in rest if _OBJECT.match(fold(row))), "")
