"""Named ways to read persons, accounts and mandates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import cast
from uuid import UUID

from django.db.models import Q

from rulebook.engine.format import Lang
from wolouj.foundation import audit
from wolouj.foundation.folding import fold
from wolouj.foundation.words import registry, say
from wolouj.people.models import Mandate, Membership, Person, User
from wolouj.people.phones import normalise
from wolouj.people.roles import Role
from wolouj.people.standing import Standing


def sample_accounts_exist() -> bool:
    """Whether anybody could sign in as an invented person: ``wolouj serve`` refuses to start then."""
    return User.objects.filter(person__is_sample=True).exists()


def accounts_named(*, phone: str, name: str) -> list[Person]:
    """The accounts on this phone whose name this is, in either script, small differences of writing aside.

    Raises:
        BadPhone: when the phone cannot be read.
    """
    there = Person.objects.filter(phone=normalise(phone), erased_at=None, user__is_active=True).select_related("user")
    asked = fold(name)
    return [p for p in there if asked and asked in {fold(p.full_name), fold(p.name_ar)}]


@dataclass(frozen=True, slots=True)
class MandateRow:
    """A mandate as a page shows it."""

    id: UUID
    person: UUID
    """The other one: the holder on the giver's page, the giver on the holder's."""
    name: str
    kind: str
    ends_on: date
    live: bool
    revoked_at: datetime | None


def mandates_given(person: UUID, *, on: date, lang: str) -> list[MandateRow]:
    """What she gave, live ones first, then the ended, newest first."""
    rows = Mandate.objects.filter(for_person=person).select_related("holder").order_by("-given_at")
    return _rows([(row, row.holder) for row in rows], on, lang)


def mandates_held(person: UUID, *, on: date, lang: str) -> list[MandateRow]:
    """Those she may use now."""
    rows = Mandate.objects.filter(holder=person, for_person__erased_at=None).select_related("for_person")
    return [row for row in _rows([(m, m.for_person) for m in rows.order_by("-given_at")], on, lang) if row.live]


def _rows(pairs: list[tuple[Mandate, Person]], on: date, lang: str) -> list[MandateRow]:
    made = [MandateRow(m.id, p.id, name_of(p, lang), m.kind, m.ends_on, m.live(on), m.revoked_at) for m, p in pairs]
    return sorted(made, key=lambda row: not row.live)


def name_of(person: Person | None, lang: str) -> str:
    """A name, or the words for somebody who erased hers."""
    return (person.shown_name(lang) if person else "") or say("people.erased_person", cast(Lang, lang))


@dataclass(frozen=True, slots=True)
class DeskRow:
    """Somebody a coach or a manager may help."""

    id: UUID
    name: str
    phone: str
    mandate: UUID | None
    ends_on: date | None


def persons_at_desk(standing: Standing, *, on: date, lang: str) -> list[DeskRow]:
    """Those who gave her a live mandate; for a manager, those her body accompanies and the coaches too. Two queries."""
    held = {m.for_person_id: m for m in Mandate.objects.filter(holder=standing.person, revoked_at=None) if m.live(on)}
    reach = Q(id__in=held)
    if Role.MANAGER in standing.roles:
        live = Membership.objects.filter(body__in=standing.bodies, since__lte=on).exclude(until__lt=on)
        reach |= Q(id__in=live.filter(role__in=[Role.PERSON, Role.COACH]).values("person"))
    persons = Person.objects.filter(reach, erased_at=None).exclude(id__in={standing.person}).order_by("full_name", "id")
    return [
        DeskRow(
            p.id, name_of(p, lang), p.masked_phone,
            held[p.id].id if p.id in held else None, held[p.id].ends_on if p.id in held else None,
        )
        for p in persons
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReadableLine:
    """An audit line a person can read."""

    at: datetime
    what: str
    who: str
    by_herself: bool
    on_behalf: bool


def readable_lines(person: UUID, *, lang: str, limit: int = 200) -> list[ReadableLine]:
    """The latest lines about her, in plain words, with the names of those who acted. Two queries."""
    lines = list(audit.lines_about(person)[:limit])
    ids = {line.person for line in lines if line.person}
    names = {p.id: name_of(p, lang) for p in Person.objects.filter(id__in=ids)}
    operator = say("people.operator", cast(Lang, lang))
    return [
        ReadableLine(
            line.at,
            _what(line.act, lang),
            (names.get(line.person) if line.person else None) or operator,
            line.person == person,
            line.on_behalf_of == person,
        )
        for line in lines
    ]


def _what(act: str, lang: str) -> str:
    """The words of an act: this room's, or those of the room that wrote it; else a plain "other"."""
    for room in ("people", *(name for name in registry() if name != "people")):
        try:
            return say(f"{room}.act_{act}", cast(Lang, lang))
        except KeyError:
            continue
    return say("people.act_other", cast(Lang, lang), act=act)
