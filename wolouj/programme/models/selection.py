"""How applicants are chosen: checked, marked by two, met, decided by a committee, minuted."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from wolouj.programme.models.applications import Application
from wolouj.programme.models.programmes import Call, OfBody

REASON = 600
"""Characters of a reason or a motive."""


class Check(models.Model):
    """Whether an application meets one condition of the call, as somebody of the body found."""

    personal_data: ClassVar[str] = "Whether a person meets a condition, and why not."
    right_object: ClassVar[str] = "application"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="checks")
    criterion = models.CharField(max_length=36)
    """Its key in the frozen grid."""
    met = models.BooleanField()
    checked_at = models.DateTimeField()
    by_id = models.UUIDField(null=True)

    class Meta:
        ordering: ClassVar = ["application", "criterion"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["application", "criterion"], name="checked_once")]


class Assignment(models.Model):
    """One person's task: to mark one file, alone; or to hold its interview. She may declare a conflict instead."""

    personal_data: ClassVar[str] = "Who marks whose file, and whether she declared a conflict of interest."
    right_object: ClassVar[str] = "mark"

    class Task(models.TextChoices):
        FIRST = "first"
        SECOND = "second"
        INTERVIEW = "interview"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="assignments")
    marker = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    task = models.CharField(max_length=9, choices=Task)
    given_at = models.DateTimeField()
    conflict_at = models.DateTimeField(null=True, blank=True)
    """When she said that she cannot judge this file: no mark of hers is then possible."""
    conflict = models.CharField(max_length=REASON, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["application", "task", "given_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["application", "task"], condition=Q(conflict_at=None), name="one_live_task_a_file"
            ),
            models.CheckConstraint(condition=Q(conflict_at=None) | Q(done_at=None), name="no_mark_with_a_conflict"),
        ]
        indexes: ClassVar = [models.Index(fields=["marker", "done_at"], name="assignment_marker")]

    def __str__(self) -> str:
        return f"{self.task} {self.application_id}"

    def owners(self) -> set[uuid.UUID]:
        """Nobody's affairs: the applicant reads her answer, never her marks one by one."""
        return set()

    def holders(self) -> set[uuid.UUID]:
        """The one who marks."""
        return {self.marker_id}

    def bodies(self) -> set[uuid.UUID]:
        """The body that runs the call."""
        return self.application.bodies()


class Mark(models.Model):
    """Points given on one criterion, with the motive."""

    personal_data: ClassVar[str] = "Points and motive about a person's file."

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="marks")
    criterion = models.CharField(max_length=36)
    """Its key in the frozen grid."""
    points = models.DecimalField(max_digits=5, decimal_places=2)
    most = models.PositiveSmallIntegerField()
    """The weight of the criterion, kept so that the database itself refuses 120 on 100."""
    motive = models.CharField(max_length=REASON, blank=True)

    class Meta:
        ordering: ClassVar = ["assignment", "criterion"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assignment", "criterion"], name="marked_once"),
            models.CheckConstraint(condition=Q(points__gte=0, points__lte=F("most")), name="mark_within_its_weight"),
        ]


class Committee(OfBody):
    """The sitting that decides a call."""

    personal_data: ClassVar[str] = "none: its members are in its seats"
    right_object: ClassVar[str] = "selection"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call = models.OneToOneField(Call, on_delete=models.CASCADE, related_name="committee")
    held_on = models.DateField()
    place_ar = models.CharField(max_length=160, blank=True)
    place_fr = models.CharField(max_length=160, blank=True)
    made_at = models.DateTimeField()

    def bodies(self) -> set[uuid.UUID]:
        """The body that runs the call."""
        return {self.call.programme.body_id}


class Seat(models.Model):
    """A member of the committee: name, quality, here or not. She signs the minutes on paper."""

    personal_data: ClassVar[str] = "Name and quality of who sits: on the body's minutes, never on a public page."
    right_object: ClassVar[str] = "selection"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="seats")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=120)
    quality_ar = models.CharField(max_length=160, blank=True)
    quality_fr = models.CharField(max_length=160, blank=True)
    here = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["committee", "position", "id"]

    def owners(self) -> set[uuid.UUID]:
        """Nobody's."""
        return set()

    def bodies(self) -> set[uuid.UUID]:
        """The body that runs the call."""
        return self.committee.bodies()


class Recusal(models.Model):
    """A member who left the room for one file: she is not counted for it."""

    personal_data: ClassVar[str] = "Which member declared a conflict on which file."

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="recusals")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="+")
    told_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["seat", "application"], name="recused_once")]


class Settlement(models.Model):
    """What the committee said of files that the grid cannot tell apart: who comes first, and why."""

    personal_data: ClassVar[str] = "Why one file comes before another of equal points."

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="settlements")
    first = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="+")
    then = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=REASON)
    told_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["committee", "told_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["committee", "first", "then"], name="settled_once"),
            models.CheckConstraint(condition=~Q(first=F("then")), name="settled_between_two"),
        ]


class Outcome(models.TextChoices):
    """What is decided of an application."""

    SELECTED = "selected"
    RESERVE = "reserve"
    REFUSED = "refused"


class Decision(models.Model):
    """What was decided of an application, why, and which door comes next: what the person reads."""

    personal_data: ClassVar[str] = "Why a person was chosen or not. She reads it on her own page."
    right_object: ClassVar[str] = "application"

    application = models.OneToOneField(Application, primary_key=True, on_delete=models.CASCADE, related_name="decision")
    outcome = models.CharField(max_length=8, choices=Outcome)
    rank = models.PositiveIntegerField(null=True, blank=True)
    """Among those ranked; null when a condition was not met."""
    total = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)
    reason_ar = models.CharField(max_length=REASON)
    reason_fr = models.CharField(max_length=REASON)
    door = models.CharField(max_length=20)
    """The next door, a key of ``programme.door_…``."""
    next_ar = models.CharField(max_length=REASON, blank=True)
    next_fr = models.CharField(max_length=REASON, blank=True)
    """What to add to the door: a day, a name, a phone."""
    decided_at = models.DateTimeField()


class SelectionMinutes(OfBody):
    """The minutes of a call's selection as a person approved them: ranking and papers, frozen."""

    personal_data: ClassVar[str] = "Names of the committee and of applicants, ranks and points: for the body's files."
    right_object: ClassVar[str] = "selection"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="minutes")
    number = models.PositiveSmallIntegerField()
    approved_at = models.DateTimeField()
    ranking = models.JSONField()
    """In order: application number, rank, total, outcome."""
    grid_digest = models.CharField(max_length=12)
    papers = models.JSONField()
    """Language -> what the page is given."""

    class Meta:
        ordering: ClassVar = ["call", "-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["call", "number"], name="selection_version_once")]

    def bodies(self) -> set[uuid.UUID]:
        """The body that runs the call."""
        return {self.call.programme.body_id}
