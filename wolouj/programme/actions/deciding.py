"""The committee: who sits, who leaves the room for a file, ties, decisions, minutes; then every applicant's answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from rulebook.engine.verdict import Bilingual
from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair
from wolouj.programme import papers, queries, ranking
from wolouj.programme.actions.choosing import _not_minuted, not_taking
from wolouj.programme.grid import Line, grid_of
from wolouj.programme.models import (
    Application,
    Call,
    Committee,
    Decision,
    Outcome,
    Recusal,
    Seat,
    SelectionMinutes,
    Settlement,
    State,
)
from wolouj.programme.ranking import Place


def convene(
    *, call: Call, held_on: date, places: tuple[str, str], seats: Iterable[Mapping[str, Any]], by: Actor, at: datetime
) -> Committee:
    """The sitting and who sits, written again as a whole until the minutes. ``places`` is (Arabic, French).

    Raises:
        BadInput: minutes approved.
    """
    with transaction.atomic():
        call = _not_minuted(call)
        told = {"held_on": held_on, "place_ar": places[0], "place_fr": places[1], "made_at": at}
        committee, _ = Committee.objects.update_or_create(call=call, defaults=told)
        kept = {seat.name: seat for seat in committee.seats.all()}
        for position, fields in enumerate(seats, start=1):
            known = kept.pop(fields["name"], None)
            if known is None:
                Seat.objects.create(committee=committee, position=position, **fields)
            else:
                Seat.objects.filter(pk=known.pk).update(position=position, **fields)
        Seat.objects.filter(pk__in=[seat.pk for seat in kept.values()]).delete()
        audit.record(at=at, by=by, act="committee_convened", about=committee)
    return committee


def recuse(*, seat: Seat, application: Application, by: Actor, at: datetime) -> Recusal:
    """A member leaves the room for one file."""
    with transaction.atomic():
        _not_minuted(application.call)
        row, made = Recusal.objects.get_or_create(seat=seat, application=application, defaults={"told_at": at})
        if made:
            audit.record(at=at, by=by, act="member_recused", about=row)
    return row


def settle(
    *, committee: Committee, first: Application, then: Application, reason: str, by: Actor, at: datetime
) -> Settlement:
    """Of two files of equal points, which comes first, and why.

    Raises:
        BadInput: no reason, or the contrary was said already.
    """
    if not reason.strip():
        raise BadInput(pair("programme.tie_reason"), field="reason")
    with transaction.atomic():
        _not_minuted(first.call)
        before = ranking.precedence(queries.settled(committee))
        if first.number is None or then.number is None or first.number in before.get(then.number, ()):
            raise BadInput(pair("programme.tie_contrary"), field="first")
        row, _ = Settlement.objects.get_or_create(
            committee=committee, first=first, then=then, defaults={"reason": reason.strip(), "told_at": at}
        )
        audit.record(at=at, by=by, act="tie_settled", about=row, detail={"first": first.number, "then": then.number})
    return row


def decide(*, call: Call, by: Actor, at: datetime) -> int:
    """Write what the ranking says of every application, each with its reason; returns how many decisions.

    Reasons and doors a person already reworded stay, as long as the outcome is the same.

    Raises:
        BadInput: the call still takes files, conditions not checked, files not marked, a tie across a boundary,
            minutes approved.
    """
    with transaction.atomic():
        call = _not_minuted(call)
        not_taking(call, at)
        standing = queries.standing_of(call)
        if standing.unchecked:
            raise BadInput(pair("programme.not_checked_yet", n=len(standing.unchecked)))
        if standing.unmarked:
            raise BadInput(pair("programme.not_marked_yet", n=len(standing.unmarked)))
        found = ranking.outcomes(standing.places, seats=call.places, reserve=call.reserve)
        if found is None:
            raise BadInput(pair("programme.tie_open"))
        there = {row.application_id: row for row in Decision.objects.filter(application__call=call)}
        rows = [
            _decided(standing.files[place.number], found[place.number], place, call, len(standing.places), at)
            for place in standing.places
        ]
        rows += [_not_eligible(application, line, at) for application, line in standing.ineligible]
        for row in rows:
            _keep_words(row, there.get(row.application_id))
        Decision.objects.filter(application__call=call).delete()
        Decision.objects.bulk_create(rows)
        audit.record(at=at, by=by, act="selection_decided", about=call, detail={"decisions": len(rows)})
    return len(rows)


def _decided(application: Application, outcome: str, place: Place, call: Call, ranked: int, at: datetime) -> Decision:
    if outcome == Outcome.SELECTED:
        text = pair("programme.why_selected", rank=place.rank, of=ranked)
    elif outcome == Outcome.RESERVE:
        text = pair("programme.why_reserve", rank=place.rank, of=ranked, n=place.rank - call.places)
    else:
        line = _weakest(call, place)
        text = pair(
            "programme.why_refused", rank=place.rank, of=ranked, n=call.places,
            line=Bilingual(fr=line.label("fr"), ar=line.label("ar")),
        )  # fmt: skip
    return Decision(
        application=application, outcome=outcome, rank=place.rank, total=place.total, reason_fr=text.fr,
        reason_ar=text.ar, door={"selected": "training", "reserve": "wait"}.get(outcome, "next_call"), decided_at=at,
    )  # fmt: skip


def _weakest(call: Call, place: Place) -> Line:
    """The line where she got the smallest part of its weight: what to work on first."""
    lines = grid_of(call).marked
    return min(zip(lines, place.points, strict=True), key=lambda each: each[1] / each[0].weight)[0]


def _not_eligible(application: Application, line: Line, at: datetime) -> Decision:
    words = Bilingual(fr=line.label("fr"), ar=line.label("ar"))
    text = pair("programme.why_condition", line=words)
    return Decision(
        application=application, outcome=Outcome.REFUSED, reason_fr=text.fr, reason_ar=text.ar, door="desk",
        decided_at=at,
    )  # fmt: skip


def _keep_words(row: Decision, before: Decision | None) -> None:
    if before is not None and (before.outcome, before.rank) == (row.outcome, row.rank):
        for name in ("reason_ar", "reason_fr", "door", "next_ar", "next_fr"):
            setattr(row, name, getattr(before, name))


def reword(*, decision: Decision, fields: Mapping[str, str], by: Actor, at: datetime) -> None:
    """Say the reason or the door in other words, before the minutes. The outcome is the ranking's, never typed.

    Raises:
        BadInput: minutes approved.
    """
    with transaction.atomic():
        _not_minuted(decision.application.call)
        for name in ("reason_ar", "reason_fr", "door", "next_ar", "next_fr"):
            setattr(decision, name, fields.get(name, getattr(decision, name)))
        decision.save()
        audit.record(at=at, by=by, act="decision_reworded", about=decision.application)


def approve(*, call: Call, by: Actor, at: datetime) -> SelectionMinutes:
    """Freeze the minutes and give every applicant her answer.

    Raises:
        BadInput: the call still takes files, no committee, no quorum (for the sitting, or for one file once those
            in conflict have left), decisions that are not those of the ranking any more.
    """
    with transaction.atomic():
        call = _not_minuted(call)
        not_taking(call, at)
        committee = Committee.objects.filter(call=call).first()
        if committee is None:
            raise BadInput(pair("programme.no_committee"))
        _quorum(call, committee)
        standing = queries.standing_of(call)
        decisions = queries.decisions_of(call)
        if not decisions or not _same(standing, decisions, call):
            raise BadInput(pair("programme.decide_again"))
        number = (call.minutes.aggregate(last=Max("number"))["last"] or 0) + 1
        minutes = SelectionMinutes.objects.create(
            call=call, number=number, approved_at=at, ranking=ranking_json(standing.places, decisions),
            grid_digest=call.digest,
            papers=papers.minutes_data(call, committee, standing, decisions, at=at, number=number),
        )  # fmt: skip
        for outcome in Outcome:
            rows = Application.objects.filter(call=call, decision__outcome=outcome)
            rows.update(state=State(outcome.value), answered_at=at)
        audit.record(at=at, by=by, act="selection_approved", about=minutes, detail={"answers": len(decisions)})
    return minutes


def ranking_json(places: list[Place], decisions: Iterable[Decision]) -> list[dict[str, Any]]:
    """The ranking as the minutes keep it: number, rank, total, outcome, in order."""
    outcome = {row.application.number: row.outcome for row in decisions}
    return [
        {"number": p.number, "rank": p.rank, "total": str(p.total.normalize()), "outcome": outcome[p.number]}
        for p in places
    ]


def _same(standing: queries.Standing, decisions: list[Decision], call: Call) -> bool:
    """Whether what was decided is what the ranking says at this instant."""
    if standing.unchecked or standing.unmarked:
        return False
    found = ranking.outcomes(standing.places, seats=call.places, reserve=call.reserve)
    if found is None:
        return False
    now = {p.number: (found[p.number], p.rank) for p in standing.places}
    now |= {application.number or 0: (Outcome.REFUSED.value, 0) for application, _ in standing.ineligible}
    return now == {row.application.number: (row.outcome, row.rank or 0) for row in decisions}


def _quorum(call: Call, committee: Committee) -> None:
    here = [seat for seat in committee.seats.prefetch_related("recusals") if seat.here]
    if len(here) < call.quorum:
        raise BadInput(pair("programme.no_quorum", n=len(here), least=call.quorum))
    away: dict[Any, int] = {}
    for seat in here:
        for recusal in seat.recusals.all():
            away[recusal.application_id] = away.get(recusal.application_id, 0) + 1
    if any(len(here) - n < call.quorum for n in away.values()):
        raise BadInput(pair("programme.no_quorum_file", least=call.quorum))
