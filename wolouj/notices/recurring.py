"""What a buyer buys again: the same nature in the same month of two years, or three times. The past, never a forecast.

Counted from what is published under all the names of the buyer: the month its notice was published (else closed), or,
for a result without its notice, the month the result was published.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from rulebook.engine import format as fmt
from rulebook.engine.format import Lang
from wolouj.notices.models import STANDING, Buyer, Notice, Result

YEARS = 5
"""Older purchases are another time."""
TIMES = 3
"""Bought so many times, it comes back, whatever the month."""
SHOWN = 4
"""So many months are named on a page, the last ones."""


@dataclass(frozen=True, slots=True)
class Recurring:
    """A nature bought again. ``months`` are the months of the year met in two years at least, perhaps none; ``seen``
    the first day of every month in which it was bought, oldest first, as often as it was bought."""

    nature: int
    months: tuple[int, ...]
    seen: tuple[date, ...]


def recurring(buyer: Buyer, *, at: datetime, is_sample: bool = False) -> list[Recurring]:
    """What ``buyer``, under all its names, bought again as known at ``at``, by nature. Two queries."""
    bought = _bought(buyer.whole_id, at, is_sample=is_sample)
    found = (_again(nature, seen) for nature, seen in sorted(bought.items()))
    return [each for each in found if each is not None]


def seen_before(notice: Notice, *, at: datetime) -> tuple[date, ...]:
    """The months before ``notice`` in which its buyer bought the same nature, when it recurs; else empty. Two queries.

    The notice itself and its own result are no purchase before it. Months of the year met in two years come first;
    three purchases in any months are the other case.
    """
    if notice.nature is None or notice.nature_confidence == "unsure":
        return ()
    bought = _bought(notice.buyer.whole_id, at, is_sample=notice.is_sample, nature=notice.nature, but=notice)
    found = _again(notice.nature, bought.get(notice.nature, []))
    if found is None:
        return ()
    named = [day for day in found.seen if not found.months or day.month in found.months]
    return tuple(dict.fromkeys(named))[-SHOWN:]


def months(days: tuple[date, ...], lang: Lang) -> str:
    """Months with their years in a sentence: "septembre 2024 et septembre 2025"."""
    told = [fmt.month(day, lang) for day in days]
    *first, last = told
    if not first:
        return last
    return f"{', '.join(first)} et {last}" if lang == "fr" else f"{'، '.join(first)} و{last}"


def _again(nature: int, seen: list[date]) -> Recurring | None:
    years: dict[int, set[int]] = defaultdict(set)
    for day in seen:
        years[day.month].add(day.year)
    twice = tuple(sorted(month for month, among in years.items() if len(among) >= 2))
    return Recurring(nature, twice, tuple(sorted(seen))) if twice or len(seen) >= TIMES else None


def _bought(
    whole: UUID, at: datetime, *, is_sample: bool, nature: int | None = None, but: Notice | None = None
) -> dict[int, list[date]]:
    """Nature -> the month of each purchase published until ``at``; what was read with little certainty left out."""
    of_buyer = Q(buyer=whole) | Q(buyer__same_as=whole)
    told = Q(is_sample=is_sample) & (Q(nature__isnull=False) if nature is None else Q(nature=nature))
    asked = of_buyer & told & ~Q(nature_confidence="unsure")
    since = at - timedelta(days=366 * YEARS)
    found: dict[int, list[date]] = defaultdict(list)
    ended: dict[tuple[str, ...], list[datetime]] = defaultdict(list)
    for notice in Notice.objects.filter(STANDING, asked).only("nature", "reference", "published", "deadline"):
        day = notice.published or notice.deadline
        if day is None or not since <= day <= at:
            continue
        ended[notice.reference_key].append(day)
        if notice.nature is not None and (but is None or notice.id != but.id):
            found[notice.nature].append(_month(day))
    results = Result.objects.filter(asked, notice=None, published__range=(since, at)).exclude(outcome="cancelled")
    for number, reference, day in results.values_list("nature", "reference", "published"):
        # Not tied to its notice, and yet probably its result: the same purchase is not counted twice.
        if number is not None and not _ends(ended[Notice(reference=reference).reference_key], day):
            found[number].append(_month(day))
    return found


def _ends(asked: list[datetime], day: datetime) -> bool:
    return any(timedelta(0) <= day - each <= timedelta(days=365) for each in asked)


def _month(day: datetime) -> date:
    return fmt.local(day).date().replace(day=1)
