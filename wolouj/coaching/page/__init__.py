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
    names = [found.name(lang) for code in (row.commune, row.province) if code and (found := territories.place(code))]
    named = [row.douar, *names] if row.douar else names
    return f"{say('foundation.comma')} ".join(fmt.isolate_auto(each) for each in dict.fromkeys(named))


def joined(*parts: str) -> str:
    """The parts that say something, on one line."""
    return JOINT.join(part for part in parts if part)
