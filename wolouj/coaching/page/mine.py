"""The person's own page, as plain values."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from wolouj.coaching import queries
from wolouj.coaching.page import file
from wolouj.coaching.page.walls import hers_row
from wolouj.coaching.wall.standing import second_for
from wolouj.foundation.words import active
from wolouj.programme.models import Participant


def mine_page(person: UUID, *, on: date) -> dict[str, Any]:
    """Each file she has at a body that accompanies her."""
    rows = Participant.objects.filter(person=person, same_as=None).select_related("body")
    return {"files": [_file(row, on) for row in rows if queries.live_following(row.pk)]}


def _file(row: Participant, on: date) -> dict[str, Any]:
    following = queries.live_following(row.pk)
    visits = list(queries.visits_of(row.pk)[: queries.LAST])
    return file.plan(queries.goals_of(row.pk), on=on, own=True) | {
        "body": row.body.shown_name(active()),
        "coach": following.coach.shown_name(active()) if following else "",
        "visits": [file.visit_row(each) for each in visits],
        "next": next((each.next_on for each in visits[:1] if each.next_on and each.next_on >= on), None),
        "seconds": [hers_row(each) for each in second_for(row.pk)],
        "sample": row.is_sample,
    }
