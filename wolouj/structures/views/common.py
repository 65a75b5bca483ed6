"""What the views of the room share: finding a structure or a paper, and asking whether the actor may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse

from wolouj.foundation import clock
from wolouj.foundation.actor import Actor
from wolouj.people.permissions import may
from wolouj.structures import queries
from wolouj.structures.models import Paper, Structure

View = Callable[..., HttpResponse]


def load_structure(id: UUID, **_: Any) -> Structure:
    """The structure of the address with all it told, or "not found"."""
    found = queries.full(id)
    if found is None or found.archived_at is not None:
        raise Http404
    return found


def load_paper(id: UUID, **_: Any) -> Paper:
    """The paper of the address, taken away ones excepted, or "not found"."""
    found = Paper.objects.select_related("structure").filter(pk=id, removed_at=None).first()
    if found is None:
        raise Http404
    return found


def actor_of(request: HttpRequest) -> Actor:
    """Who acts, as the middleware said."""
    return request.actor  # type: ignore[attr-defined, no-any-return]


def now() -> datetime:
    """The instant of this request."""
    return clock.now()


def today() -> date:
    """The day in Casablanca."""
    return clock.today()


def guarded(act: str, load: Callable[..., Any], part: str = "") -> Callable[[View], View]:
    """A view on one thing of the room: signed in, found, allowed, or "not found" for whoever may not.

    The same promise as ``permissions.required``, for addresses that carry more than the thing's id: the view
    receives the thing first, then the rest of the address.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def asked(request: HttpRequest, *, id: UUID, **rest: Any) -> HttpResponse:
            actor = actor_of(request)
            if actor.person is None:
                return redirect_to_login(request.get_full_path())
            thing = load(id=id)
            if not (may(actor, act, part, thing) if part else may(actor, act, thing)):
                raise Http404
            return view(request, thing, **rest)

        return asked

    return wrap
