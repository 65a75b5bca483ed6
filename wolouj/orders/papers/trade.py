"""The delivery note and the invoice, worked out before the page: pure strings, French then Arabic."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rulebook.engine import format as fmt
from rulebook.engine.format import LANGS, Lang
from rulebook.engine.law import Law
from rulebook.payment import Client
from wolouj.bids.papers.quote import money
from wolouj.bids.papers.quote.columns import widths
from wolouj.bids.papers.quote.identity import identifiers, rib, seller_block
from wolouj.bids.papers.wording import amount
from wolouj.bids.papers.wording import words as quoted
from wolouj.bids.pricing_types import PricedLine
from wolouj.foundation.articles import article_name
from wolouj.foundation.runs import Runs, held, said, shortened, typed
from wolouj.orders.facts import Road
from wolouj.orders.models import Event, Kind
from wolouj.orders.papers.sold import Sold, sold_of
from wolouj.orders.papers.wording import say, words

Context = dict[str, Any]
LAW = "decree-2-16-344/2"
BOUND = frozenset({Client.STATE.value, Client.LOCAL.value})
"""Buyers of whom the law of payment delays is certain: only to them does the invoice tell its days."""
_LONG_ROW = 1200


def context(road: Road, paper: str, *, at: datetime) -> Context:
    """``delivery-note`` or ``invoice`` as JSON for the page."""
    sold, order = sold_of(road.order, at=at), road.order
    told = _told(road, paper)
    on = told.on if told is not None else fmt.local(at).date()
    return {
        "meta": {"title": f"{say(f'title_{_key(paper)}', 'fr')} {order.reference}".strip(),
                 "author": sold.bidder.name, "date": [on.year, on.month, on.day]},
        "marks": [[say("mark_sample", lang) for lang in LANGS]] if order.is_sample else [],
        "pages": [_page(lang, road, sold, paper, told, at) for lang in LANGS],
    }  # fmt: skip


def _key(paper: str) -> str:
    return "invoice" if paper == "invoice" else "note"


def _told(road: Road, paper: str) -> Event | None:
    """The event the paper is of, once it was told: its day and its number are then printed."""
    of = road.of(Kind.INVOICED if paper == "invoice" else Kind.DELIVERED)
    return of[-1] if of else None


def _page(lang: Lang, road: Road, sold: Sold, paper: str, told: Event | None, at: datetime) -> Context:
    asks = paper == "invoice"
    key, priced = _key(paper), sold.priced
    vat, several = money.vat_case(priced, sold.bidder), len(priced.vat_by_rate) > 1
    heads = _heads(lang, asks, several)
    lines = [_line(line, lang, asks, several) for line in priced.lines]
    day = said(fmt.day(told.on, lang), lang) if told is not None else None
    number = held(told.number) if told is not None and told.number else None
    return {
        "lang": lang,
        "title": words(f"title_{key}", lang),
        "beside": held(f"({say(f'title_{key}', 'fr')})") if lang == "ar" else None,
        "mirror": words(f"mirror_{key}", lang) if lang == "ar" else None,
        "band": words("sample_band", lang) if road.order.is_sample else None,
        "number": {"label": quoted("number", lang), "value": number},
        "date": {"label": quoted("dated", lang), "value": day},
        "seller": seller_block(sold.bidder, sold.seller, lang),
        "ids": identifiers(sold.bidder, lang),
        "rib": rib(sold.bidder, lang) if asks else None,
        "order": _order(road, sold, lang),
        "heads": heads,
        "unit_note": quoted("in_dirhams", lang) if asks else words("note_how", lang),
        "lines": lines,
        "widths": widths(heads, lines) if asks else None,
        "sums": _sums(sold, vat, lang, road, at) if asks else None,
        "boxes": [words(box, lang) for box in (("box_seller",) if asks else ("box_gives", "box_takes"))],
        "remarks": None if asks else words("remarks", lang),
        "foot": _foot(road, sold, lang, key, number),
        "page_word": quoted("page", lang),
    }  # fmt: skip


def _order(road: Road, sold: Sold, lang: Lang) -> list[Context]:
    """To whom, which order, what, where, and the days it hangs on."""
    order, served = road.order, road.first(Kind.DELIVERED)
    confirmed = next(iter(road.of(Kind.CONFIRMED)), None)
    signed = held(confirmed.number) if confirmed is not None and confirmed.number else []
    rows: list[tuple[str, Runs]] = [
        ("buyer", typed(order.buyer, lang)),
        ("reference", held(order.reference) if order.reference else []),
        ("order_number", signed),
        ("object", typed(order.object, lang)),
        ("delivered", said(fmt.day(served, lang), lang) if served is not None else []),
    ]
    return [{"label": words(f"field_{key}", lang), "value": value or None} for key, value in rows]


def _heads(lang: Lang, asks: bool, several: bool) -> list[Runs]:
    if not asks:
        common = [quoted(f"head_{key}", lang) for key in ("number", "designation", "unit")]
        return [*common, words("head_ordered", lang), words("head_given", lang)]
    keys = ["number", "designation", "unit", "quantity", "price", *(["rate"] if several else []), "amount"]
    return [quoted(f"head_{key}", lang) for key in keys]


def _line(line: PricedLine, lang: Lang, asks: bool, several: bool) -> Context:
    cells: list[Runs | None] = [
        typed(line.unit, lang) or None,
        held(fmt.number(line.quantity)) if line.quantity is not None else None,
    ]
    if not asks:
        cells.append(None)
    else:
        cells.append(held(amount(line.unit_price)) if line.unit_price is not None else None)
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


def _sums(sold: Sold, vat: money.VatCase, lang: Lang, road: Road, at: datetime) -> Context:
    """The totals, the sum in words, why there is no VAT, and when the buyer pays."""
    key = {money.VatCase.STANDARD: "words_incl", money.VatCase.UNCONFIRMED: "words_pending"}.get(vat, "words_net")
    text = getattr(sold.priced.in_words, lang)
    notes = money.notes(sold.priced, vat, sold.seller, lang)
    notes.append(words("by_transfer", lang))
    if road.order.client in BOUND:
        notes.append(_terms(lang, at))
    return {
        "totals": money.totals(sold.priced, vat, lang),
        "closed": {"label": words("closed_at", lang),
                   "value": quoted(key, lang, words=text[:1].upper() + text[1:])},
        "notes": notes,
    }  # fmt: skip


def _terms(lang: Lang, at: datetime) -> Runs:
    """The days the law gives such a buyer, with the article."""
    law = Law.on(fmt.local(at).date())
    days = law.count("deadlines.payment_ordered") + law.count("deadlines.payment_made")
    return words("terms", lang, days=days, article=getattr(article_name(LAW), lang))


def _foot(road: Road, sold: Sold, lang: Lang, key: str, number: Runs | None) -> list[Runs]:
    numbered = [*words(f"title_{key}", lang), ["t", " "], *number] if number else []
    reference = held(shortened(road.order.reference, 40)) if road.order.reference else []
    parts = [typed(shortened(sold.bidder.name, 56), lang), numbered, reference]
    return [part for part in parts if part]
