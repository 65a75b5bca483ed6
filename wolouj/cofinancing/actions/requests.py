"""A request: begun, told screen by screen, its rows and papers, sent; withdrawn."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from PIL import Image

from wolouj.cofinancing.actions.moving import held, move
from wolouj.cofinancing.models import Agreement, Event, Item, Own, Piece, PieceKind, Purchase, Request, Ruling, Terms
from wolouj.cofinancing.states import State
from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.uploads import QUALITY, CleanFile
from wolouj.foundation.words import pair
from wolouj.programme.models import Application, Outcome

MOST_ROWS = 30
"""Lines of what is bought, and of what she brings."""
MOST_PIECES = 120


def begin(*, application: Application, by: Actor, at: datetime, is_sample: bool = False) -> Request:
    """The draft of a chosen person, or the one she has.

    Raises:
        BadInput: she was not chosen, or the call has no rules of co-financing yet.
    """
    decision = getattr(application, "decision", None)
    if decision is None or decision.outcome != Outcome.SELECTED or application.answered_at is None:
        raise BadInput(pair("cofinancing.only_chosen"))
    terms = Terms.objects.select_related("call__programme").filter(call=application.call_id).first()
    if terms is None:
        raise BadInput(pair("cofinancing.no_terms"))
    with transaction.atomic():
        sample = is_sample or application.participant.is_sample or terms.call.programme.is_sample
        told = {"terms": terms, "since": at, "made_at": at, "is_sample": sample}
        row, made = Request.objects.get_or_create(application=application, defaults=told)
        if made:
            audit.record(at=at, by=by, act="cofinancing_begun", about=row, concerns=application.participant.person_id)
    return row


def _draft(request: Request) -> Request:
    row = held(request)
    if row.state != State.DRAFT:
        raise BadInput(pair("cofinancing.sent_already"))
    return row


def tell(*, request: Request, fields: Mapping[str, Any], by: Actor, at: datetime) -> None:
    """Write the answers of one screen.

    Raises:
        BadInput: it was sent already.
    """
    with transaction.atomic():
        row = _draft(request)
        for name, value in fields.items():
            setattr(row, name, value)
            setattr(request, name, value)
        row.save(update_fields=list(fields))
        audit.record(at=at, by=by, act="cofinancing_told", about=row, detail={"answers": len(fields)})


def keep_item(*, request: Request, item: Item | None, fields: Mapping[str, Any], by: Actor, at: datetime) -> Item:
    """Add or correct a line of what would be bought.

    Raises:
        BadInput: it was sent already, or there are too many lines.
    """
    with transaction.atomic():
        row = _draft(request)
        last = row.items.aggregate(last=Max("position"))["last"] or 0
        kept = item or Item(request=row, position=last + 1)
        _write(kept, row.items.count(), fields)
        audit.record(at=at, by=by, act="cofinancing_row_kept", about=kept)
    return kept


def keep_own(*, request: Request, own: Own | None, fields: Mapping[str, Any], by: Actor, at: datetime) -> Own:
    """Add or correct a part of her own contribution. Raises as :func:`keep_item`."""
    with transaction.atomic():
        row = _draft(request)
        kept = own or Own(request=row)
        _write(kept, row.owns.count(), fields)
        audit.record(at=at, by=by, act="cofinancing_row_kept", about=kept)
    return kept


def _write(row: Item | Own, there: int, fields: Mapping[str, Any]) -> None:
    if row._state.adding and there >= MOST_ROWS:
        raise BadInput(pair("cofinancing.too_many_rows", most=MOST_ROWS))
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()


def drop_row(*, row: Item | Own | Piece, by: Actor, at: datetime) -> None:
    """Take a line or a paper out of a draft, with its files.

    Raises:
        BadInput: it was sent already.
    """
    with transaction.atomic():
        _draft(row.request)
        pieces = [row] if isinstance(row, Piece) else list(row.pieces.all())
        for piece in pieces:
            transaction.on_commit(partial(piece.file.storage.delete, str(piece.file.name)))
        audit.record(at=at, by=by, act="cofinancing_row_dropped", about=row)
        row.delete()


def keep_piece(
    *, request: Request, kind: str, file: CleanFile, by: Actor, at: datetime, of: Item | Own | Purchase | None = None,
    fields: Mapping[str, Any] | None = None,
) -> Piece:  # fmt: skip
    """Keep a file already made safe, under the line, the contribution or the purchase it shows.

    Raises:
        BadInput: a quote or a proof of contribution after it was sent; too many files; the same file twice there.
    """
    digest = hashlib.sha256(file.bytes).hexdigest()
    with transaction.atomic():
        row = _draft(request) if kind in (PieceKind.QUOTE, PieceKind.OWN) else held(request)
        if isinstance(of, Purchase) and Purchase.objects.get(pk=of.pk).ok is not None:
            raise BadInput(pair("cofinancing.not_now"))
        if row.pieces.count() >= MOST_PIECES:
            raise BadInput(pair("cofinancing.too_many_files", most=MOST_PIECES), field="file")
        place = {"item": None, "own": None, "purchase": None} | ({type(of).__name__.lower(): of} if of else {})
        if row.pieces.filter(digest=digest, kind=kind, **place).exists():
            raise BadInput(pair("cofinancing.same_file"), field="file")
        piece = Piece(
            request=row, kind=kind, file_is=file.kind, digest=digest, added_at=at, by_id=by.person, **place,
            **dict(fields or {}),
        )  # fmt: skip
        piece.file.save(f"piece.{file.extension}", ContentFile(file.bytes), save=False)
        piece.save(force_insert=True)
        audit.record(at=at, by=by, act="cofinancing_file_kept", about=piece, detail={"kind": kind})
    return piece


def turn_piece(*, piece: Piece, by: Actor, at: datetime) -> None:
    """Turn a photo by a quarter, clockwise: a receipt photographed on its side or upside down.

    Raises:
        BadInput: it is no photo.
    """
    if piece.purchase is not None and piece.purchase.ok is not None:
        raise BadInput(pair("cofinancing.not_now"))
    if piece.file_is != "photo" or not piece.file:
        raise BadInput(pair("cofinancing.only_photos_turn"))
    before = str(piece.file.name)
    with piece.file.open("rb") as handle, Image.open(handle) as image:
        out = io.BytesIO()
        image.transpose(Image.Transpose.ROTATE_270).save(out, "JPEG", quality=QUALITY, optimize=True)
    with transaction.atomic():
        piece.file.save("piece.jpg", ContentFile(out.getvalue()), save=False)
        piece.save(update_fields=["file"])
        transaction.on_commit(partial(piece.file.storage.delete, before))
        audit.record(at=at, by=by, act="cofinancing_file_turned", about=piece)


def serial_of(*, purchase: Purchase, serial: str, by: Actor, at: datetime) -> None:
    """The serial number of a thing bought, told later.

    Raises:
        BadInput: the purchase was looked at already.
    """
    with transaction.atomic():
        row = Purchase.objects.select_for_update().get(pk=purchase.pk)
        if row.ok is not None:
            raise BadInput(pair("cofinancing.not_now"))
        row.serial = purchase.serial = serial
        row.save(update_fields=["serial"])
        audit.record(at=at, by=by, act="cofinancing_row_kept", about=row)


def send(*, request: Request, by: Actor, at: datetime) -> Request:
    """Hand the request in, complete or not: what is missing is said, and the coach helps. The rules freeze.

    Raises:
        BadInput: it was sent already, or nothing at all was told.
    """
    with transaction.atomic():
        terms = Terms.objects.select_for_update().get(pk=request.terms_id)
        row = held(request)
        if not row.sells:
            raise BadInput(pair("cofinancing.tell_first"), field="idea")
        if row.number is None:
            row.number = (terms.requests.aggregate(last=Max("number"))["last"] or 0) + 1
        move(row, "send", by=by, at=at)
        if terms.frozen_at is None:
            terms.frozen_at = at
            terms.save(update_fields=["frozen_at"])
    return row


def withdraw(*, request: Request, by: Actor, at: datetime) -> None:
    """She no longer asks. What the committee wrote of her and has not approved goes: its day goes on without her file.

    Raises:
        BadInput: the committee has answered already.
    """
    with transaction.atomic():
        row = held(request)
        move(row, "withdraw", by=by, at=at)
        Ruling.objects.filter(request=row, sitting__approved_at=None).delete()


def forget(*, request: Request, by: Actor, at: datetime) -> None:
    """Empty what names or describes her; amounts and days stay for the accounts of the donor."""
    with transaction.atomic():
        row = held(request)
        for name in ("sells", "buyers", "rivals", "makes", "helpers", "risks", "unit", "proposal"):
            setattr(row, name, "")
        row.save()
        for piece in row.pieces.exclude(file=""):
            transaction.on_commit(partial(piece.file.storage.delete, str(piece.file.name)))
        row.pieces.update(file="", supplier="")
        row.items.update(label="—", supplier="")
        row.owns.update(label="—", valued="")
        row.purchases.update(supplier="—", serial="")
        row.assets.update(label="—", serial="")
        Event.objects.filter(request=row).update(note="")
        Agreement.objects.filter(request=row).update(papers={})
        Ruling.objects.filter(request=row).update(reason_ar="—", reason_fr="—")
        audit.record(at=at, by=by, act="cofinancing_forgotten", about=row)
