"""The list behind a figure: who and what it counts, each leading to its own page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse

from rulebook.engine import format as fmt
from wolouj.bids.models import Quote
from wolouj.foundation.words import active, say
from wolouj.programme.models import Participant
from wolouj.results.counting.frame import Frame
from wolouj.results.counting.hits import Count, Hit, Kind
from wolouj.results.counting.splits import WAYS, told_apart
from wolouj.results.models import FollowUp
from wolouj.results.page.worded import group_word, value_word, widest
from wolouj.structures.models import Structure


def rows(hits: Sequence[Hit], frame: Frame, *, manages: bool = False) -> list[dict[str, Any]]:
    """Rows of one page of the list, in a fixed number of queries.

    Args:
        manages: whether who looks may open any coach's visits.
    """
    people = Participant.objects.in_bulk({hit.person for hit in hits})
    named = _records(hits)
    return [_row(hit, people, named, frame) | {"url": _opens(hit, frame, manages=manages)} for hit in hits]


def _records(hits: Iterable[Hit]) -> dict[UUID, str]:
    """What each record is called: the structure's name, the notice's object and buyer."""
    wanted: dict[Kind, list[UUID]] = {kind: [] for kind in Kind}
    for hit in hits:
        wanted[hit.kind].append(hit.record)
    found = {
        row.pk: fmt.isolate_auto(row.shown_name(active()))
        for row in Structure.objects.filter(pk__in=wanted[Kind.STRUCTURE])
    }
    quotes = Quote.objects.filter(pk__in=wanted[Kind.QUOTE]).select_related("notice__buyer")
    for quote in quotes:
        found[quote.pk] = fmt.isolate_auto(f"{quote.notice.reference} · {quote.notice.buyer.name}")
    for row in FollowUp.objects.filter(pk__in=wanted[Kind.FOLLOW_UP]):
        found[row.pk] = say("results.month_n", n=row.month)
    return found


def _row(hit: Hit, people: dict[UUID, Participant], named: dict[UUID, str], frame: Frame) -> dict[str, Any]:
    her, entered = people.get(hit.person), frame.persons.get(hit.person)
    name = her.shown_name(active()) if her is not None else ""
    told = [named.get(hit.record, "")]
    if entered is not None:
        told += [group_word(way, WAYS[way](entered)) for way in ("province", "age")]
    told.append(fmt.day(hit.on, active()))
    if hit.amount is not None:
        told.append(fmt.isolate(fmt.number(hit.amount)))
    return {
        "title": fmt.isolate_auto(name) if name else say("results.nameless"),
        "detail": " · ".join(each for each in told if each),
    }


def _opens(hit: Hit, frame: Frame, *, manages: bool) -> str:
    """Where the record itself is seen; else the file it stands in."""
    taken = frame.accepted.get(hit.person)
    if hit.kind is Kind.LEARNER:
        return reverse("training:learner", args=[hit.record])
    if hit.kind is Kind.VISIT and manages:
        return reverse("coaching:visit_show", args=[hit.record])
    if hit.kind is Kind.FOLLOW_UP and taken is not None:
        return reverse("results:after", args=[taken.id])
    file = hit.record if hit.kind is Kind.APPLICATION else taken.id if taken is not None else None
    return reverse("programme:received_file", args=[file]) if file is not None else ""


def parts(count: Count, frame: Frame, ways: Iterable[str], *, share: bool) -> list[dict[str, Any]]:
    """The figure told apart in each way, as bars."""
    found = []
    for way in ways:
        if way in WAYS:
            rows = told_apart(count, way, frame)
            most = widest((row.value for row in rows), share=share)
            found.append({
                "title": say(f"programme.split_{way}"),
                "rows": [
                    {
                        "word": group_word(way, row.key),
                        "n": value_word(row.value, share=share, measure=count.measure),
                        "share": 100 * (row.value or 0) / most,
                    }
                    for row in rows
                ],
            })  # fmt: skip
    return found
