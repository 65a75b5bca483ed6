"""What is said, to whom, by which way, when; and how far it has come."""

from __future__ import annotations

import secrets
import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters of a short address: none that is read for another."""


_PAIRS = [one + other for one in LETTERS for other in LETTERS]
_CODES = len(_PAIRS) ** 5


def new_code() -> str:
    """The short address of a message: 49 bits, and all it opens is what was sent to that phone anyway."""
    drawn, code = secrets.randbelow(_CODES), ""
    for _ in range(5):
        drawn, two = divmod(drawn, len(_PAIRS))
        code += _PAIRS[two]
    return code


class Channel(models.TextChoices):
    """The way out."""

    PAGE = "page"
    """Shown in the house only."""
    EMAIL = "email"
    SMS = "sms"


class State(models.TextChoices):
    """How far a message has come."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    GAVE_UP = "gave_up"
    """Tried as often as we try, or refused for good: a person looks."""
    CALLED_OFF = "called_off"
    """Not true any more, too late, or the person does not want it: never sent."""


class Message(models.Model):
    """One thing said to one person. Her phone and her e-mail are not here: they are asked when it leaves."""

    personal_data: ClassVar[str] = (
        "Who was told what, when, by which way, in her language; no phone and no address. Removed with the person."
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    """Handed to the gateway: the same message, sent again after a crash, is the same for it."""
    key = models.CharField(max_length=200, unique=True)
    """What it is about and for whom: the same thing is never written twice."""
    kind = models.CharField(max_length=24)
    person = models.UUIDField()
    """Whom it is said to; where she has no account, the thing she asked about, whose phone is asked when it leaves."""
    structure = models.UUIDField(null=True)
    """For which of her structures, when it is for one."""
    about = models.JSONField(default=dict)
    """Ids of what it is about, to see whether it is still true when it leaves."""
    channel = models.CharField(max_length=5, choices=Channel)
    lang = models.CharField(max_length=2)
    title = models.CharField(max_length=300)
    text = models.TextField()
    why = models.CharField(max_length=500, blank=True)
    short = models.CharField(max_length=700, blank=True)
    """The SMS, letter for letter; empty for the other ways."""
    path = models.CharField(max_length=300, blank=True)
    """The page it leads to, without a host."""
    code = models.CharField(max_length=10, unique=True, default=new_code)
    """Its short address."""
    day = models.DateField()
    """The day it counts for."""
    made_at = models.DateTimeField()
    due = models.DateTimeField()
    until = models.DateTimeField(null=True)
    """Worth nothing after this."""
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=40, blank=True)
    """What went wrong last: a code of :mod:`wolouj.foundation.outbox.channels`, never a text from outside."""
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        app_label = "foundation"
        ordering: ClassVar = ["-due", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["due"], condition=Q(state="waiting"), name="outbox_waiting"),
            models.Index(fields=["claimed_at"], condition=Q(state="sending"), name="outbox_sending"),
            models.Index(fields=["-made_at"], condition=Q(state="gave_up"), name="outbox_gave_up"),
            models.Index(fields=["person", "-due"], name="outbox_person"),
            models.Index(fields=["day", "structure"], name="outbox_day"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def right_object(self) -> str:
        """Its line in the table of rights."""
        return "alert"

    def owners(self) -> set[uuid.UUID]:
        """Whom it was said to."""
        return {self.person}


class JobRun(models.Model):
    """One run of a job: when, how far, what came of it. What the operator's page shows."""

    personal_data: ClassVar[str] = "none: counts only"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=40)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    """When it last said it lived."""
    ended_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(null=True)
    report = models.JSONField(default=dict)
    trouble = models.CharField(max_length=80, blank=True)
    """The kind of the error it ended on, without a value of anybody; empty when all went well."""

    class Meta:
        app_label = "foundation"
        ordering: ClassVar = ["-began_at", "-id"]
        indexes: ClassVar = [models.Index(fields=["name", "-began_at"], name="job_run_name")]

    def __str__(self) -> str:
        return f"{self.name} {self.began_at:%Y-%m-%d %H:%M}"
