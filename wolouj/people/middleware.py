"""Says at each request who acts and for whom: ``request.actor`` (never None) and ``request.person``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
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
            return _mandate_ended(request, now)
        return self.get_response(request)


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
    del request.session[ACTING_KEY]
    return HttpResponseRedirect(reverse("people:act_for") + "?ended=1")
