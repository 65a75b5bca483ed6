"""What a structure answered about a notice it was shown."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Answer(models.TextChoices):
    """One tap under a notice."""

    NOT_MY_TRADE = "not_my_trade"
    TOO_FAR = "too_far"
    TOO_BIG = "too_big"
    TOO_SOON = "too_soon"
    CROWDED = "crowded"
    """Too many answer."""
    INTERESTED = "interested"
    QUOTED = "quoted"
    """She began a quote: as good as saying so."""


YES = (Answer.INTERESTED, Answer.QUOTED)
"""Answers after which a notice is still shown; after any other it is put aside."""


class Feedback(models.Model):
    """A structure's answer about one notice. The last one counts; what it says of others of the kind is learned."""

    personal_data: ClassVar[str] = "none beyond the structure's choices; seen by its own people, erased with it"

    structure = models.ForeignKey("structures.Structure", on_delete=models.CASCADE, related_name="+")
    notice = models.ForeignKey("notices.Notice", on_delete=models.CASCADE, related_name="+")
    answer = models.CharField(max_length=14, choices=Answer)
    nature = models.PositiveSmallIntegerField(null=True, blank=True)
    place = models.CharField(max_length=16, blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    """What the notice was when she answered: its first nature, its province, its estimate."""
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["structure", "-at", "-id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["structure", "notice"], name="one_answer_a_notice")]
