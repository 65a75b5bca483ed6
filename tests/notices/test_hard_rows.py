"""Rows that tell little or come late: a place in no list, an object of one word, a deadline that passed."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from tests.notices.published import AT, bring_in, lines, tender
from wolouj.foundation import clock
from wolouj.notices.models import Notice
from wolouj.notices.sources.pasted import read
from wolouj.notices.telling import place_names

pytestmark = pytest.mark.django_db
NOWHERE = "ATLANTIDE-SUR-MER"


@pytest.fixture
def anybody(monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(clock, "now", lambda: AT)
    return Client()


def test_a_place_in_no_list_is_kept_as_told_and_nothing_is_made_of_it(tmp_path: Path, anybody: Client) -> None:
    done = bring_in(tmp_path, lines(tender(lieu_execution=NOWHERE, entite_publique="OFFICE INVENTE")))
    notice = Notice.objects.get()
    assert (done.created, done.refused, notice.places, notice.place_codes) == (1, [], [NOWHERE], [])
    assert NOWHERE in anybody.get(f"/ar/notices/{notice.id}/").content.decode()
    assert anybody.get("/fr/notices/open/?q=peinture").context["total"] == 1


def test_beside_the_place_of_its_buyer_it_still_shows_what_the_notice_says(tmp_path: Path, anybody: Client) -> None:
    bring_in(tmp_path, lines(tender(lieu_execution=NOWHERE)))
    notice = Notice.objects.get()
    page = anybody.get(f"/fr/notices/{notice.id}/").content.decode()
    (known,) = place_names(notice.place_codes, "fr")
    assert NOWHERE in page and known in page


def test_an_object_of_one_word_has_no_nature_and_is_found_by_its_word(tmp_path: Path, anybody: Client) -> None:
    bring_in(tmp_path, lines(tender(1, objet="Divers"), tender(2)))
    one = Notice.objects.get(object="Divers")
    assert one.nature is None
    assert [row["url"] for row in anybody.get("/fr/notices/open/?q=divers").context["rows"]] == [
        f"/fr/notices/{one.id}/"
    ]
    assert "Divers" in anybody.get(f"/fr/notices/{one.id}/").content.decode()


def test_a_deadline_that_passed_is_said_and_is_no_more_to_be_answered(tmp_path: Path, anybody: Client) -> None:
    bring_in(tmp_path, lines(tender(date_limite="20/11/2026 10:00")))
    notice = Notice.objects.get()
    page = anybody.get(f"/fr/notices/{notice.id}/").content.decode()
    assert "On pouvait déposer jusqu’au" in page and "Il faut déposer" not in page
    assert "Pouvons-nous répondre" not in page and f"/follow/{notice.id}/" not in page
    assert anybody.get("/fr/notices/open/").context["total"] == 0


@pytest.mark.parametrize(
    "row", ["1  Pause-Café  80  Personne", "1  Œufs…  80  Personne", "80  bidons  de Javel « Élan »"]
)
def test_what_is_read_in_a_phrase_keeps_its_capitals_and_accents(row: str) -> None:
    said = read(f"Objet : Divers\nRéférence : 7/2026\n{row}\n").fields["lines"][0]["designation"]
    assert said in {"Pause-Café", "Œufs…", "bidons de Javel « Élan »"}
