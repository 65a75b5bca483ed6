"""Coded lists with a name in both languages: units of measure and kinds of paper."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from rulebook.engine.format import isolate
from rulebook.engine.verdict import Bilingual
from wolouj.reference.folding import fold

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure; ``said`` are its other spellings, folded."""

    code: str
    name: Bilingual
    said: frozenset[str]

    @property
    def mark(self) -> str:
        """How a notice writes it: ``kg``, ``m²``, ``boîte``."""
        return self.name.fr.split("(")[1].rstrip(")") if "(" in self.name.fr else self.name.fr


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A kind of paper: whose it is, what for, where it is got."""

    code: str
    name: Bilingual
    kinds: frozenset[str]
    """Kinds of structure it concerns (values of ``BidderKind``)."""
    needed: str
    """``orders``, ``tenders`` or ``sometimes``: practice; what the law asks comes from the rulebook."""
    takes: int | None
    """Days it usually takes to get: practice, to confirm at the counter."""
    holds_number: str
    """Documented name of the identifier printed on it, or empty."""
    where: Bilingual
    how: Bilingual


def _read(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load((_HERE / name).read_text(encoding="utf-8"))
    return rows


def _french(text: str) -> str:
    """Curly apostrophes and the narrow no-break space before the high marks."""
    for mark in ":;?!":
        text = text.replace(f" {mark}", f"\u202f{mark}")
    return text.replace("'", "’")


def _pair(entry: dict[str, str]) -> Bilingual:
    return Bilingual(fr=_french(entry["fr"]), ar=entry["ar"])


def _with_term(name: Bilingual, term: str) -> Bilingual:
    """The Arabic name with the French term after it, in its own box."""
    return Bilingual(fr=name.fr, ar=f"{name.ar} {isolate(f'({term})')}") if term else name


@cache
def units() -> tuple[Unit, ...]:
    """The units, commonest first."""
    rows = _read("units.yaml")
    return tuple(Unit(r["code"], _pair(r), frozenset(fold(str(s)) for s in r["said"]) | {fold(r["ar"])}) for r in rows)


def unit(text: str) -> Unit | None:
    """The unit that ``text`` writes (code, name or a known spelling), or ``None``: the text is then kept as typed."""
    said = fold(text.replace("²", "2").replace("³", "3"))
    return next((u for u in units() if said == u.code or said in u.said), None)


@cache
def paper_kinds() -> dict[str, PaperKind]:
    """Code -> kind of paper, in the order they are shown."""
    return {
        r["code"]: PaperKind(
            code=r["code"],
            name=_with_term(_pair(r["name"]), r.get("term", "")),
            kinds=frozenset(r["for"]),
            needed=r["needed"],
            takes=r.get("takes"),
            holds_number=r.get("holds_number", ""),
            where=_pair(r["where"]),
            how=_pair(r["how"]),
        )
        for r in _read("papers.yaml")
    }


def papers_for(kind: str) -> tuple[PaperKind, ...]:
    """The papers a structure of this kind may hold."""
    return tuple(p for p in paper_kinds().values() if kind in p.kinds)


def paper_name(code: str) -> Bilingual:
    """The name of a kind of paper; an unknown code is its own name."""
    kind = paper_kinds().get(code)
    return kind.name if kind else Bilingual(fr=code, ar=code)
