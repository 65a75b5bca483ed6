"""The coach's day: what each file risks, whose turn it is, in which order to go; and the helper's own clocks."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.coaching.conftest import AT, World, accept, enter
from wolouj.bids.models import Quote, State
from wolouj.coaching import queries
from wolouj.coaching.actions import caseload, plans, visits
from wolouj.coaching.actions.visits import Sheet
from wolouj.coaching.capacity.questions import questions
from wolouj.coaching.day.clocks import Late, clocks_of, escalated, lateness, timed
from wolouj.coaching.day.day import day_of
from wolouj.coaching.day.lines import Risk
from wolouj.coaching.models import CapacityReview, Doer, Following
from wolouj.cofinancing.models import Tranche
from wolouj.foundation import clock
from wolouj.foundation.actor import Actor
from wolouj.notices.models import Buyer, Notice
from wolouj.people.actions import mandates
from wolouj.people.models import Mandate
from wolouj.people.standing import standing_of
from wolouj.programme.models import Participant
from wolouj.structures.models import Member, Paper, Structure
from wolouj.support.models import Referral


def structure_of(world: World, name: str) -> Structure:
    """A structure of hers, and the coach's mandate."""
    person = world.cast.people[name]
    made = Structure.objects.create(kind="cooperative", name=f"Coop {name}", made_at=AT)
    Member.objects.create(structure=made, person=person, name=name)
    mandates.give_mandate(
        for_person=person, holder=world.cast.people["hayat"], ends_on=AT.date() + timedelta(60),
        kind=Mandate.Kind.COACH, by=Actor(person=person.id), at=AT,
    )  # fmt: skip
    return made


def quote_of(structure: Structure, *, closes: datetime, state: str = "draft", reference: str = "1/2026") -> Quote:
    buyer, _ = Buyer.objects.get_or_create(name="Commune X", defaults={"name_key": "commune x"})
    notice = Notice.objects.create(
        reference=reference, object=f"Repas {reference}", buyer=buyer, source="json", deadline=closes, entered_at=AT,
        rulebook="decree", identity=f"sample:{reference}",
    )  # fmt: skip
    return Quote.objects.create(structure=structure, notice=notice, state=state, opened_at=AT)


def met(world: World, name: str, *, on: date | None = None, next_on: date | None = None, at: datetime = AT) -> None:
    sheet = Sheet(uuid4(), on or AT.date(), "home", topics=("plan",), next_on=next_on)
    visits.keep_visit(participant=world.files[name], sheet=sheet, by=world.actor("hayat"), at=at)


def seen(world: World, at: datetime) -> dict[str, list[tuple[Risk, str]]]:
    day = day_of(standing_of(world.actor("hayat"), at=at), at=at)
    names = {row.pk: name for name, row in world.files.items()}
    return {names[row.following.participant_id]: [(line.risk, line.why) for line in row.lines] for row in day.rows}


def test_who_was_never_met_is_said_and_then_told_to_the_manager(world: World, given: dict[str, Following]) -> None:
    """48 hours, then five days, then ten: each instant on its own side."""
    hour = timedelta(hours=1)
    for passed, late in (
        (timedelta(hours=47), Late.NOT_YET), (timedelta(hours=48), Late.SAID), (timedelta(days=5) - hour, Late.SAID),
        (timedelta(days=5), Late.TO_MANAGER), (timedelta(days=10) - hour, Late.TO_MANAGER),
        (timedelta(days=10), Late.TO_ANOTHER),
    ):  # fmt: skip
        assert lateness(AT, AT + passed) is late
    assert seen(world, AT + timedelta(hours=3))["itto"] == [(Risk.WATCH, "owed_meet")]
    later = AT + timedelta(days=5)
    assert seen(world, later)["itto"] == [(Risk.STOP, "owed_meet")]
    assert escalated(Following.objects.all(), at=later).count() == 3
    assert not escalated(Following.objects.all(), at=later - hour).exists()
    met(world, "itto", on=later.date(), at=later)
    assert seen(world, later)["itto"] == []
    assert escalated(Following.objects.all(), at=later).count() == 2


def test_a_promised_visit_is_owed_from_the_midnight_after_its_day(world: World, given: dict[str, Following]) -> None:
    promised = AT.date() + timedelta(days=7)
    met(world, "itto", next_on=promised)
    row = timed(Following.objects.filter(participant=world.files["itto"]), on=promised)[0]
    assert clocks_of(row, at=AT + timedelta(days=7)) == []
    after = datetime.combine(promised + timedelta(days=1), AT.timetz())
    late = clocks_of(row, at=after)
    assert [(each.owed, each.late) for each in late] == [("visit", Late.NOT_YET)]
    assert seen(world, after)["itto"] == [(Risk.WATCH, "owed_visit")]
    for days in (4, 5, 6, 9, 12):  # the database and the page agree on who is told
        at = datetime.combine(promised + timedelta(days=days), AT.timetz())
        asked = timed(Following.objects.filter(participant=world.files["itto"]), on=at.date())[0]
        told = any(each.late >= Late.TO_MANAGER for each in clocks_of(asked, at=at))
        assert escalated(Following.objects.filter(participant=world.files["itto"]), at=at).exists() is told


def test_what_the_coach_was_to_do_is_her_clock_what_the_person_was_to_do_is_not(
    world: World, given: dict[str, Following]
) -> None:
    for name in ("itto", "yassine"):
        met(world, name)
        goal = plans.set_goal(participant=world.files[name], text="Vendre", by=world.actor("hayat"), at=AT)
        doer = Doer.COACH if name == "itto" else Doer.HER
        plans.add_action(
            goal=goal, text="Appeler", doer=doer, due=AT.date() + timedelta(1), by=world.actor("hayat"), at=AT
        )
    at = AT + timedelta(days=4)
    assert seen(world, at)["itto"] == [(Risk.WATCH, "owed_action")]
    assert seen(world, at)["yassine"] == [(Risk.WATCH, "action_late")]
    assert seen(world, AT + timedelta(days=9))["itto"] == [(Risk.STOP, "owed_action")]


def test_a_new_coach_owes_from_the_day_she_has_the_file(world: World, given: dict[str, Following]) -> None:
    at = AT + timedelta(days=20)
    caseload.hand_over(
        body=world.body, giver=world.cast.people["hayat"], taker=world.second_coach, files=None, word="",
        by=world.actor("rachid"), at=at,
    )  # fmt: skip
    row = timed(queries.files_of(world.second_coach.pk), on=at.date())[0]
    assert [(each.owed, each.late) for each in clocks_of(row, at=at + timedelta(hours=5))] == [("meet", Late.NOT_YET)]


def test_orders_and_papers_of_those_who_gave_a_mandate(world: World, given: dict[str, Following]) -> None:
    for name in world.files:
        met(world, name)
    hers, his = structure_of(world, "ftoum"), Structure.objects.create(kind="company", name="Sans mandat", made_at=AT)
    Member.objects.create(structure=his, person=world.cast.people["yassine"], name="y")
    quote_of(his, closes=AT + timedelta(days=1), reference="9/2026")
    draft = quote_of(hers, closes=AT + timedelta(hours=30))
    assert seen(world, AT) == {"ftoum": [(Risk.STOP, "unfinished")], "yassine": [], "itto": []}
    draft.state = State.READY
    draft.save()
    draft.notice.deadline = AT + timedelta(days=6)
    draft.notice.save()
    paper = Paper.objects.create(
        structure=hers, kind="tax_certificate", expires_on=AT.date() + timedelta(3), added_at=AT
    )
    assert seen(world, AT)["ftoum"] == [(Risk.STOP, "paper_ends"), (Risk.WATCH, "undeposited")]
    draft.state = State.INVITED
    draft.save()
    paper.delete()
    assert seen(world, AT)["ftoum"] == [(Risk.STOP, "invited")]
    draft.state = State.SENT
    draft.save()
    assert seen(world, AT)["ftoum"] == []
    assert seen(world, AT + timedelta(days=7))["ftoum"] == [(Risk.WATCH, "account")]
    day = day_of(standing_of(world.actor("hayat"), at=AT), at=AT)
    assert day.unseen == 1  # he has an account and gave no mandate; Itto has none


def test_the_page_sorts_by_risk_then_by_road_and_shows_no_price(
    world: World, given: dict[str, Following], monkeypatch: Any
) -> None:
    met(world, "ftoum")
    quote_of(structure_of(world, "ftoum"), closes=AT + timedelta(hours=30))
    browser = enter(world.cast.people["hayat"])
    page = browser.get("/fr/coaching/").content.decode()
    assert page.index("Devis commencé") < page.index("pas encore rencontrée")
    assert page.index("Ftoum") < page.index("Itto") < page.index("Yassine")  # then Azilal before Béni Mellal
    assert "DH" not in page
    narrowed = browser.get("/fr/coaching/?risk=stop").content.decode()
    assert "Itto</a>" not in narrowed and "Devis commencé" in narrowed
    by_road = browser.get("/ar/coaching/?order=road&province=05.091").content.decode()
    assert "بني ملال" in by_road and "Itto" not in by_road
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(days=11))
    late = browser.get("/fr/coaching/").content.decode()
    assert "la direction peut confier le dossier à quelqu’un d’autre" in late
    manager = enter(world.cast.people["rachid"]).get("/fr/coaching/coaches/").content.decode()
    assert "En retard de notre côté" in manager and "Itto" in manager


def test_money_to_prove_and_a_body_that_does_not_answer(world: World, given: dict[str, Following]) -> None:
    from wolouj.coaching.day.facts import Facts
    from wolouj.coaching.day.sources import lines_of

    met(world, "itto")
    at = AT + timedelta(days=8)
    row = timed(Following.objects.filter(participant=world.files["itto"]), on=at.date())[0]
    paid = Tranche(request_id=uuid4(), number=1, share=50, amount=1, paid_at=AT, paid_on=AT.date())
    sent = Referral(participant=world.files["itto"], sent_at=AT)
    key = world.files["itto"].pk

    def said(when: datetime) -> list[tuple[Risk, str]]:
        facts = Facts({}, {}, {}, {}, {}, {key: paid}, {key: sent}, {})
        return [(line.risk, line.why) for line in lines_of(row, facts, at=when)]

    assert said(AT + timedelta(days=4)) == []
    assert said(AT + timedelta(days=5)) == [(Risk.WATCH, "referral")]
    assert {why for _, why in said(at)} == {"referral", "tranche"}
    assert (Risk.STOP, "tranche") in said(AT + timedelta(days=30))


def test_the_fifteen_questions_come_at_entry_and_after_six_months(world: World, given: dict[str, Following]) -> None:
    met(world, "itto", next_on=AT.date() + timedelta(days=190))
    asks = (Risk.GO, "questions")
    assert asks not in seen(world, AT + timedelta(days=13))["itto"]
    assert seen(world, AT + timedelta(days=14))["itto"] == [asks]
    CapacityReview.objects.create(
        participant=world.files["itto"], told_on=AT.date(), told_at=AT, answers=dict.fromkeys(questions(), "some")
    )  # fmt: skip
    assert seen(world, AT + timedelta(days=180))["itto"] == []
    assert seen(world, AT + timedelta(days=182))["itto"] == [asks]


@pytest.mark.parametrize("address", ["/fr/coaching/", "/fr/coaching/coaches/"])
def test_the_same_number_of_queries_for_one_file_as_for_many(
    world: World, given: dict[str, Following], address: str
) -> None:
    quote_of(structure_of(world, "ftoum"), closes=AT + timedelta(hours=30))
    who = enter(world.cast.people["hayat" if address == "/fr/coaching/" else "rachid"])

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen_:
            assert who.get(address).status_code == 200
        return len(seen_)

    few = asked()
    quote_of(structure_of(world, "yassine"), closes=AT + timedelta(hours=30), reference="2/2026")
    for i in range(8):
        row = Participant.objects.create(body=world.body, name=f"N{i}", province="05.255", made_at=AT)
        accept(row, world.call)
        if i < 6:
            caseload.give(participant=row, coach=world.cast.people["hayat"], by=world.actor("rachid"), at=AT)
            sheet = Sheet(uuid4(), AT.date(), "home", topics=("plan",))
            visits.keep_visit(participant=row, sheet=sheet, by=world.actor("hayat"), at=AT)
    assert asked() == few <= 26
