"""Help asked and given, on a page: the exchange, the clock told to both sides, the cards."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import Any

from django.urls import reverse

from rulebook.engine import format as fmt
from wolouj.foundation.words import active, say
from wolouj.people.queries import name_of
from wolouj.people.standing import Standing
from wolouj.support import subjects
from wolouj.support.discreet import without_amounts
from wolouj.support.models import AskedAbout, Card, HelpState, Question
from wolouj.support.page.texts import JOINT, shown, text
from wolouj.support.states import Clock, clock_of, next_due

CARD_LINE = 300
"""Characters of the question of a card."""

SIGNS = {HelpState.OPEN: "wait", HelpState.ANSWERED: "go", HelpState.SETTLED: "aside"}


def clock(row: Question, at: datetime) -> dict[str, Any]:
    """What the clock says to both sides; nothing while no answer is owed."""
    if row.state != HelpState.OPEN:
        return {"text": "", "late": False}
    stage, due = clock_of(row.asked_at, at=at), next_due(row.asked_at, at=at)
    days = (at - row.asked_at).days
    told = say(f"support.help_clock_{stage.name.lower()}", n=days) if stage else say("support.help_by", at=due)
    return {"text": told, "late": stage >= Clock.LATE}


def row_of(row: Question, at: datetime, *, sees: bool) -> dict[str, Any]:
    """A question in a list: of who asked when ``sees``, else of those who answer, with who owes it."""
    told = clock(row, at)
    line = row.text.splitlines()[0][:90]
    owner = fmt.isolate_auto(name_of(row.owner, active())) if row.owner and not sees else ""
    parts = [say(f"support.about_{row.about}"), owner, told["text"]]
    return {
        "title": shown(line if sees else _hidden(row, line)),
        "sign": "watch" if told["late"] else SIGNS[HelpState(row.state)],
        "word": say(f"support.help_{row.state}"),
        "detail": JOINT.join(part for part in parts if part),
        "url": reverse("support:asked", args=[row.pk]),
    }


def _hidden(row: Question, words: str) -> str:
    """The words with amounts left out, for who may not see a price."""
    if row.about not in (AskedAbout.NOTICE, AskedAbout.QUOTE):
        return words
    return without_amounts(words, every_number=row.about == AskedAbout.QUOTE)


def page_of(row: Question, actor: Standing, at: datetime) -> dict[str, Any]:
    """One question, for this reader. Amounts are hidden from who may not see the price."""
    sees = subjects.sees_amounts(row, actor)
    about = subjects.named(row, actor)
    return {
        "question": row,
        "about": about,
        "sign": "watch" if clock(row, at)["late"] else SIGNS[HelpState(row.state)],
        "word": say(f"support.help_{row.state}"),
        "clock": clock(row, at),
        "lines": _lines(row, hides=not sees),
        "hidden": not sees,
        "owner": fmt.isolate_auto(name_of(row.owner, active())) if row.owner else say("support.no_owner"),
        "association": fmt.isolate_auto(row.body.shown_name(active())),
        "sample": row.is_sample,
    }  # fmt: skip


def whole_lines(row: Question) -> list[dict[str, Any]]:
    """The exchange as it was written, for who holds its secret address."""
    return _lines(row, hides=False)


def _lines(row: Question, *, hides: bool) -> list[dict[str, Any]]:
    lines = [(False, row.text, None), *((one.by_helper, one.text, one.at) for one in row.replies.all())]
    return [
        {
            "helper": helper,
            "text": shown(_hidden(row, words) if hides else words),
            "at": fmt.instant(when, active()) if when else "",
        }
        for helper, words, when in lines
    ]


def asker(row: Question) -> str:
    """Who asks, for the helper: a name, or a phone."""
    if row.person is not None:
        return fmt.isolate_auto(name_of(row.person, active()))
    return fmt.isolate(row.shown_phone) if row.phone else say("support.asker_gone")


def first_words(row: Question, actor: Standing) -> dict[str, str]:
    """What a card begins with: the question and the last answer, in the language it was asked in, for the helper to
    make short and nameless. Amounts she may not see stay hidden."""
    hides = not subjects.sees_amounts(row, actor)
    answers = [one.text for one in row.replies.all() if one.by_helper]
    found = {f"question_{row.lang}": row.text[:CARD_LINE], f"answer_{row.lang}": answers[-1] if answers else ""}
    return {name: _hidden(row, words) if hides else words for name, words in found.items()}


def by_subject(rows: Iterable[Card]) -> list[dict[str, Any]]:
    """Cards in the order of what they are about, under a heading each."""
    return [
        {"title": say(f"support.cards_{about}"), "rows": card_rows(group)}
        for about, group in groupby(rows, key=lambda row: row.about)
    ]


def card_rows(rows: Iterable[Card]) -> list[dict[str, Any]]:
    """Cards to read at once."""
    return [
        {"question": text(row, "question"), "answer": text(row, "answer"), "on": row.reviewed_at,
         "url": reverse("support:card", args=[row.pk]), "sample": row.is_sample}
        for row in rows
    ]  # fmt: skip
