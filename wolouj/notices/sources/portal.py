"""The portal's own words for what we name otherwise: categories, procedures, price modes, its links."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from rulebook.engine.facts import Category, Tender
from wolouj.foundation.folding import fold
from wolouj.notices.sources.incoming import Refusal

CATEGORIES = {
    "travaux": Category.WORKS,
    "fournitures": Category.SUPPLIES,
    "services": Category.SERVICES,
    "etudes": Category.STUDIES,
}


TENDERS = {
    Tender.SIMPLIFIED: "Appel d'offres ouvert simplifié",
    Tender.OPEN: "Appel d'offres ouvert",
    Tender.RESTRICTED: "Appel d'offres restreint",
    Tender.PRESELECTION: "Appel d'offres avec présélection",
    Tender.CONTEST: "Concours",
    Tender.DIALOGUE: "Dialogue compétitif",
    Tender.NEGOTIATED: "Marché négocié",
}
"""How the portal begins the name of each procedure, the longer before the shorter it begins like."""
_STARTS = {fold(name): kind for kind, name in TENDERS.items()}


@lru_cache(maxsize=1024)
def category(told: str) -> Category | None:
    """The category of the portal's word; ``None`` when it has none of ours."""
    return CATEGORIES.get(fold(told))


@lru_cache(maxsize=1024)
def tender(procedure: str) -> Tender | None:
    """Which tender ``Appel d'offres ouvert | Sur offre de prix`` names; ``None`` when it is none of ours."""
    told = fold(procedure)
    if "preselection" in told:
        return Tender.PRESELECTION
    return next((kind for start, kind in _STARTS.items() if told.startswith(start)), None)


def named(kind: Tender | None) -> str:
    """The portal's name of a procedure: :func:`tender` reads it back. Empty when nobody told."""
    return TENDERS[kind] if kind else ""


@lru_cache(maxsize=1024)
def price_mode(procedure: str) -> str:
    """``prices`` or ``increase`` from what stands after the bar of ``Appel d'offres ouvert | Sur offre de prix``."""
    told = fold(procedure)
    if "rabais" in told or "majoration" in told:
        return "increase"
    return "prices" if "offre de prix" in told else ""


def link(told: str, field: str) -> str:
    """A web address, kept only when it is one: no other scheme is ever shown as a link."""
    if not told:
        return ""
    try:
        parts = urlsplit(told)
    except ValueError as bad:
        raise Refusal("not_a_link", field) from bad
    if parts.scheme not in ("http", "https") or not parts.netloc or len(told) > 500 or " " in told:
        raise Refusal("not_a_link", field)
    return told


def needs_identity(ref_consultation: str, org: str) -> None:
    """Refuse what cannot be the two parts of a tender's key: some figures, and some letters and figures."""
    number, letters = ref_consultation, org
    if not (number.isascii() and number.isdigit() and len(number) <= 12):
        raise Refusal("identity", "refConsultation")
    if not (letters.isascii() and letters.isalnum() and len(letters) <= 20):
        raise Refusal("identity", "orgAcronyme")


def tender_identity(ref_consultation: str, org: str) -> str:
    """The key of a tender on the portal: its number there and the acronym of who publishes it."""
    return f"tender:{ref_consultation}:{org}"
