"""How right matching is on labelled rows, for ten invented profiles: what is found, sent, held by the ceiling.

A row is relevant to a profile when one of its accepted labels is among the profile's natures, and its buyer's province
is served or unknown. Each row goes through the reading and the comparison of the product, as a notice without place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from wolouj.matching.fit import Fit, Wants, fit
from wolouj.matching.queries import offer_of
from wolouj.notices.models import Notice
from wolouj.notices.understanding import understood

AT = datetime(2026, 11, 28, 9, 0, tzinfo=ZoneInfo("Africa/Casablanca"))
CEILING = 5
"""Alerts a day: the most a person can choose. All rows are told as if they came in one day."""


def profile(natures: Sequence[int], served: str, seat: str) -> Wants:
    """What one of the ten wants."""
    return Wants(natures=frozenset(natures), served=frozenset(served.split()), seat=seat)


ALL = "01 02 03 04 05 06 07 08 09 10 11 12"
PROFILES = {
    "Ftoum, cooperative: receptions, events": profile([1, 55], "05.081 05.091", "05.081.11.01"),
    "Yassine, printing: office supplies, posters": profile([20, 44], "05.081 05.091", "05.091.01.03"),
    "Karim, company: building, civil works": profile([12, 37], "05.081 05.091 05.301", "05.081.01.01"),
    "hardware shop of a city": profile([2, 17, 47], "06 02 03", "06.141"),
    "computers, with spare parts and ink": profile([3, 5, 13, 50, 51], "01 02 03 04", "04.421"),
    "cleaning cooperative, anywhere": profile([29, 57], ALL, "06.141"),
    "stationer of the south": profile([20, 24, 50], "06 07 09", "07.351"),
    "caterer, hotels and food": profile([1, 27, 55], "01 02 03 04 06 07 09", "03.231"),
    "studies and advice": profile([6, 39], "04 06 07 08", "04.421"),
    "building and installation works": profile([12, 15, 18, 37], "01 02 03 07 08 09", "01.511"),
}


@dataclass(frozen=True, slots=True)
class Seen:
    """One profile on some rows: numbers of rows relevant, found, sent."""

    relevant: frozenset[int]
    found: frozenset[int]
    sent: frozenset[int]


def notice_of(row: dict[str, Any]) -> Notice:
    """The row as the import understands it; nothing is saved."""
    read = understood(row["objet"], row["acheteur"], None, ())
    return Notice(
        object=row["objet"], natures=list(read.natures.natures), nature=next(iter(read.natures.natures), None),
        nature_confidence=read.natures.confidence, place_codes=list(read.places), deadline=AT + timedelta(days=8),
    )  # fmt: skip


def seen(wants: Wants, rows: Sequence[dict[str, Any]], offers: Sequence[Notice]) -> Seen:
    """What the profile is told of these rows."""
    fits: list[tuple[Fit, int]] = []
    for number, notice in enumerate(offers):
        found = fit(wants, offer_of(notice), at=AT)
        if found.fits:
            fits.append((found, number))
    ranked = sorted(fits, key=lambda each: (-each[0].score, each[1]))
    relevant = frozenset(n for n, row in enumerate(rows) if is_relevant(wants, row))
    found_rows = frozenset(number for _, number in fits)
    return Seen(relevant, found_rows, frozenset(number for _, number in ranked[:CEILING]))


def is_relevant(wants: Wants, row: dict[str, Any]) -> bool:
    """Whether it is worth her time, by the labels alone."""
    if not wants.natures & set(row["natures"] or ()):
        return False
    if row["province"] is None:
        return True
    code = f"{row['province'][:2]}.{row['province'][2:]}"
    return any(code.startswith(each) or each.startswith(code) for each in (*wants.served, wants.seat))


def counted(rows: Sequence[dict[str, Any]], profiles: Iterable[Wants] = PROFILES.values()) -> Counter[str]:
    """All profiles together: how many relevant, found, sent, and how many of those found and sent are relevant."""
    offers = [notice_of(row) for row in rows]
    told: Counter[str] = Counter()
    for wants in profiles:
        one = seen(wants, rows, offers)
        told.update(
            relevant=len(one.relevant), found=len(one.found), sent=len(one.sent),
            found_right=len(one.found & one.relevant), sent_right=len(one.sent & one.relevant),
        )  # fmt: skip
    return told
