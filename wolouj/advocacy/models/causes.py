"""A cause: what is asked of whom, on which difficulties, facts and articles; and each step of what became of it.

Every text stands in Arabic and in French, typed by a person in each. Their lengths are bounded by what two pages hold.
"""

from __future__ import annotations

import secrets
import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

TITLE = 140
SITUATION = 600
ASK = 450
MONEY = 260
"""Characters of what it costs, and of what it brings."""
FACT = 220
SOURCE = 140
LEAD = 320
PLACE_NAME = 120
NOTE = 600


class Addressee(models.TextChoices):
    """Who is asked."""

    COMMUNE = "commune"
    PROVINCE = "province"
    REGION = "region"
    STATE = "state"
    """A ministry or one of its services."""
    CNCP = "cncp"
    """The national commission of public procurement."""
    OBSERVATORY = "observatory"
    """The Moroccan observatory of public procurement."""


COUNCILS = (Addressee.COMMUNE, Addressee.PROVINCE, Addressee.REGION)


class CauseState(models.TextChoices):
    """How far it has come. What may follow what stands in ``states.py``."""

    DRAFT = "draft"
    READY = "ready"
    SENT = "sent"
    ANSWERED = "answered"
    CLOSED = "closed"


class Cause(models.Model):
    """What a body pleads, before whom."""

    personal_data: ClassVar[str] = "none: people are counted, institutions are named by their function"
    right_object: ClassVar[str] = "cause"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey("people.Body", on_delete=models.PROTECT, related_name="+")
    title_ar = models.CharField(max_length=TITLE, blank=True)
    title_fr = models.CharField(max_length=TITLE, blank=True)
    situation_ar = models.TextField(max_length=SITUATION, blank=True)
    situation_fr = models.TextField(max_length=SITUATION, blank=True)
    """What happens today, to whom."""
    ask_ar = models.TextField(max_length=ASK, blank=True)
    ask_fr = models.TextField(max_length=ASK, blank=True)
    """The change asked."""
    cost_ar = models.TextField(max_length=MONEY, blank=True)
    cost_fr = models.TextField(max_length=MONEY, blank=True)
    benefit_ar = models.TextField(max_length=MONEY, blank=True)
    benefit_fr = models.TextField(max_length=MONEY, blank=True)
    power = models.CharField(max_length=20)
    """What sort of change it is: a key of ``powers.yaml``."""
    addressee = models.CharField(max_length=11, choices=Addressee)
    place = models.CharField(max_length=16, blank=True)
    """HCP code of the commune, the province or the region of the council; empty for the State and its commissions."""
    named_ar = models.CharField(max_length=PLACE_NAME, blank=True)
    named_fr = models.CharField(max_length=PLACE_NAME, blank=True)
    """Which service, when it is the State."""
    meeting = models.ForeignKey("meetings.Meeting", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    """The meeting it was born at."""
    state = models.CharField(max_length=8, choices=CauseState, default=CauseState.DRAFT)
    opened_on = models.DateField()
    published_at = models.DateTimeField(null=True, blank=True)
    """When a person decided to show it to anybody."""
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["-opened_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(title_ar="", title_fr=""), name="cause_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title_fr or self.title_ar

    def owners(self) -> set[uuid.UUID]:
        """Nobody's."""
        return set()

    def bodies(self) -> set[uuid.UUID]:
        """Who pleads it."""
        return {self.body_id}


class Of(models.Model):
    """What the rows of a cause share."""

    right_object: ClassVar[str] = "cause"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cause = models.ForeignKey(Cause, on_delete=models.CASCADE, related_name="%(class)ss")

    class Meta:
        abstract = True

    def owners(self) -> set[uuid.UUID]:
        """Nobody's."""
        return set()

    def bodies(self) -> set[uuid.UUID]:
        """Who pleads the cause."""
        return self.cause.bodies()


class Difficulty(Of):
    """A difficulty of the register the cause speaks of; how many voice it is counted when shown, never kept here."""

    personal_data: ClassVar[str] = "none: a code of the list"

    cause = models.ForeignKey(Cause, on_delete=models.CASCADE, related_name="difficulties")
    code = models.CharField(max_length=16)

    class Meta:
        ordering: ClassVar = ["cause", "code"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["cause", "code"], name="cause_difficulty_once")]


class FactKind(models.TextChoices):
    """Where a fact comes from."""

    MEASURED = "measured"
    """By the house, from what is published."""
    TOLD = "told"
    """Typed, with its source and its day."""
    CONSULTED = "consulted"
    """What came out of a public consultation."""


class Fact(Of):
    """One fact. A measured one keeps its figures as they were that day: a note quotes what was read, not what comes."""

    personal_data: ClassVar[str] = "none: figures and texts about public affairs"

    kind = models.CharField(max_length=9, choices=FactKind)
    measure = models.CharField(max_length=20, blank=True)
    figures = models.JSONField(default=dict, blank=True)
    """Of a measure: number, part, middle, since, until, sample. Of a consultation: its result, frozen."""
    text_ar = models.CharField(max_length=FACT, blank=True)
    text_fr = models.CharField(max_length=FACT, blank=True)
    source_ar = models.CharField(max_length=SOURCE, blank=True)
    source_fr = models.CharField(max_length=SOURCE, blank=True)
    on = models.DateField()
    """The day it was read, or the day its source bears."""
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["cause", "at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["cause", "measure"], condition=~Q(measure=""), name="cause_measure_once"
            ),
            models.CheckConstraint(
                condition=~Q(kind="told")
                | (~Q(text_ar="", text_fr="") & ~Q(source_ar="", source_fr="")), name="told_fact_has_text_and_source",
            ),
        ]  # fmt: skip


class Article(Of):
    """An article the cause stands on, as the rulebook signs it."""

    personal_data: ClassVar[str] = "none: an article of the law"

    signature = models.CharField(max_length=60)

    class Meta:
        ordering: ClassVar = ["cause", "signature"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["cause", "signature"], name="cause_article_once")]


class Audience(models.TextChoices):
    """Whom a note is written for."""

    COUNCIL = "council"
    """Elected people."""
    STATE = "state"
    """A service of the State, the CNCP."""
    PUBLIC = "public"
    """The press and anybody."""


AUDIENCES = tuple(Audience)


class Lead(Of):
    """The first lines of a note, for one audience."""

    personal_data: ClassVar[str] = "none: a text for the public"

    audience = models.CharField(max_length=7, choices=Audience)
    text_ar = models.TextField(max_length=LEAD, blank=True)
    text_fr = models.TextField(max_length=LEAD, blank=True)

    class Meta:
        ordering: ClassVar = ["cause", "audience"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["cause", "audience"], name="cause_lead_once")]


class StepKind(models.TextChoices):
    """What happened to a cause."""

    READY = "ready"
    REOPENED = "reopened"
    """Back to the draft."""
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    ANSWERED = "answered"
    AGENDA = "agenda"
    """Put on the agenda of a session."""
    VOTE = "vote"
    FOLLOW_UP = "follow_up"
    CLOSED = "closed"


def proof_name(_row: Any, filename: str) -> str:
    """A random place for a proof; only the suffix we gave it is kept."""
    return f"causes/{secrets.token_hex(20)}.{filename.rsplit('.', 1)[-1]}"


class Step(Of):
    """One dated step. Never rewritten; a correction is a new step."""

    personal_data: ClassVar[str] = "none: functions are named, not persons"

    kind = models.CharField(max_length=12, choices=StepKind)
    on = models.DateField()
    """The day it happened."""
    at = models.DateTimeField()
    whom_ar = models.CharField(max_length=PLACE_NAME, blank=True)
    whom_fr = models.CharField(max_length=PLACE_NAME, blank=True)
    """To whom it was sent, who answered: a function, an institution."""
    note_ar = models.TextField(max_length=NOTE, blank=True)
    note_fr = models.TextField(max_length=NOTE, blank=True)
    link = models.URLField(max_length=500, blank=True)
    proof = models.FileField(upload_to=proof_name, max_length=120, blank=True)
    audience = models.CharField(max_length=7, choices=Audience, blank=True)
    """Which note was sent."""
    papers = models.JSONField(default=dict, blank=True)
    """Language -> what the note that was sent prints: it can be shown again, letter for letter."""

    class Meta:
        ordering: ClassVar = ["cause", "at", "id"]
