"""A polite reminder to the buyer, with the day and the article when they are known: it asks, it threatens nobody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from rulebook.engine import format as fmt
from rulebook.engine.format import LANGS, Lang
from rulebook.payment.interest import Owed
from wolouj.bids.papers.quote.identity import identifiers, seller_block
from wolouj.bids.papers.wording import words as quoted
from wolouj.foundation.articles import article_name
from wolouj.foundation.runs import Runs, held, said, typed
from wolouj.orders.facts import Road
from wolouj.orders.models import Kind
from wolouj.orders.papers.sold import Sold, sold_of
from wolouj.orders.papers.trade import BOUND, LAW
from wolouj.orders.papers.wording import say, words
from wolouj.orders.waiting import Standing, Wait, standing

INTEREST = "decree-2-16-344/9"


def context(road: Road, *, at: datetime) -> dict[str, Any]:
    """The letter of the day ``at``, French then Arabic, as JSON for the page."""
    on, sold = fmt.local(at).date(), sold_of(road.order, at=at)
    return {
        "meta": {"title": f"{say('letter_title', 'fr')} {road.order.reference}".strip(), "author": sold.bidder.name,
                 "date": [on.year, on.month, on.day]},
        "marks": [[say("mark_sample", lang) for lang in LANGS]] if road.order.is_sample else [],
        "pages": [_page(lang, road, sold, on) for lang in LANGS],
    }  # fmt: skip


def _page(lang: Lang, road: Road, sold: Sold, on: date) -> dict[str, Any]:
    order, place = road.order, str(sold.seller.get("commune") or "")
    reference = held(order.reference) if order.reference else []
    about = [
        (words("field_reference", lang), reference or None),
        (words("field_object", lang), typed(order.object, lang)),
        (words("letter_invoice", lang), _invoices(road, lang)),
        (words("letter_sum", lang), said(fmt.money(road.outside, lang), lang)),
    ]
    return {
        "lang": lang,
        "seller": seller_block(sold.bidder, sold.seller, lang),
        "ids": identifiers(sold.bidder, lang)[:2],
        "to": words("letter_to", lang),
        "buyer": typed(order.buyer, lang),
        "done": _done(lang, place, on),
        "title": words("letter_title", lang),
        "about": [{"label": label, "value": value} for label, value in about],
        "paragraphs": list(_paragraphs(lang, road, on)),
        "signed": words("box_seller", lang),
        "received": words("letter_received", lang),
        "foot": [part for part in (typed(sold.bidder.name, lang), reference) if part],
        "page_word": quoted("page", lang),
    }  # fmt: skip


def _done(lang: Lang, place: str, on: date) -> Runs:
    if not place:
        return words("letter_dated", lang, day=on)
    return words("letter_done", lang, place=fmt.isolate_auto(place), day=on)


def _invoices(road: Road, lang: Lang) -> Runs:
    """The invoices that wait, each with its number and its day."""
    line: Runs = []
    for event in road.of(Kind.INVOICED):
        key = "letter_invoice_of" if event.number else "letter_invoice_day"
        part = words(key, lang, number=event.number, day=event.on) if event.number else words(key, lang, day=event.on)
        line += [["t", "، " if lang == "ar" else ", "], *part] if line else part
    return line


def _paragraphs(lang: Lang, road: Road, on: date) -> Iterator[Runs]:
    """What was done, what the law says of the day, what is asked."""
    now, served = standing(road, on=on), road.first(Kind.RECEIVED)
    delivered = road.first(Kind.DELIVERED)
    if served is not None:
        yield words("letter_served", lang, day=served)
    elif delivered is not None:
        yield words("letter_delivered", lang, day=delivered)
    yield from _law(lang, road, now)
    yield words("letter_ask_record" if now.wait is Wait.CLOCK else "letter_ask", lang)
    yield words("letter_thanks", lang)


def _law(lang: Lang, road: Road, now: Standing) -> Iterator[Runs]:
    """The day by the decree: said flatly of a buyer it binds, else left to be confirmed."""
    leg = now.shown
    if leg is None or now.due is None or leg.owed.outcome is Owed.NOT_COVERED:
        return
    article = getattr(article_name(LAW), lang)
    sure = "letter_due" if road.order.client in BOUND else "letter_due_if_bound"
    yield words(sure, lang, article=article, day=now.due)
    if now.wait is Wait.LATE and road.order.client in BOUND:
        yield words("letter_late", lang, n=now.days_late, article=getattr(article_name(INTEREST), lang))
