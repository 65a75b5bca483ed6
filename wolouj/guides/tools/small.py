"""Calculators of one or two boxes, drawn inside the page of a subject."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from rulebook.engine import format as fmt
from rulebook.engine.calendar import share
from rulebook.engine.facts import Bidder, BidderKind, BuyerRules, Notice, Paper, Procedure, Quote
from rulebook.engine.format import local
from rulebook.engine.judge import judge
from rulebook.engine.law import Law
from rulebook.engine.verdict import Bilingual, Finding, Outcome, Verdict, lower
from wolouj.foundation.drawing import price_state
from wolouj.foundation.words import pair
from wolouj.guides.standing import standing
from wolouj.guides.tools.shown import Row, Shown

ORDER = Notice(procedure=Procedure.PURCHASE_ORDER, rulebook=BuyerRules.DECREE)


def order(asked: Mapping[str, Any], *, at: datetime) -> Shown:
    """May this total pass by purchase order? ``amount``: dirhams, taxes included."""
    verdict = judge(Bidder(), ORDER, Quote(total_incl_vat=asked["amount"]), on=local(at).date())
    found = finding(verdict, "purchase_orders.quote_stays_under_the_ceiling")
    under = found.outcome is Outcome.MET
    return Shown(
        sign="go" if under else "stop",
        word=pair("guides.is_yes") if under else pair("guides.is_no"),
        why=(found.text,) if found.remedy_text is None else (found.text, found.remedy_text),
        articles=found.articles,
        confidence=found.confidence,
        checked_on=found.checked_on,
    )


def cost(asked: Mapping[str, Any], *, at: datetime) -> Shown:
    """Does this price lose money? ``cost`` and ``price`` of one unit, ``quantity`` of them."""
    seen = price_state(asked["cost"], asked["price"], asked["quantity"])
    words = {"go": "above", "stop": "below", "open": "no_cost"}[seen.state]
    return Shown(
        sign="unknown" if seen.state == "open" else seen.state,
        word=pair(f"guides.cost_{words}"),
        why=() if seen.state == "open" else (pair(f"guides.cost_{words}_why", unit=seen.unit, line=seen.line),),
    )


def vat(asked: Mapping[str, Any], *, at: datetime) -> Shown:
    """A price before VAT, and what it becomes: with each rate, and for whoever adds none. ``amount``: MAD."""
    on = local(at).date()
    law, amount = Law.on(on), asked["amount"]
    rows = [Row(pair("guides.vat_none"), money(amount), note=pair("guides.vat_none_note"))]
    for name in ("vat_reduced", "vat_standard"):
        rate = law(f"taxes.{name}")
        tax = share(amount, rate)
        rows.append(
            Row(pair("guides.vat_rate", rate=rate), money(amount + tax), note=pair("guides.vat_rate_note", tax=tax))
        )
    signed = standing(["taxes.vat_rates_are_known", "taxes.auto_entrepreneur_adds_no_vat"], on=on)
    return Shown(
        sign=None,
        word=pair("guides.vat_word"),
        rows=tuple(rows),
        articles=signed.articles,
        confidence=signed.confidence,
        checked_on=signed.checked_on,
    )


def subcontract(asked: Mapping[str, Any], *, at: datetime) -> Shown:
    """How much of a contract may be given to others? ``amount``: MAD."""
    on = local(at).date()
    name = "eligibility.subcontracting_limit"
    rate = Law.on(on)(name)
    signed = standing([name], on=on)
    return Shown(
        sign=None,
        word=money(share(asked["amount"], rate)),
        why=(pair("guides.subcontract_why", rate=rate),),
        articles=signed.articles,
        confidence=signed.confidence,
        checked_on=signed.checked_on,
    )


def guarantee(asked: Mapping[str, Any], *, at: datetime) -> Shown:
    """What the winner of a tender of this ``amount`` would leave with the buyer until the end."""
    notice = Notice(procedure=Procedure.TENDER, rulebook=BuyerRules.DECREE, estimate=asked["amount"])
    quote = Quote(total_incl_vat=asked["amount"])
    verdict = judge(Bidder(), notice, quote, on=local(at).date())
    cap = finding(verdict, "guarantees.provisional_guarantee_stays_within_the_cap")
    figures = [figure for figure in verdict.figures if figure.rule == "guarantees.money_to_set_aside"]
    return Shown(
        sign=None,
        word=pair("guides.guarantee_word"),
        why=(cap.text,),
        rows=tuple(Row(figure.text, confidence=figure.confidence) for figure in figures),
        articles=tuple(dict.fromkeys([*cap.articles, *(article for one in figures for article in one.articles)])),
        confidence=lower(cap.confidence, *(figure.confidence for figure in figures)),
    )


PAPER_RULES = {
    "tax_certificate": ("eligibility.tax_is_in_order", BidderKind.COOPERATIVE),
    "cnss_certificate": ("eligibility.social_cover_is_in_order", BidderKind.COOPERATIVE),
    "ae_register_certificate": ("eligibility.register_is_proved", BidderKind.AUTO_ENTREPRENEUR),
}
"""Paper -> the rule that looks at its age, and a kind of bidder it is asked of."""


def paper(asked: Mapping[str, Any], *, at: datetime) -> Shown:
    """Will this certificate still be good? ``paper``, ``issued``, and ``seen``: the day the buyer sees it."""
    rule, kind = PAPER_RULES[asked["paper"]]
    noon = datetime.combine(asked["seen"], datetime.min.time(), fmt.CASABLANCA)
    notice = Notice(procedure=Procedure.TENDER, rulebook=BuyerRules.DECREE, deadline=noon)
    bidder = Bidder(kind=kind, papers=(Paper(asked["paper"], issued=asked["issued"]),))
    found = finding(judge(bidder, notice, on=local(at).date()), rule)
    fresh = found.outcome is Outcome.MET
    return Shown(
        sign="go" if fresh else "watch",
        word=pair("guides.paper_good") if fresh else pair("guides.paper_old"),
        why=(found.text,) if found.remedy_text is None else (found.text, found.remedy_text),
        articles=found.articles,
        confidence=found.confidence,
        checked_on=found.checked_on,
    )


def finding(verdict: Verdict, rule: str) -> Finding:
    """The finding of one rule in a verdict."""
    return next(one for one in verdict.findings if one.rule == rule)


def money(amount: Decimal) -> Bilingual:
    """An amount written in both languages."""
    return Bilingual(fr=fmt.money(amount, "fr"), ar=fmt.money(amount, "ar"))
