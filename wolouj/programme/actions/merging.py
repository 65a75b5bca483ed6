"""Saying that two files are one person's, or two persons'; taking it back. Nothing is deleted and nothing is moved.

What was said and not taken back is the only truth: ``same_as`` and ``duplicate_of`` are worked out from it again at
each word, so that taking one back leaves exactly what there would be had it never been said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from wolouj.foundation import audit, turns
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair
from wolouj.programme.intake import alike
from wolouj.programme.models import Application, DuplicateProposal, Participant, ParticipantApart, ParticipantMerge


def look(*, body: UUID, at: datetime, fresh: set[UUID] | None = None) -> int:
    """Compare the files of a body, or the fresh ones with all; propose look-alikes. Returns how many are new."""
    rows = Participant.objects.filter(body=body, erased_at=None)
    faces = [_face(row) for row in rows.only(*_SEEN)]
    pairs = [(a, b, like) for a, b in alike.candidates(faces, fresh) if (like := alike.likeness(a, b))]
    asked = {frozenset(ids) for ids in DuplicateProposal.objects.filter(kept__body=body).values_list("kept", "other")}
    new = [
        DuplicateProposal(kept_id=a.key, other_id=b.key, score=like.score, reasons=list(like.reasons), found_at=at)
        for a, b, like in pairs
        if frozenset((a.key, b.key)) not in asked
    ]
    DuplicateProposal.objects.bulk_create(new, batch_size=1000)
    return len(new)


_SEEN = ("id", "name", "name_ar", "phone", "born_on", "born_in", "sex", "province", "commune")


def _face(row: Participant) -> alike.Face:
    names = tuple(name for name in (row.name, row.name_ar) if name)
    return alike.Face(row.pk, names, row.phone, row.born_on, row.born_in, row.sex, row.province, row.commune)


def merge(
    *, kept: Participant, other: Participant, by: Actor, at: datetime, score: Decimal | None = None,
    reasons: Sequence[str] = (),
) -> ParticipantMerge:  # fmt: skip
    """Say that ``other`` is the same person as ``kept``.

    Raises:
        BadInput: they are one already, were said to be two, or belong to two bodies.
    """
    with transaction.atomic():
        alone()
        one, two = _whole(kept), _whole(other)
        if one == two or kept.body_id != other.body_id:
            raise BadInput(pair("programme.same_already"))
        if apart().filter(Q(a=one, b=two) | Q(a=two, b=one)).exists():
            raise BadInput(pair("programme.same_said_two"))
        said = ParticipantMerge.objects.create(
            kept=kept, other=other, score=score, reasons=list(reasons), by_id=by.person, at=at
        )
        settle({one, two})
        audit.record(at=at, by=by, act="files_merged", about=said, detail={"kept": kept.pk, "other": other.pk})
    return said


def keep_apart(*, one: Participant, other: Participant, by: Actor, at: datetime) -> ParticipantApart:
    """Say that two files are two persons': they are not proposed again.

    Raises:
        BadInput: they are merged: the merge is to be taken back first.
    """
    with transaction.atomic():
        alone()
        if _whole(one) == _whole(other):
            raise BadInput(pair("programme.same_already"))
        low, high = sorted((one, other), key=lambda each: each.pk)
        said, made = ParticipantApart.objects.get_or_create(
            one=low, other=high, undone_at=None, defaults={"by_id": by.person, "at": at}
        )
        if made:
            audit.record(at=at, by=by, act="files_kept_apart", about=said, detail={"one": low.pk, "other": high.pk})
    return said


def undo(*, said: ParticipantMerge | ParticipantApart, by: Actor, at: datetime) -> None:
    """Take back what was said of two files. Taking it back twice changes nothing."""
    with transaction.atomic():
        alone()
        row = type(said)._default_manager.select_for_update().get(pk=said.pk)
        if row.undone_at is not None:
            return
        row.undone_at, row.undone_by_id = at, by.person
        row.save(update_fields=["undone_at", "undone_by_id"])
        if isinstance(row, ParticipantMerge):
            settle({_whole(row.kept)})
        audit.record(at=at, by=by, act="files_taken_back", about=row)


def apart() -> QuerySet[ParticipantApart]:
    """Pairs said to be two, as the one ids ``a`` and ``b`` of the files they now belong to."""
    return ParticipantApart.objects.filter(undone_at=None).annotate(
        a=Coalesce("one__same_as_id", "one_id"), b=Coalesce("other__same_as_id", "other_id")
    )


def waiting(bodies: Iterable[UUID]) -> QuerySet[DuplicateProposal]:
    """Proposals of these bodies that no one has answered, best first, with both files."""
    a, b = OuterRef("a"), OuterRef("b")
    asked = DuplicateProposal.objects.filter(kept__body__in=list(bodies)).annotate(
        a=Coalesce("kept__same_as_id", "kept_id"), b=Coalesce("other__same_as_id", "other_id")
    )
    said_two = apart().filter(Q(a=a, b=b) | Q(a=b, b=a))
    return asked.exclude(a=F("b")).filter(~Exists(said_two)).select_related("kept", "other")


def alone() -> None:
    """Wait until nobody else says anything of files, until the end of the transaction."""
    turns.wait_for(turns.PARTICIPANTS)


def _whole(row: Participant) -> UUID:
    told = Participant.objects.filter(pk=row.pk).values_list("same_as_id", flat=True).get()
    return told or row.pk


def roots(said: Iterable[tuple[UUID, UUID]]) -> dict[UUID, UUID]:
    """File -> the file kept for it, from pairs (kept, other) in the order they were said; those kept are left out."""
    parent: dict[UUID, UUID] = {}

    def end(key: UUID) -> UUID:
        while key in parent:
            key = parent[key]
        return key

    for kept, other in said:
        first, second = end(kept), end(other)
        if first != second:
            parent[second] = first
    return {key: end(key) for key in parent}


def settle(wholes: set[UUID]) -> None:
    """Work out again which file stands for which, and which application is another's double."""
    members = set(Participant.objects.filter(Q(pk__in=wholes) | Q(same_as__in=wholes)).values_list("pk", flat=True))
    said = ParticipantMerge.objects.filter(kept__in=members, undone_at=None).order_by("id")
    ends = roots(said.values_list("kept_id", "other_id"))
    for key in members:
        Participant.objects.filter(pk=key).update(same_as=ends.get(key))
    groups: dict[tuple[UUID, UUID], list[Application]] = defaultdict(list)
    rows = Application.objects.filter(participant__in=members)
    for row in sorted(rows, key=lambda each: (each.number is None, each.number or 0, each.begun_at, each.pk)):
        groups[row.call_id, ends.get(row.participant_id, row.participant_id)].append(row)
    for first, *others in groups.values():
        Application.objects.filter(pk=first.pk).update(duplicate_of=None)
        Application.objects.filter(pk__in=[row.pk for row in others]).update(duplicate_of=first)
