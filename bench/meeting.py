"""A meeting: how long its pages take with many people and questions, and a door where everybody signs up at once.

Run ``python -m bench.meeting [PEOPLE] [QUESTIONS] [DOOR]`` (500, 300, 500). People, questions and phones are drawn with
a seed. Pages are whole requests through the house's middleware, each first counted in queries with a tenth of the rows:
the number must not move. The door is a real server on loopback: each person opens the public page and sends her form
twice at the same time, as a shaky network does; at the end there is one row a person, and nobody is missing. Then as
many people pass by several desks that were cut off and find the network again at once: each walk-in was typed at two of
them, each sending goes twice; again one row a person.
"""

from __future__ import annotations

import json
import random
import re
import statistics
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from itertools import chain
from threading import Thread
from typing import Any
from urllib.parse import urlencode
from uuid import NAMESPACE_URL, uuid5

from bench.database import borrowed

REQUESTS = 20
AT_ONCE = 16
"""Hands at the door at the same instant: more is a queue, as at a real door."""
ASKED_MS = 200
MINUTES = 20
FIRST = ("Fatima", "Khadija", "Aïcha", "Zahra", "Hassan", "Brahim", "Saïd", "Malika", "Naïma", "Omar")


def told(dice: random.Random, number: int) -> Any:
    """One person, invented."""
    from wolouj.gatherings.actions import Told

    return Told(
        name=f"{dice.choice(FIRST)} {number}", phone=f"+2126{number:08d}", sex=dice.choice(("woman", "man", "")),
        age=dice.choice(("18_24", "25_34", "35_49", "50_up")), province=dice.choice(("05.081", "05.091", "05.255")),
        body_kind=dice.choice(("cooperative", "auto_entrepreneur", "firm", "institution")), keep_ok=True,
    )  # fmt: skip


def held(cast: Any, people: int, questions: int, at: datetime) -> Any:
    """A meeting of that size, through the house's actions where they are one row each, in bulk where they are not."""
    from wolouj.gatherings.actions import bring_list
    from wolouj.meetings import actions
    from wolouj.meetings.models import Question, Review, Source, Theme

    dice, by = random.Random(2026), cast.actor("hayat")
    body = cast.meetings["held"].gathering.body
    meeting = actions.open_meeting(
        body=body, day=at.date(), titles=("لقاء كبير (عينة)", "Grande rencontre (échantillon)"), places=("", ""), by=by,
        at=at, region="05", is_sample=True,
    )  # fmt: skip
    rows = [(told(dice, n), False, True) for n in range(people)]
    bring_list(gathering=meeting.gathering, rows=rows, by=by, at=at, arrived_at=at)
    Question.objects.bulk_create(
        Question(
            meeting=meeting, text=f"asked {n}", source=Source.PHONE, asked_at=at, voices=dice.randint(1, 30),
            theme=dice.choice(Theme.values), text_fr=f"Question {n} ?", text_ar=f"سؤال {n}",
            answer_fr="Réponse." * (n % 2), review=Review.PUBLISHED if n % 10 else Review.HELD,
        )
        for n in range(questions)
    )  # fmt: skip
    return meeting


def pages(meeting: Any) -> dict[str, str]:
    """Name of a page of the meeting -> its address."""
    return {
        "people": f"/ar/gatherings/{meeting.pk}/",
        "desk": f"/ar/gatherings/{meeting.pk}/desk/",
        "questions": f"/ar/meetings/{meeting.pk}/questions/",
        "programme": f"/ar/meetings/{meeting.pk}/",
        "minutes": f"/ar/meetings/{meeting.pk}/minutes/",
        "public wall": f"/ar/meetings/ask/{meeting.gathering.code}/",
        "public wall, all": f"/ar/meetings/ask/{meeting.gathering.code}/?all=1",
    }


def queries(client: Any, path: str) -> int:
    """How many the page asks."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path}: {answer.status_code}")
    return len(asked)


def measure(client: Any, small: Any, large: Any) -> None:
    """Each page: queries with few and with many, then how long it takes with many, and for how much of it we worked."""
    for (name, path), few_path in zip(pages(large).items(), pages(small).values(), strict=True):
        few, many = queries(client, few_path), queries(client, path)
        took, busy = [], []
        for _ in range(REQUESTS):
            began, worked = time.perf_counter(), time.process_time()
            client.get(path)
            took.append(1000 * (time.perf_counter() - began))
            busy.append(1000 * (time.process_time() - worked))
        middle, slow = statistics.median(took), sorted(took)[int(0.95 * REQUESTS)]
        own = sorted(busy)[int(0.95 * REQUESTS)]
        fixed = "fixed" if few == many else f"NOT FIXED ({few} with a tenth)"
        met = "" if slow < ASKED_MS else f"  over {ASKED_MS} ms"
        print(
            f"  {name:18} median {middle:6.1f} ms  p95 {slow:6.1f} ms (of our own work {own:5.1f})  "
            f"{many} queries, {fixed}{met}", flush=True,
        )  # fmt: skip


class Door:
    """The house on loopback, one thread a request, as behind its front server."""

    def __enter__(self) -> int:
        from django.core.handlers.wsgi import WSGIHandler
        from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler

        class Quiet(WSGIRequestHandler):
            def log_message(self, *args: Any) -> None:
                """Nothing on the screen."""

        self.server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet, allow_reuse_address=True)
        self.server.set_app(WSGIHandler())
        self.thread = Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()
        return int(self.server.server_port)

    def __exit__(self, *error: object) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


def sign_up(port: int, code: str, number: int) -> list[int]:
    """One person opens the page and sends her form twice at once; what the house answered each time."""
    path = f"/ar/gatherings/join/{code}/"
    line = HTTPConnection("127.0.0.1", port, timeout=60)
    line.request("GET", path, headers={"Connection": "close"})
    answer = line.getresponse()
    page = answer.read().decode()
    cookies = re.findall(r"(csrftoken|sessionid)=([^;]+)", str(answer.headers))
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    if token is None:
        return [answer.status]
    typed = {"phone": f"06{number:08d}", "name": f"{FIRST[number % 10]} {number}", "keep_ok": "on"}
    form = urlencode({"csrfmiddlewaretoken": token[1]} | typed)
    heads = {
        "Content-Type": "application/x-www-form-urlencoded", "Connection": "close",
        "Cookie": "; ".join(f"{name}={value}" for name, value in cookies),
    }  # fmt: skip

    def send(_: int) -> int:
        again = HTTPConnection("127.0.0.1", port, timeout=60)
        again.request("POST", path, body=form, headers=heads)
        got = again.getresponse()
        got.read()
        return got.status

    with ThreadPoolExecutor(2) as twice:
        return list(twice.map(send, (0, 1)))


def door(meeting: Any, number: int) -> None:
    """Everybody at the door, then what is in the table."""
    code = meeting.gathering.code
    before = meeting.gathering.registrations.count()
    with Door() as port:
        began = time.perf_counter()
        with ThreadPoolExecutor(AT_ONCE) as queue:
            sent = list(queue.map(lambda n: sign_up(port, code, 60_000_000 + n), range(number)))
        took = time.perf_counter() - began
    rows = meeting.gathering.registrations.count() - before
    phones = set(meeting.gathering.registrations.values_list("phone", flat=True))
    lost = sum(f"+2126{60_000_000 + n:08d}" not in phones for n in range(number))
    print(
        f"  {number} people, each sent twice: {took:.1f} s, {number / took:.1f} a second "
        f"(asked: {number} in {MINUTES} minutes); answers {dict(Counter(chain(*sent)))}", flush=True,
    )  # fmt: skip
    print(f"  rows {rows}: {rows - number} too many, {lost} lost", flush=True)


DESKS, BATCH = 4, 25


def walk_in(device: str, number: int) -> dict[str, Any]:
    """One person typed at one desk: the same again gives the same entry."""
    id = uuid5(NAMESPACE_URL, f"{device}/{number}")
    told = {"name": f"{FIRST[number % 10]} {number}", "phone": f"06{number:08d}", "sex": "woman"}
    return {
        "id": str(id),
        "did": "walk_in",
        "at": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "half_day": 1,
        "told": told,
    }


def desk(port: int, meeting: Any, cookie: str, device: str, people: list[int]) -> Counter[str]:
    """One desk sends what it kept, each batch twice; what became of each entry."""
    path, line = f"/ar/gatherings/{meeting.pk}/desk/", HTTPConnection("127.0.0.1", port, timeout=120)
    line.request("GET", f"{path}names/", headers={"Cookie": f"sessionid={cookie}", "Connection": "close"})
    answer = line.getresponse()
    token = json.loads(answer.read())["token"]
    secret = re.findall(r"csrftoken=([^;]+)", str(answer.headers))[0]
    heads = {"Content-Type": "application/json", "X-CSRFToken": token, "Connection": "close",
             "Cookie": f"sessionid={cookie}; csrftoken={secret}"}  # fmt: skip
    states: Counter[str] = Counter()
    for start in range(0, len(people), BATCH):
        entries = [walk_in(device, number) for number in people[start : start + BATCH]]
        body = json.dumps({"device": device, "entries": entries})
        for _ in range(2):
            again = HTTPConnection("127.0.0.1", port, timeout=120)
            again.request("POST", f"{path}send/", body=body, headers=heads)
            states.update(one["state"] for one in json.loads(again.getresponse().read())["outcomes"])
    return states


def desks(meeting: Any, number: int, cookie: str) -> None:
    """Everybody at two of the desks, all of them sending at once."""
    before = meeting.gathering.registrations.count()
    people = [70_000_000 + n for n in range(number)]
    devices = [str(uuid5(NAMESPACE_URL, f"desk {n}")) for n in range(DESKS)]
    held_by = [[who for who in people if n in (who % DESKS, (who + 1) % DESKS)] for n in range(DESKS)]
    with Door() as port:
        began = time.perf_counter()
        with ThreadPoolExecutor(DESKS) as queue:
            told = list(queue.map(lambda n: desk(port, meeting, cookie, devices[n], held_by[n]), range(DESKS)))
        took = time.perf_counter() - began
    rows = meeting.gathering.registrations.count() - before
    phones = set(meeting.gathering.registrations.values_list("phone", flat=True))
    lost = sum(f"+2126{who:08d}" not in phones for who in people)
    print(
        f"  {number} people typed at two of {DESKS} desks, each sending twice: {took:.1f} s; "
        f"{dict(sum(told, Counter()))}; rows {rows}: {rows - number} too many, {lost} lost", flush=True,
    )  # fmt: skip


def main() -> None:
    """Measure and print."""
    people, questions, at_door = (int(n) for n in (*sys.argv[1:4], *("500", "300", "500")[len(sys.argv) - 1 :]))
    with borrowed():
        from django.test import Client
        from django.utils import timezone

        from tests.cast import make

        at = timezone.now()
        cast = make(at - timedelta(hours=1))
        print("building…", file=sys.stderr)
        small, large = held(cast, max(people // 10, 1), max(questions // 10, 1), at), held(cast, people, questions, at)
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(cast.people["hayat"].user, backend="wolouj.people.backends.SessionBackend")
        print(f"a meeting of {people} people and {questions} questions; {REQUESTS} whole requests a page")
        measure(client, small, large)
        print("the door…", file=sys.stderr)
        door(cast.meetings["today"], at_door)
        print("the desks…", file=sys.stderr)
        desks(cast.meetings["today"], at_door, client.cookies["sessionid"].value)


if __name__ == "__main__":
    main()
