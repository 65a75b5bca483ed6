"""Groups: made of who a call accepted, joined later, left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair
from wolouj.programme.models import Call
from wolouj.training import queries
from wolouj.training.actions.sessions import expect_from_now, no_longer_expect
from wolouj.training.models import Group, Learner, Path

MOST = 60
"""Learners of one group: more is two groups."""


def make_group(
    *, path: Path, call: Call, fields: Mapping[str, Any], by: Actor, at: datetime, is_sample: bool = False
) -> Group:
    """A new group of ``call`` on ``path``, still empty. ``fields``: its names.

    Raises:
        BadInput: the call is another body's.
    """
    if call.programme.body_id != path.body_id:
        raise BadInput(pair("training.call_of_another"), field="call")
    with transaction.atomic():
        group = Group.objects.create(path=path, call=call, made_at=at, is_sample=is_sample, **fields)
        audit.record(at=at, by=by, act="group_made", about=group, detail={"call": call.pk, "path": path.pk})
    return group


def join(*, group: Group, participants: Iterable[UUID], by: Actor, at: datetime) -> int:
    """Put accepted people in a group; they are expected at what is still to come. Returns how many came in.

    Who is there already changes nothing; who had left comes back.

    Raises:
        BadInput: one of them was not accepted by the group's call, or the group would be too large.
    """
    asked = list(dict.fromkeys(participants))
    with transaction.atomic():
        group = Group.objects.select_for_update(of=("self",)).select_related("path", "call").get(pk=group.pk)
        accepted = set(queries.accepted(group.call).values_list("participant_id", flat=True))
        if not accepted.issuperset(asked):
            raise BadInput(pair("training.not_accepted"), field="participants")
        there = {row.participant_id: row for row in group.learners.all()}
        back = [row for key in asked if (row := there.get(key)) and row.left_at is not None]
        new = [Learner(group=group, participant_id=key, joined_at=at) for key in asked if key not in there]
        live = sum(1 for row in there.values() if row.left_at is None)
        if live + len(new) + len(back) > MOST:
            raise BadInput(pair("training.group_full", most=MOST), field="participants")
        Learner.objects.filter(pk__in=[row.pk for row in back]).update(left_at=None)
        come = [*Learner.objects.bulk_create(new), *back]
        if come:
            expect_from_now(group=group, learners=[row.pk for row in come], by=by, at=at)
            audit.record(at=at, by=by, act="group_joined", about=group, detail={"learners": len(come)})
    return len(come)


def leave(*, learner: Learner, by: Actor, at: datetime) -> None:
    """She goes no further with this group: what she attended stays, she is expected no more."""
    with transaction.atomic():
        if not Learner.objects.filter(pk=learner.pk, left_at=None).update(left_at=at):
            return
        learner.left_at = at
        no_longer_expect(learner=learner, by=by, at=at)
        audit.record(at=at, by=by, act="group_left", about=learner)
