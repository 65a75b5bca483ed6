"""What the demo's programme gave: its indicators counted. All invented, all marked so."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from wolouj.foundation.actor import Actor
from wolouj.programme.actions import calls
from wolouj.programme.models import Application, Call, Outcome, Programme
from wolouj.results import queries
from wolouj.results.actions import editions, following, measuring, periods
from wolouj.results.models import Edition, Period

KNOWN = {"Activités créées": "created"}
"""Words of an indicator of the sample framework -> its measure."""
MORE = (
    ("أشخاص مقبولون", "Personnes acceptées", False, "15", "accepted"),
    ("نسبة النساء من بين المقبولين", "Part des femmes parmi les personnes acceptées", True, "60", "women_accepted"),
    ("ملفات تلقت جوابا معللا", "Dossiers qui ont reçu une réponse motivée", True, "100", "answered"),
    ("بيانات أثمان مرسلة إلى الجماعات", "Devis envoyés aux communes", False, "10", "quotes_sent"),
)  # fmt: skip
"""Indicators added to it: Arabic, French, a share or not, target, measure."""


AFTER = (
    ("مناصب شغل في الأنشطة", "Emplois dans les activités", False, "12", "jobs"),
    ("أنشطة تبيع بعد ثلاثة أشهر", "Activités qui vendent encore à trois mois", True, "75", "selling_3"),
)
"""What the demo counts after creation, in the same order."""


Asked = tuple[str, str, bool, str, str]


def measured(programme: Programme, *, by: Actor, at: datetime, more: tuple[Asked, ...] = MORE) -> None:
    """Each indicator of the sample framework finds its measure; one stays told by hand."""
    under = programme.goals.exclude(under=None).order_by("position", "id")[0]
    for ar, fr, share, target, _ in more:
        fields = {"text_ar": ar, "text_fr": fr, "is_share": share, "target": Decimal(target), "rhythm": "half_year",
                  "splits": ["sex", "age", "province"], "source_fr": "Dossiers et décisions datées",
                  "source_ar": "الملفات والقرارات المؤرخة"}  # fmt: skip
        calls.add_indicator(goal=under, fields=fields, by=by, at=at)
    keys = KNOWN | {fr: key for _, fr, _, _, key in more}
    for row in queries.indicators_of(programme):
        if row.text_fr in keys:
            measuring.choose(indicator=row, measure=keys[row.text_fr], by=by, at=at)


def told(programme: Programme, *, by: Actor, at: datetime) -> None:
    """One indicator is told by hand, with its source."""
    row = next(
        row for row in queries.indicators_of(programme) if row.text_fr == "Activités qui vendent encore à six mois"
    )
    fields = {"value": Decimal(50), "on": at.date(), "source": "بطاقات زيارات شهر نونبر (عينة)"}
    measuring.tell(indicator=row, fields=fields, by=by, at=at)


def reported(programme: Programme, *, by: Actor, at: datetime) -> Period:
    """A first period is over: its figures are frozen, one is corrected since. The next one runs."""
    day = at.date()
    first = periods.open_period(
        programme=programme, starts_on=programme.starts_on, ends_on=day - timedelta(days=10), by=by, at=at
    )
    first = periods.freeze(period=first, by=by, at=at - timedelta(days=3))
    figure = next(row for row in first.figures.all() if row.measure == "answered")
    periods.correct(
        figure=figure, value=Decimal(75), by=by, at=at,
        reason="Deux réponses remises en main propre, sans date (échantillon)",
    )  # fmt: skip
    end = day + timedelta(days=170)
    periods.open_period(programme=programme, starts_on=day - timedelta(days=9), ends_on=end, by=by, at=at)
    return first


LESSONS = (
    ("من يسكن بعيدا عن الطريق يأتي متأخرا إلى الحصة الأولى (عينة)",
     "Qui habite loin de la route arrive après la première heure (échantillon)",
     "لقاء المشاركات يوم التوزيع، خمس من ثماني قلن ذلك (عينة)",
     "بدء الحصص على الساعة العاشرة", "Commencer les séances à dix heures"),
    ("جواب مكتوب ومعلل يوقف الإشاعات (عينة)", "Une réponse écrite et motivée arrête les rumeurs (échantillon)", "",
     "إبقاء الجواب المؤرخ لكل مترشح", "Garder une réponse datée pour chaque candidat"),
)  # fmt: skip


def closed(first: Call, second: Call, period: Period, *, by: Actor, at: datetime) -> Edition:
    """The first edition is closed with two lessons; the design of the second takes one up."""
    figure = period.figures.filter(measure="answered").first()
    made = []
    for ar, fr, evidence, change_ar, change_fr in LESSONS:
        fields = {"text_ar": ar, "text_fr": fr, "evidence": evidence, "change_ar": change_ar, "change_fr": change_fr,
                  "figure": None if evidence else figure}  # fmt: skip
        made.append(editions.learn(call=first, fields=fields, by=by, at=at))
    edition = editions.close(call=first, by=by, at=at)
    editions.carry(lesson=made[1], call=second, kept=True, how="أجل الأجوبة مكتوب في النداء (عينة)", by=by, at=at)
    return edition


#: How, sold lately, jobs (self, permanent, seasonal), income.
FOLLOWED = (("visit", True, 1, 0, 2, "to_3000"), ("call", True, 1, 1, 0, "to_1000"), ("call", False, 1, 0, 0, ""))


def followed(call: Call, *, by: Actor, at: datetime) -> None:
    """Three of those chosen, three months after their answer."""
    rows = Application.objects.filter(call=call, decision__outcome=Outcome.SELECTED, answered_at__isnull=False)
    chosen = rows.select_related("decision", "participant").order_by("number")
    for row, (how, sold, own, kept, season, income) in zip(chosen, FOLLOWED, strict=False):
        fields = {"done_on": at.date(), "how": how, "sold": sold, "jobs_self": own, "jobs_permanent": kept,
                  "jobs_seasonal": season, "income": income}  # fmt: skip
        following.follow(application=row, month=3, fields=fields, by=by, at=at, is_sample=True)


def lived(programme: Programme, *, manager: Actor, at: datetime) -> None:
    """From the choice of measures on."""
    measured(programme, by=manager, at=at - timedelta(days=20), more=(*MORE, *AFTER))
    told(programme, by=manager, at=at - timedelta(days=12))
    calls_made = list(programme.calls.order_by("made_at"))
    followed(calls_made[0], by=manager, at=at - timedelta(days=12))
    period = reported(programme, by=manager, at=at)
    closed(calls_made[0], calls_made[1], period, by=manager, at=at)
