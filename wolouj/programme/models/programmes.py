"""A programme, who pays for it, what it is for, and its calls.

Each text stands in Arabic and in French, written by a person; where one is missing, pages show the other.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without those taken for one another when said aloud: I, L, O, 0, 1."""
TEXT = 2000
"""Characters of one text."""


def new_code() -> str:
    """What opens the public page of a call, said aloud or printed."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(6))


def both(row: object, name: str, lang: str) -> str:
    """The text ``name`` of a row in ``lang``, or in the other language when only that was written."""
    other = "fr" if lang == "ar" else "ar"
    return str(getattr(row, f"{name}_{lang}") or getattr(row, f"{name}_{other}"))


class OfBody(models.Model):
    """What belongs to a body and to no person."""

    right_object: ClassVar[str] = "programme"

    class Meta:
        abstract = True

    def owners(self) -> set[uuid.UUID]:
        """Nobody's."""
        return set()


class Donor(OfBody):
    """Who pays for a programme."""

    personal_data: ClassVar[str] = "none"

    class Reads(models.TextChoices):
        FRENCH = "fr"
        ARABIC = "ar"
        SPANISH = "es"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey("people.Body", on_delete=models.PROTECT, related_name="+")
    name_ar = models.CharField(max_length=160, blank=True)
    name_fr = models.CharField(max_length=160, blank=True)
    reads = models.CharField(max_length=2, choices=Reads, default=Reads.FRENCH)
    """The language of the headings in its reports."""

    class Meta:
        ordering: ClassVar = ["name_fr", "id"]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(name_ar="", name_fr=""), name="donor_has_a_name")]

    def __str__(self) -> str:
        return self.name_fr or self.name_ar

    def bodies(self) -> set[uuid.UUID]:
        """The body it pays."""
        return {self.body_id}


LEAST_GROUP = 5
"""As in the researchers' extract."""


class Programme(OfBody):
    """A programme of a body: who pays, where, from when to when, for what."""

    personal_data: ClassVar[str] = "none"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey("people.Body", on_delete=models.PROTECT, related_name="+")
    donors: models.ManyToManyField[Donor, Donor] = models.ManyToManyField(Donor, related_name="programmes", blank=True)
    title_ar = models.CharField(max_length=200, blank=True)
    title_fr = models.CharField(max_length=200, blank=True)
    aim_ar = models.TextField(max_length=TEXT, blank=True)
    aim_fr = models.TextField(max_length=TEXT, blank=True)
    provinces = models.JSONField(default=list)
    """HCP codes."""
    starts_on = models.DateField()
    ends_on = models.DateField()
    least_group = models.PositiveSmallIntegerField(default=LEAST_GROUP)
    """A donor's report says nothing of a group smaller than this (docs/decisions/0029)."""
    is_sample = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-starts_on", "-made_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(title_ar="", title_fr=""), name="programme_has_a_title"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="programme_dates"),
            models.CheckConstraint(condition=Q(least_group__gte=3), name="programme_least_group"),
        ]

    def __str__(self) -> str:
        return self.title_fr or self.title_ar

    def bodies(self) -> set[uuid.UUID]:
        """The body that runs it."""
        return {self.body_id}


class Goal(OfBody):
    """An objective of the programme, or a result under an objective."""

    personal_data: ClassVar[str] = "none"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="goals")
    under = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="results")
    """The objective a result serves; null for an objective."""
    position = models.PositiveSmallIntegerField(default=0)
    text_ar = models.CharField(max_length=400, blank=True)
    text_fr = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering: ClassVar = ["programme", "position", "id"]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(text_ar="", text_fr=""), name="goal_has_a_text")]

    def __str__(self) -> str:
        return self.text_fr or self.text_ar

    def bodies(self) -> set[uuid.UUID]:
        """The body that runs the programme."""
        return {self.programme.body_id}


class Rhythm(models.TextChoices):
    """How often an indicator is measured."""

    SESSION = "session"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    ONCE = "once"


SPLITS = ("sex", "age", "province", "status", "disability")
"""What an indicator may be told apart by."""


class Indicator(OfBody):
    """What tells whether a result is reached: from where, to where, told apart by what, proved by what, how often."""

    personal_data: ClassVar[str] = "none"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="indicators")
    position = models.PositiveSmallIntegerField(default=0)
    text_ar = models.CharField(max_length=300, blank=True)
    text_fr = models.CharField(max_length=300, blank=True)
    is_share = models.BooleanField(default=False)
    """Whether it is a percentage rather than a number."""
    baseline = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    """``None``: not measured yet, never zero."""
    target = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    splits = models.JSONField(default=list)
    source_ar = models.CharField(max_length=200, blank=True)
    source_fr = models.CharField(max_length=200, blank=True)
    rhythm = models.CharField(max_length=10, choices=Rhythm, default=Rhythm.HALF_YEAR)

    class Meta:
        ordering: ClassVar = ["goal", "position", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text_ar="", text_fr=""), name="indicator_has_a_text")
        ]

    def __str__(self) -> str:
        return self.text_fr or self.text_ar

    def bodies(self) -> set[uuid.UUID]:
        """The body that runs the programme."""
        return {self.goal.programme.body_id}


class Call(OfBody):
    """A call for applications: for whom, until when, how many places, how one is chosen."""

    personal_data: ClassVar[str] = "none"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="calls")
    code = models.CharField(max_length=8, unique=True, default=new_code)
    title_ar = models.CharField(max_length=200, blank=True)
    title_fr = models.CharField(max_length=200, blank=True)
    what_ar = models.TextField(max_length=TEXT, blank=True)
    what_fr = models.TextField(max_length=TEXT, blank=True)
    """What one receives."""
    whom_ar = models.TextField(max_length=TEXT, blank=True)
    whom_fr = models.TextField(max_length=TEXT, blank=True)
    how_ar = models.TextField(max_length=TEXT, blank=True)
    how_fr = models.TextField(max_length=TEXT, blank=True)
    """Where one is helped to apply, and whom to call."""
    provinces = models.JSONField(default=list)
    """HCP codes; empty: those of the programme."""
    places = models.PositiveSmallIntegerField()
    reserve = models.PositiveSmallIntegerField(default=0)
    """How many are kept on the reserve list, at most."""
    quorum = models.PositiveSmallIntegerField(default=3)
    """Members present without whom the committee cannot decide."""
    closes_at = models.DateTimeField()
    """The last instant to send an application."""
    answers_on = models.DateField(null=True, blank=True)
    """By what day each applicant is promised her answer."""
    opened_at = models.DateTimeField(null=True, blank=True)
    """When its grid was frozen and its page became public."""
    grid = models.JSONField(default=list)
    """The frozen grid: what every mark, every total and every ranking is computed from."""
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-closes_at", "-made_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(title_ar="", title_fr=""), name="call_has_a_title"),
            models.CheckConstraint(condition=Q(places__gte=1), name="call_has_places"),
            models.CheckConstraint(condition=Q(quorum__gte=1), name="call_has_a_quorum"),
            models.CheckConstraint(condition=Q(opened_at=None) | ~Q(grid=[]), name="open_call_has_a_grid"),
        ]

    def __str__(self) -> str:
        return self.title_fr or self.title_ar

    def bodies(self) -> set[uuid.UUID]:
        """The body that runs the programme."""
        return {self.programme.body_id}

    def takes(self, at: datetime) -> bool:
        """Whether one may apply at that instant."""
        return self.opened_at is not None and self.opened_at <= at <= self.closes_at

    def where(self) -> list[str]:
        """The provinces it is for."""
        return list(self.provinces or self.programme.provinces)

    @property
    def digest(self) -> str:
        """The fingerprint of the frozen grid, printed on the minutes."""
        return grid_digest(self.grid) if self.grid else ""


def grid_digest(grid: list[dict[str, Any]]) -> str:
    """Twelve figures that change with anything in a grid."""
    text = json.dumps(grid, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


class Stage(models.TextChoices):
    """When a criterion is looked at."""

    ELIGIBILITY = "eligibility"
    """Yes or no: a no ends it."""
    FILE = "file"
    """Marked by two persons, each alone, from the file."""
    INTERVIEW = "interview"
    """Marked once, by those who met her."""


class Criterion(OfBody):
    """A line of the grid being prepared. Once the call is open, the frozen copy on the call is what counts."""

    personal_data: ClassVar[str] = "none"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField(default=0)
    stage = models.CharField(max_length=11, choices=Stage, default=Stage.FILE)
    label_ar = models.CharField(max_length=240, blank=True)
    label_fr = models.CharField(max_length=240, blank=True)
    weight = models.PositiveSmallIntegerField(default=0)
    """The most points it can bring; those of a call add up to 100. Nothing for eligibility."""

    class Meta:
        ordering: ClassVar = ["call", "position", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(label_ar="", label_fr=""), name="criterion_has_a_label"),
            models.CheckConstraint(
                condition=Q(stage="eligibility", weight=0)
                | (~Q(stage="eligibility") & Q(weight__gte=1, weight__lte=100)),
                name="criterion_weight",
            ),
        ]

    def __str__(self) -> str:
        return self.label_fr or self.label_ar

    def bodies(self) -> set[uuid.UUID]:
        """The body that runs the programme."""
        return {self.call.programme.body_id}


class AskedPaper(OfBody):
    """A paper asked of who applies."""

    personal_data: ClassVar[str] = "none"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="papers")
    position = models.PositiveSmallIntegerField(default=0)
    label_ar = models.CharField(max_length=200, blank=True)
    label_fr = models.CharField(max_length=200, blank=True)
    later = models.BooleanField(default=False)
    """Asked only of those who are chosen: nobody is sent to a counter for nothing."""

    class Meta:
        ordering: ClassVar = ["call", "position", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(label_ar="", label_fr=""), name="asked_paper_has_a_label")
        ]

    def __str__(self) -> str:
        return self.label_fr or self.label_ar

    def bodies(self) -> set[uuid.UUID]:
        """The body that runs the programme."""
        return {self.call.programme.body_id}
