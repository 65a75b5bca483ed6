"""The desk and the first page: what is due comes first, and every door they show opens for whoever is shown it."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from tests.petitions.conftest import AT, DAY, body, by, cast, enter  # noqa: F401  fixtures
from wolouj.foundation.actor import OPERATOR
from wolouj.home.cast import Cast
from wolouj.people.actions import bodies
from wolouj.people.models import Body
from wolouj.people.roles import Role
from wolouj.petitions.information import actions as information
from wolouj.petitions.information.actions import Told

ENTRANCES = {
    "hayat": ("meetings", "causes", "petitions/desk", "difficulties/register", "programme/desk", "training", "results"),
    "rachid": ("causes", "petitions/desk", "results", "cofinancing/desk", "notices/buyers", "programme/marks"),
    "nadia": ("support/desk", "programme/marks", "training"),
    "souad": ("cofinancing/finance",),
    "admin": ("operator", "notices/buyers"),
    "ftoum": ("support/questions", "difficulties/tell", "petitions/information", "causes/consultations/open"),
}


class Links(HTMLParser):
    """The links inside <main>, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.inside, self.found = False, list[str]()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = self.inside or tag == "main"
        href = dict(attrs).get("href")
        if self.inside and tag == "a" and href:
            self.found.append(href)

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "main"


def links(client: Client, url: str) -> list[str]:
    return Links(client.get(url).content.decode()).found


@pytest.mark.parametrize("who", ENTRANCES)
def test_every_door_of_a_desk_opens_and_none_stands_twice(cast: Cast, body: Body, who: str) -> None:  # noqa: F811
    bodies.appoint(person=cast.people["souad"], role=Role.FINANCE, body=body, by=OPERATOR, at=AT)
    client = enter(cast, who)
    found = links(client, "/fr/today/")
    assert len(found) == len(set(found))
    for entrance in ENTRANCES[who]:
        assert any(f"/fr/{entrance}/" in href for href in found), entrance
    for href in found:
        answer = client.get(href, follow=True)
        assert answer.status_code == 200, href
        assert not any(url.startswith("/fr/people/sign-in") for url, _ in answer.redirect_chain), href


def test_the_first_page_leads_a_visitor_to_every_public_door(db: None) -> None:
    found = links(Client(), "/ar/")
    for door in ("causes/public", "causes/consultations/open", "petitions", "meetings/commitments/public", "support"):
        assert f"/ar/{door}/" in found, door
    for href in found:
        assert Client().get(href).status_code == 200, href


def test_her_own_request_for_information_comes_back_to_her_desk_when_its_day_is_near(
    cast: Cast,  # noqa: F811
) -> None:
    fields = {"institution_fr": "Commune d'Afourer", "asked_fr": "La liste des bons de commande"}
    her = cast.people["ftoum"]
    row = information.open_request(fields=fields, person=her, by=cast.actor("ftoum"), at=AT)
    told = Told(state="sent", on=DAY.replace(month=10, day=1), note="remise au guichet")
    information.move(request=row, told=told, by=cast.actor("ftoum"), at=AT)
    assert f"/fr/petitions/information/{row.id}/" in links(enter(cast, "ftoum"), "/fr/today/")
    assert f"/fr/petitions/information/{row.id}/" not in links(enter(cast, "salma"), "/fr/today/")


def test_a_desk_asks_a_fixed_number_of_questions(
    cast: Cast,  # noqa: F811
    django_assert_max_num_queries: Any,
) -> None:
    client = enter(cast, "rachid")
    client.get("/fr/today/")
    with django_assert_max_num_queries(48):
        client.get("/fr/today/")
