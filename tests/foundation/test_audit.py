"""The audit line: added, never changed, naming nobody."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from wolouj.foundation.actor import OPERATOR, Actor
from wolouj.foundation.audit import lines_about, record
from wolouj.foundation.models import AuditLine

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def test_a_line_names_who_for_whom_and_under_which_mandate() -> None:
    me, her, mandate = uuid4(), uuid4(), uuid4()
    line = record(at=AT, by=Actor(me, her, mandate), act="quote_made_ready", about="quote", detail={"lines": 10})
    assert (line.person, line.on_behalf_of, line.mandate, line.detail) == (me, her, mandate, {"lines": 10})
    assert list(lines_about(her)) == [line] and not lines_about(me), "it is her line, not the helper's"


def test_whoever_it_concerns_reads_it() -> None:
    her = uuid4()
    record(at=AT, by=OPERATOR, act="appointed", about="membership", concerns=her)
    record(at=AT, by=OPERATOR, act="appointed", about="membership", concerns=uuid4())
    assert lines_about(her).count() == 1


@pytest.mark.parametrize("detail", [{"phone": "06"}, {"a": {"CIN": "x"}}, {"list": [{"pin": "1"}]}, {"full_name": "F"}])
def test_personal_data_and_secrets_are_refused(detail: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        record(at=AT, by=OPERATOR, act="x", about="y", detail=detail)


def test_neither_code_nor_database_changes_a_line() -> None:
    line = record(at=AT, by=OPERATOR, act="x", about="y")
    line.act = "z"
    with pytest.raises(TypeError):
        line.save()
    with pytest.raises(TypeError):
        line.delete()
    for change in (lambda: AuditLine.objects.update(act="z"), lambda: AuditLine.objects.all().delete()):
        with pytest.raises(DatabaseError, match="added, never changed"), transaction.atomic():
            change()
    assert AuditLine.objects.get().act == "x"
