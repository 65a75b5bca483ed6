"""Paths, groups of accepted people, sessions and the trainer's desk."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.house.test_templates import bare_digits
from tests.training.conftest import AT, World, enter
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.models import AuditLine
from wolouj.gatherings.models import Gathering, Kind, Registration
from wolouj.people.roles import Role
from wolouj.programme.models import Application, Outcome, State
from wolouj.training import queries
from wolouj.training.actions import groups, paths, presence, sessions
from wolouj.training.actions.sessions import Plan
from wolouj.training.models import Expected, Group, Learner, Module, Path, Session
from wolouj.training.modules import usual


def test_a_path_begins_with_the_usual_modules_and_becomes_the_bodys_own(world: World) -> None:
    by = world.cast.actor("rachid")
    path = paths.make_path(body=world.body, fields={"name_fr": "P", "threshold": 75}, by=by, at=AT)
    assert [row.code for row in path.modules.all()] == list(usual())
    first, second = path.modules.all()[:2]
    paths.move_module(module=first, up=True, by=by, at=AT)
    paths.move_module(module=second, up=True, by=by, at=AT)
    assert [row.pk for row in path.modules.all()[:2]] == [second.pk, first.pk]
    paths.remove_module(module=first, by=by, at=AT)
    own = paths.add_module(path=path, fields={"name_ar": "النسيج", "half_days": 3}, by=by, at=AT)
    assert path.modules.last() == own and own.code == "own" and path.modules.count() == len(usual())
    taught = world.trained.path.modules.first()
    assert taught is not None
    with pytest.raises(BadInput):
        paths.remove_module(module=taught, by=by, at=AT)


def test_only_accepted_people_enter_a_group_and_once(world: World) -> None:
    by = world.cast.actor("rachid")
    group = groups.make_group(path=world.trained.path, call=world.call, fields={"name_fr": "G"}, by=by, at=AT)
    chosen = [row.participant_id for row in queries.accepted(world.call)]
    refused = Application.objects.filter(call=world.call, decision__outcome=Outcome.REFUSED)[0]
    assert len(chosen) == 3
    with pytest.raises(BadInput):
        groups.join(group=group, participants=[*chosen, refused.participant_id], by=by, at=AT)
    assert not group.learners.exists(), "nothing half-written"
    assert groups.join(group=group, participants=[*chosen, chosen[0]], by=by, at=AT) == 3
    assert groups.join(group=group, participants=chosen, by=by, at=AT) == 0
    her = group.learners.all()[0]
    groups.leave(learner=her, by=by, at=AT)
    groups.leave(learner=her, by=by, at=AT)
    assert AuditLine.objects.filter(act="group_left").count() == 1
    assert groups.join(group=group, participants=[her.participant_id], by=by, at=AT) == 1
    assert Learner.objects.get(pk=her.pk).left_at is None


def test_who_withdrew_is_not_waiting_for_a_group(world: World) -> None:
    by = world.cast.actor("rachid")
    other = paths.make_path(body=world.body, fields={"name_fr": "P"}, by=by, at=AT)
    group = groups.make_group(path=other, call=world.call, fields={"name_fr": "G"}, by=by, at=AT)
    assert queries.waiting_for(group).count() == 3
    one = queries.accepted(world.call)[0]
    Application.objects.filter(pk=one.pk).update(state=State.WITHDRAWN)
    assert queries.waiting_for(group).count() == 2
    assert queries.waiting_for(world.trained.group).count() == 0, "they have their group already"


def test_a_session_stands_on_a_gathering_and_expects_the_group(world: World) -> None:
    session = world.trained.workshop
    gathering = session.gathering
    assert (gathering.kind, gathering.half_days, gathering.is_sample) == (Kind.TRAINING, 2, True)
    rows = queries.expected_at(session)
    assert len(rows) == 3 and all(row.registration and row.registration.gathering_id == gathering.pk for row in rows)
    assert {row.registration.name for row in rows if row.registration} == {
        row.learner.participant.name_ar or row.learner.participant.name for row in rows
    }
    assert not any(row.registration.keep_ok for row in rows if row.registration), "the list of a day is not kept"


def test_two_on_one_phone_and_two_without_one_have_each_a_line(world: World) -> None:
    by = world.cast.actor("rachid")
    for row, (name, phone) in zip(
        queries.accepted(world.call),
        (("Zahra", "+212600000777"), ("Aïcha", "+212600000777"), ("Zahra", "")),
        strict=True,
    ):
        her = row.participant
        her.name, her.name_ar, her.phone = name, "", phone
        her.save()
    session = sessions.plan_session(
        group=world.trained.group, module=world.trained.path.modules.all()[0], by=by, at=AT,
        plan=Plan(day=AT.date() + timedelta(days=5), places=("", "Azilal"), half_days=1, trainer_name="Samir"),
    )  # fmt: skip
    lines = [row.registration_id for row in queries.expected_at(session)]
    assert None not in lines and len(set(lines)) == 3


def test_who_joins_later_is_expected_at_what_is_to_come_only(world: World) -> None:
    by, group = world.cast.actor("rachid"), world.trained.group
    her = group.learners.all()[0]
    past = her.expected.count()
    coming = sessions.plan_session(
        group=group, module=world.trained.path.modules.all()[0], by=by, at=AT,
        plan=Plan(day=AT.date() + timedelta(days=5), places=("", "Azilal"), half_days=1, trainer_name="Samir"),
    )  # fmt: skip
    groups.leave(learner=her, by=by, at=AT)
    assert her.expected.count() == past and coming.expected.count() == 2
    assert coming.gathering.registrations.count() == 2
    groups.join(group=group, participants=[her.participant_id], by=by, at=AT)
    assert her.expected.count() == past + 1 and coming.gathering.registrations.count() == 3


def test_a_session_to_which_somebody_came_is_not_cancelled(world: World) -> None:
    by, session = world.cast.actor("rachid"), world.trained.workshop
    row = queries.expected_at(session)[0]
    presence.mark_here(expected=row, by=by, at=AT)
    with pytest.raises(BadInput):
        sessions.cancel_session(session=session, by=by, at=AT)
    presence.undo_here(expected=Expected.objects.select_related("registration").get(pk=row.pk), by=by, at=AT)
    gathering = session.gathering_id
    sessions.cancel_session(session=session, by=by, at=AT)
    assert (
        not Gathering.objects.filter(pk=gathering).exists()
        and not Registration.objects.filter(gathering=gathering).exists()
    )


def test_a_line_taken_away_at_the_door_is_written_again(world: World) -> None:
    row = queries.expected_at(world.trained.workshop)[0]
    assert row.registration is not None
    row.registration.delete()
    presence.mark_here(expected=Expected.objects.get(pk=row.pk), by=world.cast.actor("hayat"), at=AT)
    again = Expected.objects.select_related("registration").get(pk=row.pk)
    assert again.registration is not None and again.registration.arrived_at == AT


def test_the_desk_marks_with_one_tap_and_takes_it_back(world: World) -> None:
    browser, session = enter(world, "hayat"), world.trained.workshop
    row = queries.expected_at(session)[0]
    page = browser.get("/fr/training/").content.decode()
    assert f"/fr/training/sessions/{session.pk}/" in page
    assert browser.post(f"/fr/training/expected/{row.pk}/arrive/").status_code == 302
    assert "1" in browser.get(f"/fr/training/sessions/{session.pk}/").content.decode()
    assert Registration.objects.get(pk=row.registration_id).arrived_at == AT
    browser.post(f"/fr/training/expected/{row.pk}/undo/")
    assert Registration.objects.get(pk=row.registration_id).arrived_at is None


def test_a_manager_prepares_all_of_it_on_the_pages(world: World) -> None:
    browser = enter(world, "rachid")
    assert browser.post("/fr/training/paths/new/", {"body": world.body.pk, "threshold": "80"}).status_code == 422
    made = browser.post("/fr/training/paths/new/", {"body": world.body.pk, "name_fr": "Court", "threshold": "120"})
    assert made.status_code == 422 and b"Court" in made.content, "what was typed stays"
    browser.post("/fr/training/paths/new/", {"body": world.body.pk, "name_fr": "Court", "threshold": "60"})
    path = Path.objects.get(name_fr="Court")
    answer = browser.post("/fr/training/groups/new/", {"call": world.call.pk, "path": path.pk, "name_fr": "Groupe B"})
    group = Group.objects.get(name_fr="Groupe B")
    assert answer["Location"] == f"/fr/training/groups/{group.pk}/join/"
    chosen = [str(row.participant_id) for row in queries.accepted(world.call)]
    assert browser.post(f"/fr/training/groups/{group.pk}/join/", {"participants": []}).status_code == 422
    assert browser.post(f"/fr/training/groups/{group.pk}/join/", {"participants": chosen}).status_code == 302
    plan = {"module": path.modules.all()[0].pk, "day": "2026-12-07", "language": "darija", "place_fr": "Azilal"}
    assert browser.post(f"/fr/training/groups/{group.pk}/plan/", plan).status_code == 422, "nobody teaches"
    wrong = browser.post(f"/fr/training/groups/{group.pk}/plan/", plan | {"trainer_phone": "0699999999"})
    assert wrong.status_code == 422 and "Azilal" in wrong.content.decode()
    browser.post(f"/fr/training/groups/{group.pk}/plan/", plan | {"trainer_phone": "06 00 00 00 07"})
    session = group.sessions.get()
    assert session.trainer == world.cast.people["nadia"] and session.gathering.half_days == 4
    module = path.modules.all()[0]
    browser.post(f"/fr/training/modules/{module.pk}/", {"remove": "1"})
    assert Module.objects.filter(pk=module.pk).exists(), "it is taught"


# ---- Rights --------------------------------------------------------------------------------------------------------


def pages(world: World) -> dict[str, str]:
    trained = world.trained
    her = trained.group.learners.get(participant__person=world.cast.people["ftoum"])
    row = trained.workshop.expected.get(learner__participant=her.participant)
    held = Session.objects.get(trainer=world.cast.people["nadia"])
    return {
        "desk": "training/", "path": f"training/paths/{trained.path.pk}/",
        "group": f"training/groups/{trained.group.pk}/",
        "session": f"training/sessions/{trained.workshop.pk}/", "hers": f"training/sessions/{held.pk}/",
        "sheet": f"training/sessions/{trained.workshop.pk}/sheet-fr.pdf", "learner": f"training/learners/{her.pk}/",
        "results": f"training/groups/{trained.group.pk}/results/",
        "faces": f"training/sessions/{trained.workshop.pk}/faces/",
        "test": f"training/learners/{her.pk}/test/after/", "felt": f"training/expected/{row.pk}/felt/",
        "join": f"training/groups/{trained.group.pk}/join/", "plan": f"training/groups/{trained.group.pk}/plan/",
        "new": "training/paths/new/", "arrive": f"training/expected/{row.pk}/arrive/",
        "leave": f"training/learners/{her.pk}/leave/", "cancel": f"training/sessions/{trained.workshop.pk}/cancel/",
    }  # fmt: skip


READS = {
    "rachid": {
        "desk",
        "path",
        "group",
        "session",
        "hers",
        "sheet",
        "learner",
        "join",
        "plan",
        "new",
        "results",
        "faces",
        "test",
    },
    "hayat": {"desk", "path", "group", "session", "hers", "sheet", "learner", "results", "faces", "test"},
    "nadia": {"desk", "hers", "test"},
    "karim": {"desk", "new"},
    "ftoum": {"learner", "test", "felt"},
    "yassine": set(),
    "admin": set(),
}
"""Who may read what: her manager, her coach, an officer who teaches one session, another body's manager, herself."""


@pytest.mark.parametrize("who", READS)
def test_who_may_read_what(world: World, who: str) -> None:
    browser = enter(world, who)
    got = {name for name, path in pages(world).items() if browser.get(f"/fr/{path}").status_code == 200}
    assert got == READS[who]


@pytest.mark.parametrize(
    ("who", "may"), [("rachid", True), ("hayat", True), ("nadia", False), ("karim", False), ("ftoum", False)]
)
def test_who_may_mark(world: World, who: str, may: bool) -> None:
    answer = enter(world, who).post(f"/fr/{pages(world)['arrive']}")
    assert (answer.status_code == 302) is may
    assert (
        Registration.objects.filter(gathering=world.trained.workshop.gathering, arrived_at__isnull=False).exists()
        is may
    )


@pytest.mark.parametrize("who", ["hayat", "nadia", "karim", "ftoum"])
def test_only_the_manager_cancels_or_says_that_somebody_left(world: World, who: str) -> None:
    browser, at = enter(world, who), pages(world)
    assert browser.post(f"/fr/{at['leave']}").status_code == 404
    assert browser.post(f"/fr/{at['cancel']}").status_code == 404
    assert Session.objects.filter(pk=world.trained.workshop.pk).exists()


def test_a_visitor_signs_in_first(world: World) -> None:
    for path in pages(world).values():
        assert Client().get(f"/fr/{path}").status_code in (302, 405)


def test_an_officer_reads_the_sessions_given_to_her_and_no_phone(world: World) -> None:
    browser = enter(world, "nadia")
    desk = browser.get("/fr/training/").content.decode()
    assert "Groupes" not in desk and str(world.trained.workshop.pk) not in desk
    page = browser.get(f"/fr/{pages(world)['hers']}").content.decode()
    assert "06 00" not in page and "0600" not in page


# ---- Pages ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_every_page_speaks_both_languages_and_isolates_its_figures(world: World, lang: str) -> None:
    for who, names in READS.items():
        browser = enter(world, who)
        for name in names - {"sheet"}:
            text = browser.get(f"/{lang}/{pages(world)[name]}").content.decode()
            assert bare_digits(text) == [], (who, name)
    sheet = enter(world, "hayat").get(f"/{lang}/{pages(world)['sheet']}")
    assert sheet["Content-Type"] == "application/pdf" and sheet.content.startswith(b"%PDF")


def test_her_own_page_says_where_she_was_and_what_comes(world: World) -> None:
    browser = enter(world, "ftoum")
    assert "De l’idée" in browser.get("/fr/training/mine/").content.decode()
    page = browser.get(f"/fr/{pages(world)['learner']}").content.decode()
    assert "Présence notée" in page and "n’est pas une promesse d’argent" in page


@pytest.mark.parametrize("name", ["desk", "group", "session", "results"])
def test_a_list_costs_the_same_whatever_its_length(world: World, name: str) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser, path = enter(world, "rachid"), pages(world)[name]
    browser.get(f"/fr/{path}")
    with CaptureQueriesContext(connection) as few:
        browser.get(f"/fr/{path}")
    by = world.cast.actor("rachid")
    for i in range(3):
        group = groups.make_group(path=world.trained.path, call=world.call, fields={"name_fr": f"G{i}"}, by=by, at=AT)
        plan = Plan(day=AT.date(), places=("", "Azilal"), half_days=1, trainer=world.cast.people["hayat"])
        for target in (group, world.trained.group):
            module = world.trained.path.modules.all()[i]
            sessions.plan_session(group=target, module=module, plan=plan, by=by, at=AT)
    Learner.objects.filter(group=world.trained.workshop.group).first()
    with CaptureQueriesContext(connection) as many:
        browser.get(f"/fr/{path}")
    assert len(many) == len(few)


def test_membership_of_the_day_decides_who_may_teach(world: World) -> None:
    on = timezone.localdate(AT)
    assert {p.full_name for p in queries.staff_of(world.body.pk, on=on)} == {
        world.cast.people[name].full_name for name in ("hayat", "rachid")
    }
    assert queries.trainer_with("+212600000001", on=on) is None, "a person the body accompanies teaches nothing"
    assert Role.OFFICER in queries.STAFF


def test_a_session_is_corrected_and_what_it_said_stays_in_the_line(world: World) -> None:
    manager = enter(world, "rachid")
    held = world.trained.workshop
    coming = sessions.plan_session(
        group=held.group, module=held.module, plan=Plan(AT.date() + timedelta(days=5), ("", "Ici"), 1),
        by=world.cast.actor("rachid"), at=AT,
    )  # fmt: skip
    url = f"/fr/training/sessions/{coming.pk}/"
    assert f"{url}correct/" in manager.get(url).content.decode()
    form = manager.get(f"{url}correct/").content.decode()
    assert 'value="Ici"' in form and 'name="module"' not in form and 'name="half_days"' not in form
    told = {"day": "2026-12-10", "place_fr": "La maison de la femme", "language": "tamazight", "trainer_name": "Zineb"}
    bad = manager.post(f"{url}correct/", told | {"place_fr": ""})
    assert bad.status_code == 422 and "Zineb" in bad.content.decode()
    assert manager.post(f"{url}correct/", told).url == url
    row = queries.session_of(coming.pk)
    assert row is not None and row.gathering.day.isoformat() == "2026-12-10" and row.trainer_name == "Zineb"
    assert row.gathering.place_fr == "La maison de la femme" and row.gathering.language == "tamazight"
    was = AuditLine.objects.get(act="session_corrected").detail["was"]
    assert was["day"] == "2026-12-03" and was["place_fr"] == "Ici" and set(was) >= {"language", "trainer"}
    assert manager.post(f"{url}correct/", told).url == url
    assert AuditLine.objects.filter(act="session_corrected").count() == 1, "nothing differs: no line"
    lived = queries.sessions_of(world.trained.group)[0]
    moved = manager.post(f"/fr/training/sessions/{lived.pk}/correct/", told)
    assert moved.status_code == 422, "people came: its day is what it was"
    assert Gathering.objects.get(pk=lived.gathering_id).day == lived.gathering.day
    for name in ("hayat", "ftoum", "karim", "nadia"):
        assert enter(world, name).get(f"{url}correct/").status_code == 404, name
