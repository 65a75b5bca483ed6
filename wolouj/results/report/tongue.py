"""The three languages of reports. French and Arabic are the room's words; Spanish, for donors only, stands beside."""

from __future__ import annotations

import string
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from rulebook.engine import format as fmt
from rulebook.engine.format import Lang
from wolouj.foundation.runs import Runs, held, said, typed
from wolouj.foundation.words import say
from wolouj.reference import territories
from wolouj.results.counting.hits import Gives
from wolouj.results.counting.measures import MEASURES
from wolouj.results.counting.splits import UNTOLD

Reads = Literal["fr", "ar", "es"]
MONTHS = ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
          "noviembre", "diciembre")  # fmt: skip


@cache
def spanish() -> dict[str, str]:
    """Key -> sentence, as in the room's ``words.yaml``."""
    text = (Path(__file__).parent / "spanish.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


class _Spanish(string.Formatter):
    def format_field(self, value: Any, spec: str) -> str:
        if isinstance(value, date):
            on = fmt.local(value).date() if isinstance(value, datetime) else value
            return f"{on.day} de {MONTHS[on.month - 1]} de {on.year}"
        return fmt.number(value) if spec == "n" else str(value)


class Tongue:
    """Writes a report in the language a donor reads."""

    def __init__(self, reads: str) -> None:
        self.reads = reads
        self.lang: Lang = "ar" if reads == "ar" else "fr"
        """The language of what the body typed: Arabic, or else French."""

    def text(self, key: str, **values: Any) -> str:
        """A sentence of this room, as plain text with isolates."""
        if self.reads != "es":
            return say(f"results.{key}", self.lang, **values)
        return _Spanish().format(spanish()[key], **values)

    def say(self, key: str, **values: Any) -> Runs:
        """The same, for paper."""
        return said(self.text(key, **values), self.lang)

    def typed(self, text: str) -> Runs:
        """What a person typed."""
        return typed(text, self.lang)

    def value(self, value: Decimal | None, *, share: bool, measure: str = "") -> str:
        """A figure as it is read, without isolates; a dash when it is not known."""
        if value is None:
            return "—"
        plain, gives = value.normalize(), MEASURES[measure].gives if measure in MEASURES else None
        number = fmt.number(plain)
        if share:
            return f"{number} %"
        return f"{number} {self.text('report_days')}" if gives is Gives.DAYS else number

    def figure(self, value: Decimal | None, *, share: bool, measure: str = "") -> Runs:
        """The same, for paper, never cut."""
        return held(self.value(value, share=share, measure=measure))

    def group(self, way: str, key: str) -> str:
        """The name of a group of people."""
        if key == UNTOLD:
            return self.text("untold")
        if way == "province":
            place = territories.place(key)
            return place.name(self.lang) if place else key
        return self.text("told_disability" if way == "disability" else f"{way}_{key}")

    def say_group(self, way: str, key: str) -> Runs:
        """The same, for paper."""
        return said(self.group(way, key), self.lang)
