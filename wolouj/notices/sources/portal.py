"""The portal's own words for what we name otherwise: categories, procedures, price modes, its links."""

from __future__ import annotations

from urllib.parse import urlsplit

from rulebook.engine.facts import Category
from wolouj.foundation.folding import fold
from wolouj.notices.sources.incoming import Refusal

CATEGORIES = {
    "travaux": Category.WORKS,
    "fournitures": Category.SUPPLIES,
    "services": Category.SERVICES,
    "etudes": Category.STUDIES,
}


def category(told: str) -> Category | None:
    """The category of the portal's word; ``None`` when it has none of ours."""
    return CATEGORIES.get(fold(told))


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
    parts = urlsplit(told)
    if parts.scheme not in ("http", "https") or not parts.netloc or len(told) > 500 or " " in told:
        raise Refusal("not_a_link", field)
    return told


def tender_identity(ref_consultation: str, org: str) -> str:
    """The key of a tender on the portal: its number there and the acronym of who publishes it."""
    return f"tender:{ref_consultation}:{org}"
