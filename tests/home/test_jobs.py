"""The worker: killed in the middle of a sending, another one finishes it; two schedulers write a job once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings
from django.db import connection, connections
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.periodic import PeriodicDeferrer

from wolouj.alerts.models import WORDING, Choice
from wolouj.foundation.models import JobRun, Message
from wolouj.foundation.outbox.models import State
from wolouj.foundation.outbox.putting import put
from wolouj.foundation.outbox.sending import LEASE
from wolouj.home import jobs
from wolouj.people.models import Person

MANY, ENOUGH = 45, 12
"""Messages to send; how many have arrived when the worker is killed."""


class Slow(BaseHTTPRequestHandler):
    """A gateway that takes its time and keeps the key of all it was given; it says "I had it" of a key it knows."""

    def do_POST(self) -> None:
        key = self.headers["Idempotency-Key"]
        self.rfile.read(int(self.headers["Content-Length"]))
        server: Any = self.server
        with server.door:
            server.keys[key] += 1
            again = server.keys[key] > 1
            if len(server.keys) >= ENOUGH:
                server.enough.set()
        time.sleep(0.03)
        self.send_response(409 if again else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def queue() -> Iterator[None]:
    """The queue's own tables, which Django does not empty after a test that commits."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers, procrastinate_periodic_defers CASCADE")


@pytest.fixture
def gateway() -> Iterator[Any]:
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), Slow)
    server.keys, server.door, server.enough = Counter(), threading.Lock(), threading.Event()
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def worker(gateway: Any, *args: str) -> subprocess.Popen[bytes]:
    """A worker of its own, on the tests' database."""
    environment = os.environ | {
        "WOLOUJ_DATA": str(settings.DATA), "WOLOUJ_DATABASE": connection.settings_dict["NAME"],
        "WOLOUJ_SMS_URL": f"http://127.0.0.1:{gateway.server_port}/",
        "DJANGO_SETTINGS_MODULE": "wolouj.config.settings",
    }  # fmt: skip
    return subprocess.Popen(
        [sys.executable, "-m", "wolouj.cli", "work", *args], env=environment,
        cwd=Path(__file__).resolve().parents[2], stderr=subprocess.PIPE,
    )  # fmt: skip


def write(at: Any) -> None:
    """Messages that are due, to somebody who said yes."""
    person = Person.objects.create(full_name="Ftoum (échantillon)", phone="+212600000001", created_at=at)
    Choice.objects.create(person=person, structure=None, channel="sms", agreed_at=at, wording=WORDING, changed_at=at)
    put(
        Message(
            key=str(n), kind="digest", person=person.id, channel="sms", lang="fr", title="x", text="x", short=str(n),
            day=at.date(), made_at=at, due=at,
        )
        for n in range(MANY)
    )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_loses_nothing_and_nobody_is_told_twice(gateway: Any, queue: None) -> None:
    if os.environ.get("DATABASE_URL"):
        pytest.skip("the worker of this test speaks to the embedded server")
    at = timezone.now()
    write(at)
    jobs.send_alerts.configure(lock="send_0", queueing_lock="send_0").defer()
    first = worker(gateway)
    assert gateway.enough.wait(240), first.stderr.read() if first.poll() is not None else "slow"  # type: ignore[union-attr]
    first.send_signal(signal.SIGKILL)
    first.communicate()
    left = Message.objects.exclude(state=State.SENT).count()
    assert 0 < left < MANY and Message.objects.filter(state=State.SENDING).exists()
    doing = ProcrastinateJob.objects.filter(task_name="send_alerts", status="doing").count()
    assert doing in (1, 2)  # as many as one worker takes at once
    _time_passes()
    second = worker(gateway, "--once")
    _, told = second.communicate(timeout=240)
    assert second.returncode == 0, told
    assert set(Message.objects.values_list("state", flat=True)) == {State.SENT}
    assert set(gateway.keys) == {str(id) for id in Message.objects.values_list("id", flat=True)}
    twice = [key for key, times in gateway.keys.items() if times > 1]
    assert len(twice) <= doing and max(gateway.keys.values()) <= 2  # those on their way, told "I had it"
    sendings = ProcrastinateJob.objects.filter(task_name="send_alerts")
    assert set(sendings.values_list("status", flat=True)) <= {"succeeded", "aborted"}, list(sendings.values())


def _time_passes() -> None:
    """The dead one is not heard of for as long as it takes to be believed dead, and its claims run out."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '5 minutes'")
    Message.objects.filter(state=State.SENDING).update(claimed_at=timezone.now() - LEASE - timedelta(seconds=1))
    with suppress(AlreadyEnqueued):
        jobs.take_up.configure(queueing_lock="take_up").defer(timestamp=0)


@pytest.mark.django_db(transaction=True)
def test_a_worker_of_one_round_also_does_what_waited_behind_its_own_work(gateway: Any, queue: None) -> None:
    if os.environ.get("DATABASE_URL"):
        pytest.skip("the worker of this test speaks to the embedded server")
    write(timezone.now())
    for place in ("first", "behind"):
        jobs.send_alerts.configure(lock="send_0", queueing_lock=place).defer()
    _, told = (only := worker(gateway, "--once")).communicate(timeout=240)
    assert only.returncode == 0, told
    sendings = ProcrastinateJob.objects.filter(task_name="send_alerts", queueing_lock__in=("first", "behind"))
    assert list(sendings.values_list("status", flat=True)) == ["succeeded"] * 2


@pytest.mark.django_db(transaction=True)
def test_two_schedulers_write_each_instant_once(queue: None) -> None:
    app.perform_import_paths()
    now = 1_795_000_000 // 86_400 * 86_400 + 5 * 3600 + 605.0  # just after an instant at which the daily round is due
    for _ in range(2):
        scheduler = PeriodicDeferrer(app.periodic_registry)
        due = list(scheduler.get_previous_tasks(at=now))
        # In a thread of its own: a browser that other tests hold open leaves its loop running in this one.
        with ThreadPoolExecutor(1) as apart:
            apart.submit(async_to_sync(scheduler.defer_jobs), due).result()
            apart.submit(connections.close_all).result()
    written = Counter(ProcrastinateJob.objects.values_list("task_name", flat=True))
    assert written["daily_round"] == written["start_sending"] == written["take_up"] == 1


@pytest.mark.django_db
def test_a_sending_waits_once_in_each_lane() -> None:
    jobs.defer_sending()
    jobs.defer_sending()
    waiting = ProcrastinateJob.objects.filter(task_name="send_alerts", status="todo")
    assert sorted(waiting.values_list("lock", flat=True)) == [f"send_{lane}" for lane in range(jobs.LANES)]


@pytest.mark.django_db
def test_the_jobs_do_their_work_and_say_so() -> None:
    for task in (jobs.daily, jobs.plan_alerts):
        task(timestamp=0)
    assert list(JobRun.objects.order_by("name").values_list("name", "trouble")) == [
        ("daily_round", ""), ("plan_alerts", ""),
    ]  # fmt: skip
    jobs.send_alerts()
    jobs.collect(timestamp=0)
    assert JobRun.objects.count() == 2  # nothing was due, and nothing is asked of the portal unless it is turned on
