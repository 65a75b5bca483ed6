"""The list of papers as plain data, ready for JSON: the contract of ``wolouj papers``."""

from __future__ import annotations

from rulebook.bid_file.listing import Asked, BidFile, Group, NoFile
from rulebook.engine.plain import Json, finding_as_json, pair_as_json, question_as_json
from rulebook.engine.verdict import Bilingual


def as_json(found: BidFile) -> Json:
    """The whole list: days ISO, months plain numbers, sentences in both languages."""
    return {
        "outcome": "listed",
        "why": None,
        "law_on": found.law_on.isoformat(),
        "judged_on": found.judged_on.isoformat(),
        "groups": [_group(group) for group in found.groups],
        "notes": [finding_as_json(note) for note in found.notes],
        "questions": [question_as_json(asked) for asked in found.questions],
    }


def refusal_as_json(refused: NoFile, law_on: str) -> Json:
    """The same shape when no list can be told: why, and nothing listed."""
    return {
        "outcome": refused.reason,
        "why": pair_as_json(refused.text),
        "law_on": law_on,
        "judged_on": None,
        "groups": [],
        "notes": [],
        "questions": [],
    }


def _group(group: Group) -> Json:
    return {
        "when": group.when.value,
        "envelope": group.envelope.value if group.envelope else None,
        "title": pair_as_json(group.title),
        "papers": [_paper(paper) for paper in group.papers],
    }


def _paper(paper: Asked) -> Json:
    asked = paper.asked
    return {
        "rule": asked.rule,
        "paper": asked.paper,
        "name": pair_as_json(asked.name),
        "why": _maybe(asked.why),
        "only_if": asked.only_if,
        "condition": _maybe(paper.condition),
        "member": paper.member,
        "whose": _maybe(paper.whose),
        "shared": asked.shared,
        "signed_alone": paper.signed_alone,
        "valid_for_months": asked.valid_for_months,
        "judged": _maybe(paper.judged),
        "state": paper.state,
        "state_text": pair_as_json(paper.state_text),
        "good_until": paper.good_until.isoformat() if paper.good_until else None,
        "may_lapse": _maybe(paper.may_lapse),
        "articles": list(asked.articles),
        "confidence": asked.confidence.value,
        "force": asked.force.value,
    }


def _maybe(text: Bilingual | None) -> dict[str, str] | None:
    return pair_as_json(text) if text is not None else None
