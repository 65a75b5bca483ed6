"""A petition of the cast to its region, from its text to its answer; another being prepared; a request for figures.

Subject, numbers of letters, counts and answers are invented and marked as samples.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from wolouj.advocacy.queries import causes_of
from wolouj.foundation.actor import OPERATOR, Actor
from wolouj.people.models import Body, Person
from wolouj.petitions import actions
from wolouj.petitions.actions import Happened
from wolouj.petitions.information import actions as information
from wolouj.petitions.information.models import InformationRequest
from wolouj.petitions.models import Petition
from wolouj.petitions.signing import actions as signing
from wolouj.petitions.signing import authorising, lines
from wolouj.petitions.signing.actions import Counted
from wolouj.petitions.signing.lines import Line
from wolouj.petitions.signing.queries import counts_by_province

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


COUNTED = (("05.081", 132, "Hayat"), ("05.091", 118, "Rachid"), ("05.255", 74, "Hayat"), ("05.301", 46, "Rachid"),
           ("05.311", 29, "Hayat"), ("05.081", 4, "Hayat"))  # fmt: skip
"""Province, signatures, who counted: 403 in all; three are taken back or found twice, so 400 count."""
LINES = (("ZZ000001", "Échantillon Un"), ("ZZ000002", "Échantillon Deux"), ("ZZ000003", "Échantillon Trois"))
"""Numbers and names that no card bears, to show a masked list."""
ACCEPTED: dict[str, Any] = {
    "number": "RÉP-2026-041", "note_fr": "Recevable : point inscrit à l’ordre du jour de la session ordinaire "
    "(échantillon).", "note_ar": "مقبولة: أُدرجت النقطة في جدول أعمال الدورة العادية (عينة).",
}  # fmt: skip
ASKED: dict[str, Any] = {
    "institution_ar": "مجلس جهة بني ملال-خنيفرة (عينة)", "institution_fr": "Conseil de la région (échantillon)",
    "asked_ar": "لائحة سندات الطلب لسنة 2025، مع المبلغ وصاحب السند وتاريخ التسليم وتاريخ الأداء.",
    "asked_fr": "La liste des bons de commande de 2025, avec montant, titulaire et jours de livraison et de paiement.",
}  # fmt: skip


def to_the_region(*, body: Body, by: Actor, at: datetime) -> Petition:
    """The first one: its text and its conditions, tied to the cause of the body when there is one."""
    cause = causes_of([body.pk]).first()
    row = actions.open_petition(body=body, fields=TEXT | {"cause": cause}, by=by, at=at, is_sample=True)
    actions.answer(petition=row, fields=CONDITIONS, by=by, at=at)
    return row


def to_the_commune(*, body: Body, place: str, by: Actor, at: datetime) -> Petition:
    """The second: an association's, with much left to say."""
    row = actions.open_petition(body=body, fields=OTHER | {"place": place}, by=by, at=at, is_sample=True)
    named = {"association_fr": "Association d’appui (échantillon)", "association_ar": "جمعية المواكبة (عينة)"}
    actions.answer(petition=row, fields=named | {"within_powers": True}, by=by, at=at)
    return row


def signed(petition: Petition, *, keeper: Person, by: Actor, at: datetime, now: datetime) -> None:
    """Authorised, counted by batches in the five provinces, a few lines kept, one taken back, one found twice.

    ``now``: when the sample is built, for what only today's staff may do.
    """
    day = at.date()
    actions.move(petition=petition, happened=Happened(state="gathering", on=day), by=by, at=at)
    authorising.record(
        petition=petition, number="ÉCHANTILLON-0000", granted_on=day, purpose="Liste de soutien (échantillon)",
        keep_until=now.date() + timedelta(days=200), keeper=keeper, by=OPERATOR, at=now,
    )  # fmt: skip
    batches = []
    for n, (province, counted, who) in enumerate(COUNTED, start=1):
        told = Counted(province=province, counted=counted, counted_by=who, counted_on=day, sheets=-(-counted // 12))
        batches.append(signing.count_batch(petition=petition, told=told, by=by, at=at + timedelta(minutes=n)))
    kept = Actor(person=keeper.pk)
    for number, name in LINES:
        lines.enter(batch=batches[0], line=Line(number, day, name, consented=True), by=kept, at=now)
    again = Line(LINES[0][0], day, LINES[0][1], consented=True)
    lines.enter(batch=batches[-1], line=again, second=True, by=kept, at=now)
    lines.withdraw(petition=petition, number=LINES[2][0], on=day, by=kept, at=now)
    signing.withdraw_one(batch=batches[1], on=day, by=by, at=at)


def answered(petition: Petition, *, by: Actor, filed: datetime, at: datetime) -> None:
    """Filed with its receipt, accepted for a session, adopted; then shown to anybody."""
    counts = sum(counts_by_province(petition.pk).values())
    days = (at - filed).days
    for state, after, told in (
        ("filed", 0, {"number": "ÉCH-118/2026"}),
        ("accepted", days // 2, ACCEPTED | {"due": (filed + timedelta(days=days - 2)).date()}),
        ("adopted", days - 2, {"note_fr": "Le conseil publiera la liste chaque trimestre (échantillon).",
                               "note_ar": "سينشر المجلس اللائحة كل ثلاثة أشهر (عينة)."}),
    ):  # fmt: skip
        when = filed + timedelta(days=after)
        happened = Happened(state=state, on=when.date(), **told)
        actions.move(petition=petition, happened=happened, signatures=counts, by=by, at=when)
    actions.publish(petition=petition, shown=True, by=by, at=at)


def asked(*, body: Body, petition: Petition | None, by: Actor, at: datetime) -> InformationRequest:
    """The figures asked of the region, the letter given against a receipt twelve days before."""
    fields = ASKED | {"petition": petition}
    row = information.open_request(fields=fields, body=body, by=by, at=at - timedelta(days=13), is_sample=True)
    sent = information.Told(state="sent", on=(at - timedelta(days=12)).date(), number="ÉCH-77")
    information.move(request=row, told=sent, by=by, at=at - timedelta(days=12))
    return row


def for_the_demo(*, body: Body, people: dict[str, Any], commune: str, at: datetime) -> Petition:
    """Both petitions of the cast, the first to its answer, and a request for information."""
    by = Actor(person=people["rachid"].id)
    opened, filed = at - timedelta(days=120), at - timedelta(days=75)
    row = to_the_region(body=body, by=by, at=opened)
    signed(row, keeper=people["hayat"], by=by, at=opened + timedelta(days=10), now=at)
    answered(row, by=by, filed=filed, at=at)
    to_the_commune(body=body, place=commune, by=by, at=at)
    asked(body=body, petition=row, by=by, at=at)
    return row
