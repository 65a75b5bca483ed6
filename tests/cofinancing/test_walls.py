"""The wall between rivals inside a business plan: who reads what a unit sells for while a notice is open."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.cofinancing.conftest import AT, enter
from wolouj.bids.models import Quote
from wolouj.cofinancing import walls
from wolouj.cofinancing.actions import requests as asking
from wolouj.cofinancing.models import Request
from wolouj.foundation.actor import OPERATOR
from wolouj.home.cast import Cast
from wolouj.notices.models import Buyer, Notice
from wolouj.people.actions import bodies, mandates
from wolouj.people.models import Body, Mandate
from wolouj.people.roles import Role
from wolouj.people.standing import standing_of
from wolouj.structures.models import Member, Structure

CLOSES = AT + timedelta(days=20)
MARGIN = "9,00"
"""What one unit of Ftoum's leaves: 28 less 19."""


def coached(cast: Cast, name: str, by: str = "hayat") -> None:
    mandates.give_mandate(
        for_person=cast.people[name], holder=cast.people[by], ends_on=AT.date() + timedelta(60),
        kind=Mandate.Kind.COACH, by=cast.actor(name), at=AT,
    )  # fmt: skip


@pytest.fixture
def rivals(cast: Cast, draft: Request) -> tuple[Request, Quote]:
    """Ftoum's request, sent, and her quote; Yassine, of the same body, quotes on the same notice."""
    buyer = Buyer.objects.create(name="Commune X", name_key="commune x")
    notice = Notice.objects.create(
        reference="1/2026", object="Couscous", buyer=buyer, source="json", deadline=CLOSES, entered_at=AT,
        rulebook="decree", identity="sample:1/2026",
    )  # fmt: skip
    made = []
    for name in ("ftoum", "yassine"):
        structure = Structure.objects.create(kind="cooperative", name=f"Coop {name}", made_at=AT)
        Member.objects.create(structure=structure, person=cast.people[name], name=name)
        made.append(Quote.objects.create(structure=structure, notice=notice, opened_at=AT))
    asking.send(request=draft, by=cast.actor("ftoum"), at=AT)
    return Request.objects.select_related("terms", "application__participant").get(), made[0]


def wall(cast: Cast, request: Request, name: str, *, days: int = 0) -> bool:
    at = AT + timedelta(days=days)
    return walls.closed(standing_of(cast.actor(name), at=at), request) is not None


def test_a_coach_of_two_rivals_reads_neither_plans_prices(cast: Cast, rivals: tuple[Request, Quote]) -> None:
    request, _ = rivals
    coached(cast, "ftoum")
    coach, page = enter(cast, "hayat"), f"/fr/cofinancing/files/{request.pk}/"
    assert not wall(cast, request, "hayat") and MARGIN in coach.get(page).content.decode(), "she coaches Ftoum alone"
    coached(cast, "yassine")
    shown = coach.get(page).content.decode()
    assert wall(cast, request, "hayat") and MARGIN not in shown and "7 280" not in shown
    found = walls.closed(standing_of(cast.actor("hayat"), at=AT), request)
    assert found is not None and found.until == CLOSES and "vous sont fermés jusqu’au" in shown
    assert "/study/complete/" not in shown, "who cannot read it does not call it complete"
    for lang in ("ar", "fr"):
        assert coach.get(f"{page}print/plan-{lang}.pdf").headers["Location"] == page, "nor the printed plan"
    assert enter(cast, "ftoum").get(f"{page}print/plan-ar.pdf").content.startswith(b"%PDF")
    coach.post(f"{page}study/complete/")
    request.refresh_from_db()
    assert request.state == "received"
    assert wall(cast, request, "hayat", days=20) and not wall(cast, request, "hayat", days=21), "the notice has closed"
    for name in ("ftoum", "rachid", "souad"):
        assert not wall(cast, request, name), "herself; who decides and who pays quotes for nobody"
    assert MARGIN in enter(cast, "rachid").get(page).content.decode()


def test_the_screens_of_a_draft_keep_the_wall_too(cast: Cast, rivals: tuple[Request, Quote]) -> None:
    request, _ = rivals
    coached(cast, "ftoum")
    coached(cast, "yassine")
    Request.objects.update(state="draft")
    coach, base = enter(cast, "hayat"), f"/fr/cofinancing/files/{request.pk}/"
    for code, then in (("price", "buy"), ("cash", "send")):
        for answer in (coach.get(f"{base}{code}/"), coach.post(f"{base}{code}/", {"price": "1"})):
            assert answer.status_code == 302 and answer.headers["Location"] == f"{base}{then}/"
    request.refresh_from_db()
    assert request.price == 28
    for code in ("buy", "own", "send"):
        shown = coach.get(f"{base}{code}/")
        assert shown.status_code == 200 and MARGIN not in shown.content.decode()
    assert f"{base}idea/" in coach.get(f"{base}buy/").content.decode(), "back leads over the closed screen"


def test_another_coach_of_the_body_needs_her_mandate_while_a_rival_is_accompanied_there(
    cast: Cast, rivals: tuple[Request, Quote]
) -> None:
    request, quote = rivals
    body = Body.objects.get(pk=request.application.participant.body_id)
    bodies.appoint(person=cast.people["karim"], role=Role.COACH, body=body, by=OPERATOR, at=AT)
    assert wall(cast, request, "karim")
    coached(cast, "ftoum", by="karim")
    assert not wall(cast, request, "karim"), "he accompanies her alone"
    Quote.objects.filter(pk=quote.pk).update(state="declined")
    assert not wall(cast, request, "hayat") and not wall(cast, request, "karim"), "no contest any more"
