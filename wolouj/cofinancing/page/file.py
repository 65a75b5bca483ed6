"""One file, for the person and for the body: where it stands, what comes next and when, what is missing, the plan."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.urls import reverse

from rulebook.engine import format as fmt
from wolouj.cofinancing import plan, queries
from wolouj.cofinancing.findings import findings
from wolouj.cofinancing.missing import ANSWERS, gaps, quotes_asked
from wolouj.cofinancing.models import Item, ItemKind, Own, Piece, PieceKind, Request, Verdict
from wolouj.cofinancing.page.addressed import told
from wolouj.cofinancing.page.road import road, state_word
from wolouj.cofinancing.states import State
from wolouj.cofinancing.walls import Closed
from wolouj.foundation.words import active, say
from wolouj.programme.models import Application, both
from wolouj.programme.page import JOINT, text

SIGNS = {
    State.DRAFT: "watch", State.RECEIVED: "go", State.COMPLETE: "go", State.STUDY: "wait", State.ACCEPTED: "go",
    State.REFUSED: "unknown", State.SIGNED: "go", State.PAID: "watch", State.PROVED: "go", State.CLOSED: "go",
    State.STOPPED: "aside", State.WITHDRAWN: "aside",
}  # fmt: skip


def funded_rows(person: UUID) -> list[dict[str, Any]]:
    """What she may ask or has asked, on her day: the file to begin first."""
    begin = [
        {"sign": "watch", "word": say("cofinancing.begin_title"), "title": text(each.call, "title"), "detail": "",
         "url": reverse("cofinancing:mine")}
        for each in queries.may_begin(person)
    ]  # fmt: skip
    return begin + [row(each, named=False) for each in queries.of_person(person).prefetch_related("tranches")]


def name_of(request: Request) -> str:
    """Whose file it is, as a page shows it."""
    name = request.application.participant.shown_name(active())
    return fmt.isolate_auto(name or say("programme.forgotten"))


def look(request: Request) -> dict[str, str]:
    """Its sign and its word."""
    return {"sign": SIGNS[State(request.state)], "word": state_word(request.state, request.turn)}


def row(request: Request, *, named: bool) -> dict[str, Any]:
    """A file in a list: by its call for the person, by her name for the body."""
    number = say("cofinancing.file_n", n=request.number) if request.number else ""
    title = name_of(request) if named else text(request.terms.call, "title")
    detail = JOINT.join(part for part in (number, next_short(request, named=named)) if part)
    return look(request) | {
        "title": title, "detail": detail, "url": reverse("cofinancing:show", args=[request.pk]),
    }  # fmt: skip


def begin_row(application: Application, *, named: bool) -> dict[str, Any]:
    """A chosen person who has no request yet."""
    her = application.participant.shown_name(active())
    return {
        "id": application.pk,
        "title": fmt.isolate_auto(her) if named else text(application.call, "title"),
        "call": text(application.call, "title"),
    }  # fmt: skip


def next_short(request: Request, *, named: bool) -> str:
    """What comes next, in a few words for a list."""
    if named:
        return say("cofinancing.since_day", day=request.since)
    return next_step(request)


def next_step(request: Request, *, hers: bool = True, held_on: date | None = None) -> str:
    """What comes next, with its day where there is one: said to her, or about her file to the body's people."""
    state = State(request.state)
    if state == State.STUDY and held_on is not None:
        return told("next_study_day", hers=hers, day=held_on)
    if state in (State.COMPLETE, State.STUDY) and request.answer_by:
        return told("next_answer", hers=hers, day=request.answer_by)
    if state in (State.SIGNED, State.PROVED):
        return _next_tranche(request, hers=hers)
    if state == State.PAID:
        return told("next_paid", hers=hers, n=request.turn)
    return told(f"next_{state}", hers=hers, day=request.since)


def _next_tranche(request: Request, *, hers: bool) -> str:
    """The tranche to ask for, asked for already, or the end."""
    coming = next((t for t in request.tranches.all() if t.paid_at is None), None)
    if coming is None:
        return told("next_all_proved", hers=hers)
    if coming.asked_at is not None:
        return told("next_asked", hers=hers, n=coming.number, day=coming.asked_at)
    return told("next_ask", hers=hers, n=coming.number, amount=coming.amount)


def page(request: Request, *, hers: bool, held_on: date | None = None, wall: Closed | None = None) -> dict[str, Any]:
    """Everything the page of a file shows but its money once it runs (:mod:`money`).

    Args:
        hers: she reads it herself.
        wall: why its prices are closed to the reader; they are then left out.
    """
    open_ = State(request.state) in (State.DRAFT, State.RECEIVED, State.COMPLETE)
    call = request.terms.call
    return look(request) | {
        "request": request,
        "name": name_of(request),
        "call_title": text(call, "title"),
        "body": fmt.isolate_auto(call.programme.body.shown_name(active())),
        "next": next_step(request, hers=hers, held_on=held_on),
        "gaps": [gap_row(request, gap, hers=hers) for gap in gaps(request)] if open_ else [],
        "road": road(request),
        "answer": answer(request),
        "note": last_note(request),
        "titles": {key: told(key, hers=hers) for key in ("step_idea", "step_own", "plan_said")},
        "answers": [
            {"label": say(f"cofinancing.ask_{name}"), "value": fmt.isolate_auto(getattr(request, name))}
            for name in ANSWERS if getattr(request, name)
        ],
        "said": [] if wall else said(request, hers=hers),
        "wall": wall.sentence if wall else "",
        "financing": financing_rows(request, hers=hers),
        "items": [item_row(item, request) for item in request.items.all()],
        "owns": [own_row(own, hers=hers) for own in request.owns.all()],
        "months": [] if wall else months(request),
        "sample": request.is_sample,
    }  # fmt: skip


def gap_row(request: Request, gap: Any, *, hers: bool) -> dict[str, str]:
    """One thing missing, with the screen that fills it."""
    return {
        "text": told(gap.key, hers=hers, **gap.values),
        "url": reverse("cofinancing:step", args=[request.pk, gap.step]) if request.state == State.DRAFT else "",
    }


_FINDS = (State.ACCEPTED, State.SIGNED)
"""While what is left to find can still be found: afterwards it is her own affair."""


def answer(request: Request) -> dict[str, Any] | None:
    """The committee's decision in words, once its minutes are approved."""
    ruling = getattr(request, "ruling", None)
    if ruling is None or request.state in (State.DRAFT, State.RECEIVED, State.COMPLETE, State.STUDY):
        return None
    return {
        "accepted": ruling.verdict == Verdict.ACCEPTED,
        "amount": ruling.amount,
        "rest": request.financing().asked - ruling.amount if ruling.amount and request.state in _FINDS else None,
        "reason": fmt.isolate_auto(both(ruling, "reason", active())),
    }


def last_note(request: Request) -> dict[str, Any] | None:
    """The words of the last step: why it was sent back, stopped, closed, why a payment was taken back."""
    events = list(request.events.all())
    last = events[-1] if events else None
    if last is None or not last.note or last.act not in ("send_back", "stop", "close", "take_back"):
        return None
    return {"text": fmt.isolate_auto(last.note), "on": last.at}


def said(request: Request, *, hers: bool) -> list[str]:
    """Break-even and cash, as sentences anybody follows."""
    return [told(key, hers=hers, **values) for key, values in findings(request)]


def financing_rows(request: Request, *, hers: bool) -> list[dict[str, Any]]:
    """Who pays what."""
    found = request.financing()
    if not found.whole:
        return []
    rows = [
        ("whole", found.whole), ("cost", found.cost), ("own_cash", found.own_cash), ("own_kind", found.own_kind),
        ("asked", found.asked),
    ]  # fmt: skip
    most = plan.most(found, request.terms.rules)
    lines = [
        {"label": told(f"fin_{key}", hers=hers), "amount": amount, "strong": key == "asked"} for key, amount in rows
    ]
    return [*lines, {"label": say("cofinancing.fin_most"), "amount": most, "strong": False}]


def item_row(item: Item, request: Request) -> dict[str, Any]:
    """A line of what is bought, with its quotes."""
    quotes = [piece_row(piece) for piece in item.pieces.all() if piece.kind == PieceKind.QUOTE]
    return {
        "id": item.pk, "label": fmt.isolate_auto(item.label), "kind": say(f"cofinancing.kind_{ItemKind(item.kind)}"),
        "quantity": item.quantity, "price": item.price, "total": item.total,
        "supplier": fmt.isolate_auto(item.supplier) if item.supplier else "",
        "quotes": quotes, "asked": quotes_asked(item, request), "there": len(quotes),
    }  # fmt: skip


def own_row(own: Own, *, hers: bool) -> dict[str, Any]:
    """A part of her own contribution, with what shows it."""
    return {
        "id": own.pk, "label": fmt.isolate_auto(own.label), "kind": told(f"brings_{own.kind}", hers=hers),
        "amount": own.amount, "valued": fmt.isolate_auto(own.valued) if own.valued else "",
        "pieces": [piece_row(piece) for piece in own.pieces.all()],
    }  # fmt: skip


def piece_row(piece: Piece) -> dict[str, Any]:
    """A paper: what it is, its page."""
    return {
        "id": piece.pk, "word": say(f"cofinancing.piece_{piece.kind}"), "photo": piece.file_is == "photo",
        "supplier": fmt.isolate_auto(piece.supplier) if piece.supplier else "", "amount": piece.amount,
        "url": reverse("cofinancing:piece", args=[piece.pk]) if piece.file else "",
    }  # fmt: skip


def months(request: Request) -> list[dict[str, Any]]:
    """Twelve months: in, out, left."""
    cash = request.cash
    if cash is None:
        return []
    return [
        {"n": n, "comes": Decimal(comes), "goes": Decimal(goes), "left": left, "short": left < 0}
        for n, ((comes, goes), left) in enumerate(zip(request.months, cash.left, strict=True), 1)
    ]
