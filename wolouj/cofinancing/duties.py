"""Coach proposes, committee decides, finance pays: on one file, one person holds at most one of the three.

The rule is written once here, and once more in the database: a :class:`~wolouj.cofinancing.models.Hand` is unique by
file and person, so that a second duty of the same person cannot be stored, whatever the code above it does. Nor may the
person whose file it is hold any of them, nor whoever acts in her name.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from wolouj.cofinancing.states import Duty

APART = (Duty.PROPOSE, Duty.DECIDE, Duty.PAY)
"""Any two of these exclude each other."""


def barred(duty: Duty, person: UUID | None, hands: Mapping[UUID, str], owners: set[UUID]) -> str:
    """Why this person may not take this duty on this file: a key of the words, or nothing.

    Args:
        person: ``None`` is a command of the operator, who has no hand in any file.
        hands: who already holds which duty on it.
        owners: whose file it is.
    """
    if duty not in APART:
        return ""
    if person is None:
        return "hand_nobody"
    if person in owners:
        return "hand_her_own"
    held = hands.get(person)
    return "" if held in (None, duty) else f"hand_{held}"
