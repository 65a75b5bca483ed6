"""Paths and their modules."""

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
from wolouj.people.models import Body
from wolouj.people.permissions import may, required
from wolouj.training import page, queries
from wolouj.training.actions import paths as actions
from wolouj.training.forms import ModuleForm, NewPathForm, PathForm
from wolouj.training.loading import load_module, load_path
from wolouj.training.models import Module, Path
from wolouj.training.views.common import form_page


@required("create", "training")
def new(request: HttpRequest) -> HttpResponse:
    """A new path, from the usual modules."""
    bodies = list(Body.objects.filter(id__in=request.actor.bodies).order_by("name_fr"))
    form = NewPathForm(request.POST if request.method == "POST" else None, bodies=bodies)
    if request.method == "POST" and form.is_valid():
        fields: dict[str, Any] = dict(form.cleaned_data)
        body = form.bodies[fields.pop("body")]
        made = actions.make_path(body=body, fields=fields, by=request.actor, at=clock.now())
        return redirect("training:path", path_id=made.pk)
    return form_page(request, form, "new_path", reverse("training:desk"), intro=say("training.new_path_why"))


@required("see", load_path)
@require_safe
def show(request: HttpRequest, thing: Path) -> HttpResponse:
    """A path: its modules in their order."""
    rows = [page.module_row(row) for row in queries.modules_of(thing)]
    context = {
        "path": thing, "title": page.text(thing, "name"), "rows": rows,
        "total": sum(row["half_days"] for row in rows), "makes": may(request.actor, "change", thing),
    }  # fmt: skip
    return render(request, "training/path.html", context)


@required("change", load_path)
def edit(request: HttpRequest, thing: Path) -> HttpResponse:
    """Its names and its threshold."""
    initial = {name: getattr(thing, name) for name in PathForm.base_fields}
    form = PathForm(request.POST if request.method == "POST" else None, initial=initial)
    back = reverse("training:path", args=[thing.pk])
    if request.method == "POST" and form.is_valid():
        actions.correct(row=thing, fields=form.cleaned_data, by=request.actor, at=clock.now())
        messages.success(request, say("training.saved"))
        return redirect(back)
    return form_page(request, form, "edit_path", back)


@required("change", load_path)
def new_module(request: HttpRequest, thing: Path) -> HttpResponse:
    """A module of the body's own."""
    form = ModuleForm(request.POST if request.method == "POST" else None)
    back = reverse("training:path", args=[thing.pk])
    if request.method == "POST" and form.is_valid():
        actions.add_module(path=thing, fields=form.cleaned_data, by=request.actor, at=clock.now())
        messages.success(request, say("training.saved"))
        return redirect(back)
    return form_page(request, form, "new_module", back)


@required("change", load_module)
def module(request: HttpRequest, thing: Module) -> HttpResponse:
    """Correct a module, or take it out."""
    initial = {name: getattr(thing, name) for name in ModuleForm.base_fields}
    form = ModuleForm(request.POST if request.method == "POST" else None, initial=initial)
    back = reverse("training:path", args=[thing.path_id])
    if "remove" in request.POST:
        try:
            actions.remove_module(module=thing, by=request.actor, at=clock.now())
            messages.success(request, say("training.module_removed"))
        except BadInput as fault:
            messages.error(request, getattr(fault.text, active()))
        return redirect(back)
    if request.method == "POST" and form.is_valid():
        actions.correct(row=thing, fields=form.cleaned_data, by=request.actor, at=clock.now())
        messages.success(request, say("training.saved"))
        return redirect(back)
    return form_page(request, form, "edit_module", back, remove=True)


@require_POST
@required("change", load_module)
def move(request: HttpRequest, thing: Module) -> HttpResponse:
    """One place earlier or later."""
    actions.move_module(module=thing, up="up" in request.POST, by=request.actor, at=clock.now())
    return redirect("training:path", path_id=thing.path_id)
