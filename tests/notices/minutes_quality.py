"""How right the reading of minutes is, field by field: what was said that is right, and what was told that is found."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from wolouj.foundation.folding import fold
from wolouj.notices.minutes.reading import read
from wolouj.notices.minutes.told import Minutes

TEXTS = Path(__file__).resolve().parents[3] / "shared" / "data" / "minutes" / "text"
_FORM = re.compile(r"\b(?:s ?a ?r ?l|au|s ?a|ste|societe|la|le|de|du|des|d|et|l)\b")


def stand_in(name: str) -> str:
    """What stands for a bidder's name: of its letters alone, without legal form, town or address."""
    told = fold(re.split(r",\s|\s*[-–—]+\s+|(?i:\ssise?\s)|(?<=\w)\W+(?i:sar[lit])\b", name.strip(" ,.;-"))[0])
    told = re.sub(r"^\W*(?:[0-9]{1,2}\W+)?5(?:11|78|0[0-9]{4,5})\b", " ", told)
    bare = re.sub(r"[\W_]+", "", _FORM.sub(" ", re.sub(r"[\W_]+", " ", told)))
    return hashlib.sha256(bare.encode()).hexdigest()[:10]


def counted(texts: Path, labels: dict[str, dict[str, Any]]) -> dict[str, Counter[str]]:
    """Field -> how many were said, told by the person, and right."""
    found: dict[str, Counter[str]] = {}
    for key, label in labels.items():
        minutes = read((texts / f"{key}.txt").read_text("utf-8"))
        for field, said, told, right in _compared(minutes, label):
            found.setdefault(field, Counter()).update(said=said, told=told, right=right)
    return found


def _compared(minutes: Minutes, label: dict[str, Any]) -> Iterable[tuple[str, int, int, int]]:
    for field, alike in (("reference", _reference), ("object", _words), ("buyer", _words), ("opening", str.__eq__),
                         ("outcome", str.__eq__)):  # fmt: skip
        said, told = getattr(minutes, field), label[field]
        right = bool(said and told and alike(str(said.value), told))
        yield field, int(said is not None), int(told is not None), int(right)
    hers = {stand_in(one.name.value): one for one in minutes.bidders}
    # A name nobody can read is neither asked for nor held against the reader, whatever it makes of it.
    said = len(hers) - min(label["unread"], len(hers.keys() - label["bidders"].keys()))
    yield "bidders", said, len(label["bidders"]), len(hers.keys() & label["bidders"].keys())
    for at, field in enumerate(("before", "after")):
        asked = {name: told[at] for name, told in label["bidders"].items() if told[at] != "*"}
        found = {name: getattr(one, field).value for name, one in hers.items() if name in asked and getattr(one, field)}
        right = sum(str(value) == asked[name] for name, value in found.items())
        yield f"amount {field}", len(found), sum(told is not None for told in asked.values()), right
    excluded = {
        stand_in(one.name.value): one for one in minutes.exclusions if stand_in(one.name.value) in label["bidders"]
    }
    asked_out = label["exclusions"]
    yield "excluded", len(excluded), len(asked_out), len(excluded.keys() & asked_out.keys())
    both = excluded.keys() & asked_out.keys()
    stages = [(str(excluded[name].stage), asked_out[name][0]) for name in both]
    said_stages = [(one, other) for one, other in stages if one != "not_said"]
    yield "stage", len(said_stages), sum(o != "not_said" for _, o in stages), sum(a == b for a, b in said_stages)
    grounds = [(excluded[name].ground, asked_out[name][1]) for name in both]
    right = sum(bool(one and told) and told.split()[0] in fold(one) for one, told in grounds)
    yield "ground", sum(bool(one) for one, _ in grounds), sum(bool(told) for _, told in grounds), right
    won = {(one.lot, stand_in(one.name.value)) for one in minutes.awards if one.name}
    asked_won = {(lot, name) for lot, name, _ in label["awards"]}
    yield "awardee", len(won), len(asked_won), len(won & asked_won)
    paid = {(one.lot, str(one.amount.value)) for one in minutes.awards if one.amount}
    asked_paid = {(lot, value) for lot, _, value in label["awards"] if value and value != "*"}
    if not any(value == "*" for _, _, value in label["awards"]):
        yield "amount awarded", len(paid), len(asked_paid), len(paid & asked_paid)


def _reference(said: str, told: str) -> bool:
    def parts(text: str) -> list[str]:
        return [part.lstrip("0") for part in re.split(r"\W+", fold(text).replace("o", "0"))]

    return parts(said) == parts(told)


def _words(said: str, told: str) -> bool:
    return fuzz.token_sort_ratio(fold(said), fold(told)) >= 85
