"""All writing of counts: batches of sheets, and signatures taken back where only counts are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair
from wolouj.petitions.actions import NotNow
from wolouj.petitions.facts import provinces_of
from wolouj.petitions.models import Level, Petition
from wolouj.petitions.signing.models import Batch, Withdrawal
from wolouj.petitions.states import COUNTS, OVER


@dataclass(frozen=True, slots=True)
class Counted:
    """A batch as it was counted. ``province`` is empty only for the State's portal."""

    province: str
    counted: int
    counted_by: str
    counted_on: date
    sheets: int = 0
    set_aside: int = 0


def count_batch(*, petition: Petition, told: Counted, by: Actor, at: datetime) -> Batch:
    """One more batch, numbered after the last.

    Raises:
        NotNow: its signatures are not being gathered.
        BadInput: a province that this council does not reach.
    """
    allowed = {place.code for place in provinces_of(petition)} | ({""} if petition.level == Level.STATE else set())
    if told.province not in allowed:
        raise BadInput(pair("petitions.province_elsewhere"), field="province")
    with transaction.atomic():
        _gathering(petition)
        last = Batch.objects.filter(petition=petition).aggregate(n=Max("number"))["n"] or 0
        batch = Batch.objects.create(
            petition=petition, number=last + 1, province=told.province, sheets=told.sheets, counted=told.counted,
            set_aside=told.set_aside, counted_by=told.counted_by, counted_on=told.counted_on, at=at,
        )  # fmt: skip
        detail = {"number": batch.number, "province": batch.province, "counted": batch.counted}
        audit.record(at=at, by=by, act="batch_counted", about=batch, detail=detail)
    return batch


def _gathering(petition: Petition) -> Petition:
    row = Petition.objects.select_for_update().get(pk=petition.pk)
    if row.state not in COUNTS:
        raise NotNow
    return row


def remove_batch(*, batch: Batch, by: Actor, at: datetime) -> None:
    """A batch counted by mistake goes, its number stays unused at the end only.

    Raises:
        BadInput: lines, a scan or withdrawals hang on it.
    """
    with transaction.atomic():
        _gathering(batch.petition)
        row = Batch.objects.select_for_update().get(pk=batch.pk)
        if row.lines.exists() or row.withdrawn or row.twice or hasattr(row, "scan"):
            raise BadInput(pair("petitions.batch_in_use"), field="batch")
        audit.record(at=at, by=by, act="batch_removed", about=row, detail={"number": row.number})
        row.delete()


def withdraw_one(*, batch: Batch, on: date, by: Actor, at: datetime) -> Withdrawal:
    """Somebody takes her signature back, and no line was entered: the count is corrected, nobody is named.

    Raises:
        NotNow: the petition is over.
        BadInput: nothing is left to take back in that batch, but lines the keeper holds.
    """
    with transaction.atomic():
        row = Batch.objects.select_for_update().select_related("petition").get(pk=batch.pk)
        if row.petition.state in OVER:
            raise NotNow
        if row.standing <= row.lines.count():
            raise BadInput(pair("petitions.nothing_to_withdraw"), field="batch")
        return took_back(row, on=on, had_line=False, by=by, at=at)


def took_back(batch: Batch, *, on: date, had_line: bool, by: Actor, at: datetime) -> Withdrawal:
    """Correct the count of a locked batch and leave a trace without identity."""
    batch.withdrawn += 1
    batch.save(update_fields=["withdrawn"])
    row = Withdrawal.objects.create(petition=batch.petition, batch=batch, on=on, had_line=had_line, at=at)
    audit.record(at=at, by=by, act="signature_withdrawn", about=row, detail={"batch": batch.number, "line": had_line})
    return row
