"""Stored texts as a page shows them: in its language or the other's, their figures and Latin names held together."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wolouj.foundation.runs import plain, typed
from wolouj.foundation.words import active
from wolouj.programme.models.programmes import both
from wolouj.reference import territories

JOINT = " · "
_BEFORE_STOP = re.compile(r"(?<=\S) (?=[:;?!»%](?:\s|$|[.,)]))|(?<=«) ")
_BEFORE_UNIT = re.compile(r"(?<=\d) (?=DH\b)")


def shown(text: str) -> str:
    """A text somebody wrote, line by line, safe inside a page of either language."""
    lang = active()
    return "\n".join(plain(typed(_held(line), lang)) for line in text.splitlines())


def _held(line: str) -> str:
    """French stops, signs and units stay on the line of the word before them."""
    return _BEFORE_STOP.sub("\u202f", _BEFORE_UNIT.sub("\u00a0", line))


def text(row: object, name: str) -> str:
    """The text ``name`` of a row."""
    return shown(both(row, name, active()))


def places(codes: Iterable[str]) -> list[str]:
    """Provinces by name."""
    return [place.name(active()) for code in codes if (place := territories.place(code))]
