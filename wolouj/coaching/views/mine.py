"""The person's own page: my file, my next step, in plain words with its day."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wolouj.coaching.page import mine as page
from wolouj.foundation import clock
from wolouj.people.permissions import required


@required("see", "follow_up")
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Who accompanies her, what comes next, her plan, her visits."""
    return render(request, "coaching/mine.html", page.mine_page(request.actor.principal, on=clock.today()))
