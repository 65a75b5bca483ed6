"""The outbox: the same thing once, tried again, given up, taken up after a crash; what an SMS holds."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st

from wolouj.foundation.actor import OPERATOR
from wolouj.foundation.models import AuditLine
from wolouj.foundation.outbox import reading, sms
from wolouj.foundation.outbox.channels import Address
from wolouj.foundation.outbox.models import Channel, Message, State
from wolouj.foundation.outbox.putting import call_off, drop, put, send_again
from wolouj.foundation.outbox.sending import AGAIN, LEASE, Batch, _claim, send_some
from wolouj.foundation.runs import shortened

AT = datetime.fromisoformat("2026-11-28T10:00:00+01:00")


def message(key: str = "a", **told: Any) -> Message:
    fields = {
        "key": key, "kind": "match", "person": uuid4(), "channel": Channel.SMS, "lang": "fr", "title": "Un avis",
        "text": "Texte", "why": "Pourquoi", "short": "Wolouj: un avis", "day": AT.date(), "made_at": AT, "due": AT,
    }  # fmt: skip
    return Message(**fields | told)


def everywhere(messages: Any) -> dict[UUID, Address]:
    return {each.id: Address("+212600000001" if each.channel == Channel.SMS else "a@b.example") for each in messages}


def told(row: Message) -> Message:
    row.refresh_from_db()
    return row


class Gateway(BaseHTTPRequestHandler):
    """A gateway that keeps what it was given and answers as it is told to."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.given.append((self.headers["Idempotency-Key"], self.headers["Authorization"], body))  # type: ignore[attr-defined]
        answers: list[int] = self.server.answers  # type: ignore[attr-defined]
        self.send_response(answers.pop(0) if answers else 200)
        if self.server.elsewhere:  # type: ignore[attr-defined]
            self.send_header("Location", self.server.elsewhere)  # type: ignore[attr-defined]
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def gateway(settings: Any) -> Iterator[Any]:
    server: Any = HTTPServer(("127.0.0.1", 0), Gateway)
    server.given, server.answers, server.elsewhere = [], [], ""
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    settings.SMS = {"url": f"http://127.0.0.1:{server.server_port}/sms", "token": "t", "sender": "Wolouj"}
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.django_db
def test_the_same_thing_is_written_once_whoever_writes_it() -> None:
    assert put([message("a"), message("b"), message("a")]) == 2
    assert put([message("b"), message("c")]) == 1
    kept = Message.objects.get(key="a")
    assert (kept.state, kept.about, kept.attempts, kept.day) == (State.WAITING, {}, 0, AT.date())
    assert put(message(str(n), about={"n": n, "t": 'é "\t\\N'}) for n in range(12)) == 12
    assert Message.objects.get(key="7").about == {"n": 7, "t": 'é "\t\\N'}


@pytest.mark.django_db
def test_an_sms_leaves_with_its_key_and_only_when_it_is_due(gateway: Any) -> None:
    first, later = message("a"), message("b", due=AT + timedelta(hours=1))
    put([first, later])
    assert send_some(addresses=everywhere, at=AT) == Batch(claimed=1, sent=1)
    assert send_some(addresses=everywhere, at=AT) == Batch()
    assert told(first).sent_at == AT and told(later).state == State.WAITING
    key, allowed, body = gateway.given[0]
    assert key == str(first.id) == body["key"] and allowed == "Bearer t"
    assert body == {"key": key, "to": "+212600000001", "from": "Wolouj", "text": "Wolouj: un avis"}


@pytest.mark.django_db
def test_what_fails_is_tried_again_later_and_later_then_a_person_looks(gateway: Any) -> None:
    row = message()
    put([row])
    at = AT
    gateway.answers = [500] * 9
    for pause in AGAIN[:-1]:
        assert send_some(addresses=everywhere, at=at).later == 1
        assert told(row).due == at + pause and row.trouble == "sms_500"
        assert send_some(addresses=everywhere, at=at) == Batch()
        at = row.due
    assert send_some(addresses=everywhere, at=at).gave_up == 1
    assert len({key for key, *_ in gateway.given}) == 1 and len(gateway.given) == len(AGAIN)
    assert [each.id for each in reading.dead_letters()] == [row.id]
    assert reading.standing(at=at).gave_up == 1
    assert send_again(told(row), by=OPERATOR, at=at) and not send_again(row, by=OPERATOR, at=at)
    gateway.answers = []
    assert send_some(addresses=everywhere, at=at).sent == 1
    line = AuditLine.objects.get(act="message_sent_again")
    assert line.concerns == row.person and line.object_id == str(row.id)


@pytest.mark.django_db
@pytest.mark.parametrize(("answer", "state"), [
    (400, State.GAVE_UP), (422, State.GAVE_UP), (401, State.WAITING), (429, State.WAITING), (302, State.WAITING),
    (409, State.SENT), (202, State.SENT),
])  # fmt: skip
def test_a_refusal_for_good_is_not_tried_again_and_a_known_key_is_sent(gateway: Any, answer: int, state: State) -> None:
    row = message()
    put([row])
    gateway.answers, gateway.elsewhere = [answer], "/elsewhere" if answer == 302 else ""
    send_some(addresses=everywhere, at=AT)
    assert told(row).state == state and len(gateway.given) == 1


@pytest.mark.django_db
def test_a_gateway_that_is_away_or_not_set_loses_nothing(settings: Any) -> None:
    row = message()
    put([row])
    settings.SMS = {"url": "", "token": "", "sender": ""}
    send_some(addresses=everywhere, at=AT)
    assert (told(row).state, row.trouble) == (State.WAITING, "sms_off")
    settings.SMS = {"url": "http://127.0.0.1:1/", "token": "", "sender": ""}
    send_some(addresses=everywhere, at=row.due)
    assert (told(row).state, row.trouble) == (State.WAITING, "sms_unreachable")


@pytest.mark.django_db
def test_what_is_not_wanted_or_too_late_never_leaves(gateway: Any) -> None:
    unwanted, late, taken = message("a"), message("b", until=AT - timedelta(minutes=1)), message("c")
    put([unwanted, late, taken])
    assert call_off([taken.id], by=OPERATOR, at=AT) == 1
    done = send_some(addresses=lambda rows: {each.id: Address("+2126") for each in rows if each.key == "b"}, at=AT)
    assert done == Batch(claimed=2, called_off=2) and not gateway.given
    assert set(Message.objects.values_list("state", flat=True)) == {State.CALLED_OFF}
    assert not drop(told(taken), by=OPERATOR, at=AT)


@pytest.mark.django_db
def test_what_a_dead_worker_held_is_taken_up_and_one_that_kills_is_given_up(gateway: Any) -> None:
    row = message()
    put([row])
    at = AT
    for _ in range(len(AGAIN)):
        assert [each.id for each in _claim(at)] == [row.id]  # a worker that died just after
        assert not _claim(at + LEASE - timedelta(seconds=1))
        at += LEASE
    assert send_some(addresses=everywhere, at=at) == Batch(claimed=1, gave_up=1)
    assert told(row).trouble == "crashed" and not gateway.given


@pytest.mark.django_db
def test_an_email_says_why_and_how_to_stop(settings: Any) -> None:
    settings.PUBLIC_URL = "https://wolouj.example"
    row = message(channel=Channel.EMAIL, title="Un avis : ⁨Repas⁩", code="abcdefghjk")
    put([row])
    assert send_some(addresses=everywhere, at=AT).sent == 1
    sent = mail.outbox[0]
    assert sent.subject == "Un avis : Repas" and sent.to == ["a@b.example"]
    assert "Pourquoi" in sent.body and "https://wolouj.example/fr/a/abcdefghjk/stop/" in sent.body
    assert sent.extra_headers["List-Unsubscribe"] == "<https://wolouj.example/fr/a/abcdefghjk/stop/now/>"
    assert sent.extra_headers["Message-ID"] == f"<{row.id}@wolouj>"


def test_what_an_sms_costs() -> None:
    assert sms.size("a" * 160) == sms.Size(False, 160, 1) and sms.size("a" * 161).parts == 2
    assert sms.size("a" * 306).parts == 2 and sms.size("a" * 307).parts == 3
    assert sms.size("م" * 70) == sms.Size(True, 70, 1) and sms.size("م" * 71).parts == 2
    assert sms.size("م" * 134).parts == 2 and sms.size("م" * 135).parts == 3
    assert sms.size("[" * 80).letters == 160 and sms.size("é" * 160).parts == 1 and sms.size("ê").wide
    assert sms.size("😀" * 36).parts == 2


def test_french_keeps_to_the_old_alphabet_and_arabic_loses_its_isolates() -> None:
    told = sms.written("Être prêt : l’élève, ça… « œuvre » 12\u202f000", "fr")
    assert told == 'Etre pret : l\'élève, ca... " oeuvre " 12 000'
    assert not sms.size(sms.written("Être prêt, ça : œuvre – fin…", "fr")).wide
    assert sms.written("إعلان \u2066(Devis)\u2069 12\u202f000", "ar") == "إعلان (Devis) 12\u00a0000"


@given(st.text(alphabet="abcé اإعلان", max_size=900), st.sampled_from(["fr", "ar"]))
def test_only_the_name_is_shortened_and_only_when_it_must(name: str, lang: Any) -> None:
    text = sms.fitted(lambda fits: f"A {fits} B", name, lang)
    assert text.startswith("A ") and text.endswith(" B")
    if sms.size(f"A {name} B").parts > sms.MOST_PARTS[lang]:
        wide_french = lang == "fr" and sms.size(name).wide
        assert wide_french or sms.size(text).parts <= sms.MOST_PARTS[lang]
    else:
        assert text == sms.written(f"A {sms.written(name, lang)} B", lang)
    assert shortened("x y", 9) == "x y"
