"""A person's own way: her money, her request in six short screens, its rows and papers."""

from __future__ import annotations

from copy import copy
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from wolouj.cofinancing import plan, queries, walls
from wolouj.cofinancing.actions import requests as asking
from wolouj.cofinancing.forms.telling import CashForm, IdeaForm, ItemForm, OwnForm, PriceForm, QuoteForm, SendForm
from wolouj.cofinancing.loading import load_application, load_new, load_piece, load_request, load_row, load_step
from wolouj.cofinancing.missing import STEPS, after, before
from wolouj.cofinancing.models import Item, Own, Piece, PieceKind, Request
from wolouj.cofinancing.page import acts, file, money
from wolouj.cofinancing.states import State
from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import active, say
from wolouj.people.permissions import require, required, signed_in
from wolouj.programme.models import Application


@signed_in
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Her money: each file with where it stands, and what she may begin."""
    require(request.actor, "see", "cofinancing")
    rows = [
        file.row(each, named=False) for each in queries.of_person(request.actor.principal).prefetch_related("tranches")
    ]
    begin = [file.begin_row(each, named=False) for each in queries.may_begin(request.actor.principal)]
    return render(request, "cofinancing/mine.html", {"rows": rows, "begin": begin})


@require_POST
@required("create", load_application, "cofinancing")
def begin(request: HttpRequest, thing: Application) -> HttpResponse:
    """Begin, or go back to where she stopped."""
    try:
        made = asking.begin(application=thing, by=request.actor, at=clock.now())
    except BadInput as fault:
        messages.error(request, getattr(fault.text, active()))
        return redirect("cofinancing:mine")
    if made.state != State.DRAFT:
        return redirect("cofinancing:show", request_id=made.pk)
    return redirect("cofinancing:step", request_id=made.pk, code=made.step or STEPS[0])


@required("see", load_request)
@require_safe
def show(request: HttpRequest, thing: Request) -> HttpResponse:
    """Where it stands, what comes next and when, what is missing; the plan; for the body, what to do."""
    sitting = queries.sitting_of(thing.terms) if thing.state == State.STUDY else None
    wall = walls.closed(request.actor, thing)
    mine_to_do = acts.page(request.actor, thing, wall=wall)
    context = file.page(thing, hers=mine_to_do["hers"], held_on=sitting.held_on if sitting else None, wall=wall)
    context |= money.page(thing) | mine_to_do
    return render(request, "cofinancing/show.html", context)


@require_POST
@required("change", load_request)
def withdraw(request: HttpRequest, thing: Request) -> HttpResponse:
    """She no longer asks."""
    try:
        asking.withdraw(request=thing, by=request.actor, at=clock.now())
        messages.success(request, say("cofinancing.withdrawn_done"))
    except BadInput as fault:
        messages.error(request, getattr(fault.text, active()))
    return redirect("cofinancing:show", request_id=thing.pk)


# ---- The six screens --------------------------------------------------------------------------------------------


@required("change", load_step)
def step(request: HttpRequest, thing: Request) -> HttpResponse:
    """One screen: shown with what was told, saved, then the next."""
    code: str = thing.asked  # type: ignore[attr-defined]
    if thing.state != State.DRAFT:
        return redirect("cofinancing:show", request_id=thing.pk)
    wall = walls.closed(request.actor, thing)
    if wall and code in walls.PRICED:
        messages.error(request, wall.sentence)
        return redirect("cofinancing:step", request_id=thing.pk, code=after(code))
    sent = request.POST if request.method == "POST" else None
    form = _FORMS[code](sent, initial=_initial(thing, code)) if code in _FORMS else None
    if sent is not None and (form is None or form.is_valid()):
        try:
            return redirect(_save(request, thing, code, form))
        except BadInput as fault:
            if form is None or fault.field in STEPS:
                messages.error(request, getattr(fault.text, active()))
                return redirect("cofinancing:step", request_id=thing.pk, code=fault.field or code)
            form.add_error(None, getattr(fault.text, active()))
    status = 422 if form is not None and form.errors else 200
    return render(request, "cofinancing/step.html", _step_page(thing, code, form, wall), status=status)


_FORMS: dict[str, type[forms.Form]] = {"idea": IdeaForm, "price": PriceForm, "cash": CashForm, "send": SendForm}
"""``buy`` and ``own`` are lists: each row has a page of its own."""


def _initial(thing: Request, code: str) -> dict[str, Any]:
    if code in ("idea", "price"):
        return {name: getattr(thing, name) for name in _FORMS[code].base_fields}
    if code != "cash":
        return {}
    found: dict[str, Any] = {"start": thing.start}
    kept = [(Decimal(comes), Decimal(goes)) for comes, goes in thing.months]
    for n, (comes, goes) in enumerate(kept or _guessed(thing), 1):
        found |= {f"in{n}": comes, f"out{n}": goes}
    return found


def _bare(thing: Request, code: str) -> bool:
    """Whether the months have nothing in them yet, not even what her own figures make."""
    return code == "cash" and not thing.months and not _guessed(thing)


def _guessed(thing: Request) -> list[tuple[Decimal, Decimal]]:
    """Each month as her own figures make it, to be corrected: nobody begins with twenty-four empty boxes."""
    costs = thing.costs
    if costs is None or thing.hopes is None:
        return []
    return [(costs.price * thing.hopes, costs.cost * thing.hopes + costs.fixed)] * plan.MONTHS


def _guessed_again(thing: Request, told: dict[str, Any]) -> dict[str, Any]:
    """Months that were left as her figures made them follow her figures; those she corrected stay hers."""
    kept = [(Decimal(comes), Decimal(goes)) for comes, goes in thing.months]
    if not kept or kept != _guessed(thing):
        return {}
    changed = copy(thing)
    for name in ("price", "cost", "fixed", "hopes"):
        setattr(changed, name, told[name])
    return {"months": [[str(comes), str(goes)] for comes, goes in _guessed(changed)]}


def _save(request: HttpRequest, thing: Request, code: str, form: forms.Form | None) -> str:
    """Write one screen; returns the address of what follows."""
    by, at = request.actor, clock.now()
    if code == "send":
        asking.send(request=thing, by=by, at=at)
        messages.success(request, say("cofinancing.sent_done"))
        return reverse("cofinancing:show", args=[thing.pk])
    told = form.told() if isinstance(form, CashForm) else dict(form.cleaned_data) if form is not None else {}
    following = after(code)
    known = STEPS.index(thing.step) if thing.step in STEPS else 0
    told["step"] = STEPS[max(known, STEPS.index(following))]
    if code == "price":
        told |= _guessed_again(thing, told)
    asking.tell(request=thing, fields=told, by=by, at=at)
    return reverse("cofinancing:step", args=[thing.pk, following])


def _step_page(thing: Request, code: str, form: forms.Form | None, wall: walls.Closed | None) -> dict[str, Any]:
    here, earlier = STEPS.index(code), before(code)
    if wall and earlier in walls.PRICED:
        earlier = before(earlier)
    return file.page(thing, hers=True, wall=wall) | {
        "form": form,
        "code": code,
        "title": say(f"cofinancing.step_{code}"),
        "intro": say("cofinancing.cash_empty_why" if _bare(thing, code) else f"cofinancing.step_{code}_why"),
        "n": here + 1,
        "total": len(STEPS),
        "knots": ["d" if i < here else "c" if i == here else "" for i in range(len(STEPS))],
        "back": reverse("cofinancing:step", args=[thing.pk, earlier])
        if earlier
        else reverse("cofinancing:show", args=[thing.pk]),
        "terms": thing.terms,
        "rows": form.rows() if isinstance(form, CashForm) else [],
    }


# ---- Rows and papers --------------------------------------------------------------------------------------------


@required("change", load_new)
def new(request: HttpRequest, thing: Request) -> HttpResponse:
    """A new line, or a new part of her own contribution."""
    return _row(request, thing, None, thing.asked)  # type: ignore[attr-defined]


@required("change", load_row)
def row(request: HttpRequest, thing: Any) -> HttpResponse:
    """A row corrected, taken out, or given a quote."""
    if request.method == "POST" and "remove" in request.POST:
        back = _list_of(thing)
        try:
            asking.drop_row(row=thing, by=request.actor, at=clock.now())
        except BadInput as fault:
            messages.error(request, getattr(fault.text, active()))
        return redirect(back)
    if isinstance(thing, Piece):
        return redirect(_list_of(thing))
    return _row(request, thing.request, thing, thing.asked)


def _list_of(row: Item | Own | Piece) -> str:
    """The screen a row is on."""
    own = isinstance(row, Own) or (isinstance(row, Piece) and row.kind == PieceKind.OWN)
    return reverse("cofinancing:step", args=[row.request_id, "own" if own else "buy"])


_ROW_FORMS: dict[str, type[forms.Form]] = {"item": ItemForm, "own": OwnForm, "quote": QuoteForm}


def _row(request: HttpRequest, file_: Request, there: Item | Own | None, kind: str) -> HttpResponse:
    back = reverse("cofinancing:step", args=[file_.pk, "own" if kind == "own" else "buy"])
    if file_.state != State.DRAFT:
        return redirect("cofinancing:show", request_id=file_.pk)
    fields = _ROW_FORMS[kind].base_fields
    initial = {name: getattr(there, name) for name in fields if hasattr(there, name)} if kind != "quote" else {}
    form = _ROW_FORMS[kind](request.POST if request.method == "POST" else None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            _keep(request, file_, there, kind, dict(form.cleaned_data))
            return redirect(back)
        except BadInput as fault:
            form.add_error(fault.field if fault.field in form.fields else None, getattr(fault.text, active()))
    of = getattr(there, "label", "")
    verb = "edit" if there is not None and kind != "quote" else "row"
    context = {
        "form": form, "back": back, "title": say(f"cofinancing.{verb}_{kind}"), "intro": of,
        "remove": there is not None and kind != "quote",
    }  # fmt: skip
    return render(request, "cofinancing/form.html", context, status=422 if form.errors else 200)


def _keep(request: HttpRequest, file_: Request, there: Any, kind: str, told: dict[str, Any]) -> None:
    """Write the row, and its paper when one came with it."""
    by, at, paper = request.actor, clock.now(), told.pop("file", None)
    if kind == "quote":
        asking.keep_piece(request=file_, kind=PieceKind.QUOTE, file=paper, of=there, fields=told, by=by, at=at)
    elif kind == "item":
        asking.keep_item(request=file_, item=there, fields=told, by=by, at=at)
    else:
        kept = asking.keep_own(request=file_, own=there, fields=told, by=by, at=at)
        if paper is not None:
            asking.keep_piece(request=file_, kind=PieceKind.OWN, file=paper, of=kept, by=by, at=at)


@required("see", load_piece)
@require_safe
def piece(request: HttpRequest, thing: Piece) -> HttpResponse:
    """A paper, as it was made safe."""
    return served(thing)


def served(thing: Piece) -> FileResponse:
    """The file, shut in a box where nothing of it runs."""
    if not thing.file:
        raise Http404
    try:
        opened = thing.file.open("rb")
    except FileNotFoundError as fault:
        raise Http404 from fault
    pdf = thing.file_is == "pdf"
    kind, name = ("application/pdf", f"{thing.kind}.pdf") if pdf else ("image/jpeg", f"{thing.kind}.jpg")
    response = FileResponse(opened, content_type=kind, as_attachment=pdf, filename=name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_POST
@required("change", load_piece)
def turn(request: HttpRequest, thing: Piece) -> HttpResponse:
    """Turn a photo by a quarter."""
    try:
        asking.turn_piece(piece=thing, by=request.actor, at=clock.now())
    except BadInput as fault:
        messages.error(request, getattr(fault.text, active()))
    if thing.purchase_id:
        return redirect("cofinancing:purchase", purchase_id=thing.purchase_id)
    if thing.request.state == State.DRAFT:
        return redirect(_list_of(thing))
    return redirect("cofinancing:show", request_id=thing.request_id)
