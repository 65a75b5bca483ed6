"""Who helps small bidders, what each offers, and on what conditions: each told with how sure, from where, and when.

Each text stands in Arabic and in French, written by a person; where one is missing, pages show the other.
"""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

TEXT = 2000
"""Characters of one text."""
FRESH = timedelta(days=90)
"""How long a check of something open for a time is trusted."""
LASTING_FRESH = timedelta(days=365)
"""The same for a counter that has no end."""


class ProviderKind(models.TextChoices):
    """What sort of body it is."""

    ASSOCIATION = "association"
    INVESTMENT = "investment"
    """A regional investment centre (CRI)."""
    COOPERATIVES = "cooperatives"
    """The office of cooperatives (ODCO)."""
    JOBS = "jobs"
    """ANAPEC."""
    DEVELOPMENT = "development"
    """INDH."""
    FIRMS = "firms"
    """Maroc PME."""
    GUARANTEE = "guarantee"
    BANK = "bank"
    CHAMBER = "chamber"
    FARMING = "farming"
    TRAINING = "training"
    SOCIAL = "social"
    OTHER = "other"


class Need(models.TextChoices):
    """What one comes for."""

    MONEY = "money"
    """A grant, an award."""
    CREDIT = "credit"
    """A loan, a guarantee."""
    TRAINING = "training"
    ADVICE = "advice"
    PAPERS = "papers"
    """Formalities: a name, a register, a legal form."""
    MARKET = "market"
    """Fairs, sales."""
    PEOPLE = "people"
    """Hiring."""


class For(models.TextChoices):
    """For whom: the kinds of structure the law knows, and who has none yet."""

    PROJECT = "project"
    """A person with a project, no structure yet."""
    INFORMAL = "informal"
    COOPERATIVE = "cooperative"
    UNION = "union"
    AUTO_ENTREPRENEUR = "auto_entrepreneur"
    COMPANY = "company"
    NATURAL_PERSON = "natural_person"


class Sure(models.TextChoices):
    """How sure one is of what is told."""

    CERTAIN = "certain"
    LIKELY = "likely"
    UNSURE = "unsure"
    UNKNOWN = "unknown"
    """Not established: a question to ask, never a condition."""


class Believed(models.TextChoices):
    """What is known of whether it still takes requests."""

    OPEN = "open"
    UNKNOWN = "unknown"
    CLOSED = "closed"
    """Believed closed, without a text that says so."""


class Standing(models.TextChoices):
    """How an offer stands on a day, worked out from its days and its last check."""

    OPEN = "open"
    SOON = "soon"
    MAY_BE_CLOSED = "may_be_closed"
    BELIEVED_CLOSED = "believed_closed"
    OVER = "over"


class Kept(models.Model):
    """What is told, how sure, from where, and when somebody last checked."""

    sure = models.CharField(max_length=8, choices=Sure)
    source = models.CharField(max_length=400, blank=True)
    """An address, or who said it; empty for what comes from usage."""
    checked_on = models.DateField()

    class Meta:
        abstract = True


class Provider(Kept):
    """A support body as the directory shows it. ``body`` is the same one among those whose people have accounts."""

    personal_data: ClassVar[str] = "Public contact of an institution; no person is named."
    right_object: ClassVar[str] = "offer"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.SlugField(max_length=40, blank=True)
    """Its name in the first directory, so that it is brought in once; empty for one written by hand."""
    kept_by = models.ForeignKey("people.Body", on_delete=models.PROTECT, related_name="+")
    """The association that keeps this entry."""
    body = models.OneToOneField("people.Body", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=12, choices=ProviderKind)
    name_ar = models.CharField(max_length=160, blank=True)
    name_fr = models.CharField(max_length=160, blank=True)
    what_ar = models.TextField(max_length=TEXT, blank=True)
    what_fr = models.TextField(max_length=TEXT, blank=True)
    provinces = models.JSONField(default=list, blank=True)
    """HCP codes of the provinces it serves; empty: everywhere."""
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    """As an institution writes it: short numbers exist."""
    email = models.EmailField(blank=True)
    url = models.URLField(max_length=300, blank=True)
    is_sample = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["kind", "name_fr", "name_ar", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="provider_key_once"),
            models.CheckConstraint(condition=~Q(name_ar="", name_fr=""), name="provider_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name_fr or self.name_ar

    def owners(self) -> set[uuid.UUID]:
        """Nobody's."""
        return set()

    def bodies(self) -> set[uuid.UUID]:
        """The association that keeps it, and the body itself when its people have accounts."""
        return {one for one in (self.kept_by_id, self.body_id) if one}


class Offer(Kept):
    """One thing a body offers: a grant, a training, a counter."""

    personal_data: ClassVar[str] = "none"
    right_object: ClassVar[str] = "offer"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.SlugField(max_length=40, blank=True)
    provider = models.ForeignKey(Provider, on_delete=models.CASCADE, related_name="offers")
    need = models.CharField(max_length=8, choices=Need)
    title_ar = models.CharField(max_length=160, blank=True)
    title_fr = models.CharField(max_length=160, blank=True)
    what_ar = models.TextField(max_length=TEXT, blank=True)
    what_fr = models.TextField(max_length=TEXT, blank=True)
    how_ar = models.TextField(max_length=TEXT, blank=True)
    how_fr = models.TextField(max_length=TEXT, blank=True)
    papers_ar = models.TextField(max_length=TEXT, blank=True)
    papers_fr = models.TextField(max_length=TEXT, blank=True)
    """One paper a line; empty: the list is not established."""
    kinds = models.JSONField(default=list, blank=True)
    """Values of :class:`For`; empty: not established."""
    provinces = models.JSONField(default=list, blank=True)
    """HCP codes; empty: those of the body."""
    lasting = models.BooleanField(default=False)
    """A counter or a service without end, as opposed to a call or a session."""
    believed = models.CharField(max_length=7, choices=Believed, default=Believed.UNKNOWN)
    opens_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    """The last day; null when it is not known, or for what lasts."""
    is_sample = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["need", "title_fr", "title_ar", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="offer_key_once"),
            models.CheckConstraint(condition=~Q(title_ar="", title_fr=""), name="offer_has_a_title"),
            models.CheckConstraint(
                condition=Q(opens_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("opens_on")), name="offer_dates"
            ),
        ]

    def __str__(self) -> str:
        return self.title_fr or self.title_ar

    def owners(self) -> set[uuid.UUID]:
        """Nobody's."""
        return set()

    def bodies(self) -> set[uuid.UUID]:
        """Those who may keep it: as its body's."""
        return self.provider.bodies()

    def served(self) -> list[str]:
        """The provinces it is for; empty: everywhere."""
        found: list[str] = self.provinces or self.provider.provinces
        return found

    def standing(self, *, on: date) -> Standing:
        """How it stands that day. Without a known end, or when the last check is old, nothing is promised."""
        if self.ends_on and self.ends_on < on:
            return Standing.OVER
        if self.opens_on and self.opens_on > on:
            return Standing.SOON
        if self.believed == Believed.CLOSED:
            return Standing.BELIEVED_CLOSED
        known = self.believed == Believed.OPEN and (self.lasting or self.ends_on is not None)
        return Standing.OPEN if known and not self.is_stale(on=on) else Standing.MAY_BE_CLOSED

    def is_stale(self, *, on: date) -> bool:
        """Whether its last check is too old to be trusted that day."""
        return on - self.checked_on > (LASTING_FRESH if self.lasting else FRESH)


class About(models.TextChoices):
    """What a condition looks at. Those with figures are compared with what a person tells; the others are read."""

    OTHER = "other"
    AGE = "age"
    """Years of the person."""
    STRUCTURE_AGE = "structure_age"
    """Months since the structure was registered."""


class Condition(Kept):
    """One condition of an offer, with its own confidence."""

    personal_data: ClassVar[str] = "none"
    right_object: ClassVar[str] = "offer"

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="conditions")
    position = models.PositiveSmallIntegerField(default=0)
    about = models.CharField(max_length=13, choices=About, default=About.OTHER)
    text_ar = models.CharField(max_length=400, blank=True)
    text_fr = models.CharField(max_length=400, blank=True)
    least = models.PositiveSmallIntegerField(null=True, blank=True)
    most = models.PositiveSmallIntegerField(null=True, blank=True)
    """Bounds, both included, for what is compared: years or months."""
    kinds = models.JSONField(default=list, blank=True)
    """Values of :class:`For` it is asked of; empty: everybody."""

    class Meta:
        ordering: ClassVar = ["offer", "position", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text_ar="", text_fr=""), name="condition_has_a_text"),
        ]

    def __str__(self) -> str:
        return self.text_fr or self.text_ar

    def owners(self) -> set[uuid.UUID]:
        """Nobody's."""
        return set()

    def bodies(self) -> set[uuid.UUID]:
        """As its offer's."""
        return self.offer.bodies()
