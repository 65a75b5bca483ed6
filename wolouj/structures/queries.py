"""Named ways to read structures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from rulebook.engine.facts import BidderKind
from wolouj.reference.coded import paper_kinds
from wolouj.structures import readiness as ready
from wolouj.structures.facts import PREFETCH
from wolouj.structures.models import Paper, Structure
from wolouj.structures.readiness import Readiness, readiness

__all__ = ["Readiness", "full", "history", "papers_ending", "readiness", "structures_of"]


def structures_of(person: UUID) -> QuerySet[Structure]:
    """The structures a person belongs to today, oldest first; members and papers read with them (three queries)."""
    return (
        Structure.objects.filter(members__person=person, members__until=None, archived_at=None)
        .distinct()
        .prefetch_related("members", "papers")
    )


def full(structure_id: UUID) -> Structure | None:
    """One structure with all it told, in a fixed number of queries; ``None`` when it does not exist."""
    return Structure.objects.filter(pk=structure_id).prefetch_related("members", *PREFETCH).first()


def history(paper: Paper) -> list[Paper]:
    """The papers of the same kind that came before this one, newest first."""
    return list(
        Paper.objects.filter(structure=paper.structure, kind=paper.kind)
        .exclude(pk=paper.pk)
        .exclude(replaced_by=None, removed_at=None)
        .order_by("-added_at")
    )


def papers_ending(*, on: date, structures: Iterable[UUID] | None = None) -> list[tuple[Paper, int]]:
    """Current papers that end within their time of notice, with the days left (negative: already ended).

    Of every structure, for the daily round, or of these; sorted by what ends first.
    """
    found = []
    papers = Paper.objects.filter(replaced_by=None, removed_at=None, structure__archived_at=None)
    if structures is not None:
        papers = papers.filter(structure__in=list(structures))
    for paper in papers.select_related("structure"):
        kind = paper_kinds().get(paper.kind)
        _, requirement = ready.asked_by_law(BidderKind(paper.structure.kind), on).get(paper.kind, ("", None))
        end = ready.end_of(paper, requirement.valid_for_months if requirement else None)
        if end is not None and (left := (end - on).days) <= ready.notice_days(kind.takes if kind else None):
            found.append((paper, left))
    return sorted(found, key=lambda row: row[1])
