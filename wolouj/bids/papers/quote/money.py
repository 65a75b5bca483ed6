"""The foot of the table: totals, VAT as it really stands, and the sum in words."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from rulebook.engine import format as fmt
from rulebook.engine.facts import Bidder, BidderKind, VatStatus
from rulebook.engine.format import Lang
from rulebook.engine.verdict import Bilingual
from wolouj.bids.papers.wording import amount, words
from wolouj.bids.pricing_types import PricedQuote
from wolouj.foundation.runs import Runs, held, said


class VatCase(StrEnum):
    """How VAT is printed. An exemption needs a source and a day; without both it is *to be confirmed*."""

    STANDARD = "standard"
    EXEMPT = "exempt"
    OUTSIDE = "outside"
    UNCONFIRMED = "unconfirmed"


def vat_case(priced: PricedQuote, bidder: Bidder) -> VatCase:
    """Which of the four cases this quote is."""
    if bidder.kind == BidderKind.AUTO_ENTREPRENEUR:
        return VatCase.OUTSIDE
    regime = priced.vat_regime
    if regime is None:
        return VatCase.UNCONFIRMED
    if regime.status == VatStatus.STANDARD:
        return VatCase.STANDARD
    return VatCase.EXEMPT if regime.stated_on and regime.source else VatCase.UNCONFIRMED


def totals(priced: PricedQuote, case: VatCase, lang: Lang) -> list[dict[str, Any]]:
    """The rows of totals, the last one being what is asked of the buyer."""
    rows = [_row("total_excl", priced.total_excl_vat, lang)]
    shares = [share for share in priced.vat_by_rate if share.rate or case == VatCase.STANDARD]
    for share in shares:
        label = words("vat_share", lang, rate=share.rate, base=share.base)
        rows.append({"label": label, "value": held(amount(share.amount)), "strong": False})
    if case != VatCase.STANDARD and not any(share.amount for share in shares):
        rows.append({"label": words("vat", lang), "value": words(f"vat_{case.value}", lang), "strong": False})
    rows.append(_row(total_key(case), priced.total_incl_vat, lang, strong=True))
    return rows


def total_key(case: VatCase) -> str:
    """What the last total is called."""
    return {VatCase.STANDARD: "total_incl", VatCase.UNCONFIRMED: "total_pending"}.get(case, "total_net")


def closed_at(priced: PricedQuote, case: VatCase, lang: Lang) -> dict[str, Runs]:
    """« Arrêté le présent devis à la somme de … », in words."""
    key = {VatCase.STANDARD: "words_incl", VatCase.UNCONFIRMED: "words_pending"}.get(case, "words_net")
    return {
        "label": words("closed_at", lang),
        "value": words(key, lang, words=_capital(getattr(priced.in_words, lang))),
    }


def notes(priced: PricedQuote, case: VatCase, more: dict[str, Any], lang: Lang) -> list[Runs]:
    """Why there is no VAT, and what the total does not cover."""
    found: list[Runs] = []
    if case == VatCase.EXEMPT and priced.vat_regime is not None:
        regime = priced.vat_regime
        found.append(words("vat_exempt_note", lang, source=regime.source, on=regime.stated_on))
    elif case == VatCase.OUTSIDE:
        found.append(_statement(more, lang) or words("vat_outside_note", lang))
    elif case == VatCase.UNCONFIRMED:
        found.append(words("vat_unconfirmed_note", lang))
    if priced.unpriced:
        found.append(words("total_partial", lang))
    return found


def _statement(more: dict[str, Any], lang: Lang) -> Runs | None:
    given = more.get("vat_statement")
    if isinstance(given, Bilingual):
        given = {"fr": given.fr, "ar": given.ar}
    return said(str(given[lang]), lang) if isinstance(given, dict) and given.get(lang) else None


def _row(key: str, value: Any, lang: Lang, *, strong: bool = False) -> dict[str, Any]:
    figure = said(fmt.money(value, lang), lang) if strong else held(amount(value))
    return {"label": words(key, lang), "value": figure, "strong": strong}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
