"""The manager's pages: programmes, donors, results and indicators."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import active, say
from wolouj.people.models import Body
from wolouj.people.permissions import may, required
from wolouj.programme import page, queries
from wolouj.programme.actions import calls as actions
from wolouj.programme.forms import CallForm, DonorForm, GoalForm, IndicatorForm, NewProgrammeForm, ProgrammeForm
from wolouj.programme.loading import ROWS, load_goal, load_new_row, load_programme, load_row
from wolouj.programme.models import AskedPaper, Criterion, Donor, Goal, Indicator, Programme


def form_page(
    request: HttpRequest, form: forms.Form, key: str, back: str, *, remove: bool = False, intro: str = ""
) -> HttpResponse:
    """The page of one form: ``programme.<key>`` is its title."""
    context = {
        "form": form, "title": say(f"programme.{key}"), "intro": intro, "back": back, "remove": remove,
    }  # fmt: skip
    return render(request, "programme/form.html", context, status=422 if form.errors else 200)


@required("see", "programme")
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """The programmes of her body, each with its calls."""
    at = clock.now()
    rows = [page.programme_row(row, at) for row in queries.programmes_of(request.actor.bodies)]
    context = {
        "rows": rows, "makes": may(request.actor, "create", "programme"),
        "tasks": queries.still_to_mark(request.actor.person),
    }  # fmt: skip
    return render(request, "programme/desk.html", context)


@required("create", "programme")
def new(request: HttpRequest) -> HttpResponse:
    """A new programme."""
    bodies = list(Body.objects.filter(id__in=request.actor.bodies).order_by("name_fr"))
    form = NewProgrammeForm(request.POST if request.method == "POST" else None, bodies=bodies)
    if request.method == "POST" and form.is_valid():
        fields: dict[str, Any] = dict(form.cleaned_data)
        body = form.bodies[fields.pop("body")]
        made = actions.open_programme(body=body, fields=fields, by=request.actor, at=clock.now())
        return redirect("programme:programme", programme_id=made.id)
    return form_page(request, form, "new_programme", reverse("programme:desk"), intro=say("programme.one_language"))


@required("see", load_programme)
@require_safe
def programme(request: HttpRequest, thing: Programme) -> HttpResponse:
    """One programme: its calls, who pays, what it is for and how that is measured."""
    at = clock.now()
    context = {
        "programme": thing,
        "title": page.text(thing, "title"), "aim": page.text(thing, "aim"),
        "where": page.places_word(thing.provinces),
        "donors": [
            {"title": page.text(row, "name"), "detail": say(f"programme.reads_{row.reads}"),
             "url": reverse("programme:row", args=["donor", row.pk])}
            for row in thing.donors.all()
        ],
        "goals": page.framework(thing),
        "calls": [page.call_row(call, at) for call in queries.counted().filter(programme=thing)],
        "makes": may(request.actor, "change", thing),
    }  # fmt: skip
    return render(request, "programme/programme.html", context)


@required("change", load_programme)
def edit(request: HttpRequest, thing: Programme) -> HttpResponse:
    """Correct it."""
    names = ProgrammeForm.base_fields
    form = ProgrammeForm(request.POST or None, initial={name: getattr(thing, name) for name in names})
    back = reverse("programme:programme", args=[thing.pk])
    if request.method == "POST" and form.is_valid():
        actions.correct(row=thing, fields=form.cleaned_data, by=request.actor, at=clock.now())
        messages.success(request, say("programme.saved"))
        return redirect(back)
    return form_page(request, form, "edit_programme", back)


_NEW = {"donor": DonorForm, "goal": GoalForm, "result": GoalForm, "call": CallForm}


@required("change", load_new_row)
def new_row(request: HttpRequest, thing: Programme) -> HttpResponse:
    """A new donor, objective, result (``?under=``) or call."""
    kind: str = thing.asked_kind
    form = _NEW[kind](request.POST if request.method == "POST" else None)
    back = reverse("programme:programme", args=[thing.pk])
    if request.method == "POST" and form.is_valid():
        made = {"programme": thing, "by": request.actor, "at": clock.now()}
        if kind == "call":
            call = actions.open_draft(fields=form.told(), **made)
            return redirect("programme:call_desk", call_id=call.pk)
        if kind == "donor":
            actions.add_donor(fields=form.cleaned_data, **made)
        else:
            actions.add_goal(
                under=_under(request, thing) if kind == "result" else None, fields=form.cleaned_data, **made
            )
        messages.success(request, say("programme.saved"))
        return redirect(back)
    return form_page(request, form, f"new_{kind}", back, intro=say("programme.one_language"))


def _under(request: HttpRequest, programme: Programme) -> Goal | None:
    """The objective a new result serves."""
    asked = request.GET.get("under", "")
    return next((goal for goal in programme.goals.all() if str(goal.pk) == asked and goal.under_id is None), None)


@required("change", load_goal)
def new_indicator(request: HttpRequest, thing: Goal) -> HttpResponse:
    """A new indicator of a result."""
    form = IndicatorForm(request.POST if request.method == "POST" else None)
    back = reverse("programme:programme", args=[thing.programme_id])
    if request.method == "POST" and form.is_valid():
        actions.add_indicator(goal=thing, fields=form.cleaned_data, by=request.actor, at=clock.now())
        messages.success(request, say("programme.saved"))
        return redirect(back)
    return form_page(request, form, "new_indicator", back, intro=page.text(thing, "text"))


def _back(row: Any) -> str:
    if isinstance(row, Criterion | AskedPaper):
        return reverse("programme:call_desk", args=[row.call_id])
    if isinstance(row, Donor):
        return reverse("programme:desk")
    programme = row.goal.programme_id if isinstance(row, Indicator) else row.programme_id
    return reverse("programme:programme", args=[programme])


@required("change", load_row)
def row(request: HttpRequest, thing: Any) -> HttpResponse:
    """Correct one row, or take it away."""
    kind: str = thing.asked_kind
    shape = ROWS[kind][1]
    initial = {name: getattr(thing, name) for name in shape.base_fields}
    form = shape(request.POST if request.method == "POST" else None, initial=initial)
    back = _back(thing)
    if "remove" in request.POST:
        return _removed(request, thing, back)
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct(row=thing, fields=form.cleaned_data, by=request.actor, at=clock.now())
        except BadInput as fault:
            form.add_error(None, getattr(fault.text, active()))
        else:
            messages.success(request, say("programme.saved"))
            return redirect(back)
    return form_page(request, form, f"edit_{kind}", back, remove=kind != "donor")


def _removed(request: HttpRequest, thing: Any, back: str) -> HttpResponse:
    """Take one row away; a donor stays."""
    if not isinstance(thing, Donor):
        try:
            actions.remove(row=thing, by=request.actor, at=clock.now())
            messages.success(request, say("programme.removed"))
        except BadInput as fault:
            messages.error(request, getattr(fault.text, active()))
    return redirect(back)
