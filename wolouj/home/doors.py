"""The ways into the rooms, for a desk: those the table of rights opens to her, under plain headings.

A door stands here once, whoever it is for, so that no room is left without one and no desk becomes a wall of links.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from wolouj.foundation.words import say
from wolouj.home.day import Day
from wolouj.people.permissions import may
from wolouj.people.standing import Standing


@dataclass(frozen=True, slots=True)
class Door:
    """One way in: its icon, its address, its words (title and why), and the right that opens it."""

    icon: str
    url: str
    title: str
    why: str
    act: str
    thing: str
    alone: bool = False
    """Only while she acts for herself."""


STAFF: dict[str, tuple[Door, ...]] = {
    "people": (
        Door("person", "people:desk", "people.go_desk", "home.people_why", "see", "caseload"),
        Door("helper", "support:desk", "home.support", "home.support_why", "change", "offer"),
        Door("notice", "programme:tasks", "home.marks", "home.marks_why", "see", "mark"),
    ),
    "network": (
        Door("meeting", "meetings:list", "home.meetings", "home.meetings_why", "see", "gathering"),
        Door("question", "difficulties:register", "home.difficulties", "home.difficulties_why", "see", "register"),
        Door("scale", "advocacy:list", "home.causes", "home.causes_why", "see", "cause"),
        Door("share", "petitions:list", "home.petitions", "home.petitions_why", "see", "petition"),
    ),
    "programmes": (
        Door("commitment", "programme:desk", "home.programmes", "home.programmes_why", "see", "programme"),
        Door("calendar", "training:desk", "home.training", "home.training_why", "see", "session"),
        Door("money", "cofinancing:desk", "cofinancing.desk_title", "cofinancing.desk_why", "see", "proposal"),
        Door("bag", "cofinancing:finance", "cofinancing.finance_title", "cofinancing.finance_why", "create", "ledger"),
        Door("check", "results:programmes", "home.results", "home.results_why", "see", "results"),
    ),
    "house": (
        Door("clock", "home:operator", "home.operator", "home.operator_why", "see", "job"),
        Door("notice", "notices:buyers", "people.go_buyers", "home.buyers_why", "see", "buyer"),
        Door("share", "notices:links", "people.go_links", "home.links_why", "see", "buyer"),
        Door("paper", "notices:minutes", "people.go_minutes", "home.minutes_why", "create", "published_minutes"),
    ),
}
"""Of those who work for a body, or keep the house."""

HERS: dict[str, tuple[Door, ...]] = {
    "ask": (
        Door("helper", "support:my_questions", "foundation.ask_help", "home.ask_help_why", "create", "help"),
        Door("place", "support:for_me", "support.for_me_short", "home.for_me_why", "see", "offer"),
        Door("question", "difficulties:tell", "home.tell", "home.tell_why", "create", "difficulty"),
        Door("lock", "difficulties:mine", "home.told", "home.told_why", "see", "difficulty", alone=True),
        Door("file", "petitions:requests", "home.information", "home.information_why", "see", "information"),
    ),
    "part": (
        Door("check", "advocacy:open_list", "home.consultations", "home.consultations_why", "see", "published"),
        Door(
            "share", "petitions:public_list", "home.public_petitions", "home.public_petitions_why", "see", "published"
        ),
    ),
}
"""Of a person, or of who acts for her."""

PUBLIC: tuple[Door, ...] = (
    Door("meeting", "gatherings:find", "home.front_join", "home.front_join_why", "see", "door"),
    Door("check", "advocacy:open_list", "home.front_consultations", "home.consultations_why", "see", "published"),
    Door("scale", "advocacy:public", "home.front_causes", "home.front_causes_why", "see", "published"),
    Door("share", "petitions:public_list", "home.public_petitions", "home.public_petitions_why", "see", "published"),
    Door("commitment", "meetings:promises", "home.front_promises", "home.front_promises_why", "see", "published"),
)
"""Of anybody, without an account."""


def public() -> list[dict[str, Any]]:
    """The doors of the first page. No query."""
    return [_row(door) for door in PUBLIC]


def shaped(rows: Iterable[dict[str, Any]], *, icon: str = "") -> list[dict[str, Any]]:
    """Rows of any room as the desk lists them: what one of them does not say is empty."""
    return [{"icon": icon, "sign": "", "word": "", "detail": "", "url": ""} | row for row in rows]


def groups(actor: Standing, doors: dict[str, tuple[Door, ...]]) -> list[dict[str, Any]]:
    """The groups she may enter, each with its rows; a group without any is left out. No query."""
    found = []
    for name, each in doors.items():
        rows = [_row(door) for door in each if may(actor, door.act, door.thing) and not (door.alone and actor.acting)]
        if rows:
            found.append({"id": f"g-{name}", "title": say(f"home.group_{name}"), "rows": rows})
    return found


def _row(door: Door) -> dict[str, Any]:
    return _told(door.icon, door.url, say(door.title), say(door.why))


def work(day: Day, *, alerts: int) -> list[dict[str, Any]]:
    """Her notices: what she was told today, what fits her, one to add. No query."""
    rows = [
        _told("clock", "alerts:list", say("home.alerts"), say("home.alerts_today", n=alerts) if alerts else ""),
        _told("notice", "notices:new", say("home.no_notice_action"), say("home.no_notice_why")),
    ]
    if day.fitting:
        found = _told("search", "matching:list", say("home.open_matches"), say("home.fitting_n", n=day.fitting))
        rows.insert(0, found)
    return rows


def _told(icon: str, url: str, title: str, detail: str) -> dict[str, Any]:
    return {"icon": icon, "sign": "", "word": "", "title": title, "detail": detail, "url": reverse(url)}
