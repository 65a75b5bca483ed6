"""The fifteen questions: asked, and what comes of them. In an accompanied person's file, or of one's own structure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from rulebook.engine import format as fmt
from wolouj.coaching import queries
from wolouj.coaching.actions import capacity as actions
from wolouj.coaching.forms.capacity import CapacityForm
from wolouj.coaching.loading import File, Own, load_file, load_own
from wolouj.coaching.models import CapacityReview, OwnReview
from wolouj.coaching.page import capacity as page
from wolouj.coaching.page import name_of
from wolouj.foundation import clock
from wolouj.foundation.words import active, say
from wolouj.people.permissions import may, required
from wolouj.programme.models import Participant
from wolouj.structures.queries import structures_of


@required("see", load_file, "capacity")
@require_safe
def show(request: HttpRequest, thing: File) -> HttpResponse:
    """The plan that comes of the last answers, and what changed since the time before."""
    _not_for_another(request, thing)
    hers = request.actor.principal in thing.owners()  # type: ignore[attr-defined]
    key = thing.participant.pk
    return _plan(request, list(queries.reviews_of(key)), {
        "name": name_of(thing.participant), "fill": reverse("coaching:capacity_fill", args=[key]),
        "back": reverse("coaching:mine") if hers else reverse("coaching:file", args=[key]),
        "asks": may(request.actor, "create", "capacity", thing),
    })  # fmt: skip


@required("create", load_file, "capacity")
def fill(request: HttpRequest, thing: File) -> HttpResponse:
    """The fifteen questions, one screen, three answers each."""
    _not_for_another(request, thing)
    her = thing.participant
    keep = partial(actions.keep_review, participant=her)
    return _questions(request, keep, name_of(her), reverse("coaching:capacity", args=[her.pk]), str(her.pk))


@required("see", load_own)
@require_safe
def own(request: HttpRequest, thing: Own) -> HttpResponse:
    """The same for a structure outside any programme; an accompanied person's first structure stands in her file."""
    if (her := _file_of(request, thing)) is not None:
        return redirect("coaching:capacity", participant_id=her.pk)
    key = thing.structure.pk
    return _plan(request, list(queries.own_reviews_of(key)), {
        "name": fmt.isolate_auto(thing.structure.shown_name(active())), "own": True,
        "fill": reverse("coaching:own_fill", args=[key]), "back": reverse("structures:page", args=[key]),
        "asks": may(request.actor, "create", thing),
    })  # fmt: skip


@required("create", load_own)
def own_fill(request: HttpRequest, thing: Own) -> HttpResponse:
    """The questions of a structure outside any programme."""
    if (her := _file_of(request, thing)) is not None:
        return redirect("coaching:capacity_fill", participant_id=her.pk)
    key, named = thing.structure.pk, fmt.isolate_auto(thing.structure.shown_name(active()))
    keep = partial(actions.keep_own_review, structure=thing.structure)
    return _questions(request, keep, named, reverse("coaching:own_capacity", args=[key]), str(key))


def _not_for_another(request: HttpRequest, thing: File) -> None:
    """Whoever acts for one person does not look into another's file meanwhile."""
    actor = request.actor  # type: ignore[attr-defined]
    if actor.acting and actor.principal not in thing.owners():
        raise Http404


def _file_of(request: HttpRequest, thing: Own) -> Participant | None:
    """Her accompanied file, when it is that of this structure: one place to answer, not two.

    Raises:
        Http404: it is none of hers: a body sees what is told in the files it accompanies, never this.
    """
    person = request.actor.principal  # type: ignore[attr-defined]
    if person not in thing.owners():
        raise Http404
    first = structures_of(person).prefetch_related(None).first()
    return queries.accompanied_as(person) if first is not None and first.pk == thing.structure.pk else None


def _plan(
    request: HttpRequest, rows: Sequence[CapacityReview | OwnReview], about: Mapping[str, Any]
) -> HttpResponse:  # fmt: skip
    return render(request, "coaching/capacity.html", page.capacity_page(rows, on=clock.today()) | dict(about))


def _questions(
    request: HttpRequest, keep: Callable[..., object], name: str, back: str, key: str
) -> HttpResponse:  # fmt: skip
    form = CapacityForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        keep(answers=form.cleaned_data, by=request.actor, at=clock.now())  # type: ignore[attr-defined]
        messages.success(request, say("coaching.capacity_kept"))
        return redirect(back)
    context = {"form": form, "name": name, "back": back, "key": key}
    return render(request, "coaching/capacity_fill.html", context, status=422 if form.errors else 200)
