"""Keeping the directory: who helps, what each offers, on what conditions, and when somebody last checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from rulebook.engine.format import local
from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.people.models import Body
from wolouj.support.first import first_directory
from wolouj.support.models import Condition, Offer, Provider


def add_provider(
    *, kept_by: Body, fields: Mapping[str, Any], by: Actor, at: datetime, is_sample: bool = False
) -> Provider:
    """A support body, kept by the association ``kept_by``."""
    with transaction.atomic():
        made = Provider.objects.create(kept_by=kept_by, made_at=at, is_sample=is_sample, **fields)
        audit.record(at=at, by=by, act="support_told", about=made)
    return made


def add_offer(
    *,
    provider: Provider,
    fields: Mapping[str, Any],
    conditions: Iterable[Mapping[str, Any]] = (),
    by: Actor,
    at: datetime,
) -> Offer:
    """One thing it offers, with its conditions."""
    with transaction.atomic():
        made = Offer.objects.create(provider=provider, made_at=at, is_sample=provider.is_sample, **fields)
        _write_conditions(made, conditions, at)
        audit.record(at=at, by=by, act="support_told", about=made)
    return made


def correct(
    *, row: Provider | Offer | Condition, fields: Mapping[str, Any], by: Actor, at: datetime
) -> tuple[str, ...]:
    """Write what differs; returns the names of what changed."""
    changed = tuple(name for name, value in fields.items() if getattr(row, name) != value)
    if not changed:
        return ()
    with transaction.atomic():
        for name in changed:
            setattr(row, name, fields[name])
        row.save(update_fields=list(changed))
        audit.record(at=at, by=by, act="support_corrected", about=row, detail={"fields": sorted(changed)})
    return changed


def add_condition(*, offer: Offer, fields: Mapping[str, Any], by: Actor, at: datetime) -> Condition:
    """One condition more, after the others."""
    with transaction.atomic():
        last = offer.conditions.aggregate(last=Max("position"))["last"]
        place = 0 if last is None else last + 1
        made = Condition.objects.create(offer=offer, position=place, **fields)
        audit.record(at=at, by=by, act="support_told", about=made, detail={"offer": offer.pk})
    return made


def remove_condition(*, row: Condition, by: Actor, at: datetime) -> None:
    """It is not asked."""
    with transaction.atomic():
        audit.record(at=at, by=by, act="support_corrected", about=row, detail={"offer": row.offer_id})
        row.delete()


def _write_conditions(offer: Offer, conditions: Iterable[Mapping[str, Any]], at: datetime) -> int:
    """How many were written."""
    rows = [
        Condition(offer=offer, position=i, **{"checked_on": local(at).date(), **told})
        for i, told in enumerate(conditions)
    ]
    return len(Condition.objects.bulk_create(rows))


def checked(*, row: Provider | Offer, by: Actor, at: datetime) -> None:
    """Somebody asked today, and what is written still holds; of an offer, its conditions too."""
    on = local(at).date()
    with transaction.atomic():
        row.checked_on = on
        row.save(update_fields=["checked_on"])
        if isinstance(row, Offer):
            row.conditions.update(checked_on=on)
        audit.record(at=at, by=by, act="support_checked", about=row)


def remove(*, row: Provider | Offer, by: Actor, at: datetime) -> None:
    """Take it from the directory. The row stays for those who were sent there."""
    with transaction.atomic():
        row.removed_at = at
        row.save(update_fields=["removed_at"])
        audit.record(at=at, by=by, act="support_removed", about=row)


def bring_first(*, kept_by: Body, by: Actor, at: datetime) -> int:
    """Bring in the first directory, for ``kept_by`` to check and correct. What is there already is left as it is.

    Returns:
        How many bodies came in.
    """
    brought = 0
    with transaction.atomic():
        known = set(Provider.objects.exclude(key="").values_list("key", flat=True))
        for told in first_directory():
            if told.key in known:
                continue
            provider = Provider.objects.create(kept_by=kept_by, made_at=at, **told.fields)
            brought += 1
            for fields, conditions in told.offers:
                offer = Offer.objects.create(provider=provider, made_at=at, **fields)
                _write_conditions(offer, conditions, at)
        if brought:
            audit.record(at=at, by=by, act="support_brought", about="directory", detail={"bodies": brought})
    return brought
