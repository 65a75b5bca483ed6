"""What both papers share: sentences as runs, texts in the language of the paper or, marked, in the other."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from rulebook.engine import format as fmt
from rulebook.engine.format import Lang
from wolouj.foundation.runs import Runs, said, typed
from wolouj.foundation.words import say
from wolouj.meetings.models import Meeting, both

Told = dict[str, Any]
"""Paragraphs of a text, and the mark that it stands in the other language, or nothing."""


class Pen:
    """Writes in one language."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def say(self, key: str, **values: object) -> Runs:
        """A sentence of this room."""
        return said(say(f"meetings.{key}", self.lang, **values), self.lang)

    def word(self, key: str) -> Runs:
        """A sentence of any room."""
        return said(say(key, self.lang), self.lang)

    def typed(self, text: str) -> Runs:
        """What a person typed."""
        return typed(text, self.lang)

    def told(self, row: object, name: str) -> Told | None:
        """The text ``name`` of a row as paragraphs, in the other language and marked when only that was written."""
        text, lang = both(row, name, self.lang)
        if not text:
            return None
        mark = None if lang == self.lang else self.say(f"only_{lang}")
        return {"paragraphs": [self.typed(part) for part in text.split("\n") if part.strip()], "mark": mark}

    def line(self, row: object, *names: str) -> Runs:
        """Several short texts of a row on one line."""
        parts = [self.typed(both(row, name, self.lang)[0]) for name in names]
        return joined(part for part in parts if part)


def joined(parts: Iterable[Runs]) -> Runs:
    """Runs one after another, with a point between."""
    line: Runs = []
    for part in parts:
        line += [["t", " · "], *part] if line else part
    return line


def head(meeting: Meeting, pen: Pen, *, at: datetime, number: int | None) -> dict[str, Any]:
    """What stands at the head of both papers, and across a draft or a sample."""
    gathering, on = meeting.gathering, fmt.local(at).date()
    marks = ([] if number else ["mark_draft"]) + (["mark_sample"] if gathering.is_sample else [])
    facts = [said(fmt.weekday(gathering.day, pen.lang), pen.lang), pen.typed(gathering.place(pen.lang))]
    version = pen.say("version", n=number, day=on) if number else pen.say("version_draft", day=on)
    return {
        "lang": pen.lang,
        "meta": {"title": gathering.title(pen.lang), "author": gathering.body.shown_name(pen.lang),
                 "date": [on.year, on.month, on.day]},
        "marks": [[say(f"meetings.{key}", "fr"), say(f"meetings.{key}", "ar")] for key in marks],
        "body": pen.typed(gathering.body.shown_name(pen.lang)),
        "what": pen.typed(gathering.title(pen.lang)),
        "facts": [fact for fact in facts if fact],
        "version": version,
    }  # fmt: skip
