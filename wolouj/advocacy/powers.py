"""Who may decide what is asked: the table of ``powers.yaml``, read once and checked against the texts of the rulebook.

An answer is never a refusal: either a text gives the power, with its article and how sure we are, or nothing
established says so and a jurist is to be asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from rulebook.engine.strict_yaml import read_yaml
from rulebook.engine.texts import TEXTS
from rulebook.engine.verdict import Bilingual, Confidence, lower
from rulebook.engine.wording import typeset
from wolouj.advocacy.models.causes import Addressee

BOUND = "decree-2-22-431/2"
"""Who must buy after the decree: the State and the local authorities, in their own purchases."""
BUYERS = (Addressee.COMMUNE, Addressee.PROVINCE, Addressee.REGION, Addressee.STATE)


class Acts(StrEnum):
    """How the addressee acts on it."""

    BUYER = "buyer"
    """In its own purchases."""
    COUNCIL = "council"
    """As a council, by its deliberation."""
    CONSULTS = "consults"
    """By asking the consultative body that stands beside it."""
    ASKED_BY = "asked_by"
    """When an administration asks it: nobody else may."""
    MINISTER = "minister"
    """By an order of the minister of finance."""


@dataclass(frozen=True, slots=True)
class Held:
    """A power that a text gives: how, by which articles, how surely."""

    acts: Acts
    articles: tuple[str, ...]
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Power:
    """A sort of change: its name, who holds it, and what was not found."""

    key: str
    name: Bilingual
    who: dict[Addressee, Held]
    doubt: Bilingual | None


@cache
def powers() -> dict[str, Power]:
    """Key -> power, in the order of the table. ``LawError`` for an article no text holds."""
    told = read_yaml(Path(__file__).with_name("powers.yaml"))
    return {key: _power(key, row) for key, row in told.items()}


def _power(key: str, row: dict[str, Any]) -> Power:
    who = {}
    if "buyers" in row:
        given = {**row["buyers"], "articles": [BOUND, *row["buyers"]["articles"]], "as": "buyer"}
        who = {each: _held(given) for each in BUYERS}
    who |= {Addressee(name): _held(given) for name, given in row.get("who", {}).items()}
    doubt = _both(row["doubt"]) if "doubt" in row else None
    return Power(key, _both(row), who, doubt)


def _both(row: dict[str, Any]) -> Bilingual:
    return Bilingual(fr=typeset(row["fr"], "fr"), ar=typeset(row["ar"], "ar"))


def _held(given: dict[str, Any]) -> Held:
    """A power; never surer than the articles it stands on."""
    articles = tuple(given["articles"])
    read = [TEXTS.article(each).confidence for each in articles]
    return Held(Acts(given["as"]), articles, lower(Confidence(given["confidence"]), *read))


def competence(power: str, addressee: str) -> Held | None:
    """The power of that addressee over that change; ``None`` where no text establishes it: ask a jurist."""
    found = powers().get(power)
    return found.who.get(Addressee(addressee)) if found else None


def others(power: str, addressee: str) -> tuple[Addressee, ...]:
    """Who else holds the power, when a text gives it to somebody."""
    found = powers().get(power)
    return tuple(each for each in found.who if each != addressee) if found else ()
