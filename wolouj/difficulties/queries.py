"""Named ways to read what was told: as counts of people, never as a list of who said what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Max, Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from wolouj.difficulties.codes import codes
from wolouj.difficulties.models import SourceKind, Telling
from wolouj.people.models import Body, Membership
from wolouj.people.roles import Role

LEAST = 5
"""People under which no group is shown in public: with fewer, a neighbour may guess who."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which part of a register is looked at. Empty is "all"; both days are included."""

    code: str = ""
    province: str = ""
    buyer_kind: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """How many people told one thing, and between which days. ``key`` is a code, a province, a kind of buyer."""

    key: str
    people: int
    first: date
    last: date


def register(bodies: Iterable[UUID], asked: Asked) -> QuerySet[Telling]:
    """What stands in the register of these bodies, as far as asked."""
    return _asked(Telling.objects.filter(body__in=list(bodies)), asked)


def _asked(rows: QuerySet[Telling], asked: Asked) -> QuerySet[Telling]:
    told = {"code": asked.code, "province": asked.province, "buyer_kind": asked.buyer_kind}
    rows = rows.filter(**{name: value for name, value in told.items() if value})
    if asked.since:
        rows = rows.filter(told_on__gte=asked.since)
    return rows.filter(told_on__lte=asked.until) if asked.until else rows


def people(rows: QuerySet[Telling], by: str = "code") -> list[Counted]:
    """People by ``by`` (``code``, ``province``, ``buyer_kind``), the most first, in one query.

    One person counts once for each key, however often she told it. Hands counted at a meeting are added as they are.
    """
    found = rows.order_by().values(by).annotate(
        known=Count("person", distinct=True),
        hands=Coalesce(Sum("voices", filter=Q(person=None)), 0),
        first=Min("told_on"),
        last=Max("told_on"),
    )  # fmt: skip
    counted = [Counted(row[by], row["known"] + row["hands"], row["first"], row["last"]) for row in found]
    place = {key: n for n, key in enumerate(codes())}
    return sorted(counted, key=lambda one: (-one.people, place.get(one.key, 0), one.key))


def in_public(counted: Iterable[Counted]) -> list[Counted]:
    """Those that may be shown to anybody: no group under :data:`LEAST`.

    Codes overlap and no total is published beside them, so a group left out is not found again by subtraction.
    """
    return [row for row in counted if row.people >= LEAST]


def public_rows() -> tuple[QuerySet[Telling], bool]:
    """What may be counted in public, and whether it is only a sample: samples never mix with what people told."""
    rows = Telling.objects.filter(is_sample=False)
    if rows.exists():
        return rows, False
    return Telling.objects.filter(is_sample=True), True


def hers(person: UUID) -> QuerySet[Telling]:
    """What she told, the last first."""
    return Telling.objects.filter(person=person)


def words_of(rows: QuerySet[Telling]) -> list[str]:
    """What was said, by those who agreed to be read without their name; in the order of the letters, not of time."""
    agreed = Q(words_ok=True) | Q(person=None)
    return sorted(set(rows.filter(agreed).exclude(words="").values_list("words", flat=True)))


def hands_of(source_ids: Iterable[str], body: UUID) -> QuerySet[Telling]:
    """The hands counted at a meeting of this body, and about its questions: these are their ids."""
    return Telling.objects.filter(source=SourceKind.MEETING, source_id__in=list(source_ids), person=None, body=body)


def body_of(person: UUID, *, on: date) -> Body | None:
    """The body that accompanies her that day: its register keeps what she tells. The first, when several do."""
    live = Q(since__lte=on) & (Q(until=None) | Q(until__gte=on))
    found = Membership.objects.filter(live, person=person, role=Role.PERSON).select_related("body").order_by("since")
    membership = found.first()
    return membership.body if membership else None
