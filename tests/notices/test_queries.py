"""What the room reads: the right rows in the right order, at a number of queries that does not grow."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.notices.conftest import AT, TEXT
from wolouj.foundation.actor import Actor
from wolouj.notices import actions, queries
from wolouj.notices.facts import as_notice
from wolouj.notices.models import Notice
from wolouj.people.models import Person


def references(rows: Any) -> list[str]:
    return [row.reference for row in rows]


def test_open_by_urgency_then_those_past_or_cancelled(
    save: Callable[..., Notice], ftoum: Person, other: Person, by: Actor
) -> None:
    save("late", deadline=AT + timedelta(days=9))
    save("soon", deadline=AT + timedelta(hours=3))
    save("unknown", deadline=None)
    save("past", deadline=AT - timedelta(hours=1))
    actions.cancel_notice(notice=save("cancelled", deadline=AT + timedelta(days=2)), by=by, at=AT)
    assert references(queries.open_notices(ftoum.id, at=AT)) == ["soon", "late", "unknown"]
    assert references(queries.closed_notices(ftoum.id, at=AT)) == ["cancelled", "past"]
    assert not queries.open_notices(other.id, at=AT) and not queries.closed_notices(other.id, at=AT)


def test_drafts_wait_until_confirmed(ftoum: Person, by: Actor) -> None:
    first = actions.draft_from_text(text=TEXT, person=ftoum, by=by, at=AT)
    second = actions.draft_blank(person=ftoum, by=by, at=AT + timedelta(minutes=1))
    assert list(queries.waiting_drafts(ftoum.id)) == [second, first]
    actions.confirm_draft(draft=first, by=by, at=AT)
    assert list(queries.waiting_drafts(ftoum.id)) == [second]


def counted(read: Callable[[], object]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        read()
    return len(asked)


@pytest.mark.parametrize(
    "read",
    [
        lambda who: [str(n.buyer) for n in queries.open_notices(who, at=AT)],
        lambda who: [str(n.buyer) for n in queries.closed_notices(who, at=AT + timedelta(days=30))],
        lambda who: [as_notice(n) for n in queries.notices_of(who).prefetch_related("lines", "lots")],
        lambda who: [d.fields for d in queries.waiting_drafts(who)],
    ],
)
def test_as_many_queries_for_three_as_for_one(
    read: Callable[[Any], object], save: Callable[..., Notice], ftoum: Person, by: Actor
) -> None:
    def one_more(reference: str) -> None:
        save(reference, buyer=f"Commune {reference}")
        actions.draft_from_text(text=TEXT, person=ftoum, by=by, at=AT)

    one_more("1")
    one = counted(lambda: read(ftoum.id))
    one_more("2")
    one_more("3")
    assert counted(lambda: read(ftoum.id)) == one > 0


def test_the_list_page_asks_as_much_for_three_as_for_one(
    her: Client, save: Callable[..., Notice], ftoum: Person, by: Actor
) -> None:
    def page() -> None:
        assert her.get("/fr/notices/").status_code == 200

    save("1", buyer="Commune 1")
    page()
    one = counted(page)
    save("2", buyer="Commune 2")
    save("3", buyer="Commune 3")
    assert counted(page) == one
