"""A petition of the cast to the council of its region, from its text to its answer; and another being prepared.

Subject, numbers of letters, counts and answers are invented and marked as samples.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from wolouj.foundation.actor import Actor
from wolouj.people.models import Body
from wolouj.petitions import actions
from wolouj.petitions.models import Petition

REGION, COMMUNE = "05", "Azilal"
TEXT: dict[str, Any] = {
    "level": "region",
    "place": REGION,
    "filer": "citizens",
    "title_ar": "نشر آجال الأداء الفعلية لسندات الطلب (عينة)",
    "title_fr": "Publier les délais réels de paiement des bons de commande (échantillon)",
    "request_ar": "نطلب من مجلس الجهة إدراج نقطة في جدول أعماله: نشر قائمة سندات الطلب كل ثلاثة أشهر، مع تاريخ التسليم "
    "وتاريخ الأداء، وتعيين مخاطب للتعاونيات والمقاولين الذاتيين.",
    "request_fr": "Nous demandons au conseil de la région de mettre un point à son ordre du jour : publier chaque "
    "trimestre la liste de ses bons de commande, avec le jour de livraison et le jour de paiement, et nommer "
    "une personne à qui les coopératives et les auto-entrepreneurs peuvent s’adresser.",
    "reasons_ar": "لا تستطيع البنيات الصغيرة انتظار الأداء شهورا دون أن تعرف متى يأتي.\nحين تُعرف الآجال، يمكن إعداد "
    "الثمن والخزينة، ويمكن للمجلس أن يحسنها.",
    "reasons_fr": "Les plus petites structures ne peuvent pas attendre un paiement des mois sans savoir quand il "
    "viendra.\nQuand les délais sont connus, on prépare son prix et sa trésorerie, et le conseil peut les améliorer.",
}
CONDITIONS: dict[str, Any] = {
    "within_powers": True,
    "touches_constants": False,
    "common_interest": True,
    "agent": "Hayat (échantillon)",
    "deputy": "Yassine (échantillon)",
}
OTHER: dict[str, Any] = {
    "level": "commune",
    "filer": "association",
    "title_ar": "مخاطب واحد للمقاولات الصغرى في الجماعة (عينة)",
    "title_fr": "Un interlocuteur pour les petites entreprises à la commune (échantillon)",
    "request_ar": "نطلب إدراج تعيين مخاطب للمقاولات الصغرى في جدول أعمال المجلس.",
    "request_fr": "Nous demandons de mettre à l’ordre du jour un interlocuteur des petites entreprises.",
}


def to_the_region(*, body: Body, by: Actor, at: datetime) -> Petition:
    """The first one: its text and its conditions."""
    row = actions.open_petition(body=body, fields=TEXT, by=by, at=at, is_sample=True)
    actions.answer(petition=row, fields=CONDITIONS, by=by, at=at)
    return row


def to_the_commune(*, body: Body, place: str, by: Actor, at: datetime) -> Petition:
    """The second: an association's, with much left to say."""
    row = actions.open_petition(body=body, fields=OTHER | {"place": place}, by=by, at=at, is_sample=True)
    named = {"association_fr": "Association d’appui (échantillon)", "association_ar": "جمعية المواكبة (عينة)"}
    actions.answer(petition=row, fields=named | {"within_powers": True}, by=by, at=at)
    return row


def for_the_demo(*, body: Body, people: dict[str, Any], commune: str, at: datetime) -> Petition:
    """Both petitions of the cast."""
    by = Actor(person=people["rachid"].id)
    to_the_commune(body=body, place=commune, by=by, at=at)
    return to_the_region(body=body, by=by, at=at)
