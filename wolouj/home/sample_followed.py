"""For the demo: a workshop of two months ago, whose promises lived on for some weeks. Everything is invented.

Institutions are named as kinds ("the regional centre"), never as real ones, and each text stands in both languages.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from rulebook.engine.format import CASABLANCA
from wolouj.difficulties.actions import Told, tell
from wolouj.difficulties.models import SourceKind
from wolouj.foundation.actor import Actor
from wolouj.home.sample_meetings import REGION
from wolouj.home.sample_said import CENTRE, OFFICE, PEOPLE, pair
from wolouj.meetings import actions
from wolouj.meetings.following import actions as following
from wolouj.meetings.following.actions import Happened
from wolouj.meetings.following.models import Reply
from wolouj.meetings.following.states import State
from wolouj.meetings.models import Commitment, Level, Meeting, Point, PointKind, Review
from wolouj.people.models import Body

BEFORE = timedelta(days=60)
TITLE = (
    "ورشة حول سندات الطلب: من الإعلان إلى الأداء (عينة)",
    "Atelier sur les bons de commande : de l’avis au paiement (échantillon)",
)
PLACE = ("دار الشباب، الفقيه بن صالح", "Maison des jeunes, Fquih Ben Salah")
HANDS = (("language", 31), ("knowing", 27), ("cash", 19), ("unnoticed", 9), ("distance", 6))
COMMUNE = pair("institution", "جماعة من جماعات الإقليم", "Une commune de la province")
ADVICE = PEOPLE | pair(
    "text",
    "تعليق إعلانات سندات الطلب في مقر الجماعة، بالعربية وبخط واضح.",
    "Afficher les avis de bons de commande au siège de la commune, en arabe et en gros caractères.",
)  # fmt: skip

#: (what is promised, day it is due, the steps as (days after the workshop, state, note, link)); days from the workshop.
PROMISES: list[tuple[dict[str, Any], int | None, list[tuple[int, State, dict[str, str], str]]]] = [
    (
        OFFICE
        | pair("owner", "المصلحة الجهوية للتكوين", "Service régional de formation")
        | pair("what", "تكوين عشرين تعاونية في سندات الطلب", "Former vingt coopératives aux bons de commande"),
        30,
        [
            (6, State.CONFIRMED, {}, ""),
            (28, State.KEPT, pair(
                "note", "عُقدت دورتان، وتوصلنا بلائحتي الحضور.",
                "Deux sessions ont eu lieu ; les deux listes de présence ont été reçues.",
            ), ""),
        ],
    ),
    (
        CENTRE
        | pair("owner", "شباك المقاولات", "Guichet des entreprises")
        | pair("what", "استقبال التعاونيات صباح كل ثلاثاء", "Recevoir les coopératives le mardi matin"),
        75,
        [(10, State.CONFIRMED, {}, ""), (20, State.UNDER_WAY, pair(
            "note", "بدأ الاستقبال في الإقليم الأول.", "L’accueil a commencé dans la première province.",
        ), "")],
    ),
    (
        COMMUNE
        | pair("owner", "مصلحة المشتريات", "Service des achats")
        | pair("what", "تعليق الإعلانات الصغيرة في مقر الجماعة", "Afficher les petits avis à la commune"),
        45,
        [(9, State.CONFIRMED, {}, "")],
    ),
    (
        pair("institution", "الجمعية المنظمة", "L’association organisatrice")
        | pair("owner", "منسقة المشروع", "Coordinatrice du projet")
        | pair("what", "دليل صوتي بالدارجة والأمازيغية", "Un guide sonore en darija et en tamazight"),
        40,
        [(33, State.WITHDRAWN, pair(
            "note", "لم يتوفر التمويل هذه السنة.", "Le financement n’a pas été trouvé cette année.",
        ), "")],
    ),
    (
        CENTRE | pair("what", "تقاسم لائحة برامج الدعم", "Partager la liste des programmes d’appui"),
        None,
        [],
    ),
]  # fmt: skip
LINE = (
    "وُضعت سبورة الإعلانات، وسيبدأ التعليق بعد تعيين موظف لذلك.",
    "Le tableau d’affichage est posé ; l’affichage commencera quand un agent sera désigné.",
)


def live_on(*, body: Body, by: Actor, at: datetime) -> Meeting:
    """The workshop, what was voiced there, what was promised, and what became of it until ``at``."""
    day = at.astimezone(CASABLANCA).date() - BEFORE
    then = datetime.combine(day, time(9, 30), CASABLANCA)
    meeting = actions.open_meeting(
        body=body, day=day, titles=TITLE, places=PLACE, region=REGION, level=Level.PROVINCIAL, by=by, at=then,
        is_sample=True,
    )  # fmt: skip
    for code, voices in HANDS:
        given = {"source": SourceKind.MEETING, "source_id": str(meeting.pk), "body": body, "is_sample": True}
        tell(told=Told(code=code, voices=voices), **given, by=by, at=then)
    fields = {"kind": PointKind.RECOMMENDATION} | ADVICE
    advice = actions.add_item(kind=Point, meeting=meeting, fields=fields, by=by, at=then)
    for told, due, steps in PROMISES:
        row = _promise(meeting, told, due, advice, by=by, at=then)
        for days, state, note, link in steps:
            _step(row, day + timedelta(days=days), state, note, link, by=by)
    return meeting


def _promise(
    meeting: Meeting, told: dict[str, Any], due: int | None, advice: Point, *, by: Actor, at: datetime
) -> Commitment:
    """One promise; the commune's takes the recommendation up and has the institution's own line."""
    takes_up = {"point": advice} if told["institution_fr"] == COMMUNE["institution_fr"] else {}
    fields = told | takes_up | ({"due": meeting.gathering.day + timedelta(days=due)} if due else {})
    row = actions.add_item(kind=Commitment, meeting=meeting, fields=fields, by=by, at=at)
    if takes_up:
        line = following.reply(
            commitment=row, how=Reply.How.GIVEN, function="Service des achats", texts=LINE,
            on=meeting.gathering.day + timedelta(days=50), by=by, at=at + timedelta(days=50),
        )  # fmt: skip
        following.review_reply(row=line, decision=Review.PUBLISHED, by=by, at=at + timedelta(days=51))
    if due:
        following.publish(commitment=row, shown=True, by=by, at=at + timedelta(days=12))
    return row


def _step(row: Commitment, on: date, state: State, note: dict[str, str], link: str, *, by: Actor) -> None:
    happened = Happened(state=state, on=on, link=link, **note)
    following.move(commitment=row, happened=happened, by=by, at=datetime.combine(on, time(15), CASABLANCA))
