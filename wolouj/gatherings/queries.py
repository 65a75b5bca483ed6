"""Named ways to read gatherings and who came to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from wolouj.foundation.folding import fold
from wolouj.gatherings.attending.queries import by_half_day, not_there, there
from wolouj.gatherings.models import CODE_LETTERS, ECONOMIC, YOUNG, BodyKind, Gathering, Registration, Sex
from wolouj.people.phones import DIGITS


def gatherings_of(bodies: Iterable[UUID]) -> QuerySet[Gathering]:
    """Those these bodies organise, the latest first, each with ``signed`` and ``came``."""
    found = Gathering.objects.filter(body__in=list(bodies)).select_related("body")
    came = Count("registrations", filter=Q(registrations__arrived_at__isnull=False))
    return found.annotate(signed=Count("registrations"), came=came)


def by_code(code: str) -> Gathering | None:
    """The gathering this code opens; small letters and spaces do not matter."""
    asked = "".join(letter for letter in code.upper() if letter in CODE_LETTERS)
    return Gathering.objects.select_related("body").filter(code=asked).first() if asked else None


@dataclass(frozen=True, slots=True)
class Presence:
    """Who came, in figures. Each ``by_…`` adds up to ``came``; the key ``""`` is "not told"."""

    signed: int = 0
    came: int = 0
    walk_ins: int = 0
    women: int = 0
    young: int = 0
    economic: int = 0
    """Cooperatives, auto-entrepreneurs, firms, people with a project."""
    support: int = 0
    """Associations, institutions, councils."""
    by_sex: dict[str, int] = field(default_factory=dict)
    by_age: dict[str, int] = field(default_factory=dict)
    by_province: dict[str, int] = field(default_factory=dict)
    by_kind: dict[str, int] = field(default_factory=dict)
    by_half_day: dict[int, int] = field(default_factory=dict)
    """How many were there for each half-day; these do not add up to ``came``."""


def presence(gathering: Gathering) -> Presence:
    """The figures of who came, in two queries; in one for a gathering of a single half-day."""
    rows = list(gathering.registrations.values_list("arrived_at", "walk_in", "sex", "age", "province", "body_kind"))
    here = [row for row in rows if row[0] is not None]
    kinds = Counter(row[5] for row in here)
    sexes, ages = Counter(row[2] for row in here), Counter(row[3] for row in here)
    supports = (BodyKind.ASSOCIATION, BodyKind.INSTITUTION, BodyKind.COUNCIL)
    return Presence(
        signed=len(rows),
        came=len(here),
        walk_ins=sum(1 for row in here if row[1]),
        women=sexes[Sex.WOMAN],
        young=sum(ages[band] for band in YOUNG),
        economic=sum(kinds[kind] for kind in ECONOMIC),
        support=sum(kinds[kind] for kind in supports),
        by_sex=dict(sexes),
        by_age=dict(ages),
        by_province=dict(Counter(row[4] for row in here).most_common()),
        by_kind=dict(kinds),
        by_half_day=by_half_day(gathering) if gathering.half_days > 1 else {1: len(here)},
    )


def expected(gathering: Gathering, asked: str = "", *, half_day: int = 1) -> QuerySet[Registration]:
    """Who is on the list and not there for that half-day, by name; whose name or phone holds what is asked."""
    rows = not_there(gathering.registrations.filter(forgotten_at=None), half_day)
    return _holding(rows, asked).order_by("name_key")


def arrived(gathering: Gathering, asked: str = "") -> QuerySet[Registration]:
    """Who came, whatever the half-day, the last first."""
    return _holding(gathering.registrations.filter(arrived_at__isnull=False), asked).order_by("-arrived_at", "id")


def here(gathering: Gathering, asked: str = "", *, half_day: int = 1) -> QuerySet[Registration]:
    """Who is there for that half-day, the last marked first, each with ``marked_at``."""
    rows = _holding(there(gathering.registrations.all(), half_day), asked)
    return rows.annotate(marked_at=F("attendances__at")).order_by("-marked_at", "id")


def _holding(rows: QuerySet[Registration], asked: str) -> QuerySet[Registration]:
    words = fold(asked.replace("\x00", ""))
    if not words:
        return rows
    digits = "".join(c for c in asked.translate(DIGITS) if c.isdigit()).removeprefix("00212").lstrip("0")
    found = Q(name_key__contains=words)
    return rows.filter(found | Q(phone__contains=digits) if len(digits) >= 2 else found)


def row_of(gathering: Gathering, asked: str) -> Registration | None:
    """The registration of that id at this gathering; ``None`` for anything else that may be written in an address."""
    try:
        return gathering.registrations.filter(pk=UUID(asked), forgotten_at=None).first()
    except ValueError:
        return None


def rows_of(phone: str, names: Iterable[str]) -> QuerySet[Registration]:
    """Every registration of who has this phone and one of these names: a shared phone gives only hers."""
    keys = {fold(name)[:120] for name in names if name}
    return Registration.objects.filter(phone=phone, name_key__in=keys) if phone else Registration.objects.none()
