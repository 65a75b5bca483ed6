"""The manager's page: files that wait for a coach, who has how many; passing files on, and taking that back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from wolouj.coaching import queries
from wolouj.coaching.actions import caseload
from wolouj.coaching.day.clocks import escalated
from wolouj.coaching.forms.caseload import GiveForm, HandForm
from wolouj.coaching.loading import Hand, load_coach, load_handover
from wolouj.coaching.models import Handover
from wolouj.coaching.page import caseload as page
from wolouj.coaching.views.common import staff
from wolouj.coaching.wall.standing import meetings_of
from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import active, say
from wolouj.people.models import Body, Person
from wolouj.people.permissions import may
from wolouj.programme.models import Participant

SHOWN = 25
"""Files shown at once; those given, or met, make room for the others."""
PAST = 12
"""Handovers shown."""


@staff("create", "caseload")
def manage(request: HttpRequest) -> HttpResponse:
    """What is owed for too long, files that wait for a coach, who has how many, what was passed."""
    bodies, on, at = request.actor.bodies, clock.today(), clock.now()
    late = list(escalated(queries.all_files(bodies), at=at)[:SHOWN])
    waiting = list(queries.waiting_for_a_coach(bodies)[:SHOWN])
    loads = queries.loads(bodies, on=on)
    now = {person.pk for person in queries.coaches_of(bodies, on=on)}
    form = GiveForm(
        request.POST if request.method == "POST" else None,
        files=[page.choice(row) for row in waiting],
        coaches=[page.coach_choice(load) for load in loads if load.coach.pk in now],
    )
    if request.method == "POST" and form.is_valid():
        _give(request, form, {str(row.pk): row for row in waiting}, {str(each.coach.pk): each.coach for each in loads})
        return redirect("coaching:manage")
    everyone, fullest = "coaches" in request.GET, sorted(loads, key=lambda load: -load.files)
    context = {
        "form": form, "waiting": queries.waiting_for_a_coach(bodies).count(), "shown": len(waiting),
        "walls": len(meetings_of(bodies, at=at)),
        "late": page.late_rows(late, at=at), "late_n": late[0].whole if late else 0,
        "loads": [page.load_row(load) for load in (loads if everyone else fullest[:SHOWN])],
        "more_loads": not everyone and len(loads) > SHOWN,
        "handovers": page.handover_rows(queries.handovers_of(bodies)[:PAST]),
    }  # fmt: skip
    return render(request, "coaching/manage.html", context, status=422 if form.errors else 200)


def _give(request: HttpRequest, form: GiveForm, files: dict[str, Participant], people: dict[str, Person]) -> None:
    """Give each ticked file; one that was given meanwhile is said and left."""
    given = 0
    for key in form.cleaned_data["files"]:
        try:
            caseload.give(
                participant=files[key], coach=people[form.cleaned_data["coach"]], by=request.actor, at=clock.now()
            )
            given += 1
        except BadInput as fault:
            messages.error(request, getattr(fault.text, active()))
    if given:
        messages.success(request, say("coaching.given_n", n=given))


@staff("change", load_coach)
def hand_over(request: HttpRequest, thing: Hand) -> HttpResponse:
    """Pass files to another coach in one act: all, or some, with a word."""
    lang, on = active(), clock.today()
    body = Body.objects.get(pk=thing.rows[0].participant.body_id)
    rows = [row for row in thing.rows if row.participant.body_id == body.pk]
    others = queries.coaches_of([body.pk], on=on).exclude(pk=thing.coach.pk)
    form = HandForm(
        request.POST if request.method == "POST" else None, files=[page.file_choice(row) for row in rows],
        coaches=others, lang=lang, initial={"which": "all"},
    )  # fmt: skip
    back = reverse("coaching:desk") if thing.coach.pk == request.actor.person else reverse("coaching:manage")
    if request.method == "POST" and form.is_valid():
        given = {"giver": thing.coach, "taker": form.to(), "files": form.chosen(), "word": form.cleaned_data["word"]}
        try:
            made = caseload.hand_over(body=body, **given, by=request.actor, at=clock.now())
            messages.success(request, say("coaching.handed_n", n=made.given.count()))
            return redirect(back)
        except BadInput as fault:
            form.add_error(fault.field if fault.field in form.fields else None, getattr(fault.text, active()))
    context = {
        "form": form, "back": back, "coach": thing.coach.shown_name(lang), "count": len(rows),
        "others": bool(form.coaches),
    }  # fmt: skip
    return render(request, "coaching/hand_over.html", context, status=422 if form.errors else 200)


@require_POST
@staff("change", load_handover)
def take_back(request: HttpRequest, thing: Handover) -> HttpResponse:
    """Undo a handover."""
    try:
        made = caseload.take_back(handover=thing, by=request.actor, at=clock.now())
        messages.success(request, say("coaching.handed_n", n=made.given.count()))
    except BadInput as fault:
        messages.error(request, getattr(fault.text, active()))
    return redirect("coaching:manage" if may(request.actor, "create", "caseload") else "coaching:desk")
