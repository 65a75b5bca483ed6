"""What the indexes of the public list hold: all that is open, little else, and never a word in the answer."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from tests.notices.published import AT, bring_in, lines, tender
from wolouj.notices.closing import LOOKED_BACK, put_away
from wolouj.notices.finding import Asked, find, open_public
from wolouj.notices.models import Notice

pytestmark = pytest.mark.django_db
LONG_AGO = "01/09/2026 10:00"
LATER = AT + timedelta(days=60)


def test_what_closed_long_ago_is_put_away_and_what_is_open_never_is(tmp_path: Path) -> None:
    days = [LONG_AGO, "20/11/2026 10:00", "15/12/2026 10:00", "15/03/2027 10:00", ""]
    bring_in(tmp_path, lines(*(tender(n, date_limite=day) for n, day in enumerate(days, start=1))))
    held = Notice.objects.filter(closes__isnull=False)
    assert [row.reference for row in held.order_by("closes")] == ["2/2026", "3/2026", "4/2026", "5/2026"]
    assert find(Asked(), at=AT).total == 3
    assert put_away(at=LATER) == 2 and put_away(at=LATER) == 0
    assert find(Asked(), at=LATER).total == held.count() == 2
    assert find(Asked("peinture"), at=LATER).total == 2


def test_a_deadline_put_off_brings_it_back(tmp_path: Path) -> None:
    bring_in(tmp_path, lines(tender(1, date_limite=LONG_AGO)))
    assert not find(Asked("peinture"), at=AT).total and not Notice.objects.get().may_be_open
    bring_in(tmp_path, lines(tender(1, date_limite="15/01/2027 10:00", scraped_at="2026-11-23T08:00:00+00:00")), at=AT)
    assert find(Asked("peinture"), at=AT).total == 1 and Notice.objects.get().may_be_open


def test_a_cancelled_one_leaves_and_comes_back(tmp_path: Path) -> None:
    bring_in(tmp_path, lines(tender(1)))
    for cancelled, total in ((AT, 0), (None, 1)):
        Notice.objects.update(cancelled_at=cancelled)
        assert open_public(AT).count() == total


def test_a_little_past_may_be_asked(tmp_path: Path) -> None:
    bring_in(tmp_path, lines(tender(1, date_limite="20/11/2026 10:00")))
    assert timedelta(days=4) < LOOKED_BACK and find(Asked(), at=AT - timedelta(days=5)).total == 1


def test_words_are_looked_up_in_the_index_of_the_open(tmp_path: Path) -> None:
    """The index serves the question as it is asked: the database could not use it if the conditions differed."""
    bring_in(tmp_path, lines(*(tender(n) for n in range(1, 30))))
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX public_open, public_newest")  # of few rows any index is as good as another
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
    plan = open_public(AT).filter(search_vector="peinture").explain()
    assert "public_by_words" in plan
