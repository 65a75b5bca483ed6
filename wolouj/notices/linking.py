"""One notice under two sources: linked as one, with a score and its reasons, by us or by a person; taken back exactly.

What was said and not taken back is the only truth: ``Notice.same_notice`` (``origin`` for a person's own), and the
results that follow, are worked out from it. What we linked ourselves hangs on who the buyers are, and is looked at
again when that moves; what a person said is never touched.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair
from wolouj.notices.joining import alone, components, settle
from wolouj.notices.models import Notice, NoticeApart, NoticeLink, NoticeProposal


def link(
    *, kept: Notice, other: Notice, by: Actor, at: datetime, score: float | None = None, reasons: Sequence[str] = ()
) -> NoticeLink:
    """Say that ``other`` is the notice ``kept`` under another source.

    Raises:
        BadInput: when they are one already, or when a person said that they are two.
    """
    with transaction.atomic():
        alone()
        if other.pk in components({kept.pk})[0]:
            raise BadInput(pair("notices.one_already"))
        if _said_two(kept, other):
            raise BadInput(pair("notices.one_said_two"))
        said = NoticeLink.objects.create(
            kept=kept, other=other, score=score, reasons=list(reasons), by_id=by.person, at=at
        )
        settle({kept.pk, other.pk})
        audit.record(at=at, by=by, act="notices_linked", about=said, detail={"kept": kept.pk, "other": other.pk})
    return said


def undo(*, said: NoticeLink | NoticeApart, by: Actor, at: datetime) -> None:
    """Take back what was said of two notices. Taking it back twice changes nothing."""
    with transaction.atomic():
        alone()
        row = type(said)._default_manager.select_for_update().get(pk=said.pk)
        if row.undone_at is not None:
            return
        row.undone_at, row.undone_by_id = at, by.person
        row.save(update_fields=["undone_at", "undone_by"])
        if isinstance(row, NoticeLink):
            settle({row.kept_id, row.other_id})
        audit.record(at=at, by=by, act="notices_link_taken_back", about=row)


def keep_apart(*, one: Notice, other: Notice, by: Actor, at: datetime) -> NoticeApart:
    """Say that they are two notices: never linked by us nor proposed again. Raises BadInput when they are linked."""
    with transaction.atomic():
        alone()
        if other.pk in components({one.pk})[0]:
            raise BadInput(pair("notices.one_already"))
        low, high = sorted((one, other), key=lambda each: each.pk)
        said, made = NoticeApart.objects.get_or_create(
            one=low, other=high, undone_at=None, defaults={"by_id": by.person, "at": at}
        )
        if made:
            audit.record(at=at, by=by, act="notices_kept_apart", about=said, detail={"one": low.pk, "other": high.pk})
    return said


def waiting() -> QuerySet[NoticeProposal]:
    """Pairs of public notices no one has answered, the likeliest first."""
    a, b = OuterRef("kept"), OuterRef("other")
    linked = NoticeLink.objects.filter(Q(kept=a, other=b) | Q(kept=b, other=a), undone_at=None)
    two = NoticeApart.objects.filter(Q(one=a, other=b) | Q(one=b, other=a), undone_at=None)
    return NoticeProposal.objects.filter(~Exists(linked), ~Exists(two)).select_related("kept__buyer", "other__buyer")


def _said_two(one: Notice, other: Notice) -> bool:
    """Whether a person said of a name of the one and a name of the other that they are two."""
    a, b = (components({each.pk})[0] for each in (one, other))
    two = Q(one__in=a, other__in=b) | Q(one__in=b, other__in=a)
    return NoticeApart.objects.filter(two, undone_at=None).exists()
