"""Writing to the outbox: the same thing once; calling off what is not true any more; sending again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from operator import attrgetter
from uuid import UUID

from django.db import connection, transaction

from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.outbox.models import Message, State

BATCH = 5000
"""Rows written at a time."""
_COLUMNS = [field.column for field in Message._meta.concrete_fields]
_NAMES = [field.attname for field in Message._meta.concrete_fields]
_VALUES = attrgetter(*_NAMES)
_ABOUT = _NAMES.index("about")
_CHOICES = [_NAMES.index(name) for name in ("kind", "channel", "lang", "state")]
"""Columns that may hold a choice of ours: a text to the database, and something else to COPY."""
_PUT = """
INSERT INTO {table} ({columns}) SELECT {columns} FROM put ON CONFLICT DO NOTHING
"""


def put(messages: Iterable[Message]) -> int:
    """Write those whose key is not there yet; how many were. One statement a few thousand, whoever else writes."""
    rows, written = iter(messages), 0
    while batch := list(islice(rows, BATCH)):
        with transaction.atomic():
            written += _put(batch)
    return written


def _put(batch: list[Message]) -> int:
    table, columns = Message._meta.db_table, ", ".join(f'"{name}"' for name in _COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE put (LIKE {table}) ON COMMIT DROP")
        with cursor.copy(f"COPY put ({columns}) FROM STDIN") as copy:
            for message in batch:
                copy.write_row(_row(message))
        cursor.execute(_PUT.format(table=table, columns=columns))
        written: int = cursor.rowcount
        cursor.execute("DROP TABLE put")
    return written


def _row(message: Message) -> list[object]:
    """The values of a row as COPY takes them: the usual way, field by field, would cost more than all the rest."""
    row = list(_VALUES(message))
    row[_ABOUT] = json.dumps(row[_ABOUT])
    for at in _CHOICES:
        row[at] = str(row[at])
    return row


def call_off(ids: Iterable[UUID], *, by: Actor, at: datetime) -> int:
    """Take back messages that still wait; how many did."""
    asked = list(ids)
    if not asked:
        return 0
    with transaction.atomic():
        gone = Message.objects.filter(id__in=asked, state=State.WAITING).update(state=State.CALLED_OFF)
        if gone:
            audit.record(at=at, by=by, act="messages_called_off", about="outbox", detail={"messages": gone})
    return gone


def send_again(message: Message, *, by: Actor, at: datetime) -> bool:
    """One that was given up waits again, as often as we try; False when somebody was quicker."""
    with transaction.atomic():
        again = Message.objects.filter(id=message.id, state=State.GAVE_UP)
        moved = bool(again.update(state=State.WAITING, attempts=0, due=at, until=None, trouble="", claimed_at=None))
        if moved:
            audit.record(at=at, by=by, act="message_sent_again", about=message, concerns=message.person)
    return moved


def drop(message: Message, *, by: Actor, at: datetime) -> bool:
    """One that was given up is left at that: it leaves the list of what a person must look at."""
    with transaction.atomic():
        moved = bool(Message.objects.filter(id=message.id, state=State.GAVE_UP).update(state=State.CALLED_OFF))
        if moved:
            audit.record(at=at, by=by, act="message_dropped", about=message, concerns=message.person)
    return moved
