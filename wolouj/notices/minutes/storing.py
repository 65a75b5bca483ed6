"""All writing about published minutes: read into a draft, confirmed by a person as a result, or dropped.

A result of minutes is tied to its notice only when a person says which. Of the bidders only their number is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from rulebook.engine.facts import Procedure
from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair
from wolouj.notices import storing_results
from wolouj.notices.minutes.files import Read
from wolouj.notices.minutes.models import MinutesDraft
from wolouj.notices.minutes.reading import read
from wolouj.notices.minutes.told import Minutes, as_json
from wolouj.notices.models import PUBLIC, Notice, Result, ResultOutcome
from wolouj.notices.sources.incoming import IncomingResult, key_of
from wolouj.notices.storing_buyers import key_of as buyer_key
from wolouj.people.models import Person

CASABLANCA = ZoneInfo("Africa/Casablanca")
KEPT = timedelta(days=30)
END_OF_DAY = time(23, 59)
"""Minutes tell a day: the result stands at its end, after the deadline of that same day."""
MOST_NOTICES = 5000
"""Public notices that close on one day, far above what there are."""


@dataclass(frozen=True, slots=True)
class Won:
    """Who was retained for a lot, and for how much with VAT (``None``: not told, or told without VAT)."""

    lot: str = ""
    awardee: str = ""
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What a person says the minutes say. ``notice`` is the public notice they end, when it is known."""

    reference: str
    object: str
    buyer: str
    finished: date
    outcome: str
    bidders: int | None = None
    awards: tuple[Won, ...] = ()
    notice: Notice | None = None


def draft_minutes(*, given: Read, file: str, person: Person, by: Actor, at: datetime) -> MinutesDraft:
    """Read the text of minutes into a draft. Raises BadInput when nothing of minutes is found in it."""
    told = read(given.text)
    if not any((told.reference, told.buyer, told.opening, told.outcome, told.bidders)):
        raise BadInput(pair("notices.minutes.nothing_read"), file=file or None)
    with transaction.atomic():
        draft = MinutesDraft.objects.create(
            person=person, made_at=at, file=file[-120:], way=given.way, fields=_kept(told)
        )
        audit.record(at=at, by=by, act="minutes_read", about=draft, detail={"way": str(given.way)})
    return draft


def _kept(told: Minutes) -> dict[str, Any]:
    return as_json(told)


def drop_minutes(*, draft: MinutesDraft, by: Actor, at: datetime) -> None:
    """Forget what was read, and every name in it."""
    with transaction.atomic():
        audit.record(at=at, by=by, act="minutes_dropped", about=draft, detail={})
        draft.delete()


def forget_old_minutes(*, by: Actor, at: datetime) -> int:
    """Delete what nobody confirmed in thirty days; returns how many."""
    with transaction.atomic():
        gone, _ = MinutesDraft.objects.filter(made_at__lt=at - KEPT).delete()
        if gone:
            audit.record(at=at, by=by, act="minutes_forgotten", about="notices", detail={"count": gone})
    return gone


def notices_for(draft: MinutesDraft) -> list[Notice]:
    """Public notices of that reference that closed on the opening day: those of the same buyer first."""
    opening, reference = (draft.fields.get(name) or {} for name in ("opening", "reference"))
    if not opening or not reference:
        return []
    start = datetime.combine(date.fromisoformat(opening["value"]), time(0, 0), CASABLANCA)
    asked = Notice(reference=reference["value"]).reference_key
    near = Notice.objects.filter(PUBLIC, deadline__gte=start, deadline__lt=start + timedelta(days=1))
    rows = [each for each in near.select_related("buyer")[:MOST_NOTICES] if each.reference_key == asked]
    buyer = buyer_key((draft.fields.get("buyer") or {}).get("value", ""))
    return sorted(rows, key=lambda each: each.buyer.name_key != buyer)


def is_sure(draft: MinutesDraft, notices: list[Notice]) -> bool:
    """Whether the first of :func:`notices_for` is surely the one: the only one, and of that buyer."""
    buyer = buyer_key((draft.fields.get("buyer") or {}).get("value", ""))
    return len(notices) == 1 and notices[0].buyer.name_key == buyer


def confirm_minutes(*, draft: MinutesDraft, told: Confirmed, by: Actor, at: datetime) -> list[Result]:
    """Make results of what a person confirmed, one a lot, and forget the draft with its names.

    Said again of the same buyer, reference and day, they replace what was said before.

    Raises:
        BadInput: the notice already has a result from elsewhere; the day is to come, or before the notice closed.
    """
    _check(told, at)
    incoming = [_incoming(told, won) for won in told.awards or (Won(),)]
    with transaction.atomic():
        storing_results.store(incoming, is_sample=bool(told.notice and told.notice.is_sample))
        detail = {"outcome": told.outcome, "results": len(incoming)}
        audit.record(at=at, by=by, act="minutes_confirmed", about=draft, detail=detail)
        draft.delete()
    return list(Result.objects.filter(identity__in=[each.identity for each in incoming]).order_by("identity"))


def _check(told: Confirmed, at: datetime) -> None:
    if told.finished > at.astimezone(CASABLANCA).date():
        raise BadInput(pair("notices.minutes.day_to_come"), field="finished")
    if told.notice is None:
        return
    deadline = told.notice.deadline
    if deadline is not None and told.finished < deadline.astimezone(CASABLANCA).date():
        raise BadInput(pair("notices.minutes.before_it_closed", day=deadline), field="finished")
    if Result.objects.filter(notice=told.notice).exclude(identity__startswith="minutes:").exists():
        raise BadInput(pair("notices.minutes.already_known"), field="notice")


def _incoming(told: Confirmed, won: Won) -> IncomingResult:
    notice = told.notice
    buyer = notice.buyer.name if notice else told.buyer
    reference = "|".join(Notice(reference=told.reference).reference_key)
    awarded = told.outcome == ResultOutcome.AWARDED
    return IncomingResult(
        row=None,
        identity=f"minutes:{key_of(buyer_key(buyer), reference, told.finished.isoformat(), won.lot)}",
        reference=told.reference,
        object=told.object,
        buyer=buyer,
        published=datetime.combine(told.finished, END_OF_DAY, CASABLANCA),
        outcome=told.outcome,
        kind=Procedure(notice.kind) if notice else Procedure.TENDER,
        quotes=told.bidders,
        amount=won.amount if awarded else None,
        awardee=won.awardee if awarded else "",
        notice_identity=notice.identity if notice else "",
    )
