"""Everything the quote's page prints, worked out before the page: pure, no clock, no file.

The page only places things. What is missing stays ``None`` and is printed as a ruled blank: nothing is invented.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rulebook.engine import format as fmt
from rulebook.engine.facts import Bidder, BidderKind, Category, Notice
from rulebook.engine.format import LANGS, Lang
from wolouj.bids.papers.quote import money
from wolouj.bids.papers.quote.columns import widths
from wolouj.bids.papers.quote.identity import identifiers, rib, seller_block
from wolouj.bids.papers.wording import amount, say, words
from wolouj.bids.pricing_types import PricedLine, PricedQuote
from wolouj.foundation.runs import Runs, held, said, shortened, typed

Context = dict[str, Any]
_SHOWN_WARNINGS = 6
_LONG_ROW = 1200  # letters after which a row may run over two pages rather than leave the paper


def context(
    priced: PricedQuote,
    notice: Notice,
    bidder: Bidder,
    *,
    at: datetime,
    draft: bool,
    number: str | None = None,
    seller: Mapping[str, Any] | None = None,
    sample: bool = False,
) -> Context:
    """What the quote says, in French then in Arabic, as JSON for the page.

    Args:
        at: when the quote is made; its Moroccan day is the quote's date.
        draft: mark it as a draft. A quote that is not ready is always marked, whatever is asked.
        number: the structure's own number for it, a blank when absent.
        seller: what the law's facts do not hold: ``address, phone, email, name_ar, signatory, signatory_role,
            commune, validity_days, vat_statement`` (``{"fr", "ar"}``), all optional.
        sample: the data are invented: say so on every page.
    """
    draft = draft or not priced.ready
    more = dict(seller or {})
    on = fmt.local(at).date()
    pages = [_page(lang, priced, notice, bidder, at, draft, number, more, sample) for lang in LANGS]
    return {
        "meta": {"title": f"{say('quote_title', 'fr')} {notice.reference}".strip(), "author": bidder.name,
                 "date": [on.year, on.month, on.day]},
        "marks": marks(draft=draft, sample=sample),
        "pages": pages,
    }  # fmt: skip


def marks(*, draft: bool, sample: bool) -> list[list[str]]:
    """The large words across each page."""
    keys = (["mark_draft"] if draft else []) + (["mark_sample"] if sample else [])
    return [[say(key, "fr"), say(key, "ar")] for key in keys]


def _page(
    lang: Lang, priced: PricedQuote, notice: Notice, bidder: Bidder, at: datetime,
    draft: bool, its_number: str | None, more: dict[str, Any], sample: bool,
) -> Context:  # fmt: skip
    vat = money.vat_case(priced, bidder)
    several = len(priced.vat_by_rate) > 1
    heads, lines = _heads(lang, several), [_line(line, lang, several) for line in priced.lines]
    return {
        "lang": lang,
        "title": words("quote_title", lang),
        "beside": held(f"({say('quote_title', 'fr')})") if lang == "ar" else None,
        "mirror": words("mirror", lang) if lang == "ar" else None,
        "number": {"label": words("number", lang), "value": held(its_number) if its_number else None},
        "date": {"label": words("dated", lang), "value": said(fmt.day(fmt.local(at).date(), lang), lang)},
        "band": _band(lang, priced, draft, sample),
        "seller": seller_block(bidder, more, lang),
        "ids": identifiers(bidder, lang),
        "rib": rib(bidder, lang),
        "notice": _notice(notice, lang),
        "heads": heads,
        "unit_note": words("in_dirhams", lang),
        "lines": lines,
        "widths": widths(heads, lines),
        "totals": money.totals(priced, vat, lang),
        "closed": money.closed_at(priced, vat, lang),
        "notes": money.notes(priced, vat, more, lang),
        "validity": _validity(more, lang),
        "sign": _sign(bidder, more, at, lang) if lang == "fr" else None,
        "foot": _foot(notice, bidder, its_number, lang),
        "page_word": words("page", lang),
    }


def _band(lang: Lang, priced: PricedQuote, draft: bool, sample: bool) -> Context | None:
    if not draft and not sample:
        return None
    blocking = [warning for warning in priced.warnings if warning.blocking] if draft else []
    items: list[Runs] = [said(getattr(warning.text, lang), lang) for warning in blocking[:_SHOWN_WARNINGS]]
    left = len(blocking) - len(items)
    if left > 0:
        items.append(words("draft_more", lang, n=left))
    titles = [words(key, lang) for key, yes in (("draft_title", draft), ("sample_title", sample)) if yes]
    lead = words("draft_missing" if items else "draft_nothing", lang) if draft else None
    return {"titles": titles, "lead": lead, "items": items}


def _notice(notice: Notice, lang: Lang) -> list[Context]:
    where = "place_supplies" if notice.category == Category.SUPPLIES else "place_other"
    rows: list[tuple[str, Runs]] = [
        ("buyer", typed(notice.buyer, lang)),
        ("reference", held(notice.reference) if notice.reference else []),
        ("deadline", said(fmt.instant(notice.deadline, lang), lang) if notice.deadline else []),
        ("object", typed(notice.object, lang)),
        (where, typed("، ".join(notice.places) if lang == "ar" else ", ".join(notice.places), lang)),
    ]
    return [{"label": words(key, lang), "value": value or None} for key, value in rows]


def _heads(lang: Lang, several: bool) -> list[Runs]:
    keys = ["number", "designation", "unit", "quantity", "price", *(["rate"] if several else []), "amount"]
    return [words(f"head_{key}", lang) for key in keys]


def _line(line: PricedLine, lang: Lang, several: bool) -> Context:
    cells: list[Runs | None] = [
        typed(line.unit, lang),
        held(fmt.number(line.quantity)) if line.quantity is not None else None,
        held(amount(line.unit_price)) if line.unit_price is not None else None,
    ]
    if several:
        cells.append(said(fmt.percent(line.vat_rate, lang), lang) if line.vat_rate is not None else None)
    cells.append(held(amount(line.amount)) if line.amount is not None else None)
    return {
        "number": held(line.number),
        "designation": typed(line.designation, lang),
        "details": typed(line.details, lang) or None,
        "cells": cells,
        "long": len(line.designation) + len(line.details) > _LONG_ROW,
    }


def _validity(more: dict[str, Any], lang: Lang) -> Context:
    days = more.get("validity_days")
    return {"label": words("validity", lang), "value": words("validity_days", lang, n=int(days)) if days else None}


def _sign(bidder: Bidder, more: dict[str, Any], at: datetime, lang: Lang) -> Context:
    alone = bidder.kind in (BidderKind.AUTO_ENTREPRENEUR, BidderKind.NATURAL_PERSON)
    who = more.get("signatory") or (bidder.name if alone else "")
    role = more.get("signatory_role") or ""
    name = typed(f"{who}, {role}" if who and role else str(who), lang)
    commune = typed(str(more.get("commune") or ""), lang)
    return {
        "at": {"label": words("done_at", lang), "value": commune or None},
        "on": {"label": words("done_on", lang), "value": said(fmt.day(fmt.local(at).date(), lang), lang)},
        "who": {"label": words("signatory", lang), "value": name or None},
        "box": words("sign_here", lang),
    }


def _foot(notice: Notice, bidder: Bidder, its_number: str | None, lang: Lang) -> list[Runs]:
    numbered = [*words("quote_title", lang), ["t", " "], *held(its_number)] if its_number else []
    reference = held(shortened(notice.reference, 40)) if notice.reference else []
    parts = [typed(shortened(bidder.name, 56), lang), numbered, reference]
    return [part for part in parts if part]
