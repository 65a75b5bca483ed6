"""Lines with an identity number: entered, brought in as a list, opened, taken back. Only under a live authorisation.

The rights are asked by the views (the keeper alone); here the authorisation is asked again, at each write and at each
opening, so that nothing goes in by another door.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from wolouj.foundation import audit, keys
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.uploads import CleanFile
from wolouj.foundation.words import pair
from wolouj.petitions.models import Petition
from wolouj.petitions.signing import queries
from wolouj.petitions.signing.actions import took_back
from wolouj.petitions.signing.models import Batch, Scan, Signature, Withdrawal
from wolouj.petitions.signing.numbers import digest, normal, plausible


class Twice(Exception):
    """The same number stands already in this petition, in the batch of this number."""

    def __init__(self, batch: int) -> None:
        super().__init__(batch)
        self.batch = batch


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a sheet. ``consented``: she signed under the words that say what the data is for."""

    number: str
    signed_on: date
    name: str = ""
    consented: bool = False


def allowed(petition: Petition, *, at: datetime) -> None:
    """Raise :class:`BadInput` unless the CNDP's authorisation is recorded and live: until then only counts."""
    found = queries.authorisation_of(petition)
    if found is None or not found.live(timezone.localdate(at)):
        raise BadInput(pair("petitions.not_authorised"), field="number")


def enter(*, batch: Batch, line: Line, second: bool = False, by: Actor, at: datetime) -> Signature | None:
    """Keep one line, encrypted. ``second``: it is a second signature on paper, so it is counted once and not kept.

    Raises:
        BadInput: no authorisation, no consent, no number, or more lines than were counted in the batch.
        Twice: the number stands already; nothing is written.
    """
    with transaction.atomic():
        row = Batch.objects.select_for_update().select_related("petition").get(pk=batch.pk)
        allowed(row.petition, at=at)
        _sound(line)
        known = Signature.objects.filter(petition=row.petition_id, digest=digest(row.petition_id, line.number))
        there = known.select_related("batch").first()
        if there is not None:
            if not second:
                raise Twice(there.batch.number)
            _count_once(row, by=by, at=at)
            return None
        _room(row, 1)
        made = _made(row, line, at)
        made.save(force_insert=True)
        audit.record(at=at, by=by, act="signature_entered", about=made, detail={"batch": row.number})
    return made


def _sound(line: Line) -> None:
    if not line.consented:
        raise BadInput(pair("petitions.consent_needed"), field="consented")
    if not plausible(normal(line.number)):
        raise BadInput(pair("petitions.number_unlike"), field="number")


def _room(batch: Batch, more: int) -> None:
    """Refuse more lines than signatures that count: the count of the paper comes first."""
    if batch.lines.count() + more > batch.standing:
        raise BadInput(pair("petitions.more_than_counted", n=batch.standing), field="number")


def _made(batch: Batch, line: Line, at: datetime) -> Signature:
    number = normal(line.number)
    return Signature(
        petition_id=batch.petition_id, batch=batch, province=batch.province, number=number, name=line.name,
        digest=digest(batch.petition_id, number), signed_on=line.signed_on, at=at,
    )  # fmt: skip


def _count_once(batch: Batch, *, by: Actor, at: datetime) -> None:
    if batch.lines.count() >= batch.standing:
        raise BadInput(pair("petitions.nothing_to_withdraw"), field="number")
    batch.twice += 1
    batch.save(update_fields=["twice"])
    audit.record(at=at, by=by, act="signature_twice", about=batch, detail={"batch": batch.number})


def enter_list(*, batch: Batch, found: Iterable[Line], by: Actor, at: datetime) -> int:
    """Keep the lines of a list, all or none. Returns how many.

    Raises:
        BadInput: as :func:`enter`; ``row`` says which line, counted from 1.
    """
    with transaction.atomic():
        row = Batch.objects.select_for_update().select_related("petition").get(pk=batch.pk)
        allowed(row.petition, at=at)
        made, seen = [], dict(Signature.objects.filter(petition=row.petition_id).values_list("digest", "batch__number"))
        for n, line in enumerate(found, start=1):
            try:
                _sound(line)
            except BadInput as fault:
                raise BadInput(fault.text, row=n, field=fault.field) from fault
            kept = _made(row, line, at)
            if kept.digest in seen:
                raise BadInput(pair("petitions.twice_in_list", batch=seen[kept.digest]), row=n, field="number")
            seen[kept.digest] = row.number
            made.append(kept)
        _room(row, len(made))
        Signature.objects.bulk_create(made, batch_size=2000)
        audit.record(at=at, by=by, act="signatures_brought", about=row, detail={"batch": row.number, "n": len(made)})
    return len(made)


def find(petition: Petition, number: str) -> Signature | None:
    """The line of a number, found without decrypting any."""
    rows = Signature.objects.filter(petition=petition, digest=digest(petition.pk, number))
    return rows.select_related("batch").first()


def withdraw(*, petition: Petition, number: str, on: date, by: Actor, at: datetime) -> Withdrawal:
    """She takes her signature back: her line is erased, the count corrected, and nothing says whose it was.

    Raises:
        BadInput: no line bears this number, or no authorisation is live.
    """
    with transaction.atomic():
        allowed(petition, at=at)
        line = find(petition, number)
        if line is None:
            raise BadInput(pair("petitions.no_such_line"), field="number")
        batch = Batch.objects.select_for_update().get(pk=line.batch_id)
        line.delete()
        return took_back(batch, on=on, had_line=True, by=by, at=at)


def open_number(*, line: Signature, by: Actor, at: datetime) -> str:
    """The number in full, for the keeper, once; the opening is written down.

    Raises:
        BadInput: the authorisation is over.
    """
    allowed(line.petition, at=at)
    audit.record(at=at, by=by, act="identity_opened", about=line, detail={"petition": line.petition_id})
    return str(line.number)


def keep_scan(*, batch: Batch, file: CleanFile, by: Actor, at: datetime) -> None:
    """Keep the picture of a batch's sheets, encrypted, in place of one it had.

    Raises:
        BadInput: no authorisation is live: nothing is kept.
    """
    allowed(batch.petition, at=at)
    with transaction.atomic():
        sealed = {"sealed": keys.encrypt_bytes(file.bytes), "kind": file.kind, "at": at}
        Scan.objects.update_or_create(batch=batch, defaults=sealed)
        audit.record(at=at, by=by, act="scan_kept", about=batch, detail={"batch": batch.number})


def open_scan(*, batch: Batch, by: Actor, at: datetime) -> tuple[bytes, str]:
    """The picture in clear and its kind, for the keeper; the opening is written down.

    Raises:
        BadInput: the authorisation is over.
    """
    allowed(batch.petition, at=at)
    audit.record(at=at, by=by, act="scan_opened", about=batch, detail={"batch": batch.number})
    return keys.decrypt_bytes(batch.scan.sealed), batch.scan.kind
