"""Named ways to read invitations, changes and series."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count, Q

from wolouj.foundation import secret_links
from wolouj.gatherings.models import Gathering
from wolouj.meetings.following.models import CommitmentState
from wolouj.meetings.inviting.models import Answer, Invitation
from wolouj.meetings.models import Commitment, Meeting, Series


@dataclass(frozen=True, slots=True)
class Expected:
    """What the organiser prepares for: chairs, seats in a car, children to look after."""

    invited: int = 0
    waiting: int = 0
    answers: dict[str, int] = field(default_factory=dict)
    people: int = 0
    transport: int = 0
    """People who asked for transport."""
    children: int = 0
    by_kind: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    """Kind of body -> invited, coming (itself or somebody sent), not coming."""


def invitations_of(meeting: Meeting) -> list[Invitation]:
    """All of a meeting, with who comes; one query."""
    return list(meeting.invitations.select_related("registration", "person"))


def expected_of(rows: list[Invitation]) -> Expected:
    """The counts of these invitations."""
    answers = Counter(row.answer for row in rows)
    coming = [row for row in rows if row.answer in (Answer.COMES, Answer.SENDS)]
    kinds = {row.kind for row in rows}
    return Expected(
        invited=len(rows),
        waiting=answers.pop("", 0),
        answers=dict(answers),
        people=sum(row.comes for row in coming),
        transport=sum(row.comes for row in coming if row.transport),
        children=sum(row.children for row in coming),
        by_kind={kind: _of_kind(kind, rows) for kind in sorted(kinds)},
    )


def _of_kind(kind: str, rows: list[Invitation]) -> tuple[int, int, int]:
    mine = Counter(row.answer for row in rows if row.kind == kind)
    return mine.total(), mine[Answer.COMES] + mine[Answer.SENDS], mine[Answer.NOT]


def by_key(key: str) -> Invitation | None:
    """The invitation a secret address opens."""
    asked = secret_links.digest(key)
    rows = Invitation.objects.select_related("meeting__gathering__body", "registration", "person")
    return rows.filter(link_digest=asked).first() if asked else None


@dataclass(frozen=True, slots=True)
class Held:
    """One meeting of a series, with what was promised there."""

    gathering: Gathering
    came: int
    commitments: tuple[Commitment, ...]

    @property
    def kept(self) -> int:
        """How many of its promises are kept."""
        return sum(1 for row in self.commitments if row.state == CommitmentState.KEPT)


def meetings_of_series(series: Series) -> list[Held]:
    """Its meetings, the first one first, each with its promises; two queries."""
    rows = series.meetings.select_related("gathering__body").prefetch_related("commitments")
    came = Count("gathering__registrations", filter=Q(gathering__registrations__arrived_at__isnull=False))
    ordered = rows.annotate(came=came).order_by("gathering__day", "pk")
    return [Held(row.gathering, row.came, tuple(row.commitments.all())) for row in ordered]
