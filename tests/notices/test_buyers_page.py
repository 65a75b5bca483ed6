"""The page of names of buyers: the surest first, one tap each way, every answer taken back."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.notices.published import AT
from wolouj.foundation.actor import OPERATOR
from wolouj.notices import merging
from wolouj.notices.models import Buyer, BuyerApart, BuyerMerge, BuyerProposal
from wolouj.people.models import Body, Membership, Person
from wolouj.people.roles import Role

pytestmark = pytest.mark.django_db
PAGE = "/fr/notices/buyers/"


def two(number: int = 0, score: str = "0.9") -> BuyerProposal:
    rows = [
        Buyer.objects.create(name=f"{name} {number} (échantillon)", name_key=f"{name} {number}".lower())
        for name in ("Commune", "C.T.")
    ]
    return BuyerProposal.objects.create(
        kept=rows[0], other=rows[1], score=Decimal(score), reasons=["commune", "spelling"]
    )


@pytest.fixture
def keeper(ftoum: Person, her: Client) -> Client:
    """A browser of someone who runs a programme."""
    body = Body.objects.create(name_fr="Maison", name_ar="دار", kind="association", created_at=AT)
    Membership.objects.create(person=ftoum, body=body, role=Role.MANAGER, since=AT.date())
    return her


def test_the_surest_is_asked_first_with_its_reasons(keeper: Client) -> None:
    two(1, "0.8"), two(2, "0.95")
    shown = keeper.get(PAGE).content.decode()
    plain = re.sub(r"<[^>]*>", "", shown)
    assert shown.index("Commune 2") < shown.index("Commune 1")
    assert "Même commune" in plain and "d’une autre façon" in plain and "95 sur 100" in plain
    assert shown.count("btn--main") == 1
    arabic = keeper.get(PAGE.replace("/fr/", "/ar/")).content.decode()
    assert "الجماعة نفسها" in arabic and "هو نفسه" in arabic


def test_one_tap_merges_and_one_takes_it_back(keeper: Client, ftoum: Person) -> None:
    row = two()
    answer = keeper.post(f"{PAGE}{row.id}/answer/", {"same": "yes"}, follow=True)
    assert "Les deux noms sont réunis" in answer.content.decode() and "Rien à regarder" in answer.content.decode()
    said = BuyerMerge.objects.get()
    assert (said.kept_id, said.other_id, said.by_id, said.score) == (row.kept_id, row.other_id, ftoum.id, row.score)
    assert said.reasons == row.reasons and not said.automatic
    assert row.other.name in keeper.get(f"{PAGE}?list=merged").content.decode()
    keeper.post(f"{PAGE}merged/{said.id}/undo/")
    assert Buyer.objects.filter(same_as=None).count() == 2 and merging.waiting().get() == row


def test_not_the_same_is_never_asked_again_unless_taken_back(keeper: Client) -> None:
    row = two()
    keeper.post(f"{PAGE}{row.id}/answer/", {"same": "no"})
    assert not merging.waiting().exists()
    shown = keeper.get(f"{PAGE}?list=apart").content.decode()
    assert row.kept.name in shown
    again = keeper.post(f"{PAGE}{row.id}/answer/", {"same": "yes"}, follow=True)
    assert "Une personne a dit que ce sont deux acheteurs" in again.content.decode()
    keeper.post(f"{PAGE}apart/{BuyerApart.objects.get().id}/undo/")
    assert merging.waiting().get() == row


def test_an_answer_that_is_none_and_one_given_twice_change_nothing(keeper: Client) -> None:
    row = two()
    for told in ({}, {"same": ""}, {"same": "\x00"}):
        assert keeper.post(f"{PAGE}{row.id}/answer/", told).status_code == 302
    assert not BuyerMerge.objects.exists() and not BuyerApart.objects.exists()
    for _ in range(2):
        twice = keeper.post(f"{PAGE}{row.id}/answer/", {"same": "yes"}, follow=True)
    assert "déjà ceux d’un même acheteur" in twice.content.decode() and BuyerMerge.objects.count() == 1
    assert keeper.get(f"{PAGE}?list=x&page=-1").status_code == 200
    assert keeper.post(f"{PAGE}nothing/1/undo/").status_code == 404


def test_a_fixed_number_of_queries(keeper: Client) -> None:
    def asked(url: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert keeper.get(url).status_code == 200
        return len(queries)

    counts: list[list[int]] = []
    for total in (1, 3, 12):
        while BuyerProposal.objects.count() < 2 * total:
            two(BuyerProposal.objects.count())
        for row in BuyerProposal.objects.all()[:total]:
            if not BuyerMerge.objects.filter(kept=row.kept).exists():
                merging.merge(kept=row.kept, other=row.other, by=OPERATOR, at=AT)
        counts.append([asked(PAGE), asked(f"{PAGE}?list=merged"), asked(f"{PAGE}?list=apart")])
    assert counts[0] == counts[1] == counts[2]


@pytest.mark.parametrize("role", [Role.COACH, Role.OFFICER, None])
def test_nobody_else_goes_in(role: Role | None, her: Client, ftoum: Person) -> None:
    if role:
        body = Body.objects.create(name_fr="Maison", name_ar="دار", kind="association", created_at=AT)
        Membership.objects.create(person=ftoum, body=body, role=role, since=AT.date())
    row = two()
    assert her.get(PAGE).status_code == 403
    assert her.post(f"{PAGE}{row.id}/answer/", {"same": "yes"}).status_code == 404
    assert Client().get(PAGE).status_code == 302
    assert not BuyerMerge.objects.exists()


def test_the_other_names_stand_on_the_page_of_a_notice(keeper: Client, save: Callable[..., Any]) -> None:
    notice = save(buyer="Commune X (échantillon)")
    other = Buyer.objects.create(name="C.T. X (échantillon)", name_key="c.t. x (échantillon)")
    merging.merge(kept=notice.buyer, other=other, by=OPERATOR, at=AT)
    assert "C.T. X (échantillon)" in keeper.get(f"/fr/notices/{notice.id}/").content.decode()
