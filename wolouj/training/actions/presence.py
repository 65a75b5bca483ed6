"""Presence by half-day: one tap, the code of a badge, the signed sheet typed afterwards; each undone as easily."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction

from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.uploads import CleanFile, quarter_turn
from wolouj.foundation.words import pair
from wolouj.gatherings import actions as gatherings
from wolouj.gatherings.attending.actions import mark_arrived, undo_arrival
from wolouj.gatherings.attending.queries import half_days_of
from wolouj.gatherings.models import How, Marked, Registration
from wolouj.training.actions.sessions import told_of
from wolouj.training.attending import begun
from wolouj.training.models import Expected, Session, SignedSheet

MOST_SHEETS = 20
"""Scans of one session."""


def mark_here(
    *, expected: Expected, by: Actor, at: datetime, half_day: int | None = None, how: Marked = Marked.TAP
) -> None:
    """She is here for a half-day, that of ``at`` when none is told. Again: what was first said stays."""
    mark_arrived(registration=_line(expected, by, at), half_day=half_day, how=how, by=by, at=at)


def undo_here(*, expected: Expected, by: Actor, at: datetime, half_day: int | None = None) -> None:
    """She was marked by mistake: for one half-day, or for all of them when none is told."""
    if expected.registration is not None:
        undo_arrival(registration=expected.registration, half_day=half_day, by=by, at=at)


def write_sheet(*, session: Session, there: Mapping[UUID, Collection[int]], by: Actor, at: datetime) -> int:
    """What the signed sheet shows: learner -> half-days she signed. Who is not named signed nothing.

    Only what differs is written: a tap stays a tap when the sheet says the same. Returns how many half-days changed.

    Raises:
        BadInput: a half-day that the session does not have, or is still to come.
    """
    last = begun(session.gathering, at)
    if any(not 1 <= half <= last for halves in there.values() for half in halves):
        raise BadInput(pair("training.half_to_come"))
    changed = 0
    with transaction.atomic():
        Session.objects.select_for_update().get(pk=session.pk)
        rows = list(session.expected.select_related("learner__participant", "registration", "session__gathering"))
        known = half_days_of(row.registration_id for row in rows if row.registration_id)
        for row in rows:
            now = known.get(row.registration_id, frozenset()) if row.registration_id else frozenset()
            said = frozenset(there.get(row.learner_id, ()))
            for half in sorted(said - now):
                mark_here(expected=row, half_day=half, how=Marked.SHEET, by=by, at=at)
            for half in sorted(now - said):
                undo_here(expected=row, half_day=half, by=by, at=at)
            changed += len(said ^ now)
        if changed:
            audit.record(at=at, by=by, act="sheet_written", about=session, detail={"changed": changed})
    return changed


def keep_sheet(*, session: Session, file: CleanFile, by: Actor, at: datetime) -> SignedSheet:
    """A scan of the signed sheet, already made safe.

    Raises:
        BadInput: as many as a session may have.
    """
    with transaction.atomic():
        Session.objects.select_for_update().get(pk=session.pk)
        if session.sheets.count() >= MOST_SHEETS:
            raise BadInput(pair("training.sheets_full", most=MOST_SHEETS), field="file")
        row = SignedSheet(session=session, added_at=at)
        row.file.save(f"sheet.{file.extension}", ContentFile(file.bytes), save=False)
        row.save(force_insert=True)
        audit.record(at=at, by=by, act="sheet_kept", about=row, detail={"session": session.pk})
    return row


def turn_sheet(*, sheet: SignedSheet, by: Actor, at: datetime) -> None:
    """A scan upside down or on its side: one quarter turn to the right, kept in place of what it was."""
    with transaction.atomic():
        row = SignedSheet.objects.select_for_update().get(pk=sheet.pk)
        storage, old = row.file.storage, str(row.file.name)
        extension = old.rsplit(".", 1)[-1]
        with row.file.open("rb") as file:
            turned = quarter_turn(file.read(), extension)
        row.file.save(f"sheet.{extension}", ContentFile(turned), save=False)
        row.save(update_fields=["file"])
        transaction.on_commit(lambda: storage.delete(old))
        audit.record(at=at, by=by, act="sheet_turned", about=row, detail={"session": row.session_id})


def remove_sheet(*, sheet: SignedSheet, by: Actor, at: datetime) -> None:
    """A wrong scan."""
    with transaction.atomic():
        audit.record(at=at, by=by, act="sheet_removed", about=sheet, detail={"session": sheet.session_id})
        storage, name = sheet.file.storage, str(sheet.file.name)
        sheet.delete()
        transaction.on_commit(lambda: storage.delete(name))


def _line(expected: Expected, by: Actor, at: datetime) -> Registration:
    """Her line of the day, written again when somebody had taken it away."""
    if expected.registration is not None:
        return expected.registration
    with transaction.atomic():
        row = Expected.objects.select_for_update(of=("self",)).select_related("session__gathering").get(pk=expected.pk)
        if row.registration is None:
            day = row.session.gathering
            row.registration = gatherings.register(
                gathering=day, told=told_of(row.learner.participant, day.day), how=How.DESK, by=by, at=at,
                shares_phone=True,
            ).registration  # fmt: skip
            row.save(update_fields=["registration"])
        expected.registration = row.registration
    return row.registration
