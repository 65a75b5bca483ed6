"""The booklet: whole in both languages, its text comes back out, kept on disk under the mark of its content."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.test import Client

from rulebook.engine.format import LANGS, Lang, plain
from rulebook.glossary import glossary
from wolouj.cli import main
from wolouj.guides import booklet as room
from wolouj.guides.booklet import Booklet, booklet, kept, set_in_type
from wolouj.guides.subject import subjects

ON = date(2026, 11, 28)


@pytest.fixture(scope="module")
def made() -> dict[Lang, tuple[Booklet, bytes]]:
    return {lang: (found := booklet(lang, on=ON), set_in_type(found)) for lang in LANGS}


def words_of(content: bytes) -> str:
    """The text of every page, spaces made one: a line may be cut anywhere."""
    document = pypdfium2.PdfDocument(content)
    try:
        pages = [document[at].get_textpage().get_text_range() for at in range(len(document))]
    finally:
        document.close()
    return re.sub(r"\s+", " ", " ".join(pages))


def size_of(content: bytes) -> tuple[int, tuple[float, float]]:
    document = pypdfium2.PdfDocument(content)
    try:
        return len(document), document[0].get_size()
    finally:
        document.close()


@pytest.mark.parametrize("lang", LANGS)
def test_it_is_a5_and_no_book(made: dict[Lang, tuple[Booklet, bytes]], lang: Lang) -> None:
    pages, (width, height) = size_of(made[lang][1])
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (148, 210)
    assert 30 < pages < 80
    assert len(made[lang][1]) < 1_500_000


def test_every_subject_and_every_word_is_in_it(made: dict[Lang, tuple[Booklet, bytes]]) -> None:
    text = words_of(made["fr"][1]).replace("\u202f", " ").replace("\u00a0", " ")
    for subject in subjects().values():
        title = plain(subject.title.fr).replace("\u202f", " ")
        assert text.count(title) >= 2, title  # in the contents and above its page
    for term in glossary().values():
        assert term.term.fr.replace("\u202f", " ") in text, term.key
    assert "500 000 dirhams" in text


def test_arabic_comes_back_in_its_own_order(made: dict[Lang, tuple[Booklet, bytes]]) -> None:
    text = words_of(made["ar"][1])
    for word in ("سند الطلب", "المرسوم", "التعاونية"):
        assert word in text, word
    assert "2.22.431" in text


def test_data_holds_no_mark_of_direction_outside_runs(made: dict[Lang, tuple[Booklet, bytes]]) -> None:
    for lang in LANGS:
        told = json.dumps(made[lang][0].data, ensure_ascii=False)
        assert not re.search("[\u202a-\u202e]", told)
        assert "{" + "ceiling" not in told


def test_it_is_set_once_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found, calls = Booklet("fr", {}, "mark-one"), []
    monkeypatch.setattr(room, "set_in_type", lambda it: calls.append(it) or b"%PDF-")
    assert kept(found, tmp_path / "new") == kept(found, tmp_path / "new") == b"%PDF-"
    assert len(calls) == 1
    kept(Booklet("ar", {}, "other"), tmp_path / "new")
    kept(Booklet("fr", {}, "mark-two"), tmp_path / "new")
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["ar-other.pdf", "fr-mark-two.pdf"]


def test_the_mark_changes_with_the_words_alone() -> None:
    assert booklet("fr", on=ON).mark != booklet("ar", on=ON).mark
    again = room.booklet.__wrapped__("fr", on=ON)
    assert again.mark == booklet("fr", on=ON).mark


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_gives_it_and_the_browser_may_keep_it(lang: Lang, settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    client = Client()
    answer = client.get(f"/{lang}/guides/booklet/")
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF") and f"wolouj-{lang}.pdf" in answer["Content-Disposition"]
    assert client.get(f"/{lang}/guides/booklet/", headers={"if-none-match": answer["ETag"]}).status_code == 304
    assert client.post(f"/{lang}/guides/booklet/").status_code == 405


def test_the_command_writes_it_in_a_process_of_its_own(tmp_path: Path) -> None:
    """As a person runs it: no settings named, a data folder without any database."""
    command = [sys.executable, "-m", "wolouj.cli", "booklet", "--out", str(tmp_path / "out"), "--lang", "ar", "--json"]
    kept_out = {"DJANGO_SETTINGS_MODULE", "DATABASE_URL"}
    around = {name: value for name, value in os.environ.items() if name not in kept_out}
    run = subprocess.run(
        command, env=around | {"WOLOUJ_DATA": str(tmp_path / "data")}, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    path = Path(json.loads(run.stdout)["files"][0])
    assert path.name == "wolouj-ar.pdf" and size_of(path.read_bytes())[0] > 30
    assert not list((tmp_path / "data").glob("**/PG_VERSION"))


def test_a_day_before_the_law_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["booklet", "--out", str(tmp_path / "out"), "--on", "2020-01-01"]) == 2
    assert "plus récent" in capsys.readouterr().err
