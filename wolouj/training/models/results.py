"""What a training gave: the test before and after, how it felt, the certificate."""

from __future__ import annotations

import secrets
import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from wolouj.training.models.groups import Learner, Session

CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without those taken for one another when said aloud: I, L, O, 0, 1."""


def new_code() -> str:
    """What a certificate is checked by: ten letters, one in some 800 thousand billions."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(10))


def voice_name(_row: object, filename: str) -> str:
    """A random place for a voice note; only the suffix we gave it is kept."""
    return f"training/{secrets.token_hex(20)}.{filename.rsplit('.', 1)[-1]}"


class OfLearner(models.Model):
    """What belongs to one person's way through a training."""

    right_object: ClassVar[str] = "learner"
    learner: Learner

    class Meta:
        abstract = True

    def owners(self) -> set[uuid.UUID]:
        """The person herself, when she has an account."""
        return self.learner.owners()

    def holders(self) -> set[uuid.UUID]:
        """Who teaches her group."""
        return self.learner.holders()

    def bodies(self) -> set[uuid.UUID]:
        """The body that teaches her."""
        return self.learner.bodies()


class Moment(models.TextChoices):
    """When the test is taken."""

    BEFORE = "before"
    AFTER = "after"


class Taken(OfLearner):
    """The answers one learner gave, before or after. Taken again, the last answers count."""

    personal_data: ClassVar[str] = "Her answers to a few questions: for her and those who teach her, as a whole else."

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="tests")
    moment = models.CharField(max_length=6, choices=Moment)
    answers = models.JSONField(default=dict)
    """Question -> choice, from 1. A question left aside is not there."""
    asked = models.JSONField(default=list)
    """The questions asked, so that before and after are compared on those asked both times."""
    by_herself = models.BooleanField(default=False)
    taken_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["learner", "-moment"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["learner", "moment"], name="test_once_a_moment")]


class Face(models.TextChoices):
    """How a session felt."""

    GLAD = "glad"
    SO_SO = "so_so"
    SAD = "sad"


class Felt(models.Model):
    """One face given to a session, perhaps with a voice note. Who gave it is shown to nobody but herself."""

    personal_data: ClassVar[str] = (
        "A face and her voice, which may name others: heard by the body's people and who teaches the session, who are "
        "never told whose it is. Who gave it, to let her change it."
    )
    right_object: ClassVar[str] = "session"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="felt")
    learner = models.ForeignKey(Learner, null=True, blank=True, on_delete=models.CASCADE, related_name="felt")
    """Empty when it was tapped on the phone that went round."""
    face = models.CharField(max_length=5, choices=Face)
    sound = models.FileField(upload_to=voice_name, max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["session", "at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["session", "learner"], condition=Q(learner__isnull=False), name="felt_once_a_session"
            )
        ]

    def owners(self) -> set[uuid.UUID]:
        """Nobody's: a face names nobody."""
        return set()

    def holders(self) -> set[uuid.UUID]:
        """Who teaches the session."""
        return self.session.holders()

    def bodies(self) -> set[uuid.UUID]:
        """The body that teaches the group."""
        return self.session.bodies()


class Certificate(OfLearner):
    """That she attended enough of a path. Its figures are frozen; her name is read from her file when it is printed."""

    personal_data: ClassVar[str] = (
        "That she was trained, by whom, how much she attended. Anybody who has its code reads her initials, or her "
        "name when she said yes. Removed with her file."
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.OneToOneField(Learner, on_delete=models.CASCADE, related_name="certificate")
    code = models.CharField(max_length=12, unique=True, default=new_code)
    there = models.PositiveSmallIntegerField()
    held = models.PositiveSmallIntegerField()
    """Half-days she attended, of those held while she was expected."""
    threshold = models.PositiveSmallIntegerField()
    """Per cent that the path asked that day."""
    told = models.JSONField()
    """Language -> the path, the modules, the body and the dates as they were."""
    shows_name = models.BooleanField(default=False)
    """Her own yes to her whole name being read by who has the code."""
    issued_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["issued_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_why=""), name="withdrawn_certificate_says_why"
            )
        ]


class CertificateGap(OfLearner):
    """A time during which a certificate did not hold: withdrawn that day, for what; perhaps given back, for what."""

    personal_data: ClassVar[str] = (
        "Why her certificate was withdrawn and given back, and who said so: for her and the body's people. Anybody who "
        "has its code reads the days alone. Removed with it."
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    certificate = models.ForeignKey(Certificate, on_delete=models.CASCADE, related_name="gaps")
    from_at = models.DateTimeField()
    why = models.CharField(max_length=300)
    by_id = models.UUIDField(null=True)
    """``None``: withdrawn before these were kept."""
    back_at = models.DateTimeField(null=True, blank=True)
    back_why = models.CharField(max_length=300, blank=True)
    back_by_id = models.UUIDField(null=True)

    class Meta:
        ordering: ClassVar = ["certificate", "from_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["certificate"], condition=Q(back_at=None), name="one_open_gap"),
            models.CheckConstraint(condition=Q(back_at=None) | ~Q(back_why=""), name="given_back_says_why"),
        ]

    @property
    def learner(self) -> Learner:  # type: ignore[override]
        """Whose certificate it is."""
        return self.certificate.learner
