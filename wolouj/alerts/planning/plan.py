"""The plan of an instant: everything there is to tell, written to the outbox, once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count

from rulebook.engine.format import local
from wolouj.alerts.kinds import Kind
from wolouj.alerts.listeners import listeners
from wolouj.alerts.planning import digest, followed, matches, papers, quotes
from wolouj.foundation import audit, turns
from wolouj.foundation.actor import Actor
from wolouj.foundation.outbox.models import Message, State
from wolouj.foundation.outbox.putting import call_off, put


@dataclass(frozen=True, slots=True)
class Planned:
    """What was written, and what was taken back."""

    written: dict[str, int] = field(default_factory=dict)
    called_off: int = 0

    @property
    def alerts(self) -> int:
        """All of it."""
        return sum(self.written.values())

    def as_json(self) -> dict[str, int]:
        """Counts by kind."""
        return {**self.written, "called_off": self.called_off}


def plan(*, by: Actor, at: datetime) -> Planned:
    """Ask what there is to tell at ``at`` and write it. Safe to run as often as one likes: keys keep it once.

    One's own affairs come first and are never held back; suggestions take what room the day has left.
    """
    with transaction.atomic():
        turns.wait_for(turns.ALERTS)  # two plans at once could fill one person's day twice over
        gone = call_off(quotes.no_longer_true(at=at), by=by, at=at)
        heard = listeners()
        watches, results = quotes.after_deadline(heard, at=at)
        written: Counter[str] = Counter()
        for kind, told in (
            (Kind.CHANGED, followed.changes(heard, at=at)), (Kind.DEPOSIT, quotes.deposits(heard, at=at)),
            (Kind.WATCH, watches), (Kind.RESULT, results), (Kind.CLOSING, followed.closing(heard, at=at)),
            (Kind.PAPER, papers.papers(heard, at=at)), (Kind.DIGEST, digest.digests(at=at)),
        ):  # fmt: skip
            written[kind] += put(told)
        written[Kind.MATCH] += put(matches.suggestions(heard, told_on(at), at=at))
        done = Planned({str(kind): n for kind, n in written.items()}, gone)
        if done.alerts:
            audit.record(at=at, by=by, act="alerts_planned", about="outbox", detail=done.as_json())
    return done


def told_on(at: datetime) -> dict[tuple[UUID, UUID], int]:
    """(person, structure) -> alerts that count for that day, whatever they are about."""
    today = Message.objects.filter(day=local(at).date()).exclude(state=State.CALLED_OFF).exclude(structure=None)
    counted = today.values_list("person", "structure").annotate(n=Count("id")).order_by()
    return {(person, structure): n for person, structure, n in counted if structure is not None}
