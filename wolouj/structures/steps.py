"""The questions of the first filling, in their order for each kind of structure."""

from __future__ import annotations

from rulebook.engine.facts import BidderKind
from wolouj.structures.models import Structure
from wolouj.structures.readiness import REGISTER_OF

REGISTERS = frozenset({"rc", "local_register", "ae_register"})
"""Steps that ask a register's number; the day of registration stands on the same paper, and is asked with it."""

NUMBERS = frozenset({"ice", "if", "rib"}) | REGISTERS
"""Steps that ask one number; each may be left for later."""


def steps_of(structure: Structure) -> tuple[str, ...]:
    """The questions asked of this structure, first to last."""
    kind = BidderKind(structure.kind)
    alone = structure.is_personal
    return (
        "kind",
        "name",
        *(("ae_activity",) if kind is BidderKind.AUTO_ENTREPRENEUR else ()),
        "place",
        "contact",
        "trades",
        "serves",
        *(() if alone else ("signs",)),
        "ice",
        "if",
        "rib",
        *((REGISTER_OF[kind],) if kind in REGISTER_OF else ()),
        "vat",
        "excluded",
        "papers",
    )


def after(structure: Structure, code: str) -> str | None:
    """The next question, or ``None`` after the last."""
    steps = steps_of(structure)
    place = steps.index(code) + 1
    return steps[place] if place < len(steps) else None


def before(structure: Structure, code: str) -> str | None:
    """The question before, or ``None`` before the first."""
    steps = steps_of(structure)
    place = steps.index(code)
    return steps[place - 1] if place else None
