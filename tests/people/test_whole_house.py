"""Export and erasure through every room of the house."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from django.core.files.base import ContentFile

from tests.people.conftest import AT
from tests.people.test_own_data import everything
from wolouj.bids.models import Quote, Version
from wolouj.foundation.actor import Actor
from wolouj.notices.models import Buyer, Notice, NoticeDraft
from wolouj.people import actions
from wolouj.people.models import Person
from wolouj.structures.models import Member, Paper, Structure


@pytest.fixture
def ftoum(new: Any, settings: Any, tmp_path: Any) -> Person:
    settings.MEDIA_ROOT = tmp_path
    return new("Ftoum Bentalha")


def answers(person: Person, *others: Person) -> Quote:
    """A structure with a paper, a notice, a quote and a draft."""
    structure = Structure.objects.create(kind="cooperative", name=f"Coop {person.full_name}", made_at=AT)
    for member in (person, *others):
        Member.objects.create(structure=structure, person=member, name=member.full_name)
    paper = Paper(structure=structure, kind="tax_certificate", added_at=AT)
    paper.file.save("photo.jpg", ContentFile(b"scan"))
    paper.save()
    buyer, _ = Buyer.objects.get_or_create(name="Commune (exemple)")
    notice = Notice.objects.create(
        reference="1/2026", object="x", buyer=buyer, source="form", entered_for=person, entered_at=AT
    )
    NoticeDraft.objects.create(person=person, made_at=AT, source="pasted", text=f"copied by {person.full_name}")
    quote = Quote.objects.create(structure=structure, notice=notice, opened_at=AT)
    Version.objects.create(quote=quote, number=1, opened_at=AT, text=f"Devis de {person.full_name}")
    return quote


def test_the_archive_holds_every_room(ftoum: Person) -> None:
    answers(ftoum)
    box = zipfile.ZipFile(io.BytesIO(actions.export_person(person=ftoum, by=Actor(person=ftoum.id), at=AT)))
    data = json.loads(box.read("data.json"))["data"]
    assert len(data["bids"]["quotes"]) == len(data["bids"]["versions"]) == 1
    assert len(data["notices"]["notices"]) == len(data["notices"]["drafts"]) == 1
    assert data["structures"]["structures"][0]["members"][0]["name"] == "Ftoum Bentalha"
    assert [box.read(name) for name in box.namelist() if name.startswith("files/structures/")] == [b"scan"]


def test_erasure_empties_every_room(ftoum: Person, tmp_path: Any, django_capture_on_commit_callbacks: Any) -> None:
    answers(ftoum)
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase_person(person=ftoum, by=Actor(person=ftoum.id), at=AT)
    assert "Bentalha" not in everything()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not Quote.objects.exists() and not Notice.objects.exists() and not Structure.objects.exists()


def test_what_is_shared_stays_with_the_others_without_her_name(ftoum: Person, new: Any) -> None:
    salma = new("Salma", phone="0600000002")
    quote = answers(ftoum, salma)
    Structure.objects.update(name="Coop Ighrem")
    Version.objects.update(text="")
    actions.erase_person(person=ftoum, by=Actor(person=ftoum.id), at=AT)
    assert "Bentalha" not in everything()
    quote.refresh_from_db()
    assert quote.structure.owners() == {salma.id} and Paper.objects.exists()
