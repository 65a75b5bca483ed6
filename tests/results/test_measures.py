"""Each measure on one small world whose figures were worked out by hand, on paper: the figure, its list, each once.

Amina applied twice under two files said to be one, Brahim and Chama were taken too, Dounia was not. All invented.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.test import Client

from tests.house.test_templates import bare_digits
from wolouj.bids.models import Quote, Step
from wolouj.coaching.models import Visit, Where
from wolouj.cofinancing.models import BudgetLine, Entry, Request, Terms
from wolouj.foundation import clock
from wolouj.foundation.actor import OPERATOR
from wolouj.gatherings.models import Attendance, Gathering, How, Kind, Registration
from wolouj.notices.models import Buyer, Notice, Result
from wolouj.orders.models import Event, Order
from wolouj.orders.models import Kind as EventKind
from wolouj.people import secrets
from wolouj.people.actions import accounts, bodies
from wolouj.people.models import Person
from wolouj.people.roles import Role
from wolouj.programme.models import Application, Call, Decision, Donor, Goal, Indicator, Participant, Programme
from wolouj.results.counting.frame import Frame
from wolouj.results.counting.hits import Gives, count
from wolouj.results.counting.measures import MEASURES
from wolouj.results.models import FollowUp, Measured, OrderPaid
from wolouj.structures.models import Member, Structure
from wolouj.training.models import Expected, Group, Learner, Module, Path, Session

CASABLANCA = ZoneInfo("Africa/Casablanca")
ROOT = UUID("6ba7b810-9dad-41d1-80b4-00c04fd430c8")


def at(month: int, day: int, year: int = 2026) -> datetime:
    return datetime(year, month, day, 10, 0, tzinfo=CASABLANCA)


NOW = at(4, 30, 2027)
TOLD: dict[str, tuple[str, str]] = {
    "applied": ("4", "abcd"),
    "answered": ("80.0", "abcd"),  # four files of five
    "accepted": ("3", "abc"),
    "women_accepted": ("66.7", "ac"),
    "youth_accepted": ("33.3", "a"),  # Chama's age is not told: she is not said young
    "created": ("2", "a"),  # Amina's own and the one she holds with Chama; Brahim's was there before
    "first_quote": ("2", "ac"),
    "first_quote_share": ("66.7", "ac"),
    "quotes_sent": ("3", "a"),
    "wins": ("2", "a"),
    "win_rate": ("66.7", "a"),  # two of the three that ended
    "dirhams_won": ("12500.50", "a"),  # of the other win the result is not known
    "selling_3": ("33.3", "a"),  # Brahim said no, Chama did not say: both stay in the base
    "selling_6": ("66.7", "ab"),
    "selling_12": ("33.3", "a"),
    "followed": ("66.7", "abc"),  # six of nine
    "jobs": ("5", "abc"),  # at the last follow-up: Amina four, Brahim one, Chama did not say
    "income_up": ("50.0", "a"),
    "days_to_payment": ("30", "a"),  # forty and twenty days
    "dirhams_received": ("12000.50", "a"),  # in two payments; the third came after the last day
    "trained": ("1", "a"),
    "trained_share": ("33.3", "a"),
    "visits": ("3", "a"),  # one of them to her second file; Dounia's does not count
    "visited": ("1", "a"),
    "cofinanced": ("1", "a"),  # what Brahim received was taken back whole
    "dirhams_cofinanced": ("8000", "a"),
}
"""Measure -> its figure from 1 January 2026 to 30 April 2027, and whom its list names."""


@dataclass
class World:
    programme: Programme
    people: dict[str, Participant]
    manager: Person

    @property
    def frame(self) -> Frame:
        return Frame(self.programme, since=self.programme.starts_on, until=NOW.date())


def account(name: str, phone: str) -> Person:
    return accounts.sign_up(
        full_name=name, name_ar="", phone=phone, language="fr", secret="482913", at=at(1, 2), is_sample=True
    )


def build() -> World:
    body = bodies.create_body(name_fr="Association", name_ar="جمعية", by=OPERATOR, at=at(1, 2), is_sample=True)
    manager = account("Rachid", "0612000001")
    bodies.appoint(person=manager, role=Role.MANAGER, body=body, by=OPERATOR, at=at(1, 2))
    programme = Programme.objects.create(
        body=body, title_fr="Programme", starts_on=date(2026, 1, 1), ends_on=date(2027, 6, 30), made_at=at(1, 2)
    )
    calls = [
        Call.objects.create(programme=programme, title_fr=f"Appel {n}", places=9, closes_at=at(1, 20), made_at=at(1, 2))
        for n in (1, 2)
    ]
    people = {
        key: Participant.objects.create(
            id=UUID(int=n), body=body, name=name, sex=sex, born_in=born, made_at=at(1, 10), person=held
        )
        for n, (key, name, sex, born, held) in enumerate((
            ("a", "Amina", "woman", 1995, account("Amina", "0612000002")),
            ("b", "Brahim", "man", 1980, account("Brahim", "0612000003")),
            ("c", "Chama", "woman", None, account("Chama", "0612000004")),
            ("d", "Dounia", "woman", 1999, None), ("twin", "Amina B.", "woman", None, None),
        ), start=1)
    }  # fmt: skip
    people["twin"].same_as = people["a"]
    people["twin"].save(update_fields=["same_as"])
    files = {
        key: Application.objects.create(
            call=calls[key == "twin"], participant=her, number=n, state="studied", how="coach", begun_at=at(1, 10),
            received_at=at(1, 10 + n), answered_at=None if key == "twin" else at(2, 2),
            income={"a": "none", "b": "to_1000"}.get(key, ""),
        )
        for n, (key, her) in enumerate(people.items(), start=1)
    }  # fmt: skip
    for key, file in files.items():
        Decision.objects.create(
            application=file, outcome="refused" if key == "d" else "selected", reason_ar="س", reason_fr="x",
            door="wait", decided_at=at(2, 1),
        )  # fmt: skip
    made = World(programme, people, manager)
    _sold(people)
    _followed(files)
    _trained(body, calls[0], people)
    _visited(people, manager)
    _paid(programme, calls[0], files)
    return made


def _sold(people: dict[str, Participant]) -> None:
    own, before, shared = (
        Structure.objects.create(kind="cooperative", name=name, registered_on=on, made_at=NOW)
        for name, on in (("Alif", date(2026, 3, 10)), ("Ba", date(2025, 5, 1)), ("Jim", date(2026, 4, 1)))
    )
    for structure, keys in ((own, "a"), (before, "b"), (shared, "ac")):
        for key in keys:
            Member.objects.create(structure=structure, person=people[key].person, name=people[key].name)
    buyer = Buyer.objects.create(name="Commune (échantillon)", name_key="commune (echantillon)")
    result = Result.objects.create(
        identity="r1", reference="1/2026", object="Repas", buyer=buyer, published=at(7, 1), outcome="awarded",
        amount=Decimal("12500.50"), awardee="Jim",
    )  # fmt: skip
    paid = ((date(2026, 7, 1), date(2026, 8, 10)), None, (date(2026, 9, 1), date(2026, 9, 21)))
    for n, (structure, ended, known) in enumerate(((shared, "won", result), (own, "lost", None), (own, "won", None))):
        notice = Notice.objects.create(
            reference=f"{n}/2026", object="Repas", buyer=buyer, source="portal", identity=f"order:{n}", entered_at=NOW
        )
        quote = Quote.objects.create(structure=structure, notice=notice, state=ended, opened_at=at(5, 1), result=known)
        for state, on in (("sent", at(5, 2 + n)), ("sent", at(5, 9)), (ended, at(6, 2 + n))):
            Step.objects.create(quote=quote, state=state, at=on, version=1)
        if (days := paid[n]) is not None:
            OrderPaid.objects.create(quote=quote, delivered_on=days[0], paid_on=days[1], told_at=NOW)
        if known is not None:
            _received(structure, quote)


def _received(structure: Structure, quote: Quote) -> None:
    order = Order.objects.create(
        structure=structure, quote=quote, buyer="Commune (échantillon)", object="Repas", amount=Decimal("12500.50"),
        opened_at=NOW,
    )  # fmt: skip
    for on, amount in ((date(2026, 7, 20), "5000"), (date(2026, 8, 10), "7000.50"), (date(2027, 5, 1), "500")):
        Event.objects.create(order=order, kind=EventKind.PAID, on=on, amount=Decimal(amount), told_at=NOW)


def _followed(files: dict[str, Application]) -> None:
    for key, month, on, sold, jobs, income in (
        ("a", 3, date(2026, 6, 10), True, (1, None), ""), ("a", 6, date(2026, 9, 10), True, (2, 1), "to_1000"),
        ("a", 12, date(2027, 3, 12), True, (3, 1), "to_3000"), ("b", 3, date(2026, 5, 2), False, (1, None), ""),
        ("b", 6, date(2026, 8, 3), True, (1, None), "to_1000"), ("c", 3, date(2026, 7, 2), None, (None, None), ""),
    ):  # fmt: skip
        FollowUp.objects.create(
            application=files[key], month=month, done_on=on, how="call", sold=sold, jobs_self=jobs[0],
            jobs_permanent=jobs[1], income=income, told_at=NOW,
        )  # fmt: skip


def _trained(body: Any, call: Call, people: dict[str, Participant]) -> None:
    path = Path.objects.create(body=body, name_fr="Parcours", threshold=80, made_at=at(2, 2))
    module = Module.objects.create(path=path, code="costing", name_fr="Prix")
    day = Gathering.objects.create(
        kind=Kind.TRAINING, body=body, title_fr="Prix", day=date(2026, 3, 2), half_days=2, made_at=at(2, 2)
    )
    group = Group.objects.create(path=path, call=call, name_fr="Groupe", made_at=at(2, 2))
    session = Session.objects.create(group=group, module=module, gathering=day)
    for n, (key, halves) in enumerate((("a", (1, 2)), ("b", (1,)), ("c", ()))):
        row = Registration.objects.create(gathering=day, how=How.LIST, signed_up_at=at(2, 3), phone_rank=n)
        learner = Learner.objects.create(group=group, participant=people[key], joined_at=at(2, 3))
        Expected.objects.create(session=session, learner=learner, registration=row)
        for half in halves:
            Attendance.objects.create(registration=row, half_day=half, at=at(3, 2))


def _visited(people: dict[str, Participant], coach: Person) -> None:
    for key, on in (("a", 5), ("a", 9), ("twin", 12), ("d", 13)):
        Visit.objects.create(
            id=uuid5(ROOT, f"{key}{on}"), participant=people[key], coach=coach, on=date(2026, 4, on), where=Where.HOME,
            kept_at=at(4, 14),
        )  # fmt: skip


def _paid(programme: Programme, call: Call, files: dict[str, Application]) -> None:
    donor = Donor.objects.create(body=programme.body, name_fr="Bailleur")
    terms = Terms.objects.create(
        call=call, ceiling=20000, share=80, in_kind=50, quotes_from=5000, cash=1000, spend_from=date(2026, 1, 1),
        spend_until=date(2026, 12, 31), made_at=at(2, 2),
    )  # fmt: skip
    line = BudgetLine.objects.create(
        programme=programme, donor=donor, code="3.1", label_fr="Dotations", made_at=at(2, 2)
    )
    moves = (
        ("a", "pay", "committed", "paid", 10000), ("a", "return", "paid", "free", 2000),
        ("b", "pay", "committed", "paid", 5000), ("b", "return", "paid", "free", 5000),
    )  # fmt: skip
    asks = {
        key: Request.objects.create(application=files[key], terms=terms, number=n, state="paid", since=NOW, made_at=NOW)
        for n, key in enumerate("ab", start=1)
    }
    for n, (key, move, source, target, amount) in enumerate(moves, start=1):
        Entry.objects.create(
            line=line, number=n, move=move, source=source, target=target, amount=amount, request=asks[key],
            on=date(2026, 5, n), at=NOW,
        )  # fmt: skip


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Built once, inside a transaction that is rolled back after the tests of the file."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: NOW)
        patch.setattr(secrets, "hashed", lambda secret: "!")
        around = transaction.atomic()
        around.__enter__()
        made = build()
    yield made
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture
def world(built: World, db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return built


def test_every_measure_was_worked_out_by_hand() -> None:
    assert set(TOLD) == set(MEASURES)


@pytest.mark.parametrize("key", sorted(TOLD))
def test_a_measure_gives_the_figure_of_the_paper_and_its_list_counts_each_once(world: World, key: str) -> None:
    said, whom = TOLD[key]
    found = count(MEASURES[key], world.frame)
    assert found.value == Decimal(said)
    listed = [hit.person for hit in found.hits]
    assert set(listed) == {world.people[one].pk for one in whom}
    once = listed if found.measure.gives is Gives.PERSONS else [(hit.kind, hit.record) for hit in found.hits]
    assert len(once) == len(set(once))


@pytest.mark.parametrize("key", sorted(TOLD))
def test_a_figure_of_each_measure_opens_its_list_on_the_page(world: World, key: str) -> None:
    goal = Goal.objects.create(programme=world.programme, text_fr="Résultat")
    row = Indicator.objects.create(goal=goal, text_fr="Indicateur")
    Measured.objects.create(indicator=row, measure=key, chosen_at=NOW)
    browser = Client()
    browser.force_login(world.manager.user, backend="wolouj.people.backends.SessionBackend")
    page = browser.get(f"/ar/results/indicator/{row.pk}/").content.decode()
    assert bare_digits(page) == []
    named = {one for one in "abcd" if world.people[one].name in page}
    assert named == set(TOLD[key][1])
