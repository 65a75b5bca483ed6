"""Says at each request who acts and for whom: ``request.actor`` (never None) and ``request.person``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.urls import reverse

from wolouj.foundation import clock
from wolouj.foundation.actor import Actor
from wolouj.people.models import Person
from wolouj.people.standing import NOBODY, Standing, standing_of

ACTING_KEY = "acting_for"
"""In the session: [person, mandate] she acts for."""
ENDS_KEY = "ends_at"
"""In the session: when a session on somebody else's phone ends."""


class ActorMiddleware:
    """Sets ``request.actor`` (a :class:`Standing`) and ``request.person``, the person whose affairs these are."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        now = clock.now()
        _end_a_borrowed_session(request, now)
        request.actor, request.person = _who(request, now)  # type: ignore[attr-defined]
        if request.actor.acting and not request.actor.roles:  # type: ignore[attr-defined]
            response = _mandate_ended(request, now)
        else:
            response = self.get_response(request)
        if request.user.is_authenticated or request.method not in ("GET", "HEAD"):
            # Phones are shared: no page of anybody, nor her file, stays in a browser or on the way to it.
            response["Cache-Control"] = "private, no-store"
        return response


def act_as(request: HttpRequest, person: UUID | None, mandate: UUID | None = None) -> None:
    """Begin to act for ``person`` under ``mandate``, or with ``None`` go back to one's own affairs.

    The token of forms is changed: a form drawn in another tab, for whom she acted before, is refused when it is
    sent, and nothing of it lands in the affairs of somebody else.
    """
    if person is None:
        request.session.pop(ACTING_KEY, None)
    else:
        request.session[ACTING_KEY] = [str(person), str(mandate)]
    rotate_token(request)


def _end_a_borrowed_session(request: HttpRequest, now: datetime) -> None:
    ends = request.session.get(ENDS_KEY)
    if ends and datetime.fromisoformat(ends) <= now:
        logout(request)


def _who(request: HttpRequest, now: datetime) -> tuple[Standing, Person | None]:
    if not request.user.is_authenticated:
        return NOBODY, None
    me: Person = request.user.person
    acting = request.session.get(ACTING_KEY)
    if not acting:
        return standing_of(Actor(person=me.id), at=now), me
    giver, mandate = (UUID(value) for value in acting)
    actor = standing_of(Actor(person=me.id, on_behalf_of=giver, mandate=mandate), at=now)
    return actor, Person.objects.filter(id=giver).first() if actor.roles else me


def _mandate_ended(request: HttpRequest, now: datetime) -> HttpResponse:
    """The mandate ended between two pages: what was typed for her must not land in the helper's own affairs."""
    act_as(request, None)
    return HttpResponseRedirect(reverse("people:act_for") + "?ended=1")
