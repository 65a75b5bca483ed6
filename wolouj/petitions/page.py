"""What the pages about petitions show, as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.urls import reverse

from rulebook.engine import format as fmt
from rulebook.engine.format import Lang
from rulebook.engine.verdict import Finding, Force, Outcome
from wolouj.foundation.words import active, say
from wolouj.meetings.models import both
from wolouj.petitions.facts import Looked, provinces_of
from wolouj.petitions.models import Level, Petition, Step
from wolouj.petitions.models import PetitionState as State
from wolouj.petitions.papers import FILES
from wolouj.petitions.recalling import Reminder, Why
from wolouj.petitions.states import ANSWERABLE, COUNTS, LATE, SIGNS, STEPS, WRITABLE, standing
from wolouj.reference import territories

JOINT = " · "


def text_of(row: object, name: str) -> str:
    """A text of a row in the page's language, or the other's."""
    text = both(row, name, active())[0]
    return fmt.isolate_auto(text) if text else ""


def to_whom(petition: Petition) -> str:
    """Whose council it speaks to, or the State."""
    where = petition.where
    if where is None:
        return say("petitions.to_state")
    return say(f"petitions.to_{petition.level}", place=fmt.isolate_auto(where.name(active())))


def state_word(petition: Petition, answer_by: date | None, *, on: date) -> tuple[str, str]:
    """The sign of its state that day and its word."""
    state = standing(petition.state, answer_by, on=on)
    return SIGNS[State(state) if state != LATE else LATE], say(f"petitions.state_{state}")


def row_of(petition: Petition, answer_by: date | None, *, on: date, url: str) -> dict[str, Any]:
    """One petition in a list."""
    sign, word = state_word(petition, answer_by, on=on)
    return {"title": text_of(petition, "title"), "detail": to_whom(petition), "sign": sign, "word": word, "url": url}


def list_page(rows: Iterable[tuple[Petition, date | None]], *, on: date) -> dict[str, Any]:
    """Every petition of a body: those under way, those that are over."""
    over = {State.REJECTED, State.DONE, State.WITHDRAWN}
    found = [
        (row, row_of(row, due, on=on, url=reverse("petitions:show", args=[row.id]))) for row, due in rows
    ]  # fmt: skip
    return {
        "open": [shown for row, shown in found if row.state not in over],
        "over": [shown for row, shown in found if row.state in over],
        "total": len(found),
    }


def recall_row(one: Reminder) -> dict[str, Any]:
    """One thing to recall, in a list."""
    petition = isinstance(one.about, Petition)
    where, name = ("petitions:show", "title") if petition else ("petitions:request", "institution")
    return {
        "title": text_of(one.about, name),
        "detail": say(f"petitions.remind_{one.why}", day=one.on),
        "sign": "watch" if one.why in (Why.LATE, Why.ACT) else "wait",
        "url": reverse(where, args=[one.about.pk]),
    }


def counted(petition: Petition, looked: Looked, counts: Mapping[str, int]) -> dict[str, Any]:
    """How many are needed and gathered; province by province for a region."""
    required = looked.progress.required
    figure = looked.advice.figure("signatures_required")
    least = {share.province: share for share in looked.progress.shares}
    rows = []
    for place in provinces_of(petition) if petition.level == Level.REGION else ():
        share, has = least.get(place.code), counts.get(place.code, 0)
        short = max(0, share.least - has) if share else 0
        rows.append({"name": place.name(active()), "has": has, "least": share.least if share else None,
                     "short": short, "sign": "go" if not short else "watch"})  # fmt: skip
    return {
        "needed": figure is not None,
        "required": required,
        "gathered": sum(counts.values()),
        "missing": looked.progress.missing,
        "enough": looked.progress.enough,
        "confidence": figure.confidence if figure else None,
        "articles": figure.articles if figure else (),
        "rows": rows,
    }


_ORDER = {Outcome.NOT_MET: 0, Outcome.UNKNOWN: 1, Outcome.MET: 2, Outcome.NOT_CONCERNED: 3}


def conditions(looked: Looked) -> dict[str, list[Finding]]:
    """The conditions: what is missing, what we do not know, what is met, and what is only told."""
    ordered = sorted(looked.advice.findings, key=lambda one: _ORDER[one.outcome])
    told = [one for one in ordered if one.force is Force.INFORMS and one.outcome is Outcome.MET]
    asked = [one for one in ordered if one not in told]
    return {
        "missing": [one for one in asked if one.outcome is Outcome.NOT_MET],
        "unknown": [one for one in asked if one.outcome is Outcome.UNKNOWN],
        "met": [one for one in asked if one.outcome is Outcome.MET],
        "told": told,
    }


def verdict(kinds: Mapping[str, list[Finding]], lang: Lang | None = None) -> dict[str, str]:
    """Whether it is ready to be filed, in a word."""
    if kinds["missing"]:
        return {"sign": "watch", "word": say("petitions.not_ready", lang, n=len(kinds["missing"]))}
    if kinds["unknown"]:
        return {"sign": "unknown", "word": say("petitions.not_known", lang, n=len(kinds["unknown"]))}
    return {"sign": "go", "word": say("petitions.ready", lang)}


def step_rows(petition: Petition, *, public: bool = False) -> list[dict[str, Any]]:
    """Its road, from the day it was opened. The public one shows no proof: a receipt may name a person."""
    first = {"title": say("petitions.state_preparing"), "detail": fmt.day(petition.created_at, active()), "note": "",
             "mend": "", "proof": ""}  # fmt: skip
    return [first, *(_step(step, public) for step in petition.steps.all())]


def _step(step: Step, public: bool) -> dict[str, Any]:
    lang = active()
    parts = [fmt.day(step.on, lang)]
    if step.number:
        parts.append(say("petitions.number_n", number=fmt.isolate(step.number)))
    if step.signatures:
        parts.append(say("petitions.with_signatures", n=step.signatures))
    if step.due:
        parts.append(say("petitions.session_of", day=step.due))
    return {
        "title": say(f"petitions.state_{step.state}"),
        "detail": JOINT.join(parts),
        "note": text_of(step, "note"),
        "mend": text_of(step, "mend"),
        "proof": reverse("petitions:proof", args=[step.id]) if step.proof and not public else "",
    }


def paper_rows(petition: Petition, names: Iterable[str] = FILES) -> list[dict[str, str]]:
    """The papers it prints, each in its language."""
    return [
        {"title": say(f"petitions.file_{FILES[name][0]}_{FILES[name][1]}"),
         "url": reverse("petitions:paper", args=[petition.id, name])}
        for name in names
    ]  # fmt: skip


def show_page(petition: Petition, looked: Looked, counts: Mapping[str, int], *, on: date) -> dict[str, Any]:
    """One petition for those who carry it."""
    kinds = conditions(looked)
    sign, word = state_word(petition, looked.answer_by, on=on)
    return {
        "petition": petition,
        "title": text_of(petition, "title"),
        "whom": to_whom(petition),
        "by": say(f"petitions.filer_{petition.filer}"),
        "cause": text_of(petition.cause, "title") if petition.cause else "",
        "request": text_of(petition, "request"),
        "reasons": text_of(petition, "reasons"),
        "sign": sign,
        "word": word,
        "verdict": verdict(kinds),
        "kinds": kinds,
        "counted": counted(petition, looked, counts),
        "advice": looked.advice,
        "answer_by": looked.answer_by,
        "answer_sure": looked.answer_sure,
        "steps": step_rows(petition),
        "papers": paper_rows(petition),
        "moves": bool(STEPS[State(petition.state)]),
        "writable": petition.state in WRITABLE,
        "answerable": petition.state in ANSWERABLE,
        "counts": petition.state in COUNTS,
        "agent": fmt.isolate_auto(petition.agent) if petition.agent else "",
    }


def place_typed(petition: Petition) -> str:
    """The place as the form shows it again: its code, which names one place only."""
    found = territories.place(petition.place) if petition.place else None
    return found.code if found else ""
