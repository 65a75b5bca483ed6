"""The desks of coaching with many people: a coach's day, the manager's page, one file, the wall: queries and times.

Run ``python -m bench.coaching [PEOPLE] [VISITS]`` (5,000 and 20,000, which is what is asked). People are drawn
with a seed, forty files a coach. Each page is asked for as a browser does; under 200 ms is asked of every one.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from bench.database import borrowed

ASKED = 0.200
FILES = 40
"""Files of one coach."""
ROUNDS = 5
PROVINCES = ("05.081", "05.091", "05.255")


def fill(people: int, visits: int, at: datetime) -> dict[str, Any]:
    """Accepted people, coaches, followings, plans and visits, written in bulk."""
    from django.db import connection

    from tests.cast import make
    from wolouj.coaching.models import Doer, Following, PlanAction, PlanGoal, Visit
    from wolouj.foundation.actor import OPERATOR
    from wolouj.home import sample_programme
    from wolouj.people.actions import bodies
    from wolouj.people.models import Person
    from wolouj.people.roles import Role
    from wolouj.programme.models import Application, Decision, Participant, State

    dice, cast = random.Random(2026), make(at - timedelta(days=100))
    body = cast.meetings["held"].gathering.body
    call = sample_programme.lived(
        body=body, manager=cast.actor("rachid"), coach=cast.actor("hayat"), people=cast.people, at=at
    ).first
    coaches = [cast.people["hayat"]]
    for n in range(people // FILES):
        coach = Person.objects.create(full_name=f"Coach {n}", created_at=at)
        bodies.appoint(person=coach, role=Role.COACH, body=body, by=OPERATOR, at=at - timedelta(days=90))
        coaches.append(coach)
    files = Participant.objects.bulk_create(
        Participant(body=body, name=f"N{n}", province=dice.choice(PROVINCES), made_at=at) for n in range(people)
    )
    sent = Application.objects.bulk_create(
        Application(call=call, participant=row, how="file", begun_at=at, received_at=at, answered_at=at,
                    number=1000 + n, state=State.SELECTED) for n, row in enumerate(files)
    )  # fmt: skip
    Decision.objects.bulk_create(
        Decision(application=row, outcome="selected", reason_ar="x", reason_fr="x", door="training", decided_at=at)
        for row in sent
    )
    kept = files[: int(people * 0.95)]
    then = at - timedelta(days=60)
    Following.objects.bulk_create(
        Following(participant=row, coach=coaches[n // FILES], since=then.date(), given_at=then)
        for n, row in enumerate(kept)
    )
    goals = PlanGoal.objects.bulk_create(
        PlanGoal(participant=row, position=1, text="x", opened_at=then) for row in kept
    )
    PlanAction.objects.bulk_create(
        PlanAction(goal=goal, participant=goal.participant, text="x", made_at=then,
                   doer=dice.choice(list(Doer)), due=at.date() + timedelta(days=dice.randint(-20, 40)))
        for goal in goals for _ in range(2)
    )  # fmt: skip
    days = [(dice.choice(kept), dice.randint(0, 58)) for _ in range(visits)]
    Visit.objects.bulk_create(
        (Visit(id=uuid.UUID(int=n + 1), participant=row, coach=coaches[0], on=at.date() - timedelta(days=ago),
               where="home", topics=["plan"], next_on=at.date() - timedelta(days=ago - dice.randint(7, 60)), kept_at=at)
         for n, (row, ago) in enumerate(days)), batch_size=2000,
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {"cast": cast, "file": kept[0]}


def measured(browser: Any, address: str) -> tuple[int, float, float]:
    """How many queries, and the middle times of some rounds in seconds: by the clock, and of the processor."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200, address
    queries = len(asked)  # read before the next requests, which empty what was captured
    times, own = [], []
    for _ in range(ROUNDS):
        began, busy = time.perf_counter(), time.process_time()
        browser.get(address)
        times.append(time.perf_counter() - began)
        own.append(time.process_time() - busy)
    return queries, statistics.median(times), statistics.median(own)


def main() -> int:
    """Fill, then ask for each page."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    visits = int(sys.argv[2]) if len(sys.argv) > 2 else 20000
    with borrowed():
        from django.test import Client

        from wolouj.foundation import collector

        began = time.perf_counter()
        made = fill(people, visits, datetime.now(UTC))
        print(f"filled in {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
        pages = (
            ("hayat", "a coach’s day", "/fr/coaching/"), ("hayat", "by road", "/fr/coaching/?order=road"),
            ("hayat", "one file", f"/fr/coaching/files/{made['file'].pk}/"),
            ("rachid", "the manager", "/fr/coaching/coaches/"), ("rachid", "the wall", "/fr/coaching/walls/"),
        )  # fmt: skip
        collector.rest()
        for who, name, address in pages:
            browser = Client()
            browser.force_login(made["cast"].people[who].user, backend="wolouj.people.backends.SessionBackend")
            queries, middle, own = measured(browser, address)
            met = "met" if middle < ASKED else "not met"
            told = f"{middle * 1000:6.0f} ms ({own * 1000:.0f} of the processor)"
            print(f"  {name:16} {queries:3} queries  {told}, asked under 200 ms: {met}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
