"""What this room holds about a person: her groups, sessions, tests, faces, voice, certificates; what she taught."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from wolouj.foundation.actor import Actor
from wolouj.gatherings import actions as gatherings
from wolouj.programme.models import Participant
from wolouj.training.actions import groups
from wolouj.training.models import Attempt, Certificate, CertificateGap, Expected, Felt, Learner, Session, Taken

ROOM = "training"
_GROUP = (
    "group__name_fr", "group__name_ar", "group__path__name_fr", "group__path__name_ar", "joined_at", "left_at",
)  # fmt: skip
_GAP = ("certificate__code", "from_at", "why", "back_at", "back_why")
_SESSION = ("session__module__name_fr", "session__module__name_ar", "session__gathering__day")


def export(person: UUID) -> dict[str, Any]:
    """Everything of her training; and the sessions she taught."""
    hers = {"learner__participant__person": person}
    taught = Session.objects.filter(trainer=person)
    certificates = Certificate.objects.filter(**hers)
    return {
        "groups": list(Learner.objects.filter(participant__person=person).values(*_GROUP)),
        "sessions": list(Expected.objects.filter(**hers).values(*_SESSION, "registration__arrived_at")),
        "tests": list(Taken.objects.filter(**hers).values("moment", "answers", "taken_at")),
        "faces": list(Felt.objects.filter(**hers).values(*_SESSION, "face", "at")),
        "exercises": list(Attempt.objects.filter(**hers).values("exercise__code", "prices", "vat", "met", "at")),
        "certificates": list(certificates.values("code", "there", "held", "told", "shows_name", "issued_at")),
        "certificates_withdrawn": list(CertificateGap.objects.filter(certificate__in=certificates).values(*_GAP)),
        "taught": list(taught.values("module__name_fr", "module__name_ar", "gathering__day")),
    }


def files(person: UUID) -> list[tuple[str, bytes]]:
    """Her voice notes."""
    rows = Felt.objects.filter(learner__participant__person=person).exclude(sound="")
    found = []
    for i, row in enumerate(rows, start=1):
        with row.sound.open("rb") as file:
            found.append((f"voice-{i}.{str(row.sound.name).rsplit('.', 1)[-1]}", file.read()))
    return found


def stop(files: list[UUID], *, by: Actor, at: datetime) -> None:
    """She is accompanied no more: she leaves her groups, where what she attended stays; a certificate is hers."""
    for row in Learner.objects.filter(participant__in=files, left_at=None).select_related("participant"):
        groups.leave(learner=row, by=by, at=at)


def erase(person: UUID, *, by: Actor, at: datetime) -> dict[str, int]:
    """Tests, faces, voice and certificates go; her name leaves the lists of the day; she stays counted as present."""
    hers = {"learner__participant__person": person}
    for row in Felt.objects.filter(**hers).exclude(sound=""):
        transaction.on_commit(lambda sound=row.sound: sound.storage.delete(sound.name))  # type: ignore[misc]
    gone = sum(kind._default_manager.filter(**hers).delete()[0] for kind in (Taken, Felt, Certificate, Attempt))
    lists = 0
    for her in Participant.objects.filter(person=person):
        lists += gatherings.forget(phone=her.phone, names=(her.name, her.name_ar), by=by, at=at)
    return {"training": gone, "lists": lists}
