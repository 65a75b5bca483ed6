"""All writing of the difficulties room: one is told, and taken back."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from wolouj.difficulties.codes import codes
from wolouj.difficulties.models import SourceKind, Telling
from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.people.models import Body, Person


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a difficulty. Empty is "not told"; ``cost`` in dirhams; an empty step is that of the code."""

    code: str
    step: str = ""
    articles: tuple[str, ...] = ()
    buyer_kind: str = ""
    province: str = ""
    cost: Decimal | None = None
    words: str = ""
    words_ok: bool = False
    voices: int = 1


def tell(
    *, told: Told, source: SourceKind, source_id: str, by: Actor, at: datetime, person: Person | None = None,
    body: Body | None = None, is_sample: bool = False,
) -> Telling:  # fmt: skip
    """Write a difficulty down. The same person (or the same hands) on the same code and source: her row is corrected.

    Args:
        source_id: the id of the row of a room above; the day in ISO form where there is none.
        person: who told it, or ``None`` for hands counted.
        body: whose register it stands in.

    Raises:
        KeyError: a code that is not in the list.
    """
    found = codes()[told.code]
    given = asdict(told) | {
        "step": told.step or found.step,
        "articles": list(told.articles or found.articles),
        "voices": told.voices if person is None else 1,
    }
    key: dict[str, Any] = {"person": person, "code": told.code, "source": source, "source_id": source_id}
    if person is None:
        key["body"] = body
    fields = given | {"body": body, "told_on": timezone.localdate(at), "told_at": at, "is_sample": is_sample}
    try:
        with transaction.atomic():
            row, new = Telling.objects.update_or_create(**key, defaults=fields)
            _line(row, new=new, by=by, at=at)
    except IntegrityError:  # the same tap twice at the same instant: the second corrects the first
        with transaction.atomic():
            row, new = Telling.objects.update_or_create(**key, defaults=fields)
            _line(row, new=new, by=by, at=at)
    return row


def _line(row: Telling, *, new: bool, by: Actor, at: datetime) -> None:
    detail = {"about": row.code, "source": row.source, "new": new}
    hers = None if row.person_id in (by.person, by.on_behalf_of) else row.person_id
    audit.record(at=at, by=by, act="difficulty_told", about=row, detail=detail, concerns=hers)


def uncount(*, code: str, source_id: str, body: Body, by: Actor, at: datetime) -> None:
    """Hands counted by mistake at a meeting, or about a question of it."""
    with transaction.atomic():
        rows = Telling.objects.filter(
            code=code, source=SourceKind.MEETING, source_id=source_id, body=body, person=None
        )  # fmt: skip
        if rows.delete()[0]:
            audit.record(at=at, by=by, act="difficulty_uncounted", about=body, detail={"about": code})


def take_back(*, telling: Telling, by: Actor, at: datetime) -> None:
    """She no longer wants it told: the row is deleted, only the audit line says that one was."""
    with transaction.atomic():
        audit.record(at=at, by=by, act="difficulty_taken_back", about="difficulty", detail={})
        telling.delete()
