"""Referrals: a dated consent, an answer or a reminder, and a body that sees only what was agreed."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.support.conftest import AT, World, caller
from wolouj.foundation.bad_input import BadInput
from wolouj.people.actions import own_data
from wolouj.people.permissions import may
from wolouj.programme.actions import ending
from wolouj.programme.models import Consent, Participant
from wolouj.support import queries
from wolouj.support.actions import directory, referrals
from wolouj.support.actions.referrals import NotNow, Yes
from wolouj.support.loading import Referred
from wolouj.support.models import Referral, ReferralState
from wolouj.support.states import STEPS, Clock, clock_of, may_follow, next_due

YES = Yes(("place",), "oral", AT.date())
CALLERS = ("visitor", "ftoum", "yassine", "salma", "hayat", "rachid", "nadia", "admin")


def sent(world: World, key: str = "mourafaka", **told: object) -> Referral:
    her = Participant.objects.get(person=world.cast.people["ftoum"])
    given = {"need": "Un diagnostic", "consent": YES, "by": world.cast.actor("hayat"), "at": AT} | told
    return referrals.refer(participant=her, offer=world.offer(key), **given)  # type: ignore[arg-type]


@pytest.mark.parametrize("now", list(ReferralState))
@pytest.mark.parametrize("after", list(ReferralState))
def test_every_pair_of_states(now: ReferralState, after: ReferralState) -> None:
    assert may_follow(now, after) == (after in STEPS[now])
    if now == ReferralState.WITHDRAWN:
        assert not may_follow(now, after), "a consent taken back ends it"


@pytest.mark.parametrize(("hours", "clock"), [
    (0, Clock.RUNNING), (47.9, Clock.RUNNING), (48, Clock.LATE), (119.9, Clock.LATE), (120, Clock.VERY_LATE),
    (239.9, Clock.VERY_LATE), (240, Clock.ESCALATED), (9999, Clock.ESCALATED),
])  # fmt: skip
def test_the_clock_moves_at_48_hours_then_5_and_10_days(hours: float, clock: Clock) -> None:
    at = AT + timedelta(hours=hours)
    assert clock_of(AT, at=at) == clock
    due = next_due(AT, at=at)
    assert (due is None) == (clock == Clock.ESCALATED)
    assert due is None or clock_of(AT, at=due) == clock + 1


def test_a_coach_sends_her_by_the_page_and_the_body_answers(world: World) -> None:
    her = Participant.objects.get(person=world.cast.people["ftoum"])
    coach = caller(world, "hayat")
    page = f"/fr/support/refer/{her.pk}/"
    told = {
        "offer": str(world.offer("nawat").pk), "need": "Un plan", "shows": ["phone"], "how": "oral", "on": "2026-11-28",
    }  # fmt: skip
    assert coach.post(page, told).status_code == 422, "without a yes nothing leaves"
    made = coach.post(page, told | {"yes": "on"})
    row = Referral.objects.get(offer__key="nawat")
    assert made.url == f"/fr/support/referral/{row.pk}/" and row.shows == ["phone"] and row.sent_at == AT
    again = coach.post(page, told | {"yes": "on"})
    assert again.status_code == 422 and "déjà" in again.content.decode()
    assert coach.post(f"{made.url}heard/", {"state": "refused", "words": "Non"}).status_code == 422
    refused = {"state": "refused", "refusal": "full", "words": "Complet jusqu’en mars"}
    assert coach.post(f"{made.url}heard/", refused).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.refusal, row.answered_at) == ("refused", "full", AT)
    hers = caller(world, "ftoum").get(made.url).content.decode()
    assert "Complet jusqu’en mars" in hers and "noté par l’association" in hers


def test_the_officer_sees_what_was_agreed_and_nothing_else(world: World) -> None:
    officer = caller(world, "nadia")
    page = officer.get(f"/fr/support/referred/{world.waiting.pk}/").content.decode()
    assert "Yassine" in page and "06 00 00 00 01" in page and "Azilal" in page, "name, phone, place: agreed"
    assert "Tamazight" not in page and "tamazight" not in page and "27 ans" not in page, "language and age: not agreed"
    assert officer.get(f"/fr/support/referral/{world.waiting.pk}/").status_code == 404, "the sender's page is not hers"
    elsewhere = world.referrals[2]
    assert officer.get(f"/fr/support/referred/{elsewhere.pk}/").status_code == 404, "another body's"
    desk = officer.get("/fr/support/desk/").content.decode()
    assert "Yassine" in desk and str(elsewhere.pk) not in desk


def test_a_consent_taken_back_closes_the_body_at_once(world: World) -> None:
    officer, page = caller(world, "nadia"), f"/fr/support/referred/{world.waiting.pk}/"
    assert officer.get(page).status_code == 200
    assert caller(world, "yassine").post(f"/fr/support/referral/{world.waiting.pk}/withdraw/").status_code == 302
    assert officer.get(page).status_code == 404
    assert officer.post(f"{page}receive/").status_code == 404
    assert officer.post(f"{page}answer/", {"state": "accepted", "words": "oui"}).status_code == 404
    assert "Yassine" not in officer.get("/fr/support/desk/").content.decode()
    row = Referral.objects.get(pk=world.waiting.pk)
    assert row.withdrawn_at == AT and row.state == "withdrawn"


def test_a_redirection_points_to_another_door(world: World) -> None:
    officer = caller(world, "nadia")
    page = f"/fr/support/referred/{world.waiting.pk}/"
    officer.post(f"{page}receive/")
    told = {"state": "redirected", "words": "Voyez-les", "other_door": str(world.training.pk)}
    assert officer.post(f"{page}answer/", told).status_code == 422, "not the same door"
    told["other_door"] = str(world.offer("nawat").pk)
    assert officer.post(f"{page}answer/", told).status_code == 302
    assert "Nawat" in caller(world, "yassine").get(f"/fr/support/referral/{world.waiting.pk}/").content.decode()
    assert officer.post(f"{page}answer/", told).status_code in (302, 422), "answered once"
    assert Referral.objects.get(pk=world.waiting.pk).steps.count() == 3


@pytest.mark.parametrize(("told", "field"), [
    ({"consent": Yes((), "oral", AT.date() + timedelta(days=1))}, "on"),
    ({"key": "over"}, "offer"),
    ({"key": "removed"}, "offer"),
])  # fmt: skip
def test_what_cannot_be_sent_is_said(world: World, told: dict[str, object], field: str) -> None:
    key = told.pop("key", "mourafaka")
    by = world.cast.actor("rachid")
    if key == "over":
        directory.correct(row=world.offer("mourafaka"), fields={"ends_on": AT.date() - timedelta(days=1)}, by=by, at=AT)
    if key == "removed":
        directory.remove(row=world.offer("mourafaka"), by=by, at=AT)
    with pytest.raises(BadInput) as fault:
        sent(world, **told)
    assert fault.value.field == field
    assert not Referral.objects.filter(offer__key="mourafaka").exists()


def test_an_answer_comes_once(world: World) -> None:
    row = sent(world)
    by = world.cast.actor("hayat")
    with pytest.raises(BadInput) as fault:
        referrals.answer(referral=row, state="accepted", words="", by=by, at=AT)
    assert fault.value.field == "words", "a yes says where to go"
    referrals.answer(referral=row, state="accepted", words="oui", by=by, at=AT)
    with pytest.raises(NotNow):
        referrals.answer(referral=row, state="refused", refusal="full", words="non", by=by, at=AT)
    with pytest.raises(NotNow):
        referrals.receive(referral=row, by=by, at=AT)


# who → may she see the sender's page, write on it, take the consent back, see the body's page, answer there
WHO = {
    "visitor": (False, False, False, False, False),
    "ftoum": (False, False, False, False, False),
    "yassine": (True, False, True, False, False),
    "salma": (False, False, False, False, False),
    "hayat": (True, True, True, False, False),
    "rachid": (True, True, True, False, False),
    "nadia": (False, False, False, True, True),
    "admin": (False, False, False, False, False),
}


@pytest.mark.parametrize("name", CALLERS)
def test_every_cell_of_a_referral(world: World, name: str) -> None:
    from wolouj.foundation.actor import Actor
    from wolouj.people.standing import NOBODY

    actor = NOBODY if name == "visitor" else Actor(person=world.cast.people[name].id)
    row = world.waiting
    seen = tuple(
        may(actor, act, thing, at=AT) for act, thing in (
            ("see", row), ("change", row), ("delete", row), ("see", Referred(row)), ("change", Referred(row)),
        )
    )  # fmt: skip
    assert seen == WHO[name]


def test_a_merged_file_is_referred_as_the_one_that_was_kept(world: World) -> None:
    kept = Participant.objects.get(person=world.cast.people["ftoum"])
    other = Participant.objects.create(body=world.body, name="Ftoum", same_as=kept, made_at=AT)
    made = referrals.refer(
        participant=other, offer=world.offer("nawat"), need="x", consent=YES, by=world.cast.actor("hayat"), at=AT
    )
    assert made.participant == kept


def test_her_data_leaves_and_is_forgotten(world: World) -> None:
    yassine = world.cast.people["yassine"]
    archive = own_data.export_person(person=yassine, by=world.cast.actor("yassine"), at=AT)
    told = json.loads(zipfile.ZipFile(io.BytesIO(archive)).read("data.json"))
    assert [row["need"] for row in told["data"]["support"]["referrals"]] == [world.waiting.need]
    own_data.erase_person(person=yassine, by=world.cast.actor("yassine"), at=AT)
    row = Referral.objects.get(pk=world.waiting.pk)
    assert (row.need, row.shows, row.state) == ("", [], "withdrawn")
    assert caller(world, "nadia").get(f"/fr/support/referred/{row.pk}/").status_code == 404


def test_the_desk_asks_the_same_however_many_were_sent(world: World) -> None:
    coach = caller(world, "hayat")
    with CaptureQueriesContext(connection) as before:
        coach.get("/fr/support/desk/")
    for key in ("nawat", "mourafaka", "odco-register", "forsa-loan"):
        sent(world, key)
    with CaptureQueriesContext(connection) as after:
        page = coach.get("/fr/support/desk/")
    assert len(after) == len(before) and "Mourafaka" in page.content.decode()


def test_who_waits_too_long_is_found(world: World) -> None:
    late = list(queries.without_answer([world.body.id], at=AT))
    assert [row.pk for row in late] == [world.waiting.pk, world.referrals[2].pk], "six days, then three"
    assert not queries.without_answer([world.centre.id], at=AT).exists()


def test_a_redirection_is_followed_with_a_new_consent_and_each_tells_of_the_other(world: World) -> None:
    door = world.offer("nawat")
    referrals.answer(
        referral=world.waiting, state="redirected", words="Voyez-les", other_door=door, by=world.cast.actor("nadia"),
        at=AT,
    )  # fmt: skip
    coach, page = caller(world, "hayat"), f"/fr/support/referral/{world.waiting.pk}/"
    her = world.waiting.participant_id
    refer = f"/fr/support/refer/{her}/"
    assert f"{refer}?offer={door.pk}" in coach.get(page).content.decode()
    assert refer not in caller(world, "yassine").get(page).content.decode(), "she reads it; her coach sends her"
    form = coach.get(f"{refer}?offer={door.pk}").context["form"]
    assert form.initial["need"] == world.waiting.need and not form.initial.get("yes")
    told = {"offer": str(door.pk), "need": "Créer", "how": "oral", "on": str(AT.date())}
    assert coach.post(refer, told).status_code == 422, "the first consent does not serve"
    assert coach.post(refer, told | {"yes": "on"}).status_code == 302
    followed = Referral.objects.get(pk=world.waiting.pk).led_to
    assert followed is not None and followed.offer == door
    for name in ("hayat", "yassine"):
        shown = caller(world, name).get(page).content.decode()
        assert f"/fr/support/referral/{followed.pk}/" in shown and f"{refer}?offer" not in shown


def test_who_waits_comes_before_who_was_answered(world: World) -> None:
    for name in ("hayat", "nadia"):
        context = caller(world, name).get("/fr/support/desk/").context
        rows = context["sent"] or context["came"]
        assert [row["word"] for row in rows] == ["Sans réponse"] * (len(rows) - 1) + ["Acceptée"]
    assert "Votre réponse est attendue depuis" in rows[0]["detail"], "the body is told that it owes it"


def test_a_silence_stands_on_the_desk_of_who_sent_and_leads_to_its_list(world: World) -> None:
    page = caller(world, "hayat").get("/fr/today/").content.decode()
    assert "Orientations sans réponse\u202f: " in page and 'href="/fr/support/desk/#sent"' in page
    assert 'id="sent"' in caller(world, "hayat").get("/fr/support/desk/").content.decode()
    assert 'href="/fr/support/desk/#came"' in caller(world, "nadia").get("/fr/today/").content.decode()


def test_who_is_accompanied_no_more_is_seen_by_no_body_and_sent_nowhere(world: World) -> None:
    her, officer = world.waiting.participant, caller(world, "nadia")
    page = f"/fr/support/referred/{world.waiting.pk}/"
    Consent.objects.create(participant=her, purpose="follow", how="oral", given_at=AT)
    assert officer.get(page).status_code == 200
    ending.end(participant=her, purpose="follow", by=world.cast.actor("hayat"), at=AT)
    row = Referral.objects.get(pk=world.waiting.pk)
    assert (row.state, row.withdrawn_at) == ("withdrawn", AT) and officer.get(page).status_code == 404
    her.refresh_from_db()
    with pytest.raises(BadInput):
        referrals.refer(
            participant=her, offer=world.offer("nawat"), need="Un plan", consent=YES,
            by=world.cast.actor("hayat"), at=AT,
        )  # fmt: skip
