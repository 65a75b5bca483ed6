"""A visit is kept: once, whole, whatever the network did to its sending."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from wolouj.coaching.models import Visit, VisitBefore, VisitPhoto
from wolouj.coaching.models.visits import PHOTOS
from wolouj.difficulties import actions as difficulties
from wolouj.difficulties.actions import Told
from wolouj.difficulties.models import SourceKind, Telling
from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.sounds import Sound
from wolouj.foundation.uploads import CleanFile
from wolouj.foundation.words import pair
from wolouj.programme.actions import intake
from wolouj.programme.models import Consent, Participant, Purpose
from wolouj.programme.models.people import ConsentHow


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a visit sheet says. ``id`` is made where it is filled; files are already made safe."""

    id: UUID
    on: date
    where: str
    topics: tuple[str, ...] = ()
    done: str = ""
    obstacle: str = ""
    next_on: date | None = None
    photos: tuple[CleanFile, ...] = ()
    photo_yes: bool = False
    """She says yes to photos, there and then."""
    sound: Sound | None = None


def keep_visit(*, participant: Participant, sheet: Sheet, by: Actor, at: datetime) -> tuple[Visit, bool]:
    """Keep a sheet; ``False`` when this sheet was kept before: then nothing at all changes.

    Raises:
        BadInput: the id is another person's sheet, a photo without her yes, or too many photos.
    """
    try:
        with transaction.atomic():
            if (there := _kept(participant, sheet)) is not None:
                return there, False
            _photos_allowed(participant, sheet, by, at)
            return _write(participant, sheet, by, at), True
    except IntegrityError:  # the same sheet at the same instant: the first one is kept
        there = _kept(participant, sheet)
        if there is None:
            raise
        return there, False


def _kept(participant: Participant, sheet: Sheet) -> Visit | None:
    found = Visit.objects.filter(pk=sheet.id).first()
    if found is not None and found.participant_id != participant.pk:
        raise BadInput(pair("coaching.sheet_of_another"))
    return found


def _photos_allowed(participant: Participant, sheet: Sheet, by: Actor, at: datetime) -> None:
    if not sheet.photos:
        return
    if len(sheet.photos) > PHOTOS:
        raise BadInput(pair("coaching.photos_too_many", most=PHOTOS), field="photos")
    live = Consent.objects.filter(participant=participant, purpose=Purpose.PHOTO, withdrawn_at=None)
    if sheet.photo_yes:
        intake.consent(participant=participant, purpose=Purpose.PHOTO, yes=True, how=ConsentHow.ORAL, by=by, at=at)
    elif not live.exists():
        raise BadInput(pair("coaching.photo_needs_yes"), field="photo_yes")


def _write(participant: Participant, sheet: Sheet, by: Actor, at: datetime) -> Visit:
    assert by.person is not None, "a visit is somebody's"
    visit = Visit(
        id=sheet.id, participant=participant, coach_id=by.person, on=sheet.on, where=sheet.where,
        topics=list(sheet.topics), done=sheet.done, obstacle=sheet.obstacle, next_on=sheet.next_on, kept_at=at,
        is_sample=participant.is_sample,
    )  # fmt: skip
    visit.save(force_insert=True)
    if sheet.sound is not None:
        visit.sound.save(f"voice.{sheet.sound.extension}", ContentFile(sheet.sound.bytes))
    for photo in sheet.photos:
        _photo(visit, photo)
    _tell(visit, by, at)
    detail = {"on": sheet.on, "photos": len(sheet.photos), "voice": sheet.sound is not None}
    audit.record(at=at, by=by, act="visit_kept", about=visit, concerns=participant.person_id, detail=detail)
    return visit


def _tell(visit: Visit, by: Actor, at: datetime) -> None:
    """What stops her, in the register too."""
    her = visit.participant
    if visit.obstacle:
        difficulties.tell(
            told=Told(visit.obstacle, province=her.province), source=SourceKind.VISIT, source_id=str(visit.pk),
            person=her.person, body=her.body, by=by, at=at, is_sample=her.is_sample,
        )  # fmt: skip


SAID = ("on", "where", "topics", "done", "obstacle", "next_on")
"""What a correction may change; photos and voice notes stay as they came."""


def correct_visit(*, visit: Visit, sheet: Sheet, by: Actor, at: datetime) -> bool:
    """Say a kept visit better; ``False`` when nothing differs. What it said stays, with who corrected it and when."""
    assert by.person is not None, "a correction is somebody's"
    told = {name: list(sheet.topics) if name == "topics" else getattr(sheet, name) for name in SAID}
    with transaction.atomic():
        row = Visit.objects.select_for_update(no_key=True).get(pk=visit.pk)
        was = {name: getattr(row, name) for name in SAID}
        changed = [name for name in SAID if was[name] != told[name]]
        if not changed:
            return False
        said = {name: value.isoformat() if isinstance(value, date) else value for name, value in was.items()}
        VisitBefore.objects.create(visit=row, said=said, corrected_at=at, by_id=by.person)
        for name in changed:
            setattr(row, name, told[name])
        row.save(update_fields=changed)
        if "obstacle" in changed:
            for old in Telling.objects.filter(source=SourceKind.VISIT, source_id=str(row.pk), code=was["obstacle"]):
                difficulties.take_back(telling=old, by=by, at=at)
            _tell(row, by, at)
        concerns = row.participant.person_id
        audit.record(at=at, by=by, act="visit_corrected", about=row, concerns=concerns, detail={"fields": changed})
    return True


def _photo(visit: Visit, photo: CleanFile) -> None:
    """Keep one photo; the same bytes twice are one."""
    digest = hashlib.sha256(photo.bytes).hexdigest()
    if VisitPhoto.objects.filter(visit=visit, digest=digest).exists():
        return
    row = VisitPhoto(visit=visit, digest=digest)
    row.file.save(f"photo.{photo.extension}", ContentFile(photo.bytes))
