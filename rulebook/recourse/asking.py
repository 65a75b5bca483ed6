"""The door of the chapter: everything about one grievance."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rulebook.deadlines.counting import Calendar, NoHolidays
from rulebook.engine.consult import among, consult
from rulebook.engine.facts import BuyerRules
from rulebook.engine.law import Law
from rulebook.engine.verdict import Advice
from rulebook.recourse import rules  # noqa: F401  signs what is asked
from rulebook.recourse.facts import OF_A_BIDDER, Grievance, Ground

DECREE = "decree-2-22-431"
SCOPE = frozenset({f"{DECREE}/2"})
BIDDER = frozenset({*SCOPE, f"{DECREE}/142", f"{DECREE}/163", f"{DECREE}/164", "decree-2-14-867", "law-41-90"})
ANY = frozenset({"decree-2-17-265", "mediator"})
CONCERNED: Mapping[Ground, frozenset[str]] = {
    **dict.fromkeys(OF_A_BIDDER, BIDDER | ANY),
    Ground.SANCTION: frozenset({*SCOPE, f"{DECREE}/152", "law-41-90"}),
    Ground.PAYMENT: frozenset({"decree-2-16-344"}) | ANY,
    Ground.ADMINISTRATION: ANY,
    Ground.INFORMATION: frozenset({"law-31-13"}),
}
"""The texts, or single articles, that speak of each ground."""


def advise(grievance: Grievance, *, on: date, calendar: Calendar | None = None) -> Advice:
    """Whom to write to, by when, and when the answer must come, under the law of ``on``.

    ``calendar`` knows the holidays that working days skip; without one only weekends are closed. Raises
    :class:`~rulebook.engine.law.NotYetLaw` before the day from which we stand by the delays.
    """
    texts = CONCERNED[grievance.ground]
    if grievance.rulebook is BuyerRules.OWN:
        # The decree is silent before a buyer with rules of its own: only that is said of it.
        texts = frozenset(text for text in texts if text in SCOPE or not text.startswith(DECREE))
    return consult(
        "recourse", Law.on(on), concerns=among(texts), grievance=grievance, calendar=calendar or NoHolidays()
    )
