"""Who applies: one file a person at a body, what she agreed to, and what is hers alone."""

from __future__ import annotations

import secrets
import uuid
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from wolouj.foundation.fields import EncryptedText
from wolouj.people import phones


class Sex(models.TextChoices):
    """As the person says it; empty when she does not."""

    WOMAN = "woman"
    MAN = "man"


class WhosePhone(models.TextChoices):
    """Whose phone the number rings on: what may be said in a message depends on it."""

    OWN = "own"
    HOUSEHOLD = "household"
    """Shared at home."""
    RELATIVE = "relative"
    NEIGHBOUR = "neighbour"
    HELPER = "helper"


class Spoken(models.TextChoices):
    """The language to speak to her."""

    DARIJA = "darija"
    TAMAZIGHT = "tamazight"
    ARABIC = "arabic"
    FRENCH = "french"


class Comfort(models.TextChoices):
    """How she likes to receive what we have to say. A wish, never a level."""

    READS = "reads"
    TOGETHER = "together"
    HEARS = "hears"


class Status(models.TextChoices):
    """What she works as, before the law."""

    NONE = "none"
    AUTO_ENTREPRENEUR = "auto_entrepreneur"
    MEMBER = "member"
    OFFICE = "office"
    """On the office of a cooperative."""
    FIRM = "firm"


class Participant(models.Model):
    """A person's file at one body. She may have an account of the house (``person``) or none."""

    personal_data: ClassVar[str] = (
        "Name, phone and whose it is, language, sex, day or year of birth, place, status. Seen by the body's coaches "
        "and manager. Emptied when she asks; what she was counted in stays, naming nobody."
    )
    right_object: ClassVar[str] = "application"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey("people.Body", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    name_ar = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    """Normalised; empty for who has none."""
    whose_phone = models.CharField(max_length=10, choices=WhosePhone, blank=True)
    spoken = models.CharField(max_length=10, choices=Spoken, blank=True)
    comfort = models.CharField(max_length=8, choices=Comfort, blank=True)
    sex = models.CharField(max_length=6, choices=Sex, blank=True)
    born_on = models.DateField(null=True, blank=True)
    born_in = models.PositiveSmallIntegerField(null=True, blank=True)
    """The year, for who knows only that."""
    province = models.CharField(max_length=16, blank=True)
    commune = models.CharField(max_length=16, blank=True)
    """HCP codes."""
    douar = models.CharField(max_length=120, blank=True)
    status = models.CharField(max_length=18, choices=Status, blank=True)
    same_as = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="others")
    """The file kept for her when a person said that two are one: worked out from what was said, never typed."""
    external = models.CharField(max_length=80, blank=True)
    """The row's own number in the tool it came from, so that the same export brought twice adds nobody."""
    is_sample = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)
    """When she took back her yes to be accompanied, until she gives it again. Written with her yes, never typed."""
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["made_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body", "person"], condition=Q(person__isnull=False), name="one_file_a_person"
            ),
            models.UniqueConstraint(
                fields=["body", "external"], condition=~Q(external=""), name="one_file_an_external"
            ),
            models.CheckConstraint(condition=~Q(same_as=F("id")), name="participant_not_itself"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["body", "phone"], condition=~Q(phone=""), name="participant_phone"),
        ]

    def __str__(self) -> str:
        return f"participant {self.id}"

    def shown_name(self, lang: str) -> str:
        """Her name as written in the language, or the other one."""
        return (self.name_ar if lang == "ar" else "") or self.name or self.name_ar

    @property
    def shown_phone(self) -> str:
        """Her phone as Moroccans read it."""
        return phones.shown(self.phone)

    def age(self, on: date) -> int | None:
        """Her age in full years that day; from the year alone, the age she has by its end."""
        if self.born_on is not None:
            return on.year - self.born_on.year - ((on.month, on.day) < (self.born_on.month, self.born_on.day))
        return on.year - self.born_in if self.born_in is not None else None

    def owners(self) -> set[uuid.UUID]:
        """The person herself, when she has an account."""
        return {self.person_id} if self.person_id else set()

    def bodies(self) -> set[uuid.UUID]:
        """The body that keeps the file."""
        return {self.body_id}


class Purpose(models.TextChoices):
    """One yes for each use."""

    FOLLOW = "follow"
    """To study the application and accompany her."""
    DONOR = "donor"
    """To be named to those who pay."""
    PHOTO = "photo"
    SENSITIVE = "sensitive"
    """To keep a fact of her private life that the support needs."""


FREE = (Purpose.DONOR, Purpose.PHOTO)
"""What she may say no to and still be followed."""


class ConsentHow(models.TextChoices):
    """In what form she said yes."""

    TICK = "tick"
    """On her own phone."""
    ORAL = "oral"
    """Aloud, before the one who writes it down."""
    SIGNED = "signed"
    """On paper."""


def private_name(_row: object, filename: str) -> str:
    """A random place for a recording; only the suffix we gave it is kept."""
    return f"consents/{secrets.token_hex(20)}.{filename.rsplit('.', 1)[-1]}"


class Consent(models.Model):
    """Her dated yes to one purpose, perhaps in her own voice, and the day she took it back."""

    personal_data: ClassVar[str] = (
        "What a person agreed to and when: the proof the law asks for, kept with her file. Her recorded yes is "
        "encrypted, heard by her, her body's coaches and manager, each hearing in the audit. Her voice goes with her "
        "file; that of a yes to keep a private fact goes as soon as she takes it back."
    )
    right_object: ClassVar[str] = "consent"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=10, choices=Purpose)
    how = models.CharField(max_length=6, choices=ConsentHow)
    given_at = models.DateTimeField()
    taken_by = models.UUIDField(null=True, blank=True)
    """Who wrote it down, when it was not herself."""
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.UUIDField(null=True, blank=True)
    """Who wrote at her word that she takes it back, when it was not herself."""
    sound = models.FileField(upload_to=private_name, max_length=120, blank=True)
    """The yes said aloud, encrypted as it lies in the storage; the suffix is a key of ``foundation.sounds.TYPES``."""
    sound_digest = models.CharField(max_length=64, blank=True)
    """SHA-256 of the recording as it came: stays after the voice is gone, as the trace that there was one."""
    recorded_at = models.DateTimeField(null=True, blank=True)
    """When the recording was kept: the same day as the yes, or later."""

    class Meta:
        ordering: ClassVar = ["participant", "given_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["participant", "purpose"], condition=Q(withdrawn_at=None), name="one_live_consent_a_purpose"
            ),
            models.CheckConstraint(
                condition=Q(sound="") | Q(how="oral", recorded_at__isnull=False) & ~Q(sound_digest=""),
                name="only_an_oral_yes_is_recorded",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.given_at:%Y-%m-%d}"

    def owners(self) -> set[uuid.UUID]:
        """The person herself, when she has an account."""
        return self.participant.owners()

    def bodies(self) -> set[uuid.UUID]:
        """The body that keeps the file."""
        return self.participant.bodies()


class SensitiveKind(models.TextChoices):
    """What a sensitive fact is about."""

    DISABILITY = "disability"
    HEALTH = "health"
    VIOLENCE = "violence"
    OTHER = "other"


class Sensitive(models.Model):
    """A fact of her private life that the support needs: encrypted, opened by named roles only, each opening logged."""

    personal_data: ClassVar[str] = (
        "Health, disability, violence: encrypted text, kept with her consent, opened by the manager or herself, each "
        "opening in the audit. Removed when she asks or takes her consent back."
    )
    right_object: ClassVar[str] = "sensitive"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="sensitive")
    kind = EncryptedText()
    """Encrypted too: that there is a fact of violence is already the fact."""
    text = EncryptedText()
    told_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["participant", "told_at", "id"]

    def __str__(self) -> str:
        return f"sensitive {self.id}"

    def owners(self) -> set[uuid.UUID]:
        """The person herself."""
        return self.participant.owners()

    def bodies(self) -> set[uuid.UUID]:
        """The body that keeps the file."""
        return self.participant.bodies()
