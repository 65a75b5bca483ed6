"""Figures of repealed texts that are still repeated, and what stands today: ``traps.yaml``.

The old figure is data with its source; today's is read from the rulebook. A trap nobody is sure of is not told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from rulebook.engine.law import PARAMETERS, Law, read_yaml
from rulebook.engine.texts import LawError
from rulebook.engine.verdict import Bilingual, Confidence
from rulebook.engine.wording import Words
from wolouj.guides.figures import Figure, check_forms, figures
from wolouj.guides.standing import Standing, standing

FILE = Path(__file__).with_name("traps.yaml")
KEYS = frozenset({"was", "now", "law", "old", "source", "confidence", "says"})


@dataclass(frozen=True, slots=True)
class Told:
    """One trap as a page tells it."""

    key: str
    text: Bilingual
    old: Bilingual
    """The repealed text it comes from."""
    source: Bilingual
    """Where the old figure was read."""
    confidence: Confidence
    """How sure we are of the old figure."""
    standing: Standing
    """What stands today."""


@dataclass(frozen=True, slots=True)
class _Trap:
    key: str
    was: Decimal | Figure | None
    """The old figure: typed here with its source, or a quantity that a chapter keeps to call it out."""
    now: Figure | None
    law: tuple[str, ...]
    old: str
    source: str
    confidence: Confidence


def keys() -> tuple[str, ...]:
    """Every trap, in the order of the file."""
    return tuple(_read()[0])


def told(key: str, *, on: date) -> Told:
    """One trap on a day. ``KeyError`` when the file has none of that name."""
    found, words = _read()
    trap, law = found[key], Law.on(on)
    values: dict[str, object] = {}
    if trap.was is not None:
        values["was"] = trap.was.on(law) if isinstance(trap.was, Figure) else trap.was
    if trap.now is not None:
        values["now"] = trap.now.on(law)
    reads = trap.now.reads if trap.now is not None else ()
    return Told(
        key=key,
        text=words.pair(f"traps.{key}", **values),
        old=words.pair(f"old.{trap.old}"),
        source=words.pair(f"sources.{trap.source}"),
        confidence=trap.confidence,
        standing=standing([*trap.law, *reads], on=on),
    )


@cache
def _read() -> tuple[dict[str, _Trap], Words]:
    tree = read_yaml(FILE)
    found = {key: _trap(key, entry) for key, entry in tree["traps"].items()}
    sentences: dict[object, object] = {"old": tree["old"], "sources": tree["sources"]}
    sentences["traps"] = {key: entry["says"] for key, entry in tree["traps"].items()}
    words = Words.of(sentences, FILE.name)
    for key, trap in found.items():
        for name, form in words.needs(f"traps.{key}"):
            if name == "now" and trap.now is not None:
                check_forms(trap.now, form, f"{FILE.name}, {key}")
        if f"old.{trap.old}" not in words or f"sources.{trap.source}" not in words:
            raise LawError(f"{FILE.name}, {key}: unknown old text or source")
    return found, words


def _trap(key: str, entry: Mapping[str, object]) -> _Trap:
    if strange := entry.keys() - KEYS:
        raise LawError(f"{FILE.name}, {key}: unknown {sorted(strange)}")
    was, now, law = entry.get("was"), entry.get("now"), entry.get("law")
    return _Trap(
        key=key,
        was=_was(str(was)) if was is not None else None,
        now=figures({"now": now})["now"] if now is not None else None,
        law=tuple(map(str, law)) if isinstance(law, list) else (),
        old=str(entry["old"]),
        source=str(entry["source"]),
        confidence=Confidence(str(entry["confidence"])),
    )


def _was(told: str) -> Decimal | Figure:
    return figures({"was": told})["was"] if told in PARAMETERS else Decimal(told)
