"""Marking: the files given to one person, each read without a name and marked alone, or a conflict declared."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import active, say
from wolouj.people.permissions import required
from wolouj.programme import page, queries
from wolouj.programme.actions import choosing
from wolouj.programme.forms import ConflictForm, MarkForm
from wolouj.programme.loading import load_task
from wolouj.programme.models import Assignment


@required("see", "mark")
@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """The files given to her, those still to do first."""
    rows = [page.task_row(task) for task in queries.tasks_of(request.actor.person)]
    todo = sum(1 for row in rows if row["sign"] == "watch")
    return render(request, "programme/tasks.html", {"rows": rows, "todo": todo})


@required("create", load_task)
def mark(request: HttpRequest, thing: Assignment) -> HttpResponse:
    """One file: what was told, with nothing that names her; points and motives; or a conflict."""
    if request.actor.acting:
        raise Http404  # a mark is given in one's own name
    if "conflict" in request.POST:
        return _conflict(request, thing)
    kept = {mark.criterion: mark for mark in thing.marks.all()}
    initial = {key: page.points(mark.points) for key, mark in kept.items()}
    initial |= {f"why-{key}": mark.motive for key, mark in kept.items()}
    form = MarkForm(
        request.POST if request.method == "POST" else None, lines_=choosing.lines_of(thing), initial=initial
    )
    if request.method == "POST" and form.is_valid() and _within(form):
        try:
            choosing.mark(task=thing, given=form.given(), by=request.actor, at=clock.now())
        except BadInput as fault:
            form.add_error(fault.field if fault.field in form.fields else None, getattr(fault.text, active()))
        else:
            messages.success(request, say("programme.mark_kept"))
            return redirect("programme:tasks")
    context: dict[str, Any] = {
        "task": thing, "form": form, "number": thing.application.number,
        "task_word": say(f"programme.task_{thing.task}"),
        "call_title": page.text(thing.application.call, "title"),
        "facts": page.unnamed_facts(thing.application, clock.now()),
        "most": sum(line.weight for line in choosing.lines_of(thing)),
        "fixed": choosing.fixed(thing), "conflict": thing.conflict_at, "conflict_form": ConflictForm(),
        "sample": thing.application.call.programme.is_sample,
    }  # fmt: skip
    return render(request, "programme/mark.html", context, status=422 if form.errors else 200)


def _within(form: MarkForm) -> bool:
    """Whether no line has more than its weight; each that has is told, not the first alone."""
    for line in form.lines:
        try:
            choosing.within(form.cleaned_data[line.key], line)
        except BadInput as fault:
            form.add_error(line.key, getattr(fault.text, active()))
    return form.is_valid()


def _conflict(request: HttpRequest, thing: Assignment) -> HttpResponse:
    """She cannot judge this file: no mark of hers is then possible."""
    form = ConflictForm(request.POST)
    try:
        why = form.cleaned_data["why"].strip() if form.is_valid() else ""
        choosing.declare_conflict(task=thing, why=why, by=request.actor, at=clock.now())
        messages.success(request, say("programme.conflict_kept"))
    except BadInput as fault:
        messages.error(request, getattr(fault.text, active()))
        return redirect("programme:mark", task_id=thing.pk)
    return redirect("programme:tasks")
