"""The committee's day: who sits, who leaves the room for a file, what is decided, minutes that give the answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max

from rulebook.engine.format import local
from wolouj.cofinancing import ledger, papers
from wolouj.cofinancing.actions.moving import held, move, take_hand
from wolouj.cofinancing.actions.studying import within
from wolouj.cofinancing.models import Away, BudgetLine, Member, Move, Request, Ruling, Sitting, Terms, Verdict
from wolouj.cofinancing.states import Duty, State
from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair


def convene(
    *, terms: Terms, held_on: date, places: tuple[str, str], seats: Iterable[Mapping[str, Any]], by: Actor, at: datetime
) -> Sitting:
    """The open day and who sits, written again as a whole. ``places`` is (Arabic, French)."""
    with transaction.atomic():
        Terms.objects.select_for_update().get(pk=terms.pk)
        sitting = Sitting.objects.filter(terms=terms, approved_at=None).first()
        if sitting is None:
            number = (terms.sittings.aggregate(last=Max("number"))["last"] or 0) + 1
            sitting = Sitting(terms=terms, number=number, made_at=at)
        sitting.held_on, sitting.place_ar, sitting.place_fr = held_on, *places
        sitting.save()
        kept = {member.name: member for member in sitting.members.all()}
        for position, fields in enumerate(seats, start=1):
            known = kept.pop(fields["name"], None) or Member(sitting=sitting)
            for name, value in (*fields.items(), ("position", position)):
                setattr(known, name, value)
            known.save()
        Member.objects.filter(pk__in=[member.pk for member in kept.values()]).delete()
        audit.record(at=at, by=by, act="cofinancing_convened", about=sitting)
    return sitting


def leave(*, member: Member, request: Request, by: Actor, at: datetime) -> Away:
    """A member leaves the room for one file: she is not counted for it.

    Raises:
        BadInput: the minutes of that day are approved.
    """
    with transaction.atomic():
        _open(member.sitting)
        row, made = Away.objects.get_or_create(member=member, request=request, defaults={"told_at": at})
        if made:
            audit.record(at=at, by=by, act="cofinancing_member_left", about=request)
    return row


def stay(*, member: Member, request: Request, by: Actor, at: datetime) -> None:
    """A member was written as having left by mistake: she is counted again.

    Raises:
        BadInput: the minutes of that day are approved.
    """
    with transaction.atomic():
        _open(member.sitting)
        gone, _ = Away.objects.filter(member=member, request=request).delete()
        if gone:
            audit.record(at=at, by=by, act="cofinancing_member_back", about=request)


def _open(sitting: Sitting) -> Sitting:
    row = Sitting.objects.select_for_update(of=("self",)).select_related("terms__call__programme").get(pk=sitting.pk)
    if row.approved_at is not None:
        raise BadInput(pair("cofinancing.minuted"))
    return row


def quorum(sitting: Sitting, request: Request) -> tuple[int, int]:
    """How many members sit for this file, once those who left the room are out; and how many must."""
    members = [member for member in sitting.members.all() if member.here]
    away = {row.member_id for row in Away.objects.filter(member__sitting=sitting, request=request)}
    return sum(1 for member in members if member.pk not in away), sitting.terms.quorum


def rule(
    *, sitting: Sitting, request: Request, verdict: str, reasons: tuple[str, str], by: Actor, at: datetime,
    amount: Decimal | None = None, line: BudgetLine | None = None,
) -> Ruling:  # fmt: skip
    """Write what the committee says of one file; corrected until the minutes. ``reasons`` is (Arabic, French).

    Raises:
        BadInput: no quorum for this file, no reason in both languages, an amount the project cannot receive, no money
            free on the line, a hand that proposed it, the file is not before this committee.
    """
    if not all(reason.strip() for reason in reasons):
        raise BadInput(pair("cofinancing.reason_both"), field="reason_fr")
    with transaction.atomic():
        sitting, row = _open(sitting), held(request)
        if row.state != State.STUDY or row.terms_id != sitting.terms_id:
            raise BadInput(pair("cofinancing.not_now"))
        here, least = quorum(sitting, row)
        if here < least:
            raise BadInput(pair("cofinancing.no_quorum", n=here, least=least))
        take_hand(row, Duty.DECIDE, by=by, at=at)
        accepted = verdict == Verdict.ACCEPTED
        if accepted:
            if amount is None or line is None or line.programme_id != sitting.terms.call.programme_id:
                raise BadInput(pair("cofinancing.amount_and_line"), field="amount")
            within(row, amount)
        told = {
            "sitting": sitting, "verdict": verdict, "amount": amount if accepted else None,
            "line": line if accepted else None, "reason_ar": reasons[0].strip(), "reason_fr": reasons[1].strip(),
            "decided_at": at, "by_id": by.person,
        }  # fmt: skip
        ruling, _ = Ruling.objects.update_or_create(request=row, defaults=told)
        audit.record(at=at, by=by, act="cofinancing_ruled", about=row, detail={"verdict": verdict})
    return ruling


def approve(*, sitting: Sitting, by: Actor, at: datetime) -> Sitting:
    """Freeze the minutes: every file ruled has its answer, and the money of each yes is set aside.

    Raises:
        BadInput: its day is still to come, nothing was decided, no quorum, or a line has less free money than was
            granted from it.
    """
    with transaction.atomic():
        row = _open(sitting)
        if row.held_on > local(at).date():
            raise BadInput(pair("cofinancing.sitting_not_yet", day=row.held_on))
        rulings = list(Ruling.objects.filter(sitting=row).select_related("request", "line").order_by("request__number"))
        if not rulings:
            raise BadInput(pair("cofinancing.nothing_decided"))
        row.approved_at = at
        row.papers = papers.minutes_data(row, rulings, at=at)
        row.save(update_fields=["approved_at", "papers"])
        for ruling in rulings:
            _answered(ruling, row, by, at)
        audit.record(at=at, by=by, act="cofinancing_minuted", about=row, detail={"answers": len(rulings)})
    return row


def _answered(ruling: Ruling, sitting: Sitting, by: Actor, at: datetime) -> None:
    request = held(ruling.request)
    here, least = quorum(sitting, request)
    if here < least:
        raise BadInput(pair("cofinancing.no_quorum", n=here, least=least))
    if ruling.verdict == Verdict.REFUSED:
        move(request, "refuse", by=by, at=at)
        return
    assert ruling.line is not None and ruling.amount is not None  # the constraint of the table
    move(request, "accept", by=by, at=at)
    ledger.post(
        line=ruling.line, move=Move.COMMIT, amount=ruling.amount, on=sitting.held_on, by=by, at=at, request=request
    )


def draft_data(sitting: Sitting, *, at: datetime) -> dict[str, dict[str, Any]]:
    """The minutes of an open day, marked as a draft."""
    rulings = list(Ruling.objects.filter(sitting=sitting).select_related("request", "line").order_by("request__number"))
    return papers.minutes_data(sitting, rulings, at=at)
