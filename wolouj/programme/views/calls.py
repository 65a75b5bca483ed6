"""A call on the desk: prepared, corrected, its grid, opened."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import active, say
from wolouj.people.permissions import may, required
from wolouj.programme import page
from wolouj.programme.actions import calls as actions
from wolouj.programme.forms import AskedPaperForm, CallForm, CriterionForm
from wolouj.programme.loading import load_call, load_new_line
from wolouj.programme.models import Call
from wolouj.programme.views.desk import form_page


def head(request: HttpRequest, call: Call, section: str) -> dict[str, Any]:
    """The title block and the sections of every desk page of a call."""
    at = clock.now()
    sign, word = page.call_state(call, at)
    return {
        "call": call, "title": page.text(call, "title"), "programme": page.text(call.programme, "title"),
        "sign": sign, "word": word, "section": section, "sample": call.programme.is_sample,
        "chooses": may(request.actor, "see", "selection", call), "makes": may(request.actor, "change", call),
    }  # fmt: skip


@required("see", load_call)
@require_safe
def show(request: HttpRequest, thing: Call) -> HttpResponse:
    """What it says, its grid, its papers; the button that opens it."""
    stages = page.grid_page(thing)
    context = head(request, thing, "call") | {
        "what": page.text(thing, "what"), "whom": page.text(thing, "whom"), "how": page.text(thing, "how"),
        "where": page.places_word(thing.where()),
        "stages": stages, "weight": sum(stage["total"] for stage in stages),
        "papers": [
            {"title": page.text(row, "label"), "url": reverse("programme:row", args=["paper", row.pk]),
             "detail": say("programme.paper_later") if row.later else say("programme.paper_now")}
            for row in thing.papers.all()
        ],
    }  # fmt: skip
    return render(request, "programme/call_desk.html", context)


@required("change", load_call)
def edit(request: HttpRequest, thing: Call) -> HttpResponse:
    """Correct it; once open, its places and its grid stay."""
    form = CallForm(request.POST or None, initial=CallForm.initial_of(thing))
    back = reverse("programme:call_desk", args=[thing.pk])
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct(row=thing, fields=form.told(), by=request.actor, at=clock.now())
        except BadInput as fault:
            form.add_error(fault.field if fault.field in form.fields else None, getattr(fault.text, active()))
        else:
            messages.success(request, say("programme.saved"))
            return redirect(back)
    return form_page(request, form, "edit_call", back)


@required("change", load_new_line)
def new_line(request: HttpRequest, thing: Call) -> HttpResponse:
    """A new line of the grid, or a new paper."""
    kind: str = thing.asked_kind
    shape, add = {"criterion": (CriterionForm, actions.add_criterion), "paper": (AskedPaperForm, actions.add_paper)}[
        kind
    ]
    initial = {"stage": request.GET.get("stage", "")} if kind == "criterion" and request.GET.get("stage") else {}
    form = shape(request.POST if request.method == "POST" else None, initial=initial)
    back = reverse("programme:call_desk", args=[thing.pk])
    if request.method == "POST" and form.is_valid():
        try:
            add(call=thing, fields=form.cleaned_data, by=request.actor, at=clock.now())
        except BadInput as fault:
            form.add_error(None, getattr(fault.text, active()))
        else:
            messages.success(request, say("programme.saved"))
            return redirect(back)
    return form_page(request, form, f"new_{kind}", back)


@require_POST
@required("change", load_call)
def open_(request: HttpRequest, thing: Call) -> HttpResponse:
    """Freeze the grid and show the page to everybody."""
    try:
        actions.open_call(call=thing, by=request.actor, at=clock.now())
        messages.success(request, say("programme.opened_done"))
    except BadInput as fault:
        messages.error(request, getattr(fault.text, active()))
    return redirect("programme:call_desk", call_id=thing.pk)
