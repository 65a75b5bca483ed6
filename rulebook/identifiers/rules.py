"""The identifiers a quote prints: a slip in one of them delays a payment."""

from __future__ import annotations

from collections.abc import Iterator

from rulebook.engine.facts import Bidder
from rulebook.engine.law import Law
from rulebook.engine.rule import Answer, Asks, Said, not_concerned, rule
from rulebook.engine.verdict import About, Confidence, Outcome
from rulebook.identifiers.checks import checked

OTHERS = ("if", "rc", "tp", "cnss", "cin", "local_register", "ae_register")


@rule(
    answers=Asks.IS_IT_WRITTEN_WELL,
    about=About.QUOTE,
    cites=["identifier-practice/ice"],
    confidence=Confidence.LIKELY,
)
def ice_adds_up(bidder: Bidder, law: Law) -> Said:
    """The ICE is a multiple of its modulus."""
    return checked("ice", (bidder.identifiers or {}).get("ice"), law)


@rule(
    answers=Asks.IS_IT_WRITTEN_WELL,
    about=About.QUOTE,
    cites=["identifier-practice/rib"],
    confidence=Confidence.LIKELY,
)
def rib_adds_up(bidder: Bidder, law: Law) -> Said:
    """The RIB, key included, is a multiple of its modulus."""
    return checked("rib", (bidder.identifiers or {}).get("rib"), law)


@rule(
    answers=Asks.IS_IT_WRITTEN_WELL,
    about=About.QUOTE,
    cites=["identifier-practice/others", "identifier-practice/cin"],
    confidence=Confidence.UNSURE,
)
def others_look_usual(bidder: Bidder, law: Law) -> Iterator[Answer]:
    """The other numbers are compared with what is usually seen; each odd one is told, none is refused."""
    told = [checked(kind, text, law) for kind in OTHERS if (text := (bidder.identifiers or {}).get(kind))]
    odd = [said for said in told if said.outcome is Outcome.NOT_MET]
    yield from odd or told[:1] or [not_concerned("not_told")]
