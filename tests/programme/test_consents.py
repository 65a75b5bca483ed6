"""A yes said aloud: recorded, kept encrypted, heard by few and each hearing written, taken back, forgotten."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from tests.programme.conftest import AT, enter
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.files_asked import played
from wolouj.foundation.models import AuditLine
from wolouj.foundation.sounds import MAX_BYTES, Sound
from wolouj.home.cast import Cast
from wolouj.home.sample_programme import Lived
from wolouj.people.actions import own_data
from wolouj.programme import queries
from wolouj.programme.actions import consents, intake
from wolouj.programme.models import Application, Consent, Sensitive

OGG = b"OggS" + bytes(range(200))
FOLLOW = {"name": "إيطو أوحدو", "phone": "", "follow": "on", "consent_how": "oral"}


def voice(data: bytes = OGG, name: str = "oui.ogg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "audio/ogg")


@pytest.fixture(autouse=True)
def kept_here(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def begun(cast: Cast, lived: Lived) -> Application:
    fields = {"name": "", "name_ar": "إيطو أوحدو", "phone": ""}
    return intake.begin_for_her(call=lived.second, fields=fields, by=cast.actor("hayat"), at=AT)


def test_a_coach_keeps_the_yes_said_aloud_with_the_file(cast: Cast, begun: Application, kept_here: Path) -> None:
    coach, step = enter(cast, "hayat"), f"/fr/programme/files/{begun.id}/contact/"
    page = coach.get(step).content.decode()
    assert 'enctype="multipart/form-data"' in page and 'accept="audio/*"' in page and 'capture="user"' in page
    assert coach.post(step, FOLLOW | {"sound": voice()}).status_code == 302
    row = begun.participant.consents.get()
    assert (row.purpose, row.how, row.recorded_at) == ("follow", "oral", AT)
    assert row.sound_digest == hashlib.sha256(OGG).hexdigest()
    there = [path.read_bytes() for path in kept_here.rglob("*.ogg")]
    assert len(there) == 1 and OGG not in there[0], "it lies encrypted"
    assert AuditLine.objects.get(act="consent_given", object_id=str(row.pk)).detail["recorded"] is True
    assert 'name="sound"' not in coach.get(step).content.decode(), "kept once, it is not asked again"
    shown = coach.get(f"/fr/programme/received/{begun.id}/").content.decode()
    assert f"/fr/programme/consents/{row.pk}/sound/" in shown and "enregistré le" in shown


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"sound": (b"MZ" + bytes(90), "oui.mp3")}, "son"),
        ({"sound": (b"", "oui.ogg")}, "vide"),
        ({"sound": (OGG + bytes(MAX_BYTES), "oui.ogg")}, "trop lourd"),
        ({"sound": (OGG, "oui.ogg"), "consent_how": "signed"}, "de vive voix"),
        ({"sound": (OGG, "oui.ogg"), "name": ""}, "choisissez de nouveau"),
    ],
    ids=["no sound", "empty", "too heavy", "signed", "another box is wrong"],
)
def test_what_is_wrong_with_it_is_said_and_nothing_is_written(
    cast: Cast, begun: Application, kept_here: Path, sent: dict[str, Any], said: str
) -> None:
    sound, name = sent.pop("sound")
    step = f"/fr/programme/files/{begun.id}/contact/"
    answer = enter(cast, "hayat").post(step, FOLLOW | {"phone": "0600001234"} | sent | {"sound": voice(sound, name)})
    page = answer.content.decode()
    assert answer.status_code == 422 and said in page.lower() and "0600001234" in page
    assert not begun.participant.consents.exists() and not list(kept_here.rglob("*.ogg"))


def test_later_uses_each_have_their_day_and_their_voice(cast: Cast, lived: Lived) -> None:
    hers, coach = lived.applications[0], enter(cast, "hayat")
    her, url = hers.participant, f"/fr/programme/received/{hers.id}/consent/"
    assert "Photos" in coach.get(url).content.decode()
    assert coach.post(url, {"purpose": "follow", "consent_how": "oral"}).status_code == 422, "she ticked it herself"
    assert coach.post(url, {"purpose": "sensitive", "consent_how": "oral"}).status_code == 422
    assert coach.post(url, {"purpose": "photo", "consent_how": "oral"}).status_code == 302
    assert "ajouter l’enregistrement" in coach.get(url).content.decode()
    assert coach.post(url, {"purpose": "photo", "consent_how": "oral"}).status_code == 422, "only its voice is missing"
    assert coach.post(url, {"purpose": "photo", "consent_how": "oral", "sound": voice()}).status_code == 302
    assert coach.post(url, {"purpose": "donor", "consent_how": "signed"}).status_code == 302
    done = coach.get(url)
    assert done.status_code == 302 and queries.still_to_agree(her) == []
    found = {row.purpose: (row.how, bool(row.sound)) for row in her.consents.all()}
    assert found == {"follow": ("tick", False), "photo": ("oral", True), "donor": ("signed", False)}
    with pytest.raises(BadInput):
        consents.consent(
            participant=her, purpose="photo", yes=True, how="oral", by=cast.actor("hayat"), at=AT,
            sound=Sound(OGG, "ogg"),
        )  # fmt: skip
    for name in ("nadia", "karim", "souad", "admin"):
        assert enter(cast, name).get(url).status_code == 404, name


def test_one_recording_shows_the_yeses_said_in_one_breath(cast: Cast, begun: Application) -> None:
    coach, url = enter(cast, "hayat"), f"/fr/programme/files/{begun.id}/send/"
    nothing = coach.post(url, {"consent_how": "oral", "sound": voice()})
    assert nothing.status_code == 422 and "Cochez" in nothing.content.decode()
    coach.post(url, {"consent_how": "oral", "donor": "on", "photo": "on", "sound": voice()})
    rows = begun.participant.consents.all()
    assert {row.purpose for row in rows} == {"donor", "photo"} and all(row.sound for row in rows)
    assert len({row.sound.name for row in rows}) == 2, "each goes by itself"


def test_it_is_heard_by_who_keeps_her_file_and_each_hearing_is_written(
    cast: Cast, lived: Lived, monkeypatch: pytest.MonkeyPatch
) -> None:
    her, by = lived.applications[0].participant, cast.actor("hayat")
    row = consents.consent(
        participant=her, purpose="photo", yes=True, how="oral", by=by, at=AT, sound=Sound(OGG, "ogg")
    )
    assert row is not None
    url = f"/fr/programme/consents/{row.pk}/sound/"
    for name in ("hayat", "rachid", "ftoum"):
        heard = enter(cast, name).get(url)
        assert (heard.status_code, heard.content, heard["Content-Type"]) == (200, OGG, "audio/ogg")
        assert (
            heard["Content-Security-Policy"] == "default-src 'none'; sandbox" and "no-store" in heard["Cache-Control"]
        )
    for name in ("nadia", "karim", "yassine", "souad", "salma", "admin"):
        assert enter(cast, name).get(url).status_code == 404, name
    assert Client().get(url).status_code == 302
    lines = AuditLine.objects.filter(act="consent_heard", object_id=str(row.pk))
    assert {line.person for line in lines} == {cast.people[n].id for n in ("hayat", "rachid", "ftoum")}
    assert {line.concerns for line in lines} == {cast.people["ftoum"].id}
    coach = enter(cast, "hayat")
    part = coach.get(url, headers={"range": "bytes=4-7"})
    assert (part.status_code, part.content) == (206, OGG[4:8]) and lines.all().count() == 3, "one hearing, in pieces"
    consents.hear(consent=row, by=by, at=AT + timedelta(minutes=11))
    assert lines.all().count() == 4
    default_storage.delete(str(row.sound.name))
    assert coach.get(url).status_code == 404
    mine = enter(cast, "ftoum").get(f"/ar/programme/files/{lived.applications[0].id}/").content.decode()
    assert "موافقاتكم" in mine and url.replace("/fr/", "/ar/") in mine


def test_taken_back_it_keeps_its_trace_and_forgotten_it_goes(
    cast: Cast, lived: Lived, kept_here: Path, django_capture_on_commit_callbacks: Any
) -> None:
    hers = lived.applications[0]
    her, by, herself = hers.participant, cast.actor("hayat"), enter(cast, "ftoum")
    row = consents.consent(
        participant=her, purpose="photo", yes=True, how="oral", by=by, at=AT, sound=Sound(OGG, "ogg")
    )
    assert row is not None
    end = f"/fr/programme/received/{hers.id}/consent/photo/end/"
    assert enter(cast, "karim").post(end).status_code == 404 and herself.get(end).status_code == 405
    assert herself.post(end).url == f"/fr/programme/files/{hers.id}/"
    assert herself.post(end.replace("photo", "account")).status_code == 404
    row.refresh_from_db()
    assert row.ended_by is None and hers.participant.consents.filter(purpose="follow", withdrawn_at=None).exists()
    assert row.withdrawn_at == AT and row.sound and row.sound_digest, "the proof of what was agreed until then"
    ftoum = cast.people["ftoum"]
    archive = zipfile.ZipFile(io.BytesIO(own_data.export_person(person=ftoum, by=cast.actor("ftoum"), at=AT)))
    taken = [name for name in archive.namelist() if "consent-1-photo.ogg" in name]
    assert len(taken) == 1 and archive.read(taken[0]) == OGG and "recorded_at" in archive.read("data.json").decode()
    with django_capture_on_commit_callbacks(execute=True):
        own_data.erase_person(person=ftoum, by=cast.actor("ftoum"), at=AT)
    row.refresh_from_db()
    assert (row.sound.name, row.sound_digest) == ("", "") and not list(kept_here.rglob("*.ogg"))


def test_the_yes_to_keep_a_private_fact_is_as_private_as_the_fact(
    cast: Cast, lived: Lived, kept_here: Path, django_capture_on_commit_callbacks: Any
) -> None:
    hers, coach, manager = lived.applications[0], enter(cast, "hayat"), enter(cast, "rachid")
    keep = f"/fr/programme/received/{hers.id}/sensitive/"
    told = {"kind": "health", "text": "Asthme", "how": "oral"}
    assert coach.post(keep, told | {"how": "signed", "sound": voice()}).status_code == 422
    for _ in range(2):
        assert coach.post(keep, told | {"sound": voice()}).status_code == 302
    row, page = Consent.objects.get(purpose="sensitive"), f"/fr/programme/received/{hers.id}/"
    assert Sensitive.objects.count() == 2 and row.sound, "the first recording stays, and nothing is told of it"
    url = f"/fr/programme/consents/{row.pk}/sound/"
    assert coach.get(url).status_code == 404 and "fait de vie privée" not in coach.get(page).content.decode()
    assert manager.get(url).content == OGG and "fait de vie privée" in manager.get(page).content.decode()
    assert "vie privée" not in enter(cast, "ftoum").get(f"/fr/programme/files/{hers.id}/").content.decode()
    end = f"/fr/programme/received/{hers.id}/consent/sensitive/end/"
    assert coach.post(end).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        assert manager.post(end).status_code == 302
    row.refresh_from_db()
    assert row.withdrawn_at == AT and not row.sound and row.sound_digest and not Sensitive.objects.exists()
    assert not list(kept_here.rglob("*.ogg"))
    own = enter(cast, "ftoum").post(keep, {"kind": "health", "text": "Asthme"})
    assert own.status_code == 302 and Consent.objects.get(purpose="sensitive", withdrawn_at=None).how == "tick"


def test_the_database_refuses_a_voice_without_its_trace(cast: Cast, lived: Lived) -> None:
    rows = lived.applications[0].participant.consents
    for wrong in ({"sound": "x.ogg"}, {"sound": "x.ogg", "sound_digest": "a", "recorded_at": AT, "how": "signed"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)


@pytest.mark.parametrize(
    ("asked", "status", "content", "told"),
    [
        ("", 200, b"0123456789", None),
        ("bytes=0-1", 206, b"01", "bytes 0-1/10"),
        ("bytes=0-", 206, b"0123456789", "bytes 0-9/10"),
        ("bytes=7-99", 206, b"789", "bytes 7-9/10"),
        ("bytes=-3", 206, b"789", "bytes 7-9/10"),
        ("bytes=10-", 416, b"", "bytes */10"),
        ("bytes=5-2", 416, b"", "bytes */10"),
        ("bytes=-0", 416, b"", "bytes */10"),
        ("bytes=0-1,4-5", 200, b"0123456789", None),
        ("bytes=-", 200, b"0123456789", None),
        ("lines=1-2", 200, b"0123456789", None),
    ],
)
def test_a_sound_is_given_by_parts(asked: str, status: int, content: bytes, told: str | None) -> None:
    answer = played(b"0123456789", "mp3", asked)
    assert (answer.status_code, answer.content, answer.get("Content-Range")) == (status, content, told)
    assert answer["Accept-Ranges"] == "bytes"
