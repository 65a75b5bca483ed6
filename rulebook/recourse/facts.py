"""What is known of what went wrong. ``None`` is not known, never zero and never no."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rulebook.engine.facts import BuyerRules, Procedure


class Ground(StrEnum):
    """What one complains of."""

    PROCEDURE = "procedure"
    """The procedure was not followed."""
    CLAUSES = "clauses"
    """A clause discriminates or is out of proportion."""
    CONFLICT = "conflict"
    """A conflict of interest."""
    REJECTION = "rejection"
    """One's offer was rejected and the reasons are disputed."""
    SANCTION = "sanction"
    """An exclusion from public procurement is announced."""
    PAYMENT = "payment"
    """The money does not come."""
    ADMINISTRATION = "administration"
    """Anything else an administration did, or did not do."""
    INFORMATION = "information"
    """Information was asked of an administration, or is about to be."""


OF_A_BIDDER = frozenset({Ground.PROCEDURE, Ground.CLAUSES, Ground.CONFLICT, Ground.REJECTION})
"""The four grounds of a bidder's complaint."""


@dataclass(frozen=True, slots=True)
class Grievance:
    """What went wrong, and what was already done about it."""

    ground: Ground
    procedure: Procedure | None = None
    rulebook: BuyerRules = BuyerRules.UNKNOWN
    happened: date | None = None
    """The day it is counted from: notice or result published, reasons or decision received."""
    commission_seized: date | None = None
    """The commission of public procurement received the complaint."""
    chikaya_filed: date | None = None
    information_asked: date | None = None
    urgent: bool | None = None
    """The information is urgent, to protect life, safety or freedom of people."""
    information_refused: date | None = None
    """The administration refused it, in writing."""
    head_written: date | None = None
    """A complaint was given to the head of that administration."""
    head_answered: date | None = None
    information_commission_seized: date | None = None
    information_commission_answered: date | None = None
