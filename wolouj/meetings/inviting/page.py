"""What the pages of invitations and of a series show, as plain values."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.urls import reverse

from rulebook.engine import format as fmt
from wolouj.foundation import secret_links
from wolouj.foundation.words import active, say
from wolouj.gatherings.page import JOINT, title_of
from wolouj.meetings.following.page import row_of
from wolouj.meetings.inviting.models import Answer, Invitation, MeetingChange
from wolouj.meetings.inviting.queries import Expected, Held, expected_of
from wolouj.meetings.models import Meeting, Series, both

SIGNS = {Answer.COMES: "go", Answer.SENDS: "go", Answer.NOT: "aside", "": "wait"}


def name_of(row: Invitation) -> str:
    """The body, or the person of the house."""
    shown = row.name or (row.person.shown_name(active()) if row.person else "")
    return fmt.isolate_auto(shown) if shown else say("gatherings.forgotten")


def message_of(meeting: Meeting, url: str) -> str:
    """The text to paste in an SMS or a conversation: what, when, where, and the address to answer."""
    gathering, lang = meeting.gathering, active()
    place = gathering.place(lang)
    return say(
        "meetings.invite_text" if place else "meetings.invite_text_no_place", body=gathering.body.shown_name(lang),
        title=gathering.title(lang), day=gathering.day, place=place,
    ) + f"\n{url}"  # fmt: skip


def invitations_page(meeting: Meeting, rows: list[Invitation], absolute: Callable[[str], str]) -> dict[str, Any]:
    """Counts first, then each invitation with its answer and its text to copy."""
    found = expected_of(rows)
    return {
        "tiles": tiles(found),
        "kinds": [
            {"word": say(f"gatherings.kind_{kind}"), "invited": n, "coming": coming, "not": no}
            for kind, (n, coming, no) in found.by_kind.items()
        ],
        "invitations": [_row(row, meeting, absolute) for row in rows],
    }


def tiles(found: Expected) -> list[dict[str, Any]]:
    """The figures to prepare a room with."""
    told = {"invited": found.invited, "waiting": found.waiting, "people": found.people,
            "transport": found.transport, "children": found.children}  # fmt: skip
    return [{"label": say(f"meetings.tile_{key}"), "n": n} for key, n in told.items()]


def _row(row: Invitation, meeting: Meeting, absolute: Callable[[str], str]) -> dict[str, Any]:
    key = secret_links.opened(row.link_sealed)
    url = absolute(reverse("meetings:invited", args=[key])) if key else ""
    wants = [
        fmt.count(row.comes, "person", active()) if row.comes else "",
        say("meetings.wants_transport") if row.transport else "",
        say("meetings.wants_children", n=row.children) if row.children else "",
        fmt.isolate_auto(row.registration.name) if row.registration and row.registration.name else "",
    ]
    return {
        "id": row.id,
        "name": name_of(row),
        "kind": say(f"gatherings.kind_{row.kind}"),
        "sign": SIGNS[row.answer],
        "word": say(f"meetings.answered_{row.answer or 'waiting'}"),
        "wants": JOINT.join(part for part in wants if part),
        "text": message_of(meeting, url) if url else "",
        "in_house": row.person_id is not None,
    }


def change_row(change: MeetingChange, told: int, others: int) -> dict[str, Any]:
    """What changed, who was told in the house, and how many are to be told by hand."""
    lang = active()
    place = both(change, "place", lang)[0]
    moved = [
        say("meetings.moved_day", before=change.day_before, after=change.day_after)
        if change.day_before != change.day_after else "",
        say("meetings.moved_place", after=place) if change.place_moved and place else "",
    ]  # fmt: skip
    return {
        "id": change.id,
        "what": " ".join(part for part in moved if part) or say("meetings.moved_words"),
        "told": told,
        "others": others,
        "by_hand": fmt.day(change.told_at, lang) if change.told_at else "",
    }


def series_page(series: Series, held: list[Held], *, on: date) -> dict[str, Any]:
    """The meetings of a series one after another: who came, what was promised, what was kept."""
    lang = active()
    all_rows = [row for one in held for row in one.commitments]
    return {
        "name": fmt.isolate_auto(getattr(series, f"name_{lang}") or str(series)),
        "total": len(all_rows),
        "kept": sum(one.kept for one in held),
        "meetings": [
            {
                "title": title_of(one.gathering),
                "day": one.gathering.day,
                "came": one.came,
                "url": reverse("gatherings:show", args=[one.gathering.id]),
                "promised": len(one.commitments),
                "kept": one.kept,
                "rows": [row_of(row, on=on) for row in one.commitments],
            }
            for one in held
        ],
    }
