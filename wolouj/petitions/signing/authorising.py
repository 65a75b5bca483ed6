"""The authorisation of the CNDP, as the operator records it, and the erasure that ends it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair
from wolouj.people.models import Membership, Person
from wolouj.people.roles import Role
from wolouj.petitions.models import Petition
from wolouj.petitions.signing import queries
from wolouj.petitions.signing.models import Authorisation, Erasure, Rule, Scan, Signature

STAFF = (Role.COACH, Role.MANAGER)


def keepers_of(petition: Petition, *, on: date) -> list[Person]:
    """Who may be named keeper: the people who work for its body that day."""
    live = Membership.objects.filter(body=petition.body_id, role__in=STAFF, since__lte=on)
    live = live.exclude(until__lt=on)
    return list(Person.objects.filter(id__in=live.values("person"), erased_at=None).order_by("full_name", "id"))


def record(
    *, petition: Petition, number: str, granted_on: date, purpose: str, keep_until: date, keeper: Person, by: Actor,
    at: datetime,
) -> Authorisation:  # fmt: skip
    """Write what the CNDP allowed; lines may be entered from now on.

    Raises:
        BadInput: one is live already, its days do not follow, or the keeper does not work for the body.
    """
    on = timezone.localdate(at)
    if granted_on > on:
        raise BadInput(pair("petitions.day_to_come"), field="granted_on")
    if keep_until <= max(granted_on, on):
        raise BadInput(pair("petitions.keep_after"), field="keep_until")
    if keeper not in keepers_of(petition, on=on):
        raise BadInput(pair("petitions.keeper_elsewhere"), field="keeper")
    with transaction.atomic():
        Petition.objects.select_for_update().get(pk=petition.pk)
        if queries.authorisation_of(petition) is not None:
            raise BadInput(pair("petitions.already_authorised"), field="number")
        row = Authorisation.objects.create(
            petition=petition, number=number, granted_on=granted_on, purpose=purpose, keep_until=keep_until,
            keeper=keeper, recorded_at=at,
        )  # fmt: skip
        detail = {"petition": petition.pk, "number": number, "granted_on": granted_on, "keep_until": keep_until}
        audit.record(at=at, by=by, act="cndp_recorded", about=row, detail=detail, concerns=keeper.pk)
    return row


def change_keeper(*, authorisation: Authorisation, keeper: Person, by: Actor, at: datetime) -> None:
    """Another person of the body keeps the lines.

    Raises:
        BadInput: she does not work for the body, or keeps them already.
    """
    with transaction.atomic():
        row = Authorisation.objects.select_for_update().get(pk=authorisation.pk)
        if keeper not in keepers_of(row.petition, on=timezone.localdate(at)):
            raise BadInput(pair("petitions.keeper_elsewhere"), field="keeper")
        if row.keeper_id == keeper.pk:
            raise BadInput(pair("petitions.keeper_same"), field="keeper")
        row.keeper = authorisation.keeper = keeper
        row.save(update_fields=["keeper"])
        audit.record(at=at, by=by, act="keeper_changed", about=row, concerns=keeper.pk)


def end(*, authorisation: Authorisation, by: Actor, at: datetime) -> Erasure:
    """It ends before its day: every line and scan is erased at once."""
    return _erase(authorisation, Rule.ENDED, by=by, at=at)


def erase_what_is_over(*, by: Actor, at: datetime) -> int:
    """Erase the lines whose day is over. Run once a day; again, it finds nothing. Returns how many lines."""
    found = list(queries.over(on=timezone.localdate(at)))
    return sum(_erase(row, Rule.RETENTION, by=by, at=at).lines for row in found)


def _erase(authorisation: Authorisation, rule: Rule, *, by: Actor, at: datetime) -> Erasure:
    """Delete lines and scans, end the authorisation, write the proof: all of it or nothing."""
    with transaction.atomic():
        row = Authorisation.objects.select_for_update().get(pk=authorisation.pk)
        lines, _ = Signature.objects.filter(petition=row.petition_id).delete()
        scans, _ = Scan.objects.filter(batch__petition=row.petition_id).delete()
        row.ended_on = authorisation.ended_on = timezone.localdate(at)
        row.save(update_fields=["ended_on"])
        proof = Erasure.objects.create(
            petition_id=row.petition_id, authorisation=row, rule=rule, lines=lines, scans=scans, at=at
        )
        detail = {"rule": str(rule), "lines": lines, "scans": scans, "keep_until": row.keep_until}
        audit.record(at=at, by=by, act="signatures_erased", about=proof, detail=detail)
    return proof
