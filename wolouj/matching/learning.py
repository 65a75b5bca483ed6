"""What a structure's own answers change in the order it is shown, in a way that can be told to it and forgotten.

Plain values in and out. Nothing is learned from anybody else's answers, and nothing here makes a notice fit or not:
that is :mod:`wolouj.matching.fit`. Two rules, with their figures in ``weights.yaml``:

- each "no" for a reason makes that reason count a step more among the five, up to a limit;
- each "yes" (it interests us, or a quote begun) to a trade or a place lifts others of that trade or place a step.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any


class Aspect(StrEnum):
    """The five things looked at."""

    TRADE = "trade"
    PLACE = "place"
    SIZE = "size"
    TIME = "time"
    RIVALS = "rivals"


@dataclass(frozen=True, slots=True)
class Said:
    """One answer: the reason of a "no" (``None``: a "yes"), and what the notice was."""

    no: Aspect | None
    nature: int | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Learned:
    """How many answers say each thing: plain counts, so that a person can be told them."""

    noes: tuple[tuple[Aspect, int], ...] = ()
    natures: tuple[tuple[int, int], ...] = ()
    places: tuple[tuple[str, int], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.noes or self.natures or self.places)


NOTHING = Learned()
"""Nobody answered anything yet."""


def learn(said: Iterable[Said]) -> Learned:
    """Count the answers."""
    noes: Counter[Aspect] = Counter()
    natures: Counter[int] = Counter()
    places: Counter[str] = Counter()
    for each in said:
        if each.no is not None:
            noes[each.no] += 1
            continue
        natures.update([each.nature] if each.nature else [])
        places.update([each.place] if each.place else [])
    return Learned(tuple(sorted(noes.items())), tuple(sorted(natures.items())), tuple(sorted(places.items())))


def counts(base: dict[str, Decimal], learned: Learned, rules: dict[str, Any]) -> dict[str, Decimal]:
    """How much each aspect counts for her, together as much as before: 1 in all."""
    noes = dict(learned.noes)
    told = {
        name: count * (1 + min(noes.get(Aspect(name), 0) * rules["step"], rules["most"]))
        for name, count in base.items()
    }
    whole = sum(told.values())
    return {name: count / whole for name, count in told.items()}


def lift(learned: Learned, nature: int | None, place: str, rules: dict[str, Any]) -> tuple[Decimal, int]:
    """What her "yes" answers add to a notice of that trade and place, and how many they are."""
    yes = dict(learned.natures).get(nature or 0, 0)
    there = dict(learned.places).get(place, 0)
    most = rules["most_liked"]
    return min(yes * rules["liked"], most) + min(there * rules["liked"], most), max(yes, there)
