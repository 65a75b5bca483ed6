"""For the demo: the cause born of the sample meeting, its facts, its notes, and what became of it. All invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from wolouj.advocacy import note, queries
from wolouj.advocacy.actions import causes, following
from wolouj.advocacy.actions.following import Happened
from wolouj.advocacy.models import Audience, Cause, StepKind
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.home.sample_said import pair
from wolouj.meetings.models import Meeting

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


def pleaded(*, meeting: Meeting, manager: Actor, coach: Actor, at: datetime) -> Pleaded:
    """The cause, written by the coach after the meeting, sent by the manager, acknowledged the day after."""
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
    following.make_ready(cause=cause, by=coach, at=at - timedelta(days=4))
    _sent(cause, by=manager, at=at - timedelta(days=3))
    return Pleaded(cause)


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
