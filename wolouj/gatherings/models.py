"""A dated session of people, who signed up for it, and who was there for which half-day."""

from __future__ import annotations

import secrets
import uuid
from datetime import date, datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q

from rulebook.engine.format import local
from wolouj.gatherings.offline.models import DeskEntry as DeskEntry
from wolouj.gatherings.offline.models import Did as Did
from wolouj.people import phones

NOON = 13
"""The hour, in Casablanca, at which the second half of a day begins: people come back from their meal after it."""
CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without those that are taken for one another when said aloud or copied: I, L, O, 0, 1."""
CODE_LENGTH = 6
YOUNG = ("under_18", "18_24", "25_34")
"""The bands under 35: what programmes call youth."""


def new_code() -> str:
    """A short code nobody guesses: one in some 900 millions."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


class Kind(models.TextChoices):
    """What sort of session."""

    MEETING = "meeting"
    TRAINING = "training"


class Spoken(models.TextChoices):
    """The language mostly spoken there."""

    DARIJA = "darija"
    TAMAZIGHT = "tamazight"
    ARABIC = "arabic"
    FRENCH = "french"


class Gathering(models.Model):
    """A meeting or a training of a body, on one day or more."""

    personal_data: ClassVar[str] = "none"
    right_object: ClassVar[str] = "gathering"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.MEETING)
    body = models.ForeignKey("people.Body", on_delete=models.PROTECT, related_name="+")
    """Who organises it: its people see it, nobody else's."""
    title_ar = models.CharField(max_length=200, blank=True)
    title_fr = models.CharField(max_length=200, blank=True)
    place_ar = models.CharField(max_length=200, blank=True)
    place_fr = models.CharField(max_length=200, blank=True)
    region = models.CharField(max_length=16, blank=True)
    """HCP code: its provinces are offered first at the desk."""
    day = models.DateField()
    """The first day."""
    half_days = models.PositiveSmallIntegerField(default=1)
    """How many half-days it lasts, two a day; a gathering of one may be held at any hour."""
    language = models.CharField(max_length=10, choices=Spoken, default=Spoken.DARIJA)
    code = models.CharField(max_length=8, unique=True, default=new_code)
    """What opens its public page, said aloud or printed."""
    made_at = models.DateTimeField()
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["-day", "-made_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(title_ar="", title_fr=""), name="gathering_has_a_title"),
            models.CheckConstraint(condition=Q(half_days__gte=1, half_days__lte=20), name="gathering_half_days"),
        ]
        indexes: ClassVar = [models.Index(fields=["body", "-day"], name="gathering_of_body")]

    def __str__(self) -> str:
        return self.title_fr or self.title_ar

    def title(self, lang: str) -> str:
        """Its title in the language, or the other one when only that was written."""
        return (self.title_ar or self.title_fr) if lang == "ar" else (self.title_fr or self.title_ar)

    def place(self, lang: str) -> str:
        """Where, in the language or the other one."""
        return (self.place_ar or self.place_fr) if lang == "ar" else (self.place_fr or self.place_ar)

    @property
    def last_day(self) -> date:
        """The day of its last half-day."""
        return self.day + timedelta(days=(self.half_days - 1) // 2)

    def halves_of(self, on: date) -> range:
        """The numbers (from 1) of the half-days held that day: two, one, or none."""
        first = 2 * (on - self.day).days + 1
        return range(max(first, 1), min(first + 1, self.half_days) + 1)

    def half_day_at(self, at: datetime) -> int:
        """The half-day an instant falls in; before the first day the first, after the last one the last."""
        here = local(at)
        held = self.halves_of(here.date())
        if held:
            return held[-1] if here.hour >= NOON else held[0]
        return 1 if here.date() < self.day else self.half_days

    def takes_sign_ups(self, on: date) -> bool:
        """Whether one may still sign up by phone that day."""
        return on <= self.last_day

    def owners(self) -> set[uuid.UUID]:
        """A gathering belongs to no person."""
        return set()

    def bodies(self) -> set[uuid.UUID]:
        """The body that organises it."""
        return {self.body_id}


class Sex(models.TextChoices):
    """As the person says it; empty when she does not."""

    WOMAN = "woman"
    MAN = "man"


class AgeBand(models.TextChoices):
    """Never a day of birth."""

    UNDER_18 = "under_18"
    TO_24 = "18_24"
    TO_34 = "25_34"
    TO_49 = "35_49"
    FROM_50 = "50_up"


class BodyKind(models.TextChoices):
    """What she comes from."""

    COOPERATIVE = "cooperative"
    AUTO_ENTREPRENEUR = "auto_entrepreneur"
    FIRM = "firm"
    PROJECT = "project"
    """Someone with a project and no structure yet."""
    ASSOCIATION = "association"
    INSTITUTION = "institution"
    """A public support body: investment centre, cooperative office, chamber…"""
    COUNCIL = "council"
    """An elected council or its services."""
    OTHER = "other"


ECONOMIC = (BodyKind.COOPERATIVE, BodyKind.AUTO_ENTREPRENEUR, BodyKind.FIRM, BodyKind.PROJECT)
"""Those the meeting is for."""
ELSEWHERE = "elsewhere"
"""A province outside the region of the gathering."""


class How(models.TextChoices):
    """Which way a registration came in."""

    PHONE = "phone"
    DESK = "desk"
    LIST = "list"


class Registration(models.Model):
    """One person at one gathering: signed up before, or a walk-in; arrived, or not."""

    personal_data: ClassVar[str] = (
        "Name, phone, sex, age band, province, body of who signed up or came. Seen by the people of the organising "
        "body. Without her yes, name and phone are forgotten thirty days after; with it, when she asks."
    )
    right_object: ClassVar[str] = "attendance"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="registrations")
    name = models.CharField(max_length=120, blank=True)
    """As typed; empty once forgotten."""
    name_key = models.CharField(max_length=120, blank=True)
    """The name folded, to know the same person typed twice."""
    phone = models.CharField(max_length=20, blank=True)
    """Normalised; empty for who has none, at the desk only."""
    phone_rank = models.PositiveSmallIntegerField(default=0)
    """0 for the first person on this phone, then 1, 2… for those who share it."""
    sex = models.CharField(max_length=6, choices=Sex, blank=True)
    age = models.CharField(max_length=8, choices=AgeBand, blank=True)
    province = models.CharField(max_length=16, blank=True)
    """HCP code, or :data:`ELSEWHERE`."""
    body_kind = models.CharField(max_length=18, choices=BodyKind, blank=True)
    body_name = models.CharField(max_length=160, blank=True)
    photo_ok = models.BooleanField(default=False)
    keep_ok = models.BooleanField(default=False)
    how = models.CharField(max_length=6, choices=How)
    walk_in = models.BooleanField(default=False)
    signed_up_at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["gathering", "signed_up_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["gathering", "phone", "phone_rank"], condition=~Q(phone=""), name="one_person_a_phone_and_rank"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["phone"], condition=~Q(phone=""), name="registration_phone")]

    def __str__(self) -> str:
        return f"registration {self.id}"

    @property
    def shown_phone(self) -> str:
        """Her phone as Moroccans read it."""
        return phones.shown(self.phone)

    def owners(self) -> set[uuid.UUID]:
        """Nobody's affairs but the desk's: she may have no account at all."""
        return set()

    def bodies(self) -> set[uuid.UUID]:
        """The body that organises the gathering."""
        return {self.gathering.body_id}


class Marked(models.TextChoices):
    """How somebody was known to be there."""

    TAP = "tap"
    """One tap at the desk."""
    QR = "qr"
    """The code of her own badge or receipt, seen by the desk's phone."""
    SHEET = "sheet"
    """Her signature on the sheet, typed afterwards."""


class Attendance(models.Model):
    """One person there for one half-day. The first of them is her ``arrived_at``."""

    personal_data: ClassVar[str] = "Which half-days she was there; goes with her registration."
    right_object: ClassVar[str] = "attendance"

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="attendances")
    half_day = models.PositiveSmallIntegerField()
    """From 1, in the order they are held."""
    how = models.CharField(max_length=5, choices=Marked, default=Marked.TAP)
    at = models.DateTimeField()
    """When it was known; for a signed sheet, the instant the list tells."""

    class Meta:
        ordering: ClassVar = ["registration", "half_day"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["registration", "half_day"], name="there_once_a_half_day"),
            models.CheckConstraint(condition=Q(half_day__gte=1, half_day__lte=20), name="attendance_half_day"),
        ]

    def owners(self) -> set[uuid.UUID]:
        """As her registration."""
        return set()

    def bodies(self) -> set[uuid.UUID]:
        """The body that organises the gathering."""
        return self.registration.bodies()
