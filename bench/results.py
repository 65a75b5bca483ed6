"""The results of a big programme: its desk, one figure, what is missing, and the whole report of a donor.

Run ``python -m bench.results [PEOPLE]`` (5,000, which is what is asked). People, answers and follow-ups are drawn
with a seed and written in bulk. Pages are whole requests through the house's middleware.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from datetime import datetime, timedelta
from typing import Any

from bench.database import borrowed

REQUESTS = 7
ASKED_MS, ASKED_REPORT_S = 200, 30
PROVINCES = ("05.081", "05.091", "05.255", "")


def built(people: int, at: datetime) -> tuple[Any, Any]:
    """A programme with a call, its people, a third of them accepted and followed; and its manager."""
    from tests.cast import make
    from wolouj.home import sample_programme, sample_results
    from wolouj.people.models import Body
    from wolouj.programme.models import Application, Decision, Participant
    from wolouj.results.models import FollowUp

    dice, cast = random.Random(2026), make(at)
    body, by = Body.objects.get(memberships__person=cast.people["hayat"]), cast.actor("rachid")
    lived = sample_programme.lived(body=body, manager=by, coach=cast.actor("hayat"), people=cast.people, at=at)
    call, then = lived.first, at - timedelta(days=80)
    persons = [
        Participant(
            body=body, name=f"Personne {n}", sex=dice.choice(("woman", "woman", "man", "")),
            born_in=dice.choice((None, *range(1960, 2008))), province=dice.choice(PROVINCES),
            status=dice.choice(("none", "member", "auto_entrepreneur", "")), is_sample=True, made_at=then,
        )
        for n in range(people)
    ]  # fmt: skip
    Participant.objects.bulk_create(persons, batch_size=1000)
    files = [
        Application(call=call, participant=her, number=n, state="studied", how="coach", begun_at=then, received_at=then,
                    answered_at=then + timedelta(days=9), income=dice.choice(("none", "to_1000", "to_3000")))
        for n, her in enumerate(persons, start=1)
    ]  # fmt: skip
    Application.objects.bulk_create(files, batch_size=1000)
    Decision.objects.bulk_create(
        [
            Decision(application=row, outcome="selected" if n % 3 == 0 else "refused", reason_ar="x", reason_fr="x",
                     door="wait", decided_at=then + timedelta(days=9))
            for n, row in enumerate(files)
        ], batch_size=1000,
    )  # fmt: skip
    FollowUp.objects.bulk_create(
        [
            FollowUp(application=row, month=3, done_on=at.date(), how="call", sold=dice.choice((True, False, None)),
                     jobs_self=dice.choice((None, 1, 2)), told_at=at)
            for n, row in enumerate(files)
            if n % 6 == 0
        ], batch_size=1000,
    )  # fmt: skip
    sample_results.measured(lived.programme, by=by, at=at)
    return lived.programme, cast


def measure(people: int) -> None:
    """Build, ask each page, make each file; print what it took."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from wolouj.foundation import clock, collector
    from wolouj.results import report
    from wolouj.results.actions import periods

    at = clock.now()
    begun = time.perf_counter()
    programme, cast = built(people, at)
    print(f"{people} people built in {time.perf_counter() - begun:.1f} s", file=sys.stderr)
    browser, by = Client(), cast.actor("rachid")
    browser.force_login(cast.people["rachid"].user, backend="wolouj.people.backends.SessionBackend")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the server's own caretaker does within a minute
    collector.rest()
    figure = programme.goals.exclude(indicators=None)[0].indicators.all()[2]
    for name, path in (
        ("desk", f"/fr/results/{programme.pk}/?by=sex"), ("one figure", f"/fr/results/indicator/{figure.pk}/"),
        ("who waits", f"/fr/results/{programme.pk}/after/"), ("missing", f"/fr/results/{programme.pk}/missing/"),
    ):  # fmt: skip
        took, own = [], []
        for _ in range(REQUESTS):
            start, busy = time.perf_counter(), time.process_time()
            with CaptureQueriesContext(connection) as asked:
                answer = browser.get(path)
            took.append(1000 * (time.perf_counter() - start))
            own.append(1000 * (time.process_time() - busy))
            assert answer.status_code == 200, (path, answer.status_code)
        said, mine = statistics.median(took), statistics.median(own)
        met = "met" if said < ASKED_MS else "NOT MET"
        print(f"{name}: {said:.0f} ms ({mine:.0f} of the processor), {len(asked)} queries ({met}: {ASKED_MS} ms)")
    period = periods.open_period(
        programme=programme, starts_on=programme.starts_on, ends_on=at.date() - timedelta(days=1), by=by, at=at
    )
    start = time.perf_counter()
    periods.freeze(period=period, by=by, at=at)
    period.refresh_from_db()
    print(f"period frozen: {time.perf_counter() - start:.1f} s")
    for donor in programme.donors.all():
        for name in report.FILES:
            start = time.perf_counter()
            data = report.file(name, period=period, donor=donor, at=at)
            said = time.perf_counter() - start
            ok = "met" if said < ASKED_REPORT_S else "NOT MET"
            print(f"{name} ({donor.reads}): {said:.1f} s, {len(data) // 1024} kB ({ok}: {ASKED_REPORT_S} s)")


def main() -> None:
    """From the command line."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    with borrowed():
        measure(people)


if __name__ == "__main__":
    main()
