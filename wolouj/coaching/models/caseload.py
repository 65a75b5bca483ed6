"""Who accompanies whom: one coach at a time, dated; and files passed from one coach to another in one act."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from wolouj.programme.models import Participant

WORD = 600
"""Characters of a word left with files."""


class OfFile(models.Model):
    """What belongs to one person's file: her own, her coach's of the day, her body's manager's."""

    right_object: ClassVar[str] = "follow_up"

    class Meta:
        abstract = True

    def file(self) -> Participant:
        """The participant whose affairs these are."""
        return self.participant  # type: ignore[attr-defined, no-any-return]

    def owners(self) -> set[uuid.UUID]:
        """The person herself, when she has an account."""
        return self.file().owners()

    def bodies(self) -> set[uuid.UUID]:
        """The body that keeps her file."""
        return self.file().bodies()

    def holders(self) -> set[uuid.UUID]:
        """Who accompanies her now."""
        live = Following.objects.filter(participant=self.file(), ended_at=None)
        return set(live.values_list("coach", flat=True))


class Handover(models.Model):
    """Files passed from one coach to another in one act, with a word. Mandates do not pass: they are hers to give."""

    personal_data: ClassVar[str] = "Who passed files to whom, when, and the word left for the next coach."
    right_object: ClassVar[str] = "caseload"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey("people.Body", on_delete=models.PROTECT, related_name="+")
    giver = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    taker = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    word = models.CharField(max_length=WORD, blank=True)
    at = models.DateTimeField()
    by_id = models.UUIDField(null=True)
    takes_back = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="taken_back_by"
    )
    """The handover this one undoes."""

    class Meta:
        ordering: ClassVar = ["-at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(giver=models.F("taker")), name="handed_to_another"),
        ]

    def owners(self) -> set[uuid.UUID]:
        """Nobody's affairs: an act of the body."""
        return set()

    def holders(self) -> set[uuid.UUID]:
        """The two coaches."""
        return {self.giver_id, self.taker_id}

    def bodies(self) -> set[uuid.UUID]:
        """The body whose files they are."""
        return {self.body_id}


class Following(OfFile):
    """A coach accompanies a person from a day on. Passing her on ends this row and begins another."""

    personal_data: ClassVar[str] = "Who accompanies whom, from when to when."

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participant = models.ForeignKey("programme.Participant", on_delete=models.CASCADE, related_name="+")
    coach = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    given_at = models.DateTimeField()
    """When it was given: the helper's clock of the first contact starts here."""
    given_by_id = models.UUIDField(null=True)
    came_by = models.ForeignKey(Handover, null=True, blank=True, on_delete=models.SET_NULL, related_name="given")
    """The handover it came by, when it did."""
    ended_at = models.DateTimeField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["coach", "given_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["participant"], condition=Q(ended_at=None), name="one_coach_at_a_time"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["coach"], condition=Q(ended_at=None), name="following_live"),
            models.Index(fields=["participant", "given_at"], name="following_history"),
        ]

    def __str__(self) -> str:
        return f"following {self.id}"
