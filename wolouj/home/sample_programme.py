"""The programme of the demo: a first call lived to its answers, a second one open. All invented, all marked so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from rulebook.engine.format import CASABLANCA
from wolouj.foundation.actor import Actor
from wolouj.people.models import Body, Person
from wolouj.programme.actions import calls, intake
from wolouj.programme.grid import grid_of
from wolouj.programme.models import Application, Call, Programme, Purpose, Stage
from wolouj.programme.models.people import ConsentHow

PROVINCES = ["05.081", "05.091", "05.255"]
"""Azilal, Béni Mellal, Fquih Ben Salah."""
TITLE = ("خطوة نحو مشروعي (عينة)", "Un pas vers mon projet (échantillon)")
AIM = (
    "تمكين نساء وشباب في وضعية هشة من إحداث أنشطة مدرة للدخل ومن بيع ما ينتجون.",
    "Permettre à des femmes et des jeunes en situation fragile de créer une activité et d’en vendre les produits.",
)
DONORS = (("منظمة تنموية (عينة)", "Organisation de développement (échantillon)", "es"),
          ("ممول ثان (عينة)", "Deuxième bailleur (échantillon)", "fr"))  # fmt: skip
FRAMEWORK = (
    (("نساء وشباب يعيشون من نشاطهم", "Des femmes et des jeunes vivent de leur activité"),
     (("أنشطة أُحدثت وما زالت تبيع", "Des activités créées et qui vendent encore"),
      (("أنشطة أُحدثت", "Activités créées", None, "40", "once"),
       ("أنشطة تبيع بعد ستة أشهر", "Activités qui vendent encore à six mois", None, "75", "half_year")))),
    (("أشخاص يحسنون التكوين والثمن", "Des personnes formées qui savent fixer un prix"),
     (("تكوين متوج بشهادة", "Une formation certifiée"),
      (("أشخاص تلقوا شهادة", "Personnes certifiées", "0", "60", "session"),))),
)  # fmt: skip
GRID: tuple[tuple[Stage, str, str, int], ...] = (
    (Stage.ELIGIBILITY, "السكن في أحد الأقاليم الثلاثة", "Habiter une des trois provinces", 0),
    (Stage.ELIGIBILITY, "السن 18 سنة أو أكثر", "Avoir 18 ans ou plus", 0),
    (Stage.FILE, "الهشاشة", "Vulnérabilité", 25),
    (Stage.FILE, "الحافز والتفرغ", "Motivation et disponibilité", 15),
    (Stage.FILE, "المهارات والتجربة", "Savoir-faire et expérience", 15),
    (Stage.FILE, "السوق وقابلية الإنجاز", "Marché et faisabilité", 20),
    (Stage.INTERVIEW, "المساهمة الذاتية", "Apport personnel", 10),
    (Stage.INTERVIEW, "أثر البيئة والمساواة وفرص الشغل", "Effet sur l’environnement, l’égalité, l’emploi", 15),
)
WHAT = (
    "اثنا عشر يوما من التكوين، ثم مواكبة لستة أشهر.",
    "Douze jours de formation, puis six mois d’accompagnement.",
)
WHOM = (
    "نساء وشباب لهم فكرة نشاط أو نشاط صغير.",
    "Femmes et jeunes qui ont une idée d’activité ou une petite activité.",
)
HOW = (
    "من هذا الهاتف في خمس شاشات، أو في مقر الجمعية مع من يساعدكم.",
    "Sur ce téléphone en cinq écrans, ou au local de l’association avec quelqu’un qui vous aide.",
)
PAPERS = (("نسخة من البطاقة الوطنية", "Copie de la carte nationale", True),)


@dataclass
class Lived:
    """What was built."""

    programme: Programme
    first: Call
    second: Call
    applications: list[Application]


def prepared(*, body: Body, by: Actor, at: datetime) -> Programme:
    """The programme, who pays for it and its framework."""
    day = at.astimezone(CASABLANCA).date()
    programme = calls.open_programme(
        body=body, by=by, at=at, is_sample=True,
        fields={
            "title_ar": TITLE[0], "title_fr": TITLE[1], "aim_ar": AIM[0], "aim_fr": AIM[1], "provinces": PROVINCES,
            "starts_on": day - timedelta(days=200), "ends_on": day + timedelta(days=500),
        },
    )  # fmt: skip
    for ar, fr, reads in DONORS:
        fields = {"name_ar": ar, "name_fr": fr, "reads": reads}
        calls.add_donor(programme=programme, fields=fields, by=by, at=at)
    for goal, result in FRAMEWORK:
        above = calls.add_goal(programme=programme, under=None, fields=_pair("text", goal), by=by, at=at)
        under = calls.add_goal(programme=programme, under=above, fields=_pair("text", result[0]), by=by, at=at)
        for ar, fr, baseline, target, rhythm in result[1]:
            calls.add_indicator(
                goal=under, by=by, at=at,
                fields=_pair("text", (ar, fr)) | {
                    "baseline": baseline and Decimal(baseline), "target": Decimal(target), "rhythm": rhythm,
                    "is_share": target == "75", "splits": ["sex", "age", "province"],
                    "source_fr": "Fiches de visite", "source_ar": "بطاقات الزيارة",
                },
            )  # fmt: skip
    return programme


def _pair(name: str, texts: tuple[str, str]) -> dict[str, Any]:
    return {f"{name}_ar": texts[0], f"{name}_fr": texts[1]}


def opened(
    *, programme: Programme, number: int, closes: date, by: Actor, at: datetime, places: int, reserve: int
) -> Call:
    """A call of the programme, open since ``at``."""
    call = calls.open_draft(
        programme=programme, by=by, at=at,
        fields={
            "title_ar": f"نداء الترشيح رقم {number} (عينة)", "title_fr": f"Appel n° {number} (échantillon)",
            **_pair("what", WHAT), **_pair("whom", WHOM), **_pair("how", HOW), "places": places, "reserve": reserve,
            "quorum": 3, "closes_at": datetime.combine(closes, time(23, 59), CASABLANCA),
            "answers_on": closes + timedelta(days=30),
        },
    )  # fmt: skip
    lines = [{"stage": stage, "label_ar": ar, "label_fr": fr, "weight": weight} for stage, ar, fr, weight in GRID]
    calls.prepare_grid(call=call, lines=lines, by=by, at=at)
    for ar, fr, later in PAPERS:
        calls.add_paper(call=call, fields={"label_ar": ar, "label_fr": fr, "later": later}, by=by, at=at)
    return calls.open_call(call=call, by=by, at=at)


def told(application: Application, *, fields: dict[str, Any], by: Actor, at: datetime) -> Application:
    """Everything is told, she agrees, it is sent."""
    conditions = {line.key: "yes" for line in grid_of(application.call).conditions}
    her = application.participant
    mine = by.principal == her.person_id
    intake.tell(application=application, fields={"told": conditions, **fields}, by=by, at=at)
    how = ConsentHow.TICK if mine else ConsentHow.ORAL
    intake.consent(participant=her, purpose=Purpose.FOLLOW, yes=True, how=how, by=by, at=at)
    return intake.send(application=application, by=by, at=at)


FTOUM = {
    "sex": "woman", "born_in": 1981, "province": "05.081", "status": "office", "spoken": "tamazight",
    "comfort": "hears", "whose_phone": "household", "activity": "كسكس وأعشاب (عينة)",
    "idea": "نريد بيع الكسكس للجماعات والمدارس (عينة)", "need": "آلة للتجفيف (عينة)", "schooling": "none",
}  # fmt: skip
YASSINE = {
    "sex": "man", "born_on": date(1999, 5, 2), "province": "05.091", "status": "auto_entrepreneur", "spoken": "darija",
    "comfort": "reads", "whose_phone": "own", "activity": "Impression (échantillon)",
    "idea": "Acheter une presse pour imprimer des banderoles sur place (échantillon)", "schooling": "secondary",
}  # fmt: skip


def lived(
    *, body: Body, manager: Actor, coach: Actor, people: dict[str, Person], at: datetime, ago: timedelta = timedelta()
) -> Lived:
    """The programme with its two calls and the files of the cast, at ``at``; the first call ``ago`` earlier still."""
    day = at.astimezone(CASABLANCA).date()
    programme = prepared(body=body, by=manager, at=at - ago - timedelta(days=120))
    then = at - ago - timedelta(days=90)
    first = opened(
        programme=programme, number=1, closes=day - ago - timedelta(days=60), by=manager, at=then, places=6, reserve=1
    )
    second = opened(
        programme=programme, number=2, closes=day + timedelta(days=20), by=manager, at=at - timedelta(days=2),
        places=12, reserve=6,
    )  # fmt: skip
    applications = []
    for name, fields in (("ftoum", FTOUM), ("yassine", YASSINE)):
        by = Actor(person=people[name].id)
        begun = intake.begin_by_herself(call=second, person=people[name], by=by, at=at - timedelta(days=1))
        applications.append(told(begun, fields=fields, by=by, at=at - timedelta(days=1)))
    return Lived(programme, first, second, applications)
