"""What the demo's programme gave: its indicators counted. All invented, all marked so."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from wolouj.foundation.actor import Actor
from wolouj.programme.actions import calls
from wolouj.programme.models import Programme
from wolouj.results import queries
from wolouj.results.actions import measuring, periods
from wolouj.results.models import Period

KNOWN = {"Activités créées": "created"}
"""Words of an indicator of the sample framework -> its measure."""
MORE = (
    ("أشخاص مقبولون", "Personnes acceptées", False, "15", "accepted"),
    ("نسبة النساء من بين المقبولين", "Part des femmes parmi les personnes acceptées", True, "60", "women_accepted"),
    ("ملفات تلقت جوابا معللا", "Dossiers qui ont reçu une réponse motivée", True, "100", "answered"),
    ("بيانات مرسلة إلى الجماعات", "Devis envoyés aux communes", False, "10", "quotes_sent"),
)  # fmt: skip
"""Indicators added to it: Arabic, French, a share or not, target, measure."""


def measured(programme: Programme, *, by: Actor, at: datetime) -> None:
    """Each indicator of the sample framework finds its measure; one stays told by hand."""
    under = programme.goals.exclude(under=None).order_by("position", "id")[0]
    for ar, fr, share, target, _ in MORE:
        fields = {"text_ar": ar, "text_fr": fr, "is_share": share, "target": Decimal(target), "rhythm": "half_year",
                  "splits": ["sex", "age", "province"], "source_fr": "Dossiers et décisions datées",
                  "source_ar": "الملفات والقرارات المؤرخة"}  # fmt: skip
        calls.add_indicator(goal=under, fields=fields, by=by, at=at)
    keys = KNOWN | {fr: key for _, fr, _, _, key in MORE}
    for row in queries.indicators_of(programme):
        if row.text_fr in keys:
            measuring.choose(indicator=row, measure=keys[row.text_fr], by=by, at=at)


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


def lived(programme: Programme, *, manager: Actor, at: datetime) -> None:
    """From the choice of measures on."""
    measured(programme, by=manager, at=at - timedelta(days=20))
    reported(programme, by=manager, at=at)
