"""The agreement of the body and the person: what is granted, how it is paid, what each promises, the resale clause."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rulebook.engine import format as fmt
from rulebook.engine.format import Lang
from wolouj.cofinancing.models import OwnKind, Request
from wolouj.cofinancing.page.addressed import about
from wolouj.cofinancing.papers.pen import Pen
from wolouj.foundation.in_words import in_words
from wolouj.foundation.runs import said
from wolouj.foundation.words import say
from wolouj.programme.models import both


def context(request: Request, *, lang: Lang, at: datetime) -> dict[str, Any]:
    """The agreement in one language as JSON for the page."""
    pen, call = Pen(lang), request.terms.call
    body, on = call.programme.body, fmt.local(at).date()
    her = request.application.participant
    return {
        "lang": lang,
        "meta": pen.meta(both(call, "title", lang), body.shown_name(lang), on),
        "marks": pen.marks(*(["mark_sample"] if request.is_sample else [])),
        "body": pen.typed(body.shown_name(lang)),
        "title": pen.say("agreement_title"),
        "what": pen.say("agreement_number", n=request.number),
        "programme": [
            *pen.typed(both(call.programme, "title", lang)), ["t", " · "], *pen.typed(both(call, "title", lang)),
        ],
        "parties": {
            "title": pen.say("agreement_parties"),
            "rows": [
                pen.say("agreement_body", name=body.shown_name(lang)),
                pen.say("agreement_person", name=her.shown_name(lang)),
            ],
        },
        "object": {"title": pen.say("agreement_object"), "rows": _object(request, pen)},
        "buys": _buys(request, pen),
        "money": _money(request, pen),
        "promises": {"title": pen.say("agreement_promises"), "rows": _promises(request, pen)},
        "sign": {
            "title": pen.say("agreement_sign"), "made": pen.say("agreement_made"),
            "left": pen.say("agreement_for_body"), "right": pen.say("agreement_for_person"),
            "note": pen.say("agreement_read"),
        },
        "foot": pen.say("agreement_foot", n=request.number, day=on),
    }  # fmt: skip


def _object(request: Request, pen: Pen) -> list[Any]:
    found = request.financing()
    own = [
        pen.say("agreement_own", what=own.label, kind=_brings(own.kind, pen), amount=own.amount)
        for own in request.owns.all()
    ]
    rest = found.asked - request.ruling.amount
    return [
        pen.say("agreement_project", what=request.sells), pen.say("agreement_worth", amount=found.whole), *own,
        *([pen.say("agreement_rest", amount=rest)] if rest > 0 else []),
    ]  # fmt: skip


def _brings(kind: str, pen: Pen) -> str:
    return fmt.plain(say(f"cofinancing.{about(f'brings_{OwnKind(kind)}')}", pen.lang)).lower()


def _buys(request: Request, pen: Pen) -> dict[str, Any]:
    rows = [
        [pen.typed(item.label), pen.figure(item.quantity), pen.money(item.price), pen.money(item.total)]
        for item in request.items.all()
    ]
    return {
        "title": pen.say("agreement_buys"), "rows": rows,
        "heads": [pen.say(f"col_{key}") for key in ("thing", "quantity", "price", "total")],
    }  # fmt: skip


def _money(request: Request, pen: Pen) -> dict[str, Any]:
    amount = request.ruling.amount
    words = in_words(amount)
    rows = [
        [
            pen.figure(t.number), pen.say("agreement_share", share=t.share), pen.money(t.amount),
            pen.say("agreement_first") if t.number == 1 else pen.say("agreement_then", n=t.number - 1),
        ]
        for t in request.tranches.order_by("number")
    ]  # fmt: skip
    return {
        "title": pen.say("agreement_money"),
        "amount": pen.say("agreement_amount", amount=amount),
        "words": said(getattr(words, pen.lang), pen.lang),
        "rows": rows,
        "heads": [pen.say(f"col_{key}") for key in ("tranche", "share", "amount", "when")],
    }  # fmt: skip


def _promises(request: Request, pen: Pen) -> list[Any]:
    terms = request.terms
    return [
        pen.say("promise_use"),
        pen.say("promise_days", start=terms.spend_from, end=terms.spend_until),
        pen.say("promise_proofs"),
        pen.say("promise_cash", amount=terms.cash),
        pen.say("promise_visit"),
        pen.say("promise_resale", n=terms.bound_months),
        pen.say("promise_body"),
        pen.say("promise_stop"),
    ]
