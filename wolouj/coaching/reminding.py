"""The helper's clocks leave the page: what a coach owes is told to her at 48 hours and 5 days, to the manager at 10.

Each is said once, by the way and in the hours each chose, through the outbox; one that still waits when the visit was
made or the thing done is called off. A message holds a name and since when, nothing else of anybody.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from wolouj.alerts.kinds import Kind
from wolouj.alerts.listeners import Listener, accompanying
from wolouj.alerts.saying import few_words, lang_of, page_of, path_of, put_down
from wolouj.alerts.timing import after_quiet
from wolouj.coaching.day.clocks import FIRST, LAST, THEN, Clock, Late, clocks_of, escalated, timed
from wolouj.coaching.models import Following
from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.outbox.models import Message, State
from wolouj.foundation.outbox.putting import call_off, put
from wolouj.foundation.words import say
from wolouj.support import helpers

LATELY = timedelta(days=7)
"""What came to its step longer ago is not told any more: an installation that begins would tell years at once. The
pages have it."""
STEPS = {Late.SAID: FIRST, Late.TO_MANAGER: THEN, Late.TO_ANOTHER: LAST}
MARK = f"{Kind.ASKED}:coach:"
"""What the keys of these messages begin with."""


@dataclass(frozen=True, slots=True)
class Owing:
    """What is owed the longest of one file, and to whom it is told."""

    row: Any
    clock: Clock
    to: tuple[UUID, ...]


def remind(*, by: Actor, at: datetime) -> int:
    """Write to the outbox what there is to recall at ``at``, and take back what is done. Safe to run again.

    Returns:
        How many are new.
    """
    with transaction.atomic():
        gone = take_back(by=by, at=at)
        written = put(_messages(list(_owing(at)), at))
        if written or gone:
            audit.record(at=at, by=by, act="clocks_told", about="caseload", detail={"reminders": written, "gone": gone})
    return written


def take_back(*, by: Actor, at: datetime) -> int:
    """Call off what still waits and is owed no more: she was met, it is done, another has the file. Two queries."""
    waiting = list(Message.objects.filter(key__startswith=MARK, state=State.WAITING).values_list("id", "about"))
    if not waiting:
        return 0
    live = Following.objects.filter(pk__in={about["following"] for _, about in waiting}, ended_at=None)
    owed = {
        _about(row, clock)["owed"]
        for row in timed(live, on=timezone.localdate(at))
        for clock in clocks_of(row, at=at)
    }  # fmt: skip
    return call_off([id for id, about in waiting if about["owed"] not in owed], by=by, at=at)


def _owing(at: datetime) -> Iterator[Owing]:
    """The files of whom something is owed for 48 hours, with what waits longest. Two queries."""
    live = Following.objects.filter(ended_at=None, participant__erased_at=None, coach__erased_at=None)
    managers = helpers.managers(at=at)
    for row in escalated(live.select_related("participant", "coach"), at=at, least=FIRST):
        clock = clocks_of(row, at=at)[0]
        if clock.late is Late.NOT_YET or at - clock.since - STEPS[clock.late] > LATELY:
            continue
        heads = tuple(one.pk for one in managers.get(row.participant.body_id, []))
        yield Owing(row, clock, heads if clock.late is Late.TO_ANOTHER else (row.coach_id,))


def _messages(owing: list[Owing], at: datetime) -> Iterator[Message]:
    """One message a file, a step and a reader. Two queries."""
    heard = accompanying({person for each in owing for person in each.to})
    for each in owing:
        for person in each.to:
            if (who := heard.get(person)) is not None:
                yield _message(each, who, at)


def _message(each: Owing, who: Listener, at: datetime) -> Message:
    lang, row, clock = lang_of(who), each.row, each.clock
    told = {"name": row.participant.shown_name(lang), "n": (at - clock.since).days, "coach": row.coach.shown_name(lang)}
    ours = clock.late is Late.TO_ANOTHER
    words = few_words(
        say("coaching.remind_another" if ours else f"coaching.remind_{clock.owed}", lang, **told),
        say(f"coaching.remind_text_{clock.late.name.lower()}", lang, **told),
        why=say("coaching.remind_why_manager" if ours else "coaching.remind_why_coach", lang), who=who,
    )  # fmt: skip
    path = page_of("coaching:manage", lang) if ours else path_of("coaching:file", lang, row.participant_id)
    about = _about(row, clock)
    made = put_down(
        words, who, Kind.ASKED, key=f"coach:{about['owed']}:{int(clock.late)}", at=at, due=after_quiet(who.hours, at),
        path=path, about=about,
    )  # fmt: skip
    made.is_sample = made.is_sample or row.participant.is_sample
    return made


def _about(row: Following, clock: Clock) -> dict[str, str]:
    """Whose file, and which thing owed since when: what a message is still true of."""
    return {"following": str(row.pk), "owed": f"{row.pk}:{clock.owed}:{clock.since:%Y%m%d}"}
