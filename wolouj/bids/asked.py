"""What the decision shows of the file and of what would change the answer, as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rulebook.bid_file import Asked, BidFile
from rulebook.engine.counterfactual import Changes, Way
from rulebook.engine.papers import Seen
from rulebook.engine.verdict import Bilingual
from wolouj.bids import ways
from wolouj.foundation.words import active, say
from wolouj.reference.coded import paper_kinds
from wolouj.structures.models import Structure

SIGN_OF: Mapping[str, str] = {
    Seen.FRESH: "go",
    Seen.UNDATED: "unknown",
    Seen.STALE: "watch",
    Seen.MISSING: "watch",
    Seen.NOT_TOLD: "unknown",
}
"""A paper that lacks can still be got: it is never drawn as a stop. One to write waits."""
SHOWN = 3
"""Ways shown under one finding: more would be read by nobody."""


def text_of(words: Bilingual) -> str:
    """The sentence in the active language."""
    return words.fr if active() == "fr" else words.ar


def ways_by_rule(found: Changes) -> dict[str, list[dict[str, Any]]]:
    """Rule -> the ways to turn its finding, each a list of sentences and what then holds."""
    return {turned.finding.rule: _way_rows(turned.ways) for turned in found.of_findings if turned.ways}


def _way_rows(found: Sequence[Way]) -> list[dict[str, Any]]:
    return [
        {
            "steps": [text_of(change.text) for change in way.changes],
            "then": text_of(way.finding.text) if way.finding is not None else "",
            "opens": len(way.opens),
        }
        for way in found[:SHOWN]
    ]


def enough_for_a_yes(found: Changes) -> list[str]:
    """The smallest set found after which the answer is yes; empty when it already is, or none was found."""
    return [text_of(change.text) for change in found.of_verdict[0].changes] if found.of_verdict else []


def paper_groups(file: BidFile | None, structure: Structure, back: str) -> list[dict[str, Any]]:
    """The papers by moment and envelope, each with where it stands and where it is got."""
    groups = file.groups if file is not None else ()
    return [
        {"title": text_of(group.title), "rows": [_paper_row(paper, structure, back) for paper in group.papers]}
        for group in groups
    ]


def _paper_row(paper: Asked, structure: Structure, back: str) -> dict[str, Any]:
    asked = paper.asked
    lacking = paper.state in {Seen.MISSING, Seen.STALE, Seen.UNDATED, Seen.NOT_TOLD}
    known = lacking and asked.paper in paper_kinds()
    return {
        "title": text_of(asked.name),
        "sign": "aside" if lacking and paper.condition is not None else SIGN_OF.get(paper.state, "wait"),
        "word": text_of(paper.state_text),
        "detail": _sentence(paper.condition, paper.judged if paper.may_lapse is None else paper.may_lapse, asked.why),
        "url": ways.paper_url(structure.id, asked.paper, back) if known else "",
    }


def _sentence(condition: Bilingual | None, age: Bilingual | None, why: Bilingual | None) -> str:
    """What it depends on, when its age is judged, what it is for."""
    first = [say("bids.paper_only", condition=condition)] if condition is not None else []
    return " ".join([*first, *(text_of(one) for one in (age, why) if one is not None)])


def count(groups: Iterable[Mapping[str, Any]]) -> int:
    """How many papers the groups hold."""
    return sum(len(group["rows"]) for group in groups)
