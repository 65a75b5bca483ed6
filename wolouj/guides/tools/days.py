"""My calendar for this notice: the law's milestones, with Morocco's holidays; also as a file for the phone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from rulebook.deadlines import Dated, Known, Milestone, NoTimeline, Tender
from rulebook.engine.facts import BuyerRules, Notice, Procedure
from rulebook.engine.format import CASABLANCA, local
from wolouj.foundation.words import pair
from wolouj.guides.tools.shown import Shown
from wolouj.notices.calendar import CHECKS, days_file, days_of

ORDER = "purchase_order"
KNOWN = ("commission", "informed", "invited", "served")


@dataclass(frozen=True, slots=True)
class Days:
    """What the page of days draws: the milestones with a day, those without, and the delay looked at."""

    dated: tuple[Milestone, ...]
    later: tuple[Milestone, ...]


def answer(asked: Mapping[str, Any], *, at: datetime) -> Shown:
    """Days for a ``kind`` of notice, ``published``, closing on ``deadline`` at ``hour``, and what happened since."""
    try:
        found = _days(asked, at=at)
    except NoTimeline as none:
        return Shown("unknown", pair("guides.days_none"), why=(none.text,))
    todo = [one for one in found.milestones if one.day and one.day >= local(at).date() and one.key not in CHECKS]
    first = todo[0] if todo else None
    why = (pair("guides.days_next", title=first.title, day=first.day),) if first else (pair("guides.days_past"),)
    return Shown(
        sign="wait",
        word=pair("guides.days_word", n=sum(one.day is not None for one in found.milestones)),
        why=why,
        questions=found.questions,
        more=Days(
            tuple(one for one in found.milestones if one.day),
            tuple(one for one in found.milestones if not one.day),
        ),
    )


def file(asked: Mapping[str, Any], *, at: datetime) -> bytes | None:
    """The same as a calendar file; ``None`` when nothing can be dated."""
    try:
        return days_file(_notice(asked), _days(asked, at=at), at=at)
    except NoTimeline:
        return None


def _days(asked: Mapping[str, Any], *, at: datetime) -> Dated:
    tender = None if asked["kind"] == ORDER else Tender(asked["kind"])
    known = Known(**{name: asked.get(name) for name in KNOWN})
    return days_of(_notice(asked), on=local(at).date(), known=known, tender=tender)


def _notice(asked: Mapping[str, Any]) -> Notice:
    order = asked["kind"] == ORDER
    return Notice(
        procedure=Procedure.PURCHASE_ORDER if order else Procedure.TENDER,
        rulebook=BuyerRules.DECREE,
        reference=asked.get("reference") or "",
        published=_at(asked["published"], time(9)) if asked.get("published") else None,
        deadline=_at(asked["deadline"], asked.get("hour") or time(10)) if asked.get("deadline") else None,
    )


def _at(day: Any, hour: time) -> datetime:
    return datetime.combine(day, hour, CASABLANCA)
