"""What a note prints, in one language. The order of its parts is the audience's: what each must read first.

Two pages whatever was typed: every text is bounded where it is typed, lists hold six rows at most, and a text of many
lines is set as one paragraph.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rulebook.engine import format as fmt
from rulebook.engine.format import Lang
from rulebook.engine.texts import TEXTS
from wolouj.advocacy import queries
from wolouj.advocacy.models import Audience, Cause, FactKind
from wolouj.advocacy.page import words
from wolouj.advocacy.powers import Held
from wolouj.advocacy.sessions import months_said
from wolouj.difficulties.codes import codes
from wolouj.foundation.runs import Runs, said, typed
from wolouj.foundation.words import say
from wolouj.meetings.models import both

ORDER = {
    Audience.COUNCIL: ("ask", "situation", "voices", "facts", "power", "money", "law"),
    Audience.STATE: ("situation", "law", "power", "facts", "voices", "ask", "money"),
    Audience.PUBLIC: ("situation", "voices", "facts", "ask", "money", "power"),
}
"""Elected people read first what is asked of them; a service, the rules; the press, the people."""


class Pen:
    """Writes in one language."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def say(self, key: str, **values: object) -> Runs:
        """A sentence of this room."""
        return said(say(f"advocacy.{key}", self.lang, **values), self.lang)

    def told(self, text: str) -> Runs:
        """One of our sentences already made."""
        return said(text, self.lang)

    def prose(self, row: object | None, name: str) -> dict[str, Any] | None:
        """What a person typed, as one paragraph; in the other language and marked where only that was typed."""
        if row is None:
            return None
        text, lang = both(row, name, self.lang)
        if not text:
            return None
        mark = None if lang == self.lang else self.say(f"only_{lang}")
        return {"text": typed(" ".join(text.split()), self.lang), "mark": mark}


def context(cause: Cause, audience: Audience, lang: Lang, *, at: datetime, draft: bool) -> dict[str, Any]:
    """The note as JSON for the page. ``draft`` marks it across."""
    pen, on = Pen(lang), fmt.local(at).date()
    parts = {
        "ask": _part(pen, "ask", pen.prose(cause, "ask"), strong=True),
        "situation": _part(pen, "situation", pen.prose(cause, "situation")),
        "voices": _voices(cause, pen),
        "facts": _facts(cause, pen, defined=audience is Audience.STATE),
        "power": _power(cause, audience, pen, at=at),
        "money": _money(cause, pen),
        "law": _law(cause, pen),
    }
    body = cause.body.shown_name(lang)
    title = both(cause, "title", lang)[0]
    return {
        "lang": lang,
        "meta": {"title": title, "author": body, "date": [on.year, on.month, on.day]},
        "marks": _marks(cause, draft),
        "body": typed(body, lang),
        "kind": pen.say(f"paper_{audience}"),
        "title": typed(title, lang),
        "to": pen.say("paper_to", whom=words.addressee(cause, lang)) if audience is not Audience.PUBLIC else None,
        "lead": pen.prose(next((row for row in cause.leads.all() if row.audience == audience), None), "text"),
        "parts": [parts[name] for name in ORDER[audience] if parts[name] is not None],
        "foot": pen.say("paper_foot", body=body, day=on),
    }


def _marks(cause: Cause, draft: bool) -> list[list[str]]:
    keys = (["mark_draft"] if draft else []) + (["mark_sample"] if cause.is_sample else [])
    return [[say(f"advocacy.{key}", "fr"), say(f"advocacy.{key}", "ar")] for key in keys]


def _part(
    pen: Pen, key: str, prose: dict[str, Any] | None, *, rows: list[dict[str, Any]] | None = None, strong: bool = False,
    note: Runs | None = None,
) -> dict[str, Any] | None:  # fmt: skip
    """A part of the note: a title, a text or rows, a small line under it; nothing when it is empty."""
    if prose is None and not rows:
        return None
    return {"title": pen.say(f"part_{key}"), "prose": prose, "rows": rows or [], "strong": strong, "note": note}


def _voices(cause: Cause, pen: Pen) -> dict[str, Any] | None:
    """Only over the least group: a note goes out of the house. A difficulty too few voice is named without a number."""
    rows, few = [], False
    for one in queries.voiced(cause, public=True):
        name = codes()[one.code].word(pen.lang)
        count = one.counted
        few = few or count is None
        detail = words.people_said(count.people, count.first, count.last, pen.lang) if count else ""
        rows.append({"head": pen.told(name), "text": pen.told(detail) if detail else None, "note": None})
    note = pen.say("voices_few", n=queries.LEAST) if few else None
    return _part(pen, "voices", None, rows=rows, note=note)


def _facts(cause: Cause, pen: Pen, *, defined: bool) -> dict[str, Any] | None:
    rows = []
    for fact in cause.facts.all():
        told, source = words.fact_said(fact, pen.lang)
        if defined and fact.kind == FactKind.MEASURED:
            source = f"{source} {say(f'advocacy.definition_{fact.measure}', pen.lang)}"
        rows.append({"head": None, "text": pen.told(told), "note": pen.told(source)})
    return _part(pen, "facts", None, rows=rows)


def _power(cause: Cause, audience: Audience, pen: Pen, *, at: datetime) -> dict[str, Any] | None:
    held: Held | None = queries.held_by(cause)
    told = {"text": pen.told(words.power_said(cause, held, pen.lang)), "mark": None}
    rows = []
    if held is not None:
        names = [words.article(each, pen.lang) for each in held.articles]
        sure = say(f"advocacy.power_{held.confidence}", pen.lang)
        rows.append({"head": pen.told(sure), "text": pen.told(words.JOINT.join(names)), "note": None})
    months = months_said(cause.addressee, pen.lang, on=fmt.local(at).date()) if audience is Audience.COUNCIL else ""
    return _part(pen, "power", told, rows=rows, note=pen.told(months) if months else None)


def _money(cause: Cause, pen: Pen) -> dict[str, Any] | None:
    rows = [
        {"head": pen.say(name), "text": prose["text"], "note": prose["mark"]}
        for name in ("cost", "benefit") if (prose := pen.prose(cause, name))
    ]  # fmt: skip
    return _part(pen, "money", None, rows=rows)


def _law(cause: Cause, pen: Pen) -> dict[str, Any] | None:
    rows = []
    for signature in queries.articles_of(cause):
        article = TEXTS.article(signature)
        sure = say(f"advocacy.power_{article.confidence}", pen.lang)
        summary = str(getattr(article.summary, pen.lang))
        rows.append({
            "head": pen.told(words.article(signature, pen.lang)), "text": typed(summary, pen.lang),
            "note": pen.told(sure),
        })  # fmt: skip
    return _part(pen, "law", None, rows=rows)
