"""The clocks of a helper, away from her pages: who is told, when, once, and what is taken back."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.coaching.conftest import AT, World
from wolouj.alerts.models import Choice
from wolouj.coaching.actions import caseload, plans
from wolouj.coaching.models import Doer, Following, Visit
from wolouj.coaching.reminding import remind, take_back
from wolouj.foundation.actor import OPERATOR
from wolouj.foundation.outbox.models import Channel, Message, State
from wolouj.people.models import Person

DAY = timedelta(days=1)


def met(world: World, name: str, days: int, again: int | None = None) -> None:
    """Hayat came ``days`` after the file was given, and said when she comes again."""
    on = (AT + days * DAY).date()
    Visit.objects.create(
        id=uuid4(), participant=world.files[name], coach=world.cast.people["hayat"], on=on, where="home",
        kept_at=AT + days * DAY,
        next_on=on + again * DAY if again else None,
    )  # fmt: skip


def told(at: object = None) -> list[tuple[str, str, str]]:
    """(who, title, page) of each message that waits."""
    names = dict(Person.objects.values_list("id", "full_name"))
    rows = Message.objects.filter(state=State.WAITING, key__startswith="asked:coach:")
    return sorted((names[row.person].split(" ")[0], row.title, row.path) for row in rows)


def test_a_coach_is_told_at_48_hours_and_5_days_and_the_manager_at_10(
    world: World, given: dict[str, Following]
) -> None:
    met(world, "yassine", 1)
    met(world, "itto", 1)
    hayat, rachid = (world.cast.people[name].full_name.split(" ")[0] for name in ("hayat", "rachid"))
    steps = ((1, 0), (2, 1), (3, 0), (5, 1), (7, 0), (10, 1), (11, 0))
    assert [remind(by=OPERATOR, at=AT + days * DAY) for days, _ in steps] == [new for _, new in steps]
    file = f"/{world.cast.people['hayat'].language}/coaching/files/{world.files['ftoum'].pk}/"
    assert [(who, "Ftoum" in title) for who, title, _ in told()] == sorted([(hayat, True)] * 2 + [(rachid, True)])
    assert {path for who, _, path in told() if who == hayat} == {file}
    assert remind(by=OPERATOR, at=AT + 10 * DAY) == 0, "once each, however often it runs"


def test_nothing_of_anybody_but_a_name_and_by_the_way_she_chose(world: World, given: dict[str, Following]) -> None:
    hayat = world.cast.people["hayat"]
    Choice.objects.create(person=hayat, channel=Channel.SMS, agreed_at=AT, changed_at=AT, quiet_from=22, quiet_to=8)
    goal = plans.set_goal(participant=world.files["ftoum"], text="Ouvrir un atelier", by=world.actor("hayat"), at=AT)
    plans.add_action(
        goal=goal, text="Appeler le CRI", doer=Doer.COACH, due=AT.date(), by=world.actor("hayat"), at=AT
    )  # fmt: skip
    for name in given:
        met(world, name, 0)
    night = (AT + 4 * DAY).replace(hour=23)
    assert remind(by=OPERATOR, at=night) == 1
    mine = Message.objects.get(key__startswith="asked:coach:")
    assert mine.channel == Channel.SMS and "Ftoum" in mine.short and mine.due == night + timedelta(hours=9)
    assert not [word for word in ("atelier", "CRI", "+212", "05.081") if word in mine.short + mine.title + mine.text]


def test_what_was_answered_meanwhile_is_called_off(world: World, given: dict[str, Following]) -> None:
    assert remind(by=OPERATOR, at=AT + 2 * DAY) == 3
    met(world, "ftoum", 2, again=1)
    caseload.hand_over(
        body=world.body, giver=world.cast.people["hayat"], taker=world.second_coach, files=[world.files["yassine"].pk],
        word="", by=world.actor("rachid"), at=AT + 2 * DAY,
    )  # fmt: skip
    assert take_back(by=OPERATOR, at=AT + 2 * DAY) == 2 and take_back(by=OPERATOR, at=AT + 2 * DAY) == 0
    assert [("Itto" in title) for _, title, _ in told()] == [True]
    remind(by=OPERATOR, at=AT + 6 * DAY)
    kinds = sorted(row.about["owed"].split(":")[1] for row in Message.objects.filter(state=State.WAITING))
    assert kinds == ["meet", "meet", "meet", "visit"], "Itto twice; Yassine's new coach; the visit promised to Ftoum"
    met(world, "ftoum", 6)
    met(world, "itto", 6)
    met(world, "yassine", 6)
    assert take_back(by=OPERATOR, at=AT + 6 * DAY) == 4


def test_what_is_old_when_the_reminders_begin_is_left_to_the_pages(world: World, given: dict[str, Following]) -> None:
    assert remind(by=OPERATOR, at=AT + 30 * DAY) == 0


def test_the_queries_are_the_same_however_many_files_wait(world: World, given: dict[str, Following]) -> None:
    met(world, "yassine", 1)
    met(world, "itto", 1)
    with CaptureQueriesContext(connection) as one:
        remind(by=OPERATOR, at=AT + 2 * DAY)
    Visit.objects.all().delete()
    Message.objects.all().delete()
    with CaptureQueriesContext(connection) as three:
        assert remind(by=OPERATOR, at=AT + 2 * DAY) == 3
    assert len(three) == len(one)
