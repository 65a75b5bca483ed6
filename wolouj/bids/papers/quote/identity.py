"""Who sells: name, kind, address, and the identifiers a buyer looks for. Missing ones stay blank."""

from __future__ import annotations

from typing import Any

from rulebook.engine.facts import Bidder, BidderKind
from rulebook.engine.format import Lang
from wolouj.bids.papers.wording import words
from wolouj.foundation.runs import clean, held, typed

_REGISTER = {
    BidderKind.COOPERATIVE: "local_register",
    BidderKind.UNION: "local_register",
    BidderKind.AUTO_ENTREPRENEUR: "ae_register",
}
_MAY_HAVE_NONE = {BidderKind.AUTO_ENTREPRENEUR: ("tp", "cnss"), BidderKind.NATURAL_PERSON: ("rc", "cnss")}
_RIB_PARTS = (3, 3, 16, 2)


def seller_block(bidder: Bidder, more: dict[str, Any], lang: Lang) -> dict[str, Any]:
    """The letterhead: the name in the page's language first, the other under it."""
    names = (
        [str(more.get("name_ar") or ""), bidder.name] if lang == "ar" else [bidder.name, str(more.get("name_ar") or "")]
    )
    shown = [typed(name, lang) for name in names if clean(name)]
    phone, email = clean(str(more.get("phone") or "")), clean(str(more.get("email") or ""))
    address = typed(str(more.get("address") or ""), lang)
    return {
        "name": shown[0] if shown else None,
        "other": shown[1] if len(shown) > 1 else None,
        "kind": words(f"kind_{bidder.kind.value}", lang) if bidder.kind else None,
        "address": {"label": words("address", lang), "value": address or None},
        "phone": {"label": words("phone", lang), "value": held(phone) if phone else None},
        "email": held(email) if email else None,
    }


def identifiers(bidder: Bidder, lang: Lang) -> list[dict[str, Any]]:
    """ICE, tax number, the register of its kind, professional tax, social security."""
    known = bidder.identifiers or {}
    register = _REGISTER.get(bidder.kind, "rc") if bidder.kind else "rc"
    optional = _MAY_HAVE_NONE.get(bidder.kind, ()) if bidder.kind else ()
    rows = []
    for key in ("ice", "if", register, "tp", "cnss"):
        value = clean(str(known.get(key) or ""))
        if value or key not in optional:
            rows.append({"label": words(f"id_{key}", lang), "value": held(value) if value else None})
    return rows


def rib(bidder: Bidder, lang: Lang) -> dict[str, Any]:
    """The bank number in its four groups (bank, town, account, key); blank groups when absent."""
    text = clean(str((bidder.identifiers or {}).get("rib") or ""))
    digits = "".join(text.split())
    groups: list[str] | None = None
    if len(digits) == sum(_RIB_PARTS) and digits.isdigit():
        groups, start = [], 0
        for size in _RIB_PARTS:
            groups.append(digits[start : start + size])
            start += size
    elif text:
        groups = [text]
    return {"label": words("id_rib", lang), "groups": groups, "sizes": list(_RIB_PARTS)}
