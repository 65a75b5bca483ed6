"""Who accompanies whom: accepted people only, one coach at a time; handed over in one act, and back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.coaching.conftest import AT, World, enter
from wolouj.coaching import personal, queries
from wolouj.coaching.actions import caseload, plans, visits
from wolouj.coaching.actions.visits import Sheet
from wolouj.coaching.models import Doer, Following, Handover, PlanAction, PlanGoal, Visit
from wolouj.foundation import clock
from wolouj.foundation.actor import OPERATOR
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.models import AuditLine
from wolouj.people.actions import mandates
from wolouj.people.models import Mandate
from wolouj.programme.actions import merging
from wolouj.programme.models import Participant


def test_accepted_people_wait_until_they_are_given(world: World) -> None:
    other = Participant.objects.create(body=world.body, name="Pas encore", made_at=AT)
    assert set(queries.waiting_for_a_coach([world.body.pk])) == set(world.files.values())
    browser = enter(world.cast.people["rachid"])
    page = browser.get("/fr/coaching/coaches/").content.decode()
    assert "Itto" in page and "Pas encore" not in page
    hayat = world.cast.people["hayat"]
    keys = [str(world.files["itto"].pk), str(world.files["ftoum"].pk)]
    assert browser.post("/fr/coaching/coaches/", {"files": keys, "coach": str(hayat.pk)}).status_code == 302
    assert {row.participant for row in queries.files_of(hayat.pk)} == {world.files["itto"], world.files["ftoum"]}
    with pytest.raises(BadInput):
        caseload.give(participant=other, coach=hayat, by=world.actor("rachid"), at=AT)
    with pytest.raises(BadInput):  # somebody has her already
        caseload.give(participant=world.files["itto"], coach=world.second_coach, by=world.actor("rachid"), at=AT)
    with pytest.raises(BadInput):  # not a coach of this body
        who = world.cast.people["karim"]
        caseload.give(participant=world.files["yassine"], coach=who, by=world.actor("rachid"), at=AT)
    assert [(load.coach.full_name[:5], load.files) for load in queries.loads([world.body.pk], on=AT.date())] == [
        ("Ali", 0), ("Hayat", 2)
    ]  # fmt: skip


def test_two_files_of_one_person_wait_as_one(world: World) -> None:
    merging.merge(kept=world.files["ftoum"], other=world.files["itto"], by=world.actor("rachid"), at=AT)
    assert set(queries.accepted([world.body.pk])) == {world.files["ftoum"], world.files["yassine"]}


def test_handed_over_in_one_act_with_a_word_and_back(world: World, given: dict[str, Following]) -> None:
    hayat, ali = world.cast.people["hayat"], world.second_coach
    mandates.give_mandate(
        for_person=world.cast.people["ftoum"], holder=hayat, ends_on=AT.date() + timedelta(30),
        kind=Mandate.Kind.COACH, by=world.cast.actor("ftoum"), at=AT,
    )  # fmt: skip
    browser = enter(hayat)
    page = browser.get(f"/fr/coaching/coaches/{hayat.pk}/").content.decode()
    assert "Les mandats ne passent pas avec les dossiers" in page
    typed = {"which": "all", "taker": str(ali.pk), "word": "Itto attend son papier"}
    assert browser.post(f"/fr/coaching/coaches/{hayat.pk}/", typed).status_code == 302
    made = Handover.objects.get()
    assert (made.giver, made.taker, made.word) == (hayat, ali, "Itto attend son papier")
    assert queries.files_of(ali.pk).count() == 3 and not queries.files_of(hayat.pk).exists()
    assert Mandate.objects.get(holder=hayat, revoked_at=None) and not Mandate.objects.filter(holder=ali).exists()
    url = f"/fr/coaching/files/{world.files['ftoum'].pk}/"
    assert browser.get(url).status_code == 404 and "Itto attend son papier" in enter(ali).get(url).content.decode()
    for who, hers in ((hayat, True), (ali, False)):  # both may undo it from their day; the word stands on the file
        desk = enter(who).get("/fr/coaching/").content.decode()
        assert f"/handovers/{made.pk}/undo/" in desk and ("Itto attend" in desk) is hers
    lines = AuditLine.objects.filter(act="coach_given", concerns=world.cast.people["ftoum"].pk)
    assert lines.count() == 2 and AuditLine.objects.filter(act="files_handed").count() == 1
    # One of them moves on before the manager undoes: only those still there come back.
    caseload.hand_over(
        body=world.body, giver=ali, taker=hayat, files=[world.files["itto"].pk], word="", by=world.actor("rachid"),
        at=AT + timedelta(minutes=1),
    )  # fmt: skip
    manager = enter(world.cast.people["rachid"])
    assert "Itto attend son papier" in manager.get("/fr/coaching/coaches/").content.decode()
    for _ in range(2):  # the second undoes nothing
        assert manager.post(f"/fr/coaching/handovers/{made.pk}/undo/").status_code == 302
    assert queries.files_of(hayat.pk).count() == 3
    assert Handover.objects.filter(takes_back=made).count() == 1


def test_some_files_only_and_never_to_oneself(world: World, given: dict[str, Following]) -> None:
    hayat, ali = world.cast.people["hayat"], world.second_coach
    act = {"body": world.body, "word": "", "by": world.actor("rachid"), "at": AT}
    caseload.hand_over(giver=hayat, taker=ali, files=[world.files["itto"].pk], **act)
    assert [row.participant for row in queries.files_of(ali.pk)] == [world.files["itto"]]
    for giver, taker, files in ((hayat, hayat, None), (hayat, world.cast.people["karim"], None), (hayat, ali, [])):
        with pytest.raises(BadInput):
            caseload.hand_over(giver=giver, taker=taker, files=files, **act)
    assert enter(ali).post(f"/fr/coaching/coaches/{hayat.pk}/", {}).status_code == 404  # not hers to pass


def test_three_goals_and_dated_actions(world: World, given: dict[str, Following]) -> None:
    browser, her = enter(world.cast.people["hayat"]), world.files["ftoum"]
    for text in ("Vendre à l’école", "Tenir un cahier", "Avoir le certificat"):
        assert browser.post(f"/fr/coaching/files/{her.pk}/goals/new/", {"text": text}).status_code == 302
    refused = browser.post(f"/fr/coaching/files/{her.pk}/goals/new/", {"text": "Un de plus"})
    assert refused.status_code == 422 and "Un de plus" in refused.content.decode()
    first = PlanGoal.objects.get(position=1)
    late = {"text": "Appeler la directrice", "doer": "her", "due": "2026-11-01"}
    assert browser.post(f"/fr/coaching/goals/{first.pk}/new/", late).status_code == 422
    assert browser.post(f"/fr/coaching/goals/{first.pk}/new/", late | {"due": "2026-12-05"}).status_code == 302
    action = PlanAction.objects.get()
    browser.post(f"/fr/coaching/actions/{action.pk}/")
    action.refresh_from_db()
    assert action.done_on == AT.date()
    browser.post(f"/fr/coaching/actions/{action.pk}/", {"undo": "1"})
    action.refresh_from_db()
    assert action.done_on is None and list(queries.waiting_actions(her.pk)) == [action]
    browser.post(f"/fr/coaching/goals/{first.pk}/", {"reached": "1"})
    assert browser.post(f"/fr/coaching/files/{her.pk}/goals/new/", {"text": "Un de plus"}).status_code == 302
    assert PlanGoal.objects.filter(closed_at=None).values_list("text", flat=True)[0] == "Un de plus"
    shown = enter(world.cast.people["ftoum"]).get("/fr/coaching/mine/").content.decode()
    assert "Tenir un cahier" in shown and f"/goals/{first.pk}/" not in shown
    assert enter(world.second_coach).post(f"/fr/coaching/actions/{action.pk}/").status_code == 404


def test_an_action_is_said_better_or_put_off_until_it_is_done(
    world: World, given: dict[str, Following], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)
    monkeypatch.setattr(clock, "today", lambda: AT.date())
    her, by = world.files["ftoum"], world.actor("hayat")
    goal = plans.set_goal(participant=her, text="Vendre", by=by, at=AT)
    old = AT.date() - timedelta(days=3)
    action = plans.add_action(goal=goal, text="Apeler", doer=Doer.HER, due=old, by=by, at=AT)
    browser, page = enter(world.cast.people["hayat"]), f"/fr/coaching/actions/{action.pk}/change/"
    assert page in browser.get(f"/fr/coaching/files/{her.pk}/").content.decode()
    assert browser.post(page, {"text": "Appeler", "doer": "coach", "due": str(old)}).status_code == 302
    for bad in (str(old - timedelta(days=1)), "2030-01-01", "demain", ""):
        answer = browser.post(page, {"text": "Appeler l’école", "doer": "coach", "due": bad})
        assert answer.status_code == 422 and "Appeler l’école" in answer.content.decode()
    new = AT.date() + timedelta(days=9)
    assert browser.post(page, {"text": "Appeler", "doer": "coach", "due": str(new)}).status_code == 302
    action.refresh_from_db()
    assert (action.text, action.doer, action.due) == ("Appeler", "coach", new)
    lines = AuditLine.objects.filter(act="action_changed", concerns=her.person_id)
    assert lines.filter(detail={"before": str(old), "after": str(new)}).count() == 1 and lines.count() == 2
    assert enter(world.cast.people["ftoum"]).get(page).status_code == 404
    plans.mark_action(action=action, done_on=AT.date(), by=by, at=AT)
    assert browser.get(page).status_code == 404


def test_what_is_held_of_her_is_hers_and_goes_with_her(world: World, given: dict[str, Following]) -> None:
    her = world.files["ftoum"]
    goal = plans.set_goal(participant=her, text="Vendre", by=world.actor("hayat"), at=AT)
    plans.add_action(goal=goal, text="Appeler", doer=Doer.HER, due=AT.date(), by=world.actor("hayat"), at=AT)
    caseload.hand_over(
        body=world.body, giver=world.cast.people["hayat"], taker=world.second_coach, files=[her.pk],
        word="Ftoum attend un mot", by=world.actor("rachid"), at=AT,
    )  # fmt: skip
    sheet = Sheet(Visit._meta.pk.to_python("5" * 32), AT.date(), "home", done="Des mots", topics=("plan",))
    visits.keep_visit(participant=her, sheet=sheet, by=world.actor("hayat"), at=AT)
    told = personal.export(world.cast.people["ftoum"].pk)
    assert told["goals"][0]["text"] == "Vendre" and told["visits"][0]["done"] == "Des mots"
    assert told["actions"][0]["text"] == "Appeler" and len(told["coaches"]) == 2
    personal.erase(world.cast.people["ftoum"].pk, by=OPERATOR, at=AT)
    assert not PlanGoal.objects.exists() and not PlanAction.objects.exists()
    assert Handover.objects.get().word == ""
    assert Visit.objects.get().done == "" and queries.live_following(her.pk) is None
