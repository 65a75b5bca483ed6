"""Two people of one coach on one notice: neither price is seen, a second coach is named, an identical price is told."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from tests.coaching.conftest import AT, World, enter
from tests.coaching.test_day import met, quote_of, seen, structure_of
from wolouj.bids.models import Quote, State, Version
from wolouj.coaching.actions import wall
from wolouj.coaching.day.lines import Risk
from wolouj.coaching.models import Following, SecondCoach
from wolouj.coaching.wall.standing import meetings_of
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.models import AuditLine


@pytest.fixture
def rivals(world: World, given: dict[str, Following]) -> tuple[Quote, Quote]:
    """Ftoum and Yassine answer one notice; each wrote its total."""
    for name in world.files:
        met(world, name)
    one = quote_of(structure_of(world, "ftoum"), closes=AT + timedelta(days=20))
    other = Quote.objects.create(structure=structure_of(world, "yassine"), notice=one.notice, opened_at=AT)
    for quote, total in ((one, "1234.56"), (other, "1234.50")):
        Version.objects.create(quote=quote, number=1, opened_at=AT, frozen={"total_incl_vat": total})
    return one, other


PRICE = re.compile(r"234[.,]5")
"""The price in any writing; an id may hold the three figures alone."""


def test_the_coach_is_told_and_the_manager_names_a_second(world: World, rivals: tuple[Quote, Quote]) -> None:
    assert seen(world, AT) == {"ftoum": [(Risk.WATCH, "walled")], "yassine": [(Risk.WATCH, "walled")], "itto": []}
    (meeting,) = meetings_of([world.body.pk], at=AT)
    assert meeting.walled and not meeting.identical and meeting.proposed == world.second_coach
    manager = enter(world.cast.people["rachid"])
    page = manager.get("/fr/coaching/walls/").content.decode()
    assert "Ftoum" in page and "Yassine" in page and "proposition" in page and not PRICE.search(page)
    assert manager.get("/fr/coaching/coaches/").content.decode().count("/fr/coaching/walls/") == 1
    typed = {"quote": str(rivals[1].pk), "coach": str(world.second_coach.pk)}
    assert enter(world.cast.people["hayat"]).post("/fr/coaching/walls/second/", typed).status_code == 403
    assert manager.post("/fr/coaching/walls/second/", typed).status_code == 302
    row = SecondCoach.objects.get()
    assert (row.participant, row.coach) == (world.files["yassine"], world.second_coach)
    assert not meetings_of([world.body.pk], at=AT)[0].walled
    line = AuditLine.objects.get(act="second_coach_named")
    assert line.concerns == world.cast.people["yassine"].pk
    second = enter(world.second_coach).get("/fr/coaching/").content.decode()
    assert "Pour une annonce seulement" in second and "Yassine" in second and "Ftoum" not in second
    his = enter(world.cast.people["yassine"]).get("/fr/coaching/mine/").content.decode()
    assert "Ali" in his and "un concurrent" in his and "Ftoum" not in his
    manager.post("/fr/coaching/walls/second/", typed | {"coach": str(world.cast.people["hayat"].pk)})
    assert SecondCoach.objects.get().coach == world.second_coach  # her own coach is no second


def test_who_serves_one_of_the_two_is_not_proposed(world: World, rivals: tuple[Quote, Quote]) -> None:
    from wolouj.people.actions import mandates

    mandates.give_mandate(
        for_person=world.cast.people["yassine"], holder=world.second_coach, ends_on=AT.date() + timedelta(9),
        kind="coach", by=world.cast.actor("yassine"), at=AT,
    )  # fmt: skip
    assert meetings_of([world.body.pk], at=AT)[0].proposed is None
    with pytest.raises(BadInput):
        following = meetings_of([world.body.pk], at=AT)[0].sides[0].following
        wall.name_second(
            following=following, quote=rivals[0], coach=world.cast.people["karim"], by=world.actor("rachid"), at=AT
        )


def test_an_identical_price_is_told_without_the_price_and_only_once_both_are_frozen(
    world: World, rivals: tuple[Quote, Quote]
) -> None:
    one, other = rivals
    Version.objects.filter(quote=other).update(frozen={"total_incl_vat": "1234.56"})
    assert not meetings_of([world.body.pk], at=AT)[0].identical  # both are drafts still
    Quote.objects.filter(pk__in=[one.pk, other.pk]).update(state=State.READY)
    assert meetings_of([world.body.pk], at=AT)[0].identical
    for lang, word in (("fr", "Prix identique"), ("ar", "ثمن متطابق")):
        page = enter(world.cast.people["rachid"]).get(f"/{lang}/coaching/walls/").content.decode()
        assert word in page and not PRICE.search(page) and "DH" not in page
    # Another coach on one side: still told, the identical price is what matters.
    Following.objects.filter(participant=world.files["yassine"]).update(coach=world.second_coach)
    (meeting,) = meetings_of([world.body.pk], at=AT)
    assert meeting.identical and not meeting.walled
    Version.objects.create(quote=other, number=2, opened_at=AT)  # reopened: nothing is frozen to compare
    assert meetings_of([world.body.pk], at=AT) == []


def test_two_structures_of_one_person_meet_nobody(world: World, rivals: tuple[Quote, Quote]) -> None:
    SecondCoach.objects.all().delete()
    rivals[1].delete()
    assert meetings_of([world.body.pk], at=AT) == []
