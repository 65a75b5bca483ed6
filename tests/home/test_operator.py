"""The operator's page: an administrator alone, counts and kinds, never whom nor what."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from wolouj.alerts.kinds import Kind
from wolouj.alerts.planning.plan import plan
from wolouj.foundation import clock, jobs
from wolouj.foundation.models import AuditLine, JobRun, Message
from wolouj.foundation.outbox.models import State
from wolouj.home.daily import Report
from wolouj.people.actions import accounts, bodies
from wolouj.people.models import Person
from wolouj.people.roles import Role

AT = datetime.fromisoformat("2026-11-28T10:00:00+01:00")


@pytest.fixture
def administrator(db: None, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(clock, "now", lambda: AT)
    person = accounts.sign_up(full_name="Nadia", phone="0600000009", language="fr", secret="284691", at=AT)
    body = bodies.create_body(name_fr="A", name_ar="ا", by=_operator(), at=AT)
    bodies.appoint(person=person, role=Role.ADMINISTRATOR, body=body, by=_operator(), at=AT)
    return enter(person)


def _operator() -> Any:
    from wolouj.foundation.actor import OPERATOR

    return OPERATOR


def enter(person: Person) -> Client:
    browser = Client()
    browser.force_login(person.user, backend="wolouj.people.backends.SessionBackend")
    return browser


def dead(**told: Any) -> Message:
    fields = {"key": str(uuid4()), "kind": "deposit", "person": uuid4(), "channel": "sms", "lang": "ar",
              "title": "CONFIDENTIEL", "text": "CONFIDENTIEL", "day": AT.date(), "made_at": AT, "due": AT,
              "state": State.GAVE_UP, "trouble": "sms_500", "attempts": 5}  # fmt: skip
    return Message.objects.create(**fields | told)


def test_what_ran_what_waits_and_what_could_not_leave(administrator: Client) -> None:
    with jobs.run("plan_alerts", clock=lambda: AT) as told:
        told.report(match=12, paper=0)
    with pytest.raises(ZeroDivisionError), jobs.run("daily_round", clock=lambda: AT):
        1 / 0  # noqa: B018
    JobRun.objects.create(
        name="collect", began_at=AT - timedelta(hours=1), seen_at=AT - timedelta(hours=1), done=3, of=9
    )
    letter, other = dead(), dead(trouble="mail_refused", channel="email")
    dead(state=State.WAITING, due=AT - timedelta(minutes=7))
    page = administrator.get("/fr/operator/").content.decode()
    for words in (
        "avis qui conviennent", "Échec", "ZeroDivisionError", "Plus de nouvelles", "Rappel de dépôt",
        "L’adresse e-mail est refusée", "Aucun processus ne travaille", "Aucune passerelle SMS",
    ):  # fmt: skip
        assert words in page, words
    assert "CONFIDENTIEL" not in page and str(letter.person) not in page
    assert administrator.get("/ar/operator/").status_code == 200
    assert administrator.post(f"/fr/operator/messages/{letter.id}/").status_code == 302
    administrator.post(f"/fr/operator/messages/{other.id}/", {"drop": "1"})
    letter.refresh_from_db(), other.refresh_from_db()
    assert (letter.state, letter.attempts, other.state) == (State.WAITING, 0, State.CALLED_OFF)
    assert set(AuditLine.objects.values_list("act", flat=True)) >= {"message_sent_again", "message_dropped"}


def test_a_letter_of_no_quote_sent_again_stops_no_plan(administrator: Client) -> None:
    letter = dead()
    administrator.post(f"/fr/operator/messages/{letter.id}/")
    assert plan(by=_operator(), at=AT + timedelta(hours=1)).called_off == 1
    letter.refresh_from_db()
    assert letter.state == State.CALLED_OFF


def test_every_kind_and_every_count_has_its_words(administrator: Client) -> None:
    for kind in Kind:
        dead(kind=str(kind))
    with jobs.run("plan_alerts", clock=lambda: AT) as told:
        told.report(**{str(kind): 3 for kind in Kind if kind is not Kind.ASKED}, reminders=3)
    with jobs.run("daily_round", clock=lambda: AT) as told:
        told.report(**{each.name: 3 for each in fields(Report)})
    pages = {lang: administrator.get(f"/{lang}/operator/").content.decode() for lang in ("fr", "ar")}
    assert "Invitation à une rencontre" in pages["fr"] and "دعوة إلى لقاء" in pages["ar"]
    assert "Avis fermés, sortis de la recherche" in pages["fr"]
    for name in (*Kind, "reminders", *(each.name for each in fields(Report))):
        assert not re.search(rf"[>\u2066-\u2068]{name}[<\u2069]", pages["ar"]), f"{name} is shown by its own name"


def test_nobody_else_finds_it(administrator: Client) -> None:
    letter = dead()
    other = enter(accounts.sign_up(full_name="X", phone="0600000010", language="fr", secret="284691", at=AT))
    assert Client().get("/fr/operator/").status_code == 302
    assert other.get("/fr/operator/").status_code == 403
    assert other.post(f"/fr/operator/messages/{letter.id}/").status_code == 404
    letter.refresh_from_db()
    assert letter.state == State.GAVE_UP


def test_a_run_tells_how_far_it_is_and_old_ones_are_forgotten(db: None) -> None:
    JobRun.objects.create(name="x", began_at=AT - jobs.KEPT * 2, seen_at=AT)
    now = [AT]
    with jobs.run("x", clock=lambda: now[0]) as told:
        told.so_far(1, of=9)
        assert JobRun.objects.get().done == 0  # not at every step
        now[0] += jobs.EVERY
        told.so_far(2)
        assert (JobRun.objects.get().done, JobRun.objects.get().of) == (2, 9)
    assert JobRun.objects.get().ended_at == now[0]
