"""A petition (عريضة): to whom, by whom, what it asks and why; and the steps of its road.

Nobody who signed is written here: signatures stand apart, in :mod:`wolouj.petitions.signing`.
"""

from __future__ import annotations

import secrets
import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from wolouj.petitions.information.models import InformationRequest as InformationRequest
from wolouj.petitions.signing.models import Batch as Batch
from wolouj.petitions.signing.models import Signature as Signature
from wolouj.reference import territories
from wolouj.reference.territories import Place

TEXT = 3000
"""Characters of one text."""
NOTE = 1500


class Level(models.TextChoices):
    """To whom one speaks; the values are those of the rulebook. Motions are for information only, so not here."""

    COMMUNE = "commune"
    PROVINCE = "province"
    REGION = "region"
    STATE = "state"


class Filer(models.TextChoices):
    """Who files."""

    CITIZENS = "citizens"
    ASSOCIATION = "association"


class PetitionState(models.TextChoices):
    """How far it has come. *Late* is no state: it is worked out from the day of the receipt."""

    PREPARING = "preparing"
    GATHERING = "gathering"
    """Its text is fixed: people sign it."""
    FILED = "filed"
    ACCEPTED = "accepted"
    """Admissible: put on the agenda, or taken up by the State."""
    REFUSED = "refused"
    ADOPTED = "adopted"
    """The council voted for what was asked, or the State announced measures."""
    REJECTED = "rejected"
    DONE = "done"
    """What was voted was done."""
    WITHDRAWN = "withdrawn"


def proof_name(_row: Any, filename: str) -> str:
    """A random place for a proof; only the suffix we gave it is kept."""
    return f"petitions/{secrets.token_hex(20)}.{filename.rsplit('.', 1)[-1]}"


class Petition(models.Model):
    """One petition, prepared with a body. Yes, no or not known (``None``) of each condition, as a person said it."""

    personal_data: ClassVar[str] = (
        "The names of the agent and of who replaces the agent; on the papers to sign, never public."
    )
    right_object: ClassVar[str] = "petition"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey("people.Body", on_delete=models.PROTECT, related_name="+")
    cause = models.ForeignKey("advocacy.Cause", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    """The cause it carries to a council, when it comes from one."""
    level = models.CharField(max_length=8, choices=Level)
    place = models.CharField(max_length=14, blank=True)
    """HCP code of the commune, the province or the region; empty for the State."""
    filer = models.CharField(max_length=11, choices=Filer)
    title_ar = models.CharField(max_length=200, blank=True)
    title_fr = models.CharField(max_length=200, blank=True)
    request_ar = models.TextField(max_length=TEXT, blank=True)
    request_fr = models.TextField(max_length=TEXT, blank=True)
    """The item it wants on the agenda, in a sentence or two."""
    reasons_ar = models.TextField(max_length=TEXT, blank=True)
    reasons_fr = models.TextField(max_length=TEXT, blank=True)

    within_powers = models.BooleanField(null=True, blank=True)
    touches_constants = models.BooleanField(null=True, blank=True)
    common_interest = models.BooleanField(null=True, blank=True)
    before_the_courts = models.BooleanField(null=True, blank=True)
    discriminates = models.BooleanField(null=True, blank=True)
    note_attached = models.BooleanField(null=True, blank=True)
    committee = models.PositiveSmallIntegerField(null=True, blank=True)
    """Members of the committee that presents it to the State."""

    association_ar = models.CharField(max_length=200, blank=True)
    association_fr = models.CharField(max_length=200, blank=True)
    founded = models.DateField(null=True, blank=True)
    members = models.PositiveIntegerField(null=True, blank=True)
    seat_in_territory = models.BooleanField(null=True, blank=True)
    activity_linked = models.BooleanField(null=True, blank=True)
    democratic = models.BooleanField(null=True, blank=True)
    in_good_standing = models.BooleanField(null=True, blank=True)

    agent = models.CharField(max_length=120, blank=True)
    """The mandataire (وكيل): files it and receives the answer."""
    deputy = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=9, choices=PetitionState, default=PetitionState.PREPARING)
    published_at = models.DateTimeField(null=True, blank=True)
    """When a person decided to show it to anybody; empty while nobody did."""
    created_at = models.DateTimeField()
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["-created_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(title_ar="", title_fr=""), name="petition_has_a_title"),
            models.CheckConstraint(
                condition=Q(level="state", place="") | (~Q(level="state") & ~Q(place="")), name="petition_has_a_place"
            ),
        ]

    def __str__(self) -> str:
        return self.title_fr or self.title_ar

    @property
    def where(self) -> Place | None:
        """The place whose council is spoken to; ``None`` for the State."""
        return territories.place(self.place) if self.place else None

    def owners(self) -> set[uuid.UUID]:
        """Nobody's."""
        return set()

    def bodies(self) -> set[uuid.UUID]:
        """The body it is prepared with."""
        return {self.body_id}


class Step(models.Model):
    """One dated step of its road, with what shows it. Never rewritten; a correction is a new step."""

    personal_data: ClassVar[str] = "none: councils and functions are named, not persons"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=9, choices=PetitionState)
    on = models.DateField()
    """The day it happened."""
    at = models.DateTimeField()
    number = models.CharField(max_length=60, blank=True)
    """The number on the receipt, the letter or the decision."""
    due = models.DateField(null=True, blank=True)
    """The day of the session it was put on the agenda of."""
    signatures = models.PositiveIntegerField(null=True, blank=True)
    """How many were counted that day, when it was filed."""
    note_ar = models.TextField(max_length=NOTE, blank=True)
    note_fr = models.TextField(max_length=NOTE, blank=True)
    """The reason of a refusal, the result of a vote, what was done."""
    mend_ar = models.TextField(max_length=NOTE, blank=True)
    mend_fr = models.TextField(max_length=NOTE, blank=True)
    """What may be mended after a refusal."""
    proof = models.FileField(upload_to=proof_name, max_length=120, blank=True)

    class Meta:
        ordering: ClassVar = ["petition", "at", "id"]
