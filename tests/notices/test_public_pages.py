"""Public notices on pages: read by anybody, corrected by few, taken over, shared; private ones by nobody else."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from tests.cast import make
from tests.notices import test_ocds
from tests.notices.published import AT, bring_in, lines, result, tender
from wolouj.foundation import clock
from wolouj.foundation.models import AuditLine
from wolouj.home.cast import Cast
from wolouj.notices.models import Notice, NoticeDraft
from wolouj.people.middleware import ACTING_KEY
from wolouj.people.models import Mandate

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=1)


@pytest.fixture(autouse=True)
def at_that_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER)


@pytest.fixture
def public(tmp_path: Path) -> Notice:
    bring_in(tmp_path, lines(tender(1, visites_lieux="Le 28/11/2026 à 10:00")), is_sample=True)
    return Notice.objects.select_related("buyer").get(identity="tender:900001:x1y")


@pytest.fixture
def cast(db: None) -> Cast:
    return make(AT)


def url(name: str, notice: Notice, lang: str = "fr") -> str:
    with translation.override(lang):
        return reverse(f"notices:{name}", args=[notice.pk])


def page(browser: Client, notice: Notice, lang: str = "fr", name: str = "show") -> str:
    answer = browser.get(url(name, notice, lang))
    assert answer.status_code == 200
    text = re.sub(r"</?bdi[^>]*>|[\u2066-\u2069]", "", answer.content.decode())
    return text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_a_visitor_reads_a_public_notice_and_can_change_nothing(public: Notice, lang: str) -> None:
    text = page(Client(), public, lang)
    assert "Travaux de peinture" in text and "900001" in text
    for sign in ("reading/", "correct/", "delete/", "cancelled/", 'method="post" action="/fr/notices', "take/"):
        assert sign not in text, sign
    sample = {"fr": "inventé", "ar": "للتجربة"}
    assert sample[lang] in text
    assert Client().get(url("days", public, lang)).status_code in (200, 404)


def test_what_the_portal_tells_stands_on_the_page(public: Notice) -> None:
    text = page(Client(), public)
    for part in ("120 000,00", "2 000,00", "Appel d&#x27;offres ouvert simplifié", "Le 28/11/2026 à 10:00", "Azilal"):
        assert part in text, part
    assert f'href="{public.url.replace("&", "&amp;")}"' in text and 'rel="noopener noreferrer"' in text


def test_a_private_notice_is_shown_to_nobody_else(cast: Cast) -> None:
    hers = cast.notices["ftoum"]
    for name in ("show", "share", "days", "reading", "take"):
        visitor, stranger = Client(), Client()
        stranger.force_login(cast.people["karim"].user, backend="wolouj.people.backends.SessionBackend")
        asked = "post" if name == "take" else "get"
        answer = getattr(visitor, asked)(url(name, hers))
        nowhere = getattr(visitor, asked)(url(name, hers).replace(str(hers.pk), str(uuid4())))
        assert answer.status_code == nowhere.status_code == 302 and "/sign-in/" in answer["Location"]
        assert getattr(stranger, asked)(url(name, hers)).status_code == 404
    her = Client()
    her.force_login(cast.people["ftoum"].user, backend="wolouj.people.backends.SessionBackend")
    assert her.get(url("show", hers)).status_code == 200
    assert her.get(url("reading", hers)).status_code == 404, "what she confirmed is corrected, not re-read"
    assert her.post(url("take", hers)).status_code == 404, "only a public one is taken over"
    assert not NoticeDraft.objects.filter(origin=hers).exists()


WHO_READS = ("ftoum", "yassine", "karim", "salma", "nadia")
WHO_CORRECTS = ("hayat", "rachid", "admin")
READING = {"nature": "55", "place": "Province d'Azilal", "rulebook": "own", "buyer_place": "Province d'Azilal"}


@pytest.mark.parametrize("who", WHO_READS)
def test_a_person_corrects_no_public_notice(cast: Cast, public: Notice, enter: Callable[..., Client], who: str) -> None:
    browser, before = enter(cast.people[who]), Notice.objects.filter(pk=public.pk).values().get()
    assert "reading/" not in page(browser, public)
    for name, data in (("reading", READING), ("correct", {"object": "x"}), ("delete", {})):
        for answer in (browser.get(url(name, public)), browser.post(url(name, public), data)):
            assert answer.status_code in (404, 405), (name, answer.status_code)
    assert browser.post(f"/fr/quotes/decide/{public.pk}/cancelled/").status_code == 404
    assert Notice.objects.filter(pk=public.pk).values().get() == before


@pytest.mark.parametrize("who", WHO_CORRECTS)
def test_who_may_corrects_what_was_understood_and_nothing_else(
    cast: Cast, public: Notice, enter: Callable[..., Client], who: str
) -> None:
    browser = enter(cast.people[who])
    assert "reading/" in page(browser, public)
    assert browser.get(url("correct", public))["Location"] == url("reading", public)
    assert browser.post(f"/fr/quotes/decide/{public.pk}/cancelled/").status_code == 404
    assert browser.post(url("delete", public)).status_code == 404
    assert browser.get(url("reading", public, "ar")).status_code == 200
    assert browser.post(url("reading", public), READING)["Location"] == url("show", public)
    public.refresh_from_db()
    assert (public.nature, public.place_codes, public.rulebook) == (55, ["05.081"], "own")
    assert public.cancelled_at is None and public.object.startswith("Travaux")
    line = AuditLine.objects.get(act="notice_reading_corrected")
    assert line.person == cast.people[who].id


def test_a_coach_acting_for_somebody_corrects_no_public_notice(
    cast: Cast, public: Notice, enter: Callable[..., Client]
) -> None:
    browser = enter(cast.people["hayat"])
    mandate = Mandate.objects.get(holder=cast.people["hayat"], for_person=cast.people["ftoum"])
    session = browser.session
    session[ACTING_KEY] = [str(mandate.for_person_id), str(mandate.id)]
    session.save()
    assert "reading/" not in page(browser, public)
    assert browser.post(url("reading", public), READING).status_code == 404


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_what_is_wrong_in_a_reading_is_said_and_kept(
    cast: Cast, public: Notice, enter: Callable[..., Client], lang: str
) -> None:
    browser = enter(cast.people["hayat"])
    answer = browser.post(url("reading", public, lang), READING | {"place": "Nulle part"})
    text = answer.content.decode()
    assert answer.status_code == 422 and 'id="id_place_error"' in text and "Nulle part" in text
    public.refresh_from_db()
    assert public.corrected == []


def test_no_writing_without_the_page_s_token(cast: Cast, public: Notice, enter: Callable[..., Client]) -> None:
    assert enter(cast.people["hayat"], strict=True).post(url("reading", public), READING).status_code == 403
    assert enter(cast.people["ftoum"], strict=True).post(url("take", public)).status_code == 403
    assert not NoticeDraft.objects.exists()
    public.refresh_from_db()
    assert public.corrected == []


def test_taking_over_from_the_page_to_her_own_notice(cast: Cast, public: Notice, enter: Callable[..., Client]) -> None:
    her = enter(cast.people["ftoum"])
    assert her.get(url("take", public)).status_code == 405
    there = her.post(url("take", public))["Location"]
    draft = NoticeDraft.objects.get()
    assert there == f"/fr/notices/drafts/{draft.pk}/mend/"
    assert her.post(url("take", public))["Location"] == there and NoticeDraft.objects.count() == 1
    text = her.get(there).content.decode()
    assert "1/2026" in text and "COMMUNE AFOURER" in text
    posted = {
        "reference": "1/2026", "object": public.object, "buyer": "COMMUNE AFOURER", "rulebook": "decree",
        "deadline_day": "2026-12-01", "deadline_hour": "01:00", "places": "Azilal", "category": "works", "nature": "",
        "published": "", "reserved": "", "kind": "tender", "lines-TOTAL_FORMS": "1", "lines-INITIAL_FORMS": "0",
        "lines-0-designation": "Peinture", "lines-0-unit": "m²", "lines-0-quantity": "10", "lines-0-number": "1",
        "lines-0-details": "",
    }  # fmt: skip
    answer = her.post(there, posted)
    hers = Notice.objects.get(entered_for=cast.people["ftoum"], origin=public)
    assert answer["Location"] == f"/fr/quotes/decide/{hers.pk}/"
    assert hers.is_sample and hers.source == "copied" and hers.lines.count() == 1
    assert her.get(there)["Location"] == url("show", hers)
    assert Client().get(url("show", hers)).status_code == 302


def test_a_visitor_who_takes_over_signs_in_first(public: Notice) -> None:
    answer = Client().post(url("take", public))
    assert answer.status_code == 302 and answer["Location"].startswith("/fr/people/sign-in/")
    assert not NoticeDraft.objects.exists()


def test_changes_of_the_public_one_reach_hers(
    cast: Cast, public: Notice, enter: Callable[..., Client], tmp_path: Path
) -> None:
    her = enter(cast.people["ftoum"])
    her.post(url("take", public))
    draft = NoticeDraft.objects.get()
    draft.fields = draft.fields | {"lines": [{"number": "1", "designation": "Peinture", "quantity": "10"}]}
    draft.save()
    her.post(f"/fr/notices/drafts/{draft.pk}/confirm/")
    hers = Notice.objects.get(origin=public)
    bring_in(tmp_path, lines(tender(1, date_limite="15/12/2026 10:00")), at=LATER, is_sample=True)
    assert "15 décembre 2026" in page(her, hers)
    Notice.objects.filter(pk=public.pk).update(cancelled_at=LATER)
    assert "verdict stop" in page(her, hers) and "verdict stop" in page(Client(), public)


def test_what_changed_is_told_from_what_to_what(public: Notice, tmp_path: Path) -> None:
    changed = tender(1, date_limite="15/12/2026 10:00", estimation_ttc="150 000,00", visites_lieux="Le 29/11/2026")
    bring_in(tmp_path, lines(changed), at=LATER, is_sample=True)
    text = re.sub(r"<[^>]+>", "", page(Client(), public))
    for part in (
        "Vu le 25 novembre 2026.", "du mardi 1er décembre 2026 à 01:00 au mardi 15 décembre 2026 à 10:00",
        "L’estimation passe de 120 000,00 DH à 150 000,00 DH.", "Changé : visite, date limite, estimation",
    ):  # fmt: skip
        assert part in text, part
    assert "انتقل التقدير من" in page(Client(), public, "ar")


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_changes_and_the_result_are_shown_and_the_awardee_never(public: Notice, tmp_path: Path, lang: str) -> None:
    bring_in(tmp_path, lines(tender(1, date_limite="15/12/2026 10:00", estimation_ttc="")), at=LATER, is_sample=True)
    text = page(Client(), public, lang)
    assert ("Changé" if lang == "fr" else "تغير") in text and "15" in text
    closed = test_ocds.tender(
        tenderPeriod={"startDate": "2026-10-20T10:00:00+01:00", "endDate": "2026-11-01T10:00:00+01:00"}, id="7/2026"
    )
    bring_in(tmp_path, test_ocds.package(test_ocds.release(tender=closed)), "ocds.json")
    bring_in(tmp_path, lines(result(7)), "cards.jsonl")
    order = Notice.objects.get(reference="7/2026")
    text = page(Client(), order, lang)
    assert "7 200,00" in text and "Titulaire inventé" not in text
    assert "Règlement" in text and 'href="https://x.example/r.pdf" rel="noopener noreferrer"' in text
    assert "Repas" in text, "its lines"


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_a_text_to_share(public: Notice, lang: str) -> None:
    text = page(Client(), public, lang, "share")
    assert f"http://testserver/{lang}/notices/{public.pk}/" in text
    assert "1/2026" in text and "whatsapp://send?text=" in text and "sms:?body=" in text
    assert "Le 28/11/2026 à 10:00" in text, "a message has nothing below to look at"
    coded = text.partition("whatsapp://send?text=")[2].partition('"')[0]
    assert " " not in coded and "%0A" in coded and "<" not in coded


def test_her_own_notice_is_shared_without_a_link_nobody_else_can_open(cast: Cast, enter: Callable[..., Client]) -> None:
    hers = cast.notices["ftoum"]
    text = page(enter(cast.people["ftoum"]), hers, "fr", "share")
    assert "27/2026" in text and f"/notices/{hers.pk}/</textarea>" not in text and "http://testserver" not in text


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    evil = '<script>alert("x")</script> {{ 7|add:7 }}'
    bring_in(tmp_path, lines(tender(1, objet=evil, entite_publique='"><img src=x>', visites_lieux=evil, ref="<b>1")))
    notice = Notice.objects.get()
    for name in ("show", "share"):
        for lang in ("fr", "ar"):
            text = page(Client(), notice, lang, name)
            assert "<script>alert" not in text and "<img src=x" not in text and "<b>1" not in text
    assert "<script>alert" not in Client().get("/ar/notices/open/").content.decode()


def test_the_page_takes_a_fixed_number_of_queries(tmp_path: Path) -> None:
    def asked(items: int, changes: int) -> int:
        parts = [{"id": str(i), "description": f"Repas {i}"} for i in range(1, items + 1)]
        links = [{"id": str(i), "title": "x", "url": f"https://x.example/{i}"} for i in range(items)]
        ocid = f"o-{items}"
        for day in range(changes + 1):
            release = test_ocds.release(
                ocid, date=f"2026-11-{10 + day}T10:00:00+01:00",
                tender=test_ocds.tender(items=parts, documents=links, title=f"Repas {day}"),
            )  # fmt: skip
            bring_in(tmp_path, test_ocds.package(release), "o.json")
        notice = Notice.objects.get(identity=f"ocds:{ocid}")
        page(Client(), notice)
        with CaptureQueriesContext(connection) as found:
            page(Client(), notice)
        return len(found)

    assert asked(1, 1) == asked(25, 5)


@pytest.mark.parametrize("lang", ["fr", "ar"])
@pytest.mark.parametrize("nothing", ["date_limite", "estimation_ttc", "lieu_execution", "categorie", "type_procedure"])
def test_a_notice_that_tells_little_has_its_page_all_the_same(tmp_path: Path, lang: str, nothing: str) -> None:
    bring_in(tmp_path, lines(tender(1, **{nothing: ""})))
    notice = Notice.objects.get()
    assert page(Client(), notice, lang) and page(Client(), notice, lang, "share")
    assert Client().get(f"/{lang}/notices/open/").status_code == 200


VISITOR_GOES = [
    ("get", "bids:decide"), ("post", "bids:open"), ("post", "bids:decline"), ("post", "bids:weigh"),
    ("post", "bids:cancel_notice"), ("get", "notices:reading"), ("post", "notices:reading"), ("get", "notices:correct"),
    ("post", "notices:delete"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "name"), VISITOR_GOES)
def test_a_visitor_who_would_answer_or_write_signs_in_first(public: Notice, method: str, name: str) -> None:
    any_data: dict[str, Any] = {"structure": str(uuid4()), "why": "x"}
    with translation.override("fr"):
        address = reverse(name, args=[public.pk])
    answer = getattr(Client(), method)(address, any_data)
    assert answer.status_code == 302 and "/fr/people/sign-in/" in answer["Location"]
    assert not AuditLine.objects.exclude(act="notices_imported").exists()


@pytest.mark.parametrize("who", ["ftoum", "hayat", "rachid", "nadia", "admin"])
def test_deciding_on_a_public_notice_never_breaks(
    cast: Cast, public: Notice, enter: Callable[..., Client], who: str
) -> None:
    for lang in ("fr", "ar"):
        assert enter(cast.people[who]).get(f"/{lang}/quotes/decide/{public.pk}/").status_code in (200, 302)
