"""For the demo: the cause born of the sample meeting, the network consulted on it, its notes, what became of it.

All invented; the councils' months alone are the law's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from wolouj.advocacy import note, queries
from wolouj.advocacy.actions import calendar, causes, consulting, following
from wolouj.advocacy.actions.following import Happened
from wolouj.advocacy.models import Audience, Cause, Consultation, StepKind
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.home.sample_said import pair
from wolouj.meetings.models import Meeting, Review
from wolouj.people.models import Body, Person

WHAT = {
    "power": "reserve", "addressee": "region", "place": "05",
    **pair(
        "title", "حصة الصغار في مشتريات الجهة (عينة)", "La part des petits dans les achats de la région (échantillon)"
    ),
}  # fmt: skip
TEXTS = {
    **pair(
        "situation",
        "في اللقاء الجهوي قال المشاركون إنهم يعلمون بالإعلانات متأخرين، وإن الطلبيات أكبر من طاقتهم، وإنهم لا يعرفون "
        "ما خُصص فعلا للمقاولات الصغيرة والتعاونيات خلال السنة.",
        "À la rencontre régionale, les participants ont dit apprendre trop tard la sortie des avis, trouver les "
        "commandes trop grandes pour eux, et ne pas savoir ce qui a été réellement réservé dans l’année aux petites "
        "entreprises et aux coopératives.",
    ),
    **pair(
        "ask",
        "أن يطبق مجلس الجهة الحصة المخصصة في مشترياته، وأن يعلق لائحتها في بداية السنة، وأن يعرض نتيجتها في دورة من "
        "دورات السنة الموالية.",
        "Que le conseil de la région applique la part réservée dans ses achats, en affiche la liste au début de "
        "l’année, et en présente le résultat à une session de l’année suivante.",
    ),
    **pair(
        "cost",
        "لا كلفة مالية: يوم عمل لإعداد اللائحة، ويوم لإعداد الحصيلة.",
        "Aucune dépense : une journée de travail pour la liste, une autre pour le bilan.",
    ),
    **pair(
        "benefit",
        "طلبيات في متناول التعاونيات، وعروض أكثر لكل طلبية، ومال يبقى في الجهة.",
        "Des commandes à la portée des coopératives, plus d’offres par commande, de l’argent qui reste ici.",
    ),
}  # fmt: skip
FACT = {
    **pair("text", "حضر اللقاء الجهوي 114 شخصا، أكثر من نصفهم نساء (عينة).",
           "La rencontre régionale a réuni 114 personnes, dont plus de la moitié de femmes (échantillon)."),
    **pair("source", "محضر اللقاء (عينة)", "Procès-verbal de la rencontre (échantillon)"),
}  # fmt: skip
LEADS = {
    Audience.COUNCIL: (
        "أنتم من يصوت على مشتريات الجهة. قرار واحد في دورة واحدة يفتح هذه المشتريات للصغار.",
        "Vous votez les achats de la région. Une décision, à une session, les ouvre aux plus petits.",
    ),
    Audience.STATE: (
        "هذه المذكرة تعرض القاعدة وما نقيسه من تطبيقها، وتطلب قراءتكم لما لم نتأكد منه.",
        "Cette note dit la règle, ce que nous en mesurons, et demande votre lecture de ce qui n’est pas sûr.",
    ),
    Audience.PUBLIC: (
        "نساء ينتجن ويعرفن ما تشتريه الجهة، ولا يصلن إليه. هذا ما يطلبنه.",
        "Des femmes produisent ce que la région achète, et n’y accèdent pas. Voici ce qu’elles demandent.",
    ),
}
TO = pair("whom", "رئاسة مجلس الجهة", "Présidence du conseil de la région")


@dataclass
class Pleaded:
    """What was built."""

    cause: Cause
    closed: Consultation
    open: Consultation


def pleaded(*, meeting: Meeting, people: dict[str, Person], at: datetime) -> Pleaded:
    """The cause, written by the coach after the meeting, put to the network, sent by the manager, acknowledged."""
    coach, manager = Actor(people["hayat"].id), Actor(people["rachid"].id)
    begun = at - timedelta(days=6)
    body = meeting.gathering.body
    cause = causes.open_cause(body=body, fields=WHAT, by=coach, at=begun, meeting=meeting, is_sample=True)
    given: dict[str, Any] = {"cause": cause, "by": coach, "at": begun}
    causes.change(fields=TEXTS, **given)
    causes.set_difficulties(codes=["language", "cash", "delays", "alone"], **given)
    causes.set_articles(signatures=["decree-2-22-431/148", "decree-2-22-431/17", "decree-2-22-431/10"], **given)
    causes.add_fact(fields=FACT | {"on": meeting.gathering.day}, **given)
    for name in ("short_deadlines", "quotes"):
        try:
            causes.add_measure(name=name, cause=cause, by=coach, at=at - timedelta(days=5))
        except BadInput:
            continue  # too little is published here to be measured
    for audience, texts in LEADS.items():
        causes.set_lead(audience=audience, texts=texts, **given)
    closed = _consulted(cause, people, at=at - timedelta(days=5))
    consulting.feed(consultation=closed, cause=cause, by=coach, at=at - timedelta(days=4))
    following.make_ready(cause=cause, by=coach, at=at - timedelta(days=4))
    _sent(cause, by=manager, at=at - timedelta(days=3))
    _councils(body, by=coach, at=at)
    return Pleaded(cause, closed, _asked(body, by=manager, at=at))


QUESTION = {
    "about": "question",
    **pair("title", "بماذا نبدأ مع مجلس الجهة؟ (عينة)", "Par quoi commencer avec la région ? (échantillon)"),
    **pair("text", "لا يمكن طلب كل شيء في دورة واحدة. اختاروا ما ينفعكم أولا.",
           "On ne peut pas tout demander à une seule session. Choisissez ce qui vous aiderait d’abord."),
}  # fmt: skip
ANSWERS = (
    ("تعليق لائحة الصفقات المخصصة", "Afficher la liste des marchés réservés"),
    ("تقسيم الطلبيات الكبيرة إلى حصص", "Partager les grosses commandes en lots"),
    ("عرض الحصيلة كل سنة", "Présenter le bilan chaque année"),
)
HANDS = (31, 12, 9)
SAID = (
    ("تعليق اللائحة حتى في مقر الجماعة ماشي غير فالبوابة",
     "تعليق اللائحة في مقرات الجماعات أيضا، لا في البوابة وحدها.",
     "Afficher la liste dans les communes aussi, pas seulement sur le portail."),
    ("Dire le nom de qui a gagné", "نشر اسم من فاز بكل صفقة مخصصة.", "Publier qui a gagné chaque marché réservé."),
)  # fmt: skip
OPEN = {
    "about": "text",
    **pair("title", "نص الطلب قبل عرضه (عينة)", "Le texte de la demande, avant de la présenter (échantillon)"),
    **pair("text", "نطلب من مجلس الجهة أن يعرض كل سنة حصيلة الحصة المخصصة للمقاولات الصغيرة والتعاونيات.",
           "Nous demandons au conseil de la région de présenter chaque année le bilan de la part réservée aux petites "
           "entreprises et aux coopératives."),
}  # fmt: skip
HELD = "فلان كيعطي الصفقات لصحابو"
"""An accusation: it stays held, nobody outside the team reads it."""


def _consulted(cause: Cause, people: dict[str, Person], *, at: datetime) -> Consultation:
    """A question of some days, closed: votes by phone, hands raised, proposals of which one has supporters."""
    coach, manager = Actor(people["hayat"].id), Actor(people["rachid"].id)
    fields = QUESTION | {"closes_on": at.date() + timedelta(days=1)}
    row = consulting.prepare(
        body=cause.body, cause=cause, fields=fields, options=ANSWERS, is_sample=True, by=coach, at=at
    )  # fmt: skip
    given: dict[str, Any] = {"consultation": row, "at": at}
    consulting.open_now(by=manager, **given)
    options = list(row.options.all())
    for name, option, kind, sex, province in (
        ("ftoum", 0, "cooperative", "woman", "05.081"), ("yassine", 2, "auto_entrepreneur", "man", "05.091"),
        ("karim", 1, "firm", "man", "05.081"),
    ):  # fmt: skip
        told = {"kind": kind, "sex": sex, "province": province}
        consulting.vote(option=options[option], told=told, by=Actor(people[name].id), **given)
    for n, slip in enumerate(consulting.make_slips(count=14, by=coach, **given)):
        told = {
            "kind": "cooperative" if n < 9 else "project",
            "sex": "woman" if n < 11 else "man",
            "province": "05.081",
        }
        consulting.vote(option=options[n % 2], told=told, slip=slip, by=Actor(None), **given)
    hands = {str(option.pk): n for option, n in zip(options, HANDS, strict=True)}
    there = {"on": at.date(), "present": 61, "women": 34, "hands": hands}
    consulting.count_hands(fields=there | pair("where", "لقاء أفورار (عينة)", "Rencontre d’Afourer (échantillon)"),
                           by=coach, **given)  # fmt: skip
    for text, ar, fr in SAID:
        made = consulting.propose(text=text, part="", by=Actor(people["ftoum"].id), **given)
        consulting.review(proposal=made, texts=(ar, fr), decision=Review.PUBLISHED, by=coach, at=at)
        consulting.support(proposal=made, by=Actor(people["karim"].id), at=at)
    consulting.close(consultation=row, by=manager, at=at + timedelta(days=1))
    return row


def _asked(body: Body, *, by: Actor, at: datetime) -> Consultation:
    """A text still open to amendments, with one that waits to be read."""
    fields = OPEN | {"closes_on": at.date() + timedelta(days=9)}
    row = consulting.prepare(body=body, fields=fields, options=(), is_sample=True, by=by, at=at)
    consulting.open_now(consultation=row, by=by, at=at)
    consulting.propose(consultation=row, text=HELD, part="", by=Actor(None), at=at)
    return row


def _councils(body: Body, *, by: Actor, at: datetime) -> None:
    """A session somebody told of, and two consultative bodies: one set up, one not."""
    first = at.date() + timedelta(days=40)
    source = "مصلحة المجلس (عينة) · Service du conseil (échantillon)"
    days = {"starts_on": first, "agenda_until": first - timedelta(days=15), "kind": "ordinary", "source": source}
    calendar.tell_session(body=body, fields=days | {"level": "region", "place": "05"}, by=by, at=at)
    for kind, place, is_set_up, members in (
        ("region_economy", "05", True, 18), ("commune_equality", "05.081.11.01", False, None)
    ):  # fmt: skip
        fields = {"kind": kind, "place": place, "is_set_up": is_set_up, "members": members, "source": source}
        calendar.tell_set_up(body=body, fields=fields, by=by, at=at)


def _sent(cause: Cause, *, by: Actor, at: datetime) -> None:
    whole = queries.cause_of(cause.pk)
    assert whole is not None
    papers = {lang: note.context(whole, Audience.COUNCIL, lang, at=at, draft=False) for lang in note.LANGS}
    given: dict[str, Any] = {"cause": cause, "by": by}
    told = Happened(StepKind.SENT, at.date(), **TO, **pair("note", "أودعت في مكتب الضبط", "Déposée au bureau d’ordre"))
    following.step(happened=told, audience=Audience.COUNCIL, papers=papers, at=at, **given)
    next_day = at + timedelta(days=1)
    following.step(happened=Happened(StepKind.ACKNOWLEDGED, next_day.date(), **TO), at=next_day, **given)
    following.publish(shown=True, at=next_day, **given)
