"""A group of accepted people on a path, its sessions, and who is expected at each."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from wolouj.training.models.paths import Module, OfBody, Path


class Group(OfBody):
    """People accepted by one call who follow a path together."""

    personal_data: ClassVar[str] = "none"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    path = models.ForeignKey(Path, on_delete=models.PROTECT, related_name="groups")
    call = models.ForeignKey("programme.Call", on_delete=models.PROTECT, related_name="+")
    """The edition: who may be in it is who this call accepted."""
    name_ar = models.CharField(max_length=120, blank=True)
    name_fr = models.CharField(max_length=120, blank=True)
    is_sample = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-made_at", "id"]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(name_ar="", name_fr=""), name="group_has_a_name")]

    def __str__(self) -> str:
        return self.name_fr or self.name_ar

    def bodies(self) -> set[uuid.UUID]:
        """The body that teaches the path."""
        return {self.path.body_id}


class Learner(models.Model):
    """One participant in one group. Who left stays counted for the half-days before that."""

    personal_data: ClassVar[str] = "Which participant is in which group, since when: her name stays in her file."
    right_object: ClassVar[str] = "learner"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="learners")
    participant = models.ForeignKey("programme.Participant", on_delete=models.CASCADE, related_name="+")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["group", "joined_at", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["group", "participant"], name="learner_once_a_group")]

    def __str__(self) -> str:
        return f"learner {self.id}"

    def owners(self) -> set[uuid.UUID]:
        """The person herself, when she has an account."""
        return self.participant.owners()

    def holders(self) -> set[uuid.UUID]:
        """Who teaches her group: they may fill in the test with her."""
        taught = self.group.sessions.filter(trainer__isnull=False)
        return set(taught.order_by().values_list("trainer_id", flat=True))

    def bodies(self) -> set[uuid.UUID]:
        """The body that teaches her."""
        return self.participant.bodies()


class Session(models.Model):
    """A module taught to a group: the day, the place and the language are the gathering's."""

    personal_data: ClassVar[str] = "Who teaches: a person of the house, or the name of somebody from outside."
    right_object: ClassVar[str] = "session"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="sessions")
    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="sessions")
    gathering = models.OneToOneField("gatherings.Gathering", on_delete=models.PROTECT, related_name="+")
    trainer = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    trainer_name = models.CharField(max_length=120, blank=True)
    """Somebody from outside, who has no account."""

    class Meta:
        ordering: ClassVar = ["gathering__day", "gathering__made_at", "id"]

    def __str__(self) -> str:
        return f"session {self.id}"

    def owners(self) -> set[uuid.UUID]:
        """Nobody's."""
        return set()

    def holders(self) -> set[uuid.UUID]:
        """Who teaches it."""
        return {self.trainer_id} if self.trainer_id else set()

    def bodies(self) -> set[uuid.UUID]:
        """The body that teaches the group."""
        return {self.gathering.body_id}


class Expected(models.Model):
    """A learner expected at a session, and her row in the list of the day."""

    personal_data: ClassVar[str] = "Which learner is expected at which session."
    right_object: ClassVar[str] = "session"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="expected")
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="expected")
    registration = models.OneToOneField(
        "gatherings.Registration", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    """Her line on the sheet to sign; forgotten with the other lines of the day, thirty days after."""

    class Meta:
        ordering: ClassVar = ["session", "learner"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["session", "learner"], name="expected_once")]

    def __str__(self) -> str:
        return f"expected {self.id}"

    def owners(self) -> set[uuid.UUID]:
        """Nobody's affairs but the desk's."""
        return set()

    def holders(self) -> set[uuid.UUID]:
        """Who teaches the session."""
        return self.session.holders()

    def bodies(self) -> set[uuid.UUID]:
        """The body that teaches the group."""
        return self.session.bodies()
