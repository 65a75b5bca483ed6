"""From an application on: where a person's training, her coach and her co-financing request are."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wolouj.coaching.loading import File, load_participant
from wolouj.coaching.page import road as page
from wolouj.coaching.queries import live_following
from wolouj.coaching.views.common import staff
from wolouj.people.permissions import may
from wolouj.programme.models import Participant


@staff("see", load_participant, "intake")
@require_safe
def road(request: HttpRequest, thing: Participant) -> HttpResponse:
    """Three doors, each only when there is something behind it and she may open it."""
    file = File(thing, live_following(thing.pk))
    context = page.road_page(file, opens=may(request.actor, "see", file))
    return render(request, "coaching/road.html", context)
