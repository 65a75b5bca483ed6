"""Documents handed out at a meeting: added, read by whoever has its page, taken away."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.gatherings.conftest import AT, built, lived  # noqa: F401
from wolouj.foundation import uploads
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.models import AuditLine
from wolouj.home.cast import Cast
from wolouj.meetings.handouts import actions
from wolouj.meetings.models import Handout, Intervention, Meeting


@pytest.fixture
def cast(lived: Cast, settings: Any, tmp_path: Path) -> Cast:  # noqa: F811
    settings.MEDIA_ROOT = tmp_path
    return lived


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return Meeting.objects.select_related("gathering__body").get(pk=cast.meetings["held"].pk)


def enter(cast: Cast, name: str) -> Client:
    browser = Client()
    browser.force_login(cast.people[name].user, backend="wolouj.people.backends.SessionBackend")
    return browser


def pdf(name: str = "exposé.pdf") -> SimpleUploadedFile:
    out = io.BytesIO()
    document = pikepdf.new()
    document.add_blank_page()
    document.save(out)
    return SimpleUploadedFile(name, out.getvalue(), "application/pdf")


def test_a_document_is_added_read_by_anybody_and_taken_away(
    cast: Cast, meeting: Meeting, django_capture_on_commit_callbacks: Any
) -> None:
    hayat, first = enter(cast, "hayat"), meeting.interventions.all()[0]
    told = {"title_fr": "Le décret en dix pages", "title_ar": "", "of": str(first.id), "file": pdf()}
    assert hayat.post(f"/fr/meetings/{meeting.pk}/handouts/new/", told).status_code == 302
    row = Handout.objects.get()
    assert row.intervention == first and AuditLine.objects.filter(act="handout_added").exists()
    shown = Client().get(f"/ar/meetings/ask/{meeting.gathering.code}/").content.decode()
    address = f"/ar/meetings/ask/{meeting.gathering.code}/handouts/{row.id}/"
    assert address in shown and "Le décret en dix pages" in shown
    taken = Client().get(address)
    assert taken["Content-Type"] == "application/pdf" and b"".join(taken.streaming_content).startswith(b"%PDF")
    name = str(row.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        assert hayat.post(f"/fr/meetings/handouts/{row.id}/remove/").status_code == 302
    assert not Handout.objects.exists() and not default_storage.exists(name)
    assert enter(cast, "hayat").get(address).status_code == 404


def test_a_document_opens_by_its_own_meeting_only(cast: Cast, meeting: Meeting) -> None:
    other = cast.meetings["today"].gathering.code
    row = actions.add(meeting=meeting, titles=("", "x"), file=uploads.clean(pdf()), by=cast.actor("hayat"), at=AT)
    assert enter(cast, "karim").get(f"/fr/meetings/ask/{other}/handouts/{row.id}/").status_code == 404


def test_what_is_no_document_or_has_no_title_comes_back_with_what_was_typed(cast: Cast, meeting: Meeting) -> None:
    address, hayat = f"/fr/meetings/{meeting.pk}/handouts/new/", enter(cast, "hayat")
    program = SimpleUploadedFile("x.pdf", b"MZ" + bytes(200), "application/pdf")
    for told, kept in (({"title_fr": "Exposé", "file": program}, "Exposé"), ({"title_fr": "", "file": pdf()}, ""),
                       ({"title_fr": "Exposé"}, "Exposé")):  # fmt: skip
        answer = hayat.post(address, told)
        assert answer.status_code == 422 and kept in answer.content.decode()
    assert not Handout.objects.exists()


def test_a_line_of_another_meeting_is_not_taken(cast: Cast, meeting: Meeting) -> None:
    elsewhere = Intervention.objects.create(meeting=cast.meetings["today"], subject_fr="x")
    told = {"title_fr": "Exposé", "of": str(elsewhere.id), "file": pdf()}
    assert enter(cast, "hayat").post(f"/fr/meetings/{meeting.pk}/handouts/new/", told).status_code == 422


def test_a_meeting_holds_so_many_and_no_more(cast: Cast, meeting: Meeting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST", 1)
    given = {"titles": ("وثيقة", ""), "file": uploads.clean(pdf()), "by": cast.actor("hayat"), "at": AT}
    actions.add(meeting=meeting, **given)
    with pytest.raises(BadInput):
        actions.add(meeting=meeting, **given)
