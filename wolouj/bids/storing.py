"""A priced quote kept as JSON when it is frozen, and read back exactly: amounts are text, never floats."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from rulebook.engine.verdict import Bilingual
from wolouj.bids.pricing_types import PricedLine, PricedQuote, QuoteWarning, VatShare, WarningCode

_MONEY = ("quantity", "unit_price", "vat_rate", "amount", "unit_cost", "cost", "margin")


def as_document(worked: PricedQuote) -> dict[str, Any]:
    """The figures of ``worked`` as plain JSON."""
    return {
        "lines": [
            {name: getattr(line, name) for name in ("number", "designation", "details", "unit")}
            | {name: _text(getattr(line, name)) for name in _MONEY}
            for line in worked.lines
        ],
        "total_excl_vat": str(worked.total_excl_vat),
        "vat_by_rate": [{k: str(getattr(s, k)) for k in ("rate", "base", "amount")} for s in worked.vat_by_rate],
        "vat": str(worked.vat),
        "total_incl_vat": str(worked.total_incl_vat),
        "floor_incl_vat": _text(worked.floor_incl_vat),
        "in_words": {"fr": worked.in_words.fr, "ar": worked.in_words.ar},
        "warnings": [
            {"code": w.code.value, "line": w.line, "blocking": w.blocking, "fr": w.text.fr, "ar": w.text.ar}
            for w in worked.warnings
        ],
    }


def from_document(document: dict[str, Any]) -> PricedQuote:
    """The frozen figures again. The VAT regime is on the frozen papers, not here."""
    return PricedQuote(
        lines=tuple(
            PricedLine(
                **{name: line[name] for name in ("number", "designation", "details", "unit")},
                **{name: _decimal(line[name]) for name in _MONEY},
            )
            for line in document["lines"]
        ),
        total_excl_vat=Decimal(document["total_excl_vat"]),
        vat_by_rate=tuple(
            VatShare(*(Decimal(s[k]) for k in ("rate", "base", "amount"))) for s in document["vat_by_rate"]
        ),
        vat=Decimal(document["vat"]),
        total_incl_vat=Decimal(document["total_incl_vat"]),
        floor_incl_vat=_decimal(document["floor_incl_vat"]),
        in_words=Bilingual(**document["in_words"]),
        warnings=tuple(
            QuoteWarning(WarningCode(w["code"]), Bilingual(w["fr"], w["ar"]), w["blocking"], w["line"])
            for w in document["warnings"]
        ),
        vat_regime=None,
        unpriced=False,
    )


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
