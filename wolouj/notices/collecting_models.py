"""What the sources remember between two readings: lists, notices listed, runs, processes, files taken."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class ListName(models.TextChoices):
    """A list of the portal."""

    TENDERS = "tenders"
    ORDERS = "orders"
    RESULTS = "results"
    """Results of purchase orders: a card each, without a page of its own."""


class CollectedList(models.Model):
    """Where the reading of a list stands, so that a run that was stopped goes on, and a refusal is remembered."""

    personal_data: ClassVar[str] = "none"

    name = models.CharField(max_length=8, choices=ListName, unique=True)
    pass_began = models.DateTimeField(null=True, blank=True)
    """When the reading of the list that is not finished began; empty between two."""
    next_page = models.PositiveIntegerField(default=1)
    whole_at = models.DateTimeField(null=True, blank=True)
    """When the list was last read to its end; for results, the newest card of that reading."""
    back_at = models.DateTimeField(null=True, blank=True)
    """The portal asked to come back no sooner."""
    held = models.CharField(max_length=20, blank=True)
    """Why nothing is asked any more until the operator says so: the portal refused us."""


class ListedNotice(models.Model):
    """A notice some list showed, and what became of its page."""

    personal_data: ClassVar[str] = "none"

    list = models.CharField(max_length=8, choices=ListName)
    identity = models.CharField(max_length=120, unique=True)
    """That of the notice its page makes (:class:`wolouj.notices.models.Notice`)."""
    digest = models.CharField(max_length=64)
    """How its row reads: when that changes, the page is read again."""
    deadline = models.DateTimeField(null=True, blank=True)
    listed_at = models.DateTimeField()
    """When a list last showed it."""
    gone_at = models.DateTimeField(null=True, blank=True)
    """When a list read to its end first showed it no more. That alone says nothing: its page is read again."""
    read_at = models.DateTimeField(null=True, blank=True)
    read_digest = models.CharField(max_length=64, blank=True)
    """How its row read when its page was read."""
    failures = models.PositiveSmallIntegerField(default=0)
    """How often in a row its page could not be used."""
    failure = models.CharField(max_length=30, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["list", "listed_at"], name="listed_when"),
            models.Index(
                fields=["list"], name="listed_unread", condition=Q(read_at=None) | ~Q(digest=F("read_digest"))
            ),
        ]


class CollectingRun(models.Model):
    """One run: what was asked, read, changed, refused, and why it stopped when it did not end by itself."""

    personal_data: ClassVar[str] = "none: a refusal quotes a notice's number and our reason, never the page"
    right_object: ClassVar[str] = "collecting"

    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    """Empty while it runs, and for one that was killed."""
    stopped = models.CharField(max_length=20, blank=True)
    """A key of ``notices.collect``; empty when all there was to do was done."""
    replayed = models.BooleanField(default=False)
    requests = models.PositiveIntegerField(default=0)
    not_modified = models.PositiveIntegerField(default=0)
    listed = models.PositiveIntegerField(default=0)
    """Rows of lists read, each notice once."""
    read = models.PositiveIntegerField(default=0)
    """Pages and cards read."""
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    gone = models.PositiveIntegerField(default=0)
    refused = models.JSONField(default=list)
    """Each page or row that could not be used: ``where``, ``field``, ``reason``, ``text`` in both languages."""
    lists = models.JSONField(default=dict)
    """List -> how its reading ended: ``whole``, or a key of ``notices.collect``."""

    class Meta:
        ordering: ClassVar = ["-at", "-id"]

    def owners(self) -> set[uuid.UUID]:
        """Nobody's affairs."""
        return set()


class OcdsProcess(models.Model):
    """What OCDS files told of one process so far, kept so that a later one may tell only what it changes."""

    personal_data: ClassVar[str] = "names of those who won, as published; shown to nobody"

    ocid = models.CharField(max_length=100)
    is_sample = models.BooleanField(default=False)
    told = models.TextField()
    """See :mod:`wolouj.notices.sources.ocds_known`."""

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["ocid", "is_sample"], name="process_once")]


class TakenFile(models.Model):
    """A file of the watched folder, by what it held, so that it is taken once."""

    personal_data: ClassVar[str] = "none"

    digest = models.CharField(max_length=64, unique=True)
    file = models.CharField(max_length=300)
    at = models.DateTimeField()
    read = models.PositiveIntegerField()
    refused = models.PositiveIntegerField()
