"""The coaching of the demo: files given, one handed over, plans, visits, a visit that was promised and not made.

All invented, all marked so.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

from rulebook.engine.format import CASABLANCA
from wolouj.coaching import queries
from wolouj.coaching.actions import capacity, caseload, plans, visits
from wolouj.coaching.actions.visits import Sheet
from wolouj.coaching.capacity.questions import questions
from wolouj.coaching.models import Doer
from wolouj.foundation.actor import OPERATOR, Actor
from wolouj.home.cast import new_pin
from wolouj.people.actions import accounts, bodies
from wolouj.people.models import Body, Membership, Person
from wolouj.people.roles import Role
from wolouj.programme.models import Participant

SECOND = ("Brahim (échantillon)", "إبراهيم (عينة)", "0600000011")
PLAN = (
    ("نبيع الكسكس لمدرسة قبل رمضان (عينة)", (
        ("الاتصال بمدير المدرسة (عينة)", Doer.HER, 12, None),
        ("حساب تكلفة الكيلوغرام (عينة)", Doer.TOGETHER, -8, -9),
        ("نسخة من دفتر المصاريف (عينة)", Doer.COACH, 3, None),
    )),
    ("نمسك دفترا للمصاريف والمداخيل (عينة)", (("شراء دفتر (عينة)", Doer.HER, -4, None),)),
)  # fmt: skip
"""Goal -> what is to be done: words, who, in how many days, done when."""
VISITS = (
    (-24, "workshop", ("plan", "production"), "تعرفنا على الورشة وكتبنا الأهداف (عينة)", "", -12),
    (-12, "workshop", ("price", "accounts"), "حسبنا تكلفة الكيلوغرام: المواد والوقت والنقل (عينة)", "cash", -2),
    (-2, "counter", ("papers",), "طلبنا الشهادة الجبائية من القباضة (عينة)", "papers", 9),
)  # fmt: skip
"""In how many days, where, topics, words, what blocked, the next one in how many days."""
ANSWERS = (
    (-24, "some no no some no some yes no some no no yes some no no"),
    (-1, "some no some some yes some yes no some some no yes yes some no"),
)
"""In how many days, the fifteen answers in the order of the list. Asked again early, to show a second time."""
WORD = "وعدتها بزيارة عند السوق (عينة) · Elle attend le modèle de facture (échantillon)"


def lived(*, body: Body, people: dict[str, Person], at: datetime) -> None:
    """The accepted of the first call: one followed closely, one late, the others still to be given."""
    manager, coach = Actor(person=people["rachid"].id), people["hayat"]
    then = at - timedelta(days=26)
    second = _second_coach(body, at)
    # They worked here before the demo began: files are given by the day.
    Membership.objects.filter(body=body, role=Role.COACH).update(since=(at - timedelta(days=200)).date())
    files = list(queries.waiting_for_a_coach([body.pk]))
    hers = next((row for row in files if row.person_id == people["ftoum"].id), files[0])
    late = next(row for row in files if row != hers)
    caseload.give(participant=hers, coach=coach, by=manager, at=then)
    caseload.give(participant=late, coach=second, by=manager, at=then)
    _planned(hers, by=Actor(person=coach.id), at=then + timedelta(days=2))
    for visit in VISITS:
        _met(hers, coach, visit, at)
    for days, answers in ANSWERS:
        given = dict(zip(questions(), answers.split(), strict=True))
        capacity.keep_review(participant=hers, answers=given, by=Actor(person=coach.id), at=at + timedelta(days=days))
    caseload.hand_over(
        body=body, giver=second, taker=coach, files=None, word=WORD, by=manager, at=at - timedelta(days=13)
    )
    _met(late, coach, (-12, "home", ("plan", "market"), "لقاء أول في بيتها (عينة)", "distance", -6), at)


def _second_coach(body: Body, at: datetime) -> Person:
    name, name_ar, phone = SECOND
    made = accounts.sign_up(
        full_name=name, name_ar=name_ar, phone=phone, language="fr", secret=new_pin(), at=at, how="sample",
        by=OPERATOR, is_sample=True,
    )  # fmt: skip
    bodies.appoint(person=made, role=Role.COACH, body=body, by=OPERATOR, at=at)
    return made


def _planned(file: Participant, *, by: Actor, at: datetime) -> None:
    for text, actions in PLAN:
        goal = plans.set_goal(participant=file, text=text, by=by, at=at)
        for what, doer, days, done in actions:
            day = at.astimezone(CASABLANCA).date() + timedelta(days=24)
            row = plans.add_action(goal=goal, text=what, doer=doer, due=day + timedelta(days=days), by=by, at=at)
            if done is not None:
                plans.mark_action(action=row, done_on=day + timedelta(days=done), by=by, at=at)


def _met(
    file: Participant, coach: Person, visit: tuple[int, str, tuple[str, ...], str, str, int], at: datetime
) -> None:
    days, where, topics, done, obstacle, later = visit
    day = at.astimezone(CASABLANCA).date()
    sheet = Sheet(
        uuid4(), day + timedelta(days=days), where, topics, done, obstacle, next_on=day + timedelta(days=later)
    )
    visits.keep_visit(participant=file, sheet=sheet, by=Actor(person=coach.id), at=at + timedelta(days=days))
