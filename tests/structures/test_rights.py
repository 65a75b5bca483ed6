"""Nobody sees another's structure or papers: not found, whatever the address and the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.test import Client

from tests.structures.conftest import AT, photo
from wolouj.foundation import uploads
from wolouj.foundation.actor import Actor
from wolouj.people.models import Person
from wolouj.structures import actions
from wolouj.structures.models import Structure

ON_STRUCTURE = ["", "setup/", "setup/ice/", "people/", "capacity/", "receipts/", "papers/", "papers/add/"]


def test_a_stranger_finds_nothing(
    coop: Structure, by: Actor, person: Callable[[str], Person], signed_in: Callable[[Person], Client]
) -> None:
    paper = actions.add_paper(coop, kind="statutes", file=uploads.clean(photo()), by=by, at=AT)
    client = signed_in(person("Stranger (sample)"))
    for end in [*ON_STRUCTURE, "papers/about/statutes/"]:
        assert client.get(f"/ar/structures/{coop.id}/{end}").status_code == 404, end
    for end in ("", "file/"):
        assert client.get(f"/ar/structures/paper/{paper.id}/{end}").status_code == 404
    assert client.post(f"/ar/structures/paper/{paper.id}/remove/").status_code == 404
    assert client.post(f"/ar/structures/{coop.id}/people/{coop.members.get().pk}/end/").status_code == 404
    paper.refresh_from_db()
    assert paper.is_current


def test_a_former_member_finds_nothing_any_more(coop: Structure, hers: Client) -> None:
    assert hers.get(f"/ar/structures/{coop.id}/").status_code == 200
    coop.members.update(until=AT.date())
    assert hers.get(f"/ar/structures/{coop.id}/").status_code == 404


def test_a_file_is_sent_safely_to_its_people(coop: Structure, by: Actor, hers: Client, files: Path) -> None:
    paper = actions.add_paper(coop, kind="statutes", file=uploads.clean(photo()), by=by, at=AT)
    answer = hers.get(f"/ar/structures/paper/{paper.id}/file/")
    assert answer.status_code == 200 and answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff" and "no-store" in answer["Cache-Control"]
    assert "sandbox" in answer["Content-Security-Policy"]
    assert b"".join(answer.streaming_content)[:3] == b"\xff\xd8\xff"  # type: ignore[attr-defined]
    for kept in files.rglob("*.jpg"):
        kept.unlink()
    assert hers.get(f"/ar/structures/paper/{paper.id}/file/").status_code == 404


def test_files_have_no_address_of_their_own(coop: Structure, by: Actor, hers: Client) -> None:
    paper = actions.add_paper(coop, kind="statutes", file=uploads.clean(photo()), by=by, at=AT)
    for root in ("/", "/media/", "/files/", "/static/"):
        assert hers.get(root + paper.file.name).status_code == 404
