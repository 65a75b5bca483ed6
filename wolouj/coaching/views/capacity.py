"""The fifteen questions: asked, and what comes of them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from wolouj.coaching import queries
from wolouj.coaching.actions import capacity as actions
from wolouj.coaching.forms.capacity import CapacityForm
from wolouj.coaching.loading import File, load_file
from wolouj.coaching.page import capacity as page
from wolouj.coaching.page import name_of
from wolouj.foundation import clock
from wolouj.foundation.words import say
from wolouj.people.permissions import may, required


def _back(request: HttpRequest, file: File) -> str:
    hers = request.actor.principal in file.owners()  # type: ignore[attr-defined]
    return reverse("coaching:mine") if hers else reverse("coaching:file", args=[file.participant.pk])


@required("see", load_file, "capacity")
@require_safe
def show(request: HttpRequest, thing: File) -> HttpResponse:
    """The plan that comes of the last answers, and what changed since the time before."""
    rows = list(queries.reviews_of(thing.participant.pk))
    context = page.capacity_page(rows, on=clock.today()) | {
        "name": name_of(thing.participant), "participant": thing.participant, "back": _back(request, thing),
        "asks": may(request.actor, "create", "capacity", thing),
    }  # fmt: skip
    return render(request, "coaching/capacity.html", context)


@required("create", load_file, "capacity")
def fill(request: HttpRequest, thing: File) -> HttpResponse:
    """The fifteen questions, one screen, three answers each."""
    form = CapacityForm(request.POST if request.method == "POST" else None)
    show_url = reverse("coaching:capacity", args=[thing.participant.pk])
    if request.method == "POST" and form.is_valid():
        actions.keep_review(participant=thing.participant, answers=form.cleaned_data, by=request.actor, at=clock.now())
        messages.success(request, say("coaching.capacity_kept"))
        return redirect(show_url)
    context = {"form": form, "name": name_of(thing.participant), "back": show_url, "participant": thing.participant}
    return render(request, "coaching/capacity_fill.html", context, status=422 if form.errors else 200)
