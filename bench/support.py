"""How long the directory and the desk of help take with many of each. ``python -m bench.support [offers]``.

Invented rows in the database of the tests, thrown away; a seed, so that two runs are the same.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bench.database import borrowed

SEED, RUNS = 20261128, 5


def main(offers: int = 300) -> int:
    """Fill, measure, print; nothing fails on a slow machine."""
    with borrowed():
        _filled(offers)
        _measured()
    return 0


def _filled(offers: int) -> None:
    from wolouj.foundation import clock
    from wolouj.foundation.actor import OPERATOR
    from wolouj.people.actions import accounts, bodies
    from wolouj.people.models import Body
    from wolouj.people.roles import Role
    from wolouj.support.actions import directory
    from wolouj.support.models import Condition, For, Need, Offer, Provider, Question

    at, draw = clock.now(), random.Random(SEED)
    body: Body = bodies.create_body(name_fr="Association", name_ar="جمعية", by=OPERATOR, at=at, is_sample=True)
    coach = accounts.sign_up(full_name="Coach", phone="0600000001", language="fr", secret="284691", at=at)
    bodies.appoint(person=coach, role=Role.COACH, body=body, by=OPERATOR, at=at)
    directory.bring_first(kept_by=body, by=OPERATOR, at=at)
    given = list(Provider.objects.all())
    kinds, needs = [kind.value for kind in For], [need.value for need in Need]
    made = Offer.objects.bulk_create(
        Offer(
            provider=draw.choice(given), need=draw.choice(needs), title_fr=f"Offre {i}", kinds=draw.sample(kinds, 2),
            sure="likely", checked_on=at.date(), made_at=at,
        )
        for i in range(offers)
    )  # fmt: skip
    Condition.objects.bulk_create(
        Condition(offer=row, position=n, text_fr=f"Condition {n}", sure="likely", checked_on=at.date())
        for row in made for n in range(3)
    )  # fmt: skip
    Question.objects.bulk_create(
        Question(
            body=body, phone=f"+2126{i:08d}", about="other", topic="other", text=f"Question {i}", lang="fr",
            owner=coach, asked_at=at - timedelta(hours=draw.randrange(1, 500)),
        )
        for i in range(offers)
    )  # fmt: skip
    print(f"{offers} offers, {offers} questions that wait", file=sys.stderr)


def _measured() -> None:
    from django.test import Client

    from wolouj.foundation import clock
    from wolouj.foundation.actor import OPERATOR
    from wolouj.people.models import Person
    from wolouj.support.reminding import remind

    desk = Client(headers={"host": "127.0.0.1"})
    desk.force_login(Person.objects.get(full_name="Coach").user, backend="wolouj.people.backends.SessionBackend")
    visitor = Client(headers={"host": "127.0.0.1"})
    asked = {"kind": "cooperative", "province": "05.081", "need": "", "age": "30"}
    for name, work in (
        ("what helps, whole list", lambda: visitor.get("/fr/support/")),
        ("what helps, one need", lambda: visitor.get("/fr/support/?need=credit&q=offre")),
        ("what could help me", lambda: visitor.post("/fr/support/for-me/", asked)),
        ("desk of an association", lambda: desk.get("/fr/support/desk/")),
    ):
        print(f"{name}: {_median(work):.0f} ms")
    print(f"reminders, the first time: {_once(lambda: remind(by=OPERATOR, at=clock.now())):.0f} ms")
    print(f"reminders, again: {_once(lambda: remind(by=OPERATOR, at=clock.now())):.0f} ms")


def _median(work: Callable[[], Any]) -> float:
    return statistics.median(_once(work) for _ in range(RUNS))


def _once(work: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    sys.exit(main(*(int(given) for given in sys.argv[1:2])))
