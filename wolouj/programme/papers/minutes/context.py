"""What the minutes print: the call, who sat and signs, the grid, the ranking, ties, what was set aside."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rulebook.engine import format as fmt
from rulebook.engine.format import Lang
from wolouj.foundation.runs import Runs, held, said, typed
from wolouj.foundation.words import say
from wolouj.programme.grid import grid_of
from wolouj.programme.models import Call, Committee, Decision, Outcome, both
from wolouj.programme.queries import Standing


class Pen:
    """Writes in one language."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def say(self, key: str, **values: object) -> Runs:
        """A sentence of this room."""
        return said(say(f"programme.{key}", self.lang, **values), self.lang)

    def typed(self, text: str) -> Runs:
        """What a person typed."""
        return typed(text, self.lang)

    def figure(self, value: Any) -> Runs:
        """A number as this house writes it."""
        return held(fmt.number(value))


def context(
    call: Call, committee: Committee, standing: Standing, decisions: list[Decision], *, lang: Lang, at: datetime,
    number: int | None,
) -> dict[str, Any]:  # fmt: skip
    """The minutes in one language as JSON for the page."""
    pen = Pen(lang)
    return _head(call, committee, pen, at=at, number=number) | {
        "facts": _facts(call, standing, pen),
        "grid": _grid(call, pen),
        "seats": _seats(committee, pen),
        "recusals": _recusals(committee, pen),
        "ties": _ties(committee, pen),
        "ranking": _ranking(standing, decisions, pen),
        "aside": _aside(standing, decisions, pen),
        "foot": pen.say("paper_foot", digest=call.digest),
    }


def _head(call: Call, committee: Committee, pen: Pen, *, at: datetime, number: int | None) -> dict[str, Any]:
    body, on = call.programme.body, fmt.local(at).date()
    marks = ([] if number else ["mark_draft"]) + (["mark_sample"] if call.programme.is_sample else [])
    place = both(committee, "place", pen.lang)
    return {
        "lang": pen.lang,
        "meta": {"title": both(call, "title", pen.lang), "author": body.shown_name(pen.lang),
                 "date": [on.year, on.month, on.day]},
        "marks": [[say(f"programme.{key}", "fr"), say(f"programme.{key}", "ar")] for key in marks],
        "body": pen.typed(body.shown_name(pen.lang)),
        "title": pen.say("paper_title"),
        "what": pen.typed(both(call, "title", pen.lang)),
        "programme": pen.typed(both(call.programme, "title", pen.lang)),
        "when": [said(fmt.weekday(committee.held_on, pen.lang), pen.lang), *([pen.typed(place)] if place else [])],
        "version": pen.say("paper_version", n=number, day=on) if number else pen.say("paper_draft", day=on),
    }  # fmt: skip


def _facts(call: Call, standing: Standing, pen: Pen) -> dict[str, Any]:
    ranked, aside = len(standing.places), len(standing.ineligible)
    opened = fmt.local(call.opened_at).date() if call.opened_at else committee_day(call)
    rows = [
        pen.say("paper_dates", opened=opened, closed=fmt.local(call.closes_at).date()),
        pen.say("paper_counts", sent=ranked + aside, ranked=ranked, aside=aside),
        pen.say("paper_places", places=call.places, reserve=call.reserve),
    ]
    return {"title": pen.say("paper_part_call"), "rows": rows}


def committee_day(call: Call) -> Any:
    """The day of the sitting, for the draft of a call that was never opened."""
    return call.committee.held_on


def _grid(call: Call, pen: Pen) -> dict[str, Any]:
    rows = [
        [pen.typed(line.label(pen.lang)), pen.say(f"stage_{line.stage}"), pen.figure(line.weight)]
        for line in grid_of(call).marked
    ]
    conditions = [pen.typed(line.label(pen.lang)) for line in grid_of(call).conditions]
    return {
        "title": pen.say("paper_part_grid"), "note": pen.say("paper_grid_note", digest=call.digest),
        "heads": [pen.say("paper_line"), pen.say("paper_stage"), pen.say("paper_weight")], "rows": rows,
        "conditions_title": pen.say("conditions"), "conditions": conditions,
    }  # fmt: skip


def _seats(committee: Committee, pen: Pen) -> dict[str, Any]:
    seats = list(committee.seats.all())
    here = sum(seat.here for seat in seats)
    rows = [
        [
            pen.typed(seat.name), pen.typed(both(seat, "quality", pen.lang)),
            pen.say("seat_here") if seat.here else pen.say("seat_away"),
        ]
        for seat in seats
    ]  # fmt: skip
    return {
        "title": pen.say("paper_part_committee"), "rows": rows,
        "quorum": pen.say("paper_quorum", here=here, least=committee.call.quorum),
        "heads": [pen.say("paper_member"), pen.say("paper_quality"), pen.say("paper_here"), pen.say("paper_signature")],
    }  # fmt: skip


def _recusals(committee: Committee, pen: Pen) -> list[Runs]:
    seats = committee.seats.prefetch_related("recusals__application")
    rows = [(r.application.number or 0, seat) for seat in seats for r in seat.recusals.all()]
    return [
        pen.say("paper_recused", who=seat.name, n=number)
        for number, seat in sorted(rows, key=lambda row: (row[0], row[1].position))
    ]


def _ties(committee: Committee, pen: Pen) -> list[Runs]:
    rows = committee.settlements.select_related("first", "then")
    return [pen.say("paper_tie", first=r.first.number, then=r.then.number, why=r.reason) for r in rows]


def _ranking(standing: Standing, decisions: list[Decision], pen: Pen) -> dict[str, Any]:
    outcome = {row.application_id: row.outcome for row in decisions}
    rows = []
    for place in standing.places:
        said_of = outcome.get(standing.files[place.number].pk, "")
        rows.append({
            "cells": [pen.figure(place.rank), pen.figure(place.number), pen.figure(place.total.normalize())],
            "outcome": pen.say(f"outcome_{said_of}") if said_of else [],
            "strong": said_of == Outcome.SELECTED,
        })  # fmt: skip
    return {
        "title": pen.say("paper_part_ranking"), "rows": rows, "note": pen.say("paper_ranking_note"),
        "heads": [pen.say("paper_rank"), pen.say("paper_number"), pen.say("paper_total"), pen.say("paper_decision")],
    }  # fmt: skip


def _aside(standing: Standing, decisions: list[Decision], pen: Pen) -> dict[str, Any] | None:
    rows = [
        [pen.figure(application.number), pen.typed(line.label(pen.lang))] for application, line in standing.ineligible
    ]
    heads = [pen.say("paper_number"), pen.say("paper_condition")]
    return {"title": pen.say("paper_part_aside"), "rows": rows, "heads": heads} if rows else None
