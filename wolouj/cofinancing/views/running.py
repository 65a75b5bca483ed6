"""A file that runs: the agreement printed and signed, a tranche asked for, purchases and their papers; its end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from wolouj.cofinancing import papers, walls
from wolouj.cofinancing.actions import agreeing, ending, paying, proving
from wolouj.cofinancing.actions.requests import keep_piece, serial_of
from wolouj.cofinancing.forms.fields import NoteForm
from wolouj.cofinancing.forms.paying import PROOFS, ProofForm, PurchaseForm, SignForm
from wolouj.cofinancing.loading import load_act, load_paper, load_purchase, load_request, load_tranche
from wolouj.cofinancing.models import Agreement, Purchase, Request, Tranche
from wolouj.cofinancing.page import file, money
from wolouj.cofinancing.states import State
from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import active, say
from wolouj.people.permissions import may, required


def formed(
    request: HttpRequest,
    form: forms.Form,
    do: Callable[[], Any],
    *,
    title: str,
    intro: str,
    back: str,
    done: str,
    button: str = "",
) -> HttpResponse:
    """A page that asks one thing: shown, checked, done, then back; a refusal stays beside what was typed."""
    if request.method == "POST" and form.is_valid():
        try:
            do()
            messages.success(request, done)
            return redirect(back)
        except BadInput as fault:
            form.add_error(fault.field if fault.field in form.fields else None, getattr(fault.text, active()))
    context = {"form": form, "back": back, "title": title, "intro": intro, "remove": False, "button": button}
    return render(request, "cofinancing/form.html", context, status=422 if form.errors else 200)


def sent(request: HttpRequest) -> dict[str, Any]:
    """What a form is bound to."""
    return {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}


@required("create", load_act, "proposal")
def sign(request: HttpRequest, thing: Request) -> HttpResponse:
    """The agreement came back signed; its text is prepared the first time this page opens by a tap."""
    if thing.asked != "sign":  # type: ignore[attr-defined]
        raise Http404
    back = reverse("cofinancing:show", args=[thing.pk])
    if request.method == "POST" and "prepare" in request.POST:
        try:
            agreeing.prepare(request=thing, by=request.actor, at=clock.now())
            messages.success(request, say("cofinancing.agreement_ready"))
        except BadInput as fault:
            messages.error(request, getattr(fault.text, active()))
        return redirect(back)
    form = SignForm(**sent(request), initial={"on": clock.today()})

    def do() -> None:
        told = form.cleaned_data
        agreeing.sign(request=thing, file=told["file"], on=told["on"], by=request.actor, at=clock.now())

    return formed(
        request, form, do, title=say("cofinancing.do_sign"), intro=file.name_of(thing), back=back,
        done=say("cofinancing.done_sign"),
    )  # fmt: skip


@required("see", load_paper)
@require_safe
def paper(request: HttpRequest, thing: Request) -> HttpResponse:
    """The business plan as it stands; the agreement as it was frozen to be signed."""
    name: str = thing.asked  # type: ignore[attr-defined]
    if name in papers.PLAN:
        return _plan(request, thing, name)
    made = Agreement.objects.filter(request=thing).first()
    if made is None or not made.papers:
        raise Http404
    return printed("agreement", made.papers[papers.AGREEMENT[name]], name)


def _plan(request: HttpRequest, thing: Request, name: str) -> HttpResponse:
    """The plan, unless the wall closes its prices to this reader."""
    if wall := walls.closed(request.actor, thing):
        messages.error(request, wall.sentence)
        return redirect("cofinancing:show", request_id=thing.pk)
    return printed("business", papers.plan_data(thing, papers.PLAN[name], at=clock.now()), name)


def printed(kind: str, data: dict[str, Any], name: str) -> HttpResponse:
    """A paper as a PDF shown in the browser."""
    response = HttpResponse(papers.pdf(kind, data), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@require_POST
@required("change", load_tranche)
def ask(request: HttpRequest, thing: Tranche) -> HttpResponse:
    """Ask for a tranche; who comes second is told."""
    try:
        paying.ask(tranche=thing, by=request.actor, at=clock.now())
        messages.success(request, say("cofinancing.asked_done", n=thing.number))
    except BadInput as fault:
        messages.error(request, getattr(fault.text, active()))
    return redirect("cofinancing:show", request_id=thing.request_id)


@required("change", load_request)
def buy(request: HttpRequest, thing: Request) -> HttpResponse:
    """One purchase with the tranche, and what shows it."""
    back = reverse("cofinancing:show", args=[thing.pk])
    if thing.state != State.PAID:
        messages.error(request, say("cofinancing.no_tranche_to_prove"))
        return redirect(back)
    form = PurchaseForm(**sent(request), items=thing.items.all())

    @transaction.atomic
    def do() -> None:
        told, proofs = form.parts()
        by, at = request.actor, clock.now()
        made = proving.tell(request=thing, item=told.pop("item"), fields=told, by=by, at=at)
        for kind, proof in proofs.items():
            keep_piece(request=thing, kind=kind, file=proof, of=made, by=by, at=at)

    return formed(
        request, form, do, title=say("cofinancing.buy_title"), intro=say("cofinancing.buy_why", n=thing.turn),
        back=back, done=say("cofinancing.bought_done"),
    )  # fmt: skip


@required("see", load_purchase)
def purchase(request: HttpRequest, thing: Purchase) -> HttpResponse:
    """One purchase with its papers; those missing are added here."""
    file_ = thing.request
    adds = may(request.actor, "change", thing) and thing.ok is None and file_.state == State.PAID
    form = ProofForm(**sent(request), initial={"serial": thing.serial})
    if request.method == "POST":
        if not adds:
            raise Http404
        if form.is_valid():
            try:
                _add(request, thing, form.cleaned_data)
                messages.success(request, say("cofinancing.saved"))
                return redirect("cofinancing:purchase", purchase_id=thing.pk)
            except BadInput as fault:
                form.add_error(None, getattr(fault.text, active()))
    row = money.purchase_row(thing, file_)
    context = {"row": row, "form": form if adds else None, "request": file_, "name": file.name_of(file_), "turns": adds}
    return render(request, "cofinancing/purchase.html", context, status=422 if form.errors else 200)


def _add(request: HttpRequest, thing: Purchase, told: dict[str, Any]) -> None:
    by, at = request.actor, clock.now()
    with transaction.atomic():
        if told["serial"] and told["serial"] != thing.serial:
            serial_of(purchase=thing, serial=told["serial"], by=by, at=at)
        for kind in PROOFS:
            if told[kind] is not None:
                keep_piece(request=thing.request, kind=kind, file=told[kind], of=thing, by=by, at=at)


@required("create", load_act, "granting")
def end(request: HttpRequest, thing: Request) -> HttpResponse:
    """Closed, or stopped, with a word that she reads."""
    what: str = thing.asked  # type: ignore[attr-defined]
    if what not in ("close", "stop"):
        raise Http404
    form = NoteForm(**sent(request))
    if what == "close":
        form.fields["note"].label = say("cofinancing.close_note")

    def do() -> None:
        write = ending.close if what == "close" else ending.stop
        write(request=thing, note=form.cleaned_data["note"], by=request.actor, at=clock.now())

    return formed(
        request, form, do, title=say(f"cofinancing.do_{what}"),
        intro=say("cofinancing.stop_why", name=file.name_of(thing)) if what == "stop" else file.name_of(thing),
        back=reverse("cofinancing:show", args=[thing.pk]), done=say(f"cofinancing.done_{what}"),
        button=say(f"cofinancing.do_{what}"),
    )  # fmt: skip
