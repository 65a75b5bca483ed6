"""Who applies: one file a person at a body, one application a call, what she agreed to, who she may also be."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from wolouj.foundation.fields import EncryptedText
from wolouj.people import phones
from wolouj.programme.models.programmes import TEXT, Call


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


class Income(models.TextChoices):
    """A band, never a figure; by month, in dirhams."""

    NONE = "none"
    TO_1000 = "to_1000"
    TO_3000 = "to_3000"
    FROM_3000 = "from_3000"


class Schooling(models.TextChoices):
    """How far she went to school."""

    NONE = "none"
    PRIMARY = "primary"
    MIDDLE = "middle"
    SECONDARY = "secondary"
    HIGHER = "higher"


class How(models.TextChoices):
    """Which way a file came in."""

    SELF = "self"
    COACH = "coach"
    FILE = "file"


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


class ConsentHow(models.TextChoices):
    """In what form she said yes."""

    TICK = "tick"
    """On her own phone."""
    ORAL = "oral"
    """Aloud, before the one who writes it down."""
    SIGNED = "signed"
    """On paper."""


class Consent(models.Model):
    """Her dated yes to one purpose, and the day she took it back."""

    personal_data: ClassVar[str] = "What a person agreed to and when: the proof the law asks for, kept with her file."
    right_object: ClassVar[str] = "application"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=10, choices=Purpose)
    how = models.CharField(max_length=6, choices=ConsentHow)
    given_at = models.DateTimeField()
    taken_by = models.UUIDField(null=True, blank=True)
    """Who wrote it down, when it was not herself."""
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["participant", "given_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["participant", "purpose"], condition=Q(withdrawn_at=None), name="one_live_consent_a_purpose"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.given_at:%Y-%m-%d}"


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


class State(models.TextChoices):
    """Where an application stands, in words the person reads."""

    DRAFT = "draft"
    RECEIVED = "received"
    STUDIED = "studied"
    INTERVIEW = "interview"
    SELECTED = "selected"
    RESERVE = "reserve"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Application(models.Model):
    """Her file for one call."""

    personal_data: ClassVar[str] = "What she tells of her work, her project and her need. Removed when she asks."
    right_object: ClassVar[str] = "application"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="applications")
    number = models.PositiveIntegerField(null=True, blank=True)
    """Given when it is received: what markers, committee and minutes call it."""
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    how = models.CharField(max_length=5, choices=How)
    step = models.CharField(max_length=10, blank=True)
    """The question where she stopped."""
    activity = models.CharField(max_length=300, blank=True)
    idea = models.TextField(max_length=TEXT, blank=True)
    need = models.TextField(max_length=TEXT, blank=True)
    income = models.CharField(max_length=9, choices=Income, blank=True)
    schooling = models.CharField(max_length=9, choices=Schooling, blank=True)
    dependants = models.PositiveSmallIntegerField(null=True, blank=True)
    told = models.JSONField(default=dict)
    """Criterion -> "yes" or "no": what she answers herself to the conditions of the call."""
    batch = models.ForeignKey("Batch", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    duplicate_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    """The other application of the same person to the same call: worked out from what was said, never typed."""
    link_digest = models.CharField(max_length=64, blank=True, db_index=True)
    link_sealed = models.BinaryField(null=True)
    """The page where who has no account reads how far her file has come."""
    begun_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["call", "number", "begun_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["call", "participant"], name="one_application_a_call"),
            models.UniqueConstraint(fields=["call", "number"], name="application_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | Q(number__isnull=False, received_at__isnull=False),
                name="received_application_is_numbered",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["call", "state"], name="application_state")]

    def __str__(self) -> str:
        return f"application {self.number or self.id}"

    def owners(self) -> set[uuid.UUID]:
        """The person herself, when she has an account."""
        return self.participant.owners()

    def bodies(self) -> set[uuid.UUID]:
        """The body that runs the call."""
        return self.participant.bodies()


class Batch(models.Model):
    """A spreadsheet brought in: what was read waits, encrypted, until a person says yes; then it is forgotten."""

    personal_data: ClassVar[str] = (
        "Rows of a spreadsheet, encrypted, until a person confirms or drops them; afterwards only counts and the "
        "reasons of refusals, which quote no cell."
    )
    right_object: ClassVar[str] = "intake"

    class State(models.TextChoices):
        READ = "read"
        BROUGHT = "brought"
        DROPPED = "dropped"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="batches")
    file = models.CharField(max_length=160)
    state = models.CharField(max_length=7, choices=State, default=State.READ)
    rows = models.PositiveIntegerField(default=0)
    good = models.PositiveIntegerField(default=0)
    already = models.PositiveIntegerField(default=0)
    columns = models.JSONField(default=dict)
    """Heading of the file -> what it was taken for, or nothing."""
    refusals = models.JSONField(default=list)
    """Row, field, text in both languages."""
    waiting = EncryptedText(blank=True, default="")
    read_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-read_at", "id"]

    def __str__(self) -> str:
        return self.file

    def owners(self) -> set[uuid.UUID]:
        """Nobody's."""
        return set()

    def bodies(self) -> set[uuid.UUID]:
        """The body that runs the call."""
        return {self.call.programme.body_id}


class Pair(models.Model):
    """Two files that may be one person's."""

    right_object: ClassVar[str] = "intake"

    class Meta:
        abstract = True

    def owners(self) -> set[uuid.UUID]:
        """Nobody's."""
        return set()


class DuplicateProposal(Pair):
    """Two files that look like one person's, how much, and why. A person decides."""

    personal_data: ClassVar[str] = "Ids of two files and coded reasons."

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kept = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    score = models.DecimalField(max_digits=4, decimal_places=3)
    reasons = models.JSONField(default=list)
    found_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-score", "found_at", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["kept", "other"], name="participant_proposed_once")]

    def bodies(self) -> set[uuid.UUID]:
        """The body that keeps both files."""
        return {self.kept.body_id}


class ParticipantMerge(Pair):
    """What a person said: these two files are one person's; and when it was taken back."""

    personal_data: ClassVar[str] = "Ids of two files and of who said it."

    id = models.BigAutoField(primary_key=True)
    kept = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    score = models.DecimalField(max_digits=4, decimal_places=3, null=True)
    reasons = models.JSONField(default=list)
    by_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    undone_by_id = models.UUIDField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def bodies(self) -> set[uuid.UUID]:
        """The body that keeps both files."""
        return {self.kept.body_id}


class ParticipantApart(Pair):
    """What a person said: these two files are two persons'. They are not proposed again."""

    personal_data: ClassVar[str] = "Ids of two files and of who said it."

    id = models.BigAutoField(primary_key=True)
    one = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    by_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    undone_by_id = models.UUIDField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["one", "other"], condition=Q(undone_at=None), name="said_apart_once")
        ]

    def bodies(self) -> set[uuid.UUID]:
        """The body that keeps both files."""
        return {self.one.body_id}
