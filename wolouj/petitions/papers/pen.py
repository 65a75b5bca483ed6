"""What the papers of this room share: sentences as runs, whom they speak to, the head of the page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rulebook.engine import format as fmt
from rulebook.engine.format import Lang
from rulebook.engine.verdict import Bilingual
from wolouj.foundation.articles import article_name
from wolouj.foundation.runs import Runs, held, said, typed
from wolouj.foundation.words import say
from wolouj.meetings.models import both
from wolouj.petitions.models import Petition


class Pen:
    """Writes in one language."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def say(self, key: str, **values: object) -> Runs:
        """A sentence of this room."""
        return said(say(f"petitions.{key}", self.lang, **values), self.lang)

    def word(self, text: str) -> Runs:
        """A sentence already chosen in the language of the paper."""
        return said(text, self.lang)

    def law(self, text: Bilingual) -> Runs:
        """A sentence of the rulebook."""
        return said(getattr(text, self.lang), self.lang)

    def typed(self, text: str) -> Runs:
        """What a person typed."""
        return typed(text, self.lang)

    def figure(self, value: int) -> Runs:
        """A number as this house writes it."""
        return held(fmt.number(value))

    def day(self, value: Any) -> Runs:
        """A day."""
        return said(fmt.day(value, self.lang), self.lang)

    def paragraphs(self, row: object, name: str) -> list[Runs]:
        """A text of a row; in the other language when only that was written, and then the last one says so."""
        text, lang = both(row, name, self.lang)
        found = [self.typed(part) for part in text.split("\n") if part.strip()]
        return [*found, self.say(f"only_{lang}")] if found and lang != self.lang else found

    def articles(self, signatures: tuple[str, ...]) -> Runs:
        """The articles a thing rests on, on one line."""
        line: Runs = []
        for signature in signatures:
            part = said(getattr(article_name(signature), self.lang), self.lang)
            line += [["t", " · "], *part] if line else part
        return line

    def whom(self, petition: Petition) -> Runs:
        """The address of the paper."""
        where = petition.where
        if where is None:
            return self.say("address_state")
        return self.say(f"address_{petition.level}", place=fmt.isolate_auto(where.name(self.lang)))


def head(petition: Petition, pen: Pen, *, title: str, at: datetime) -> dict[str, Any]:
    """Language, title, date, and the mark across a sample."""
    on = fmt.local(at).date()
    marks = ["mark_sample"] if petition.is_sample else []
    return {
        "lang": pen.lang,
        "meta": {"title": both(petition, "title", pen.lang)[0], "author": petition.body.shown_name(pen.lang),
                 "date": [on.year, on.month, on.day]},
        "marks": [[say(f"petitions.{key}", "fr"), say(f"petitions.{key}", "ar")] for key in marks],
        "title": pen.say(title),
        "what": pen.typed(both(petition, "title", pen.lang)[0]),
        "whom": pen.whom(petition),
    }  # fmt: skip
