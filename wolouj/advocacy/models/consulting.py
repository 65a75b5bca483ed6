"""A public consultation: what is asked of the network, what came of it.

Who voted and what was voted are kept apart: a voter's row bears no choice, a choice bears only its count.
"""

from __future__ import annotations

import secrets
import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from wolouj.advocacy.models.causes import PLACE_NAME, TITLE, Cause
from wolouj.gatherings.models import CODE_LETTERS, BodyKind, Sex, new_code
from wolouj.meetings.models import Review

TEXT = 4000
OPTION = 120
PROPOSAL = 600
PART = 60


class ConsultationState(models.TextChoices):
    """Being prepared, open, closed. Once its last day is over nothing is taken, though a person still closes it."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class About(models.TextChoices):
    """What is put to the network."""

    QUESTION = "question"
    TEXT = "text"
    """A text, on which amendments are proposed."""


class Consultation(models.Model):
    """A question or a text opened for some days."""

    personal_data: ClassVar[str] = "none: its rows say who took part, never what each chose"
    right_object: ClassVar[str] = "cause"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey("people.Body", on_delete=models.PROTECT, related_name="+")
    cause = models.ForeignKey(Cause, null=True, blank=True, on_delete=models.SET_NULL, related_name="consultations")
    code = models.CharField(max_length=6, unique=True, default=new_code, editable=False)
    """What opens its public page."""
    about = models.CharField(max_length=8, choices=About, default=About.QUESTION)
    title_ar = models.CharField(max_length=TITLE, blank=True)
    title_fr = models.CharField(max_length=TITLE, blank=True)
    text_ar = models.TextField(max_length=TEXT, blank=True)
    text_fr = models.TextField(max_length=TEXT, blank=True)
    state = models.CharField(max_length=6, choices=ConsultationState, default=ConsultationState.DRAFT)
    closes_on = models.DateField()
    """The last day on which it takes anything."""
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    result = models.JSONField(default=dict, blank=True)
    """What came out, frozen when it was closed: see ``tally.py``."""
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["-closes_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(title_ar="", title_fr=""), name="consultation_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title_fr or self.title_ar

    def owners(self) -> set[uuid.UUID]:
        """Nobody's."""
        return set()

    def bodies(self) -> set[uuid.UUID]:
        """Who consults."""
        return {self.body_id}


class Within(models.Model):
    """What the rows of a consultation share."""

    right_object: ClassVar[str] = "cause"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="%(class)ss")

    class Meta:
        abstract = True

    def owners(self) -> set[uuid.UUID]:
        """Nobody's."""
        return set()

    def bodies(self) -> set[uuid.UUID]:
        """Who consults."""
        return self.consultation.bodies()


class Option(Within):
    """One of the answers one may choose, and how many chose it by phone."""

    personal_data: ClassVar[str] = "none: a count"

    position = models.PositiveSmallIntegerField()
    text_ar = models.CharField(max_length=OPTION, blank=True)
    text_fr = models.CharField(max_length=OPTION, blank=True)
    votes = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["consultation", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "position"], name="option_place_once"),
            models.CheckConstraint(condition=~Q(text_ar="", text_fr=""), name="option_has_a_text"),
        ]


class Receipt(Within):
    """A slip given at a meeting to whoever has no account: it votes once. Only its digest is kept."""

    personal_data: ClassVar[str] = "none: nobody knows who was given which slip"

    digest = models.CharField(max_length=64)
    used = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["consultation", "digest"], name="receipt_once")]


class Voter(Within):
    """That somebody voted, and what she tells of herself; never what she chose, nor when."""

    personal_data: ClassVar[str] = "That she took part, her kind of structure, sex and province as she tells them."

    person = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    """Empty for a slip, and once she is erased."""
    kind = models.CharField(max_length=17, choices=BodyKind, blank=True)
    sex = models.CharField(max_length=5, choices=Sex, blank=True)
    province = models.CharField(max_length=16, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["consultation", "person"], condition=Q(person__isnull=False), name="one_vote_a_person"
            ),
        ]


class Proposal(Within):
    """A proposal, or an amendment to a part of the text: held until a person read it and worded it."""

    personal_data: ClassVar[str] = (
        "Her words, which may name others: for the body's people only; who she is, if signed in. "
        "What is published is the wording a person wrote."
    )

    text = models.TextField(max_length=PROPOSAL)
    """As it came. Never shown to the public."""
    part = models.CharField(max_length=PART, blank=True)
    """Which part of the text it would change."""
    text_ar = models.CharField(max_length=PROPOSAL, blank=True)
    text_fr = models.CharField(max_length=PROPOSAL, blank=True)
    author = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    review = models.CharField(max_length=10, choices=Review, default=Review.HELD)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["consultation", "at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(review="published") | ~Q(text_ar="", text_fr=""), name="published_proposal_is_worded"
            ),
        ]


class Support(models.Model):
    """A person stands behind a proposal."""

    personal_data: ClassVar[str] = "That she supports a published proposal; seen by nobody, counted."

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="supports")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["proposal", "person"], name="support_once")]


class Show(Within):
    """A show of hands, as the facilitator counted it."""

    personal_data: ClassVar[str] = "none: hands are counted"

    on = models.DateField()
    where_ar = models.CharField(max_length=PLACE_NAME, blank=True)
    where_fr = models.CharField(max_length=PLACE_NAME, blank=True)
    present = models.PositiveSmallIntegerField()
    women = models.PositiveSmallIntegerField(null=True, blank=True)
    """Of those present, when they were counted."""
    hands = models.JSONField()
    """Id of an option -> hands."""

    class Meta:
        ordering: ClassVar = ["consultation", "on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(women=None) | Q(women__lte=F("present")), name="women_are_among_those_present"
            ),
        ]


def new_slip() -> str:
    """What opens one vote: eight letters read aloud without mistake."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(8))
