"""Help asked on a notice, a paper, a quote: who owes the answer, since when; answers that serve again, as cards."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from wolouj.people import phones
from wolouj.people.models import Language

QUESTION, ANSWER = 1000, 2000
"""Characters of what is asked, of what is answered."""


class AskedAbout(models.TextChoices):
    """What a question is about."""

    NOTICE = "notice"
    QUOTE = "quote"
    PAPER = "paper"
    OFFER = "offer"
    OTHER = "other"


class HelpState(models.TextChoices):
    """Where a question stands."""

    OPEN = "open"
    """An answer is owed."""
    ANSWERED = "answered"
    SETTLED = "settled"
    """The asker said it answers, or that she needs it no more."""


class Question(models.Model):
    """One question and whoever owes its answer. Asked from an account, or with a phone and nothing else."""

    personal_data: ClassVar[str] = (
        "Who asked (an account, or a phone), what was asked. Read by the asker and by the helpers of one body. The "
        "phone is removed a month after the answer; the whole is removed when she asks."
    )
    right_object: ClassVar[str] = "help"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey("people.Body", on_delete=models.PROTECT, related_name="+")
    """Whose helpers answer."""
    person = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    phone = models.CharField(max_length=20, blank=True)
    """Of who has no account: normalised."""
    sms_agreed_at = models.DateTimeField(null=True, blank=True)
    """Her yes to one SMS a time her question is answered, on this phone; null: none, or taken back."""
    about = models.CharField(max_length=6, choices=AskedAbout)
    about_id = models.UUIDField(null=True)
    topic = models.CharField(max_length=60)
    """What makes two questions one subject: ``paper:tax_certificate``, ``notice:<id>``, ``quote``…"""
    text = models.TextField(max_length=QUESTION)
    lang = models.CharField(max_length=2, choices=Language)
    state = models.CharField(max_length=8, choices=HelpState, default=HelpState.OPEN)
    owner = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    """When it was asked, or asked again: the clock runs from there."""
    answered_at = models.DateTimeField(null=True, blank=True)
    link_digest = models.CharField(max_length=64, blank=True, db_index=True)
    link_sealed = models.BinaryField(null=True)
    """The page where who has no account reads the answer."""
    from_bucket = models.CharField(max_length=64, blank=True)
    """Keyed hash of the network a question without account came from; removed with the phone."""
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["asked_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state="open") | Q(answered_at__isnull=False) | Q(state="settled"),
                                   name="answered_question_is_dated"),
        ]  # fmt: skip
        indexes: ClassVar = [
            models.Index(fields=["body", "state", "asked_at"], name="question_body"),
            models.Index(
                fields=["answered_at"],
                condition=Q(sms_agreed_at__isnull=False, state="answered"),
                name="question_by_sms",
            ),
            models.Index(fields=["phone", "asked_at"], condition=~Q(phone=""), name="question_phone"),
        ]

    def __str__(self) -> str:
        return f"question {self.id}"

    @property
    def shown_phone(self) -> str:
        """The phone as Moroccans read it."""
        return phones.shown(self.phone)

    def owners(self) -> set[uuid.UUID]:
        """Who asked, when she has an account."""
        return {self.person_id} if self.person_id else set()

    def bodies(self) -> set[uuid.UUID]:
        """The body whose helpers answer."""
        return {self.body_id}


class Reply(models.Model):
    """One line of the exchange."""

    personal_data: ClassVar[str] = "What was written back, by whom (an id). Removed with the question."

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="replies")
    text = models.TextField(max_length=ANSWER)
    by_helper = models.BooleanField()
    by = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["question", "at", "id"]

    def __str__(self) -> str:
        return f"reply {self.pk}"


class Card(models.Model):
    """An answer that serves the next one: without a name, reviewed by somebody who did not write it."""

    personal_data: ClassVar[str] = "none: what names anybody is refused; who wrote and who reviewed, as ids."
    right_object: ClassVar[str] = "card"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey("people.Body", on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=6, choices=AskedAbout)
    topic = models.CharField(max_length=60)
    question_ar = models.CharField(max_length=300, blank=True)
    question_fr = models.CharField(max_length=300, blank=True)
    answer_ar = models.TextField(max_length=ANSWER, blank=True)
    answer_fr = models.TextField(max_length=ANSWER, blank=True)
    written_by = models.UUIDField(null=True)
    written_at = models.DateTimeField()
    reviewed_by = models.UUIDField(null=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    """Null: nobody but the body's helpers sees it."""
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["-reviewed_at", "-written_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(question_ar="", question_fr=""), name="card_has_a_question"),
            models.CheckConstraint(condition=~Q(answer_ar="", answer_fr=""), name="card_has_an_answer"),
        ]
        indexes: ClassVar = [models.Index(fields=["topic"], name="card_topic")]

    def __str__(self) -> str:
        return self.question_fr or self.question_ar

    def owners(self) -> set[uuid.UUID]:
        """Nobody's."""
        return set()

    def bodies(self) -> set[uuid.UUID]:
        """The body that keeps it."""
        return {self.body_id}
