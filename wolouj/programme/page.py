"""What the pages of this room show, as plain values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.urls import reverse

from rulebook.engine import format as fmt
from wolouj.foundation.runs import shortened
from wolouj.foundation.words import active, say
from wolouj.people import phones
from wolouj.programme.grid import Grid, grid_of
from wolouj.programme.models import (
    Application,
    Assignment,
    Call,
    Decision,
    Goal,
    Indicator,
    Programme,
    Stage,
    State,
    both,
)
from wolouj.programme.queries import Standing
from wolouj.programme.ranking import Place
from wolouj.reference import territories

JOINT = " · "
DOORS = ("training", "wait", "next_call", "desk", "indh", "odco", "anapec", "cri", "coach")
"""Where one may go after an answer; the words say whose door it is, never what it would give."""
SIGNS = {
    State.DRAFT: "watch", State.RECEIVED: "go", State.STUDIED: "wait", State.INTERVIEW: "watch", State.SELECTED: "go",
    State.RESERVE: "wait", State.REFUSED: "unknown", State.WITHDRAWN: "aside",
}  # fmt: skip


def text(row: object, name: str) -> str:
    """A text of a row in the page's language, or the other's, kept apart."""
    found = both(row, name, active())
    return fmt.isolate_auto(found) if found else ""


def places_word(codes: Iterable[str]) -> str:
    """Provinces by name, one after another."""
    lang = active()
    named = [fmt.isolate_auto(p.name(lang)) for code in codes if (p := territories.place(code))]
    return joined(named)


def joined(named: Iterable[str]) -> str:
    """Several words on one line."""
    return f"{say('foundation.comma')} ".join(named)


# ---- The desk ---------------------------------------------------------------------------------------------------


def call_state(call: Call, at: datetime) -> tuple[str, str]:
    """The sign and the words of where a call stands."""
    if call.opened_at is None:
        return "unknown", say("programme.call_draft")
    if call.takes(at):
        return "go", say("programme.call_open", day=call.closes_at)
    if getattr(call, "answered", 0):
        return "go", say("programme.call_answered")
    return "wait", say("programme.call_study")


def call_row(call: Call, at: datetime) -> dict[str, Any]:
    """A call in a list of the desk."""
    sign, word = call_state(call, at)
    return {
        "title": text(call, "title"), "sign": sign, "word": word,
        "detail": say("programme.files_n", n=call.sent), "url": reverse("programme:call_desk", args=[call.id]),
    }  # fmt: skip


def programme_row(programme: Programme, at: datetime) -> dict[str, Any]:
    """A programme with its calls."""
    donors = [text(donor, "name") for donor in programme.donors.all()]
    return {
        "title": text(programme, "title"),
        "dates": say("programme.from_to", start=programme.starts_on, end=programme.ends_on),
        "where": places_word(programme.provinces),
        "donors": joined(donors),
        "sample": programme.is_sample,
        "url": reverse("programme:programme", args=[programme.id]),
        "calls": [call_row(call, at) for call in programme.calls.all()],
    }


def framework(programme: Programme) -> list[dict[str, Any]]:
    """Objectives, each with its results, each with its indicators."""
    goals = list(programme.goals.all())
    return [
        _goal(goal) | {"results": [_goal(result) for result in goals if result.under_id == goal.pk]}
        for goal in goals
        if goal.under_id is None
    ]


def _goal(goal: Goal) -> dict[str, Any]:
    return {
        "id": goal.pk, "text": text(goal, "text"), "url": reverse("programme:row", args=["goal", goal.pk]),
        "add": reverse("programme:new_indicator", args=[goal.pk]),
        "indicators": [_indicator(row) for row in goal.indicators.all()],
    }  # fmt: skip


def _indicator(row: Indicator) -> dict[str, Any]:
    splits = joined(say(f"programme.split_{each}") for each in row.splits)
    source = text(row, "source")
    return {
        "text": text(row, "text"), "url": reverse("programme:row", args=["indicator", row.pk]),
        "baseline": _value(row, row.baseline), "target": _value(row, row.target),
        "rhythm": say(f"programme.rhythm_{row.rhythm}"), "splits": splits, "source": source,
    }  # fmt: skip


def _value(row: Indicator, value: Decimal | None) -> str:
    if value is None:
        return ""
    plain = value.normalize()
    return fmt.percent(plain, active()) if row.is_share else fmt.isolate(fmt.number(plain))


def grid_page(call: Call) -> list[dict[str, Any]]:
    """The grid by stage, each line with its weight and, while the call is a draft, its way to be corrected."""
    found: Grid = grid_of(call)
    draft = call.opened_at is None
    return [
        {
            "stage": stage.value,
            "title": say(f"programme.stage_{stage.value}"),
            "total": sum(line.weight for line in found.of(stage)),
            "rows": [
                {
                    "label": fmt.isolate_auto(line.label(active())), "weight": line.weight,
                    "url": reverse("programme:row", args=["criterion", line.key]) if draft else "",
                }
                for line in found.of(stage)
            ],
        }
        for stage in Stage
    ]  # fmt: skip


# ---- Her own page -----------------------------------------------------------------------------------------------


def public_call(call: Call, at: datetime) -> dict[str, Any]:
    """What anybody reads of a call: what, for whom, until when, how."""
    papers = list(call.papers.all())
    return {
        "call": call,
        "title": text(call, "title"),
        "body": fmt.isolate_auto(call.programme.body.shown_name(active())),
        "what": text(call, "what"), "whom": text(call, "whom"), "how": text(call, "how"),
        "where": places_word(call.where()),
        "open": call.takes(at), "now": at,
        "conditions": [fmt.isolate_auto(line.label(active())) for line in grid_of(call).conditions],
        "criteria": [
            {"label": fmt.isolate_auto(line.label(active())), "weight": line.weight} for line in grid_of(call).marked
        ],
        "papers": [text(row, "label") for row in papers if not row.later],
        "later": [text(row, "label") for row in papers if row.later],
        "sample": call.programme.is_sample,
    }  # fmt: skip


def file_row(application: Application) -> dict[str, Any]:
    """One of her files, in a list."""
    draft = application.state == State.DRAFT
    name = "programme:step" if draft else "programme:file"
    args = [application.id, application.step or "contact"] if draft else [application.id]
    return {
        "title": text(application.call, "title"),
        "sign": SIGNS[State(application.state)],
        "word": say(f"programme.state_{application.state}"),
        "detail": next_step(application),
        "url": reverse(name, args=args),
    }


def next_step(application: Application) -> str:
    """What comes next for her, with its date where there is one."""
    call = application.call
    if application.state == State.DRAFT:
        return say("programme.next_draft", day=call.closes_at)
    if application.answered_at is not None:
        return say("programme.answered_on", day=application.answered_at)
    if application.state == State.WITHDRAWN:
        return ""
    if application.state == State.INTERVIEW:
        return say("programme.next_interview")
    if call.answers_on is not None:
        return say("programme.next_answer", day=call.answers_on)
    return say("programme.next_answer_open")


def file_page(application: Application, at: datetime) -> dict[str, Any]:
    """Where her file stands: what happened with its day, where it is now, what remains; then her answer."""
    decision: Decision | None = getattr(application, "decision", None)
    answered = decision is not None and application.answered_at is not None
    return {
        "application": application,
        "title": text(application.call, "title"),
        "body": fmt.isolate_auto(application.call.programme.body.shown_name(active())),
        "sign": SIGNS[State(application.state)],
        "word": say(f"programme.state_{application.state}"),
        "next": next_step(application),
        "steps": _steps(application),
        "answer": answer(decision) if answered and decision is not None else None,
        "later": [text(row, "label") for row in application.call.papers.all() if row.later]
        if application.state == State.SELECTED
        else [],
        "sample": application.call.programme.is_sample,
    }


def answer(decision: Decision) -> dict[str, Any]:
    """The decision in words: outcome, reason, next door."""
    return {
        "outcome": decision.outcome,
        "reason": both(decision, "reason", active()),
        "door": say(f"programme.door_{decision.door}"),
        "next": text(decision, "next"),
        "on": decision.application.answered_at,
    }


def _steps(application: Application) -> list[dict[str, str]]:
    lang = active()
    state = State(application.state)
    order = [State.RECEIVED, State.STUDIED, State.INTERVIEW]
    answered = application.answered_at is not None
    has_interview = bool(grid_of(application.call).of(Stage.INTERVIEW)) and (
        not answered or application.assignments.filter(task=Assignment.Task.INTERVIEW).exists()
    )
    reached = len(order) if answered else order.index(state) if state in order else -1
    steps = []
    for i, each in enumerate(order):
        if each == State.INTERVIEW and not has_interview:
            continue
        detail = fmt.day(application.received_at, lang) if each == State.RECEIVED and application.received_at else ""
        mark = "done" if i < reached or (each == State.RECEIVED and reached >= 0) else "now" if i == reached else ""
        steps.append({"title": say(f"programme.thread_{each.value}"), "detail": detail, "state": mark})
    last = fmt.day(application.answered_at, lang) if application.answered_at else ""
    if not answered and application.call.answers_on:
        last = say("programme.before_day", day=application.call.answers_on)
    steps.append({"title": say("programme.thread_answer"), "detail": last, "state": "now" if answered else ""})
    if not answered and reached == 0:
        steps[0]["state"] = "now"
    return steps


# ---- The body's people ------------------------------------------------------------------------------------------


def received_row(application: Application) -> dict[str, Any]:
    """A file in the list of a call, for the body's people."""
    her = application.participant
    place = territories.place(her.commune or her.province) if her.commune or her.province else None
    parts = [
        say("programme.number_n", n=application.number) if application.number else "",
        fmt.isolate_auto(place.name(active())) if place else "",
        say(f"programme.how_{application.how}"),
        say("programme.second_of", n=application.duplicate_of.number)
        if application.duplicate_of and application.duplicate_of.number
        else "",
    ]
    return {
        "title": fmt.isolate_auto(her.shown_name(active()) or say("programme.forgotten")),
        "sign": SIGNS[State(application.state)],
        "word": say(f"programme.state_{application.state}"),
        "detail": JOINT.join(part for part in parts if part),
        "url": reverse("programme:received_file", args=[application.id]),
    }


def sought(asked: str) -> Q:
    """Files found by a few letters of a name in either alphabet, the figures of a phone, or a number."""
    found = Q(participant__name__icontains=asked) | Q(participant__name_ar__icontains=asked)
    figures = "".join(letter for letter in asked.translate(phones.DIGITS) if letter.isdigit())
    if figures:
        found |= Q(participant__phone__contains=figures.removeprefix("0"))
        found |= Q(number=int(figures)) if len(figures) <= 6 else Q()
    return found


def facts_of(application: Application, at: datetime, *, hers: bool) -> list[tuple[str, str]]:
    """What she told, as label and value, in her own words or about her; what was not told is left out."""
    her, lang = application.participant, active()
    about = "" if hers else "about_"
    age = her.age(fmt.local(application.received_at or at).date())
    place = [territories.place(code) for code in (her.province, her.commune) if code]
    rows = [
        ("name", fmt.isolate_auto(her.shown_name(lang))),
        ("phone", fmt.isolate(her.shown_phone) if her.phone else ""),
        ("whose_phone", say(f"programme.{about}whose_{her.whose_phone}") if her.whose_phone else ""),
        ("spoken", say(f"programme.spoken_{her.spoken}") if her.spoken else ""),
        ("comfort", say(f"programme.{about}comfort_{her.comfort}") if her.comfort else ""),
        ("sex", say(f"programme.sex_{her.sex}") if her.sex else ""),
        ("age", say("programme.age_n", n=age) if age is not None else ""),
        ("where", JOINT.join(fmt.isolate_auto(w) for w in [*(p.name(lang) for p in place if p), her.douar] if w)),
        ("status", say(f"programme.status_{her.status}") if her.status else ""),
        *project_facts(application),
    ]  # fmt: skip
    return [(say(f"programme.fact_{key}"), value) for key, value in rows if value]


def project_facts(application: Application) -> list[tuple[str, str]]:
    """What she told of her work and her project: what a marker reads, with nothing that names her."""
    return [
        ("activity", fmt.isolate_auto(application.activity)),
        ("idea", fmt.isolate_auto(application.idea)),
        ("need", fmt.isolate_auto(application.need)),
        ("schooling", say(f"programme.schooling_{application.schooling}") if application.schooling else ""),
        ("income", say(f"programme.income_{application.income}") if application.income else ""),
        ("dependants", "" if application.dependants is None else fmt.count(application.dependants, "person", active())),
    ]  # fmt: skip


def unnamed_facts(application: Application, at: datetime) -> list[tuple[str, str]]:
    """What a marker reads: no name, no phone, no village."""
    her = application.participant
    age = her.age(fmt.local(application.received_at or at).date())
    province = territories.place(her.province) if her.province else None
    rows = [
        ("sex", say(f"programme.sex_{her.sex}") if her.sex else ""),
        ("age", say("programme.age_n", n=age) if age is not None else ""),
        ("province", fmt.isolate_auto(province.name(active())) if province else ""),
        ("status", say(f"programme.status_{her.status}") if her.status else ""),
        *project_facts(application),
    ]
    return [(say(f"programme.fact_{key}"), value) for key, value in rows if value]


def points(value: Decimal) -> str:
    """Points as they are typed: ``17,5``."""
    return fmt.number(value.normalize())


OUTCOME_SIGNS = {"selected": "go", "reserve": "wait", "refused": "unknown"}


def selection_page(call: Call, standing: Standing, decisions: list[Decision]) -> dict[str, Any]:
    """How far a selection has come: counts, then the ranking once every file is marked."""
    said = {row.application_id: row for row in decisions}
    hidden = bool(standing.unmarked or standing.unchecked)
    tiles = [
        ("tile_studied", len(standing.files) + len(standing.ineligible) + len(standing.unchecked)),
        ("tile_to_check", len(standing.unchecked)), ("tile_aside", len(standing.ineligible)),
        ("tile_to_mark", len(standing.unmarked)), ("tile_marked", len(standing.places)),
    ]  # fmt: skip
    return {
        "tiles": [{"label": say(f"programme.{key}"), "n": n} for key, n in tiles],
        "hidden": hidden,
        "decided": bool(decisions),
        "rows": [] if hidden else [_ranked(place, standing, said) for place in standing.places],
        "aside": [
            received_row(application) | {"detail": fmt.isolate_auto(line.label(active()))}
            for application, line in standing.ineligible
        ],
        "unchecked": [received_row(application) for application in standing.unchecked[:50]],
        "awaited": _awaited(standing.unmarked),
    }


def _awaited(unmarked: list[Application]) -> list[dict[str, Any]]:
    """Who still has files to mark, and how many: never which mark was given. Files nobody holds come last."""
    rows = [
        each for application in unmarked for each in application.assignments.all()
        if each.conflict_at is None and each.done_at is None
    ]  # fmt: skip
    found: dict[str, int] = {}
    for each in rows:
        name = fmt.isolate_auto(each.marker.full_name)
        found[name] = found.get(name, 0) + 1
    held = {each.application_id for each in rows}
    free = sum(1 for application in unmarked if application.pk not in held)
    told = [{"title": name, "detail": say("programme.to_mark_by", n=n)} for name, n in sorted(found.items())]
    if free:
        told.append({"title": say("programme.held_by_nobody"), "detail": say("programme.files_n", n=free)})
    return told


def _ranked(place: Place, standing: Standing, said: dict[Any, Decision]) -> dict[str, Any]:
    application = standing.files[place.number]
    decision = said.get(application.pk)
    editable = decision is not None and application.answered_at is None
    return {
        "rank": place.rank, "number": place.number, "total": points(place.total), "tied": place.tied,
        "url": reverse("programme:received_file", args=[application.pk]),
        "sign": OUTCOME_SIGNS[decision.outcome] if decision else "",
        "word": say(f"programme.outcome_{decision.outcome}") if decision else "",
        "edit": reverse("programme:reword", args=[application.pk]) if editable else "",
    }  # fmt: skip


def task_row(task: Assignment) -> dict[str, Any]:
    """A file to mark, in a list."""
    application = task.application
    return {
        "title": say("programme.number_n", n=application.number or 0),
        "sign": "go" if task.done_at else "watch",
        "word": say("programme.marked") if task.done_at else say("programme.to_mark"),
        "detail": JOINT.join([text(application.call, "title"), say(f"programme.task_{task.task}")]),
        "url": reverse("programme:mark", args=[task.id]),
    }


def short(application: Application) -> str:
    """The beginning of her idea."""
    return fmt.isolate_auto(shortened(application.idea, 120))
