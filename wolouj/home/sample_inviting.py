"""For the demo: a meeting to come, its invitations and their answers, the series it belongs to. All invented."""

from __future__ import annotations

from datetime import datetime, timedelta

from wolouj.foundation.actor import OPERATOR
from wolouj.gatherings.models import BodyKind
from wolouj.home.cast import Cast
from wolouj.home.sample_meetings import REGION
from wolouj.meetings import actions, telling
from wolouj.meetings.inviting import actions as inviting
from wolouj.meetings.inviting.actions import Said
from wolouj.meetings.inviting.models import Answer
from wolouj.meetings.models import Level, Meeting

AHEAD = timedelta(days=9)
SERIES = ("لقاءات الولوج (عينة)", "Les rencontres de l’accès (échantillon)")
TITLE = (
    "ماذا تحقق من الوعود؟ لقاء المتابعة (عينة)",
    "Qu’est devenu ce qui a été promis ? Rencontre de suivi (échantillon)",
)
PLACE = ("مقر الجماعة، أزيلال", "Siège de la commune, Azilal")
MOVED = ("دار الجمعيات، أزيلال", "Maison des associations, Azilal")

#: (kind, name, what was answered or nothing yet)
INVITED: list[tuple[BodyKind, str, Said | None]] = [
    (
        BodyKind.COOPERATIVE,
        "تعاونية تيفاوين (عينة)",
        Said(Answer.COMES, 2, "فاضمة م. (عينة)", transport=True, children=1),
    ),
    (BodyKind.COOPERATIVE, "تعاونية أمان (عينة)", Said(Answer.SENDS, 1, "زهرة ب. (عينة)", transport=True)),
    (BodyKind.FIRM, "مقاولة أطلس الخير (عينة)", Said(Answer.NOT)),
    (BodyKind.INSTITUTION, "مركز جهوي للاستثمار (عينة)", Said(Answer.SENDS, 1, "ممثل المركز (عينة)")),
    (BodyKind.INSTITUTION, "مكتب تنمية التعاون (عينة)", None),
    (BodyKind.COUNCIL, "جماعة من جماعات الإقليم (عينة)", None),
]


def lived(cast: Cast, workshop: Meeting, *, at: datetime) -> Meeting:
    """The meeting to come; the workshop and the regional meeting before it are of the same series."""
    by, held = cast.actor("rachid"), cast.meetings["held"]
    series = inviting.series_named(meeting=held, names=SERIES, by=by, at=at)
    coming = actions.open_meeting(
        body=held.gathering.body, day=(at + AHEAD).date(), titles=TITLE, places=PLACE, half_days=2, region=REGION,
        level=Level.PROVINCIAL, by=by, at=at, is_sample=True,
    )  # fmt: skip
    for meeting in (workshop, held, coming):
        inviting.change_meeting(meeting=meeting, fields={}, series=series, by=by, at=at)
    for kind, name, said in INVITED:
        row = inviting.invite(meeting=coming, kind=kind, name=name, by=by, at=at)
        if said is not None:
            inviting.answer(invitation=row, said=said, by=OPERATOR, at=at)
    inviting.invite_accompanied(meeting=coming, by=by, at=at)
    moved = {"place_ar": MOVED[0], "place_fr": MOVED[1]}
    inviting.change_meeting(meeting=coming, fields=moved, series=series, by=by, at=at)
    telling.tell(by=OPERATOR, at=at)
    return coming
