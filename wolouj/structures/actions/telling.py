"""What a structure tells of itself: who it is, what it does, where, with whom, under which VAT."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from rulebook.engine.facts import BidderKind, VatStatus
from rulebook.engine.format import local
from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair
from wolouj.people.models import Person
from wolouj.reference import territories
from wolouj.reference.natures import nature
from wolouj.structures.models import (
    IDENTIFIERS,
    Activity,
    Capacity,
    Member,
    Receipts,
    Role,
    Served,
    Structure,
)

DESCRIBED = frozenset(
    {
        *("kind", "name", "name_ar", "registered_on", "ae_activity", "commune", "address", "phone", "email"),
        *("excluded", "rc_court", "local_register_court"),
    }
)
"""The columns :func:`describe` may write."""

OLDEST_YEAR = 1900


@transaction.atomic
def create_structure(
    *, kind: BidderKind, by: Actor, at: datetime, name: str = "", person: UUID | None = None, is_sample: bool = False
) -> Structure:
    """Open a structure for ``person`` (by default the person whose affairs the actor handles), who becomes its member.

    A human being alone is the owner and signs; in a group her role is asked later.
    """
    structure = Structure.objects.create(kind=kind, name=name.strip(), made_at=at, is_sample=is_sample)
    owner = person or by.principal
    if owner is not None:
        alone = structure.is_personal
        Member.objects.create(
            structure=structure,
            person_id=owner,
            name=Person.objects.get(id=owner).full_name,
            role=Role.OWNER if alone else Role.MEMBER,
            may_sign=alone,
        )
    audit.record(at=at, by=by, act="structure_created", about=structure, detail={"kind": kind}, concerns=owner)
    return structure


@transaction.atomic
def describe(structure: Structure, *, by: Actor, at: datetime, **told: Any) -> Structure:
    """Write some of the columns of :data:`DESCRIBED`; a change of nothing writes nothing.

    A new kind takes the VAT statement back, since it was said of another kind, and makes a human being alone the owner.

    Raises:
        TypeError: for a column that is not described here.
        BadInput: for a commune that does not exist, or a day of registration that cannot be.
    """
    if stranger := told.keys() - DESCRIBED:
        raise TypeError(f"describe() does not write {', '.join(sorted(stranger))}")
    if told.get("commune") and territories.commune(told["commune"]) is None:
        raise BadInput(pair("structures.unknown_place"), field="commune")
    if day := told.get("registered_on"):
        if day > local(at).date():
            raise BadInput(pair("structures.day_in_future"), field="registered_on")
        if day.year < OLDEST_YEAR:
            raise BadInput(pair("structures.day_impossible"), field="registered_on")
    told = {key: value.strip() if isinstance(value, str) else value for key, value in told.items()}
    changed = [key for key, value in told.items() if getattr(structure, key) != value]
    for key in changed:
        setattr(structure, key, told[key])
    if "kind" in changed:
        structure.vat_status, structure.vat_stated_on, structure.vat_source = "", None, ""
        changed += ["vat_status", "vat_stated_on", "vat_source"]
        if structure.is_personal:
            structure.members.filter(until=None, person__isnull=False).update(role=Role.OWNER, may_sign=True)
    if changed:
        structure.save(update_fields=changed)
        audit.record(at=at, by=by, act="structure_described", about=structure, detail={"changed": sorted(changed)})
    return structure


@transaction.atomic
def set_identifiers(structure: Structure, numbers: Mapping[str, str], *, by: Actor, at: datetime) -> Structure:
    """Write numbers under their documented names; what is not in ``numbers`` stays. Nothing is refused for its
    form: check digits only warn (:mod:`rulebook.identifiers`), and what was typed is kept."""
    if stranger := numbers.keys() - IDENTIFIERS.keys():
        raise TypeError(f"unknown identifiers: {', '.join(sorted(stranger))}")
    columns = {IDENTIFIERS[key]: value.strip() for key, value in numbers.items()}
    changed = [column for column, value in columns.items() if getattr(structure, column) != value]
    for column in changed:
        setattr(structure, column, columns[column])
    if changed:
        structure.save(update_fields=changed)
        # The line names which numbers changed, never the numbers.
        audit.record(at=at, by=by, act="structure_numbers", about=structure, detail={"changed": sorted(changed)})
    return structure


@transaction.atomic
def state_vat_regime(
    structure: Structure, *, status: VatStatus | None, by: Actor, at: datetime, on: date | None = None, source: str = ""
) -> Structure:
    """Write what the structure states of its VAT; ``None`` takes the statement back: not known.

    Raises:
        BadInput: an exemption without the day it was confirmed and who confirmed it (law: never presumed), an
            auto-entrepreneur stated liable (outside VAT by law 114-13), or a day in the future.
    """
    source = source.strip()
    if status is VatStatus.EXEMPT and structure.kind != BidderKind.AUTO_ENTREPRENEUR and not (on and source):
        raise BadInput(pair("structures.vat_exempt_needs_source"), field="source" if on else "on")
    if status is VatStatus.STANDARD and structure.kind == BidderKind.AUTO_ENTREPRENEUR:
        raise BadInput(pair("structures.vat_ae_outside"), field="status")
    if on is not None and on > local(at).date():
        raise BadInput(pair("structures.day_in_future"), field="on")
    structure.vat_status = status or ""
    structure.vat_stated_on = on if status else None
    structure.vat_source = source if status else ""
    structure.save(update_fields=["vat_status", "vat_stated_on", "vat_source"])
    audit.record(at=at, by=by, act="vat_stated", about=structure, detail={"status": status or "unknown", "on": on})
    return structure


@transaction.atomic
def set_activities(
    structure: Structure, *, natures: Collection[int], words: Iterable[str] = (), by: Actor, at: datetime
) -> list[Activity]:
    """Replace the trades of the structure by these natures and free words."""
    if unknown := [i for i in natures if nature(i) is None]:
        raise BadInput(pair("structures.unknown_nature"), field=f"activities.{unknown[0]}")
    free = list(dict.fromkeys(w.strip()[:120] for w in words if w.strip()))
    structure.activities.all().delete()
    made = Activity.objects.bulk_create(
        [Activity(structure=structure, nature=i) for i in sorted(set(natures))]
        + [Activity(structure=structure, words=w) for w in free]
    )
    detail = {"natures": sorted(set(natures)), "free": len(free)}
    audit.record(at=at, by=by, act="activities_set", about=structure, detail=detail)
    return made


@transaction.atomic
def set_served(structure: Structure, places: Collection[str], *, by: Actor, at: datetime) -> list[Served]:
    """Replace the places served by these HCP codes (communes, provinces, regions)."""
    for code in places:
        if territories.place(code) is None:
            raise BadInput(pair("structures.unknown_place"), field="places")
    structure.served.all().delete()
    made = Served.objects.bulk_create([Served(structure=structure, place=code) for code in sorted(set(places))])
    audit.record(at=at, by=by, act="places_set", about=structure, detail={"places": sorted(set(places))})
    return made


@transaction.atomic
def add_member(
    structure: Structure,
    *,
    name: str,
    role: Role,
    may_sign: bool,
    by: Actor,
    at: datetime,
    person: UUID | None = None,
    since: date | None = None,
) -> Member:
    """Add a human being to the structure. With an account (``person``), she shares its affairs from now on."""
    member = Member.objects.create(
        structure=structure, name=name.strip(), role=role, may_sign=may_sign, person_id=person, since=since
    )
    detail = {"role": role, "may_sign": may_sign, "member": member.pk}
    audit.record(at=at, by=by, act="member_added", about=structure, detail=detail, concerns=person)
    return member


@transaction.atomic
def set_signatories(structure: Structure, roles: Mapping[int, tuple[Role, bool]], *, by: Actor, at: datetime) -> None:
    """Write the role of each member (id -> role, may she sign); other members stay as they are."""
    for member in structure.members.filter(pk__in=roles, until=None):
        member.role, member.may_sign = roles[member.pk]
        member.save(update_fields=["role", "may_sign"])
    audit.record(at=at, by=by, act="signatories_set", about=structure, detail={"members": sorted(roles)})


@transaction.atomic
def end_member(member: Member, *, by: Actor, at: datetime, on: date) -> Member:
    """Date the end of a member's role; the row stays.

    Raises:
        BadInput: the last member with an account cannot leave: nobody could open the structure again.
    """
    others = member.structure.members.filter(until=None, person__isnull=False).exclude(pk=member.pk)
    if member.person_id and not others.exists():
        raise BadInput(pair("structures.last_account"), field="member")
    member.until, member.may_sign = on, False
    member.save(update_fields=["until", "may_sign"])
    detail = {"member": member.pk}
    audit.record(at=at, by=by, act="member_ended", about=member.structure, detail=detail, concerns=member.person_id)
    return member


@transaction.atomic
def set_capacity(
    structure: Structure,
    *,
    by: Actor,
    at: datetime,
    amount_per_month: Decimal | None = None,
    quantities: Iterable[tuple[int | None, str, Decimal]] = (),
) -> list[Capacity]:
    """Replace what can be made in a month: dirhams in all, and quantities as (nature, unit, quantity)."""
    rows = [
        Capacity(structure=structure, nature=n, unit=unit.strip(), quantity_per_month=q) for n, unit, q in quantities
    ]
    if amount_per_month is not None:
        rows.append(Capacity(structure=structure, amount_per_month=amount_per_month))
    structure.capacities.all().delete()
    made = Capacity.objects.bulk_create(rows)
    audit.record(at=at, by=by, act="capacity_set", about=structure, detail={"rows": len(made)})
    return made


@transaction.atomic
def record_receipts(
    structure: Structure, *, year: int, amount: Decimal, by: Actor, at: datetime, buyer: str = ""
) -> Receipts:
    """Write the cash received in a year: the whole year without ``buyer``, the part of one buyer with it.

    A second telling replaces the first.

    Raises:
        BadInput: a negative amount, or a year not begun.
    """
    if amount < 0 or not 2000 <= year <= at.year:
        raise BadInput(pair("structures.receipts_impossible"), field="amount" if amount < 0 else "year")
    row, _ = Receipts.objects.update_or_create(
        structure=structure, year=year, buyer=buyer.strip(), defaults={"amount": amount, "told_at": at}
    )
    detail = {"year": year, "of_one_buyer": bool(buyer.strip())}
    audit.record(at=at, by=by, act="receipts_told", about=structure, detail=detail)
    return row


def set_step(structure: Structure, step: str) -> None:
    """Remember the question the first filling stands at. Not a fact about anybody: no audit line."""
    if structure.setup_step != step:
        structure.setup_step = step
        structure.save(update_fields=["setup_step"])


@transaction.atomic
def finish_setup(structure: Structure, *, by: Actor, at: datetime) -> Structure:
    """The last question of the first filling was passed."""
    set_step(structure, "")
    audit.record(at=at, by=by, act="structure_filled", about=structure)
    return structure


@transaction.atomic
def archive_structure(structure: Structure, *, by: Actor, at: datetime) -> Structure:
    """Put the structure away: it leaves the lists and keeps its history."""
    structure.archived_at = at
    structure.save(update_fields=["archived_at"])
    audit.record(at=at, by=by, act="structure_archived", about=structure)
    return structure
