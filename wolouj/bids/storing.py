"""A priced quote kept as JSON when it is frozen, and read back exactly: amounts are text, never floats."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from rulebook.engine.facts import VatRegime, VatStatus
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
        "vat_regime": _regime(worked.vat_regime),
        "in_words": {"fr": worked.in_words.fr, "ar": worked.in_words.ar},
        "warnings": [
            {"code": w.code.value, "line": w.line, "blocking": w.blocking, "fr": w.text.fr, "ar": w.text.ar}
            for w in worked.warnings
        ],
    }


def from_document(document: dict[str, Any]) -> PricedQuote:
    """The frozen figures again."""
    return PricedQuote(
        lines=tuple(_line(line) for line in document["lines"]),
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
        vat_regime=_regime_back(document.get("vat_regime")),
        unpriced=False,
    )


def _regime(regime: VatRegime | None) -> dict[str, str | None] | None:
    if regime is None:
        return None
    day = regime.stated_on.isoformat() if regime.stated_on else None
    return {"status": regime.status.value, "stated_on": day, "source": regime.source}


def _regime_back(document: dict[str, Any] | None) -> VatRegime | None:
    if document is None:
        return None
    day = date.fromisoformat(document["stated_on"]) if document["stated_on"] else None
    return VatRegime(VatStatus(document["status"]), day, document["source"])


def _line(document: dict[str, Any]) -> PricedLine:
    values: dict[str, Any] = {name: _decimal(v) if name in _MONEY else v for name, v in document.items()}
    return PricedLine(**values)


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
