"""Pages of orders: hers, one of them, what happened to it, its papers; the late payments of those one serves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wolouj.bids.models import Quote
from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.files_asked import sent_back
from wolouj.foundation.words import active, say
from wolouj.orders import actions, page, papers, queries
from wolouj.orders.facts import may_tell, road_of
from wolouj.orders.forms import BuyerForm, ByHandForm, EventForm, WhyForm
from wolouj.orders.loading import load_event, load_kept, load_order, load_paper, load_quote, load_telling
from wolouj.orders.models import Event, Kind, Order
from wolouj.orders.states import MONEY
from wolouj.orders.walls import late_rows, open_to
from wolouj.people.permissions import may, require, required
from wolouj.structures.models import Structure
from wolouj.structures.queries import structures_of

GET_POST = ("GET", "HEAD", "POST")


def _mine(request: HttpRequest) -> list[Structure]:
    return list(structures_of(request.person.id))


@required("see", "order")
@require_safe
def order_list(request: HttpRequest) -> HttpResponse:
    """Her orders: what waits for her, what she waits for, how much money is outside."""
    roads = open_to(request.actor, queries.orders_of(structure.id for structure in _mine(request)))
    context = page.list_page(roads, on=clock.today())
    context["serves"] = not request.actor.acting and bool(request.actor.mandates)
    context["may_add"] = may(request.actor, "create", "order")
    return render(request, "orders/list.html", context)


@required("see", "order")
@require_safe
def late(request: HttpRequest) -> HttpResponse:
    """The late payments of those who gave her a mandate: who waits for money, since when."""
    rows = [] if request.actor.acting else late_rows(request.actor, on=clock.today())
    return render(request, "orders/late.html", {"rows": rows})


@required("create", load_quote, "order")
@require_POST
def from_quote(request: HttpRequest, thing: Quote) -> HttpResponse:
    """One tap on a won quote: its order, opened or found again."""
    try:
        order = actions.open_from_quote(quote=thing, by=request.actor, at=clock.now())
    except actions.NotNow:
        messages.error(request, say("orders.not_won"))
        return redirect("bids:show", thing.id)
    return redirect("orders:show", order.id)


@required("create", "order")
@require_http_methods(GET_POST)
def new(request: HttpRequest) -> HttpResponse:
    """An order won elsewhere, told by hand; with which structure comes first."""
    mine = _mine(request)
    asked = request.POST.get("structure") or request.GET.get("structure")
    structure = next((s for s in mine if str(s.id) == asked), mine[0] if len(mine) == 1 and not asked else None)
    if not mine:
        messages.info(request, say("orders.describe_first"))
        return redirect("structures:new")
    if structure is None:
        rows = [{"title": s.shown_name(active()), "id": s.id} for s in mine]
        return render(request, "orders/choose.html", {"rows": rows})
    require(request.actor, "change", structure)
    form = ByHandForm(request.POST if request.method == "POST" else None, structure=structure)
    if request.method == "POST" and form.is_valid():
        order = actions.open_by_hand(structure=structure, told=form.told(), by=request.actor, at=clock.now())
        messages.success(request, say("orders.opened"))
        return redirect("orders:show", order.id)
    told = {"title": say("orders.new_title"), "intro": say("orders.new_intro"), "back": reverse("orders:list")}
    return _form(request, form, told | {"structure": structure.id, "do": say("orders.new_do")})


def _form(request: HttpRequest, form: forms.Form, told: dict[str, Any]) -> HttpResponse:
    return render(request, "orders/form.html", {"form": form} | told, status=422 if form.errors else 200)


@required("see", load_order)
@require_safe
def show(request: HttpRequest, thing: Order) -> HttpResponse:
    """One order: where it stands, one thing to do, its days, its money, its papers."""
    context = page.show_page(road_of(thing), on=clock.today())
    context["may_change"] = may(request.actor, "change", thing)
    return render(request, "orders/show.html", context)


@required("change", load_order)
@require_http_methods(GET_POST)
def edit(request: HttpRequest, thing: Order) -> HttpResponse:
    """Who the buyer is before the law of payment, where it is, the order's number."""
    first = {name: getattr(thing, name) for name in ("client", "province", "reference")}
    form = BuyerForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        actions.describe(order=thing, **form.cleaned_data, by=request.actor, at=clock.now())
        messages.success(request, say("orders.saved"))
        return redirect("orders:show", thing.id)
    back = reverse("orders:show", args=[thing.id])
    told = {"title": say("orders.edit_title"), "intro": say("orders.edit_intro"), "back": back}
    return _form(request, form, told | {"structure": None, "do": say("orders.save")})


@required("change", load_telling)
@require_http_methods(GET_POST)
def tell(request: HttpRequest, thing: Order) -> HttpResponse:
    """Something happened: its day, its amount, its paper."""
    kind: Kind = thing.asked_kind
    road, on = road_of(thing), clock.today()
    if not may_tell(road, kind):
        messages.error(request, say("orders.not_now"))
        return redirect("orders:show", thing.id)
    left = {Kind.INVOICED: thing.amount - road.invoiced, Kind.PAID: road.outside}.get(kind)
    first = {"on": on} | ({"amount": left} if kind in MONEY and left and left > 0 else {})
    form = _event_form(request, kind, on, first)
    if request.method == "POST" and form.is_valid():
        written = _written(
            form, lambda: actions.tell(order=thing, kind=kind, told=form.told(), by=request.actor, at=clock.now())
        )
        if written:
            messages.success(request, say(f"orders.told_{kind}"))
            return redirect("orders:show", thing.id)
    told = {"title": say(f"orders.tell_{kind}"), "intro": say(f"orders.intro_{kind}"), "structure": None}
    return _form(request, form, told | {"back": reverse("orders:show", args=[thing.id]), "do": say("orders.tell_do")})


def _event_form(request: HttpRequest, kind: Kind, on: Any, first: dict[str, Any]) -> EventForm:
    post = request.method == "POST"
    given = (request.POST, request.FILES) if post else (None, None)
    return EventForm(*given, kind=kind, on=on, initial=first)


def _written(form: forms.Form, write: Any) -> bool:
    """Write; what cannot be is said in its box, and what was typed stays."""
    try:
        write()
    except BadInput as fault:
        field = fault.field if fault.field in form.fields else None
        form.add_error(field, getattr(fault.text, active()))
        return False
    except actions.NotNow:
        form.add_error(None, say("orders.not_now"))
        return False
    return True


@required("see", load_event)
@require_safe
def event(request: HttpRequest, thing: Event) -> HttpResponse:
    """What was told of one event; correct it, or take it back."""
    return _event_page(request, thing, WhyForm())


def _event_page(request: HttpRequest, event: Event, why: WhyForm) -> HttpResponse:
    current = event in road_of(event.order).events
    context = page.event_page(event, current=current)
    context |= {"why": why, "may_change": current and may(request.actor, "change", event)}
    return render(request, "orders/event.html", context, status=422 if why.errors else 200)


@required("change", load_event)
@require_http_methods(GET_POST)
def correct(request: HttpRequest, thing: Event) -> HttpResponse:
    """Say it again, rightly."""
    first = {name: getattr(thing, name) for name in ("on", "amount", "withheld", "number", "how", "note")}
    form = _event_form(request, Kind(thing.kind), clock.today(), first)
    if request.method == "POST" and form.is_valid():
        done = _written(form, lambda: actions.correct(event=thing, told=form.told(), by=request.actor, at=clock.now()))
        if done:
            messages.success(request, say("orders.corrected"))
            return redirect("orders:show", thing.order_id)
    told = {"title": say("orders.correct_title"), "intro": say("orders.correct_intro"), "structure": None}
    return _form(request, form, told | {"back": reverse("orders:event", args=[thing.id]), "do": say("orders.save")})


@required("change", load_event)
@require_POST
def take_back(request: HttpRequest, thing: Event) -> HttpResponse:
    """It never happened."""
    form = WhyForm(request.POST)
    if form.is_valid():
        why = form.cleaned_data["note"]
        if _written(form, lambda: actions.take_back(event=thing, why=why, by=request.actor, at=clock.now())):
            messages.success(request, say("orders.taken_back"))
            return redirect("orders:show", thing.order_id)
    return _event_page(request, thing, form)


@required("see", load_kept)
@require_safe
def kept(request: HttpRequest, thing: Event) -> HttpResponseBase:
    """The photo or PDF of an event."""
    return sent_back(thing.paper, "paper")


@required("see", load_paper)
@require_safe
def paper(request: HttpRequest, thing: Order) -> HttpResponse:
    """A paper of the order, French then Arabic, ready to sign."""
    name: str = thing.asked_file
    road = road_of(thing)
    if not papers.may_print(road, name, on=clock.today()):
        raise Http404
    response = HttpResponse(papers.pdf(name, road, at=clock.now()), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
