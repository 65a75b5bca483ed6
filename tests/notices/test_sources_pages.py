"""The page of notices told by two sources, and the operator's page of the sources."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.notices.published import AT
from tests.notices.test_linking import both
from wolouj.foundation.actor import OPERATOR
from wolouj.notices import linking
from wolouj.notices.models import CollectedList, CollectingRun, NoticeApart, NoticeLink, NoticeProposal, TakenFile
from wolouj.notices.sources.incoming import Refusal
from wolouj.people.models import Body, Membership, Person
from wolouj.people.roles import Role

pytestmark = pytest.mark.django_db
LINKS, SOURCES = "/fr/notices/links/", "/fr/notices/sources/"


def as_role(person: Person, role: Role) -> None:
    body = Body.objects.create(name_fr="Maison", name_ar="دار", kind="association", created_at=AT)
    Membership.objects.create(person=person, body=body, role=role, since=AT.date())


@pytest.fixture
def keeper(ftoum: Person, her: Client) -> Client:
    as_role(ftoum, Role.MANAGER)
    return her


def plain(answer: Any) -> str:
    told = re.sub(r"<[^>]*>", "", answer.content.decode()).translate(dict.fromkeys([0x2066, 0x2067, 0x2068, 0x2069]))
    return re.sub(r"\s+", " ", told)


def near(tmp_path: Path) -> NoticeProposal:
    both(tmp_path, 1, title="صباغة المدرسة (عينة)")
    return NoticeProposal.objects.get()


def test_two_sides_are_shown_with_the_reasons_and_one_tap_answers(keeper: Client, tmp_path: Path) -> None:
    row = near(tmp_path)
    shown = keeper.get(LINKS)
    assert "Même acheteur et même référence" in plain(shown) and "82 sur 100" in plain(shown)
    assert "Données ouvertes" in plain(shown) and "صباغة المدرسة" in plain(shown)
    assert shown.content.decode().count("btn--main") == 1
    arabic = keeper.get(LINKS.replace("/fr/", "/ar/")).content.decode()
    assert "إعلان واحد" in arabic and "المشتري نفسه والمرجع نفسه" in arabic
    answer = keeper.post(f"{LINKS}{row.pk}/answer/", {"same": "yes"}, follow=True)
    assert "un seul avis est montré" in plain(answer) and "Rien à regarder" in plain(answer)
    link = NoticeLink.objects.get()
    assert (link.kept_id, link.automatic, link.score) == (row.kept_id, False, row.score)
    hidden = keeper.get(f"/fr/notices/{link.other_id}/")
    assert f"/fr/notices/{link.kept_id}/" in hidden.content.decode()
    listed = keeper.get(f"{LINKS}?list=linked")
    assert "Réunis par une personne" in plain(listed)
    keeper.post(f"{LINKS}linked/{link.pk}/undo/")
    assert NoticeLink.objects.filter(undone_at=None).count() == 0


def test_two_notices_is_an_answer_too(keeper: Client, tmp_path: Path) -> None:
    row = near(tmp_path)
    keeper.post(f"{LINKS}{row.pk}/answer/", {"same": "no"})
    said = NoticeApart.objects.get()
    assert "Différents : 1" in plain(keeper.get(f"{LINKS}?list=apart"))
    keeper.post(f"{LINKS}{row.pk}/answer/", {"same": "yes"}, follow=True)
    assert not NoticeLink.objects.exists(), "refused, and said"
    keeper.post(f"{LINKS}apart/{said.pk}/undo/")
    assert linking.waiting().count() == 1


def test_only_the_keepers_answer(her: Client, tmp_path: Path) -> None:
    row = near(tmp_path)
    assert her.get(LINKS).status_code == 403
    assert her.post(f"{LINKS}{row.pk}/answer/", {"same": "yes"}).status_code == 404
    assert Client().get(LINKS).status_code == 302


def test_a_person_s_own_notice_stays_hers(keeper: Client, tmp_path: Path, save: Callable[..., Any]) -> None:
    first, _ = both(tmp_path, 1)
    hers = save("77/2026")
    link = linking.link(kept=first, other=hers, by=OPERATOR, at=AT)
    assert "77/2026" not in plain(keeper.get(f"{LINKS}?list=linked"))
    assert keeper.post(f"{LINKS}linked/{link.pk}/undo/").status_code == 404


def test_the_page_asks_a_fixed_number_of_queries(keeper: Client, tmp_path: Path) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            keeper.get(LINKS)
        return len(queries)

    both(tmp_path, 1, title="صباغة (عينة)")
    keeper.get(LINKS)
    one = asked()
    both(tmp_path, 30, 31, 32, title="صباغة (عينة)")
    assert linking.waiting().count() == 4 and asked() == one


@pytest.fixture
def operator(ftoum: Person, her: Client) -> Client:
    as_role(ftoum, Role.ADMINISTRATOR)
    return her


def test_nothing_yet(operator: Client) -> None:
    shown = plain(operator.get(SOURCES))
    assert "La collecte est éteinte" in shown and "Aucun passage encore" in shown
    assert "متوقف" in operator.get(SOURCES.replace("/fr/", "/ar/")).content.decode()


def test_runs_lists_files_and_what_was_left(operator: Client) -> None:
    refused = [Refusal("half_page").at("order:502", None).as_json(), Refusal("identity").at("tenders 3", 12).as_json()]
    CollectingRun.objects.create(
        at=AT, ended_at=AT, requests=9, read=4, created=3, stopped="refused", refused=refused,
        lists={"tenders": "whole", "orders": "too_many_pages"},
    )  # fmt: skip
    CollectedList.objects.create(name="orders", held="refused")
    CollectedList.objects.create(name="tenders", whole_at=AT)
    CollectedList.objects.create(name="results", back_at=AT + timedelta(days=900))
    TakenFile.objects.create(digest="a", file="avis.jsonl", at=AT, read=5, refused=1)
    shown = plain(operator.get(SOURCES))
    for told in ("order:502", "s’arrête avant sa fin", "tenders 3 · ligne 12", "avis.jsonl", "plus de pages que prévu",
                 "le portail nous refuse", "demande de revenir après", "Lue jusqu’au bout", "Nouveau : 3"):  # fmt: skip
        assert told in shown, told
    assert operator.get("/fr/operator/").content.decode().count(SOURCES) == 1


def test_only_the_operator_sees_them(her: Client, ftoum: Person) -> None:
    assert her.get(SOURCES).status_code == 403
    as_role(ftoum, Role.MANAGER)
    assert her.get(SOURCES).status_code == 403


def test_a_setting_that_cannot_be_read_is_said(operator: Client, settings: Any) -> None:
    settings.COLLECT = settings.COLLECT | {"on": True, "hours": "la nuit"}
    assert "WOLOUJ_COLLECT_HOURS" in plain(operator.get(SOURCES))
    settings.COLLECT = settings.COLLECT | {"hours": "22-6"}
    assert "à qui le portail peut écrire" in plain(operator.get(SOURCES))
    settings.COLLECT = settings.COLLECT | {"contact": "a@b.ma"}
    assert "La collecte est allumée" in plain(operator.get(SOURCES))
