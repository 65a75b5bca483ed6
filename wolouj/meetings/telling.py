"""What this room has to tell people with an account, written to the outbox once each.

An answer to who asked; a promise that needs a hand to those who run its body; an invitation, a meeting that moved to
who was to come. Keys keep each thing once, however often this runs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import override

from rulebook.engine.format import local
from wolouj.alerts.kinds import Kind
from wolouj.alerts.listeners import Listener, followers_of
from wolouj.alerts.saying import lang_of, message, path_of
from wolouj.alerts.timing import after_quiet, daily
from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.outbox.models import Message
from wolouj.foundation.outbox.putting import put
from wolouj.foundation.words import say
from wolouj.meetings.following.queries import Reminder, reminders
from wolouj.meetings.inviting import telling as inviting
from wolouj.meetings.models import Question, both
from wolouj.meetings.queries import answers_to_tell
from wolouj.people.models import Membership
from wolouj.people.roles import Role

LATELY = timedelta(days=30)
"""How far back answers are looked for: keys keep each from being told twice."""
GOOD_FOR = timedelta(days=7)
"""A reminder that could not leave for so long is not true any more."""


def tell(*, by: Actor, at: datetime) -> dict[str, int]:
    """Write what there is to tell at ``at``; how many of each kind were new."""
    with transaction.atomic():
        written: Counter[str] = Counter()
        written[Kind.ANSWER] = put(answers(at=at))
        written[Kind.PROMISE] = put(promises(at=at))
        written[Kind.INVITED] = put(inviting.invitations(at=at))
        written[Kind.MOVED] = put(inviting.changes(at=at))
        told = {str(kind): n for kind, n in written.items()}
        if written.total():
            audit.record(at=at, by=by, act="alerts_planned", about="outbox", detail=told)
    return told


def answers(*, at: datetime) -> Iterator[Message]:
    """Each answer of these days, to who asked from her own account. Published words only: phones are shared."""
    rows = list(answers_to_tell(since=at - LATELY, until=at))
    heard = followers_of({row.asker_id for row in rows if row.asker_id})
    for row in rows:
        who = heard.get(row.asker_id) if row.asker_id else None
        if who is not None:
            yield _answer(row, who, at)


def _answer(row: Question, who: Listener, at: datetime) -> Message:
    lang = lang_of(who)
    with override(lang):
        path = reverse("meetings:answer", args=[row.receipt])
    return message(
        who, Kind.ANSWER, key=str(row.id), name=both(row, "text", lang)[0], at=at, due=after_quiet(who.hours, at),
        path=path, about={"question": str(row.id)}, why=say("alerts.because.asked", lang),
        meeting=row.meeting.gathering.title(lang),
    )  # fmt: skip


def promises(*, at: datetime) -> Iterator[Message]:
    """Each promise that needs a hand that day, to the managers of the body it was made to: once a reason and a day."""
    on = local(at).date()
    found = reminders(on=on)
    runs = _managers({one.commitment.meeting.gathering.body_id for one in found}, on)
    heard = followers_of({person for persons in runs.values() for person in persons})
    for one in found:
        for person in runs[one.commitment.meeting.gathering.body_id]:
            if (who := heard.get(person)) is not None:
                yield _promise(one, who, at)


def _managers(bodies: set[UUID], on: date) -> dict[UUID, list[UUID]]:
    """Body -> who runs it that day."""
    live = Q(until=None) | Q(until__gte=on)
    rows = Membership.objects.filter(live, body__in=bodies, role=Role.MANAGER, since__lte=on)
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for body, person in rows.values_list("body", "person").distinct().order_by("body", "person"):
        found[body].append(person)
    return found


def _promise(one: Reminder, who: Listener, at: datetime) -> Message:
    row, lang = one.commitment, lang_of(who)
    due = after_quiet(who.hours, max(at, daily(who.hours, local(at).date())))
    return message(
        who, Kind.PROMISE, key=f"{row.id}:{one.why}:{row.due or ''}", name=both(row, "what", lang)[0], at=at, due=due,
        until=due + GOOD_FOR, path=path_of("meetings:commitment", lang, row.id), about={"commitment": str(row.id)},
        wording=f"promise_{one.why}", why=say("alerts.because.promise", lang), days=abs(one.days or 0),
        meeting=row.meeting.gathering.title(lang),
    )  # fmt: skip
