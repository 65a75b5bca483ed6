"""The directory of the demo: the first list, a centre with an officer, people sent there. What is invented says so."""

from __future__ import annotations

from datetime import datetime, timedelta

from rulebook.engine.format import local
from wolouj.foundation.actor import OPERATOR, Actor
from wolouj.home.cast import Cast, new_pin
from wolouj.people.actions import accounts, bodies
from wolouj.people.models import Body, Person
from wolouj.people.roles import Role
from wolouj.programme.models import Participant
from wolouj.support.actions import asking, cards, directory, referrals
from wolouj.support.actions.asking import Subject
from wolouj.support.actions.referrals import Yes
from wolouj.support.limits import Caller
from wolouj.support.models import Offer, Provider, Question, Referral

CENTRE = {
    "kind": "investment", "name_ar": "المركز الجهوي للاستثمار (عينة)",
    "name_fr": "Centre régional d’investissement (échantillon)",
    "what_ar": "مكتب يستقبل حاملي المشاريع (عينة).",
    "what_fr": "Un guichet qui reçoit les porteurs de projet (échantillon).",
    "provinces": ["05.081", "05.091", "05.255"], "address": "Béni Mellal (échantillon)", "phone": "05 00 00 00 00",
    "sure": "certain", "source": "Échantillon",
}  # fmt: skip
TRAINING = {
    "need": "training", "title_ar": "يومان لتعلم المحاسبة البسيطة (عينة)",
    "title_fr": "Deux jours de comptes simples (échantillon)",
    "what_ar": "نتعلم تسجيل ما يدخل وما يخرج، بدون حاسوب (عينة).",
    "what_fr": "Noter ce qui entre et ce qui sort, sans ordinateur (échantillon).",
    "how_ar": "الحضور بالبطاقة الوطنية (عينة).", "how_fr": "Venir avec sa carte (échantillon).",
    "papers_ar": "البطاقة الوطنية", "papers_fr": "Carte nationale",
    "kinds": ["project", "cooperative", "auto_entrepreneur"], "believed": "open",
    "sure": "certain", "source": "Échantillon",
}  # fmt: skip


ANSWER = {
    "question_ar": "من أين تُطلب الشهادة الجبائية؟ (عينة)",
    "question_fr": "Où demander l’attestation fiscale ? (échantillon)",
    "answer_ar": "اسألوا مصلحة الضرائب التي تتبعون لها (عينة).",
    "answer_fr": "Demandez au service des impôts dont vous dépendez (échantillon).",
}


def lived(*, body: Body, centre: Body, people: dict[str, Person], at: datetime) -> list[Referral]:
    """The directory kept by the association, an offer of the centre, and the referrals of the cast."""
    coach, officer = Actor(person=people["hayat"].id), Actor(person=people["nadia"].id)
    then, on = at - timedelta(days=20), local(at).date()
    directory.bring_first(kept_by=body, by=coach, at=then)
    known = {**CENTRE, "checked_on": local(then).date(), "body": centre}
    provider = directory.add_provider(kept_by=body, fields=known, by=coach, at=then, is_sample=True)
    dated = {**TRAINING, "opens_on": on - timedelta(days=5), "ends_on": on + timedelta(days=14), "checked_on": on}
    training = directory.add_offer(provider=provider, fields=dated, by=officer, at=then)
    return _sent(training, people, coach, officer, at)


def _sent(training: Offer, people: dict[str, Person], coach: Actor, officer: Actor, at: datetime) -> list[Referral]:
    """One accepted, one that waits since six days, one sent to the office of cooperatives."""
    made = []
    register = Provider.objects.get(key="odco").offers.get(key="odco-advice")
    for name, offer, days, need in (
        ("ftoum", training, 8, "تعلم كتابة حسابات التعاونية (عينة)"),
        ("yassine", training, 6, "Tenir mes comptes de l’année (échantillon)"),
        ("ftoum", register, 3, "مساعدة على محضر الجمع العام (عينة)"),
    ):
        her = Participant.objects.get(person=people[name])
        then = at - timedelta(days=days)
        yes = Yes(("phone", "place"), "oral", local(then).date())
        made.append(
            referrals.refer(participant=her, offer=offer, need=need, consent=yes, by=coach, at=then, is_sample=True)
        )
    referrals.receive(referral=made[0], by=officer, at=at - timedelta(days=7))
    words = "مرحبا بكم يوم الاثنين على الساعة التاسعة (عينة)."
    referrals.answer(referral=made[0], state="accepted", words=words, by=officer, at=at - timedelta(days=7))
    return made


def helped(*, people: dict[str, Person], at: datetime) -> list[Question]:
    """A question on a paper, answered, now a card; one on a quote, late since three days; one with a phone only.

    They are asked today, when the association of the demo begins, then made older.
    """
    coach, manager = Actor(person=people["hayat"].id), Actor(person=people["rachid"].id)
    made = []
    for name, about, topic, lang, text in (
        ("ftoum", "paper", "paper:tax_certificate", "ar", "من أين نطلب هذه الشهادة؟ (عينة)"),
        ("yassine", "quote", "quote", "fr", "Mon prix est de 12 000 DH, est-ce trop ? (échantillon)"),
        ("", "other", "other", "ar", "كيف أبدأ مشروعي؟ (عينة)"),
    ):
        person = people.get(name)
        made.append(
            asking.ask(
                subject=Subject(about, None, topic), text=text, lang=lang, person=person, is_sample=True, at=at,
                caller=None if person else Caller("+212600000077", ""), by=Actor(person=person.id if person else None),
            )
        )  # fmt: skip
    asking.answer(question=made[0], text=ANSWER["answer_ar"], by=coach, at=at)
    card = cards.write(question=made[0], fields=ANSWER, by=coach, at=at, is_sample=True)
    cards.review(card=card, by=manager, at=at)
    for question, days in zip(made, (9, 3, 0), strict=True):
        Question.objects.filter(pk=question.pk).update(asked_at=at - timedelta(days=days))
    return made


def office_of_cooperatives(*, secret: str, at: datetime) -> Person:
    """An officer of the office of cooperatives, whose account keeps its entry: she answers who is sent there."""
    zahra = accounts.sign_up(
        full_name="Zahra (échantillon)", name_ar="زهرة (عينة)", phone="0600000010", language="ar", secret=secret,
        at=at, how="sample", by=OPERATOR, is_sample=True,
    )  # fmt: skip
    office = bodies.create_body(
        name_fr="Office des coopératives (échantillon)", name_ar="مكتب التعاونيات (عينة)", by=OPERATOR, at=at,
        kind=Body.Kind.ODCO, is_sample=True,
    )  # fmt: skip
    bodies.appoint(person=zahra, role=Role.OFFICER, body=office, by=OPERATOR, at=at)
    directory.correct(row=Provider.objects.get(key="odco"), fields={"body": office}, by=OPERATOR, at=at)
    return zahra


def for_the_demo(*, cast: Cast, body: Body, at: datetime) -> list[Referral]:
    """The same with the centre of the cast's officer, the office of cooperatives, and the questions asked of the
    association."""
    centre = Body.objects.get(memberships__person=cast.people["nadia"])
    helped(people=cast.people, at=at)
    made = lived(body=body, centre=centre, people=cast.people, at=at)
    cast.secrets["zahra"] = new_pin()
    cast.people["zahra"] = office_of_cooperatives(secret=cast.secrets["zahra"], at=at)
    return made
