"""The desk of a device: its worker, the page it opens without network, the list it keeps, what it sends."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import active
from wolouj.gatherings.attending.queries import marks_of
from wolouj.gatherings.loading import load_gathering
from wolouj.gatherings.models import Gathering
from wolouj.gatherings.offline import page, reading
from wolouj.gatherings.offline.actions import take
from wolouj.gatherings.views.desk import desk_page
from wolouj.people.permissions import required


def _unkept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response


@cache
def _worker() -> str:
    """The worker's text: one file of the house, served under the desk's address so that it reaches no other page."""
    found = finders.find("gatherings/worker.js")
    with open(str(found), encoding="utf-8") as opened:
        return opened.read()


@required("create", load_gathering, "attendance")
@require_safe
def worker(request: HttpRequest, thing: Gathering) -> HttpResponse:
    """What answers for the network at this desk, and nowhere else."""
    return _unkept(HttpResponse(_worker(), content_type="text/javascript; charset=utf-8"))


@required("create", load_gathering, "attendance")
@require_safe
def shell(request: HttpRequest, thing: Gathering) -> HttpResponse:
    """The desk without anybody's name: what a device keeps to open when the network is down."""
    return render(request, "gatherings/desk.html", desk_page(request, thing, at=clock.now(), people=False))


@required("create", load_gathering, "attendance")
@require_safe
def names(request: HttpRequest, thing: Gathering) -> HttpResponse:
    """The list a device keeps until the end of the last day."""
    return _unkept(JsonResponse(page.list_of(thing) | {"token": get_token(request)}))


@require_POST
@required("create", load_gathering, "attendance")
def send(request: HttpRequest, thing: Gathering) -> HttpResponse:
    """What was done at a desk, once the network is back: each entry's fate, so that the device may let it go."""
    at = clock.now()
    try:
        entries = reading.read(request.body, thing)
    except BadInput as fault:
        return _unkept(JsonResponse({"error": getattr(fault.text, active())}, status=422))
    taken: list[Any] = [
        None if isinstance(each, reading.Wrong) else take(gathering=thing, entry=each, by=request.actor, at=at)
        for each in entries
    ]
    marks = marks_of(thing)
    told = [page.told_back(*pair, marks) for pair in zip(entries, taken, strict=True)]
    return _unkept(JsonResponse({"outcomes": told}))
