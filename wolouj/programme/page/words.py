"""What every page of this room says alike: a text in the page's language, places, signs."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from rulebook.engine import format as fmt
from wolouj.foundation.runs import shortened
from wolouj.foundation.words import active, say
from wolouj.programme.models import Application, State, both
from wolouj.reference import territories

JOINT = " · "
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


def points(value: Decimal) -> str:
    """Points as they are typed: ``17,5``."""
    return fmt.number(value.normalize())


def short(application: Application) -> str:
    """The beginning of her idea."""
    return fmt.isolate_auto(shortened(application.idea, 120))
