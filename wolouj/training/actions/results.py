"""The test before and after, how a session felt, certificates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.sounds import Sound
from wolouj.foundation.words import pair
from wolouj.programme.models import both
from wolouj.training import asking, attending
from wolouj.training.models import (
    Certificate,
    CertificateGap,
    Expected,
    Face,
    Felt,
    Group,
    Learner,
    Moment,
    Session,
    Taken,
)

LANGS = ("ar", "fr")


def take_test(*, learner: Learner, moment: Moment, answers: Mapping[str, int], by: Actor, at: datetime) -> Taken:
    """Keep the answers of one learner; given again, the last ones count.

    Raises:
        BadInput: the one before once the one after was taken; the one after before anything was taught; no answer.
    """
    asked = {row.key: row for row in asking.asked_of(learner.group.path)}
    kept = {key: n for key, n in answers.items() if key in asked and 1 <= n <= len(asked[key].choices)}
    if not kept:
        raise BadInput(pair("training.no_answer"))
    with transaction.atomic():
        Learner.objects.select_for_update().get(pk=learner.pk)
        if moment == Moment.BEFORE and learner.tests.filter(moment=Moment.AFTER).exists():
            raise BadInput(pair("training.before_too_late"))
        first = learner.expected.order_by("session__gathering__day").values_list("session__gathering__day", flat=True)
        day = first.first()
        if moment == Moment.AFTER and (day is None or day > timezone.localdate(at)):
            raise BadInput(pair("training.after_too_soon"))
        row, _ = Taken.objects.update_or_create(
            learner=learner, moment=moment,
            defaults={"answers": kept, "asked": list(asked), "taken_at": at,
                      "by_herself": by.principal in learner.owners()},
        )  # fmt: skip
        audit.record(at=at, by=by, act="test_taken", about=row, detail={"moment": str(moment)})
    return row


def feel(*, expected: Expected, face: Face, by: Actor, at: datetime, sound: Sound | None = None) -> Felt:
    """How a session felt to a learner who was there; said again, the last face counts, and its voice note if any.

    Raises:
        BadInput: she was not there.
    """
    line = expected.registration
    if line is None or line.arrived_at is None:
        raise BadInput(pair("training.felt_not_there"))
    with transaction.atomic():
        Expected.objects.select_for_update(of=("self",)).get(pk=expected.pk)
        row = Felt.objects.filter(session=expected.session, learner=expected.learner).first()
        row = row or Felt(session=expected.session, learner=expected.learner)
        row.face, row.at = face, at
        old = row.sound.name if sound and row.sound else ""
        if sound:
            row.sound.save(f"voice.{sound.extension}", ContentFile(sound.bytes), save=False)
        row.save()
        if old:
            transaction.on_commit(lambda: row.sound.storage.delete(old))
        audit.record(at=at, by=by, act="session_felt", about=expected.session, detail={"voice": bool(sound)})
    return row


def feel_in_turn(*, session: Session, face: Face, by: Actor, at: datetime, sound: Sound | None = None) -> Felt:
    """A face tapped on the phone that goes round, by nobody in particular, perhaps with a voice note.

    Raises:
        BadInput: as many faces as people who were there already.
    """
    with transaction.atomic():
        Session.objects.select_for_update().get(pk=session.pk)
        here = session.expected.filter(registration__arrived_at__isnull=False).count()
        if session.felt.count() >= here:
            raise BadInput(pair("training.faces_all", n=here))
        row = Felt(session=session, face=face, at=at)
        if sound:
            row.sound.save(f"voice.{sound.extension}", ContentFile(sound.bytes), save=False)
        row.save(force_insert=True)
        audit.record(at=at, by=by, act="session_felt", about=session, detail={"voice": bool(sound)})
    return row


def take_back_face(*, session: Session, by: Actor, at: datetime) -> bool:
    """The last face tapped in turn was a mistake. False when there is none."""
    with transaction.atomic():
        row = session.felt.select_for_update().filter(learner=None).order_by("-at", "-id").first()
        if row is not None:
            storage, name = row.sound.storage, row.sound.name
            row.delete()
            if name:
                transaction.on_commit(lambda: storage.delete(name))
            audit.record(at=at, by=by, act="face_taken_back", about=session)
    return row is not None


def certify(*, group: Group, by: Actor, at: datetime) -> int:
    """A certificate to each learner who attended enough and has none; returns how many were given.

    Raises:
        BadInput: a session is still to come, or nothing was held.
    """
    on = timezone.localdate(at)
    with transaction.atomic():
        group = Group.objects.select_for_update(of=("self",)).select_related("path__body", "call").get(pk=group.pk)
        sessions = list(group.sessions.select_related("gathering", "module"))
        if not sessions or any(row.gathering.last_day > on for row in sessions):
            raise BadInput(pair("training.not_over_yet"))
        attended = attending.of_group(group, on=on)
        waiting = group.learners.filter(certificate=None, left_at=None, participant__erased_at=None)
        told = _told(group, sessions)
        threshold = group.path.threshold
        made = [
            Certificate(
                learner=row, there=attended[row.pk].there, held=attended[row.pk].held, threshold=threshold, told=told,
                issued_at=at,
            )
            for row in waiting
            if row.pk in attended and attended[row.pk].reaches(threshold)
        ]  # fmt: skip
        Certificate.objects.bulk_create(made)
        if made:
            audit.record(at=at, by=by, act="certificates_given", about=group, detail={"certificates": len(made)})
    return len(made)


def _told(group: Group, sessions: list[Session]) -> dict[str, dict[str, Any]]:
    """What every certificate of a group says, in each language, as it is that day."""
    days = [row.gathering.day for row in sessions] + [row.gathering.last_day for row in sessions]
    return {
        lang: {
            "path": both(group.path, "name", lang), "body": group.path.body.shown_name(lang),
            "modules": list(dict.fromkeys(both(row.module, "name", lang) for row in sessions)),
            "first": min(days).isoformat(), "last": max(days).isoformat(), "sample": group.is_sample,
        }
        for lang in LANGS
    }  # fmt: skip


def withdraw_certificate(*, certificate: Certificate, why: str, by: Actor, at: datetime) -> None:
    """It was given by mistake: who checks its code reads that it holds no more.

    Raises:
        BadInput: no reason.
    """
    if not why.strip():
        raise BadInput(pair("training.withdraw_why_needed"), field="why")
    with transaction.atomic():
        fields = {"withdrawn_at": at, "withdrawn_why": why.strip()}
        if Certificate.objects.filter(pk=certificate.pk, withdrawn_at=None).update(**fields):
            CertificateGap.objects.create(certificate=certificate, from_at=at, why=why.strip(), by_id=by.person)
            _of_certificate("certificate_withdrawn", certificate, by, at)


def give_back_certificate(*, certificate: Certificate, why: str, by: Actor, at: datetime) -> None:
    """It was withdrawn by mistake: it holds again, under the same code; the time it did not hold stays written.

    Raises:
        BadInput: no reason.
    """
    if not why.strip():
        raise BadInput(pair("training.withdraw_why_needed"), field="why")
    with transaction.atomic():
        rows = Certificate.objects.filter(pk=certificate.pk, withdrawn_at__isnull=False)
        if rows.update(withdrawn_at=None, withdrawn_why=""):
            certificate.gaps.filter(back_at=None).update(back_at=at, back_why=why.strip(), back_by_id=by.person)
            _of_certificate("certificate_given_back", certificate, by, at)


def _of_certificate(act: str, row: Certificate, by: Actor, at: datetime) -> None:
    audit.record(at=at, by=by, act=act, about=row, concerns=row.learner.participant.person_id)


def show_name(*, certificate: Certificate, shown: bool, by: Actor, at: datetime) -> None:
    """Her yes, or no more, to her whole name being read by who has the code."""
    with transaction.atomic():
        certificate.shows_name = shown
        certificate.save(update_fields=["shows_name"])
        audit.record(at=at, by=by, act="certificate_name", about=certificate, detail={"shown": shown})
