"""What a person was told, and what her ceiling held back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from rulebook.engine.format import local
from wolouj.alerts.kinds import Kind
from wolouj.alerts.models import Choice, FeedLink, Follow
from wolouj.alerts.planning.same import first_of
from wolouj.bids.models import Quote
from wolouj.foundation.outbox.models import Message, State
from wolouj.matching.queries import Match, matches_for
from wolouj.structures.models import Structure

SHOWN_FOR = timedelta(days=14)
MOST = 60
HELD_SHOWN = 100


def told_to(person: UUID, *, at: datetime) -> list[Message]:
    """What she was told these days, the latest first; what is for later or was called off is left out."""
    mine = Message.objects.filter(person=person, due__lte=at, due__gt=at - SHOWN_FOR)
    return list(mine.exclude(state=State.CALLED_OFF).order_by("-due", "-made_at", "id")[:MOST])


def held_back(structure: Structure, person: UUID, *, at: datetime) -> list[Match]:
    """The open notices that fit and that she was neither told of nor has a quote for, best first."""
    matches = matches_for(structure, at=at, shown=HELD_SHOWN).fitting
    ids = [match.notice.id for match in matches]
    same = first_of([match.notice for match in matches], at=at)
    quotes = Quote.objects.filter(Q(notice__in=ids) | Q(notice__origin__in=ids), structure=structure)
    done = {id for pair in quotes.values_list("notice", "notice__origin") for id in pair}
    keys = {f"{Kind.MATCH}:{structure.id}:{same[id]}:{person}": id for id in ids}
    told = set(Message.objects.filter(key__in=keys).values_list("key", flat=True))
    done |= {id for key, id in keys.items() if key in told}
    return [match for match in matches if match.notice.id not in done]


def follows(person: UUID, notice: UUID) -> bool:
    """Whether she asked to be told of this notice."""
    return Follow.objects.filter(person=person, notice=notice).exists()


def feed_link(person: UUID, structure: UUID) -> FeedLink | None:
    """The secret address she has for this structure."""
    return FeedLink.objects.filter(person=person, structure=structure).first()


def told_today(person: UUID, *, at: datetime) -> int:
    """How many alerts she has had today. One query."""
    mine = Message.objects.filter(person=person, day=local(at).date(), due__lte=at)
    return mine.exclude(state=State.CALLED_OFF).count()


def choices_of(person: UUID, structures: Iterable[UUID]) -> dict[UUID | None, Choice]:
    """Structure (or nothing, for those she accompanies) -> what she chose. One query."""
    asked: Sequence[UUID] = list(structures)
    mine = Choice.objects.filter(Q(structure__in=asked) | Q(structure=None), person=person)
    return {choice.structure_id: choice for choice in mine}
