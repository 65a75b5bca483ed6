"""Ways to read notices and drafts."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from wolouj.notices.models import Notice, NoticeDraft


def notices_of(person: UUID) -> QuerySet[Notice]:
    """The notices entered for ``person``, the most urgent first."""
    return Notice.objects.filter(entered_for=person).select_related("buyer").order_by("deadline", "id")


def open_notices(person: UUID, *, at: datetime) -> QuerySet[Notice]:
    """Those not cancelled whose deadline is not past at ``at`` (or not told)."""
    return notices_of(person).filter(cancelled_at=None).exclude(deadline__lt=at)


def closed_notices(person: UUID, *, at: datetime) -> QuerySet[Notice]:
    """Those whose deadline is past at ``at``, the latest first."""
    return notices_of(person).filter(deadline__lt=at).order_by("-deadline", "id")


def waiting_drafts(person: UUID) -> QuerySet[NoticeDraft]:
    """Drafts not yet confirmed, the newest first."""
    return NoticeDraft.objects.filter(person=person, notice=None).order_by("-made_at", "id")
