"""All writing of the notices room: a draft is made, mended, confirmed; a notice is cancelled."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from rulebook.engine import facts
from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.folding import fold
from wolouj.notices.buyers import proposed_rulebook
from wolouj.notices.documents import read_notice, write_notice
from wolouj.notices.models import Buyer, Line, Lot, Notice, NoticeDraft, Source
from wolouj.notices.natures import named_nature
from wolouj.notices.sources import pasted
from wolouj.people.models import Person

DRAFT_KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Saved:
    """A notice confirmed; ``created`` is False when this person already had the same one."""

    notice: Notice
    created: bool


def draft_from_text(*, text: str, person: Person, by: Actor, at: datetime) -> NoticeDraft:
    """Read pasted ``text`` into a draft of ``person``. Nothing becomes a notice before she confirms."""
    read = pasted.read(text)
    fields, doubts = read.fields, read.doubts
    named = fields.get("nature")
    fields["nature"] = named_nature(str(named)) if named else None
    if named and fields["nature"] is None:
        doubts["nature"] = "not_understood"
    if buyer := str(fields.get("buyer") or ""):
        fields["rulebook"] = proposed_rulebook(buyer).value
    return _draft(Source.PASTED, person, fields, by=by, at=at, text=text[: pasted.MAX_CHARACTERS], doubts=doubts)


def draft_from_json(*, data: bytes, file: str, person: Person, by: Actor, at: datetime) -> NoticeDraft:
    """Read the documented notice JSON into a draft. Raises :class:`~wolouj.foundation.bad_input.BadInput`."""
    fields = write_notice(read_notice(data, file=file))
    return _draft(Source.JSON, person, fields, by=by, at=at)


def draft_blank(*, person: Person, by: Actor, at: datetime) -> NoticeDraft:
    """An empty draft, for who types the notice from paper."""
    fields = {"kind": facts.Procedure.PURCHASE_ORDER.value, "rulebook": facts.BuyerRules.UNKNOWN.value, "lines": []}
    return _draft(Source.TYPED, person, fields, by=by, at=at)


def _draft(
    source: Source,
    person: Person,
    fields: dict[str, Any],
    *,
    by: Actor,
    at: datetime,
    text: str = "",
    doubts: dict[str, str] | None = None,
) -> NoticeDraft:
    with transaction.atomic():
        draft = NoticeDraft.objects.create(
            person=person, made_at=at, source=source, text=text, fields=fields, doubts=doubts or {}
        )
        audit.record(at=at, by=by, act="notice_drafted", about=draft, detail={"source": str(source)})
    return draft


def mend_draft(*, draft: NoticeDraft, fields: dict[str, Any], by: Actor, at: datetime) -> NoticeDraft:
    """Keep what the person typed over what was read; a field she touched is no longer in doubt."""
    changed = {name for name in fields if fields[name] != draft.fields.get(name)}
    draft.doubts = {path: why for path, why in draft.doubts.items() if path.split(".")[0] not in changed}
    draft.fields = draft.fields | fields
    with transaction.atomic():
        draft.save(update_fields=["fields", "doubts"])
        audit.record(at=at, by=by, act="notice_draft_mended", about=draft, detail={"fields": sorted(changed)})
    return draft


def confirm_draft(*, draft: NoticeDraft, by: Actor, at: datetime) -> Saved:
    """Turn a draft into a notice, once. Raises BadInput naming the field when the draft is not usable."""
    document = {name: value for name, value in draft.fields.items() if name != "deadline_day"}
    notice = read_notice(json.dumps(document, ensure_ascii=False).encode(), file="")
    with transaction.atomic():
        saved = save_notice(notice=notice, person=draft.person, source=Source(draft.source), by=by, at=at)
        draft.notice = saved.notice
        draft.save(update_fields=["notice"])
    return saved


def save_notice(
    *, notice: facts.Notice, person: Person, source: Source, by: Actor, at: datetime, is_sample: bool = False
) -> Saved:
    """Write a confirmed notice for ``person``; the same one again changes nothing."""
    with transaction.atomic():
        buyer, _ = Buyer.objects.get_or_create(
            name_key=fold(notice.buyer)[:300], defaults={"name": notice.buyer, "rulebook": notice.rulebook}
        )
        known = Notice.objects.filter(
            entered_for=person, buyer=buyer, reference=notice.reference, deadline=notice.deadline
        ).first()
        if known is not None:
            return Saved(known, created=False)
        row = Notice.objects.create(
            kind=notice.procedure or facts.Procedure.PURCHASE_ORDER,
            reference=notice.reference,
            object=notice.object,
            buyer=buyer,
            rulebook=notice.rulebook,
            category=notice.category or "",
            nature=notice.nature,
            published=notice.published,
            deadline=notice.deadline,
            places=list(notice.places),
            estimate=notice.estimate,
            reserved=notice.reserved,
            cancelled_at=at if notice.cancelled else None,
            source=source,
            entered_for=person,
            entered_at=at,
            is_sample=is_sample,
        )
        Lot.objects.bulk_create(
            Lot(notice=row, position=i, number=lot.number, object=lot.object, estimate=lot.estimate)
            for i, lot in enumerate(notice.lots)
        )
        Line.objects.bulk_create(
            Line(
                notice=row,
                position=i,
                number=line.number,
                designation=line.designation,
                unit=line.unit,
                quantity=line.quantity,
                details=line.details,
            )
            for i, line in enumerate(notice.lines)
        )
        audit.record(at=at, by=by, act="notice_saved", about=row, detail={"lines": len(notice.lines)})
    return Saved(row, created=True)


def cancel_notice(*, notice: Notice, by: Actor, at: datetime) -> Notice:
    """Note that the buyer withdrew the notice. Already cancelled: nothing changes."""
    if notice.cancelled_at is None:
        with transaction.atomic():
            notice.cancelled_at = at
            notice.save(update_fields=["cancelled_at"])
            audit.record(at=at, by=by, act="notice_cancelled", about=notice, detail={})
    return notice


def forget_old_drafts(*, by: Actor, at: datetime) -> int:
    """Delete unconfirmed drafts older than thirty days; returns how many."""
    with transaction.atomic():
        gone, _ = NoticeDraft.objects.filter(notice=None, made_at__lt=at - DRAFT_KEPT).delete()
        if gone:
            audit.record(at=at, by=by, act="notice_drafts_forgotten", about="notices", detail={"count": gone})
    return gone
