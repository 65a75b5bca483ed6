"""What the pages about published minutes show, as plain values."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.urls import reverse

from rulebook.engine import format as fmt
from wolouj.foundation.words import active, say
from wolouj.notices.minutes.forms import read_from
from wolouj.notices.minutes.models import MinutesDraft
from wolouj.people.models import Person

WAITING_SHOWN = 30


def waiting(person: Person) -> list[dict[str, Any]]:
    """What this person sent and did not confirm yet."""
    rows = MinutesDraft.objects.filter(person=person)[:WAITING_SHOWN]
    return [
        {
            "title": _value(row, "object") or _value(row, "reference") or say("notices.minutes.untitled"),
            "detail": _value(row, "buyer") or row.file,
            "url": reverse("notices:minutes_draft", args=[row.id]),
        }
        for row in rows
    ]


def _value(row: MinutesDraft, name: str) -> str:
    return str((row.fields.get(name) or {}).get("value", ""))


def draft_page(draft: MinutesDraft) -> dict[str, Any]:
    """What stands beside the boxes: how it was read, who answered, who was set aside."""
    read = draft.fields
    unread = [name for name in ("reference", "object", "buyer", "finished", "outcome") if not read.get(name)]
    doubts = [
        name for name in ("reference", "object", "buyer", "finished", "outcome")
        if read.get(name) and read[name]["confidence"] == "unsure"
    ]  # fmt: skip
    return {
        "way": say(f"notices.minutes.way.{draft.way}"),
        "ocr": draft.way == "ocr",
        "kind": "go" if not unread and not doubts else "watch",
        "word": say("notices.minutes.all_read" if not unread and not doubts else "notices.minutes.to_check"),
        "why": say("notices.minutes.compare") if not unread else _missing(unread),
        "opening": read_from(read["opening"]) if read.get("opening") else "",
        "bidders": [_bidder(one) for one in read.get("bidders", [])],
        "out": [_out(one) for one in read.get("exclusions", [])],
    }


def _missing(names: list[str]) -> str:
    words = [say(f"notices.minutes.field.{name}") for name in names]
    return say("notices.minutes.not_read", fields=("، " if active() == "ar" else ", ").join(words))


def _bidder(one: dict[str, Any]) -> dict[str, Any]:
    told = [one[name] for name in ("before", "after") if one.get(name)]
    amounts = list(dict.fromkeys(fmt.money(Decimal(each["value"]), active()) for each in told))
    return {"name": one["name"]["value"], "amounts": " ← ".join(amounts) if active() == "ar" else " → ".join(amounts)}


def _out(one: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": one["name"]["value"],
        "stage": say(f"notices.minutes.stage.{one['stage']}"),
        "ground": one.get("ground") or "",
    }
