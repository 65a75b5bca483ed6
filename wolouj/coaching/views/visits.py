"""The visit sheet. Its id stands in its address: the page loaded again, or sent again, is the same sheet."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from wolouj.coaching import queries
from wolouj.coaching.actions import visits
from wolouj.coaching.forms.visits import CorrectionForm, VisitForm
from wolouj.coaching.loading import File, load_file, load_sheet, load_visit
from wolouj.coaching.models import Visit
from wolouj.coaching.page import name_of, place_of
from wolouj.coaching.views.common import staff
from wolouj.coaching.wall.notes import hidden_visits
from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import active, say
from wolouj.people.permissions import may
from wolouj.programme.models import Participant


@staff("create", load_file)
@require_safe
def begin(request: HttpRequest, thing: File) -> HttpResponse:
    """A new sheet."""
    return redirect("coaching:sheet", participant_id=thing.participant.pk, sheet_id=uuid.uuid4())


@staff("create", load_sheet)
def sheet(request: HttpRequest, thing: File) -> HttpResponse:
    """Fill it, send it; a sheet that was kept is shown as it was kept."""
    her, key = thing.participant, thing.asked_sheet
    if request.method != "POST" and Visit.objects.filter(pk=key, participant=her).exists():
        return redirect("coaching:visit_show", visit_id=key)
    today = clock.today()
    posted = request.method == "POST"
    form = VisitForm(
        request.POST if posted else None, request.FILES if posted else None, today=today,
        says_yes=queries.says_yes_to_photos(her.pk), initial={"on": today, "next_in": "14"},
    )  # fmt: skip
    if posted and form.is_valid():
        try:
            _, new = visits.keep_visit(participant=her, sheet=form.sheet(key), by=request.actor, at=clock.now())
            messages.success(request, say("coaching.visit_kept") if new else say("coaching.visit_kept_before"))
            return redirect("coaching:file", participant_id=her.pk)
        except BadInput as fault:
            form.add_error(fault.field if fault.field in form.fields else None, getattr(fault.text, active()))
    context = {
        "form": form, "name": name_of(her), "place": place_of(her), "key": key, "sample": her.is_sample,
        "back": reverse("coaching:file", args=[her.pk]), "private": _private(request, her),
    }  # fmt: skip
    return render(request, "coaching/sheet.html", context, status=422 if form.errors else 200)


def _private(request: HttpRequest, her: Participant) -> str:
    """Where a fact of her private life may be kept: few people open it, and she reads that they did."""
    last = queries.last_application(her.pk)
    allowed = last is not None and may(request.actor, "create", "sensitive", last)  # type: ignore[attr-defined]
    return reverse("programme:sensitive", args=[last.pk]) if last is not None and allowed else ""


@staff("change", load_visit)
def correct(request: HttpRequest, thing: Visit) -> HttpResponse:
    """A kept visit said better; what it said before stays beside it."""
    if hidden_visits(request.actor, thing.participant, [thing]):  # type: ignore[attr-defined]
        raise Http404
    form = CorrectionForm(request.POST if request.method == "POST" else None, visit=thing, today=clock.today())
    back = reverse("coaching:visit_show", args=[thing.pk])
    if request.method == "POST" and form.is_valid():
        new = visits.correct_visit(visit=thing, sheet=form.sheet(thing.pk), by=request.actor, at=clock.now())
        messages.success(request, say("coaching.visit_corrected") if new else say("coaching.visit_same"))
        return redirect(back)
    context = {
        "form": form, "name": name_of(thing.participant), "key": thing.pk, "sample": thing.is_sample, "back": back,
        "corrects": True, "private": _private(request, thing.participant),
    }  # fmt: skip
    return render(request, "coaching/sheet.html", context, status=422 if form.errors else 200)
