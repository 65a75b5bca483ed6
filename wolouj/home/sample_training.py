"""The training of the demo: the first edition has lived its path, and a workshop is held today. All invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal

from rulebook.engine.format import CASABLANCA
from wolouj.foundation.actor import Actor
from wolouj.notices.finding import open_public
from wolouj.people.models import Person
from wolouj.programme.models import Call
from wolouj.training import asking, queries
from wolouj.training.actions import groups, paths, practice, presence, results, sessions
from wolouj.training.actions.sessions import Plan
from wolouj.training.models import Exercise, Face, Group, Moment, Path, Session

LENGTHS = {"confidence": 2, "market": 2, "costing": 4, "accounts": 2, "plan": 4, "status": 2, "finance": 1,
           "digital": 1, "procurement": 4, "safety": 1, "pitch": 1}  # fmt: skip
"""Half-days: twelve days, as the call told."""
PLACE = ("دار الجمعيات، أزيلال", "Maison des associations, Azilal")
ABSENT = {("digital", 0): 1, ("finance", 1): 1, ("plan", 2): 2, ("costing", 2): 3}
"""(module, learner in the order of the list) -> how many half-days, the last ones, she did not come."""


BEFORE, AFTER = (6, 4, 5, 5, 7, 3), (1, 0, 2, 2, 3, 0)
"""Wrong answers of each learner, before and after."""
FACES = {"costing": (Face.GLAD, Face.GLAD, Face.SO_SO), "accounts": (Face.SO_SO, Face.SAD, Face.SO_SO),
         "procurement": (Face.GLAD, Face.GLAD, Face.GLAD)}  # fmt: skip


GOOD, LOW = ("21", "48", "10.50"), ("15", "48", "10.50")
"""Prices of an exercise: all above the cost, and one below."""


@dataclass
class Trained:
    """What was built."""

    path: Path
    group: Group
    workshop: Session


def lived(*, call: Call, people: dict[str, Person], at: datetime) -> Trained:
    """The edition of ``call`` trained from four weeks ago to last week; a workshop the day of ``at``."""
    manager, then = Actor(person=people["rachid"].id), at - timedelta(days=32)
    body = call.programme.body
    path = paths.make_path(
        body=body, by=manager, at=then, is_sample=True,
        fields={"name_ar": "من الفكرة إلى أول طلب (عينة)", "name_fr": "De l’idée à la première commande (échantillon)"},
    )  # fmt: skip
    for module in path.modules.all():
        paths.correct(row=module, fields={"half_days": LENGTHS[module.code]}, by=manager, at=then)
    group = groups.make_group(
        path=path, call=call, fields={"name_ar": "الفوج 1 (عينة)", "name_fr": "Groupe 1 (échantillon)"}, by=manager,
        at=then, is_sample=True,
    )  # fmt: skip
    chosen = [row.participant_id for row in queries.accepted(call)]
    groups.join(group=group, participants=chosen, by=manager, at=then)
    _asked(group, Moment.BEFORE, BEFORE, by=Actor(person=people["hayat"].id), at=at - timedelta(days=31))
    _taught(group, path, people, manager, first=at - timedelta(days=30))
    _asked(group, Moment.AFTER, AFTER, by=Actor(person=people["hayat"].id), at=at - timedelta(days=15))
    results.certify(group=group, by=manager, at=at - timedelta(days=14))
    return Trained(path, group, _workshop(call, people, manager, at))


def _asked(group: Group, moment: Moment, wrong: tuple[int, ...], *, by: Actor, at: datetime) -> None:
    """Everybody answers; each is wrong at so many of the first questions."""
    asked = asking.asked_of(group.path)
    for n, learner in zip(wrong, queries.learners_of(group), strict=False):
        answers = {row.key: row.right % len(row.choices) + 1 if i < n else row.right for i, row in enumerate(asked)}
        results.take_test(learner=learner, moment=moment, answers=answers, by=by, at=at)


def _taught(group: Group, path: Path, people: dict[str, Person], manager: Actor, *, first: datetime) -> None:
    """Every module, one after another; nearly everybody came. The signed sheets were typed in the evening."""
    day = first.astimezone(CASABLANCA).date()
    for module in path.modules.all():
        trainer = people["nadia" if module.code == "status" else "hayat"]
        plan = Plan(day=day, places=PLACE, half_days=module.half_days, trainer=trainer)
        session = sessions.plan_session(group=group, module=module, plan=plan, by=manager, at=first - timedelta(days=1))
        there = {
            row.learner_id: range(1, module.half_days + 1 - ABSENT.get((module.code, i), 0))
            for i, row in enumerate(queries.expected_at(session))
        }
        evening = datetime.combine(session.gathering.last_day, time(18), CASABLANCA)
        presence.write_sheet(session=session, there=there, by=Actor(person=trainer.id), at=evening)
        for face in FACES.get(module.code, ()):
            results.feel_in_turn(session=session, face=face, by=Actor(person=trainer.id), at=evening)
        day = session.gathering.last_day + timedelta(days=1)


def _workshop(call: Call, people: dict[str, Person], manager: Actor, at: datetime) -> Session:
    """The same people meet again today around one notice."""
    body = call.programme.body
    path = paths.make_path(
        body=body, by=manager, at=at - timedelta(days=3), is_sample=True,
        fields={"name_ar": "ورشة: جواب على إعلان (عينة)", "name_fr": "Atelier : répondre à un avis (échantillon)"},
    )  # fmt: skip
    for module in path.modules.exclude(code="procurement"):
        paths.remove_module(module=module, by=manager, at=at - timedelta(days=3))
    group = groups.make_group(
        path=path, call=call, by=manager, at=at - timedelta(days=3), is_sample=True,
        fields={"name_ar": "ورشة اليوم (عينة)", "name_fr": "Atelier du jour (échantillon)"},
    )  # fmt: skip
    groups.join(
        group=group, participants=[row.participant_id for row in queries.accepted(call)], by=manager,
        at=at - timedelta(days=3),
    )  # fmt: skip
    plan = Plan(
        day=at.astimezone(CASABLANCA).date(), places=PLACE, half_days=2, language="tamazight", trainer=people["hayat"]
    )
    session = sessions.plan_session(
        group=group, module=path.modules.get(), plan=plan, by=manager, at=at - timedelta(days=3)
    )
    _exercise(session, by=Actor(person=people["hayat"].id), at=at)
    return session


REAL = "07/{year}/BC"
"""The public sample order that the group answers live: one line to count, sew and price."""
COUNTED = (({"unit_cost": "61.50", "unit_price": "78"}, "exempt"), ({"unit_price": "70"}, ""))
"""Answers to it: one whose cost was counted, one that was not."""


def answered_live(session: Session, *, by: Actor, at: datetime) -> Exercise | None:
    """The group answers a real open notice too: in the demo a public sample, closed in days. ``None`` without it."""
    then, reference = at - timedelta(minutes=12), REAL.format(year=at.year)
    notice = open_public(then).filter(is_sample=True, reference=reference).first()
    if notice is None:
        return None
    given = practice.set_real_exercise(
        session=session, notice=notice.pk, vat="exempt", closes_at=at + timedelta(minutes=150), by=by, at=then
    )
    for learner, (told, vat) in zip(queries.learners_of(session.group), COUNTED, strict=False):
        prices = {"1": {name: Decimal(value) for name, value in told.items()}}
        practice.answer(exercise=given, learner=learner, prices=prices, vat=vat, by=by, at=then + timedelta(minutes=9))
    return given


def _exercise(session: Session, *, by: Actor, at: datetime) -> None:
    """A mock order given this morning: one answered well, one under its cost, the others not yet."""
    then = at - timedelta(minutes=20)
    given = practice.set_exercise(
        session=session, code="catering", closes_at=at + timedelta(minutes=160), by=by, at=then
    )
    for learner, prices, vat in zip(queries.learners_of(session.group), (GOOD, LOW), ("exempt", ""), strict=False):
        told = {str(n): {"unit_price": Decimal(price)} for n, price in enumerate(prices, start=1)}
        practice.answer(exercise=given, learner=learner, prices=told, vat=vat, by=by, at=then + timedelta(minutes=15))
