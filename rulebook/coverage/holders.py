"""Everything in the rulebook that can hold a row: quantities, rules, milestones, provisions, words of the glossary."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from rulebook.deadlines.milestones import MARKS
from rulebook.engine.calculation import PROVISIONS
from rulebook.engine.chapters import CALCULATIONS, NAMES, calculations
from rulebook.engine.law import PARAMETERS
from rulebook.engine.rule import RULES
from rulebook.engine.verdict import Confidence
from rulebook.glossary import glossary


@cache
def holders() -> Mapping[str, Confidence | None]:
    """Name -> how sure it is (a quantity: its last value); ``None`` for a word, which decides nothing."""
    calculations()  # their provisions are signed when they are loaded
    found: dict[str, Confidence | None] = {f"glossary.{key}": None for key in glossary()}
    found |= {name: parameter.values[-1].confidence for name, parameter in PARAMETERS.items()}
    found |= {key: rule.confidence for key, rule in RULES.items()}
    found |= {f"deadlines.{key}": mark.confidence for key, mark in MARKS.items()}
    found |= {key: signed.confidence for key, signed in PROVISIONS.items()}
    return found


@cache
def cited() -> Mapping[str, tuple[str, ...]]:
    """Article -> the names of what stands on it, in the order of the chapters."""
    calculations()
    found: dict[str, list[str]] = {}
    # Whoever imported a chapter first does not change the order in which they are told.
    rank = {name: at for at, name in enumerate((*NAMES, *CALCULATIONS))}
    provisions = sorted(PROVISIONS.items(), key=lambda item: rank[item[0].partition(".")[0]])
    signed = [(key, one.cites) for group in (RULES.items(), provisions) for key, one in group]
    signed += [(f"deadlines.{key}", mark.cites) for key, mark in MARKS.items()]
    signed += [(name, (dated.article,)) for name, p in PARAMETERS.items() for dated in p.values]
    for name, articles in signed:
        for article in articles:
            names = found.setdefault(article, [])
            if name not in names:
                names.append(name)
    return {article: tuple(names) for article, names in found.items()}
