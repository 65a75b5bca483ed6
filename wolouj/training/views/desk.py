"""The trainer's desk: today's sessions first; groups and paths for who prepares them. And a learner's own page."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wolouj.foundation import clock
from wolouj.gatherings.attending.queries import half_days_of
from wolouj.people.permissions import may, require, required, signed_in
from wolouj.training import page, queries
from wolouj.training.asking import asked_of
from wolouj.training.attending import Attended, by_learner
from wolouj.training.loading import load_learner
from wolouj.training.models import Certificate, Learner
from wolouj.training.practice.page import own_exercises
from wolouj.training.results_page import test_links

COMING = timedelta(days=14)
LATELY = timedelta(days=30)
LATELY_SHOWN = 6
GROUPS_SHOWN = 30


@required("see", "session")
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Today, the fortnight to come, then groups and paths."""
    on, actor = clock.today(), request.actor
    prepares = may(actor, "see", "training")
    bodies = actor.bodies if prepares else ()
    rows = queries.sessions_between(bodies=bodies, trainer=actor.person, first=on, last=on + COMING)
    today = [row for row in rows if row.gathering.day <= on]
    groups = list(queries.groups_of(bodies)[: GROUPS_SHOWN + 1])
    taught = queries.taught_lately(actor.person, first=on - LATELY, last=on - timedelta(days=1)) if actor.person else []
    context = {
        "today": [page.session_row(row, on, group=True) for row in today],
        "coming": [page.session_row(row, on, group=True) for row in rows if row.gathering.day > on],
        "lately": [page.lately_row(row) for row in taught[:LATELY_SHOWN]],
        "groups": [page.group_row(row) for row in groups[:GROUPS_SHOWN]],
        "more": len(groups) > GROUPS_SHOWN, "most": GROUPS_SHOWN,
        "paths": [page.path_row(row) for row in queries.paths_of(bodies)],
        "prepares": prepares, "makes": may(actor, "create", "training"), "day": on,
    }  # fmt: skip
    return render(request, "training/desk.html", context)


@signed_in
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Her groups."""
    require(request.actor, "see", "learner")
    rows = queries.training_of(request.actor.principal)
    return render(request, "training/mine.html", {"rows": [page.own_group(row) for row in rows]})


@required("see", load_learner)
@require_safe
def learner(request: HttpRequest, thing: Learner) -> HttpResponse:
    """One learner's way: her sessions, where she was; read by herself and by those who teach her."""
    on = clock.today()
    expected = queries.expected_of(thing)
    there = half_days_of(row.registration_id for row in expected if row.registration_id)
    hers = request.actor.principal in thing.owners()
    faces = dict(thing.felt.values_list("session", "face"))
    rows = [
        page.own_row(
            row, there.get(row.registration_id, frozenset()), on,
            face=faces.get(row.session_id, "") if hers else None,
        )
        for row in expected
    ]  # fmt: skip
    attended = by_learner(expected, on=on - timedelta(days=1)).get(thing.pk, Attended())
    context = {
        "learner": thing, "hers": hers, "name": page.name(thing.participant),
        "path": page.text(thing.group.path, "name"), "group": page.text(thing.group, "name"),
        "sample": thing.group.is_sample, "rows": rows,
        "attended": page.attended_word(attended), "tests": test_links(thing) if asked_of(thing.group.path) else [],
        "certificate": Certificate.objects.filter(learner=thing, withdrawn_at=None).first(),
        "exercises": own_exercises(thing, queries.exercises_of(thing.group_id), clock.now()),
        "says": hers and request.actor.person in thing.owners(),
        "next": next((row for row in rows if row["sign"] == "wait"), None),
    }  # fmt: skip
    return render(request, "training/learner.html", context)
