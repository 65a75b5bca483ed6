"""What the printed test holds: the questions of a path with their pictures, a box before each answer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rulebook.engine import format as fmt
from rulebook.engine.format import Lang
from wolouj.foundation.runs import Runs, said, shortened, typed
from wolouj.foundation.words import say
from wolouj.programme.models import both
from wolouj.training.asking import Question, asked_of, picture_file
from wolouj.training.models import Moment, Session


def context(session: Session, *, lang: Lang, at: datetime) -> dict[str, Any]:
    """The test of a session's group in one language as JSON for the page. Which answer is right is not on it."""
    body = session.gathering.body
    on = fmt.local(at).date()

    def word(key: str) -> Runs:
        return said(say(f"training.{key}", lang), lang)

    return {
        "lang": lang,
        "meta": {"title": say("training.tests", lang), "author": body.shown_name(lang),
                 "date": [on.year, on.month, on.day]},
        "marks": [[say("training.mark_sample", "fr"), say("training.mark_sample", "ar")]]
        if session.gathering.is_sample else [],
        "body": typed(body.shown_name(lang), lang), "title": word("tests"), "why": word("test_paper_why"),
        "group": typed(shortened(both(session.group, "name", lang), 60), lang),
        "name": word("sheet_name"), "day": word("test_day"),
        "moments": [said(say(f"training.test_{moment}", lang), lang) for moment in Moment],
        "questions": [_question(row, lang) for row in asked_of(session.group.path)],
        "note": word("test_paper_note"),
    }  # fmt: skip


def _question(row: Question, lang: Lang) -> dict[str, Any]:
    return {
        "text": said(getattr(row.text, lang), lang),
        "pictures": [
            [picture_file(name), said(fmt.money(amount, lang), lang) if amount is not None else []]
            for name, amount in row.pictures
        ],
        "choices": [[picture_file(each.picture), said(getattr(each.text, lang), lang)] for each in row.choices],
    }  # fmt: skip
