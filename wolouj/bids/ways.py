"""Where each thing that lacks is settled, with the way back to the page that asked."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.urls import reverse

from rulebook.eligibility.rules import REGISTER
from rulebook.engine.facts import BidderKind
from rulebook.engine.verdict import Finding
from wolouj.bids.models import Quote, QuoteLine, State
from wolouj.bids.pricing_types import QuoteWarning, WarningCode
from wolouj.foundation.ways import and_back
from wolouj.structures.models import Structure

_QUESTION: Mapping[str, str] = {
    "say_whether_excluded": "excluded",
    "choose_the_activities": "trades",
    "compare_the_activity": "trades",
    "say_the_kind": "kind",
    "say_the_activity": "ae_activity",
    "ask_the_tax_office": "vat",
    "date_the_exemption": "vat",
}
"""Remedy -> the question of the structure that settles it."""

_PAPER: Mapping[str, str] = {
    "get_the_tax_certificate": "tax_certificate",
    "renew_the_tax_certificate": "tax_certificate",
    "get_the_cnss_certificate": "cnss_certificate",
    "renew_the_cnss_certificate": "cnss_certificate",
}
"""Remedy -> the paper to get; the register's paper depends on the kind of structure."""

_NUMBERS = frozenset({"ice", "if", "rib", "rc", "local_register", "ae_register"})


def question_url(structure: UUID, code: str, back: str = "") -> str:
    """One question of the structure."""
    return and_back(reverse("structures:step", args=[structure, code]), back)


def paper_url(structure: UUID, kind: str, back: str = "") -> str:
    """What one paper is for, where it is got, and the way to photograph it."""
    return and_back(reverse("structures:paper_about", args=[structure, kind]), back)


def remedy_url(finding: Finding, structure: Structure, back: str = "") -> str:
    """Where the remedy of a finding leads; empty when it is outside this house."""
    remedy = finding.remedy or ""
    register = REGISTER.get(BidderKind(structure.kind))
    if remedy in _QUESTION:
        is_alone = structure.kind == BidderKind.AUTO_ENTREPRENEUR
        return "" if _QUESTION[remedy] == "vat" and is_alone else question_url(structure.id, _QUESTION[remedy], back)
    if remedy in _PAPER:
        return paper_url(structure.id, _PAPER[remedy], back)
    if remedy.endswith("_the_register_certificate") and register:
        return paper_url(structure.id, register, back)
    if remedy == "say_the_receipts":
        return and_back(reverse("structures:receipts", args=[structure.id]), back)
    return ""


def warning_url(warning: QuoteWarning, quote: Quote) -> str:
    """Where a warning is settled, coming back to the quote; empty when nothing here settles it."""
    back, whose = reverse("bids:show", args=[quote.id]), quote.structure_id
    if warning.code in (WarningCode.UNPRICED_LINE, WarningCode.BELOW_COST, WarningCode.QUANTITY_CHANGED):
        return _line_url(quote, warning.line)
    if warning.code is WarningCode.VAT_REGIME_UNCONFIRMED:
        return question_url(whose, "vat", back)
    if warning.code is WarningCode.MISSING_IDENTIFIER and warning.about in _NUMBERS:
        return question_url(whose, warning.about, back)
    if warning.code is WarningCode.EXPIRED_PAPER and warning.about:
        return paper_url(whose, warning.about, back)
    if warning.code is WarningCode.OVER_CAPACITY:
        return and_back(reverse("structures:capacity", args=[whose]), back)
    return ""


def _line_url(quote: Quote, number: str | None) -> str:
    row = QuoteLine.objects.filter(version=quote.version, number=number).first() if number else None
    if quote.state != State.DRAFT or row is None:
        return ""
    return reverse("bids:line", args=[quote.id, row.position])
