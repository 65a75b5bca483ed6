"""What is known of a cooperative. ``None`` is not known, never zero and never no."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Step(StrEnum):
    """The steps that constitute a cooperative, in their order."""

    NAME = "name"
    """ODCO approved the name."""
    STATUTES = "statutes"
    """All the founders signed the statutes."""
    CAPITAL = "capital"
    """All the capital is subscribed, the money paid in and blocked at the bank."""
    IN_KIND = "in_kind"
    """What is brought in otherwise than in money has been handed over."""
    REGISTER = "register"
    """It is entered in the local register."""
    AUTHORITY = "authority"
    """A copy of the file was left with the local authority, against a receipt."""


@dataclass(frozen=True, slots=True)
class Cooperative:
    """One cooperative, or a union of cooperatives. Amounts are MAD."""

    union: bool = False
    members: int | None = None
    """People or legal persons; in a union, cooperatives."""
    capital: Decimal | None = None
    share: Decimal | None = None
    """The value of one share."""
    paid: Decimal | None = None
    """The part of each cash share paid when subscribing, in per cent."""
    in_kind: bool | None = None
    """Something is brought in otherwise than in money."""
    done: frozenset[Step] | None = None
    """The steps of its creation already done."""
    registered_on: date | None = None
    """The day it was entered in the local register."""
    in_local_register: bool | None = None
    born_before: bool | None = None
    """It was created under the law before."""
    year_ended: date | None = None
    """The last day of its last accounting year."""
    last_meeting: date | None = None
    """Its last ordinary general meeting."""
    papers: frozenset[str] | None = None
    """The papers it holds, by the codes of the rule ``papers_to_keep``."""
