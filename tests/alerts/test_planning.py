"""What is told to whom, once, within the room of the day, and why."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.alerts.conftest import AT, World, publish, quoted
from wolouj.alerts import actions, queries
from wolouj.alerts.kinds import Kind
from wolouj.alerts.models import Choice
from wolouj.alerts.planning.plan import plan
from wolouj.alerts.sending import addresses, send, take_back
from wolouj.bids.models import Quote
from wolouj.bids.models import State as QuoteState
from wolouj.foundation.actor import OPERATOR
from wolouj.foundation.models import AuditLine
from wolouj.foundation.outbox import sms
from wolouj.foundation.outbox.models import Channel, Message, State
from wolouj.matching.actions import answer
from wolouj.matching.models import Answer
from wolouj.matching.queries import wants_of, wants_of_all
from wolouj.notices.models import Notice, NoticeChange, Result
from wolouj.people.models import Person
from wolouj.structures.models import Paper

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def planned(at: Any = AT, digest: bool = False) -> dict[str, int]:
    """What was written, by kind; the coach's digest when asked for."""
    return {kind: n for kind, n in plan(by=OPERATOR, at=at).written.items() if n and (digest or kind != "digest")}


def choose(world: World, who: str = "ftoum", **told: Any) -> Choice:
    fields = {"channel": Channel.PAGE, "hour": None, "quiet_from": 21, "quiet_to": 7, "ceiling": 3} | told
    return actions.choose(
        person=world.people[who],
        structure=world.structures.get(who),
        told=fields,
        agrees=True,
        at=AT,
        by=world.actor(who),
    )


def said(kind: Kind = Kind.MATCH, who: UUID | None = None) -> list[Message]:
    rows = Message.objects.filter(kind=kind).order_by("made_at", "due", "key")
    return list(rows.filter(person=who) if who else rows)


def alone(world: World) -> None:
    """Only suggestions: the cast's own papers and notices tell nothing."""
    world.structures["ftoum"].papers.all().delete()


def test_new_notices_that_fit_the_best_first_within_the_ceiling_and_once(world: World) -> None:
    far = [publish(n, place_codes=["05"]) for n in range(4)]
    near = publish(9)
    publish(10, natures=[12], nature=12, place_codes=["06"], places=["CASABLANCA-SETTAT"])
    old = publish(11, entered_at=AT - 2 * DAY)
    assert planned() == {"match": 3}
    mine = said(who=world.people["ftoum"].id)
    assert near.id in {UUID(row.about["notice"]) for row in mine} and len(mine) == 3
    assert mine[0].why and mine[0].lang == "ar" and mine[0].channel == Channel.PAGE
    assert planned() == {} and planned(AT + HOUR) == {}
    held = queries.held_back(world.structures["ftoum"], world.people["ftoum"].id, at=AT)
    assert len(held) == 3 and old.id in {match.notice.id for match in held}
    assert near.id not in {match.notice.id for match in held}
    assert planned(AT + DAY) == {"match": 2}  # the room of another day; what is older than that is not pushed
    assert {row.about["notice"] for row in said()} == {str(each.id) for each in (*far, near)}
    line = AuditLine.objects.filter(act="alerts_planned").first()
    assert line is not None and line.detail["match"] == 2


def test_a_duplicate_reference_of_another_buyer_is_another_thing_and_one_from_two_sources_is_one(world: World) -> None:
    choose(world, ceiling=5)
    publish(1)
    publish(1, buyer="Commune Y (échantillon)")
    publish(1, identity="other:source", entered_at=AT)
    publish(1, identity="tender", kind="tender", entered_at=AT)
    assert planned() == {"match": 3}


def test_ones_own_affairs_come_first_and_take_the_room(world: World) -> None:
    choose(world, ceiling=1)
    publish(1)
    quoted(world, state=QuoteState.READY, deadline=AT + 30 * HOUR)
    assert planned() == {"deposit": 1}
    assert planned(AT + DAY) == {"deposit": 1}  # the last reminder takes the room of Friday too
    assert len(queries.held_back(world.structures["ftoum"], world.people["ftoum"].id, at=AT + DAY)) == 1


def test_a_quote_or_an_answer_no_longer_asks(world: World) -> None:
    public = publish(1)
    Notice.objects.filter(id=world.notices["ftoum"].id).update(origin=public)
    quoted(world, state=QuoteState.DRAFT, deadline=AT + 9 * DAY)
    assert planned() == {}


@pytest.mark.parametrize(("hours", "at", "told"), [
    ({"hour": 9}, AT - HOUR, 0),
    ({"hour": 9}, AT, 1),
    ({"hour": 9}, AT + 5 * HOUR, 1),  # nobody planned at nine: later the same day
    ({}, AT + 13 * HOUR, 0),  # ten in the evening
    ({}, AT + 22 * HOUR, 1),
    ({}, AT + DAY + 4 * HOUR, 0),  # Friday, one o'clock
    ({"quiet_from": 8, "quiet_to": 8}, AT + 13 * HOUR, 1),
])  # fmt: skip
def test_at_her_hour_and_never_in_her_silence(world: World, hours: dict[str, Any], at: Any, told: int) -> None:
    choose(world, **hours)
    publish(1, entered_at=at - HOUR, deadline=AT + 9 * DAY)
    assert planned(at).get("match", 0) == told


def test_one_batch_a_day_for_whoever_named_an_hour(world: World) -> None:
    choose(world, hour=9)
    publish(1)
    assert planned() == {"match": 1}
    publish(2, entered_at=AT + HOUR)
    assert planned(AT + 2 * HOUR) == {} and planned(AT + DAY) == {"match": 1}


def test_reminders_of_the_deposit_a_day_and_four_hours_before_outside_the_night(world: World) -> None:
    deadline = AT + DAY + HOUR  # ten o'clock
    quote = quoted(world, state=QuoteState.READY, deadline=deadline)
    assert planned() == {"deposit": 1}
    assert planned(AT + 14 * HOUR) == {"deposit": 1}  # eleven in the evening: six is in the night, seven leaves enough
    first, second = said(Kind.DEPOSIT)
    assert (first.due, second.due) == (AT + HOUR, deadline - 3 * HOUR)
    assert second.until == deadline and "3" in second.title
    Quote.objects.filter(id=quote.id).update(state=QuoteState.SENT)
    assert take_back(by=OPERATOR, at=AT) == 2 and take_back(by=OPERATOR, at=AT) == 0


def test_a_deadline_early_in_the_morning_is_told_of_before_the_night(world: World) -> None:
    deadline = AT + DAY - HOUR  # eight o'clock: four hours before is four in the morning
    quoted(world, state=QuoteState.DRAFT, deadline=deadline)
    planned()
    planned(AT + 9 * HOUR)
    assert said(Kind.DEPOSIT)[-1].due == AT + 11 * HOUR + timedelta(minutes=59)  # a minute before nine


def test_a_deadline_that_moves_takes_its_reminders_along(world: World) -> None:
    quote = quoted(world, state=QuoteState.DRAFT, deadline=AT + 25 * HOUR)
    assert planned() == {"deposit": 1}
    Notice.objects.filter(id=quote.notice_id).update(deadline=AT + 30 * HOUR)
    assert plan(by=OPERATOR, at=AT).called_off == 1
    assert planned(AT + 6 * HOUR) == {"deposit": 0} or len(said(Kind.DEPOSIT)) == 2


def test_after_the_deadline_look_each_day_until_it_is_answered_or_a_result_appears(world: World) -> None:
    quote = quoted(world, state=QuoteState.SENT, deadline=AT - HOUR)
    assert planned(digest=True) == {"watch": 1, "digest": 1}
    assert planned(AT + HOUR, digest=True) == {}
    assert planned(AT + DAY, digest=True) == {"watch": 1, "digest": 1}
    row, coach = said(Kind.WATCH)[0], said(Kind.DIGEST, world.people["hayat"].id)[0]
    assert "لا نص لدينا يحدد أجل الجواب" in row.text
    assert "فطوم" in coach.text and "غير محدد" in coach.text and coach.structure is None
    Result.objects.create(
        identity="r", reference=quote.notice.reference, object="x", buyer=quote.notice.buyer,
        published=AT + DAY, outcome="unsuccessful", kind=quote.notice.kind,
    )  # fmt: skip
    assert planned(AT + 2 * DAY, digest=True) == {"result": 1, "digest": 1}
    assert planned(AT + 3 * DAY, digest=True) == {"digest": 1}
    Quote.objects.filter(id=quote.id).update(state=QuoteState.LOST)
    assert planned(AT + 4 * DAY, digest=True) == {}


def test_after_a_month_the_account_is_looked_at_on_mondays(world: World) -> None:
    quoted(world, state=QuoteState.SENT, deadline=AT - 40 * DAY)
    assert planned() == {} and planned(AT + 4 * DAY) == {"watch": 1}


def test_a_change_and_a_cancellation_reach_who_quoted_copied_or_follows(world: World) -> None:
    public = publish(1, entered_at=AT - 9 * DAY)
    Notice.objects.filter(id=world.notices["yassine"].id).update(origin=public)
    quoted(world, notice=public, state=QuoteState.SENT)
    actions.follow(person=world.people["karim"], notice=public, by=world.actor("karim"), at=AT)
    actions.follow(person=world.people["ftoum"], notice=public, by=world.actor("ftoum"), at=AT)
    moved = [public.deadline.isoformat(), (public.deadline + DAY).isoformat()]  # type: ignore[union-attr]
    NoticeChange.objects.create(notice=public, at=AT, kind="changed", fields={"deadline": moved})
    NoticeChange.objects.create(notice=public, at=AT, kind="changed", fields={"url": ["a", "b"]})
    assert planned() == {"changed": 3}
    whys = {row.person: row.why for row in said(Kind.CHANGED)}
    assert whys[world.people["karim"].id] == "Parce que vous suivez cet avis."
    assert whys[world.people["yassine"].id] == "Parce que vous avez repris cet avis."
    assert "بيان أثمان" in whys[world.people["ftoum"].id]
    row = said(Kind.CHANGED, world.people["karim"].id)[0]
    assert "La date limite passe du" in row.text and row.path == f"/fr/notices/{public.id}/"
    NoticeChange.objects.create(notice=public, at=AT + HOUR, kind="cancelled")
    assert planned(AT + HOUR) == {"changed": 3} and planned(AT + 2 * HOUR) == {}


def test_what_one_follows_and_has_no_quote_for_closes_soon(world: World) -> None:
    public = publish(1, entered_at=AT - 9 * DAY, deadline=AT + 40 * HOUR)
    for who in ("karim", "ftoum"):
        actions.follow(person=world.people[who], notice=public, by=world.actor(who), at=AT)
    quoted(world, notice=public, state=QuoteState.SENT)
    assert planned() == {"closing": 1} and planned(AT + HOUR) == {}
    assert said(Kind.CLOSING)[0].person == world.people["karim"].id


def test_papers_by_their_time_then_thirty_seven_and_one_days_before(world: World) -> None:
    paper = Paper.objects.create(
        structure=world.structures["ftoum"], kind="cnss_certificate", added_at=AT, expires_on=(AT + 6 * DAY).date()
    )
    assert planned()["paper"] == 1  # it ends in six days: seven is the step it has come to
    assert "paper" not in planned(AT + 4 * DAY) and planned(AT + 5 * DAY)["paper"] == 1
    assert [row.key.split(":")[2] for row in said(Kind.PAPER)] == ["7", "1"]
    assert "paper" not in planned(AT + 8 * DAY)
    Paper.objects.filter(id=paper.id).update(kind="tax_certificate", expires_on=(AT + 30 * DAY).date())
    assert planned(AT)["paper"] == 1


def test_nothing_leaves_without_a_yes_after_a_stop_or_for_who_is_gone(world: World) -> None:
    choose(world, channel=Channel.SMS)
    publish(1)
    assert planned() == {"match": 1}
    (row,) = said()
    assert row.channel == Channel.SMS and addresses([row])[row.id].to == "+212600000001"
    assert actions.stop(message=row, by=OPERATOR, at=AT) == 1 and actions.stop(message=row, by=OPERATOR, at=AT) == 0
    assert addresses([row]) == {} and send(by=OPERATOR, at=AT).called_off == 1
    publish(2)
    planned()
    assert {each.channel for each in said() if each.id != row.id} == {Channel.PAGE}
    Person.objects.filter(id=row.person).update(erased_at=AT)
    assert addresses(said()) == {}


def test_the_sms_fits_says_why_and_leads_to_a_short_address(world: World) -> None:
    long = "Restauration et pause-café au profit des participantes à la journée d’étude, " * 6
    for who, lang in (("ftoum", "ar"), ("karim", "fr")):
        choose(world, who, channel=Channel.SMS)
        Person.objects.filter(id=world.people[who].id).update(language=lang)
    world.structures["karim"].activities.create(nature=1)
    publish(1, object=long, nature_confidence="unsure")
    publish(2)
    assert planned()["match"] == 4
    for row in said():
        size = sms.size(row.short)
        assert size.parts <= sms.MOST_PARTS[row.lang] and size.wide == (row.lang == "ar"), row.short
        assert row.short.endswith(f"\nhttps://wolouj.example/{row.lang}/a/{row.code}/")
        assert "\u2066" not in row.short and ("Azilal" in row.short or "أزيلال" in row.short)
    assert row.state == State.WAITING


def test_a_plan_takes_the_same_number_of_queries_however_many_there_are(world: World) -> None:
    def counted(at: Any) -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            planned(at)
        return len(found)

    publish(1)
    quoted(world, state=QuoteState.SENT, deadline=AT - HOUR)
    before = counted(AT)
    for n in range(2, 7):
        publish(n, entered_at=AT + HOUR)
    for who in ("karim", "yassine"):
        quoted(world, who, state=QuoteState.SENT, deadline=AT - HOUR)
        world.structures[who].activities.get_or_create(nature=1)
    assert counted(AT + DAY) <= before + 2


def test_what_many_structures_want_is_what_each_wants(world: World) -> None:
    public = publish(1, estimate=Decimal(9000))
    for number, structure in enumerate(world.structures.values()):
        structure.capacities.create(amount_per_month=Decimal(1000 + number))
        structure.capacities.create(nature=1, unit="kg", quantity_per_month=Decimal(3))
        structure.served.create(place="05")
        structure.activities.create(words="tapis")
        match = list(Answer)[number]
        answer(structure=structure, notice=public, answer=match, by=OPERATOR, at=AT)
    together = wants_of_all([structure.id for structure in world.structures.values()])
    assert together == {structure.id: wants_of(structure) for structure in world.structures.values()}
