"""What stands in the attacked house: a path, a group with Ftoum in it, a session of the day."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from wolouj.foundation import uploads
from wolouj.training.actions import paths, practice, presence, sessions
from wolouj.training.actions.sessions import Plan
from wolouj.training.models import Certificate, Felt, Group, Learner, Module, Path, Session

if TYPE_CHECKING:
    from tests.attacks.conftest import House


def trained(house: House) -> None:
    """Written as rows where the doors of the room would ask for a whole selection first."""
    by, at, call = house.cast.actor("rachid"), house.at, house.lived.second
    path = paths.make_path(body=call.programme.body, fields={"name_fr": "Parcours"}, by=by, at=at)
    group = Group.objects.create(path=path, call=call, name_fr="Groupe", made_at=at)
    learner = Learner.objects.create(group=group, participant=house.lived.applications[0].participant, joined_at=at)
    plan = Plan(day=timezone.localdate(at), places=("", "Azilal"), half_days=1, trainer=house.cast.people["hayat"])
    session = sessions.plan_session(group=group, module=path.modules.all()[0], plan=plan, by=by, at=at)
    told = {"path": "Parcours", "body": "Association", "modules": [], "first": "2026-01-01", "last": "2026-01-02"}
    Certificate.objects.create(
        learner=learner, code="TRAINEDAAB", there=1, held=1, threshold=80, issued_at=at,
        told=dict.fromkeys(("ar", "fr"), told | {"sample": True}),
    )  # fmt: skip
    given = practice.set_exercise(session=session, code="catering", closes_at=at + timedelta(hours=9), by=by, at=at)
    practice.answer(exercise=given, learner=learner, prices={}, vat="", by=by, at=at)
    felt = Felt(session=session, learner=learner, face="glad", at=at)
    felt.sound.save("voice.ogg", ContentFile(b"OggS" + bytes(200)), save=False)
    felt.save()
    presence.keep_sheet(session=session, file=uploads.clean(photo()), by=by, at=at)


def photo() -> SimpleUploadedFile:
    """A sheet as a phone sees it."""
    out = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(out, "JPEG")
    return SimpleUploadedFile("feuille.jpg", out.getvalue(), "image/jpeg")


def keys() -> dict[str, dict[str, object]]:
    """What an address of the room names, by its argument."""
    session = Session.objects.get()
    return {
        "path": {"path_id": Path.objects.get().pk}, "module": {"module_id": Module.objects.all()[0].pk},
        "group": {"group_id": Group.objects.get().pk}, "learner": {"learner_id": Learner.objects.get().pk},
        "voice": {"felt_id": session.felt.get().pk}, "certificate": {"certificate_id": Certificate.objects.get().pk},
        "exercise": {"exercise_id": session.exercises.get().pk},
        "scan": {"sheet_id": session.sheets.get().pk},
        "session": {"session_id": session.pk}, "expected": {"expected_id": session.expected.get().pk},
    }  # fmt: skip
