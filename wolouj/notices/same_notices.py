"""How likely two notices are one, told by two sources: a score from 0 to 1, with reasons. Pure.

A reference alone is never a key: it is used by every buyer and again each year. Two numbers of one source are two
notices: that source tells them apart itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from rapidfuzz import fuzz

from wolouj.foundation.folding import fold
from wolouj.notices.sources.incoming import CASABLANCA
from wolouj.notices.sources.order_list import SHOW, order_identity
from wolouj.notices.sources.portal import tender_identity

LINKED = 0.9
"""From here they are linked without a person, who may take it back."""
PROPOSED = 0.7
"""From here a person is asked."""
NEAR_DAYS = 45
"""A deadline that moved in one source and not yet in the other lies no further."""
_ALIKE = 40
"""Per cent of likeness under which two objects do not speak of one thing, or not in one language."""
_VERY_ALIKE = 80
_KEYS = re.compile(r"[?&](?:amp;)?(refConsultation|orgAcronyme)=([0-9A-Za-z]{1,20})")


class Why(StrEnum):
    """A reason, worded in both languages under ``notices.one_why_…``."""

    PORTAL_ID = "portal_id"
    """One names the portal's number of the other."""
    REFERENCE = "reference"
    """Same buyer, under whatever name, and same reference."""
    HOUR = "hour"
    DAY = "day"
    PUBLISHED = "published"
    MOVED = "moved"
    """Their deadlines differ by some days: one may have been moved."""
    OBJECT = "object"
    OTHER_OBJECT = "other_object"


@dataclass(frozen=True, slots=True)
class Side:
    """What is compared of a notice. ``buyer`` is the one id of its buyer under all its names."""

    identity: str
    kind: str
    buyer: UUID
    reference: tuple[str, ...]
    object: str
    deadline: datetime | None = None
    published: datetime | None = None
    portal_key: str = ""
    """The identity of the portal's page it names, when another source tells it."""
    is_sample: bool = False

    @property
    def source(self) -> str:
        """Who numbers it: two numbers of one source are two notices. Empty for a person's own."""
        first, _, rest = self.identity.partition(":")
        if first == "ocds" and rest.startswith("ocds-"):  # each publisher has a prefix of its own
            return "-".join(rest.split("-")[:2])
        return first


@dataclass(frozen=True, slots=True)
class Likeness:
    """A score from 0 (not the same) to 1 (certain) and what it rests on."""

    score: float
    reasons: tuple[Why, ...] = ()


NOT = Likeness(0.0)


def likeness(one: Side, other: Side) -> Likeness:
    """How likely both are one notice. Symmetric."""
    if one.is_sample != other.is_sample or one.source == other.source:
        return NOT
    for some, named in ((one, other), (other, one)):
        if some.portal_key and named.identity and some.portal_key == named.identity:
            return Likeness(1.0, (Why.PORTAL_ID,))
    if one.kind != other.kind or one.buyer != other.buyer or not one.reference or one.reference != other.reference:
        return NOT
    if one.portal_key and one.portal_key == other.portal_key:
        return Likeness(1.0, (Why.PORTAL_ID,))
    return _dated(one, other, fuzz.token_set_ratio(fold(one.object), fold(other.object)))


def _dated(one: Side, other: Side, alike: float) -> Likeness:
    """Same buyer and same reference: it hangs on the dates, and the objects may make one doubt."""
    date = _date(one, other)
    if date is None:
        return NOT
    if date is Why.MOVED:
        near = alike >= _VERY_ALIKE
        return Likeness(0.75, (Why.REFERENCE, Why.MOVED, Why.OBJECT)) if near else NOT
    score = {Why.HOUR: 0.97, Why.DAY: 0.95, Why.PUBLISHED: 0.93}[date]
    if alike < _ALIKE:
        return Likeness(score - 0.15, (Why.REFERENCE, date, Why.OTHER_OBJECT))
    return Likeness(score, (Why.REFERENCE, date))


def _date(one: Side, other: Side) -> Why | None:
    if one.deadline is not None and other.deadline is not None:
        if one.deadline == other.deadline:
            return Why.HOUR
        if _day(one.deadline) == _day(other.deadline):
            return Why.DAY
        return Why.MOVED if abs((one.deadline - other.deadline).days) <= NEAR_DAYS else None
    if one.published is not None and other.published is not None and _day(one.published) == _day(other.published):
        return Why.PUBLISHED
    return None


def _day(at: datetime) -> object:
    return at.astimezone(CASABLANCA).date()


def portal_key(texts: Iterable[str]) -> str:
    """The identity of the one page of the portal that addresses in these texts name; empty for none, or for two."""
    found: set[str] = set()
    for text in texts:
        found |= {order_identity(each) for each in SHOW.findall(text)}
        told: dict[str, set[str]] = {"refConsultation": set(), "orgAcronyme": set()}
        for name, value in _KEYS.findall(text):
            told[name].add(value)
        numbers, orgs = told["refConsultation"], told["orgAcronyme"]
        if len(numbers) == len(orgs) == 1 and (number := numbers.pop()).isdigit() and len(number) <= 12:
            found.add(tender_identity(number, orgs.pop()))
        elif numbers or orgs:
            return ""
    return found.pop() if len(found) == 1 else ""
