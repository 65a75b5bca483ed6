"""Who is told about a structure: its people with an account, each by the way and at the hours she chose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from wolouj.alerts.models import Choice
from wolouj.alerts.timing import DEFAULT, Hours
from wolouj.foundation.outbox.models import Channel
from wolouj.people.models import Mandate, Person
from wolouj.structures.models import Member

CEILING = 3


@dataclass(frozen=True, slots=True)
class Listener:
    """A person told about a structure (or, without one, about those she accompanies)."""

    person: UUID
    structure: UUID | None
    lang: str
    channel: Channel = Channel.PAGE
    hours: Hours = DEFAULT
    ceiling: int = CEILING
    is_sample: bool = False


_CHOSEN = ("person", "structure", "channel", "hour", "quiet_from", "quiet_to", "ceiling", "stopped_at")


def listeners(structures: Iterable[UUID] | None = None) -> dict[UUID, list[Listener]]:
    """Structure -> who is told about it; of all structures, or of these. Two queries."""
    members = Member.objects.filter(until=None, person__erased_at=None, structure__archived_at=None)
    choices = Choice.objects.exclude(structure=None)
    if structures is not None:
        asked = list(structures)
        members, choices = members.filter(structure__in=asked), choices.filter(structure__in=asked)
    chosen = _chosen(choices)
    found: dict[UUID, list[Listener]] = defaultdict(list)
    told = members.exclude(person=None).values_list("person", "structure", "person__language", "person__is_sample")
    for person, structure, lang, sample in told.distinct():
        found[structure].append(_listener(person, structure, lang, sample, chosen.get((person, structure))))
    return found


def _chosen(choices: QuerySet[Choice]) -> dict[tuple[UUID, UUID | None], tuple[Channel, Hours, int]]:
    found = {}
    for person, structure, channel, hour, quiet_from, quiet_to, ceiling, stopped in choices.values_list(*_CHOSEN):
        way = Channel.PAGE if stopped else Channel(channel)
        found[person, structure] = (way, Hours(hour, quiet_from, quiet_to), ceiling)
    return found


def _listener(
    person: UUID, structure: UUID | None, lang: str, sample: bool, chosen: tuple[Channel, Hours, int] | None
) -> Listener:
    if chosen is None:
        return Listener(person, structure, lang, is_sample=sample)
    return Listener(person, structure, lang, *chosen, is_sample=sample)


def coaches(*, on: date) -> dict[UUID, tuple[Listener, list[UUID]]]:
    """Coach -> how she is told, and the persons who gave her a mandate that is live on that day. Two queries."""
    live = Q(revoked_at=None, starts_on__lte=on, ends_on__gte=on, holder__erased_at=None, for_person__erased_at=None)
    held = Mandate.objects.filter(live, kind=Mandate.Kind.COACH)
    givers: dict[tuple[UUID, str, bool], list[UUID]] = defaultdict(list)
    for holder, lang, sample, giver in held.values_list(
        "holder", "holder__language", "holder__is_sample", "for_person"
    ):
        givers[holder, lang, sample].append(giver)
    chosen = _chosen(Choice.objects.filter(structure=None))
    return {
        holder: (_listener(holder, None, lang, sample, chosen.get((holder, None))), list(dict.fromkeys(whom)))
        for (holder, lang, sample), whom in givers.items()
    }


def accompanying(persons: Iterable[UUID]) -> dict[UUID, Listener]:
    """How each of these persons is told about those she accompanies. Two queries."""
    asked = list(persons)
    chosen = _chosen(Choice.objects.filter(person__in=asked, structure=None))
    people = Person.objects.filter(id__in=asked, erased_at=None).values_list("id", "language", "is_sample")
    return {key: _listener(key, None, lang, sample, chosen.get((key, None))) for key, lang, sample in people}


def followers_of(persons: Iterable[UUID]) -> dict[UUID, Listener]:
    """How each of these persons is told about what she follows herself: as for her first structure."""
    asked = list(persons)
    first: dict[UUID, UUID] = {}
    mine = Member.objects.filter(person__in=asked, until=None, structure__archived_at=None)
    for person, structure in mine.order_by("structure__made_at", "structure").values_list("person", "structure"):
        if person is not None:
            first.setdefault(person, structure)
    chosen = _chosen(Choice.objects.filter(person__in=asked).exclude(structure=None))
    people = Person.objects.filter(id__in=asked, erased_at=None).values_list("id", "language", "is_sample")
    found = {}
    for person, lang, sample in people:
        hers = first.get(person)
        found[person] = _listener(person, hers, lang, sample, chosen.get((person, hers)))
    return found
