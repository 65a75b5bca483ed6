"""Persons, the accounts they sign in with, the bodies they work for, and who may act for whom."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from wolouj.foundation.fields import EncryptedText, masked
from wolouj.people import phones
from wolouj.people.roles import Role


class Language(models.TextChoices):
    """The language a person reads."""

    ARABIC = "ar", "العربية"
    FRENCH = "fr", "Français"


class Person(models.Model):
    """A human being the house knows. One phone may serve several persons: the phone is not unique."""

    personal_data: ClassVar[str] = (
        "Name, phone, e-mail, national number (encrypted, shown masked). Erased on the person's request: the row stays "
        "with no content, so that audit lines keep an author who names nobody."
    )
    right_object: ClassVar[str] = "person"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    full_name = models.CharField(max_length=120)
    name_ar = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=20, blank=True, db_index=True)
    """Normalised, ``+212…``: what is compared."""
    phone_typed = models.CharField(max_length=40, blank=True)
    """As the person typed it."""
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.ARABIC)
    email = models.EmailField(blank=True)
    cin = EncryptedText(blank=True, default="")
    is_sample = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.full_name or str(self.id)

    def shown_name(self, lang: str) -> str:
        """Her name as written in the language, or the other one when she gave only that."""
        return (self.name_ar if lang == "ar" else "") or self.full_name or self.name_ar

    @property
    def shown_phone(self) -> str:
        """Her phone as Moroccans read it."""
        return phones.shown(self.phone)

    @property
    def masked_phone(self) -> str:
        """Her phone with only its ends."""
        return phones.masked(self.phone)

    @property
    def masked_cin(self) -> str:
        """Her national number with only its ends: ``AB••••12``."""
        return masked(self.cin)

    def owners(self) -> set[uuid.UUID]:
        """A person's card is her own."""
        return {self.id}


class UserManager(BaseUserManager["User"]):
    """Makes accounts; secrets are set by :mod:`wolouj.people.actions`."""

    def get_by_natural_key(self, username: str | None) -> User:
        """The account with this opaque login."""
        return self.get(login=username)


def new_login() -> str:
    """An opaque login: nobody types it, it only keeps Django's furniture whole."""
    return uuid.uuid4().hex


class User(AbstractBaseUser):
    """The account of a person: an opaque login and a hashed secret (a PIN of six digits or a password)."""

    personal_data: ClassVar[str] = (
        "The hash of a secret and the day of last sign-in. Removed when the person is erased."
    )

    login = models.CharField(max_length=32, unique=True, default=new_login, editable=False)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="user")
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    def __str__(self) -> str:
        return self.login


class Body(models.Model):
    """An organisation that supports the persons: association, CRI, ODCO, commune…"""

    personal_data: ClassVar[str] = "none"
    right_object: ClassVar[str] = "body"

    class Kind(models.TextChoices):
        ASSOCIATION = "association"
        CRI = "cri"
        ODCO = "odco"
        COMMUNE = "commune"
        OTHER = "other"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.ASSOCIATION)
    name_fr = models.CharField(max_length=160)
    name_ar = models.CharField(max_length=160)
    is_sample = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "bodies"

    def __str__(self) -> str:
        return self.name_fr

    def shown_name(self, lang: str) -> str:
        """Its name in the language."""
        return self.name_ar if lang == "ar" else self.name_fr

    def owners(self) -> set[uuid.UUID]:
        """A body belongs to no person."""
        return set()

    def bodies(self) -> set[uuid.UUID]:
        """Itself: so that its members see it by the scope "same body"."""
        return {self.id}


class Membership(models.Model):
    """A person's place in a body: someone who works there, or (role ``person``) someone it accompanies."""

    personal_data: ClassVar[str] = "Who works for, or is accompanied by, which body. Ended when the person is erased."

    ROLES: ClassVar[list[tuple[str, str]]] = [(r.value, r.value) for r in Role if r not in (Role.HELPER, Role.VISITOR)]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=ROLES)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="memberships")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    """The last day it holds; null while it goes on."""

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="membership_dates"),
        ]
        indexes = [models.Index(fields=["body", "role"], name="membership_body")]

    def __str__(self) -> str:
        return f"{self.role} {self.body_id}"


class Mandate(models.Model):
    """Leave given by a person to a helper or a coach to act in her name, for a time, revocable at once."""

    personal_data: ClassVar[str] = (
        "Who may act for whom. Revoked when either is erased; kept to explain the audit lines."
    )
    right_object: ClassVar[str] = "mandate"

    class Kind(models.TextChoices):
        HELPER = "helper"
        COACH = "coach"

    class How(models.TextChoices):
        BY_HERSELF = "by_herself", "by the person, from her own account"
        AT_DESK = "at_desk", "at the coach's desk, confirmed with her own PIN"
        SAMPLE = "sample", "sample"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    for_person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="mandates_given")
    holder = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="mandates_held")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    how = models.CharField(max_length=12, choices=How.choices)
    starts_on = models.DateField()
    ends_on = models.DateField()
    """The last day it holds."""
    given_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="mandate_dates"),
            models.CheckConstraint(condition=~Q(holder=F("for_person")), name="mandate_not_to_oneself"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} mandate {self.id}"

    def live(self, on: date) -> bool:
        """Whether it may be used that day."""
        return self.revoked_at is None and self.starts_on <= on <= self.ends_on

    def owners(self) -> set[uuid.UUID]:
        """The person who gave it."""
        return {self.for_person_id}

    def holders(self) -> set[uuid.UUID]:
        """The person who received it."""
        return {self.holder_id}


class Consent(models.Model):
    """A person's dated yes to one purpose, and the day she took it back."""

    personal_data: ClassVar[str] = (
        "What a person agreed to and when. Kept as the proof the law asks for, naming nobody once she is erased."
    )

    class Purpose(models.TextChoices):
        ACCOUNT = "account"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=40, choices=Purpose.choices)
    notice_version = models.CharField(max_length=20)
    """Which wording of the notice she was shown."""
    given_at = models.DateTimeField()
    how = models.CharField(max_length=40)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.purpose} {self.given_at:%Y-%m-%d}"


class OneTimeCode(models.Model):
    """A code issued face to face, shown once, good for half an hour: with it the person chooses a new PIN."""

    personal_data: ClassVar[str] = "The hash of a code and who issued it. Removed when the person is erased."

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="codes")
    hash = models.CharField(max_length=64)
    issued_by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"code {self.id}"


class SignInAttempt(models.Model):
    """One try at a door, for the limits. Holds no phone and no address: keyed hashes of them."""

    personal_data: ClassVar[str] = "Keyed hashes of a phone and of a network address. Removed after two days."

    class Door(models.TextChoices):
        SIGN_IN = "sign_in"
        SIGN_UP = "sign_up"
        CODE = "code"
        CONFIRM = "confirm"
        LOOKUP = "lookup"

    door = models.CharField(max_length=10, choices=Door.choices)
    phone_bucket = models.CharField(max_length=64)
    ip_bucket = models.CharField(max_length=64)
    at = models.DateTimeField()
    ok = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["phone_bucket", "-at"], name="attempt_phone"),
            models.Index(fields=["ip_bucket", "-at"], name="attempt_ip"),
            models.Index(fields=["at"], name="attempt_at"),
        ]

    def __str__(self) -> str:
        return f"{self.door} {self.at:%Y-%m-%d %H:%M}"
