"""All writing of the bids room: a quote is opened, priced, made ready, sent, and followed to its end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from wolouj.bids import papers
from wolouj.bids.facts import COST_PARTS, HOURS, bidder_of, priced, seller_of, starting_rate
from wolouj.bids.models import Quote, QuoteLine, Receipt, State, Step, Version, Weighing
from wolouj.bids.pricing_types import PricedQuote
from wolouj.bids.states import OPEN, may_follow
from wolouj.bids.storing import as_document
from wolouj.bids.weighing import Told
from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.uploads import CleanFile
from wolouj.matching import actions as matching
from wolouj.notices import actions as notice_actions
from wolouj.notices.facts import as_notice
from wolouj.notices.models import Notice, Result
from wolouj.structures.models import Structure


class NotReady(Exception):
    """The quote still has something blocking; ``worked`` says what."""

    def __init__(self, worked: PricedQuote) -> None:
        super().__init__("not ready")
        self.worked = worked


class NotNow(Exception):
    """A step that may not follow the quote's present state."""


def open_quote(
    *,
    structure: Structure,
    notice: Notice,
    by: Actor,
    at: datetime,
    reason: str = "",
    is_sample: bool = False,
) -> Quote:
    """The quote of ``structure`` to ``notice``: opened with the notice's lines, or the one already there.

    ``reason`` is why it is answered, one of :class:`~wolouj.bids.models.Go`, when she said it.
    """
    known = Quote.objects.filter(structure=structure, notice=notice).first()
    if known is not None:
        return known
    with transaction.atomic():
        quote = Quote.objects.create(structure=structure, notice=notice, opened_at=at, is_sample=is_sample)
        version = Version.objects.create(quote=quote, number=1, opened_at=at)
        rate = starting_rate(bidder_of(quote, at=at))
        QuoteLine.objects.bulk_create(
            QuoteLine(
                version=version,
                position=line.position,
                number=line.number,
                unit=line.unit,
                quantity=line.quantity,
                vat_rate=rate,
            )
            for line in notice.lines.all()
        )
        _step(quote, State.DRAFT, 1, by=by, at=at, reason=reason)
        audit.record(at=at, by=by, act="quote_opened", about=quote, detail={"notice": notice.id})
        if notice.origin is not None:
            matching.begun(structure=structure, notice=notice.origin, by=by, at=at)
    return quote


def price_lines(*, version: Version, answers: Mapping[str, Mapping[str, Any]], by: Actor, at: datetime) -> Version:
    """Write prices and costs, line number -> ``unit_price, vat_rate, unit_cost, unit, quantity`` and cost parts.

    Fields left out keep what they had. A unit cost that is no longer the sum of its parts drops the parts. Raises
    NotNow on a frozen version.
    """
    _writable(version)
    rows = {row.number: row for row in version.lines.all()}
    with transaction.atomic():
        for number, answer in answers.items():
            row = rows[number]
            for name, value in answer.items():
                setattr(row, name, value)
            _keep_parts_true(row)
            row.save()
        audit.record(at=at, by=by, act="quote_priced", about=version.quote, detail={"lines": len(answers)})
    return version


def _keep_parts_true(row: QuoteLine) -> None:
    parts = [getattr(row, part) for part in COST_PARTS]
    told = [part for part in parts if part is not None]
    if told and sum(told, Decimal(0)) != row.unit_cost:
        for part in (*COST_PARTS, *HOURS):
            setattr(row, part, None)


def follow_vat_regime(*, quote: Quote, by: Actor, at: datetime) -> Quote:
    """Bring the lines' VAT rates in step with what the structure now states: none when exempt."""
    version = quote.version
    if quote.state != State.DRAFT:
        return quote
    rate = starting_rate(bidder_of(quote, at=at))
    wrong = version.lines.exclude(vat_rate=0) if rate == 0 else version.lines.filter(vat_rate=None)
    with transaction.atomic():
        changed = wrong.update(vat_rate=rate)
        if changed:
            audit.record(at=at, by=by, act="quote_vat_followed", about=quote, detail={"lines": changed})
    return quote


def accept_loss(*, version: Version, reason: str, by: Actor, at: datetime) -> Version:
    """Keep a price under its cost, knowingly and with a reason. An empty reason takes the acceptance back."""
    _writable(version)
    with transaction.atomic():
        version.loss_accepted = reason.strip()
        version.save(update_fields=["loss_accepted"])
        audit.record(at=at, by=by, act="quote_loss_accepted", about=version.quote, detail={"kept": bool(reason)})
    return version


def make_ready(*, quote: Quote, by: Actor, at: datetime) -> Version:
    """Check all, freeze the version with its papers, and call the quote ready. Raises NotReady or NotNow."""
    _may(quote, State.READY)
    version = quote.version
    worked = priced(version, at=at)
    if not worked.ready:
        raise NotReady(worked)
    made = _papers(version, worked, at=at)  # before the transaction: printing takes its time
    with transaction.atomic():
        version.frozen_at = at
        version.frozen = as_document(worked)
        version.text = made["quote.txt"].decode()
        version.pdf.save("quote.pdf", ContentFile(made["quote.pdf"]), save=False)
        version.xlsx.save("quote.xlsx", ContentFile(made["quote.xlsx"]), save=False)
        version.save()
        _move(quote, State.READY, by=by, at=at)
        audit.record(at=at, by=by, act="quote_made_ready", about=quote, detail={"version": version.number})
    return version


def _papers(version: Version, worked: PricedQuote, *, at: datetime) -> dict[str, bytes]:
    quote = version.quote
    shown = (worked, as_notice(quote.notice), bidder_of(quote, at=at))
    more: dict[str, Any] = {"at": at, "draft": False, "sample": quote.is_sample}
    number = f"{quote.opened_at:%Y}-{str(quote.id)[:4].upper()}/{version.number}"
    seller = seller_of(quote.structure)
    return {
        "quote.pdf": papers.pdf_bytes(*shown, number=number, seller=seller, **more),
        "quote.xlsx": papers.xlsx_bytes(*shown, number=number, seller=seller, **more),
        "quote.txt": papers.share_text(*shown, **more).encode(),
    }


def reopen(*, quote: Quote, by: Actor, at: datetime, reason: str = "") -> Version:
    """Change a ready or sent quote: a new version with the same figures; the frozen one stays as it was.

    A declined one is taken up again; ``reason`` is then why, as for :func:`open_quote`.
    """
    _may(quote, State.DRAFT)
    last = quote.version
    with transaction.atomic():
        if last.frozen_at is not None:
            lines = list(last.lines.all())
            number, loss = last.number + 1, last.loss_accepted
            last = Version.objects.create(quote=quote, number=number, opened_at=at, loss_accepted=loss)
            for line in lines:
                line.pk, line.version = None, last
            QuoteLine.objects.bulk_create(lines)
        _move(quote, State.DRAFT, by=by, at=at, reason=reason)
        audit.record(at=at, by=by, act="quote_reopened", about=quote, detail={"version": last.number})
    return last


def move(*, quote: Quote, to: State, by: Actor, at: datetime, note: str = "", reason: str = "") -> Quote:
    """Pass to a state that only a date and a hand make: sent, invited, confirmed, won, lost, declined, withdrawn.

    ``reason`` is a word of :class:`~wolouj.bids.models.NoGo` when it is declined.

    Raises NotNow when it may not follow. ``ready`` and a change of figures have actions of their own.
    """
    if to in (State.READY, State.DRAFT, State.CANCELLED):
        raise NotNow(f"{to} has an action of its own")
    _may(quote, to)
    with transaction.atomic():
        _move(quote, to, by=by, at=at, note=note, reason=reason)
        audit.record(at=at, by=by, act=f"quote_{to.value}", about=quote, detail={"version": quote.version.number})
    return quote


def weigh(*, structure: Structure, notice: Notice, told: Told, by: Actor, at: datetime) -> Weighing:
    """Keep what she told to weigh a notice: the last telling counts, ``at`` stays that of the first.

    The wall between rivals asks who came first: telling again must not make her the later one.
    """
    with transaction.atomic():
        row, _ = Weighing.objects.update_or_create(
            structure=structure, notice=notice, defaults=asdict(told), create_defaults={**asdict(told), "at": at}
        )
        audit.record(at=at, by=by, act="notice_weighed", about=structure, detail={"notice": str(notice.id)})
    return row


def end(*, quote: Quote, result: Result, to: State, by: Actor, at: datetime) -> Quote:
    """A person confirms what a published result says: won, lost, or cancelled by the buyer. Raises NotNow."""
    if to not in (State.WON, State.LOST, State.CANCELLED):
        raise NotNow(f"{to} ends nothing")
    _may(quote, to)
    with transaction.atomic():
        _move(quote, to, by=by, at=at)
        quote.result = result
        quote.save(update_fields=["result"])
        audit.record(at=at, by=by, act=f"quote_{to.value}", about=quote, detail={"result": str(result.id)})
    return quote


def not_its_result(*, quote: Quote, result: Result, by: Actor, at: datetime) -> Quote:
    """A person says that this result is of another notice: it is not proposed again."""
    with transaction.atomic():
        quote.not_results = [*quote.not_results, result.id]
        quote.save(update_fields=["not_results"])
        audit.record(at=at, by=by, act="quote_result_refused", about=quote, detail={"result": str(result.id)})
    return quote


def keep_receipt(*, quote: Quote, photo: CleanFile, by: Actor, at: datetime) -> Receipt:
    """Keep the portal's receipt, already cleaned by :mod:`wolouj.foundation.uploads`."""
    with transaction.atomic():
        receipt = Receipt(quote=quote, added_at=at)
        receipt.file.save(f"receipt.{photo.extension}", ContentFile(photo.bytes), save=False)
        receipt.save()
        audit.record(at=at, by=by, act="receipt_kept", about=receipt, detail={"quote": quote.id})
    return receipt


def cancel_notice(*, notice: Notice, by: Actor, at: datetime) -> list[Quote]:
    """The buyer withdrew the notice: it and every open quote to it are cancelled. Returns those quotes."""
    with transaction.atomic():
        notice_actions.cancel_notice(notice=notice, by=by, at=at)
        touched = list(Quote.objects.filter(notice=notice, state__in=OPEN).order_by("id"))
        for quote in touched:
            _move(quote, State.CANCELLED, by=by, at=at)
            audit.record(at=at, by=by, act="quote_cancelled", about=quote, detail={"notice": notice.id})
    return touched


def follow_cancelled(*, by: Actor, at: datetime) -> int:
    """Cancel the open quotes of notices whose source withdrew them; returns how many. Again finds none."""
    left = Quote.objects.filter(state__in=OPEN, notice__cancelled_at__isnull=False).order_by("id")
    with transaction.atomic():
        touched = list(left.select_for_update(of=("self",)))
        for quote in touched:
            _move(quote, State.CANCELLED, by=by, at=at)
            audit.record(at=at, by=by, act="quote_cancelled", about=quote, detail={"notice": str(quote.notice_id)})
    return len(touched)


def _may(quote: Quote, to: State) -> None:
    if not may_follow(State(quote.state), to):
        raise NotNow(f"{to} does not follow {quote.state}")


def _writable(version: Version) -> None:
    if version.frozen_at is not None or version.quote.state != State.DRAFT:
        raise NotNow("a frozen version never changes")


def _move(quote: Quote, to: State, *, by: Actor, at: datetime, note: str = "", reason: str = "") -> None:
    """Change the state only if nobody else did meanwhile."""
    moved = Quote.objects.filter(id=quote.id, state=quote.state).update(state=to)
    if not moved:
        raise NotNow("somebody else moved it meanwhile")
    quote.state = to
    _step(quote, to, quote.version.number, by=by, at=at, note=note, reason=reason)


def _step(
    quote: Quote, state: State, version: int, *, by: Actor, at: datetime, note: str = "", reason: str = ""
) -> None:
    Step.objects.create(
        quote=quote, state=state, at=at, by=by.person, on_behalf_of=by.on_behalf_of, version=version,
        note=note[:500], reason=reason,
    )  # fmt: skip
