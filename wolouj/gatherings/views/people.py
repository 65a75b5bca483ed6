"""Who came: figures first, then names."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from wolouj.foundation import clock
from wolouj.foundation.qr import qr
from wolouj.foundation.words import active, say
from wolouj.gatherings import actions, page, queries
from wolouj.gatherings.loading import load_gathering, load_row
from wolouj.gatherings.models import Gathering, Registration
from wolouj.gatherings.views.addresses import address
from wolouj.people.permissions import required

PEOPLE_SHOWN = 50
"""Names on the page; the others are found by a few letters, or printed."""


@required("see", load_gathering, "attendance")
@require_safe
def show(request: HttpRequest, thing: Gathering) -> HttpResponse:
    """Who came: figures first, then names."""
    found = queries.presence(thing)
    asked = request.GET.get("q", "")[:60]
    rows = queries.arrived(thing, asked)[:PEOPLE_SHOWN]
    context = page.head(thing, on=clock.today()) | {
        "presence": found,
        "tiles": page.tiles(found),
        "groups": page.breakdowns(found) + page.by_half(thing, found) if found.came else [],
        "rows": [page.person_row(row) for row in rows],
        "asked": asked,
        "most": PEOPLE_SHOWN,
        "section": "people",
        "qr": qr(address(request, "gatherings:door", thing, active())),
    }
    return render(request, "gatherings/show.html", context)


@require_POST
@required("delete", load_row)
def remove(request: HttpRequest, thing: Registration) -> HttpResponse:
    """Take the row away: a mistake, or she asks for it."""
    gathering = thing.gathering_id
    actions.remove(registration=thing, by=request.actor, at=clock.now())
    messages.success(request, say("gatherings.remove_done"))
    return redirect("gatherings:show", gathering_id=gathering)
