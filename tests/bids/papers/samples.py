"""Quotes to print: invented people, worked-out totals. Small builders, so a test says only what matters to it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from rulebook.engine.facts import (
    Bidder,
    BidderKind,
    BuyerRules,
    Category,
    Line,
    Notice,
    Procedure,
    VatRegime,
    VatStatus,
)
from rulebook.engine.verdict import Bilingual
from wolouj.bids.pricing_types import PricedLine, PricedQuote, QuoteWarning, VatShare, WarningCode

AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
CENT = Decimal("0.01")
EXEMPT = VatRegime(VatStatus.EXEMPT, date(2026, 11, 10), "attestation du service des impôts de Béni Mellal")
STANDARD = VatRegime(VatStatus.STANDARD, date(2026, 1, 5), "identifiant de TVA")
MEAL = [
    ("Déjeuner complet", "Repas", "120", "52.00", "Salade, tajine de poulet, fruit de saison, pain et eau"),
    ("Pause-café", "Personne", "120", "24.00", "Thé, café, deux gâteaux"),
    ("Eau minérale 0,5 l", "Bouteille", "240", "3.00", ""),
]
WORDS = Bilingual("neuf mille huit cent quarante dirhams", "تسعة آلاف وثمانمائة وأربعون درهما")


def notice(**changes: Any) -> Notice:
    base: dict[str, Any] = {
        "procedure": Procedure.PURCHASE_ORDER,
        "reference": "27/2026/BC",
        "object": "Restauration des participantes à la journée de formation du 2 décembre 2026",
        "buyer": "Commune de Ouaouizeght",
        "rulebook": BuyerRules.DECREE,
        "category": Category.SERVICES,
        "published": datetime(2026, 11, 20, 9, 0, tzinfo=UTC),
        "deadline": datetime(2026, 11, 26, 9, 0, tzinfo=UTC),
        "places": ("Ouaouizeght",),
    }
    return Notice(**{**base, **changes})


def cooperative(**changes: Any) -> Bidder:
    base: dict[str, Any] = {
        "kind": BidderKind.COOPERATIVE,
        "name": "Coopérative Tifaouine Ouaouizeght",
        "identifiers": {"ice": "001234567000089", "if": "40123456", "local_register": "BM/118/2019",
                     "cnss": "7654321", "rib": "011780000012345678901234"},
    }  # fmt: skip
    return Bidder(**{**base, **changes})


SELLER = {
    "address": "Douar Aït Bouzid, Ouaouizeght, province d’Azilal",
    "phone": "+212 6 61 23 45 67",
    "name_ar": "تعاونية تيفاوين واويزغت",
    "signatory": "Fatima Aït Lahcen",
    "signatory_role": "présidente",
    "commune": "Ouaouizeght",
}


def priced(
    rows: list[tuple[str, ...]] | None = None, *, rates: list[str] | None = None, regime: VatRegime | None = EXEMPT,
    warnings: tuple[QuoteWarning, ...] = (), words: Bilingual = WORDS,
) -> PricedQuote:  # fmt: skip
    rows = MEAL if rows is None else rows
    lines = [_line(i, row, (rates or ["0"])[i % len(rates or ["0"])]) for i, row in enumerate(rows)]
    total = sum((line.amount for line in lines if line.amount is not None), Decimal(0))
    shares = []
    for rate in sorted({line.vat_rate for line in lines if line.vat_rate is not None}):
        base = sum((x.amount for x in lines if x.vat_rate == rate and x.amount is not None), Decimal(0))
        shares.append(VatShare(rate, base, (base * rate / 100).quantize(CENT, ROUND_HALF_UP)))
    vat = sum((share.amount for share in shares), Decimal(0))
    return PricedQuote(
        lines=tuple(lines), total_excl_vat=total, vat_by_rate=tuple(shares), vat=vat, total_incl_vat=total + vat,
        floor_incl_vat=None, in_words=words, warnings=warnings, vat_regime=regime,
        unpriced=any(line.unit_price is None for line in lines),
    )  # fmt: skip


def _line(i: int, row: tuple[str, ...], rate: str) -> PricedLine:
    designation, unit, quantity, price, details = row
    many = Decimal(quantity)
    unit_price = Decimal(price) if price else None
    return PricedLine(
        number=str(i + 1), designation=designation, details=details, unit=unit, quantity=many, unit_price=unit_price,
        vat_rate=Decimal(rate) if price else None,
        amount=(many * unit_price).quantize(CENT, ROUND_HALF_UP) if unit_price is not None else None,
        unit_cost=None, cost=None, margin=None,
    )  # fmt: skip


UNCONFIRMED = QuoteWarning(
    WarningCode.VAT_REGIME_UNCONFIRMED,
    Bilingual("Le régime de TVA de la structure n’est pas confirmé.", "نظام الضريبة على القيمة المضافة غير مؤكد."),
    blocking=True,
)
NO_ICE = QuoteWarning(
    WarningCode.MISSING_IDENTIFIER,
    Bilingual("L’ICE manque sur le devis.", "ينقص التعريف الموحد للمقاولة \u2066(ICE)\u2069."),
    blocking=True,
)


def many(n: int) -> list[tuple[str, ...]]:
    return [
        (f"Article {i} de fournitures d’entretien", "U", str(1 + i % 9), f"{10 + i % 7}.50", "")
        for i in range(1, n + 1)
    ]


__all__ = [
    "AT",
    "EXEMPT",
    "MEAL",
    "NO_ICE",
    "SELLER",
    "STANDARD",
    "UNCONFIRMED",
    "Line",
    "cooperative",
    "many",
    "notice",
    "priced",
]
