"""Writes one paper of this room in one language."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from rulebook.engine import format as fmt
from rulebook.engine.format import Lang
from wolouj.foundation.runs import Runs, held, said, typed
from wolouj.foundation.words import say


class Pen:
    """Every text of a page comes from here, as runs."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def say(self, key: str, **values: object) -> Runs:
        """A sentence of this room."""
        return said(say(f"cofinancing.{key}", self.lang, **values), self.lang)

    def typed(self, text: str) -> Runs:
        """What a person typed."""
        return typed(text, self.lang)

    def figure(self, value: Any) -> Runs:
        """A number as this house writes it."""
        return held(fmt.number(value))

    def money(self, value: Decimal) -> Runs:
        """Dirhams."""
        return said(fmt.money(value, self.lang), self.lang)

    def day(self, value: date) -> Runs:
        """A day."""
        return said(fmt.day(value, self.lang), self.lang)

    def meta(self, title: str, author: str, on: date) -> dict[str, Any]:
        """What the document says of itself."""
        return {"title": title, "author": author, "date": [on.year, on.month, on.day]}

    def marks(self, *keys: str) -> list[list[str]]:
        """What is written across the page, in both languages."""
        return [[say(f"programme.{key}", "fr"), say(f"programme.{key}", "ar")] for key in keys]
