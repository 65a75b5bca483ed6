"""Named ways to read causes, what was told of councils, and consultations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from uuid import UUID

from django.db.models import Count, F, Prefetch, Q, QuerySet

from wolouj.advocacy.models import Cause, Consultation, Proposal, Session, SetUp, Step
from wolouj.advocacy.powers import Held, competence
from wolouj.difficulties.codes import codes
from wolouj.difficulties.queries import LEAST as LEAST
from wolouj.difficulties.queries import Asked, Counted, in_public, people, register
from wolouj.meetings.models import Meeting
from wolouj.meetings.queries import difficulties_of

_ALL = Asked()


def causes_of(bodies: Iterable[UUID]) -> QuerySet[Cause]:
    """The causes of these bodies, the latest first."""
    return Cause.objects.filter(body__in=list(bodies)).select_related("body")


def meeting_of_hers(asked: str, bodies: Iterable[UUID]) -> Meeting | None:
    """The meeting of that id, as typed in an address, if one of these bodies organised it."""
    rows = Meeting.objects.select_related("gathering__body").filter(gathering__body__in=list(bodies))
    try:
        return rows.filter(pk=UUID(asked)).first()
    except ValueError:
        return None


def voiced_at(meeting: Meeting, *, most: int) -> list[str]:
    """The codes of the difficulties most voiced there, ``most`` of them at most."""
    return [row.key for row in difficulties_of(meeting)[:most]]


def _whole(rows: QuerySet[Cause]) -> QuerySet[Cause]:
    rows = rows.select_related("body", "meeting__gathering")
    return rows.prefetch_related("difficulties", "facts", "articles", "leads", "steps")


def cause_of(cause: UUID) -> Cause | None:
    """One cause with all it is made of."""
    return _whole(Cause.objects.filter(pk=cause)).first()


def published(*, code: str = "") -> QuerySet[Cause]:
    """Those a person decided to show, the latest shown first; of one difficulty when it is named."""
    rows = Cause.objects.filter(published_at__isnull=False).select_related("body").order_by("-published_at", "id")
    return rows.filter(difficulties__code=code) if code else rows


def published_one(cause: UUID) -> Cause | None:
    """One of them, whole."""
    return _whole(Cause.objects.filter(pk=cause, published_at__isnull=False)).first()


def step_of(step: UUID) -> Step | None:
    """A step with its cause."""
    return Step.objects.select_related("cause__body").filter(pk=step).first()


def voices(cause: Cause, codes_asked: Iterable[str]) -> list[Counted]:
    """How many people told each of these difficulties to the body that pleads; the most first, in one query.

    A sample counts samples, a real cause what people told.
    """
    rows = register([cause.body_id], _ALL).filter(is_sample=cause.is_sample, code__in=list(codes_asked))
    return people(rows)


@dataclass(frozen=True, slots=True)
class Voiced:
    """A difficulty of a cause. ``counted`` is ``None`` where nobody is counted, or where it may not be shown."""

    code: str
    counted: Counted | None


def voiced(cause: Cause, *, public: bool) -> list[Voiced]:
    """The difficulties of a cause with who voices them, in the order of the list. In public none under five people."""
    asked = [row.code for row in cause.difficulties.all()]
    counted = voices(cause, asked) if asked else []
    shown = {row.key: row for row in (in_public(counted) if public else counted)}
    return [Voiced(key, shown.get(key)) for key in codes() if key in asked]


def held_by(cause: Cause) -> Held | None:
    """The power of whom it is asked of, when a text gives it."""
    return competence(cause.power, cause.addressee)


def articles_of(cause: Cause) -> list[str]:
    """The articles it stands on, text by text, in the order of their numbers."""
    return sorted((row.signature for row in cause.articles.all()), key=_in_order)


def _in_order(signature: str) -> tuple[str, int, str]:
    text, _, number = signature.partition("/")
    figures = "".join(takewhile(str.isdigit, number))
    return text, int(figures or 0), number


def proposed_articles(cause: Cause) -> list[str]:
    """Articles that go with a cause: those chosen, those of its power, those of its difficulties; each once."""
    held = held_by(cause)
    chosen = articles_of(cause)
    told = [each for row in cause.difficulties.all() for each in codes()[row.code].articles]
    return list(dict.fromkeys([*chosen, *(held.articles if held else ()), *told]))


# ---- councils ---------------------------------------------------------------------------------------------------


def sessions_of(bodies: Iterable[UUID]) -> QuerySet[Session]:
    """The sessions people of these bodies told, the first first."""
    return Session.objects.filter(body__in=list(bodies))


def sessions_from(bodies: Iterable[UUID], *, on: date) -> QuerySet[Session]:
    """Those that are not over on that day."""
    return sessions_of(bodies).filter(Q(ends_on__gte=on) | Q(ends_on=None, starts_on__gte=on))


def set_ups_of(bodies: Iterable[UUID]) -> list[SetUp]:
    """What was last told of each consultative body of each place."""
    last: dict[tuple[str, str], SetUp] = {}
    for row in SetUp.objects.filter(body__in=list(bodies)).order_by("told_on", F("told_at").asc(nulls_first=True)):
        last[row.kind, row.place] = row
    return list(last.values())


# ---- consultations ----------------------------------------------------------------------------------------------


def consultations_of(bodies: Iterable[UUID]) -> QuerySet[Consultation]:
    """The consultations of these bodies, the latest to close first, with how many voted by phone."""
    rows = Consultation.objects.filter(body__in=list(bodies)).select_related("cause")
    return rows.annotate(voted=Count("voters", distinct=True))


def _asked(rows: QuerySet[Consultation]) -> QuerySet[Consultation]:
    proposals = Prefetch(
        "proposals", Proposal.objects.annotate(behind=Count("supports")).order_by("-behind", "at", "id")
    )
    return rows.select_related("body", "cause").prefetch_related("options", "shows", proposals)


def consultation_of(consultation: UUID) -> Consultation | None:
    """One of them with its options, its proposals (the most supported first) and its shows of hands."""
    return _asked(Consultation.objects.filter(pk=consultation)).first()


def consultation_by_code(code: str) -> Consultation | None:
    """The consultation a code opens to anybody: one that was opened."""
    rows = Consultation.objects.filter(code=code.upper()).exclude(state="draft")
    return _asked(rows).first()


def public_consultations() -> QuerySet[Consultation]:
    """Those that were opened, the latest to close first."""
    return Consultation.objects.exclude(state="draft")[:PUBLIC_SHOWN]


PUBLIC_SHOWN = 50
"""Consultations on the public page."""
