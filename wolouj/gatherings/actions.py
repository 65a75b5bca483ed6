"""All writing of the gatherings room: one is opened; people sign up, arrive, are corrected, forgotten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.folding import fold
from wolouj.gatherings.attending.actions import mark_arrived as mark_arrived
from wolouj.gatherings.attending.actions import mark_list
from wolouj.gatherings.attending.actions import undo_arrival as undo_arrival
from wolouj.gatherings.models import Gathering, How, Kind, Marked, Registration, Spoken
from wolouj.gatherings.queries import rows_of
from wolouj.people.models import Body

KEPT = timedelta(days=30)
"""How long after the last day the name and phone of who did not agree are still there."""
MOST = 5000
"""Registrations of one gathering: more is no gathering, it is an attack on its public page."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a person told of herself. ``phone`` is normalised, or empty; ``province`` an HCP code."""

    name: str
    phone: str = ""
    sex: str = ""
    age: str = ""
    province: str = ""
    body_kind: str = ""
    body_name: str = ""
    photo_ok: bool = False
    keep_ok: bool = False


class PhoneTaken(Exception):
    """This phone is another person's at this gathering, and nobody said that they share it."""

    def __init__(self, registration: Registration) -> None:
        super().__init__("phone taken")
        self.registration = registration


class Full(Exception):
    """The gathering holds as many registrations as one may."""


@dataclass(frozen=True, slots=True)
class Registered:
    """A registration; ``created`` is False when this person already had hers."""

    registration: Registration
    created: bool


def open_gathering(
    *, body: Body, kind: Kind, day: date, titles: tuple[str, str], places: tuple[str, str], by: Actor, at: datetime,
    half_days: int = 1, language: str = Spoken.DARIJA, region: str = "", is_sample: bool = False,
) -> Gathering:  # fmt: skip
    """A new gathering of ``body``. ``titles`` and ``places`` are (Arabic, French); one of the two may be empty."""
    with transaction.atomic():
        gathering = Gathering.objects.create(
            body=body, kind=kind, day=day, title_ar=titles[0], title_fr=titles[1], place_ar=places[0],
            place_fr=places[1], half_days=half_days, language=language, region=region, made_at=at, is_sample=is_sample,
        )  # fmt: skip
        audit.record(at=at, by=by, act="gathering_opened", about=gathering, detail={"kind": str(kind)})
    return gathering


def register(
    *, gathering: Gathering, told: Told, how: How, by: Actor, at: datetime, shares_phone: bool = False,
    arrives: bool = False, half_day: int | None = None,
) -> Registered:  # fmt: skip
    """Sign one person up; the same person again changes nothing, but that she may have arrived.

    Args:
        shares_phone: somebody said "another person on this phone".
        arrives: she stands at the desk. A new row is then a walk-in.
        half_day: for which half-day she arrives; that of ``at`` when it is not told.

    Raises:
        PhoneTaken: the phone is another's here, and ``shares_phone`` was not said.
        Full: the gathering can hold no more.
    """
    key = fold(told.name)[:120]
    for _ in range(5):  # two desks may write the same phone at the same instant: the second looks again
        there = list(gathering.registrations.filter(phone=told.phone).order_by("phone_rank")) if told.phone else []
        if (hers := next((row for row in there if row.name_key == key), None)) is not None:
            return _again(hers, arrives, half_day, by, at)
        if there and not shares_phone:
            raise PhoneTaken(there[0])
        if gathering.registrations.count() >= MOST:
            raise Full
        try:
            with transaction.atomic():
                row = Registration.objects.create(
                    gathering=gathering, name_key=key, phone_rank=there[-1].phone_rank + 1 if there else 0, how=how,
                    walk_in=arrives, signed_up_at=at, **asdict(told),
                )  # fmt: skip
                audit.record(at=at, by=by, act="registered", about=row, detail={"how": str(how), "walk_in": arrives})
                if arrives:
                    mark_arrived(registration=row, half_day=half_day, by=by, at=at)
            return Registered(row, created=True)
        except IntegrityError:
            continue
    raise Full


def _again(row: Registration, arrives: bool, half_day: int | None, by: Actor, at: datetime) -> Registered:
    if arrives:
        mark_arrived(registration=row, half_day=half_day, by=by, at=at)
    return Registered(row, created=False)


def remove(*, registration: Registration, by: Actor, at: datetime) -> None:
    """Take a row away: typed by mistake, or she asks that nothing of her stays."""
    with transaction.atomic():
        audit.record(at=at, by=by, act="registration_removed", about=registration, detail={})
        registration.delete()


def bring_list(
    *, gathering: Gathering, rows: Iterable[tuple[Told, bool, bool]], by: Actor, at: datetime, arrived_at: datetime
) -> int:
    """Write a list at once, as (told, walk-in, came); who is already there is left. Returns how many were new."""
    ranks: dict[str, int] = {}
    known = set()
    for phone, key, rank in gathering.registrations.values_list("phone", "name_key", "phone_rank"):
        known.add((phone, key))
        ranks[phone] = max(ranks.get(phone, -1), rank)
    new = []
    for told, walk_in, came in rows:
        key = fold(told.name)[:120]
        if told.phone and (told.phone, key) in known:
            continue
        known.add((told.phone, key))
        ranks[told.phone] = ranks.get(told.phone, -1) + 1
        new.append(
            Registration(
                gathering=gathering, name_key=key, phone_rank=ranks[told.phone] if told.phone else 0, how=How.LIST,
                walk_in=walk_in, signed_up_at=at, arrived_at=arrived_at if came else None, **asdict(told),
            )
        )  # fmt: skip
    with transaction.atomic():
        Registration.objects.bulk_create(new)
        mark_list(rows=[row for row in new if row.arrived_at], how=Marked.SHEET, at=arrived_at)
        audit.record(at=at, by=by, act="list_brought", about=gathering, detail={"rows": len(new)})
    return len(new)


_NAMELESS = {"name": "", "name_key": "", "phone": "", "phone_rank": 0, "body_name": ""}


def forget(*, phone: str, names: Iterable[str], by: Actor, at: datetime) -> int:
    """Forget name, phone and body of one person at every gathering; she stays counted. Returns how many rows."""
    with transaction.atomic():
        gone: int = rows_of(phone, names).update(**_NAMELESS, forgotten_at=at)
        if gone:
            audit.record(at=at, by=by, act="registrations_forgotten", about="gatherings", detail={"rows": gone})
    return gone


def forget_who_did_not_agree(*, by: Actor, at: datetime) -> int:
    """Forget those who did not agree to be kept, thirty days after the last day. Again on the same day: nothing."""
    over = timezone.localdate(at) - KEPT
    # A gathering never lasts more than ten days: the first day bounds the rows looked at, the last one decides.
    ended = [g.id for g in Gathering.objects.filter(day__lt=over) if g.last_day < over]
    with transaction.atomic():
        rows = Registration.objects.filter(gathering__in=ended, keep_ok=False, forgotten_at=None)
        gone: int = rows.update(**_NAMELESS, forgotten_at=at)
        if gone:
            audit.record(at=at, by=by, act="registrations_forgotten", about="gatherings", detail={"rows": gone})
    return gone
