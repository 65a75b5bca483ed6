"""May this actor do this to that? Answered from the written table; what is not written is refused.

A room tells who owns its things by giving its models::

    right_object: ClassVar[str] = "quote"
    def owners(self) -> set[UUID]: ...            # persons whose affairs these are
    def contest(self) -> Contest: ...             # prices only: who stands behind it and behind its rivals

and asks ``may(request.actor, "see", quote)`` or, for a part of it,
``may(request.actor, "see", "price", quote)``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, ClassVar, Protocol, runtime_checkable
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from wolouj.foundation.actor import Actor
from wolouj.people.models import Membership
from wolouj.people.rights import TABLE, WALLED, Act, Scope, Thing
from wolouj.people.roles import Role
from wolouj.people.standing import Standing, standing_of

__all__ = [
    "Act",
    "Contest",
    "Owned",
    "Role",
    "Scope",
    "Side",
    "Thing",
    "may",
    "require",
    "required",
    "signed_in",
    "walled",
]


@runtime_checkable
class Owned(Protocol):
    """A thing with owners. ``right_object`` names its line in the table."""

    right_object: ClassVar[str]

    def owners(self) -> set[UUID]:
        """The persons whose affairs these are."""
        ...


def may(actor: Actor, act: str, thing: str | Owned, about: Owned | None = None, *, at: datetime | None = None) -> bool:
    """Whether the table lets ``actor`` do ``act``.

    Args:
        actor: ``request.actor``, or any actor with ``at``: her roles are then read from the database.
        thing: an owned thing, or the name of a kind. A name alone asks "for herself, or for the person she acts for".
        about: the thing that carries the owners when ``thing`` is the name of a part of it (``"price"``, quote).

    Raises:
        TypeError: for a bare actor without ``at``.
        ValueError: for an act or a kind that is not in the table.
    """
    standing = _standing(actor, at)
    kind = Thing(thing if isinstance(thing, str) else thing.right_object)
    target = about if isinstance(thing, str) else thing
    if standing.person is None:
        return TABLE[Role.VISITOR, kind, Act(act)] is Scope.PUBLIC
    if kind in WALLED and target is not None and walled(standing, target):
        return False
    scopes = {TABLE[role, kind, Act(act)] for role in standing.roles} - {Scope.NONE}
    return any(_REACH[scope](standing, target) for scope in scopes)


def require(
    actor: Actor, act: str, thing: str | Owned, about: Owned | None = None, *, at: datetime | None = None
) -> None:
    """As :func:`may`, raising :class:`PermissionDenied`."""
    if not may(actor, act, thing, about, at=at):
        raise PermissionDenied


def required(
    act: str, loader: str | Callable[..., Owned], part: str | None = None
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A view that asks first.

    ``loader`` is the name of a kind, or a function taking the address's arguments and returning the thing (or raising
    ``Http404``); the view then receives ``thing=`` instead of those arguments. Whoever may not gets "not found",
    never "forbidden": a refusal would tell that the thing exists. A visitor is sent to sign in, but for
    what is public.
    """

    def wrap(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            actor: Actor = request.actor  # type: ignore[attr-defined]
            if isinstance(loader, str):
                if actor.person is None and not may(actor, act, loader):
                    return redirect_to_login(request.get_full_path())
                require(actor, act, loader)
                return view(request, **kwargs)
            if actor.person is None and part is not None:
                return redirect_to_login(request.get_full_path())
            thing = _found(loader, kwargs, visitor=actor.person is None)
            if thing is not None and (may(actor, act, part, thing) if part else may(actor, act, thing)):
                return view(request, thing=thing)
            if actor.person is None:
                return redirect_to_login(request.get_full_path())
            raise Http404

        return guarded

    return wrap


def signed_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of one's own affairs about a thing that anybody may see: a visitor signs in, then comes back to it."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if request.actor.person is None:  # type: ignore[attr-defined]
            back = request.get_full_path() if request.method in ("GET", "HEAD") else "/"
            return redirect_to_login(back)
        return view(request, **kwargs)

    return guarded


def _found(loader: Callable[..., Owned], kwargs: dict[str, Any], *, visitor: bool) -> Owned | None:
    """The thing of an address. For a visitor, one that is not there and one that is not hers look alike."""
    try:
        return loader(**kwargs)
    except Http404:
        if visitor:
            return None
        raise


@dataclass(frozen=True, slots=True)
class Side:
    """One bidder's answer to a notice: the persons behind it, and since when it exists. ``rank`` settles a tie."""

    persons: frozenset[UUID]
    since: datetime
    rank: str


@dataclass(frozen=True, slots=True)
class Contest:
    """An answer, its rivals, and when the notice closes (``None``: not told, so never)."""

    own: Side
    rivals: tuple[Side, ...]
    closes: datetime | None


def walled(standing: Standing, thing: Owned) -> bool:
    """The wall between rivals: one head never holds two bidders' prices on the same notice.

    Whoever answers for several of them sees the one she came to first, from the later of two instants: the opening
    of its quote and the beginning of her mandate. The others stay closed to her. Until the notice closes a mandate
    that ended still counts, so that ending one (or asking for another) never opens a second price.

    A coach is held to more: until the notice closes, while she accompanies both (by their live mandate, or because
    their body gave her their file) she sees neither, whoever of the two gave her a mandate.
    """
    contest: Contest | None = getattr(thing, "contest", lambda: None)()
    if contest is None or not contest.rivals:
        return False
    if _coaches_both(standing, contest):
        return True
    first = _came(standing, contest.own, contest.closes)
    others = [came for came in (_came(standing, side, contest.closes) for side in contest.rivals) if came]
    return any(first is None or came < first for came in others)


def _coaches_both(standing: Standing, contest: Contest) -> bool:
    """Whether she accompanies both sides of a notice that is still open."""
    if contest.closes is not None and standing.at is not None and contest.closes < standing.at:
        return False
    coached = standing.accompanies()
    rivals = frozenset().union(*(side.persons for side in contest.rivals))
    return bool(coached & contest.own.persons) and bool(coached & rivals)


def _came(standing: Standing, side: Side, closes: datetime | None) -> tuple[datetime, str] | None:
    """Since when she could know this side's price; ``None`` when she could not."""
    counts = side.since
    if closes is not None and standing.at is not None and closes < standing.at:
        counts = standing.at  # the notice has closed: only mandates still live count
    since = [side.since] if standing.person in side.persons else []
    for giver, begins, ends in standing.served:
        if giver in side.persons and ends > counts:
            since.append(max(begins, side.since))
    return (min(since), side.rank) if since else None


def _standing(actor: Actor, at: datetime | None) -> Standing:
    if isinstance(actor, Standing):
        return actor
    if at is None:
        raise TypeError("a bare actor has no roles yet: pass at=, or request.actor")
    return standing_of(actor, at=at)


def _own(standing: Standing, target: Owned | None) -> bool:
    if standing.acting:
        return False
    return target is None or standing.person in target.owners()


def _acting(standing: Standing, target: Owned | None) -> bool:
    if not standing.acting:
        return False
    return target is None or standing.on_behalf_of in target.owners()


def _mandated(standing: Standing, target: Owned | None) -> bool:
    if standing.acting:
        return _acting(standing, target)
    givers = {giver for giver, _ in standing.mandates}
    return bool(givers) if target is None else bool(givers & target.owners())


def _held(standing: Standing, target: Owned | None) -> bool:
    return target is None or standing.person in getattr(target, "holders", set)()


def _same_body(standing: Standing, target: Owned | None) -> bool:
    if standing.acting or not standing.bodies:
        return False
    if target is None:
        return True
    if standing.bodies & getattr(target, "bodies", set)():
        return True
    on = timezone.localdate(standing.at)
    live = Q(since__lte=on) & (Q(until=None) | Q(until__gte=on))
    there = Membership.objects.filter(live, person__in=target.owners(), body__in=standing.bodies)
    # The body's own staff are seen as persons (a manager gives a coach her way back in), never their affairs.
    if Thing(target.right_object) not in {Thing.PERSON, Thing.ACCOUNT_CODE}:
        there = there.filter(role=Role.PERSON)
    return there.exists()


_REACH: dict[Scope, Callable[[Standing, Owned | None], bool]] = {
    Scope.OWN: _own,
    Scope.ACTING: _acting,
    Scope.MANDATED: _mandated,
    Scope.HELD: _held,
    Scope.SAME_BODY: _same_body,
    Scope.ANY: lambda standing, target: not standing.acting,
    Scope.PUBLIC: lambda standing, target: True,
}
