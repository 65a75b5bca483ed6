"""How much two files look like one person's, and why: names by how they are heard, in two alphabets, in any order.

A shared phone is no proof: a household, a helper or a neighbour lends one. It only adds to a name that is heard alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from rapidfuzz.distance import JaroWinkler

from wolouj.foundation.searching.letters import words
from wolouj.foundation.searching.sounds import heard, rough

LEAST = Decimal("0.70")
"""Under it nobody is bothered."""
CROWD = 60
"""Files of one bucket beyond which it tells nothing (the phone of a cyber-café, two very common names)."""
_ARTICLES = frozenset({"el", "al", "l", "ال", "mme", "mr", "m", "mlle", "السيد", "السيدة", "echantillon", "عينة"})
_NAME, _PHONE, _DAY, _YEAR, _COMMUNE, _PROVINCE = (Decimal(x) for x in ("0.62", "0.25", "0.25", "0.12", "0.08", "0.03"))
_OTHER_BIRTH, _OTHER_SEX, _OTHER_PROVINCE = (Decimal(x) for x in ("0.35", "0.50", "0.05"))


@dataclass(frozen=True, slots=True)
class Face:
    """What is compared of a file."""

    key: Any
    names: tuple[str, ...]
    phone: str = ""
    born_on: date | None = None
    born_in: int | None = None
    sex: str = ""
    province: str = ""
    commune: str = ""

    @property
    def year(self) -> int | None:
        """Her year of birth."""
        return self.born_on.year if self.born_on else self.born_in


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much, from 0 to 1, and the reasons as codes: name, phone, day, year, commune; against: birth, sex."""

    score: Decimal
    reasons: tuple[str, ...]


@lru_cache(maxsize=100_000)
def sounds_of(name: str) -> tuple[tuple[str, ...], ...]:
    """The words of a name, each as the ways it may be heard."""
    return tuple(_ways(word) for word in words(name) if word not in _ARTICLES)


def _ways(word: str) -> tuple[str, ...]:
    keys = {key.replace("3", "") for key in heard(word)}
    return tuple(sorted(keys | {bones for key in keys if (bones := rough(key))} - {""}))


def _alike(one: tuple[str, ...], two: tuple[str, ...]) -> Decimal:
    if set(one) & set(two):
        return Decimal(1)
    best = max((JaroWinkler.similarity(a, b) for a in one for b in two if min(len(a), len(b)) >= 4), default=0.0)
    return Decimal("0.8") if best >= 0.92 else Decimal(0)


def same_name(one: str, two: str) -> Decimal:
    """From 0 to 1: how much two names are heard alike, whatever the order of their words."""
    first, second = list(sounds_of(one)), list(sounds_of(two))
    if not first or not second:
        return Decimal(0)
    total = Decimal(len(first) + len(second))
    matched = Decimal(0)
    for word in first:
        best = max(second, key=lambda other: _alike(word, other), default=None)
        if best is not None and (how := _alike(word, best)):
            matched += how
            second.remove(best)
    return 2 * matched / total


def likeness(one: Face, two: Face) -> Likeness | None:
    """How much they look like one person, or ``None`` when a person need not look."""
    name = max((same_name(a, b) for a in one.names for b in two.names if a and b), default=Decimal(0))
    if name < Decimal("0.66"):
        return None
    score, reasons = _NAME * name, ["name"]
    if one.phone and one.phone == two.phone:
        score, reasons = score + _PHONE, [*reasons, "phone"]
    score, reasons = _births(one, two, score, reasons)
    if one.commune and one.commune == two.commune:
        score, reasons = score + _COMMUNE + _PROVINCE, [*reasons, "commune"]
    elif one.province and two.province:
        score += _PROVINCE if one.province == two.province else -_OTHER_PROVINCE
    if one.sex and two.sex and one.sex != two.sex:
        score, reasons = score - _OTHER_SEX, [*reasons, "other_sex"]
    score = min(score, Decimal("0.99")).quantize(Decimal("0.001"))
    return Likeness(score, tuple(reasons)) if score >= LEAST else None


def _births(one: Face, two: Face, score: Decimal, reasons: list[str]) -> tuple[Decimal, list[str]]:
    if one.born_on and one.born_on == two.born_on:
        return score + _DAY, [*reasons, "day"]
    if one.year is None or two.year is None:
        return score, reasons
    if one.year == two.year:
        return score + _YEAR, [*reasons, "year"]
    apart = abs(one.year - two.year) > 1
    return (score - _OTHER_BIRTH, [*reasons, "other_birth"]) if apart else (score, reasons)


def candidates(faces: Iterable[Face], fresh: set[Any] | None = None) -> Iterator[tuple[Face, Face]]:
    """Pairs worth comparing: the same phone, or names that share sounds; one of them among ``fresh`` when given."""
    buckets: dict[tuple[str, ...], list[Face]] = defaultdict(list)
    for face in faces:
        for key in _keys(face):
            buckets[key].append(face)
    seen: set[tuple[Any, Any]] = set()
    for bucket in buckets.values():
        if len(bucket) > CROWD:
            continue
        for i, one in enumerate(bucket):
            for two in bucket[i + 1 :]:
                if one.key == two.key or (fresh is not None and not {one.key, two.key} & fresh):
                    continue
                pair = (one.key, two.key)
                if pair not in seen:
                    seen.add(pair)
                    yield one, two


def _keys(face: Face) -> set[tuple[str, ...]]:
    found: set[tuple[str, ...]] = {("phone", face.phone)} if face.phone else set()
    for name in face.names:
        parts = sorted({min(ways, key=len) for ways in sounds_of(name)})
        found |= {("name", a, b) for i, a in enumerate(parts) for b in parts[i + 1 :]}
        if face.year and parts:
            found |= {("year", str(face.year), part) for part in parts}
    return found
