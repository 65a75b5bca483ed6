"""The cast lives its programme: what the demo shows, in the same actions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.cast import make
from tests.house.test_templates import bare_digits
from tests.programme.conftest import AT
from wolouj.foundation import clock
from wolouj.home import sample_results, sample_selection
from wolouj.people.models import Body
from wolouj.programme import queries
from wolouj.programme.models import Application, Batch, Consent, DuplicateProposal, Participant
from wolouj.results.counting.frame import months_after
from wolouj.results.models import FollowUp


def test_the_demo_holds_a_call_with_its_answers_and_an_open_one(
    db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(clock, "now", lambda: AT)
    cast = make(AT)
    body = Body.objects.get(memberships__person=cast.people["hayat"])
    made = sample_selection.for_the_demo(body=body, people=cast.people, at=AT)
    minutes = made.first.minutes.get()
    assert queries.recomputed(minutes) == [(row["number"], row["rank"], row["total"]) for row in minutes.ranking]
    assert Application.objects.filter(call=made.first, answered_at=None).count() == 0
    assert made.second.takes(AT) and DuplicateProposal.objects.count() == 3
    assert Batch.objects.filter(state="read").count() == 1
    said = Consent.objects.exclude(sound="").get()
    assert (said.purpose, said.participant) == ("photo", made.applications[0].participant)
    assert not Participant.objects.filter(is_sample=False).exists(), "everybody invented says so"
    for name, path in (
        ("rachid", "programme/desk/"), ("rachid", f"programme/desk/{made.programme.id}/"),
        ("hayat", "programme/marks/"),
        ("rachid", f"programme/calls/{made.first.id}/selection/"), ("hayat", "programme/duplicates/"),
        ("hayat", f"programme/batches/{Batch.objects.get(state='read').id}/"), ("ftoum", "today/"),
        ("ftoum", "programme/files/"), ("hayat", f"programme/calls/{made.second.id}/import/"),
    ):  # fmt: skip
        browser = Client()
        browser.force_login(cast.people[name].user, backend="wolouj.people.backends.SessionBackend")
        page = browser.get(f"/ar/{path}")
        assert page.status_code == 200 and bare_digits(page.content.decode()) == [], (name, path)
        assert browser.get(f"/fr/{path}").status_code == 200
    sample_results.lived(made.programme, manager=cast.actor("rachid"), at=AT)
    followed = FollowUp.objects.filter(month=3, application__call=made.first)
    assert followed.count() == len(sample_results.FOLLOWED), "the first edition is closed, and followed"
    dues = [months_after(row.application.answered_at.date(), 3) for row in followed.select_related("application")]
    assert all(due <= row.done_on for due, row in zip(dues, followed, strict=True))
    browser = Client()
    browser.force_login(cast.people["rachid"].user, backend="wolouj.people.backends.SessionBackend")
    for name in ("", "after/", "missing/", "periods/"):
        page = browser.get(f"/ar/results/{made.programme.id}/{name}")
        assert page.status_code == 200 and bare_digits(page.content.decode()) == [], name
