"""What the petition prints, in one language: to whom, what, why, how many sign and where, its agent, its annexes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rulebook.engine.format import Lang
from wolouj.meetings.models import both
from wolouj.petitions.facts import provinces_of
from wolouj.petitions.models import Filer, Level, Petition
from wolouj.petitions.papers import Told
from wolouj.petitions.papers.pen import Pen, head

Field = dict[str, Any]
COMMITTEE = 9
"""Lines drawn for a committee whose size nobody told yet."""


def context(told: Told, *, lang: Lang, at: datetime) -> dict[str, Any]:
    """The petition in one language as JSON for the page."""
    pen, petition = Pen(lang), told.petition
    citizens = petition.filer == Filer.CITIZENS
    return head(petition, pen, title="paper_title", at=at) | {
        "parts": [
            {"title": pen.say("paper_request"), "rows": pen.paragraphs(petition, "request")},
            {"title": pen.say("paper_reasons"), "rows": pen.paragraphs(petition, "reasons")},
        ],
        "filer_title": pen.say("paper_filer"),
        "filer": _citizens(told, pen) if citizens else _association(petition, pen),
        "counts": _counts(told, pen) if citizens else None,
        "agent_title": pen.say("paper_agent"),
        "agent": _agent(petition.agent, pen),
        "signed": pen.say("paper_signed"),
        "annexes_title": pen.say("paper_annexes"),
        "annexes": [pen.law(paper.name) for paper in told.looked.advice.requirements],
        "naming": _naming(petition, pen),
        "foot": pen.say("paper_foot_state" if petition.level == Level.STATE else "paper_foot"),
    }


def _field(pen: Pen, key: str, text: str = "") -> Field:
    return {"label": pen.say(key), "value": pen.typed(text) or None}


def _agent(name: str, pen: Pen) -> list[Field]:
    """The number of the card is written by hand: no identity number is kept for a paper."""
    return [
        _field(pen, "field_name", name), _field(pen, "field_card"), _field(pen, "field_address"),
        _field(pen, "field_phone"),
    ]  # fmt: skip


def _citizens(told: Told, pen: Pen) -> list[Field]:
    """Who signs, and how many were counted."""
    total = sum(told.counts.values())
    value = pen.figure(total) if total else None
    return [
        {"label": pen.say("field_signers"), "value": pen.say(f"signers_{told.petition.level}")},
        {"label": pen.say("field_total"), "value": value},
    ]


def _association(petition: Petition, pen: Pen) -> list[Field]:
    founded = pen.day(petition.founded) if petition.founded else None
    return [
        _field(pen, "field_association", both(petition, "association", pen.lang)[0]),
        {"label": pen.say("field_founded"), "value": founded},
        _field(pen, "field_seat"),
        _field(pen, "field_receipt"),
    ]


def _counts(told: Told, pen: Pen) -> dict[str, Any] | None:
    """Province by province, for a region: the spread is looked at."""
    if told.petition.level != Level.REGION:
        return None
    rows = [
        [pen.typed(place.name(pen.lang)), pen.figure(told.counts[place.code]) if place.code in told.counts else None]
        for place in provinces_of(told.petition)
    ]
    return {"heads": [pen.say("head_province"), pen.say("head_signatures")], "rows": rows}


def _naming(petition: Petition, pen: Pen) -> dict[str, Any]:
    """The second page: who may file it and receive the answer, signed by those who give that power."""
    association = petition.filer == Filer.ASSOCIATION
    kind = "association" if association else "committee" if petition.level == Level.STATE else "citizens"
    named = both(petition, "association", pen.lang)[0]
    rows = max(petition.committee or COMMITTEE, 2) if kind == "committee" else 3
    return {
        "title": pen.say(f"naming_title_{kind}"),
        "text": pen.say(f"naming_text_{kind}"),
        "of": pen.typed(named) if association and named else None,
        "what": pen.typed(both(petition, "title", pen.lang)[0]),
        "agent": _agent(petition.agent, pen),
        "deputy_title": pen.say("naming_deputy"),
        "deputy": _agent(petition.deputy, pen)[:3],
        "heads": [pen.say("head_name"), pen.say("head_quality"), pen.say("head_sign")],
        "rows": min(rows, 15),
        "signed": pen.say("paper_signed"),
    }  # fmt: skip
