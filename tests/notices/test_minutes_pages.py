"""Minutes sent by who runs a programme: read, shown beside their words, a result only after her yes."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.notices.minutes_sample import TEXT
from tests.notices.published import AT
from wolouj.foundation.actor import OPERATOR
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.models import AuditLine
from wolouj.notices import personal
from wolouj.notices.minutes.files import Read, Way
from wolouj.notices.minutes.storing import (
    CASABLANCA,
    Confirmed,
    Won,
    confirm_minutes,
    draft_minutes,
    forget_old_minutes,
    is_sure,
    notices_for,
)
from wolouj.notices.models import Buyer, MinutesDraft, Notice, Result
from wolouj.people.models import Body, Membership, Person
from wolouj.people.roles import Role

pytestmark = pytest.mark.django_db
PAGE = "/fr/notices/minutes/"
LATER = datetime(2026, 12, 1, 10, 0, tzinfo=CASABLANCA)
FINISHED = datetime(2026, 11, 19, tzinfo=CASABLANCA).date()


@pytest.fixture
def keeper(ftoum: Person, her: Client) -> Client:
    """A browser of someone who runs a programme."""
    body = Body.objects.create(name_fr="Maison", name_ar="دار", kind="association", created_at=AT)
    Membership.objects.create(person=ftoum, body=body, role=Role.MANAGER, since=AT.date())
    return her


@pytest.fixture
def published(db: None) -> Notice:
    """The notice the sample minutes end, written another way."""
    buyer = Buyer.objects.create(name="COMMUNE DE XOUDRA", name_key="commune de xoudra")
    return Notice.objects.create(
        kind="tender", reference="012/2026 CX", object="Achat de fournitures de bureau", buyer=buyer, nature=20,
        natures=[20], deadline=datetime(2026, 11, 12, 10, 0, tzinfo=CASABLANCA), source="tenders", identity="t:1",
        entered_at=AT, is_sample=True,
    )  # fmt: skip


def sent(person: Person, text: str = TEXT, at: datetime = LATER) -> MinutesDraft:
    return draft_minutes(given=Read(text, Way.TEXT), file="", person=person, by=OPERATOR, at=at)


def told(**changes: Any) -> Confirmed:
    given: dict[str, Any] = {
        "reference": "12/2026/CX", "object": "Achat de fournitures", "buyer": "Commune de Xoudra", "bidders": 3,
        "finished": FINISHED, "outcome": "awarded", "awards": (Won("", "COOPERATIVE BETA NOUR", Decimal("46500.00")),),
    }  # fmt: skip
    return Confirmed(**given | changes)


def test_it_is_tied_to_the_notice_of_that_buyer_reference_and_day(ftoum: Person, published: Notice) -> None:
    draft = sent(ftoum)
    assert notices_for(draft) == [published] and is_sure(draft, [published])
    (made,) = confirm_minutes(draft=draft, told=told(notice=published), by=OPERATOR, at=LATER)
    assert (made.notice, made.buyer, made.nature, made.is_sample) == (published, published.buyer, 20, True)
    assert (made.amount, made.quotes, made.outcome) == (Decimal("46500.00"), 3, "awarded")
    assert made.published.astimezone(CASABLANCA).date() == FINISHED and not MinutesDraft.objects.exists()
    kept = " ".join(str(each) for row in Result.objects.values() for each in row.values())
    assert "ALPHA" not in kept and "GAMMA" not in kept and "BETA" in kept
    assert AuditLine.objects.filter(act="minutes_confirmed").count() == 1


def test_said_again_it_replaces_and_lots_stand_apart(ftoum: Person, published: Notice) -> None:
    for amount in ("46500.00", "47000.00"):
        won = (Won("", "BETA", Decimal(amount)),)
        confirm_minutes(draft=sent(ftoum), told=told(notice=published, awards=won), by=OPERATOR, at=LATER)
    assert [row.amount for row in Result.objects.all()] == [Decimal("47000.00")]
    lots = (Won("1", "UN", Decimal("5000.00")), Won("2", "DEUX", None))
    made = confirm_minutes(draft=sent(ftoum), told=told(reference="9/2026", awards=lots), by=OPERATOR, at=LATER)
    assert {(row.awardee, row.amount, row.notice) for row in made} == {
        ("UN", Decimal("5000.00"), None), ("DEUX", None, None),
    }  # fmt: skip


@pytest.mark.parametrize("outcome", ["unsuccessful", "cancelled"])
def test_without_an_award_nobody_is_named(ftoum: Person, published: Notice, outcome: str) -> None:
    (made,) = confirm_minutes(draft=sent(ftoum), told=told(outcome=outcome), by=OPERATOR, at=LATER)
    assert (made.outcome, made.awardee, made.amount) == (outcome, "", None)


def test_what_cannot_be_is_refused_and_nothing_is_written(ftoum: Person, published: Notice) -> None:
    draft = sent(ftoum)
    card = {"buyer": published.buyer, "reference": "x", "object": "x", "published": LATER, "outcome": "awarded"}
    Result.objects.create(identity="card:1", notice=published, **card)
    early = FINISHED - timedelta(days=30)
    for wrong in (told(notice=published), told(finished=LATER.date() + timedelta(days=1)),
                  told(finished=early, notice=published)):  # fmt: skip
        with pytest.raises(BadInput):
            confirm_minutes(draft=draft, told=wrong, by=OPERATOR, at=LATER)
    assert Result.objects.count() == 1 and MinutesDraft.objects.get() == draft
    with pytest.raises(BadInput, match="procès-verbal"):
        sent(ftoum, "Une recette de cuisine")


def test_the_page_shows_each_box_under_its_words_then_keeps_the_yes(
    keeper: Client, ftoum: Person, published: Notice
) -> None:
    answer = keeper.post(PAGE, {"file": SimpleUploadedFile("pv.txt", TEXT.encode())})
    draft = MinutesDraft.objects.get()
    assert answer.headers["Location"] == f"{PAGE}{draft.id}/"
    with CaptureQueriesContext(
        connection,
    ) as queries:
        shown = keeper.get(answer.headers["Location"]).content.decode()
    assert len(queries) < 14
    plain = re.sub(r"<[^>]*>|[\u2066-\u2069]", "", shown)
    assert "Tout a été lu" in plain and "Absence de la déclaration" in plain and "STE GAMMA DIVERS" in plain
    assert "APPEL D'OFFRES OUVERT N° 12/2026/CX" in plain.replace("&#x27;", "'") and shown.count("btn--main") == 1
    assert (
        f'value="{published.id}"' in shown
        and "فتح الأظرفة" in keeper.get(f"/ar/notices/minutes/{draft.id}/").content.decode()
    )
    form = {
        "notice": published.id, "reference": "12/2026/CX", "object": "Achat", "buyer": "Commune de Xoudra",
        "finished": "2026-11-19", "outcome": "awarded", "bidders": "3", "vat": "included",
        "awards-TOTAL_FORMS": "1", "awards-INITIAL_FORMS": "1", "awards-0-awardee": "BETA",
        "awards-0-amount": "46 500,00",
    }  # fmt: skip
    bad = keeper.post(f"{PAGE}{draft.id}/", form | {"awards-0-amount": "46,500", "finished": ""})
    assert bad.status_code == 422 and "46,500" in bad.content.decode() and not Result.objects.exists()
    kept = keeper.post(f"{PAGE}{draft.id}/", form, follow=True).content.decode()
    assert "Résultat gardé" in kept and Result.objects.get().amount == Decimal("46500.00")


def test_an_amount_without_vat_is_not_counted(keeper: Client, ftoum: Person) -> None:
    draft = sent(ftoum)
    keeper.post(f"{PAGE}{draft.id}/", {
        "reference": "1/2026", "object": "Achat", "buyer": "Commune", "finished": "2026-11-19", "outcome": "awarded",
        "vat": "excluded", "awards-TOTAL_FORMS": "1", "awards-INITIAL_FORMS": "0", "awards-0-awardee": "BETA",
        "awards-0-amount": "46500",
    })  # fmt: skip
    assert Result.objects.get().amount is None


def test_nobody_else_sees_the_names(keeper: Client, ftoum: Person, other: Person, enter: Any) -> None:
    draft = sent(ftoum)
    stranger = enter(other)
    assert stranger.get(PAGE).status_code in (403, 404)
    assert stranger.get(f"{PAGE}{draft.id}/").status_code == 404
    body = Body.objects.get()
    Membership.objects.create(person=other, body=body, role=Role.ADMINISTRATOR, since=AT.date())
    assert stranger.get(f"{PAGE}{draft.id}/").status_code == 404
    assert stranger.post(f"{PAGE}{draft.id}/drop/").status_code == 404
    keeper.post(f"{PAGE}{draft.id}/drop/")
    assert not MinutesDraft.objects.exists()


def test_what_nobody_confirmed_is_forgotten_and_goes_with_the_account(ftoum: Person) -> None:
    sent(ftoum, at=LATER - timedelta(days=31))
    kept = sent(ftoum)
    assert forget_old_minutes(by=OPERATOR, at=LATER) == 1 and MinutesDraft.objects.get() == kept
    assert [row["id"] for row in personal.export(ftoum.id)["minutes"]] == [kept.id]
    personal.erase(ftoum.id, by=OPERATOR, at=LATER)
    assert not MinutesDraft.objects.exists()


def test_a_file_that_is_none_keeps_the_page(keeper: Client) -> None:
    for data in (b"%PDF-1.4 x", b"\xff\xfe", b"rien"):
        answer = keeper.post(PAGE, {"file": SimpleUploadedFile("pv.pdf", data)})
        assert answer.status_code == 422 and not MinutesDraft.objects.exists()
    assert keeper.post(PAGE, {}).status_code == 422
