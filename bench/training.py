"""The pages of a training at the size of a programme: people in groups of twenty, each with eleven sessions.

Run ``python -m bench.training [PEOPLE]`` (5,000, which is 50,000 presences: what is asked of a programme). Rows are
written group by group; the pages are then asked as a browser asks them. Asked: under 200 ms on the server, and a
number of queries that does not change with the size.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from bench.database import borrowed

ASKED = 200.0
A_GROUP = 20
RUNS = 5


def main() -> int:
    """Write, then ask each page; 1 when a page is wrong or its queries grow."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    with borrowed():
        at = datetime.now(UTC)
        world = World(at)
        small = world.measure("a first group")
        began = time.perf_counter()
        presences = world.grow(people)
        print(f"  {people} people, {presences} presences written in {time.perf_counter() - began:.1f} s")
        large = world.measure("all of them")
    same = {name for name, (*_, queries) in large.items() if queries == small[name][2]}
    for name, (milliseconds, own, queries) in large.items():
        met = "met" if milliseconds < ASKED else "not met"
        grows = "" if name in same else " (grows)"
        print(f"  {name:<9} {milliseconds:7.1f} ms ({own:5.1f} of the processor), {queries} queries{grows}: {met}")
    return int(same != set(large))


class World:
    """A body with one path, its groups and their presences."""

    def __init__(self, at: datetime) -> None:
        from wolouj.foundation.actor import OPERATOR, Actor
        from wolouj.people.actions import accounts, bodies
        from wolouj.people.roles import Role
        from wolouj.programme.actions import calls
        from wolouj.training.actions import paths

        self.at, self.n = at, 0
        self.body = bodies.create_body(name_fr="Association", name_ar="", by=OPERATOR, at=at, is_sample=True)
        her = {"full_name": "Responsable", "phone": "0600000001", "language": "fr", "secret": "284691"}
        self.manager = accounts.sign_up(**her, at=at)
        bodies.appoint(person=self.manager, role=Role.MANAGER, body=self.body, by=OPERATOR, at=at)
        by, day = Actor(person=self.manager.id), at.date()
        told = {"title_fr": "Programme", "starts_on": day - timedelta(days=90), "ends_on": day + timedelta(days=90)}
        programme = calls.open_programme(body=self.body, fields=told, by=by, at=at)
        told = {"title_fr": "Appel", "places": 9, "closes_at": at}
        self.call = calls.open_draft(programme=programme, fields=told, by=by, at=at)
        self.path = paths.make_path(body=self.body, fields={"name_fr": "Parcours"}, by=by, at=at)
        self.group = self._group()

    def grow(self, people: int) -> int:
        """As many groups as it takes; returns how many presences there are."""
        from wolouj.gatherings.models import Attendance

        while self.n < people:
            self._group()
            print(f"\r{self.n} people", end="", file=sys.stderr, flush=True)
        print(file=sys.stderr)
        return Attendance.objects.count()

    def _group(self) -> Any:
        """Twenty people, eleven sessions of one half-day, each person there ten times; one session is today's."""
        from wolouj.gatherings.models import Attendance, Gathering, Kind, Registration
        from wolouj.programme.models import Participant
        from wolouj.training.models import Expected, Group, Learner, Session

        at, first = self.at, self.n
        her = Participant.objects.bulk_create(
            Participant(body=self.body, name=f"Personne {first + i}", phone=f"+2126{first + i:08d}", made_at=at)
            for i in range(A_GROUP)
        )
        group = Group.objects.create(path=self.path, call=self.call, name_fr=f"Groupe {first}", made_at=at)
        learners = Learner.objects.bulk_create(Learner(group=group, participant=row, joined_at=at) for row in her)
        modules = list(self.path.modules.all())
        # One group in twenty has its last session today: a body does not teach everybody on one day.
        last = at.date() if first % (20 * A_GROUP) == 0 else at.date() - timedelta(days=30)
        days = Gathering.objects.bulk_create(
            Gathering(
                kind=Kind.TRAINING, body=self.body, title_fr=module.name_fr, place_fr="Azilal", made_at=at,
                day=last - timedelta(days=len(modules) - 1 - i),
            )
            for i, module in enumerate(modules)
        )  # fmt: skip
        sessions = Session.objects.bulk_create(
            Session(group=group, module=module, gathering=day, trainer=self.manager)
            for module, day in zip(modules, days, strict=True)
        )
        lines = Registration.objects.bulk_create(
            Registration(gathering=day, name=row.name, phone=row.phone, how="list", signed_up_at=at, arrived_at=at)
            for day in days for row in her
        )  # fmt: skip
        Expected.objects.bulk_create(
            Expected(session=session, learner=learner, registration=lines[s * A_GROUP + i])
            for s, session in enumerate(sessions) for i, learner in enumerate(learners)
        )  # fmt: skip
        Attendance.objects.bulk_create(
            Attendance(registration=line, half_day=1, at=at) for line in lines[: (len(modules) - 1) * A_GROUP]
        )
        self.n += A_GROUP
        return group

    def measure(self, what: str) -> dict[str, tuple[float, float, int]]:
        """Page -> medians of a few runs (by the clock, of the processor, in milliseconds), and its queries."""
        from django.db import connection
        from django.test import Client
        from django.test.utils import CaptureQueriesContext

        browser = Client(SERVER_NAME="localhost")
        browser.force_login(self.manager.user, backend="wolouj.people.backends.SessionBackend")
        session = self.group.sessions.last()
        pages = {
            "desk": "training/", "group": f"training/groups/{self.group.pk}/",
            "results": f"training/groups/{self.group.pk}/results/", "session": f"training/sessions/{session.pk}/",
            "sheet": f"training/sessions/{session.pk}/sheet/",
            "learner": f"training/learners/{self.group.learners.all()[0].pk}/",
        }  # fmt: skip
        print(f"  asking {what}", file=sys.stderr, flush=True)
        found = {}
        for name, path in pages.items():
            asked: Callable[[], Any] = lambda path=path: browser.get(f"/fr/{path}")  # noqa: E731
            assert asked().status_code == 200, path
            with CaptureQueriesContext(connection) as counted:
                asked()
            queries = len(counted)  # read before the next requests, which empty what was captured
            found[name] = (*_median(asked), queries)
        return found


def _median(asked: Callable[[], Any]) -> tuple[float, float]:
    """Milliseconds by the clock, and of this process's own processor time."""
    taken, own = [], []
    for _ in range(RUNS):
        began, busy = time.perf_counter(), time.process_time()
        asked()
        taken.append((time.perf_counter() - began) * 1000)
        own.append((time.process_time() - busy) * 1000)
    return sorted(taken)[RUNS // 2], sorted(own)[RUNS // 2]


if __name__ == "__main__":
    sys.exit(main())
