"""Two people of one coach on one notice: neither price is seen, a second coach is named, an identical price is told."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps

from tests.coaching.conftest import AT, World, enter
from tests.coaching.test_day import met, quote_of, seen, structure_of
from wolouj.bids.models import Quote, State, Version
from wolouj.coaching.actions import caseload, plans, visits, wall
from wolouj.coaching.actions.visits import Sheet
from wolouj.coaching.day.lines import Risk
from wolouj.coaching.models import Doer, Following, PlanAction, PlanGoal, SecondCoach, Visit
from wolouj.coaching.wall.standing import meetings_of, to_settle
from wolouj.foundation import clock
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.models import AuditLine
from wolouj.foundation.sounds import Sound
from wolouj.foundation.uploads import CleanFile
from wolouj.people.models import Mandate, Membership
from wolouj.people.permissions import may
from wolouj.people.standing import standing_of
from wolouj.programme.models import Participant
from wolouj.structures.models import Member, Structure


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
    assert meeting.walled and not meeting.identical and meeting.offered == (world.second_coach,)
    manager = enter(world.cast.people["rachid"])
    page = manager.get("/fr/coaching/walls/").content.decode()
    assert "Ftoum" in page and "Yassine" in page and "proposition" in page and not PRICE.search(page)
    assert manager.get("/fr/coaching/coaches/").content.decode().count("/fr/coaching/walls/") == 1
    assert "Deux dossiers sur un même avis" in manager.get("/fr/today/").content.decode()
    typed = {"quote": str(rivals[1].pk), "coach": str(world.second_coach.pk)}
    assert enter(world.cast.people["hayat"]).post("/fr/coaching/walls/second/", typed).status_code == 403
    assert manager.post("/fr/coaching/walls/second/", typed).status_code == 302
    row = SecondCoach.objects.get()
    assert (row.participant, row.coach) == (world.files["yassine"], world.second_coach)
    assert not meetings_of([world.body.pk], at=AT)[0].walled
    assert to_settle([world.body.pk], at=AT) == 0
    line = AuditLine.objects.get(act="second_coach_named")
    assert line.concerns == world.cast.people["yassine"].pk
    second = enter(world.second_coach).get("/fr/coaching/").content.decode()
    assert "Pour un avis seulement" in second and "Yassine" in second and "Ftoum" not in second
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
    assert meetings_of([world.body.pk], at=AT)[0].offered == ()
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
        assert word in page and not PRICE.search(page)
        assert not re.search(r"\d\s*DH\b", page)
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


def _third(world: World, rivals: tuple[Quote, Quote], coach: Any) -> Quote:
    """Karim answers the same notice, accompanied by ``coach``; he gave nobody a mandate."""
    karim = world.cast.people["karim"]
    row = Participant.objects.create(body=world.body, person=karim, name="Karim", province="05.081", made_at=AT)
    Following.objects.create(participant=row, coach=coach, since=AT.date(), given_at=AT)
    made = Structure.objects.create(kind="company", name="Karim SARL", made_at=AT)
    Member.objects.create(structure=made, person=karim, name="Karim")
    return Quote.objects.create(structure=made, notice=rivals[0].notice, opened_at=AT)


def test_who_has_the_file_of_a_rival_sees_no_price_though_the_rival_gave_no_mandate(
    world: World, rivals: tuple[Quote, Quote]
) -> None:
    one, other = rivals
    hayat = world.cast.people["hayat"]
    Mandate.objects.filter(holder=hayat, for_person=world.cast.people["yassine"]).delete()

    def sees(quote: Quote, at: datetime = AT) -> bool:
        acts = Actor(person=hayat.id, on_behalf_of=world.cast.people["ftoum"].id, mandate=hers.id)
        return may(standing_of(acts, at=at), "see", "price", quote)

    hers = Mandate.objects.get(holder=hayat, for_person=world.cast.people["ftoum"])
    assert not sees(one)
    # She is told why, of the file whose orders she follows; of the other one, nothing.
    assert seen(world, AT) == {"ftoum": [(Risk.WATCH, "walled")], "yassine": [], "itto": []}
    page = enter(hayat).get(f"/fr/coaching/files/{world.files['ftoum'].pk}/").content.decode()
    assert "prix cloisonnés" in page and "Yassine" not in page
    assert sees(one, AT + timedelta(days=21))  # the notice has closed
    Following.objects.filter(participant=world.files["yassine"]).update(coach=world.second_coach)
    assert sees(one)
    other.delete()
    Following.objects.filter(participant=world.files["yassine"]).update(coach=hayat)
    assert sees(one)


def test_a_second_coach_helps_nobody_else_on_the_notice(world: World, rivals: tuple[Quote, Quote]) -> None:
    _third(world, rivals, world.second_coach)
    (meeting,) = meetings_of([world.body.pk], at=AT)
    assert meeting.walled and meeting.offered == ()
    page = enter(world.cast.people["rachid"]).get("/fr/coaching/walls/").content.decode()
    assert "Personne d’autre n’est libre" in page
    with pytest.raises(BadInput) as told:
        wall.name_second(
            following=meeting.sides[0].following, quote=meeting.sides[0].quote, coach=world.second_coach,
            by=world.actor("rachid"), at=AT,
        )  # fmt: skip
    assert "concurrent" in told.value.text.fr and not SecondCoach.objects.exists()


def test_the_same_second_for_both_separates_nobody_and_one_who_left_is_no_second(
    world: World, rivals: tuple[Quote, Quote]
) -> None:
    for quote, name in zip(rivals, ("ftoum", "yassine"), strict=True):
        SecondCoach.objects.create(
            participant=world.files[name], quote=quote, coach=world.second_coach, named_at=AT
        )  # fmt: skip
    assert meetings_of([world.body.pk], at=AT)[0].walled
    SecondCoach.objects.filter(quote=rivals[0]).delete()
    assert not meetings_of([world.body.pk], at=AT)[0].walled
    Membership.objects.filter(person=world.second_coach).delete()
    assert meetings_of([world.body.pk], at=AT)[0].walled


def test_once_the_notice_has_closed_only_an_identical_price_is_left_to_say(
    world: World, rivals: tuple[Quote, Quote], monkeypatch: pytest.MonkeyPatch
) -> None:
    after = AT + timedelta(days=21)
    Quote.objects.update(state=State.SENT)
    assert meetings_of([world.body.pk], at=after) == []
    Version.objects.update(frozen={"total_incl_vat": "1234.50"})
    (meeting,) = meetings_of([world.body.pk], at=after)
    assert meeting.identical and meeting.over and not meeting.walled
    monkeypatch.setattr(clock, "now", lambda: after)
    page = enter(world.cast.people["rachid"]).get("/fr/coaching/walls/").content.decode()
    assert "la date limite est passée" in page and "Nommer" not in page


def test_what_a_coach_before_noted_tells_no_price_to_who_follows_the_rival(
    world: World, rivals: tuple[Quote, Quote], kept: None
) -> None:
    """Ali met Yassine and noted his price, then passed the file on to Hayat, who follows Ftoum too."""
    yassine, hayat = world.files["yassine"], world.cast.people["hayat"]
    told = Sheet(
        uuid4(), AT.date(), "home", ("price",), "Le devis fait 1234,50, soit 41 DH pièce", next_on=None,
        photos=(CleanFile(b"photo", "jpg", "photo"),), photo_yes=True, sound=Sound(b"OggS", "ogg"),
    )  # fmt: skip
    visit, _ = visits.keep_visit(participant=yassine, sheet=told, by=world.actor("ali"), at=AT)
    Following.objects.filter(participant=yassine).update(coach=world.second_coach)
    caseload.hand_over(
        body=world.body, giver=world.second_coach, taker=hayat, files=None, word="Son total : 1234,50 DH, le relire",
        by=world.actor("rachid"), at=AT,
    )  # fmt: skip
    browser, page = enter(hayat), f"/fr/coaching/visits/{visit.pk}/"
    photo = f"/fr/coaching/photos/{visit.photos.get().pk}/"
    shown = browser.get(page).content.decode()
    file = browser.get(f"/fr/coaching/files/{yassine.pk}/").content.decode()
    assert "soit •••" in shown and "le relire" in file and "•••" in file
    assert not PRICE.search(shown) and not PRICE.search(file) and "/sound/" not in shown and "Deux de vos" in shown
    assert [browser.get(address).status_code for address in (photo, f"{page}sound/", f"{page}correct/")] == [404] * 3
    assert PRICE.search(enter(world.cast.people["yassine"]).get(page).content.decode())
    assert PRICE.search(enter(world.cast.people["rachid"]).get(page).content.decode())
    Visit.objects.update(coach=hayat)  # her own note tells her nothing new; the word left with the file still would
    file = browser.get(f"/fr/coaching/files/{yassine.pk}/").content.decode()
    assert PRICE.search(browser.get(page).content.decode()) and "Son total : •••" in file
    Visit.objects.update(coach=world.second_coach)
    rivals[0].delete()
    assert PRICE.search(browser.get(page).content.decode())
    assert b"".join(browser.get(photo).streaming_content) == b"photo"


def test_what_a_coach_before_planned_tells_no_price_to_who_follows_the_rival(
    world: World, rivals: tuple[Quote, Quote]
) -> None:
    """Ali wrote a goal and what to do for it, with the price; Hayat, who follows Ftoum too, has the file now."""
    yassine, hayat, ali = world.files["yassine"], world.cast.people["hayat"], world.actor("ali")
    goal = plans.set_goal(participant=yassine, text="Gagner la commande à 1234,50 DH", by=ali, at=AT)
    told: dict[str, Any] = {"doer": Doer.HER, "by": ali, "at": AT}
    planned = plans.add_action(goal=goal, text="Déposer le devis de 1234,50", due=AT.date() - timedelta(3), **told)
    browser, file, where = enter(hayat), f"/fr/coaching/files/{yassine.pk}/", f"/fr/coaching/goals/{goal.pk}/"
    for page in (file, where, f"{where}new/", "/fr/coaching/", "/ar/coaching/"):
        answer = browser.get(page)
        shown = answer.content.decode()
        assert answer.status_code == 200 and "•••" in shown and not PRICE.search(shown), page
    assert 'name="text"' not in browser.get(where).content.decode(), "she ends it, she does not reword it"
    assert browser.post(where, {"text": "Gagner à •••"}).status_code == 404
    assert browser.get(f"/fr/coaching/actions/{planned.pk}/change/").status_code == 404
    assert PRICE.search(enter(world.cast.people["rachid"]).get(file).content.decode())
    assert PRICE.search(enter(world.cast.people["yassine"]).get("/fr/coaching/mine/").content.decode())
    plans.change_action(action=planned, text=planned.text, due=AT.date(), doer=Doer.HER, by=world.actor("hayat"), at=AT)
    planned.refresh_from_db()
    assert planned.noted_by == world.second_coach, "another day leaves the words to who wrote them"
    rivals[0].delete()
    assert PRICE.search(browser.get(file).content.decode()) and 'name="text"' in browser.get(where).content.decode()
    plans.reword_goal(goal=goal, text="Gagner à 1234,50 DH", by=world.actor("hayat"), at=AT)
    assert goal.noted_by_id == hayat.pk


def test_plans_written_before_take_their_author_from_the_audit_or_from_who_had_the_file(
    world: World, given: dict[str, Following]
) -> None:
    hayat, yassine = world.cast.people["hayat"], world.files["yassine"]
    known = plans.set_goal(participant=yassine, text="Un", by=world.actor("rachid"), at=AT)
    plans.reword_goal(goal=known, text="Un, mieux dit", by=world.actor("ali"), at=AT + timedelta(hours=1))
    late = plans.add_action(goal=known, text="Deux", doer=Doer.HER, due=AT.date(), by=world.actor("ali"), at=AT)
    of_file = PlanGoal.objects.create(participant=yassine, position=2, text="Trois", opened_at=AT)
    before = PlanGoal.objects.create(participant=yassine, position=3, text="Quatre", opened_at=AT - timedelta(days=9))
    PlanGoal.objects.update(noted_by=None)
    PlanAction.objects.update(noted_by=None)
    import_module("wolouj.coaching.migrations.0005_plan_author").authors(apps, None)
    found = dict(PlanGoal.objects.filter(participant=yassine).values_list("pk", "noted_by"))
    assert found == {known.pk: world.second_coach.pk, of_file.pk: hayat.pk, before.pk: None}
    assert PlanAction.objects.get(pk=late.pk).noted_by == world.second_coach
