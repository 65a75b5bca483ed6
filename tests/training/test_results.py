"""The test before and after, faces and voices, certificates and their public page."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rulebook.engine.format import Lang
from tests.house.test_templates import bare_digits
from tests.training.conftest import AT, World, enter
from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.models import AuditLine
from wolouj.gatherings.models import Attendance
from wolouj.training import asking, personal, queries
from wolouj.training.actions import presence, results, sessions
from wolouj.training.actions.sessions import Plan
from wolouj.training.models import Certificate, CertificateGap, Face, Felt, Learner, Moment, Session, Taken
from wolouj.training.modules import usual
from wolouj.training.papers.test.context import context as on_paper
from wolouj.training.results_page import compared, initials


def hers(world: World, name: str = "ftoum") -> Learner:
    """Her place in the first group."""
    return world.trained.group.learners.get(participant__person=world.cast.people[name])


# ---- The questions -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", asking.questions())
def test_every_question_can_be_asked(key: str) -> None:
    row = asking.questions()[key]
    assert row.module in usual() and 1 <= row.right <= len(row.choices) <= 4
    drawn = [each.picture for each in row.choices]
    assert len(set(drawn)) == len(drawn), "one told from another without reading"
    for name in (*drawn, *(name for name, _ in row.pictures)):
        assert asking.picture(name).startswith('<svg class="picture"') and "<g " in asking.picture_file(name)
    for text in (row.text, *(each.text for each in row.choices)):
        assert text.fr and text.ar


def test_a_path_asks_the_questions_of_its_own_modules(world: World) -> None:
    assert len(asking.asked_of(world.trained.path)) == len(asking.questions())
    short = {row.module for row in asking.asked_of(world.trained.workshop.group.path)}
    assert short == {"procurement"}


def test_before_and_after_are_compared_on_what_was_asked_twice(world: World) -> None:
    told = [compared(row) for row in queries.results_of(world.trained.group)]
    assert [(row["before"], row["after"], row["gain"]) for row in told] == [
        ((3, 9), (8, 9), 5), ((5, 9), (9, 9), 4), ((4, 9), (7, 9), 3),
    ]  # fmt: skip
    row = Taken.objects.filter(moment="before")[0]
    row.asked = row.asked[:4]
    row.save()
    again = compared(Learner.objects.get(pk=row.learner_id))
    assert again["before"][1] == again["after"][1] == 4


def test_the_test_has_its_moments(world: World) -> None:
    by, her = world.cast.actor("hayat"), hers(world)
    with pytest.raises(BadInput):
        results.take_test(learner=her, moment=Moment.BEFORE, answers={"loss": 2}, by=by, at=AT)
    new = world.trained.workshop.group.learners.get(participant=her.participant)
    with pytest.raises(BadInput):
        results.take_test(learner=new, moment=Moment.AFTER, answers={"whole": 2}, by=by, at=AT - timedelta(days=1))
    with pytest.raises(BadInput):
        results.take_test(learner=new, moment=Moment.BEFORE, answers={"loss": 2, "whole": 9}, by=by, at=AT)
    first = results.take_test(learner=new, moment=Moment.BEFORE, answers={"whole": 1}, by=by, at=AT)
    again = results.take_test(learner=new, moment=Moment.BEFORE, answers={"whole": 2}, by=by, at=AT)
    assert first.pk == again.pk and new.tests.count() == 1 and asking.score(again.answers) == 1


def test_she_answers_on_her_phone_or_with_her_trainer(world: World) -> None:
    new = world.trained.workshop.group.learners.get(participant=hers(world).participant)
    browser, path = enter(world, "ftoum"), f"/ar/training/learners/{new.pk}/test/before/"
    page = browser.get(path).content.decode()
    assert page.count('type="radio"') == 5 and bare_digits(page) == []
    assert browser.post(path, {}).status_code == 422
    assert browser.post(path, {"q-whole": "nine"}).status_code == 422
    assert browser.post(path, {"q-whole": "2", "q-in_time": "3"}).status_code == 302
    row = new.tests.get()
    assert row.by_herself and row.answers == {"whole": 2, "in_time": 3}
    enter(world, "hayat").post(path, {"q-whole": "1"})
    assert not new.tests.get().by_herself
    assert enter(world, "yassine").get(path).status_code == 404
    assert browser.get(f"/ar/training/learners/{new.pk}/test/never/").status_code == 404


# ---- Faces ---------------------------------------------------------------------------------------------------------


def test_a_face_of_her_own_with_her_voice(world: World, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    session = world.trained.workshop
    row = session.expected.get(learner__participant__person=world.cast.people["ftoum"])
    browser, path = enter(world, "ftoum"), f"/fr/training/expected/{row.pk}/felt/"
    assert browser.post(path, {"face": "glad"}).status_code == 422, "she was not there yet"
    presence.mark_here(expected=row, by=world.cast.actor("hayat"), at=AT)
    voice = SimpleUploadedFile("moi.ogg", b"OggS" + bytes(200), "audio/ogg")
    assert browser.post(path, {"face": "sad", "sound": SimpleUploadedFile("x.ogg", b"MZ")}).status_code == 422
    assert browser.post(path, {"face": "sad", "sound": voice}).status_code == 302
    browser.post(path, {"face": "glad"})
    felt = Felt.objects.get(session=session)
    assert felt.face == "glad" and felt.sound
    shown = enter(world, "hayat").get(f"/fr/training/sessions/{session.pk}/").content.decode()
    assert f"/fr/training/voices/{felt.pk}/" in shown
    heard = enter(world, "hayat").get(f"/fr/training/voices/{felt.pk}/")
    assert heard.content.startswith(b"OggS")
    assert heard["Content-Type"] == "audio/ogg" and "sandbox" in heard["Content-Security-Policy"]
    assert browser.get(f"/fr/training/voices/{felt.pk}/").status_code == 404
    assert [name for name, _ in personal.files(world.cast.people["ftoum"].pk)] == ["voice-1.ogg"]


def test_faces_in_turn_are_no_more_than_the_people_there(world: World) -> None:
    by, session = world.cast.actor("hayat"), world.trained.workshop
    with pytest.raises(BadInput):
        results.feel_in_turn(session=session, face=Face.GLAD, by=by, at=AT)
    presence.mark_here(expected=queries.expected_at(session)[0], by=by, at=AT)
    browser, path = enter(world, "hayat"), f"/fr/training/sessions/{session.pk}/faces/"
    browser.post(path, {"face": "so_so"})
    browser.post(path, {"face": "glad"})
    assert [row.face for row in session.felt.all()] == ["so_so"]
    assert browser.post(path, {"face": "furious"}).status_code == 404
    browser.post(path, {"undo": "1"})
    browser.post(path, {"undo": "1"})
    assert not session.felt.exists()


def test_a_voice_in_turn_is_nobodys(
    world: World, settings: Any, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    by, session = world.cast.actor("hayat"), world.trained.workshop
    presence.mark_here(expected=queries.expected_at(session)[0], by=by, at=AT)
    browser, path = enter(world, "hayat"), f"/fr/training/sessions/{session.pk}/faces/"
    assert browser.post(path, {"face": "glad", "sound": SimpleUploadedFile("x.ogg", b"MZ")}).status_code == 422
    voice = SimpleUploadedFile("moi.ogg", b"OggS" + bytes(200), "audio/ogg")
    assert browser.post(path, {"face": "glad", "sound": voice}).status_code == 302
    felt = Felt.objects.get(session=session)
    assert felt.learner is None and len(list(tmp_path.rglob("*.ogg"))) == 1
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(path, {"undo": "1"})
    assert not list(tmp_path.rglob("*.ogg"))


# ---- The test goes round ---------------------------------------------------------------------------------------------


def test_the_test_goes_round_on_one_phone(world: World) -> None:
    browser, session = enter(world, "hayat"), world.trained.workshop
    path = f"/fr/training/sessions/{session.pk}/tests/before/"
    page = browser.get(path).content.decode()
    assert page.count("Pas encore") == 3 and bare_digits(page) == []
    her = hers_at(session)
    address = f"/fr/training/learners/{her.pk}/test/before/?session={session.pk}"
    assert address in page
    assert browser.post(address, {"q-in_time": "1"})["Location"] == path
    assert browser.get(path).content.decode().count("Pas encore") == 2
    other = world.trained.group.sessions.all()[0]
    assert browser.post(address.replace(str(session.pk), str(other.pk)), {"q-in_time": "1"})["Location"] != path
    assert browser.get(path.replace("before", "during")).status_code == 404
    for who in ("ftoum", "karim", "nadia"):
        assert enter(world, who).get(path).status_code == 404


def hers_at(session: Session) -> Learner:
    """Ftoum's place in the group of a session."""
    return session.group.learners.get(participant__person__isnull=False)


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_the_test_prints_and_never_says_what_is_right(world: World, lang: Lang) -> None:
    session = queries.session_of(world.trained.workshop.pk)
    told = on_paper(session, lang=lang, at=AT)
    asked = asking.asked_of(session.group.path)
    assert len(told["questions"]) == len(asked) and "right" not in str(told)
    assert all(svg.startswith("<svg ") for row in told["questions"] for svg, _ in row["choices"])
    paper = enter(world, "hayat").get(f"/{lang}/training/sessions/{session.pk}/test-{lang}.pdf")
    assert paper.content.startswith(b"%PDF")


# ---- Certificates --------------------------------------------------------------------------------------------------


def test_certificates_go_to_who_attended_enough_and_once(world: World) -> None:
    by, group = world.cast.actor("rachid"), world.trained.group
    given = {row.learner_id: (row.there, row.held) for row in Certificate.objects.filter(learner__group=group)}
    assert sorted(given.values()) == [(23, 24), (23, 24)], "19 of 24 is 79 per cent"
    assert results.certify(group=group, by=by, at=AT) == 0
    group.path.threshold = 79
    group.path.save()
    assert results.certify(group=group, by=by, at=AT) == 1
    assert Certificate.objects.filter(learner__group=group).count() == 3


def test_no_certificate_before_the_last_session(world: World) -> None:
    by, group = world.cast.actor("rachid"), world.trained.group
    Certificate.objects.filter(learner__group=group).delete()
    coming = sessions.plan_session(
        group=group, module=world.trained.path.modules.all()[0], by=by, at=AT,
        plan=Plan(day=AT.date() + timedelta(days=1), places=("", "x"), half_days=1, trainer_name="S"),
    )  # fmt: skip
    with pytest.raises(BadInput):
        results.certify(group=group, by=by, at=AT)
    enter(world, "rachid").post(f"/fr/training/groups/{group.pk}/certify/")
    assert not Certificate.objects.filter(learner__group=group).exists()
    sessions.cancel_session(session=coming, by=by, at=AT)
    enter(world, "rachid").post(f"/fr/training/groups/{group.pk}/certify/")
    assert Certificate.objects.filter(learner__group=group).count() == 2


def certificate(world: World, name: str = "ftoum") -> Certificate:
    """Hers, given now if the list of presences was short for her."""
    her = hers(world, name)
    found = Certificate.objects.filter(learner=her).first()
    if found is None:
        world.trained.group.path.threshold = 50
        world.trained.group.path.save()
        results.certify(group=world.trained.group, by=world.cast.actor("rachid"), at=AT)
        found = Certificate.objects.get(learner=her)
    return found


def test_the_public_page_of_a_code_shows_the_least(world: World) -> None:
    row, visitor = certificate(world), Client()
    page = visitor.get(f"/fr/training/check/{row.code}/")
    text = page.content.decode()
    assert page.status_code == 200 and "F." in text and "Ftoum" not in text and bare_digits(text) == []
    typed = visitor.get("/fr/training/check/", {"code": f"{row.code[:5].lower()} {row.code[5:]}"}).content.decode()
    assert "est valable" in typed
    assert visitor.get("/fr/training/check/AAAAAAAAAA/").status_code == 404
    assert "Aucune attestation" in visitor.get("/fr/training/check/", {"code": "x\x00"}).content.decode()
    path = f"/fr/training/certificates/{row.pk}/name/"
    assert enter(world, "rachid").post(path, {"shown": "1"}).status_code == 404, "nobody says it for her"
    enter(world, "ftoum").post(path, {"shown": "1"})
    assert "Ftoum" in visitor.get(f"/fr/training/check/{row.code}/").content.decode()
    enter(world, "ftoum").post(path)
    assert "Ftoum" not in visitor.get(f"/fr/training/check/{row.code}/").content.decode()


def test_initials() -> None:
    assert initials("Ftoum Aït Ali (échantillon)") == "F. A. A."
    assert initials("إيطو أ. (عينة)") == "إ. أ."
    assert initials("") == ""


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_the_certificate_is_printed_in_both_languages(world: World, lang: str) -> None:
    row = certificate(world)
    answer = enter(world, "ftoum").get(f"/{lang}/training/certificates/{row.pk}/certificate-{lang}.pdf")
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
    assert (
        enter(world, "karim").get(f"/{lang}/training/certificates/{row.pk}/certificate-{lang}.pdf").status_code == 404
    )


def test_a_certificate_given_by_mistake_is_withdrawn_with_its_reason(world: World) -> None:
    row, browser = certificate(world), enter(world, "rachid")
    path = f"/fr/training/certificates/{row.pk}/withdraw/"
    assert enter(world, "hayat").get(path).status_code == 404
    assert browser.post(path, {"why": " "}).status_code == 422
    assert browser.post(path, {"why": "Feuille d’une autre personne"}).status_code == 302
    assert "plus valable" in Client().get(f"/fr/training/check/{row.code}/").content.decode()
    with pytest.raises(BadInput):
        results.withdraw_certificate(certificate=row, why="", by=world.cast.actor("rachid"), at=AT)


def test_one_withdrawn_by_mistake_is_given_back_and_its_page_tells_the_truth_each_time(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, browser, check = certificate(world), enter(world, "rachid"), f"/fr/training/check/{certificate(world).code}/"
    back = f"/fr/training/certificates/{row.pk}/give-back/"
    assert browser.get(back).status_code == 302, "it holds: there is nothing to give back"
    browser.post(back.replace("give-back", "withdraw"), {"why": "Feuille d’une autre"})
    assert enter(world, "hayat").get(back).status_code == 404
    shown = browser.get(back).content.decode()
    assert (
        "Feuille d’une autre" in shown
        and back in browser.get(f"/fr/training/groups/{row.learner.group_id}/results/").content.decode()
    )
    assert (
        browser.post(back, {"why": " "}).status_code == 422 and "plus valable" in Client().get(check).content.decode()
    )
    later = AT + timedelta(days=3)
    monkeypatch.setattr(clock, "now", lambda: later)
    for _ in range(2):
        assert browser.post(back, {"why": "C’était bien la sienne"}).status_code == 302
    page = Client().get(check).content.decode()
    assert "est valable" in page and "par erreur, rendue le" in page and "Feuille" not in page, "the days, no reason"
    gap = CertificateGap.objects.get()
    assert (gap.from_at, gap.back_at, gap.back_by_id) == (AT, later, world.cast.people["rachid"].pk)
    hers = AuditLine.objects.filter(concerns=world.cast.people["ftoum"].pk)
    assert {"certificate_withdrawn", "certificate_given_back"} <= set(hers.values_list("act", flat=True))
    browser.post(back.replace("give-back", "withdraw"), {"why": "Encore"})
    assert "plus valable" in Client().get(check).content.decode() and CertificateGap.objects.count() == 2
    told = personal.export(world.cast.people["ftoum"].pk)["certificates_withdrawn"]
    assert len(told) == 2 and told[0]["back_why"] == "C’était bien la sienne"


def test_what_is_hers_goes_with_her_and_her_presence_stays_counted(world: World) -> None:
    person = world.cast.people["ftoum"]
    certificate(world)
    told = personal.export(person.pk)
    assert told["groups"] and told["sessions"] and told["tests"] and told["certificates"]
    before = Attendance.objects.count()
    gone = personal.erase(person.pk, by=world.cast.actor("ftoum"), at=AT)
    assert gone["training"] >= 3 and gone["lists"] >= 1
    assert Attendance.objects.count() == before
    assert not Certificate.objects.filter(learner__participant__person=person).exists()
    assert personal.export(world.cast.people["nadia"].pk)["taught"]
