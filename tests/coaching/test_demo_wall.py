"""The wall of the demo: two files of one coach on two notices, a second coach for one, an identical price told."""

from __future__ import annotations

from datetime import timedelta

from tests.coaching.conftest import AT, World, enter
from wolouj.bids.models import State
from wolouj.coaching.actions import caseload
from wolouj.coaching.wall.standing import meetings_of, to_settle
from wolouj.home import cast, public_samples, sample_wall
from wolouj.people.models import Membership


def test_the_demo_shows_the_wall_the_second_coach_and_the_flag(world: World) -> None:
    ftoum, other = world.files["ftoum"], world.files["itto"]
    sample_wall.account_of(other, secret="284692", at=AT)
    cast._cooperative(world.cast, at=AT)
    public_samples.publish(at=AT)
    Membership.objects.update(since=AT.date() - timedelta(days=200))
    caseload.give(participant=ftoum, coach=world.cast.people["hayat"], by=world.actor("rachid"), at=AT - timedelta(6))
    made = sample_wall.lived(cast=world.cast, other=other, second=world.second_coach, at=AT)
    assert [quote.state for quote in made] == [State.READY, State.READY, State.DRAFT, State.DRAFT]
    met = {meeting.identical: meeting for meeting in meetings_of([world.body.pk], at=AT)}
    assert not met[True].walled and met[False].walled and to_settle([world.body.pk], at=AT) == 2
    page = enter(world.cast.people["rachid"]).get("/fr/coaching/walls/").content.decode()
    assert page.count("Saadia M.") + page.count("Itto") >= 2 and "Ali" in page and "6 560" not in page
    assert other.name in enter(world.second_coach).get("/fr/coaching/").content.decode(), "for one notice only"
    assert all(quote.is_sample and quote.notice.is_sample for quote in made)
