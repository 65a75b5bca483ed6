"""Her yes to one purpose: given, said aloud and recorded, heard, taken back; and the facts kept under it.

What else stops with her yes to be accompanied is ``ending``: every end asked for by somebody goes through it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction

from wolouj.foundation import audit, keys
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.models import AuditLine
from wolouj.foundation.sounds import Sound
from wolouj.foundation.words import pair
from wolouj.programme.models import Consent, Participant, Purpose, Sensitive
from wolouj.programme.models.people import ConsentHow

ONE_HEARING = timedelta(minutes=10)
"""A player asks for a recording piece by piece: what one person asks of one recording meanwhile is one hearing."""


def consent(
    *, participant: Participant, purpose: str, yes: bool, how: str, by: Actor, at: datetime, sound: Sound | None = None
) -> Consent | None:
    """Her yes to one purpose, or her no, which ends a yes given before. The same again changes nothing.

    A recording goes with a yes said aloud; it may join an oral yes written down before, and is never replaced.

    Raises:
        BadInput: a recording of a no, of a yes that was not oral, or of a yes that has its recording.
    """
    if sound is not None and not (yes and how == ConsentHow.ORAL):
        raise BadInput(pair("programme.recording_oral"), field="sound")
    with transaction.atomic():
        live = participant.consents.select_for_update().filter(purpose=purpose, withdrawn_at=None).first()
        if not yes:
            if live is not None:
                _take_back(live, by, at)
            return None
        if live is None:
            live = Consent(
                participant=participant, purpose=purpose, how=how, given_at=at, taken_by=_other(participant, by)
            )
            _keep_voice(live, sound, at)
            live.save(force_insert=True)
            if purpose == Purpose.FOLLOW:
                _stopped(participant, None)
            _record("consent_given", live, by, at, purpose=purpose, how=how, recorded=sound is not None)
        elif sound is not None:
            if live.how != ConsentHow.ORAL or live.sound_digest:
                raise BadInput(pair("programme.recording_there"), field="sound")
            _keep_voice(live, sound, at)
            live.save(update_fields=["sound", "sound_digest", "recorded_at"])
            _record("consent_recorded", live, by, at, purpose=purpose)
    return live


def consent_all(
    *, participant: Participant, said: Mapping[str, bool], how: str, by: Actor, at: datetime, sound: Sound | None = None
) -> None:
    """Her yes or no to several uses, said in one breath: one recording shows each yes that has none.

    Raises:
        BadInput: a recording, and no yes that takes it; then nothing is written.
    """
    heard = {purpose for purpose, yes in said.items() if yes and sound and takes_voice(participant, purpose)}
    if sound is not None and not heard:
        raise BadInput(pair("programme.recording_there"), field="sound")
    with transaction.atomic():
        for purpose, yes in said.items():
            voice = sound if purpose in heard else None
            consent(participant=participant, purpose=purpose, yes=yes, how=how, by=by, at=at, sound=voice)


def takes_voice(participant: Participant, purpose: str) -> bool:
    """Whether a recording may come with her yes to this: none was given yet, or it was oral and is not recorded."""
    live = participant.consents.filter(purpose=purpose, withdrawn_at=None).first()
    return live is None or (live.how == ConsentHow.ORAL and not live.sound_digest)


def _keep_voice(row: Consent, sound: Sound | None, at: datetime) -> None:
    """Encrypted before it reaches the storage; the row is saved by the caller."""
    if sound is None:
        return
    row.sound.save(f"yes.{sound.extension}", ContentFile(keys.encrypt_bytes(sound.bytes)), save=False)
    row.sound_digest, row.recorded_at = hashlib.sha256(sound.bytes).hexdigest(), at


def _record(act: str, row: Consent, by: Actor, at: datetime, **detail: Any) -> None:
    audit.record(at=at, by=by, act=act, about=row, concerns=row.participant.person_id, detail=detail)


def _other(participant: Participant, by: Actor) -> UUID | None:
    """Who writes, when it is not herself."""
    return None if by.person is not None and by.person == participant.person_id else by.person


def _stopped(participant: Participant, at: datetime | None) -> None:
    Participant.objects.filter(pk=participant.pk).update(stopped_at=at)
    participant.stopped_at = at


def _take_back(live: Consent, by: Actor, at: datetime) -> None:
    """The row stays, with both days. What was kept under a yes to a private fact goes, and the voice that said it."""
    live.withdrawn_at, live.ended_by = at, _other(live.participant, by)
    live.save(update_fields=["withdrawn_at", "ended_by"])
    if live.purpose == Purpose.FOLLOW:
        _stopped(live.participant, at)
    if live.purpose == Purpose.SENSITIVE:
        live.participant.sensitive.all().delete()
        silence([live])
    _record("consent_withdrawn", live, by, at, purpose=live.purpose)


def silence(rows: Iterable[Consent]) -> int:
    """Remove the recordings of these rows; their files go once the rest is written. Returns how many went.

    The caller writes the audit line of what it is part of.
    """
    gone = 0
    for row in rows:
        if not row.sound:
            continue
        name, storage = str(row.sound.name), row.sound.storage
        transaction.on_commit(lambda name=name, storage=storage: storage.delete(name))  # type: ignore[misc]
        row.sound = ""
        row.save(update_fields=["sound"])
        gone += 1
    return gone


def hear(*, consent: Consent, by: Actor, at: datetime) -> tuple[bytes, str]:
    """The recorded yes in clear and its suffix; the hearing is written first, and she can read it.

    Raises:
        FileNotFoundError: there is no recording, or it is not where it was kept.
    """
    if not consent.sound:
        raise FileNotFoundError(f"no recording of {consent.pk}")
    with consent.sound.open("rb") as file:
        sealed = file.read()
    lines = AuditLine.objects.filter(object_type="consent", object_id=str(consent.pk), act="consent_heard")
    if not lines.filter(person=by.person, on_behalf_of=by.on_behalf_of, at__gt=at - ONE_HEARING).exists():
        _record("consent_heard", consent, by, at, purpose=consent.purpose)
    return keys.decrypt_bytes(sealed), str(consent.sound.name).rsplit(".", 1)[-1]


def keep_sensitive(
    *, participant: Participant, kind: str, text: str, how: str, by: Actor, at: datetime, sound: Sound | None = None
) -> Sensitive:
    """Keep a fact of her private life with the consent given now for it. Nothing of it goes into the audit.

    A second recording is left out without a word: to refuse it would tell that a fact is kept already.

    Raises:
        BadInput: a recording of a yes that was not oral.
    """
    with transaction.atomic():
        if how == ConsentHow.ORAL and not takes_voice(participant, Purpose.SENSITIVE):
            sound = None
        consent(participant=participant, purpose=Purpose.SENSITIVE, yes=True, how=how, by=by, at=at, sound=sound)
        fact = Sensitive.objects.create(participant=participant, kind=kind, text=text, told_at=at)
        audit.record(at=at, by=by, act="sensitive_kept", about=fact, concerns=participant.person_id)
    return fact


def open_sensitive(*, participant: Participant, by: Actor, at: datetime) -> list[Sensitive]:
    """Read the sensitive facts of one file: the line is written first, and she can read it."""
    with transaction.atomic():
        audit.record(at=at, by=by, act="sensitive_opened", about=participant, concerns=participant.person_id)
        return list(participant.sensitive.all())
