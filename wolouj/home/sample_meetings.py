"""Meetings of the cast: one held, with the shape of a real regional meeting, and one of the day, to try the desk.

People, names, figures, questions and promises are invented and marked as samples.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from rulebook.engine.format import CASABLANCA
from wolouj.difficulties.actions import Told, tell
from wolouj.difficulties.models import SourceKind
from wolouj.foundation.actor import Actor
from wolouj.gatherings.actions import bring_list
from wolouj.home import sample_said
from wolouj.home.sample_people import expected_today, of_the_meeting
from wolouj.meetings import actions
from wolouj.meetings.models import Commitment, Intervention, Level, Meeting, Point, Review
from wolouj.people.models import Body

REGION = "05"
HELD_BEFORE = timedelta(days=7)
TITLE = (
    "ولوج المقاولات الصغرى للصفقات العمومية: الفرص والتحديات (عينة)",
    "Accès des petites entreprises aux marchés publics : opportunités et défis (échantillon)",
)
PLACE = ("مقر الغرفة الفلاحية لجهة بني ملال خنيفرة", "Siège de la Chambre d’agriculture de Béni Mellal-Khénifra")
TITLE_TODAY = ("سندات الطلب خطوة خطوة (عينة)", "Les bons de commande, pas à pas (échantillon)")
PLACE_TODAY = ("دار الجمعيات، أزيلال", "Maison des associations, Azilal")


def held(*, body: Body, by: Actor, at: datetime) -> Meeting:
    """The regional meeting, a week ago, with who came."""
    day = at.astimezone(CASABLANCA).date() - HELD_BEFORE
    morning = datetime.combine(day, time(9, 15), CASABLANCA)
    meeting = actions.open_meeting(
        body=body, day=day, titles=TITLE, places=PLACE, region=REGION, level=Level.REGIONAL, by=by, at=morning,
        is_sample=True,
    )  # fmt: skip
    bring_list(gathering=meeting.gathering, rows=of_the_meeting(), by=by, at=morning, arrived_at=morning)
    actions.frame(meeting=meeting, fields=sample_said.FRAME, by=by, at=morning)
    for kind, rows in (
        (Intervention, sample_said.INTERVENTIONS),
        (Point, sample_said.POINTS),
        (Commitment, sample_said.COMMITMENTS),
    ):
        for fields in rows:
            actions.add_item(kind=kind, meeting=meeting, fields=fields, by=by, at=morning)
    _questions(meeting, by=by, at=morning + timedelta(hours=3))
    for code, voices in sample_said.HANDS:
        told = Told(code=code, voices=voices)
        given = {"source": SourceKind.MEETING, "source_id": str(meeting.pk), "body": body, "is_sample": True}
        tell(told=told, **given, by=by, at=morning + timedelta(hours=3))
    return meeting


def _questions(meeting: Meeting, *, by: Actor, at: datetime) -> None:
    """Seven published, two that wait for a person."""
    day = meeting.gathering.day
    for text, source, made in sample_said.QUESTIONS:
        question = actions.ask(meeting=meeting, text=text, source=source, by=by, at=at)
        fields = made | ({"due": day + made["due"]} if "due" in made else {})
        actions.review(question=question, fields=fields, decision=Review.PUBLISHED, by=by, at=at)
    for text, source in sample_said.HELD:
        actions.ask(meeting=meeting, text=text, source=source, by=by, at=at)


def today(*, body: Body, by: Actor, at: datetime) -> Meeting:
    """A meeting of the day: people are expected, nobody has arrived."""
    meeting = actions.open_meeting(
        body=body, day=at.astimezone(CASABLANCA).date(), titles=TITLE_TODAY, places=PLACE_TODAY, region=REGION,
        level=Level.PROVINCIAL, by=by, at=at, is_sample=True,
    )  # fmt: skip
    bring_list(gathering=meeting.gathering, rows=expected_today(), by=by, at=at, arrived_at=at)
    return meeting
