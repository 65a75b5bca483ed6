"""What an actor may rest on at one instant: her roles, her bodies, the mandates she holds. Read once, passed along."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from wolouj.foundation.actor import Actor
from wolouj.people.accompanied import accompanied_by
from wolouj.people.models import Mandate, Membership
from wolouj.people.roles import Role


@dataclass(frozen=True, slots=True)
class Standing(Actor):
    """An :class:`Actor` with what her rights rest on. Permissions read it without asking the database again."""

    at: datetime | None = None
    roles: frozenset[Role] = frozenset()
    bodies: frozenset[UUID] = frozenset()
    """The bodies she works for (not those that merely accompany her)."""
    mandates: tuple[tuple[UUID, UUID], ...] = ()
    """(person, mandate) for each live mandate she holds."""
    served: tuple[tuple[UUID, datetime, datetime], ...] = ()
    """(person, from, to) for every mandate she ever held: the wall between rivals remembers those that ended."""

    coached: frozenset[UUID] = frozenset()
    """Those who gave her a live mandate to accompany them: a coach of two rivals sees neither price."""

    _read: dict[str, frozenset[UUID]] = field(default_factory=dict, compare=False, repr=False)
    """What was asked of other rooms already, for as long as this standing lasts: a page."""

    def accompanies(self) -> frozenset[UUID]:
        """Whom she accompanies now: by a live mandate, or because their body gave her their file.

        Asked of the rooms above once, and only where two bidders meet on one notice.
        """
        if self.person is None:
            return self.coached
        if "accompanied" not in self._read:
            self._read["accompanied"] = self.coached | accompanied_by(self.person)
        return self._read["accompanied"]

    @property
    def acting(self) -> bool:
        """Whether she now acts for another."""
        return self.on_behalf_of is not None

    def mandate_for(self, person: UUID) -> UUID | None:
        """Her live mandate from this person."""
        return next((mandate for giver, mandate in self.mandates if giver == person), None)


NOBODY = Standing(person=None)
"""A visitor who has not signed in."""


def standing_of(actor: Actor, *, at: datetime) -> Standing:
    """The actor with her roles, bodies and mandates on that day. Two queries; none for a visitor."""
    if actor.person is None:
        return Standing(person=None, label=actor.label, at=at)
    on = timezone.localdate(at)
    live = Q(since__lte=on) & (Q(until=None) | Q(until__gte=on))
    memberships = list(Membership.objects.filter(live, person=actor.person).values_list("role", "body"))
    held = list(Mandate.objects.filter(holder=actor.person).select_related("for_person"))
    mandates = [(m.for_person_id, m.id, m.kind) for m in held if m.live(on) and m.for_person.erased_at is None]
    roles = {Role.PERSON} | {Role(role) for role, _ in memberships}
    if any(kind == Mandate.Kind.HELPER for *_, kind in mandates):
        roles.add(Role.HELPER)
    if any(kind == Mandate.Kind.COACH for *_, kind in mandates):
        roles.add(Role.COACH)
    live_mandates = tuple((giver, mandate) for giver, mandate, _ in mandates)
    # A mandate that is no longer live gives nothing: the actor then stands for nobody at all.
    holds = actor.on_behalf_of is None or (actor.on_behalf_of, actor.mandate) in live_mandates
    return Standing(
        person=actor.person, on_behalf_of=actor.on_behalf_of, mandate=actor.mandate, label=actor.label, at=at,
        roles=frozenset(roles) if holds else frozenset(),
        bodies=frozenset(body for role, body in memberships if role != Role.PERSON),
        coached=frozenset(giver for giver, _, kind in mandates if kind == Mandate.Kind.COACH),
        mandates=live_mandates, served=tuple((m.for_person_id, m.given_at, _end_of(m)) for m in held),
    )  # fmt: skip


def _end_of(mandate: Mandate) -> datetime:
    """The instant a mandate ended or will end: when it was revoked, or the midnight after its last day."""
    last = timezone.make_aware(datetime.combine(mandate.ends_on + timedelta(days=1), time.min))
    return min(mandate.revoked_at or last, last)
