"""The business plan of a request: canvas, what is bought, what she brings, who pays what, break-even, twelve months.

Set from the rows as they stand: they do not move once the request is sent. Its prices are behind the wall of
:mod:`wolouj.cofinancing.walls`: the view asks.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from rulebook.engine import format as fmt
from rulebook.engine.format import Lang
from wolouj.cofinancing import plan
from wolouj.cofinancing.findings import findings
from wolouj.cofinancing.missing import ANSWERS
from wolouj.cofinancing.models import Request
from wolouj.cofinancing.page.addressed import about
from wolouj.cofinancing.papers.pen import Pen
from wolouj.cofinancing.states import State
from wolouj.programme.models import both


def context(request: Request, *, lang: Lang, at: datetime) -> dict[str, Any]:
    """The plan in one language as JSON for the page."""
    pen, call = Pen(lang), request.terms.call
    body, on = call.programme.body, fmt.local(at).date()
    draft = request.state == State.DRAFT
    number = [pen.say("file_n", n=request.number)] if request.number else []
    return {
        "lang": lang,
        "meta": pen.meta(both(call, "title", lang), body.shown_name(lang), on),
        "marks": pen.marks(*(["mark_draft"] if draft else []), *(["mark_sample"] if request.is_sample else [])),
        "body": pen.typed(body.shown_name(lang)),
        "title": pen.say("plan_title"),
        "who": pen.typed(request.application.participant.shown_name(lang)),
        "what": [*number, pen.typed(both(call, "title", lang)), pen.typed(both(call.programme, "title", lang))],
        "idea": {"title": pen.say("about_step_idea"), "rows": [
            [pen.say(f"plan_{name}"), pen.typed(getattr(request, name)) or pen.typed("—")] for name in ANSWERS
        ]},
        "buys": _buys(request, pen),
        "owns": _owns(request, pen),
        "pays": _pays(request, pen),
        "price": _price(request, pen),
        "cash": _cash(request, pen),
        "foot": pen.say("plan_foot", day=on),
    }  # fmt: skip


def _buys(request: Request, pen: Pen) -> dict[str, Any]:
    rows = [
        [
            pen.typed(item.label), pen.say(f"kind_{item.kind}"), pen.typed(item.supplier or "—"),
            pen.figure(item.quantity), pen.money(item.price), pen.money(item.total),
        ]
        for item in request.items.all()
    ]  # fmt: skip
    return {
        "title": pen.say("step_buy"), "rows": rows, "total": pen.say("plan_total", amount=request.financing().cost),
        "heads": [pen.say(f"col_{key}") for key in ("thing", "kind", "supplier", "quantity", "price", "total")],
    }  # fmt: skip


def _owns(request: Request, pen: Pen) -> dict[str, Any]:
    rows = [
        [
            pen.typed(own.label), pen.say(about(f"brings_{own.kind}")), pen.typed(own.valued or "—"),
            pen.money(own.amount),
        ]
        for own in request.owns.all()
    ]  # fmt: skip
    return {
        "title": pen.say("about_step_own"), "rows": rows,
        "total": pen.say("plan_total", amount=request.financing().own),
        "heads": [pen.say(f"col_{key}") for key in ("thing", "form", "valued", "amount")],
    }  # fmt: skip


def _pays(request: Request, pen: Pen) -> dict[str, Any]:
    found = request.financing()
    rows: list[tuple[str, Decimal]] = [
        ("fin_whole", found.whole), ("fin_cost", found.cost), ("fin_own_cash", found.own_cash),
        ("fin_own_kind", found.own_kind), ("fin_asked", found.asked),
        ("fin_most", plan.most(found, request.terms.rules)),
    ]  # fmt: skip
    return {
        "title": pen.say("financing"),
        "rows": [[pen.say(about(key)), pen.money(amount)] for key, amount in rows],
    }


def _price(request: Request, pen: Pen) -> dict[str, Any]:
    rows = [
        [pen.say(f"plan_{name}"), pen.money(value)]
        for name in ("price", "cost", "fixed")
        if (value := getattr(request, name)) is not None
    ]
    if request.unit:
        rows.insert(0, [pen.say("plan_unit"), pen.typed(request.unit)])
    if request.hopes is not None:
        rows.append([pen.say("plan_hopes"), pen.figure(request.hopes)])
    return {
        "title": pen.say("plan_break_even"), "rows": rows,
        "said": [pen.say(about(key), **values) for key, values in findings(request)],
    }  # fmt: skip


def _cash(request: Request, pen: Pen) -> dict[str, Any]:
    cash = request.cash
    rows = []
    for n, (pair, left) in enumerate(zip(request.months, cash.left, strict=True) if cash else (), 1):
        comes, goes = (Decimal(each) for each in pair)
        rows.append({"short": left < 0, "cells": [pen.figure(each) for each in (n, comes, goes, left)]})
    return {
        "title": pen.say("step_cash"), "rows": rows,
        "start": pen.say("plan_start", amount=request.start) if cash and request.start is not None else [],
        "heads": [pen.say(key) for key in ("month", "col_in", "col_out", "col_left")],
        "none": pen.say("gap_cash"),
    }  # fmt: skip
