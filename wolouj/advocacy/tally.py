"""What came out of a consultation: choices counted, who was asked by groups, never a small one.

A group under ``difficulties.queries.LEAST`` people is not shown; and when what is hidden could be found again by
subtraction, the next smallest group is hidden with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q

from wolouj.advocacy.models import Consultation, Show, Voter
from wolouj.difficulties.queries import LEAST
from wolouj.meetings.models import Review

SPLITS = ("kind", "sex", "province")


def shown_groups(counts: Mapping[str, int]) -> dict[str, int]:
    """The groups that may be shown, the greatest first. ``""`` (not told) is a group as the others."""
    kept = dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
    hidden = {key: kept.pop(key) for key in [key for key, n in kept.items() if n < LEAST]}
    while hidden and kept and sum(hidden.values()) < LEAST:
        last = next(reversed(kept))
        hidden[last] = kept.pop(last)
    return kept


def groups(consultation: Consultation) -> dict[str, dict[str, int]]:
    """Voters by kind of structure, sex and province, as they told; three queries."""
    rows = Voter.objects.filter(consultation=consultation).order_by()
    return {
        split: shown_groups({row[split]: row["n"] for row in rows.values(split).annotate(n=Count("id"))})
        for split in SPLITS
    }


def result(consultation: Consultation) -> dict[str, Any]:
    """Everything that came out, as it is frozen at the closing. Whole numbers and texts only.

    ``people`` are voters by phone and hands raised, added: somebody may have done both, and the page says so. A choice
    is counted in public only when enough people took part in all.
    """
    shows = list(consultation.shows.all())
    options: list[dict[str, Any]] = [
        {
            "text_ar": row.text_ar, "text_fr": row.text_fr, "votes": row.votes,
            "hands": sum(int(show.hands.get(str(row.pk), 0)) for show in shows),
        }
        for row in consultation.options.all()
    ]  # fmt: skip
    voters = consultation.voters.count()
    hands = sum(row["hands"] for row in options)
    told = consultation.proposals.aggregate(n=Count("id"), shown=Count("id", filter=Q(review=Review.PUBLISHED)))
    return {
        "options": options, "voters": voters, "hands": hands, "people": voters + hands,
        "present": sum(show.present for show in shows), "women": _women(shows), "groups": groups(consultation),
        "proposals": told["n"], "published": told["shown"],
    }  # fmt: skip


def _women(shows: list[Show]) -> int | None:
    """Women among those present, when they were counted each time."""
    counted = [show.women for show in shows if show.women is not None]
    return sum(counted) if counted and len(counted) == len(shows) else None


def enough(found: Mapping[str, Any]) -> bool:
    """Whether enough people took part for a result to be shown at all."""
    return int(found["people"]) >= LEAST


def best(found: Mapping[str, Any]) -> dict[str, Any] | None:
    """The option most chosen, alone at the head; ``None`` on a tie, or without any vote."""
    ranked = sorted(found["options"], key=lambda row: -(row["votes"] + row["hands"]))
    if not ranked or not ranked[0]["votes"] + ranked[0]["hands"]:
        return None
    if len(ranked) > 1 and ranked[1]["votes"] + ranked[1]["hands"] == ranked[0]["votes"] + ranked[0]["hands"]:
        return None
    return dict(ranked[0])
