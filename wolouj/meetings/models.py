"""What is said at a meeting: its agenda, questions, points, commitments; and the minutes made of them.

Every text stands in Arabic and in French, written by a person in each: where one is missing, papers show the other
and say so. Nothing is translated by machine.
"""

from __future__ import annotations

import secrets
import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from wolouj.gatherings.models import CODE_LETTERS, Gathering
from wolouj.meetings.following.models import CommitmentState
from wolouj.meetings.following.models import CommitmentStep as CommitmentStep
from wolouj.meetings.following.models import Reply as Reply
from wolouj.meetings.handouts.models import Handout as Handout
from wolouj.meetings.inviting.models import Invitation as Invitation
from wolouj.meetings.inviting.models import MeetingChange as MeetingChange

TEXT = 4000
"""Characters of one text."""


def both(row: object, name: str, lang: str) -> tuple[str, str]:
    """The text ``name`` of a row in ``lang`` and the language it is in: the other one when only that was written."""
    other = "fr" if lang == "ar" else "ar"
    text = str(getattr(row, f"{name}_{lang}"))
    return (text, lang) if text else (str(getattr(row, f"{name}_{other}")), other)


class Series(models.Model):
    """Meetings that follow one another, under a name of their own."""

    personal_data: ClassVar[str] = "none"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey("people.Body", on_delete=models.PROTECT, related_name="+")
    name_ar = models.CharField(max_length=200, blank=True)
    name_fr = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name_fr or self.name_ar


class Level(models.TextChoices):
    """How far the meeting reaches."""

    LOCAL = "local"
    PROVINCIAL = "provincial"
    REGIONAL = "regional"
    NATIONAL = "national"


class Meeting(models.Model):
    """The meeting held at a gathering, and what frames it."""

    personal_data: ClassVar[str] = "none"
    right_object: ClassVar[str] = "gathering"

    gathering = models.OneToOneField(Gathering, primary_key=True, on_delete=models.CASCADE, related_name="+")
    series = models.ForeignKey(Series, null=True, blank=True, on_delete=models.SET_NULL, related_name="meetings")
    level = models.CharField(max_length=10, choices=Level, default=Level.LOCAL)
    context_ar = models.TextField(max_length=TEXT, blank=True)
    context_fr = models.TextField(max_length=TEXT, blank=True)
    """Within which project, with whose support, after what."""
    aim_ar = models.TextField(max_length=TEXT, blank=True)
    aim_fr = models.TextField(max_length=TEXT, blank=True)
    """What the meeting was for, as the end of a sentence: "presenting the new decree"."""

    def __str__(self) -> str:
        return str(self.gathering)

    def owners(self) -> set[uuid.UUID]:
        """Nobody's."""
        return set()

    def bodies(self) -> set[uuid.UUID]:
        """The body that organises it."""
        return self.gathering.bodies()


class Item(models.Model):
    """What the rows of a meeting share: their place in it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="%(class)ss")
    position = models.PositiveSmallIntegerField(default=0)
    right_object: ClassVar[str] = "gathering"

    class Meta:
        abstract = True
        ordering: ClassVar = ["meeting", "position", "id"]

    def owners(self) -> set[uuid.UUID]:
        """Nobody's."""
        return set()

    def bodies(self) -> set[uuid.UUID]:
        """The body that organises the meeting."""
        return self.meeting.gathering.bodies()


class Intervention(Item):
    """A line of the agenda; afterwards, what was said. The public copies name the function, never the person."""

    personal_data: ClassVar[str] = "The name of who spoke, on the papers of the body; never on a public copy."

    starts = models.TimeField(null=True, blank=True)
    speaker = models.CharField(max_length=120, blank=True)
    role_ar = models.CharField(max_length=160, blank=True)
    role_fr = models.CharField(max_length=160, blank=True)
    institution_ar = models.CharField(max_length=200, blank=True)
    institution_fr = models.CharField(max_length=200, blank=True)
    subject_ar = models.CharField(max_length=300, blank=True)
    subject_fr = models.CharField(max_length=300, blank=True)
    said_ar = models.TextField(max_length=TEXT, blank=True)
    said_fr = models.TextField(max_length=TEXT, blank=True)


class PointKind(models.TextChoices):
    """Which part of the minutes a point belongs to."""

    EXCHANGE = "exchange"
    AGREED = "agreed"
    RECOMMENDATION = "recommendation"
    NEXT_STEP = "next_step"


class Point(Item):
    """A point exchanged or agreed, a recommendation, a next step; by whom it was held, in words."""

    personal_data: ClassVar[str] = "none: groups are named, not persons"

    kind = models.CharField(max_length=14, choices=PointKind)
    held_by_ar = models.CharField(max_length=160, blank=True)
    held_by_fr = models.CharField(max_length=160, blank=True)
    text_ar = models.TextField(max_length=TEXT, blank=True)
    text_fr = models.TextField(max_length=TEXT, blank=True)

    class Meta(Item.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text_ar="", text_fr=""), name="point_has_a_text"),
        ]


class Commitment(Item):
    """What a body said it would do. Without an owner or a day, the papers say that these are still to be fixed."""

    personal_data: ClassVar[str] = "none: a function is named, not a person"

    institution_ar = models.CharField(max_length=200, blank=True)
    institution_fr = models.CharField(max_length=200, blank=True)
    owner_ar = models.CharField(max_length=160, blank=True)
    owner_fr = models.CharField(max_length=160, blank=True)
    """The function that answers for it."""
    what_ar = models.TextField(max_length=TEXT, blank=True)
    what_fr = models.TextField(max_length=TEXT, blank=True)
    due = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=CommitmentState, default=CommitmentState.ANNOUNCED)
    """As a person last said; see :mod:`wolouj.meetings.following.states` for what may follow, and for *late*."""
    point = models.ForeignKey(Point, null=True, blank=True, on_delete=models.SET_NULL, related_name="taken_up")
    """The recommendation it takes up, when it does."""
    published_at = models.DateTimeField(null=True, blank=True)
    """When a person decided to show it to anybody; empty while nobody did."""
    link_digest = models.CharField(max_length=64, blank=True, editable=False)
    link_sealed = models.BinaryField(null=True, blank=True, editable=False)
    """What opens the institution's own page about it, once a person made the link; see ``foundation.secret_links``."""

    class Meta(Item.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(what_ar="", what_fr=""), name="commitment_has_a_text"),
            models.UniqueConstraint(fields=["link_digest"], condition=~Q(link_digest=""), name="commitment_link_once"),
        ]


class Theme(models.TextChoices):
    """What a question is about: the families of difficulties met on the way to public procurement."""

    KNOWING = "knowing"
    LANGUAGE = "language"
    PAPERS = "papers"
    ACCOUNT = "account"
    PRICE = "price"
    PAYMENT = "payment"
    DELAYS = "delays"
    GUARANTEES = "guarantees"
    CAPACITY = "capacity"
    SUPPORT = "support"
    OTHER = "other"


class Source(models.TextChoices):
    """How a question came."""

    PHONE = "phone"
    SLIP = "slip"


def new_receipt() -> str:
    """What the asker keeps to read her answer: eight letters, read aloud without mistake, one in some 850 billion."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(8))


def sound_name(_row: object, filename: str) -> str:
    """A random place for a voice note; only the suffix we gave it is kept."""
    return f"questions/{secrets.token_hex(20)}.{filename.rsplit('.', 1)[-1]}"


class Review(models.TextChoices):
    """Held until a person looked at it; nothing is published by itself."""

    HELD = "held"
    PUBLISHED = "published"
    KEPT_ASIDE = "kept_aside"


class Question(models.Model):
    """A question asked at a meeting, as it was asked, and as a person worded it for the wall."""

    personal_data: ClassVar[str] = (
        "Her words or her voice, which may name others: for the body's people only; who she is, if signed in, "
        "to tell her the answer, seen by nobody. What is published is the wording a person wrote."
    )
    right_object: ClassVar[str] = "wall"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="questions")
    text = models.TextField(max_length=1000, blank=True)
    """As asked, in whatever language and letters; empty when it was said aloud. Never shown to the public."""
    sound = models.FileField(upload_to=sound_name, max_length=120, blank=True)
    """The voice note, as it came. Never played to the public."""
    asker = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    """Who asked, when she was signed in."""
    receipt = models.CharField(max_length=8, blank=True, default=new_receipt, editable=False)
    """What opens its answer, for whoever asked."""
    source = models.CharField(max_length=6, choices=Source)
    asked_at = models.DateTimeField()
    voices = models.PositiveSmallIntegerField(default=1)
    """How many people asked it."""
    theme = models.CharField(max_length=10, choices=Theme, blank=True)
    text_ar = models.CharField(max_length=500, blank=True)
    text_fr = models.CharField(max_length=500, blank=True)
    """The wording that is published."""
    answer_ar = models.TextField(max_length=TEXT, blank=True)
    answer_fr = models.TextField(max_length=TEXT, blank=True)
    owner_ar = models.CharField(max_length=160, blank=True)
    owner_fr = models.CharField(max_length=160, blank=True)
    """Who is to answer: a body, a function."""
    due = models.DateField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    """When its answer could first be read: what the asker is told."""
    guide = models.CharField(max_length=40, blank=True)
    """The page of the guides whose public questions it joins, once checked."""
    checked_by_ar = models.CharField(max_length=160, blank=True)
    checked_by_fr = models.CharField(max_length=160, blank=True)
    """The function of the expert who checked the answer."""
    checked_on = models.DateField(null=True, blank=True)
    review = models.CharField(max_length=10, choices=Review, default=Review.HELD)
    reviewed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["meeting", "-voices", "asked_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(review="published") | ~Q(text_ar="", text_fr=""), name="published_question_is_worded"
            ),
            models.CheckConstraint(condition=~Q(text="", sound=""), name="question_is_asked"),
            models.CheckConstraint(
                condition=Q(guide="") | Q(checked_on__isnull=False), name="guide_question_is_checked"
            ),
            models.UniqueConstraint(fields=["receipt"], condition=~Q(receipt=""), name="question_receipt_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["meeting", "review"], name="question_review"),
            models.Index(fields=["guide"], condition=~Q(guide=""), name="question_guide"),
        ]

    @property
    def answered(self) -> bool:
        """Whether an answer was written, in one language at least."""
        return bool(self.answer_ar or self.answer_fr)

    def owners(self) -> set[uuid.UUID]:
        """Nobody's: the asker is not named."""
        return set()

    def bodies(self) -> set[uuid.UUID]:
        """The body that organises the meeting."""
        return self.meeting.gathering.bodies()


class Minutes(models.Model):
    """A version of the minutes a person approved: what the public papers print, frozen as it was that instant."""

    personal_data: ClassVar[str] = "none: figures and functions only"
    right_object: ClassVar[str] = "minutes"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="minutes")
    number = models.PositiveSmallIntegerField()
    approved_at = models.DateTimeField()
    papers = models.JSONField()
    """Paper -> language -> what its page is given."""

    class Meta:
        ordering: ClassVar = ["meeting", "-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["meeting", "number"], name="minutes_version_once")]

    def owners(self) -> set[uuid.UUID]:
        """Nobody's."""
        return set()

    def bodies(self) -> set[uuid.UUID]:
        """The body that organises the meeting."""
        return self.meeting.gathering.bodies()
