"""The presence sheet: numbered as its page, a name in both spellings, no phone, a sheet every two days."""

from __future__ import annotations

import pytest

from rulebook.engine.format import Lang
from tests.training.conftest import AT, World
from wolouj.gatherings.models import Gathering
from wolouj.training import page, papers, queries
from wolouj.training.actions import presence
from wolouj.training.papers.sheet.context import UNEXPECTED, context

ADDRESS = "https://example.org/fr/training/sessions/x/sheet/"
NAME, NAME_AR = "Khadija Bent Mohamed Ben Abderrahmane El Mesfioui", "خديجة بنت محمد بن عبد الرحمان المسفيوي"


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_a_name_stands_in_both_letters_and_no_phone_is_there(world: World, lang: Lang) -> None:
    session = queries.session_of(world.trained.workshop.pk)
    assert session is not None
    her = queries.expected_at(session)[0].learner.participant
    her.name, her.name_ar, her.phone = NAME, NAME_AR, "+212699001122"
    her.save()
    rows = queries.expected_at(session)
    told = context(session, lang=lang, address=ADDRESS, at=AT)
    n = next(i for i, row in enumerate(rows) if row.learner.participant_id == her.pk)
    first, under = told["rows"][n]
    assert (first[0][1], under[0][1]) == ((NAME_AR, NAME) if lang == "ar" else (NAME, NAME_AR))
    assert "99001122" not in str(told).replace(" ", "") and told["blank"] == UNEXPECTED
    assert [row["n"] for row in page.sheet_rows(rows, {}, 1)] == list(range(1, len(told["rows"]) + 1))
    assert papers.sheet_pdf(session, lang=lang, address=ADDRESS, at=AT).startswith(b"%PDF")


def test_a_long_session_has_a_sheet_every_two_days(world: World) -> None:
    session = queries.session_of(world.trained.workshop.pk)
    assert session is not None
    Gathering.objects.filter(pk=session.gathering_id).update(half_days=6)
    session.gathering.refresh_from_db()
    row = queries.expected_at(session)[0]
    presence.mark_here(expected=row, half_day=1, by=world.cast.actor("hayat"), at=AT)
    told = context(session, lang="fr", address=ADDRESS, at=AT)
    assert [len(sheet["halves"]) for sheet in told["sheets"]] == [4, 2]
    assert told["sheets"][1]["halves"][0]["day"] == [["n", "30/11/2026"]]
    assert any(mark for marks in told["sheets"][0]["marks"] for mark in marks), "the hour she was tapped"
    assert not any(mark for marks in told["sheets"][1]["marks"] for mark in marks)
