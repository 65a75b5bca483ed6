"""A newer first directory against the one that was brought in: what it would correct, and what people wrote themselves.

An entry is anybody's own as soon as somebody corrected it, checked it, or touched one of its conditions: the audit
tells. Those are listed, never written over; the others are corrected in one act, that the association asks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.models import AuditLine
from wolouj.support.first import first_directory
from wolouj.support.models import Condition, Offer, Provider

_BY_HAND = ("support_corrected", "support_checked", "support_told")
_ASIDE = {"key", "checked_on"}
"""What the file says of an entry that is no correction: its name there, and when the project last looked."""
_ELSEWHERE = {"body", "address", "phone", "email", "url", "provinces", "papers_ar", "papers_fr", "opens_on", "ends_on"}
"""What the file never says: whoever told only that did not correct what it says."""
_OF_CONDITION = ("about", "least", "most", "kinds", "text_ar", "text_fr", "sure", "source")


@dataclass(frozen=True, slots=True)
class Change:
    """What the newer directory says otherwise of one entry.

    Attributes:
        fields: name -> (what stands, what the file says).
        gone, come: conditions that only stand here; that only the file has.
        conditions: every condition as the file has it; ``None`` when they are the same.
        by_hand: somebody wrote this entry herself.
    """

    row: Provider | Offer
    fields: dict[str, tuple[Any, Any]]
    by_hand: bool
    told: dict[str, Any] = field(repr=False)
    conditions: list[dict[str, Any]] | None = None
    gone: tuple[dict[str, Any], ...] = ()
    come: tuple[dict[str, Any], ...] = ()


def changes(bodies: Iterable[UUID], *, lock: bool = False) -> list[Change]:
    """What the directory of this version corrects in the entries these associations keep; four queries at most."""
    kept = Provider.objects.filter(kept_by__in=list(bodies), removed_at=None).exclude(key="").order_by("key")
    providers = {row.key: row for row in (kept.select_for_update(of=("self",)) if lock else kept)}
    mine = Offer.objects.filter(provider__in=providers.values(), removed_at=None).exclude(key="")
    offers = {row.key: row for row in mine.select_related("provider").prefetch_related("conditions")}
    found = list(_differing(providers, offers))
    hands = _by_hand([each.row for each in found])
    return [_signed(each, hands) for each in found]


def _differing(providers: dict[str, Provider], offers: dict[str, Offer]) -> Iterator[Change]:
    for told in first_directory():
        if (body := providers.get(told.key)) is not None and (differs := _differs(body, told.fields)):
            yield Change(body, differs, False, told.fields)
        for fields, conditions in told.offers:
            if (offer := offers.get(fields["key"])) is None:
                continue
            differs, now = _differs(offer, fields), [_said(row) for row in offer.conditions.all()]
            then = [{name: row[name] for name in _OF_CONDITION} for row in conditions]
            if differs or now != then:
                gone = tuple(row for row in now if row not in then)
                come = tuple(row for row in then if row not in now)
                yield Change(offer, differs, False, fields, None if now == then else conditions, gone, come)


def _differs(row: Provider | Offer, told: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    return {
        name: (getattr(row, name), value)
        for name, value in told.items()
        if name not in _ASIDE and getattr(row, name) != value
    }


def _said(row: Condition) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _OF_CONDITION}


def _signed(each: Change, hands: set[str]) -> Change:
    return Change(
        each.row, each.fields, str(each.row.pk) in hands, each.told, each.conditions, each.gone, each.come
    )  # fmt: skip


def _by_hand(rows: list[Provider | Offer]) -> set[str]:
    """The entries among these that somebody corrected or checked, or one of whose conditions she wrote. One query."""
    if not rows:
        return set()
    own = {str(row.pk): str(row.pk) for row in rows}
    of = {str(each.pk): str(row.pk) for row in rows if isinstance(row, Offer) for each in row.conditions.all()}
    lines = AuditLine.objects.filter(
        Q(object_type__in=("provider", "offer", "condition"), object_id__in=[*own, *of]) | Q(detail__offer__in=[*own]),
        act__in=_BY_HAND,
    )
    found = set()
    for line in lines.values("object_id", "detail"):
        told = set(line["detail"].get("fields", ()))
        if not told or told - _ELSEWHERE:
            found.add(own.get(line["object_id"]) or of.get(line["object_id"]) or str(line["detail"].get("offer", "")))
    return found


def renew(*, bodies: Iterable[UUID], by: Actor, at: datetime) -> int:
    """Correct the entries nobody wrote herself, as this version's directory says; how many. Again changes nothing."""
    done = 0
    with transaction.atomic():
        for each in changes(bodies, lock=True):
            if each.by_hand:
                continue
            row, names = each.row, sorted(each.fields)
            for name in names:
                setattr(row, name, each.told[name])
            row.checked_on = max(row.checked_on, each.told["checked_on"])
            row.save(update_fields=[*names, "checked_on"])
            if each.conditions is not None and isinstance(row, Offer):
                row.conditions.all().delete()
                made = (Condition(offer=row, position=i, **told) for i, told in enumerate(each.conditions))
                Condition.objects.bulk_create(made)
            detail = {"fields": names, "conditions": each.conditions is not None}
            audit.record(at=at, by=by, act="support_renewed", about=row, detail=detail)
            done += 1
    return done
