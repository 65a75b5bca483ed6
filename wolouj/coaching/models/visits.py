"""The visit sheet: filled once, in few taps. Its id is made where it is filled: sent twice, it is one visit."""

from __future__ import annotations

import secrets
import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from wolouj.coaching.models.caseload import OfFile

DONE = 2000
"""Characters of what was done."""
PHOTOS = 6
"""Photos of one visit, at most."""


class Where(models.TextChoices):
    """Where they met."""

    HOME = "home"
    WORKSHOP = "workshop"
    OFFICE = "office"
    """At the association's."""
    COUNTER = "counter"
    """At an administration, with her."""
    MARKET = "market"
    PHONE = "phone"


class Topic(models.TextChoices):
    """What they worked on."""

    PLAN = "plan"
    PRICE = "price"
    QUOTE = "quote"
    PAPERS = "papers"
    ACCOUNTS = "accounts"
    PRODUCTION = "production"
    MARKET = "market"
    MONEY = "money"
    DIGITAL = "digital"
    GROUP = "group"


def private_name(_row: object, filename: str) -> str:
    """A random place for a file; only the suffix we gave it is kept."""
    return f"visits/{secrets.token_hex(20)}.{filename.rsplit('.', 1)[-1]}"


class Visit(OfFile):
    """One meeting of a coach and a person. Its id comes from the sheet itself."""

    personal_data: ClassVar[str] = (
        "Where and when a person was met, what was done, a voice note. Seen by herself, her coach, her body's "
        "manager. Removed when she asks; files erased."
    )

    id = models.UUIDField(primary_key=True, editable=False)
    """Made where the sheet is filled, with or without the network."""
    participant = models.ForeignKey("programme.Participant", on_delete=models.CASCADE, related_name="+")
    coach = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    where = models.CharField(max_length=8, choices=Where)
    topics = ArrayField(models.CharField(max_length=10, choices=Topic), default=list, blank=True)
    done = models.TextField(max_length=DONE, blank=True)
    obstacle = models.CharField(max_length=16, blank=True)
    """A key of the list of difficulties: it is told in the register too, as heard at a visit."""
    next_on = models.DateField(null=True, blank=True)
    sound = models.FileField(upload_to=private_name, max_length=120, blank=True)
    """A voice note, as it came."""
    kept_at = models.DateTimeField()
    """When it reached the house; the day of the visit is ``on``."""
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["-on", "-kept_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(next_on=None) | Q(next_on__gt=F("on")), name="next_visit_after"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["participant", "-on"], name="visit_of_file"),
            models.Index(fields=["coach", "-on"], name="visit_of_coach"),
        ]

    def __str__(self) -> str:
        return f"visit {self.id}"


class VisitBefore(models.Model):
    """What a visit said before somebody corrected it: nothing that was written about a person disappears unseen."""

    personal_data: ClassVar[str] = "What was first noted of a visit, who corrected it. Seen and removed as the visit."
    right_object: ClassVar[str] = "follow_up"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="befores")
    said = models.JSONField()
    """Every field of the sheet as it stood; days in ISO form."""
    corrected_at = models.DateTimeField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["visit", "-corrected_at", "id"]

    def owners(self) -> set[uuid.UUID]:
        """As the visit."""
        return self.visit.owners()

    def bodies(self) -> set[uuid.UUID]:
        """As the visit."""
        return self.visit.bodies()

    def holders(self) -> set[uuid.UUID]:
        """As the visit."""
        return self.visit.holders()


class VisitPhoto(models.Model):
    """A photo taken at a visit, drawn again by the house."""

    personal_data: ClassVar[str] = "A photo taken with the person's consent. Erased with her file."
    right_object: ClassVar[str] = "follow_up"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="photos")
    file = models.FileField(upload_to=private_name, max_length=120)
    digest = models.CharField(max_length=64)
    """SHA-256 of the kept bytes: the same photo twice is one."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["visit", "digest"], name="photo_once_a_visit"),
        ]

    def owners(self) -> set[uuid.UUID]:
        """As the visit."""
        return self.visit.owners()

    def bodies(self) -> set[uuid.UUID]:
        """As the visit."""
        return self.visit.bodies()

    def holders(self) -> set[uuid.UUID]:
        """As the visit."""
        return self.visit.holders()
