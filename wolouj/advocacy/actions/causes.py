"""All writing of what a cause is made of. What was sent stays as it was sent: only a draft, or a ready one, changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from wolouj.advocacy.measures import NAMES, frozen, measure
from wolouj.advocacy.models import Article, Audience, Cause, Difficulty, Fact, FactKind, Lead
from wolouj.advocacy.states import WRITTEN
from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair
from wolouj.people.models import Body

MOST_FACTS = 6
"""What two pages hold."""


class NotNow(Exception):
    """The cause was sent or closed: it no longer changes."""


def open_cause(
    *, body: Body, fields: Mapping[str, Any], by: Actor, at: datetime, meeting: Any = None, is_sample: bool = False,
    difficulties: Sequence[str] = (),
) -> Cause:  # fmt: skip
    """Begin a cause. ``fields`` are those of the first form: title, power, addressee, place.

    Args:
        meeting: the one it is born at; ``difficulties``: the codes voiced there that it speaks of.
    """
    with transaction.atomic():
        row = Cause.objects.create(
            body=body, meeting=meeting, opened_on=timezone.localdate(at), is_sample=is_sample, **fields
        )
        audit.record(at=at, by=by, act="cause_opened", about=row, detail={"power": row.power, "to": row.addressee})
        if difficulties:
            set_difficulties(cause=row, codes=difficulties, by=by, at=at)
    return row


def _held(cause: Cause) -> Cause:
    """The row, locked, when it may still change."""
    row = Cause.objects.select_for_update().get(pk=cause.pk)
    if row.state not in WRITTEN:
        raise NotNow
    return row


def change(*, cause: Cause, fields: Mapping[str, Any], by: Actor, at: datetime) -> None:
    """Its texts, or what is asked of whom. Raises :class:`NotNow`."""
    with transaction.atomic():
        row = _held(cause)
        for name, value in fields.items():
            setattr(row, name, value)
            setattr(cause, name, value)
        row.save(update_fields=list(fields))
        audit.record(at=at, by=by, act="cause_changed", about=row, detail={"fields": sorted(fields)})


def set_difficulties(*, cause: Cause, codes: Iterable[str], by: Actor, at: datetime) -> None:
    """The difficulties it speaks of, in place of those before. Raises :class:`NotNow`."""
    wanted = set(codes)
    with transaction.atomic():
        row = _held(cause)
        row.difficulties.exclude(code__in=wanted).delete()
        known = set(row.difficulties.values_list("code", flat=True))
        Difficulty.objects.bulk_create([Difficulty(cause=row, code=code) for code in sorted(wanted - known)])
        audit.record(at=at, by=by, act="cause_changed", about=row, detail={"difficulties": sorted(wanted)})


def set_articles(*, cause: Cause, signatures: Iterable[str], by: Actor, at: datetime) -> None:
    """The articles it stands on, in place of those before. Raises :class:`NotNow`."""
    wanted = set(signatures)
    with transaction.atomic():
        row = _held(cause)
        row.articles.exclude(signature__in=wanted).delete()
        known = set(row.articles.values_list("signature", flat=True))
        Article.objects.bulk_create([Article(cause=row, signature=each) for each in sorted(wanted - known)])
        audit.record(at=at, by=by, act="cause_changed", about=row, detail={"articles": sorted(wanted)})


def _room(row: Cause) -> None:
    if row.facts.count() >= MOST_FACTS:
        raise BadInput(pair("advocacy.facts_full", most=MOST_FACTS), field="measure")


def add_measure(*, cause: Cause, name: str, by: Actor, at: datetime) -> Fact:
    """A fact measured now; measured again, its figures are those of now.

    Raises:
        NotNow: it was sent.
        BadInput: too little was published to measure it, or there are enough facts.
        KeyError: no such measure.
    """
    if name not in NAMES:
        raise KeyError(name)
    found = measure(name, at=at)
    if found is None:
        raise BadInput(pair("advocacy.measure_none"), field="measure")
    with transaction.atomic():
        row = _held(cause)
        if not row.facts.filter(measure=name).exists():
            _room(row)
        told = {"kind": FactKind.MEASURED, "figures": frozen(found), "on": timezone.localdate(at), "at": at}
        fact, _ = Fact.objects.update_or_create(cause=row, measure=name, defaults=told)
        audit.record(at=at, by=by, act="cause_fact_added", about=row, detail={"measure": name, "n": found.number})
    return fact


def add_fact(*, cause: Cause, fields: Mapping[str, Any], by: Actor, at: datetime) -> Fact:
    """A fact typed with its source and its day. Raises as :func:`add_measure`."""
    with transaction.atomic():
        row = _held(cause)
        _room(row)
        fact = Fact.objects.create(cause=row, kind=FactKind.TOLD, at=at, **fields)
        audit.record(at=at, by=by, act="cause_fact_added", about=row, detail={"on": _iso(fields["on"])})
    return fact


def _iso(day: date) -> str:
    return day.isoformat()


def remove_fact(*, fact: Fact, by: Actor, at: datetime) -> None:
    """Take a fact away. Raises :class:`NotNow`."""
    with transaction.atomic():
        row = _held(fact.cause)
        audit.record(at=at, by=by, act="cause_fact_removed", about=row, detail={"kind": fact.kind})
        fact.delete()


def set_lead(*, cause: Cause, audience: Audience, texts: tuple[str, str], by: Actor, at: datetime) -> None:
    """The first lines of a note: (Arabic, French). Raises :class:`NotNow`."""
    with transaction.atomic():
        row = _held(cause)
        told = {"text_ar": texts[0], "text_fr": texts[1]}
        Lead.objects.update_or_create(cause=row, audience=audience, defaults=told)
        audit.record(at=at, by=by, act="cause_changed", about=row, detail={"lead": str(audience)})
