"""Every cell of the table, walked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.people.conftest import AT
from wolouj.foundation.actor import Actor
from wolouj.people.permissions import Contest, Side, may, require, walled
from wolouj.people.rights import TABLE, Act, Scope, Thing
from wolouj.people.roles import Role
from wolouj.people.standing import NOBODY, Standing

ME, HER, OTHER, ACCOMPANIED = uuid4(), uuid4(), uuid4(), uuid4()
MINE, MANDATE = uuid4(), uuid4()
LATER = AT + timedelta(days=60)


@dataclass
class Something:
    right_object: str
    owner: UUID
    holder: UUID | None = None
    body: UUID | None = None
    against: set[UUID] = field(default_factory=set)

    def owners(self) -> set[UUID]:
        return {self.owner}

    def holders(self) -> set[UUID]:
        return {self.holder} if self.holder else set()

    def bodies(self) -> set[UUID]:
        return {self.body} if self.body else set()

    def contest(self) -> Contest:
        rivals = (Side(frozenset(self.against), AT - timedelta(hours=1), "a"),) if self.against else ()
        return Contest(Side(frozenset({self.owner}), AT, "b"), rivals, None)


def standing(role: Role, acting: bool) -> Standing:
    return Standing(
        person=ME, on_behalf_of=HER if acting else None, mandate=MANDATE if acting else None, at=AT,
        roles=frozenset({role}), bodies=frozenset({MINE}), mandates=((HER, MANDATE),),
    )  # fmt: skip


# (what the thing is, whether she acts for HER) -> scopes that reach it
PROBES: dict[tuple[str, bool], set[Scope]] = {
    ("mine", False): {Scope.OWN, Scope.ANY, Scope.PUBLIC},
    ("mine", True): {Scope.PUBLIC},
    ("hers", False): {Scope.MANDATED, Scope.ANY, Scope.PUBLIC},
    ("hers", True): {Scope.MANDATED, Scope.ACTING, Scope.PUBLIC},
    ("held", False): {Scope.HELD, Scope.ANY, Scope.PUBLIC},
    ("held", True): {Scope.HELD, Scope.PUBLIC},
    ("my_body", False): {Scope.SAME_BODY, Scope.ANY, Scope.PUBLIC},
    ("my_body", True): {Scope.PUBLIC},
    ("strangers", False): {Scope.ANY, Scope.PUBLIC},
    ("strangers", True): {Scope.PUBLIC},
}


def thing(kind: Thing, which: str) -> Something:
    owner = {"mine": ME, "hers": HER}.get(which, OTHER)
    return Something(kind, owner, holder=ME if which == "held" else None, body=MINE if which == "my_body" else None)


@pytest.mark.django_db
@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("kind", list(Thing))
@pytest.mark.parametrize("act", list(Act))
def test_every_cell(role: Role, kind: Thing, act: Act) -> None:
    scope = TABLE[role, kind, act]
    for (which, acting), reached_by in PROBES.items():
        allowed = may(standing(role, acting), act, thing(kind, which))
        assert allowed is (scope in reached_by), (role, kind, act, scope, which, acting)
    by_all = {
        (Thing.PUBLIC_NOTICE, Act.SEE),
        (Thing.DOOR, Act.SEE),
        (Thing.DOOR, Act.CREATE),
        (Thing.PUBLISHED, Act.SEE),
        (Thing.CALL, Act.SEE),
        (Thing.SECRET_LINK, Act.SEE),
        (Thing.SECRET_LINK, Act.CHANGE),
        (Thing.SEARCH_FEED, Act.SEE),
        (Thing.OFFER, Act.SEE),
        (Thing.CARD, Act.SEE),
        (Thing.CERTIFICATE, Act.SEE),
        (Thing.HELP, Act.CREATE),
    }
    assert may(NOBODY, act, thing(kind, "mine")) is ((kind, act) in by_all)


def test_the_table_has_every_cell() -> None:
    assert set(TABLE) == {(r, t, a) for r in Role for t in Thing for a in Act}


@pytest.mark.parametrize("role", [Role.MANAGER, Role.OFFICER, Role.FINANCE, Role.ADMINISTRATOR])
@pytest.mark.parametrize("kind", [Thing.PRICE, Thing.QUOTE, Thing.PAPER, Thing.RECEIPT])
def test_who_runs_programmes_never_sees_prices_nor_papers(role: Role, kind: Thing) -> None:
    assert {TABLE[role, kind, act] for act in Act} == {Scope.NONE}


def test_nobody_else_exports_or_erases_a_person() -> None:
    for act in (Act.EXPORT, Act.ERASE):
        assert [r for r in Role if TABLE[r, Thing.PERSON, act] is not Scope.NONE] == [Role.PERSON]


def test_a_coach_sees_a_price_only_while_acting() -> None:
    price = thing(Thing.PRICE, "hers")
    assert not may(standing(Role.COACH, False), "see", price)
    assert may(standing(Role.COACH, True), "see", price)


@pytest.mark.django_db
def test_the_wall_between_two_rivals() -> None:
    second = uuid4()
    quote = Something("quote", HER, against={second})
    serves_both = Standing(
        person=ME, on_behalf_of=HER, mandate=MANDATE, at=AT, roles=frozenset({Role.COACH}),
        mandates=((HER, MANDATE), (second, uuid4())),
        served=((HER, AT, LATER), (second, AT - timedelta(days=2), LATER)),
    )  # fmt: skip
    assert walled(serves_both, quote)
    assert not may(serves_both, "see", "price", quote)
    assert may(serves_both, "see", quote), "the quote's state stays visible, its price does not"
    assert may(standing(Role.COACH, True), "see", "price", quote), "serving one only, nothing is closed"
    rival_herself = Standing(person=second, on_behalf_of=HER, mandate=MANDATE, at=AT, roles=frozenset({Role.HELPER}))
    assert not may(rival_herself, "see", "price", quote)


def test_bare_actors_and_unknown_words_are_errors_not_yeses() -> None:
    with pytest.raises(TypeError):
        may(Actor(person=ME), "see", "quote")
    with pytest.raises(ValueError):
        may(standing(Role.PERSON, False), "peek", "quote")
    with pytest.raises(ValueError):
        may(standing(Role.PERSON, False), "see", "diary")


@pytest.mark.django_db
def test_same_body_reaches_the_persons_it_accompanies(new: Any, post: Any) -> None:
    ftoum, stranger = post(new("Ftoum"), Role.PERSON), new("Autre", phone="0600000001")
    boss = Actor(person=post(new("Hayat", phone="0600000003"), Role.MANAGER).id)
    assert may(boss, "see", ftoum, at=AT) and not may(boss, "see", stranger, at=AT)
    require(boss, "see", Something("structure", ftoum.id), at=AT)
    assert not may(boss, "see", "price", Something("quote", ftoum.id), at=AT)


def test_the_page_of_rights_is_up_to_date() -> None:
    from pathlib import Path

    from wolouj.people.management.commands.rights import PAGE, page

    assert Path(PAGE).read_text() == page(), "run: wolouj manage rights (or django-admin rights)"
