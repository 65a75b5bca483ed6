"""Notices that are one: the groups that links make, which of each is shown, and what follows from that."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from wolouj.foundation import turns
from wolouj.notices.linking_results import Moved, relink_notices
from wolouj.notices.models import Notice, NoticeLink
from wolouj.notices.same_notices import Side

_FIRST = {"portal": 0, "order": 0, "tenders": 1, "ocds": 2, "json": 3}
"""Which source is shown of two: the portal's own page before all others."""


def rank(notice: Notice) -> tuple[bool, int, datetime, UUID]:
    """The lowest of a group is shown."""
    return not notice.is_public, _FIRST.get(notice.source, 4), notice.entered_at, notice.pk


def side(notice: Notice) -> Side:
    """What is compared of a notice, its ``buyer`` at hand."""
    return Side(
        identity=notice.identity, kind=notice.kind, buyer=notice.buyer.whole_id, reference=notice.reference_key,
        object=notice.object, deadline=notice.deadline, published=notice.published, portal_key=notice.portal_key,
        is_sample=notice.is_sample,
    )  # fmt: skip


class Groups:
    """Which notices are one by now: one of a source at most in a group, and a person's own enters but once."""

    def __init__(self, rows: dict[UUID, Notice]) -> None:
        self._rows = rows
        self._group: dict[UUID, set[UUID]] = {}
        for group in components(set(rows)):
            for each in group:
                self._group[each] = group
        missing = set(self._group) - set(rows)
        self._rows = rows | {row.pk: row for row in Notice.objects.filter(pk__in=missing)} if missing else rows

    def one(self, a: UUID, b: UUID) -> bool:
        """Whether they are one already."""
        return self._group[a] is self._group[b]

    def joined(self, kept: UUID, other: UUID) -> bool:
        """Whether they were two and are one from now on."""
        if self.one(kept, other):
            return False
        own = self._rows[other]
        if not own.is_public and (own.origin_id is not None or len(self._group[other]) > 1):
            return False
        both = self._group[kept] | self._group[other]
        sources = [side(self._rows[each]).source for each in both if self._rows[each].is_public]
        if len(set(sources)) < len(sources):
            return False
        for each in both:
            self._group[each] = both
        return True


def components(ids: set[UUID]) -> list[set[UUID]]:
    """The groups of notices that live links join to these, each of them in one; one alone is a group too."""
    joined: dict[UUID, set[UUID]] = defaultdict(set)
    seen: set[UUID] = set()
    edge = set(ids)
    while edge:
        live = NoticeLink.objects.filter(Q(kept__in=edge) | Q(other__in=edge), undone_at=None)
        for a, b in live.values_list("kept_id", "other_id"):
            joined[a].add(b)
            joined[b].add(a)
        seen |= edge
        edge = {each for a in edge for each in joined[a]} - seen
    groups: list[set[UUID]] = []
    left = set(ids)
    while left:
        group, todo = set(), {left.pop()}
        while todo:
            each = todo.pop()
            group.add(each)
            todo |= joined[each] - group
        left -= group
        groups.append(group)
    return groups


def settle(ids: set[UUID]) -> None:
    """Work out again which notice stands for which among all that are joined to these; what follows, follows."""
    if not ids:
        return
    groups = components(ids)
    rows = {row.pk: row for row in Notice.objects.filter(pk__in=set().union(*groups)).select_related("buyer")}
    moved = []
    for group in groups:
        shown = min((rows[each] for each in group), key=rank)
        for each in group:
            moved += [rows[each]] if _stands_for(rows[each], shown) else []
    if moved:
        Notice.objects.bulk_update(moved, ["same_notice", "origin"])
        relink_notices([Moved.of(row) for row in rows.values() if row.is_public])


def _stands_for(row: Notice, shown: Notice) -> bool:
    """Set what a notice is shown as; a person's own that is linked follows the published one. Whether that is new."""
    target = None if row is shown else shown.pk
    name = "same_notice_id" if row.is_public else "origin_id"
    if getattr(row, name) == target:
        return False
    setattr(row, name, target)
    return True


def alone() -> None:
    """One word at a time is said of notices, until the end of the transaction."""
    turns.wait_for(turns.NOTICES)
