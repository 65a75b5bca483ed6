"""The minutes and the press note as Word files: whole, from right to left in Arabic, without a phone."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from lxml import etree

from tests.gatherings.conftest import AT, built, lived  # noqa: F401
from wolouj.foundation.runs import plain
from wolouj.home.cast import Cast
from wolouj.meetings import actions, papers, queries

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def body_of(content: bytes) -> Any:
    with ZipFile(BytesIO(content)) as whole:
        assert whole.testzip() is None
        return etree.fromstring(whole.read("word/document.xml"))


def enter(cast: Cast, name: str) -> Client:
    browser = Client()
    browser.force_login(cast.people[name].user, backend="wolouj.people.backends.SessionBackend")
    return browser


def texts(root: Any) -> str:
    return "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in root.iter(f"{W}p"))


@pytest.mark.parametrize("paper", ["minutes", "press"])
def test_arabic_runs_from_right_to_left(lived: Cast, paper: str) -> None:  # noqa: F811
    meeting = lived.meetings["held"]
    root = body_of(enter(lived, "hayat").get(f"/ar/meetings/{meeting.pk}/minutes/{paper}-ar.docx").content)
    written = [p for p in root.iter(f"{W}p") if list(p.iter(f"{W}t"))]
    assert written and all(p.find(f"{W}pPr/{W}bidi") is not None for p in written)
    for run in root.iter(f"{W}r"):
        text, right = "".join(t.text or "" for t in run.iter(f"{W}t")), run.find(f"{W}rPr/{W}rtl") is not None
        if re.search("[\u0621-\u064a]", text):
            assert right, text
        elif re.search("[0-9A-Za-z]", text):
            assert not right, text
    assert all(t.find(f"{W}tblPr/{W}bidiVisual") is not None for t in root.iter(f"{W}tbl"))


def test_french_runs_from_left_to_right(lived: Cast) -> None:  # noqa: F811
    meeting = lived.meetings["held"]
    root = body_of(enter(lived, "hayat").get(f"/fr/meetings/{meeting.pk}/minutes/minutes-fr.docx").content)
    assert root.find(f".//{W}bidi") is None and root.find(f".//{W}bidiVisual") is None


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_what_the_pdf_says_the_file_says(lived: Cast, lang: Any) -> None:  # noqa: F811
    record = queries.record_of(lived.meetings["held"])
    data = papers.draft_data(record, "minutes", lang, at=AT)
    text = texts(body_of(papers.word("minutes", data)))
    parts = ("interventions", "exchange", "questions", "agreed", "commitments", "recommendations", "next_steps")
    for part in parts:
        if data[part]:
            assert plain(data[part]["title"]) in text
    for row in data["questions"]["rows"]:
        assert plain(row["text"]["paragraphs"][0]) in text
    for row in data["commitments"]["rows"]:
        assert plain(row["who"]) in text


def test_the_annex_names_who_agreed_without_a_phone_and_the_public_copy_names_nobody(lived: Cast) -> None:  # noqa: F811
    meeting, by = lived.meetings["held"], lived.actor("rachid")
    text = texts(body_of(enter(lived, "hayat").get(f"/fr/meetings/{meeting.pk}/minutes/minutes-fr.docx").content))
    rows = list(meeting.gathering.registrations.exclude(arrived_at=None))
    named = [row for row in rows if row.keep_ok]
    assert all(row.name in text for row in named if len(row.name) < 40)
    assert not any(row.shown_phone in text or row.phone[4:] in text for row in rows if row.phone)
    actions.approve(meeting=meeting, by=by, at=AT)
    answer = Client().get(f"/fr/meetings/ask/{meeting.gathering.code}/minutes-fr.docx")
    public = texts(body_of(answer.content))
    assert answer["Content-Disposition"] == 'attachment; filename="minutes-fr.docx"'
    speakers = [row.speaker for row in meeting.interventions.all() if row.speaker]
    assert not any(name in public for name in [*speakers, *(row.name for row in rows)])


def test_markup_in_a_name_stays_text(lived: Cast) -> None:  # noqa: F811
    record = queries.record_of(lived.meetings["held"])
    data = papers.draft_data(record, "press", "fr", at=AT)
    data["what"] = [["t", '<w:br/>&amp; "x" \x0b']]
    assert '<w:br/>&amp; "x"' in texts(body_of(papers.word("press", data)))
