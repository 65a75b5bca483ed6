"""Ways to read notices and drafts."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import PROTECT, Count, ForeignObjectRel, OuterRef, Q, QuerySet, Subquery

from wolouj.notices.models import Line, Notice, NoticeDraft, Result


def notices_of(person: UUID) -> QuerySet[Notice]:
    """The notices entered for ``person``, the most urgent first."""
    return Notice.objects.filter(entered_for=person).select_related("buyer").order_by("deadline", "id")


def open_notices(person: UUID, *, at: datetime) -> QuerySet[Notice]:
    """Those not cancelled whose deadline is not past at ``at`` (or not told)."""
    return notices_of(person).filter(cancelled_at=None).exclude(deadline__lt=at)


def closed_notices(person: UUID, *, at: datetime) -> QuerySet[Notice]:
    """Those whose deadline is past at ``at``, or that were cancelled; the latest first."""
    over = Q(deadline__lt=at) | Q(cancelled_at__isnull=False)
    return notices_of(person).filter(over).order_by("-deadline", "id")


def with_lines(rows: QuerySet[Notice], *, most: int) -> QuerySet[Notice]:
    """Those that have lines to price, at most ``most`` of them: how many is ``priced``."""
    counted = Line.objects.filter(notice=OuterRef("pk")).order_by().values("notice").annotate(n=Count("pk"))
    return rows.annotate(priced=Subquery(counted.values("n"))).filter(priced__gte=1, priced__lte=most)


def is_held(notice: Notice) -> bool:
    """Whether a row of a room above (a quote) protects this notice from deletion.

    This room does not know the rooms above it: it asks every table that points here and says "protect".
    """
    relations = Notice._meta.get_fields(include_hidden=True)
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: notice}).exists()
        for relation in relations
        if isinstance(relation, ForeignObjectRel) and getattr(relation, "on_delete", None) is PROTECT
    )


def result_of(notice: Notice) -> Result | None:
    """The latest result of a public notice, under whichever of its sources it came."""
    same = Q(notice=notice) | Q(notice__same_notice=notice)
    if notice.same_notice_id:
        same |= Q(notice=notice.same_notice_id)
    return Result.objects.filter(same).order_by("-published").first()


def waiting_drafts(person: UUID) -> QuerySet[NoticeDraft]:
    """Drafts not yet confirmed, the newest first."""
    return NoticeDraft.objects.filter(person=person, notice=None).order_by("-made_at", "id")
