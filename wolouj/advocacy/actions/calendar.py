"""All writing of what people told about councils."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from wolouj.advocacy.models import Session, SetUp
from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.people.models import Body


def tell_session(
    *, body: Body, fields: Mapping[str, Any], by: Actor, at: datetime, session: Session | None = None
) -> Session:
    """A session and its days, as somebody told; ``session`` is corrected when given."""
    row = session or Session(body=body, is_sample=body.is_sample)
    with transaction.atomic():
        for name, value in fields.items():
            setattr(row, name, value)
        row.told_on = timezone.localdate(at)
        row.save()
        audit.record(at=at, by=by, act="session_told", about=row, detail={"place": row.place, "on": str(row.starts_on)})
    return row


def remove_session(*, session: Session, by: Actor, at: datetime) -> None:
    """It was told by mistake, or is put off without a day."""
    with transaction.atomic():
        audit.record(at=at, by=by, act="session_removed", about=session, detail={"place": session.place})
        session.delete()


def tell_set_up(*, body: Body, fields: Mapping[str, Any], by: Actor, at: datetime) -> SetUp:
    """Whether a consultative body is set up there. What was told before stays; the last told counts."""
    with transaction.atomic():
        row = SetUp.objects.create(
            body=body, told_on=timezone.localdate(at), told_at=at, is_sample=body.is_sample, **fields
        )
        detail = {"kind": row.kind, "place": row.place, "set_up": row.is_set_up}
        audit.record(at=at, by=by, act="set_up_told", about=row, detail=detail)
    return row
