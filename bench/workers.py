"""Messages sent through a slow gateway by one, two and four workers. ``bench.workers [MESSAGES]``.

The gateway is ours, on this machine: it answers after a pause, as one over the network would, and counts each key it is
given. The time is from the first message that arrives to the last, the starting of the workers left out.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from bench.database import borrowed

MESSAGES, PAUSE = 2_000, 0.02
TOP = Path(__file__).resolve().parents[1]


class Gateway(BaseHTTPRequestHandler):
    """Takes its time, counts the keys."""

    def do_POST(self) -> None:
        """One message."""
        self.rfile.read(int(self.headers["Content-Length"]))
        server: Any = self.server
        time.sleep(PAUSE)
        with server.door:
            server.keys[self.headers["Idempotency-Key"]] += 1
            server.times.append(time.perf_counter())
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def write(many: int) -> None:
    """Messages that are due, to one person who said yes."""
    from django.db import connection
    from django.utils import timezone

    from wolouj.alerts.models import WORDING, Choice
    from wolouj.foundation.outbox.models import Message
    from wolouj.foundation.outbox.putting import put
    from wolouj.home import jobs
    from wolouj.people.models import Person

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers, foundation_message CASCADE")
    at = timezone.now()
    person, new = Person.objects.get_or_create(
        full_name="X (échantillon)", phone="+212600000001", defaults={"created_at": at}
    )
    if new:
        Choice.objects.create(person=person, channel="sms", agreed_at=at, wording=WORDING, changed_at=at)
    told = {"kind": "digest", "person": person.id, "channel": "sms", "lang": "fr", "title": "x", "text": "x"}
    put(Message(key=str(n), short=str(n), day=at.date(), made_at=at, due=at, **told) for n in range(many))
    jobs.defer_sending()


def timed(workers: int, many: int) -> tuple[float, Counter[str]]:
    """Seconds from the first arrival to the last; and how often each key came."""
    from django.conf import settings
    from django.db import connection

    write(many)
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
    server.keys, server.times, server.door = Counter(), [], threading.Lock()
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    environment = os.environ | {
        "WOLOUJ_DATA": str(settings.DATA), "WOLOUJ_DATABASE": connection.settings_dict["NAME"],
        "WOLOUJ_SMS_URL": f"http://127.0.0.1:{server.server_port}/", "DJANGO_SETTINGS_MODULE": "wolouj.config.settings",
    }  # fmt: skip
    command = [sys.executable, "-m", "wolouj.cli", "work", "--once", "--at-once", "1"]
    running = [subprocess.Popen(command, env=environment, cwd=TOP) for _ in range(workers)]
    for each in running:
        each.wait()
    server.shutdown()
    server.server_close()
    return max(server.times) - min(server.times), server.keys


def main() -> None:
    """Measure and print."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else MESSAGES
    with borrowed():
        alone = 0.0
        for workers in (1, 2, 4):
            took, keys = timed(workers, many)
            alone = alone or took
            twice = sum(1 for times in keys.values() if times > 1)
            print(
                f"  {workers} worker(s): {len(keys)} of {many} in {took:.1f} s, {len(keys) / took:.0f} a second,"
                f" {alone / took:.1f} times one; sent twice: {twice}",
                flush=True,
            )


if __name__ == "__main__":
    main()
