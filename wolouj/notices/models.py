"""Buyers, notices, lots, lines and results; what changed in them; and the drafts that wait for a person's yes."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Coalesce

from rulebook.engine.facts import BuyerRules, Category, Procedure
from rulebook.engine.verdict import Confidence
from wolouj.foundation.folding import fold
from wolouj.notices.collecting_models import CollectedList as CollectedList
from wolouj.notices.collecting_models import CollectingRun as CollectingRun
from wolouj.notices.collecting_models import ListedNotice as ListedNotice
from wolouj.notices.collecting_models import OcdsProcess as OcdsProcess
from wolouj.notices.collecting_models import TakenFile as TakenFile
from wolouj.notices.minutes.models import MinutesDraft as MinutesDraft
from wolouj.notices.same_models import BuyerApart as BuyerApart
from wolouj.notices.same_models import BuyerMerge as BuyerMerge
from wolouj.notices.same_models import BuyerProposal as BuyerProposal
from wolouj.notices.same_models import NoticeApart as NoticeApart
from wolouj.notices.same_models import NoticeLink as NoticeLink
from wolouj.notices.same_models import NoticeProposal as NoticeProposal
from wolouj.notices.saved_models import SavedSearch as SavedSearch


def _choices(kinds: type) -> list[tuple[str, str]]:
    return [(kind.value, kind.name.lower()) for kind in kinds]  # type: ignore[attr-defined]


class Buyer(models.Model):
    """A public buyer, as its name is published. The same commune may stand under several names."""

    personal_data: ClassVar[str] = "none"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=400)
    name_key = models.CharField(max_length=400, unique=True)
    """The name folded (case, accents, spaces), so that one name is one row."""
    rulebook = models.CharField(max_length=8, choices=_choices(BuyerRules), default=BuyerRules.UNKNOWN)
    region = models.CharField(max_length=16, blank=True)
    province = models.CharField(max_length=16, blank=True)
    commune = models.CharField(max_length=16, blank=True)
    """HCP codes of where the buyer is, when its name says so; empty when it does not."""
    confidence = models.CharField(max_length=8, blank=True, choices=_choices(Confidence))
    """How sure the reading of the name is; empty when nothing was read, or once a person corrected it."""
    corrected = models.JSONField(default=list, blank=True)
    """Names of the fields a person set: no reading of ours ever writes over them."""
    same_as = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """The buyer it is another name of. Follows from what was said (``BuyerMerge``), never written by itself."""
    other_names = models.JSONField(default=list, blank=True)
    """The other names of the same buyer: its notices are found by them too. Follows in the same way."""
    compared_as = models.CharField(max_length=64, blank=True, editable=False)
    """How it read when its name was last compared with all the others; empty: to be compared anew."""

    def __str__(self) -> str:
        return self.name

    @property
    def whole_id(self) -> uuid.UUID:
        """The one id of a buyer under all its names."""
        return self.same_as_id or self.id

    @property
    def placed(self) -> tuple[str, str, str]:
        """(region, province, commune) codes, those of its other name when its own tells nothing; may be empty."""
        own = (self.region, self.province, self.commune)
        told = self.same_as if not any(own) else None
        return (told.region, told.province, told.commune) if told else own

    @property
    def names(self) -> str:
        """All its names, for the words its notices are found by."""
        return " ".join([self.name, *self.other_names])


PUBLIC = Q(entered_for__isnull=True)
"""Imported from what is published: read by anybody."""
STANDING = PUBLIC & Q(cancelled_at__isnull=True, same_notice__isnull=True)
"""Public and not cancelled, each once: of one notice told by two sources, the one that is shown."""


MAY_BE_OPEN = Q(closes__isnull=False)
"""What the indexes of the public list hold: all that is open, and what closed of late."""
NEVER = datetime(9999, 12, 31, tzinfo=UTC)


class NoticeManager(models.Manager["Notice"]):
    """Rows without what only the search reads."""

    def get_queryset(self) -> models.QuerySet[Notice]:
        return super().get_queryset().defer("search_words", "search_vector", "choices", "closes")


class Source(models.TextChoices):
    """How a notice came in."""

    TYPED = "typed"
    PASTED = "pasted"
    JSON = "json"
    TENDERS = "tenders"
    """The open tenders of the portal, a JSON document a line."""
    PORTAL = "portal"
    """The portal's page of one tender."""
    ORDER = "order"
    """The portal's page of one purchase order."""
    OCDS = "ocds"
    """Release packages of the Open Contracting Data Standard."""
    COPIED = "copied"
    """Taken over from a public notice by a person who adds its lines."""


class PriceMode(models.TextChoices):
    """How offers are written: prices, or an increase or a reduction in per cent (au rabais, majoration)."""

    PRICES = "prices"
    INCREASE = "increase"


class Notice(models.Model):
    """A published notice. ``estimate`` includes VAT; ``None`` is "not told".

    Entered for a person, it is hers and she confirmed it. Imported (``entered_for`` empty), it is public: read by
    anybody, written by nobody but the importers and whoever may correct what they understood.
    """

    personal_data: ClassVar[str] = "who entered it; goes with that person's account"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=16, choices=_choices(Procedure), default=Procedure.PURCHASE_ORDER)
    reference = models.CharField(max_length=200)
    object = models.CharField(max_length=2000)
    buyer = models.ForeignKey(Buyer, on_delete=models.PROTECT, related_name="+", db_index=False)
    """No index of its own: each row would enter twice what ``notice_of_buyer`` begins with."""
    rulebook = models.CharField(max_length=8, choices=_choices(BuyerRules), default=BuyerRules.UNKNOWN)
    """The book of rules told with this notice; the buyer's own is only a default."""
    category = models.CharField(max_length=8, choices=_choices(Category), blank=True)
    nature = models.PositiveSmallIntegerField(null=True, blank=True)
    natures = models.JSONField(default=list, blank=True)
    """Natures read from the object, best first (``nature`` is the first); one when a person chose it."""
    nature_confidence = models.CharField(max_length=8, blank=True, choices=_choices(Confidence))
    published = models.DateTimeField(null=True, blank=True)
    deadline = models.DateTimeField(null=True, blank=True)
    places = models.JSONField(default=list, blank=True)
    """Where it is to be carried out, as published."""
    place_codes = models.JSONField(default=list, blank=True)
    """The same as HCP codes of provinces, regions or communes, or ``MA`` for the whole country; then the buyer's
    province when the notice names no place."""
    estimate = models.DecimalField(max_digits=15, decimal_places=2, null=True, blank=True)
    reserved = models.BooleanField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    procedure_told = models.CharField(max_length=200, blank=True)
    """The procedure in the portal's own words, when it says more than ``kind``."""
    price_mode = models.CharField(max_length=8, blank=True, choices=PriceMode)
    guarantee = models.DecimalField(max_digits=15, decimal_places=2, null=True, blank=True)
    """The provisional guarantee asked, in dirhams; zero is "none asked"."""
    vat_rate = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    """The one VAT rate inside the estimate, per cent, when it is told."""
    asks = models.JSONField(null=True, blank=True)
    """What the rules ask beyond the usual file, all of it; ``None`` while nobody has read them."""
    lots_told = models.PositiveSmallIntegerField(null=True, blank=True)
    """How many lots the portal announces, even when it does not show them."""
    visits = models.CharField(max_length=2000, blank=True)
    """Visit of the place, as published."""
    url = models.URLField(max_length=500, blank=True)
    """Where the notice stands on the portal."""
    source = models.CharField(max_length=8, choices=Source)
    identity = models.CharField(max_length=120, blank=True)
    """What makes an imported notice itself: the portal's own key, never the reference; empty for a person's."""
    digest = models.CharField(max_length=64, blank=True)
    """A digest of all that was imported, so that the same again is seen at once."""
    corrected = models.JSONField(default=list, blank=True)
    """Names of the fields a person set over our reading: no import writes over them."""
    search_words = models.TextField(blank=True, editable=False)
    """The words it is found by, through the house's one analyser; see :mod:`wolouj.notices.understanding`."""
    search_vector = models.GeneratedField(
        expression=SearchVector("search_words", config="simple"), output_field=SearchVectorField(), db_persist=True
    )
    """The same as the database looks them up: kept, so that filtering a row never works them out again."""
    choices = ArrayField(models.TextField(db_collation="C"), default=list, editable=False)
    """What it counts for among the choices of the public list, in its index; see ``understanding``."""
    may_be_open = models.BooleanField(default=True, editable=False)
    """False once it has closed for good: the indexes of the public list leave it out, see ``closing``."""
    closes = models.GeneratedField(
        expression=Case(When(STANDING & Q(may_be_open=True), then=Coalesce("deadline", Value(NEVER)))),
        output_field=models.DateTimeField(null=True),
        db_persist=True,
    )
    """When it closes, for a public notice that may be open; nothing for the others. One whose deadline nobody told
    comes last and never closes. In one column, so that the database knows how few are open when it plans."""
    origin = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    """The public notice a person's own was taken from: its changes and its result concern hers too."""
    same_notice = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    """The public notice it is shown as, when another source tells the same. Follows from what was said
    (``NoticeLink``), never written by itself."""
    portal_key = models.CharField(max_length=120, blank=True)
    """The identity of the portal's page its addresses name, when another source, or a person, tells it."""
    entered_for = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    entered_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    """When the source last showed it."""
    is_sample = models.BooleanField(default=False)

    objects = NoticeManager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["entered_for", "buyer", "reference", "deadline"],
                name="notice_once_for_a_person",
                condition=Q(entered_for__isnull=False),
                nulls_distinct=False,
            ),
            models.UniqueConstraint(fields=["identity"], condition=PUBLIC, name="public_notice_once"),
            models.CheckConstraint(
                condition=Q(entered_for__isnull=False) | ~Q(identity=""), name="public_has_identity"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["entered_for", "deadline"]),
            models.Index(fields=["closes", "id"], include=["choices"], condition=MAY_BE_OPEN, name="public_open"),
            models.Index(fields=["-entered_at", "closes", "id"], condition=MAY_BE_OPEN, name="public_newest"),
            models.Index(fields=["buyer", "deadline"], name="notice_of_buyer"),
            models.Index(fields=["portal_key"], condition=~Q(portal_key=""), name="notice_names_page"),
            models.Index(fields=["same_notice"], condition=Q(same_notice__isnull=False), name="notice_shown_as"),
            models.Index(fields=["origin"], condition=Q(origin__isnull=False), name="notice_origin"),
            GinIndex(fields=["search_vector", "choices"], name="public_by_words", condition=MAY_BE_OPEN),
        ]

    def __str__(self) -> str:
        return f"{self.reference} · {self.object}"

    @property
    def is_public(self) -> bool:
        """Whether anybody may read it: imported from what is published, entered for nobody."""
        return self.entered_for_id is None

    @property
    def right_object(self) -> str:
        """Its line in the table of rights."""
        return "public_notice" if self.is_public else "notice"

    def owners(self) -> set[uuid.UUID]:
        """Whose affairs this is: the person it was entered for; nobody's when it is public."""
        return {self.entered_for_id} if self.entered_for_id else set()

    def same_as(self, other: Notice) -> bool:
        """Whether both were copied from one published notice: the reference, and the buyer or the deadline.

        References are compared by their parts (``027/2026 BC`` is ``27/2026/BC``); the name of a buyer and a
        deadline that was moved are typed in many ways, so one of the two is enough. Without a reference both are.
        """
        buyer = self.buyer_id == other.buyer_id or self.buyer.whole_id == other.buyer.whole_id
        deadline = self.deadline is not None and self.deadline == other.deadline
        if self.reference_key and other.reference_key:
            return self.reference_key == other.reference_key and (buyer or deadline)
        return buyer and deadline

    @property
    def reference_key(self) -> tuple[str, ...]:
        """The letters and numbers of the reference, whatever stands between them and in whatever order."""
        return tuple(sorted(part.lstrip("0") or "0" for part in re.findall(r"[0-9]+|[^\W\d_]+", fold(self.reference))))


class Lot(models.Model):
    """A lot of a notice."""

    personal_data: ClassVar[str] = "none"

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="lots")
    position = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=40)
    object = models.CharField(max_length=2000, blank=True)
    estimate = models.DecimalField(max_digits=15, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["notice", "position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["notice", "number"], name="lot_number_once")]


class Line(models.Model):
    """A line (article) of a notice: what, in which unit, how many."""

    personal_data: ClassVar[str] = "none"

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=40)
    designation = models.CharField(max_length=1000)
    unit = models.CharField(max_length=60, blank=True)
    quantity = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    details = models.TextField(max_length=4000, blank=True)

    class Meta:
        ordering: ClassVar = ["notice", "position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["notice", "number"], name="line_number_once")]


class Attachment(models.Model):
    """A document of a notice, as a link: we keep none of the buyer's files."""

    personal_data: ClassVar[str] = "none"

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="attachments")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300, blank=True)
    url = models.URLField(max_length=500)

    class Meta:
        ordering: ClassVar = ["notice", "position"]


class ChangeKind(models.TextChoices):
    """What happened to a published notice."""

    CHANGED = "changed"
    CANCELLED = "cancelled"
    REINSTATED = "reinstated"


class NoticeChange(models.Model):
    """A dated change of a published notice, as the source showed it: nothing is overwritten in silence."""

    personal_data: ClassVar[str] = "none"

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="changes")
    at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=ChangeKind)
    fields = models.JSONField(default=dict)
    """Field -> [before, after], as text."""

    class Meta:
        ordering: ClassVar = ["notice", "-at", "-id"]


class ResultOutcome(models.TextChoices):
    """How a purchase ended."""

    AWARDED = "awarded"
    UNSUCCESSFUL = "unsuccessful"
    CANCELLED = "cancelled"


class Result(models.Model):
    """A published result. ``amount`` includes VAT; ``quotes`` is how many answers there were."""

    personal_data: ClassVar[str] = "the awardee's name as published, which may be a person's; shown to nobody"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    identity = models.CharField(max_length=160)
    """A card has no id: a digest of buyer, reference and date, or the source's own key."""
    kind = models.CharField(max_length=16, choices=_choices(Procedure), default=Procedure.PURCHASE_ORDER)
    reference = models.CharField(max_length=200)
    object = models.CharField(max_length=2000)
    buyer = models.ForeignKey(Buyer, on_delete=models.PROTECT, related_name="+", db_index=False)
    published = models.DateTimeField()
    """When the result was published, not the notice."""
    outcome = models.CharField(max_length=12, choices=ResultOutcome)
    quotes = models.PositiveIntegerField(null=True, blank=True)
    amount = models.DecimalField(max_digits=15, decimal_places=2, null=True, blank=True)
    awardee = models.CharField(max_length=300, blank=True)
    category = models.CharField(max_length=8, choices=_choices(Category), blank=True)
    nature = models.PositiveSmallIntegerField(null=True, blank=True)
    nature_confidence = models.CharField(max_length=8, blank=True, choices=_choices(Confidence))
    province = models.CharField(max_length=16, blank=True)
    region = models.CharField(max_length=16, blank=True)
    """HCP codes, from the buyer's name or from the notice."""
    notice = models.ForeignKey(Notice, null=True, blank=True, on_delete=models.SET_NULL, related_name="results")
    """Follows from the rows as they stand (``linking_results``), never written by itself."""
    notice_told = models.CharField(max_length=120, blank=True)
    """The identity of its notice, when the source tells it."""
    category_told = models.CharField(max_length=8, blank=True)
    """The category the source tells; ``category`` is that of the notice where it tells none."""
    corrected = models.JSONField(default=list, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        # A constraint, where ``unique=True`` would keep a second index of the same for LIKE, that nobody asks.
        constraints: ClassVar = [models.UniqueConstraint(fields=["identity"], name="result_once")]
        indexes: ClassVar = [
            models.Index(fields=["nature", "region", "province"]),
            models.Index(fields=["buyer", "published"]),
            models.Index(fields=["published"]),
            models.Index(fields=["notice_told"], condition=~Q(notice_told=""), name="result_told_notice"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} · {self.object}"


class ImportRun(models.Model):
    """One import of one file: what came of it, and every row that was refused with its reason."""

    personal_data: ClassVar[str] = "none: a refusal quotes a field's name and our reason, never the row"

    at = models.DateTimeField()
    file = models.CharField(max_length=300)
    format = models.CharField(max_length=20)
    read = models.PositiveIntegerField()
    created = models.PositiveIntegerField()
    updated = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    refused = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["-at", "-id"]


class SearchWord(models.Model):
    """A word of some notice, and about how many hold it: what a misspelt question is compared with."""

    personal_data: ClassVar[str] = "none"

    word = models.CharField(max_length=60, unique=True)
    held_by = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.word


class NoticeDraft(models.Model):
    """A notice being read, not yet confirmed: the text it came from and the fields found so far.

    ``fields`` is the documented notice JSON. Unconfirmed drafts are deleted after thirty days.
    """

    personal_data: ClassVar[str] = "who pasted it, and the text, which may name an officer; goes with the account"
    right_object: ClassVar[str] = "notice"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    source = models.CharField(max_length=8, choices=Source)
    text = models.TextField(blank=True, max_length=100_000)
    fields = models.JSONField(default=dict)
    doubts = models.JSONField(default=dict, blank=True)
    """Field path -> why it wants a look: a code worded on the page."""
    notice = models.ForeignKey(Notice, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    origin = models.ForeignKey(Notice, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    """The public notice it was begun from."""

    def owners(self) -> set[uuid.UUID]:
        """Whose affairs this is."""
        return {self.person_id}
