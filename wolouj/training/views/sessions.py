"""Sessions: planned, or cancelled while nobody came."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import active, say
from wolouj.people.permissions import required
from wolouj.training import page, queries
from wolouj.training.actions import sessions as actions
from wolouj.training.forms import CorrectSessionForm, PlanForm
from wolouj.training.loading import load_group, load_session
from wolouj.training.models import Group, Session
from wolouj.training.views.common import form_page


@required("change", load_group)
def plan(request: HttpRequest, thing: Group) -> HttpResponse:
    """A session of the group."""
    modules = list(queries.modules_of(thing.path))
    staff = queries.staff_of(thing.path.body_id, on=clock.today())
    first = next((row for row in modules if not row.taught), None)  # type: ignore[attr-defined]
    initial = {"module": str(first.pk)} if first else {}
    posted = request.POST if request.method == "POST" else None
    form = PlanForm(posted, modules=modules, staff=staff, on=clock.today(), initial=initial)
    back = reverse("training:group", args=[thing.pk])
    if request.method == "POST" and form.is_valid():
        module, told = form.told()
        made = actions.plan_session(group=thing, module=module, plan=told, by=request.actor, at=clock.now())
        messages.success(request, say("training.planned"))
        return redirect("training:session", session_id=made.pk)
    return form_page(request, form, "plan_session", back, intro=page.text(thing, "name"))


@required("create", load_session)
def correct(request: HttpRequest, thing: Session) -> HttpResponse:
    """Another day, place, language or trainer."""
    staff = queries.staff_of(thing.gathering.body_id, on=clock.today())
    form = CorrectSessionForm(request.POST if request.method == "POST" else None, session=thing, staff=staff,
                              on=clock.today())  # fmt: skip
    back = reverse("training:session", args=[thing.pk])
    if request.method == "POST" and form.is_valid():
        try:
            new = actions.correct_session(session=thing, plan=form.plan(), by=request.actor, at=clock.now())
        except BadInput as fault:
            form.add_error(fault.field if fault.field in form.fields else None, getattr(fault.text, active()))
        else:
            messages.success(request, say("training.corrected") if new else say("training.same_as_before"))
            return redirect(back)
    return form_page(request, form, "correct_session", back, intro=page.text(thing.module, "name"))


@require_POST
@required("delete", load_session)
def cancel(request: HttpRequest, thing: Session) -> HttpResponse:
    """It will not be held."""
    group = thing.group_id
    try:
        actions.cancel_session(session=thing, by=request.actor, at=clock.now())
        messages.success(request, say("training.cancelled"))
    except BadInput as fault:
        messages.error(request, getattr(fault.text, active()))
        return redirect("training:session", session_id=thing.pk)
    return redirect("training:group", group_id=group)
