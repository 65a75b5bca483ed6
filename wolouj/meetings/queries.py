"""Named ways to read meetings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from wolouj.difficulties.queries import Counted, hands_of, people
from wolouj.gatherings.models import CODE_LETTERS, Gathering, Kind
from wolouj.gatherings.queries import Presence, gatherings_of, presence
from wolouj.meetings.models import (
    Commitment,
    Intervention,
    Meeting,
    Minutes,
    Point,
    PointKind,
    Question,
    Review,
    Series,
)


def meetings_of(bodies: Iterable[UUID]) -> QuerySet[Gathering]:
    """The meetings these bodies organise, the latest first, each with how many signed up and came."""
    return gatherings_of(bodies).filter(kind=Kind.MEETING)


def series_of(bodies: Iterable[UUID]) -> QuerySet[Series]:
    """The series of these bodies, by name."""
    return Series.objects.filter(body__in=list(bodies)).order_by("name_fr", "name_ar", "id")


def meeting_of(gathering: UUID) -> Meeting | None:
    """The meeting held at this gathering, with its body and its series."""
    return Meeting.objects.select_related("gathering__body", "series").filter(pk=gathering).first()


@dataclass(frozen=True, slots=True)
class Record:
    """All that the papers of a meeting are made of. Questions are the published ones, the most asked first;
    difficulties are counted as hands, the most voiced first."""

    meeting: Meeting
    presence: Presence
    interventions: tuple[Intervention, ...]
    points: tuple[Point, ...]
    commitments: tuple[Commitment, ...]
    questions: tuple[Question, ...]
    difficulties: tuple[Counted, ...]

    def of(self, kind: PointKind) -> tuple[Point, ...]:
        """The points of one part of the minutes."""
        return tuple(point for point in self.points if point.kind == kind)


def record_of(meeting: Meeting) -> Record:
    """Everything said at a meeting, in seven queries whatever there is."""
    return Record(
        meeting=meeting,
        presence=presence(meeting.gathering),
        interventions=tuple(meeting.interventions.all()),
        points=tuple(meeting.points.all()),
        commitments=tuple(meeting.commitments.all()),
        questions=tuple(published(meeting)),
        difficulties=tuple(difficulties_of(meeting)),
    )


def published(meeting: Meeting) -> QuerySet[Question]:
    """The questions a person said yes to, the most asked first."""
    return meeting.questions.filter(review=Review.PUBLISHED)


@dataclass(frozen=True, slots=True)
class OfTheme:
    """How many published questions a theme has, and how many of them are answered."""

    theme: str
    n: int
    answered: int


def by_theme(meeting: Meeting) -> list[OfTheme]:
    """The themes of the wall, the one with most questions first; one query, no question is read."""
    rows = published(meeting).order_by().values("theme")
    counted = rows.annotate(n=Count("id"), told=Count("id", filter=~Q(answer_ar="", answer_fr="")))
    return [OfTheme(row["theme"], row["n"], row["told"]) for row in counted.order_by("-n", "theme")]


@dataclass(frozen=True, slots=True)
class Wall:
    """How many questions wait for a person, are published, answered."""

    held: int
    published: int
    answered: int


def wall_of(meeting: Meeting) -> Wall:
    """The three counts, in one query."""
    shown = Q(review=Review.PUBLISHED)
    counts = meeting.questions.aggregate(
        held=Count("id", filter=Q(review=Review.HELD)),
        published=Count("id", filter=shown),
        answered=Count("id", filter=shown & ~Q(answer_ar="", answer_fr="")),
    )
    return Wall(**counts)


def by_receipt(receipt: str) -> Question | None:
    """The question whose asker keeps these letters; small letters, spaces and dashes do not matter."""
    asked = "".join(letter for letter in receipt.upper() if letter in CODE_LETTERS)
    rows = Question.objects.select_related("meeting__gathering__body")
    return rows.filter(receipt=asked).first() if len(asked) == 8 else None


def asked_by(person: UUID, *, most: int = 5) -> list[Question]:
    """The questions she asked from her account, the latest first."""
    rows = Question.objects.filter(asker=person).select_related("meeting__gathering")
    return list(rows.order_by("-asked_at")[:most])


def answers_to_tell(*, since: datetime, until: datetime) -> QuerySet[Question]:
    """Published questions that had their answer between two instants and whose asker is known: whom to tell."""
    rows = Question.objects.filter(review=Review.PUBLISHED, asker__isnull=False)
    return rows.filter(answered_at__gt=since, answered_at__lte=until).select_related("asker", "meeting__gathering")


def questions_of_guide(guide: str) -> QuerySet[Question]:
    """Those whose answer an expert checked for this page of the guides, the most asked first."""
    rows = Question.objects.filter(guide=guide, review=Review.PUBLISHED, checked_on__isnull=False)
    return rows.select_related("meeting__gathering").order_by("-voices", "asked_at", "id") if guide else rows.none()


def question_of(meeting: Meeting, asked: str) -> Question | None:
    """The question of that id, if it was asked at this meeting."""
    try:
        return meeting.questions.filter(pk=UUID(asked)).first()
    except ValueError:
        return None


def difficulties_of(meeting: Meeting) -> list[Counted]:
    """The difficulties voiced there, as hands counted in the room and about its questions; two queries."""
    ids = [str(meeting.pk), *(str(pk) for pk in meeting.questions.values_list("pk", flat=True))]
    return people(hands_of(ids, meeting.gathering.body_id))


def approved(meeting: Meeting) -> Minutes | None:
    """The last version of the minutes that a person approved."""
    return meeting.minutes.first()
