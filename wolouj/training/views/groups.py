"""Groups and who learns in them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import active, say
from wolouj.people.permissions import may, required
from wolouj.training import page, queries
from wolouj.training.actions import groups as actions
from wolouj.training.actions.paths import correct
from wolouj.training.attending import Attended, of_group
from wolouj.training.forms import GroupForm, JoinForm, NewGroupForm
from wolouj.training.loading import load_group, load_learner
from wolouj.training.models import Group, Learner
from wolouj.training.views.common import form_page


@required("create", "training")
def new(request: HttpRequest) -> HttpResponse:
    """A new group: which edition, which path."""
    bodies = request.actor.bodies
    calls, paths = queries.calls_to_train(bodies), list(queries.paths_of(bodies))
    if not (calls and paths):
        messages.warning(request, say("training.no_call_yet") if paths else say("training.no_path_yet"))
        return redirect("training:desk")
    form = NewGroupForm(request.POST if request.method == "POST" else None, calls=calls, paths=paths)
    if request.method == "POST" and form.is_valid():
        fields: dict[str, Any] = dict(form.cleaned_data)
        call, path = form.calls[fields.pop("call")], form.paths[fields.pop("path")]
        try:
            made = actions.make_group(path=path, call=call, fields=fields, by=request.actor, at=clock.now())
        except BadInput as fault:
            form.add_error(fault.field, getattr(fault.text, active()))
        else:
            return redirect("training:join", group_id=made.pk)
    return form_page(request, form, "new_group", reverse("training:desk"))


@required("see", load_group)
@require_safe
def show(request: HttpRequest, thing: Group) -> HttpResponse:
    """A group: who learns, what was held and what comes."""
    on = clock.today()
    learners = list(queries.learners_of(thing))
    live = [row for row in learners if row.left_at is None]
    attended = of_group(thing, on=on - timedelta(days=1))
    rows = [page.learner_row(row, attended.get(row.pk, Attended())) for row in learners]
    makes = may(request.actor, "change", thing)
    context = {
        "group": thing, "title": page.text(thing, "name"), "edition": page.edition(thing),
        "learners": [row for row in rows if row["left"] is None],
        "gone": [row for row in rows if row["left"] is not None],
        "levels": page.levels(row.participant for row in live),
        "sessions": [page.session_row(row, on) for row in queries.sessions_of(thing)],
        "waiting": queries.waiting_for(thing).count() if makes else 0, "makes": makes,
    }  # fmt: skip
    return render(request, "training/group.html", context)


@required("change", load_group)
def edit(request: HttpRequest, thing: Group) -> HttpResponse:
    """Its name."""
    initial = {name: getattr(thing, name) for name in GroupForm.base_fields}
    form = GroupForm(request.POST if request.method == "POST" else None, initial=initial)
    back = reverse("training:group", args=[thing.pk])
    if request.method == "POST" and form.is_valid():
        correct(row=thing, fields=form.cleaned_data, by=request.actor, at=clock.now())
        messages.success(request, say("training.saved"))
        return redirect(back)
    return form_page(request, form, "edit_group", back)


@required("change", load_group)
def join(request: HttpRequest, thing: Group) -> HttpResponse:
    """Choose among the accepted people of the edition who are in no group yet."""
    waiting = list(queries.waiting_for(thing))
    back = reverse("training:group", args=[thing.pk])
    form = JoinForm(request.POST if request.method == "POST" else None, waiting=waiting)
    if request.method == "POST" and form.is_valid():
        asked = [UUID(key) for key in form.cleaned_data["participants"]]
        try:
            n = actions.join(group=thing, participants=asked, by=request.actor, at=clock.now())
        except BadInput as fault:
            form.add_error(fault.field, getattr(fault.text, active()))
        else:
            messages.success(request, say("training.joined_n", n=n))
            return redirect(back)
    context = {"form": form, "group": thing, "title": page.text(thing, "name"), "back": back, "waiting": len(waiting)}
    return render(request, "training/join.html", context, status=422 if form.errors else 200)


@require_POST
@required("delete", load_learner)
def leave(request: HttpRequest, thing: Learner) -> HttpResponse:
    """She goes no further with this group."""
    actions.leave(learner=thing, by=request.actor, at=clock.now())
    messages.success(request, say("training.left_done"))
    return redirect("training:group", group_id=thing.group_id)
