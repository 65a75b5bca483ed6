"""All writing of the notices room: a draft is made, mended, confirmed; a notice is corrected, cancelled, deleted."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from rulebook.engine import facts
from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair
from wolouj.notices.documents import read_notice, write_notice
from wolouj.notices.facts import as_notice
from wolouj.notices.linking_results import Moved
from wolouj.notices.models import Buyer, Line, Lot, Notice, NoticeDraft, Source
from wolouj.notices.natures import named_nature
from wolouj.notices.pairing import compare
from wolouj.notices.queries import is_held
from wolouj.notices.same_notices import portal_key
from wolouj.notices.sources import pasted, portal
from wolouj.notices.storing_buyers import key_of
from wolouj.notices.understanding import understood
from wolouj.people.models import Person
from wolouj.reference.rules_of_buyers import proposed_rulebook

DRAFT_KEPT = timedelta(days=30)
NOT_OF_NOTICE = ("deadline_day", "deadline_hour")
"""Half a deadline, kept in a draft until the other half is told."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A notice confirmed; ``created`` is False when this person already had the same one."""

    notice: Notice
    created: bool


class Held(Exception):
    """Something of a room above (a quote) stands on this notice: it stays, and its lines stay as they are."""


def draft_from_text(*, text: str, person: Person, by: Actor, at: datetime) -> NoticeDraft:
    """Read pasted ``text`` into a draft of ``person``. Nothing becomes a notice before she confirms."""
    text = text.replace("\x00", "")[: pasted.MAX_CHARACTERS]
    read = pasted.read(text, at=at)
    fields, doubts = read.fields, read.doubts
    named = fields.get("nature")
    fields["nature"] = named_nature(str(named)) if named else None
    if named and fields["nature"] is None:
        doubts["nature"] = "not_understood"
    if buyer := str(fields.get("buyer") or ""):
        fields["rulebook"] = proposed_rulebook(buyer).value
    return _draft(Source.PASTED, person, fields, by=by, at=at, text=text, doubts=doubts)


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


def drop_draft(*, draft: NoticeDraft, by: Actor, at: datetime) -> None:
    """Throw a draft away with its text. A draft already confirmed is left: its notice is what one deletes."""
    with transaction.atomic():
        gone, _ = NoticeDraft.objects.filter(id=draft.id, notice=None).delete()
        if gone:
            audit.record(at=at, by=by, act="notice_draft_dropped", about=draft, detail={})


def confirm_draft(*, draft: NoticeDraft, by: Actor, at: datetime) -> Saved:
    """Turn a draft into a notice, once. Raises BadInput naming the field when the draft is not usable."""
    document = {name: value for name, value in draft.fields.items() if name not in NOT_OF_NOTICE}
    notice = read_notice(json.dumps(document, ensure_ascii=False).encode(), file="")
    with transaction.atomic():
        saved = save_notice(
            notice=notice,
            person=draft.person,
            source=Source(draft.source),
            by=by,
            at=at,
            origin=draft.origin,
            page=portal_key([draft.text]),
        )
        draft.notice = saved.notice
        draft.save(update_fields=["notice"])
    return saved


def _buyer(notice: facts.Notice) -> Buyer:
    return Buyer.objects.get_or_create(
        name_key=key_of(notice.buyer), defaults={"name": notice.buyer, "rulebook": notice.rulebook}
    )[0]


def _told(notice: facts.Notice) -> dict[str, Any]:
    """The columns of a row that the facts tell, its buyer, lots and lines apart."""
    read = understood(notice.object, notice.buyer, notice.category, notice.places)
    return {
        "kind": notice.procedure or facts.Procedure.PURCHASE_ORDER,
        "reference": notice.reference,
        "object": notice.object,
        "rulebook": notice.rulebook,
        "category": notice.category or "",
        "nature": notice.nature,
        "natures": [notice.nature] if notice.nature else list(read.natures.natures),
        "nature_confidence": "" if notice.nature else read.natures.confidence,
        "place_codes": list(read.places),
        "published": notice.published,
        "deadline": notice.deadline,
        "places": list(notice.places),
        "estimate": notice.estimate,
        "reserved": notice.reserved,
        "guarantee": notice.guarantee,
        "vat_rate": notice.vat_rate,
        "asks": sorted(notice.asks) if notice.asks is not None else None,
    }


def _write_lines(row: Notice, notice: facts.Notice) -> None:
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


def save_notice(
    *,
    notice: facts.Notice,
    person: Person,
    source: Source,
    by: Actor,
    at: datetime,
    is_sample: bool = False,
    origin: Notice | None = None,
    page: str = "",
) -> Saved:
    """Write a confirmed notice for ``person``; the same one again changes nothing.

    ``origin`` is the public notice hers was begun from, when there is one; ``page`` the key of the portal's page she
    copied. Where that notice is public here, or comes later, hers follows it: see ``linking``.
    """
    with transaction.atomic():
        buyer = _buyer(notice)
        known = Notice.objects.filter(
            entered_for=person, buyer=buyer, reference=notice.reference, deadline=notice.deadline
        ).first()
        if known is not None:
            return Saved(known, created=False)
        row = Notice.objects.create(
            **_told(notice),
            procedure_told=portal.named(notice.tender),
            buyer=buyer,
            cancelled_at=at if notice.cancelled else None,
            source=source,
            entered_for=person,
            entered_at=at,
            is_sample=is_sample or bool(origin and origin.is_sample),
            origin=origin,
            url=origin.url if origin else "",
            portal_key=page,
        )
        Lot.objects.bulk_create(
            Lot(notice=row, position=i, number=lot.number, object=lot.object, estimate=lot.estimate)
            for i, lot in enumerate(notice.lots)
        )
        _write_lines(row, notice)
        compare([Moved.of(row)], at=at)
        row.refresh_from_db(fields=["origin"])
        audit.record(at=at, by=by, act="notice_saved", about=row, detail={"lines": len(notice.lines)})
    return Saved(row, created=True)


def correct_notice(*, notice: Notice, fields: dict[str, Any], by: Actor, at: datetime) -> tuple[str, ...]:
    """Correct a confirmed notice with ``fields`` of the documented JSON; what they do not name stays.

    Once a quote stands on it, its lines no longer change here: a quote answers the lines it was opened with.

    Returns the names of what changed. Raises BadInput, or :class:`Held` when lines would change under a quote.
    """
    before = json.loads(json.dumps(write_notice(as_notice(notice))))
    after = read_notice(json.dumps(before | fields, ensure_ascii=False).encode(), file="")
    told = write_notice(after)
    changed = tuple(name for name in told if told[name] != before[name])
    if not changed:
        return ()
    with transaction.atomic():
        if "lines" in changed and is_held(notice):
            raise Held
        buyer = _buyer(after)
        same = Notice.objects.filter(
            entered_for=notice.entered_for_id, buyer=buyer, reference=after.reference, deadline=after.deadline
        )
        if same.exclude(id=notice.id).exists():
            raise BadInput(pair("notices.another_same"), field="reference")
        for name, value in {**_told(after), "buyer": buyer}.items():
            setattr(notice, name, value)
        if "tender" in changed:
            notice.procedure_told = portal.named(after.tender)
        notice.save()
        if "lines" in changed:
            notice.lines.all().delete()
            _write_lines(notice, after)
        audit.record(at=at, by=by, act="notice_corrected", about=notice, detail={"fields": sorted(changed)})
    return changed


def delete_notice(*, notice: Notice, by: Actor, at: datetime) -> None:
    """Delete a notice and the text it came from. Raises :class:`Held` when a quote stands on it."""
    with transaction.atomic():
        if is_held(notice):
            raise Held
        audit.record(at=at, by=by, act="notice_deleted", about=notice, detail={})
        notice.delete()


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
