"""What the pages of this room show, as plain values."""

from __future__ import annotations

from rulebook.engine import format as fmt
from wolouj.foundation.words import active, say
from wolouj.programme.models import Participant
from wolouj.reference import territories

JOINT = " · "


def name_of(row: Participant) -> str:
    """Her name in the page's language, isolated; or that she gave none."""
    found = row.shown_name(active())
    return fmt.isolate_auto(found) if found else say("coaching.no_name")


def place_of(row: Participant) -> str:
    """Her commune and province, as far as they are known."""
    lang = active()
    parts = [fmt.isolate_auto(row.douar)] if row.douar else []
    for code in (row.commune, row.province):
        found = territories.place(code) if code else None
        if found is not None:
            parts.append(fmt.isolate_auto(found.name(lang)))
    return f"{say('foundation.comma')} ".join(parts)


def joined(*parts: str) -> str:
    """The parts that say something, on one line."""
    return JOINT.join(part for part in parts if part)
