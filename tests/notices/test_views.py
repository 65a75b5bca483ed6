"""The pages of the room: the way through, refusals, what was typed kept, and whose affairs they are."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rulebook.engine.facts import BuyerRules
from tests.foundation.test_ics import read_back
from tests.notices.conftest import AT, TEXT
from tests.notices.test_actions import held
from wolouj.foundation.actor import Actor
from wolouj.foundation.models import AuditLine
from wolouj.notices import actions
from wolouj.notices.models import Notice, NoticeDraft
from wolouj.people.models import Person


@pytest.fixture
def draft(ftoum: Person, by: Actor) -> NoticeDraft:
    return actions.draft_from_text(text=TEXT, person=ftoum, by=by, at=AT)


def told(**more: Any) -> dict[str, str]:
    """What the page of a notice posts, with two lines."""
    rows = [("Javel 5 l", "U", "60", "1"), ("Savon noir", "kg", "1 200", "2"), ("", "", "", "")]
    posted = {
        "reference": "07/2026", "object": "Achat de produits", "buyer": "COMMUNE AFOURER", "rulebook": "decree",
        "deadline_day": "2026-11-26", "deadline_hour": "10:00", "places": "Azilal, Béni Mellal", "category": "",
        "nature": "", "published": "", "reserved": "", "kind": "purchase_order",
        "lines-TOTAL_FORMS": str(len(rows)), "lines-INITIAL_FORMS": "2",
    }  # fmt: skip
    for i, row in enumerate(rows):
        posted |= {f"lines-{i}-{k}": v for k, v in zip(("designation", "unit", "quantity", "number"), row, strict=True)}
        posted[f"lines-{i}-details"] = ""
    return posted | more


def test_pasted_then_confirmed(her: Client, ftoum: Person) -> None:
    seen = her.post("/fr/notices/new/", {"text": TEXT})
    draft = NoticeDraft.objects.get(person=ftoum)
    assert seen["Location"] == f"/fr/notices/drafts/{draft.id}/"
    page = her.get(seen["Location"]).content.decode()
    assert "Savon noir" in page and not Notice.objects.exists()
    seen = her.post(f"/fr/notices/drafts/{draft.id}/confirm/")
    notice = Notice.objects.get()
    assert seen["Location"] == f"/fr/quotes/decide/{notice.id}/"
    again = her.post(f"/fr/notices/drafts/{draft.id}/confirm/")
    assert again["Location"] == seen["Location"] and Notice.objects.count() == 1
    assert her.get(f"/fr/notices/drafts/{draft.id}/")["Location"] == f"/fr/notices/{notice.id}/"
    assert her.get(f"/ar/notices/{notice.id}/").status_code == 200
    line = AuditLine.objects.get(act="notice_saved")
    assert (line.person, line.object_id) == (ftoum.id, str(notice.id))


@pytest.mark.parametrize("lang", ["fr", "ar"])
@pytest.mark.parametrize("text", ["", "   ", "x" * 100_001])
def test_a_text_that_cannot_be_read_is_kept_on_the_page(her: Client, lang: str, text: str) -> None:
    seen = her.post(f"/{lang}/notices/new/", {"text": text})
    assert seen.status_code == 422
    assert 'class="wrong"' in seen.content.decode()
    assert (text.strip() in seen.content.decode()) and not NoticeDraft.objects.exists()


def test_invisible_marks_of_a_phone_are_no_fault(her: Client) -> None:
    assert her.post("/fr/notices/new/", {"text": f"\u202e\x00\u200f{TEXT}"}).status_code == 302
    assert NoticeDraft.objects.get().fields["reference"] == "07/2026"


def test_typed_from_paper(her: Client) -> None:
    seen = her.post("/fr/notices/new/typed/")
    draft = NoticeDraft.objects.get()
    assert seen["Location"] == f"/fr/notices/drafts/{draft.id}/mend/"
    page = her.get(seen["Location"]).content.decode()
    assert page.count('-designation"') >= 3
    seen = her.post(f"/fr/notices/drafts/{draft.id}/mend/", told(more="1"))
    assert seen["Location"].endswith("/mend/#one-more") and not Notice.objects.exists()
    assert her.post(f"/fr/notices/drafts/{draft.id}/mend/", told()).status_code == 302
    notice = Notice.objects.get()
    assert notice.places == ["Azilal", "Béni Mellal"]
    assert [line.quantity for line in notice.lines.all()] == [60, 1200]


WRONG = [
    ({"reference": ""}, "reference"),
    ({"deadline_day": "26 novembre"}, "deadline_day"),
    ({"deadline_day": "1900-01-01"}, "deadline_day"),
    ({"deadline_day": "2100-01-01"}, "deadline_day"),
    ({"deadline_hour": "99:00"}, "deadline_hour"),
    ({"lines-1-quantity": "-3"}, "lines-1-quantity"),
    ({"lines-1-quantity": "0"}, "lines-1-quantity"),
    ({"lines-1-quantity": "1.200"}, "lines-1-quantity"),
    ({"lines-1-quantity": "=2+2"}, "lines-1-quantity"),
    ({"lines-1-quantity": "9" * 20}, "lines-1-quantity"),
    ({"lines-1-designation": ""}, "lines-1-designation"),
    ({"lines-1-designation": "x" * 1001}, "lines-1-designation"),
    ({"lines-1-number": "1"}, "lines-1-designation"),
    ({"kind": "concours"}, "kind"),
]  # fmt: skip


@pytest.mark.parametrize(("wrong", "box"), WRONG, ids=lambda v: str(v)[:40])
@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_what_is_wrong_is_said_beside_its_box_and_what_was_typed_is_kept(
    her: Client, draft: NoticeDraft, wrong: dict[str, str], box: str, lang: str
) -> None:
    seen = her.post(f"/{lang}/notices/drafts/{draft.id}/mend/", told(object="Achat retouché") | wrong)
    page = seen.content.decode()
    assert seen.status_code == 422
    assert f'id="id_{box}_error"' in page
    assert "Achat retouché" in page
    assert not Notice.objects.exists()


def test_a_formset_tampered_with_is_refused_not_broken(her: Client, draft: NoticeDraft) -> None:
    for tampered in ({"lines-TOTAL_FORMS": "x"}, {"lines-TOTAL_FORMS": "1002"}):
        seen = her.post(f"/fr/notices/drafts/{draft.id}/mend/", told() | tampered)
        assert seen.status_code == 422, tampered
    assert not Notice.objects.exists()


def test_a_file(her: Client) -> None:
    def give(data: bytes) -> Any:
        return her.post("/fr/notices/new/file/", {"file": SimpleUploadedFile("avis.json", data)})

    for data in (b"%PDF-1.7", b"{", b"\xff\xfe", b'{"lines":[{"number":"1","quantity":"-1"}]}', b"PK\x03\x04"):
        seen = give(data)
        assert seen.status_code == 422 and 'class="wrong"' in seen.content.decode()
    assert give(b" " * 2_000_001).status_code == 422
    assert not NoticeDraft.objects.exists()
    assert give(b'{"reference":"1/2026"}').status_code == 302
    assert her.get(reverse("notices:draft", args=[NoticeDraft.objects.get().id])).status_code == 200


def test_a_formula_stays_a_text(her: Client, draft: NoticeDraft) -> None:
    her.post(f"/fr/notices/drafts/{draft.id}/mend/", told() | {"lines-0-designation": '<b>=HYPERLINK("x")'})
    page = her.get(f"/fr/notices/{Notice.objects.get().id}/").content.decode()
    assert "&lt;b&gt;=HYPERLINK" in page and "<b>=HYPERLINK" not in page


PAGES = ["", "new/", "new/file/", "drafts/{draft}/", "drafts/{draft}/mend/", "{notice}/", "{notice}/correct/"]
GESTURES = ["new/typed/", "drafts/{draft}/confirm/", "drafts/{draft}/drop/", "{notice}/delete/"]


@pytest.mark.parametrize("address", [*PAGES, *GESTURES])
def test_a_visitor_is_sent_to_sign_in(address: str, draft: NoticeDraft, save: Callable[..., Notice]) -> None:
    address = "/fr/notices/" + address.format(draft=draft.id, notice=save().id)
    for seen in (Client().get(address), Client().post(address)):
        assert seen.status_code == 302 and "/people/sign-in/" in seen["Location"]


@pytest.mark.parametrize("address", [a for a in (*PAGES, *GESTURES) if "{" in a])
def test_another_person_s_draft_or_notice_is_not_found(
    address: str, draft: NoticeDraft, save: Callable[..., Notice], enter: Callable[..., Client], other: Person
) -> None:
    notice, browser = save(), enter(other)
    address = "/fr/notices/" + address.format(draft=draft.id, notice=notice.id)
    assert {browser.get(address).status_code, browser.post(address).status_code} == {404}
    assert browser.post(f"/fr/quotes/decide/{notice.id}/cancelled/").status_code == 404
    notice.refresh_from_db()
    assert notice.cancelled_at is None and NoticeDraft.objects.filter(notice=None).exists()


@pytest.mark.parametrize("address", [a for a in (*PAGES, *GESTURES) if a])
def test_no_writing_without_the_page_s_token(
    address: str, draft: NoticeDraft, save: Callable[..., Notice], enter: Callable[..., Client], ftoum: Person
) -> None:
    notice, browser = save(), enter(ftoum, strict=True)
    if address in ("drafts/{draft}/", "{notice}/"):
        pytest.skip("writes nothing")
    address = "/fr/notices/" + address.format(draft=draft.id, notice=notice.id)
    assert browser.post(address, {"text": TEXT}).status_code == 403
    assert (Notice.objects.count(), NoticeDraft.objects.count()) == (1, 1)


@pytest.mark.parametrize("address", GESTURES)
def test_a_gesture_is_never_a_link(address: str, draft: NoticeDraft, save: Callable[..., Notice], her: Client) -> None:
    assert her.get("/fr/notices/" + address.format(draft=draft.id, notice=save().id)).status_code == 405


def test_cancelled_from_the_page(her: Client, save: Callable[..., Notice]) -> None:
    notice = save(deadline=timezone.now() + timedelta(days=2))
    address = f"/fr/quotes/decide/{notice.id}/cancelled/"
    assert address in her.get(f"/fr/notices/{notice.id}/").content.decode()
    her.post(address)
    page = her.get(f"/fr/notices/{notice.id}/").content.decode()
    assert "verdict stop" in page and address not in page
    assert f'/fr/quotes/decide/{notice.id}/"' not in page
    assert "Avis annulé" in her.get("/fr/notices/").content.decode()


def test_corrected_from_the_page(her: Client, save: Callable[..., Notice]) -> None:
    notice = save()
    page = her.get(f"/fr/notices/{notice.id}/correct/").content.decode()
    assert re.search(r'name="lines-1-quantity"[^>]*value="2,5"|value="2,5"[^>]*name="lines-1-quantity"', page)
    assert her.post(f"/fr/notices/{notice.id}/correct/", told()).status_code == 302
    notice.refresh_from_db()
    assert (notice.reference, notice.lines.count()) == ("07/2026", 2)
    save("9/2026", buyer="COMMUNE AFOURER", deadline=notice.deadline)
    seen = her.post(f"/fr/notices/{notice.id}/correct/", told(reference="9/2026"))
    assert seen.status_code == 422 and 'id="id_reference_error"' in seen.content.decode()


def test_under_a_quote_the_page_says_the_lines_stay_and_nothing_is_deleted(
    her: Client, save: Callable[..., Notice], ftoum: Person, by: Actor
) -> None:
    notice = save()
    held(notice, ftoum, by)
    page = her.get(f"/fr/notices/{notice.id}/correct/").content.decode()
    assert "lines-0-quantity" not in page and "ses articles restent" in page
    her.post(f"/fr/notices/{notice.id}/correct/", told(object="Objet revu"))
    notice.refresh_from_db()
    assert notice.object == "Objet revu"
    assert [line.designation for line in notice.lines.all()] == ["Café", "Thé"]
    assert f"/fr/notices/{notice.id}/delete/" not in her.get(f"/fr/notices/{notice.id}/").content.decode()
    her.post(f"/fr/notices/{notice.id}/delete/")
    assert Notice.objects.filter(id=notice.id).exists()


def test_deleted_from_the_page(her: Client, save: Callable[..., Notice]) -> None:
    notice = save()
    assert her.post(f"/fr/notices/{notice.id}/delete/")["Location"] == "/fr/notices/"
    assert not Notice.objects.exists()


def test_the_days_of_a_notice_on_its_page_and_as_a_file(
    her: Client, save: Callable[..., Notice], other: Person, enter: Callable[..., Client]
) -> None:
    notice = save()
    for lang, word in (("fr", "Heure limite de dépôt du devis"), ("ar", "آخر ساعة لإيداع بيان الأثمان")):
        assert word in her.get(f"/{lang}/notices/{notice.id}/").content.decode()
    file = her.get(f"/ar/notices/{notice.id}/days/")
    assert file["Content-Type"].startswith("text/calendar") and file["Content-Disposition"].startswith("attachment")
    days = {event["UID"].partition("-")[0]: event["DTSTART;VALUE=DATE"] for event in read_back(file.content)}
    assert days == {"quote_deposit": "20261127", "watch_the_account": "20261127"}
    assert enter(other).get(f"/ar/notices/{notice.id}/days/").status_code == 404


def test_a_notice_that_cannot_be_dated_says_why_and_gives_no_file(her: Client, save: Callable[..., Notice]) -> None:
    notice = save(rulebook=BuyerRules.OWN)
    page = her.get(f"/fr/notices/{notice.id}/").content.decode()
    assert "suit ses propres règles" in page and "/days/" not in page
    assert her.get(f"/fr/notices/{notice.id}/days/").status_code == 404
