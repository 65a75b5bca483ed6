"""What the checklist prints. Nothing is deposited for anyone, and no password is ever asked."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rulebook.engine import format as fmt
from rulebook.engine.facts import Bidder, Notice
from rulebook.engine.format import Lang
from wolouj.bids.papers.quote.context import marks
from wolouj.bids.papers.quote.money import total_key, vat_case
from wolouj.bids.papers.wording import amount, say, words
from wolouj.bids.pricing_types import PricedQuote
from wolouj.foundation.runs import Runs, held, plain, said, shortened, typed

Context = dict[str, Any]
_SHOWN_PRICES = 12  # more would push the steps off the page: the printed quote has them all
_DAYS_WATCHED = 10


def context(
    priced: PricedQuote, notice: Notice, bidder: Bidder, *, at: datetime, draft: bool, sample: bool = False
) -> Context:
    """The checklist in Arabic then in French, as JSON for the page. Marked like the quote it goes with."""
    on = fmt.local(at).date()
    return {
        "meta": {"title": f"{say('check_title', 'fr')} {notice.reference}".strip(), "author": bidder.name,
                 "date": [on.year, on.month, on.day]},
        "marks": marks(draft=draft or not priced.ready, sample=sample),
        "days": _DAYS_WATCHED,
        "pages": [_page(lang, priced, notice, bidder) for lang in ("ar", "fr")],
    }  # fmt: skip


def _page(lang: Lang, priced: PricedQuote, notice: Notice, bidder: Bidder) -> Context:
    deadline = said(fmt.instant(notice.deadline, lang), lang) if notice.deadline else None
    total = said(fmt.money(priced.total_incl_vat, lang), lang)
    return {
        "lang": lang,
        "title": words("check_title", lang),
        "name": typed(bidder.name, lang) or None,
        "facts": [
            {"label": words("buyer", lang), "value": typed(shortened(notice.buyer, 120), lang) or None},
            {"label": words("reference", lang), "value": held(notice.reference) if notice.reference else None},
            {"label": words("deadline", lang), "value": deadline},
            {"label": words(total_key(vat_case(priced, bidder)), lang), "value": total},
        ],
        "attach": {"title": words("check_attach", lang),
                   "items": [words(f"check_{key}", lang) for key in ("signed", "sheet", "rib")],
                   "other": words("check_other", lang)},
        "steps": {"title": words("check_steps", lang), "items": _steps(priced, notice, lang)},
        "prices": _prices(priced, lang),
        "after": {"title": words("check_after", lang), "text": words("check_letter", lang),
                  "days": words("check_days", lang)},
        "promise": words("check_promise", lang),
    }  # fmt: skip


def _steps(priced: PricedQuote, notice: Notice, lang: Lang) -> list[Runs]:
    buyer = plain(typed(shortened(notice.buyer, 120), lang))
    search = words("check_search", lang, reference=notice.reference) if notice.reference else None
    look = words("check_buyer", lang, buyer=buyer) if buyer else None
    total = priced.total_incl_vat
    send = words("check_send_by", lang, total=total, deadline=notice.deadline) if notice.deadline else None
    return [
        words("check_open", lang),
        search or words("check_search_by_hand", lang),
        look or words("check_buyer_by_hand", lang),
        words("check_copy", lang),
        words("check_join", lang),
        send or words("check_send", lang, total=total),
        words("check_receipt", lang),
    ]


def _prices(priced: PricedQuote, lang: Lang) -> Context:
    rows: list[list[Runs | None]] | None = None
    if len(priced.lines) <= _SHOWN_PRICES:
        rows = [
            [held(line.number), typed(shortened(line.designation, 60), lang), typed(shortened(line.unit, 18), lang),
             held(amount(line.unit_price)) if line.unit_price is not None else None,
             said(fmt.percent(line.vat_rate, lang), lang) if line.vat_rate is not None else None]
            for line in priced.lines
        ]  # fmt: skip
    heads = [words(f"head_{key}", lang) for key in ("number", "designation", "unit", "price", "rate")]
    elsewhere = words("check_prices_elsewhere", lang, n=len(priced.lines))
    return {"title": words("check_prices", lang), "heads": heads, "rows": rows, "elsewhere": elsewhere}
