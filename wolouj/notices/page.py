"""What the pages of this room show, as plain values: no template works anything out."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse

from rulebook.engine import format as fmt
from wolouj.foundation.words import active, say
from wolouj.notices.models import Notice, NoticeDraft
from wolouj.notices.reading import Shown, shown
from wolouj.reference import natures


def how_to_paste() -> list[str]:
    """The three gestures of copying."""
    return [say(f"notices.how_{n}") for n in (1, 2, 3)]


def notice_row(notice: Notice) -> dict[str, str]:
    """A notice in a list."""
    key = "notices.list_detail" if notice.deadline else "notices.list_detail_open"
    values = {"buyer": notice.buyer.name} | ({"deadline": notice.deadline} if notice.deadline else {})
    return {
        "title": fmt.isolate_auto(notice.object),
        "detail": say(key, **values),
        "url": reverse("notices:show", args=[notice.id]),
    }


def draft_row(draft: NoticeDraft) -> dict[str, str]:
    """A draft in a list."""
    name = draft.fields.get("object")
    return {
        "title": fmt.isolate_auto(name) if name else say("notices.draft_untitled"),
        "detail": say("notices.draft_detail", day=draft.made_at),
        "url": reverse("notices:draft", args=[draft.id]),
    }


def draft_page(draft: NoticeDraft) -> dict[str, Any]:
    """The page of a draft: its mark, its facts, what wants a look."""
    read = shown(draft)
    if not read.usable:
        sign, word = "unknown", "draft_missing"
    elif read.doubts or any(line.doubt for line in read.lines):
        sign, word = "watch", "draft_look"
    else:
        sign, word = "go", "draft_ok"
    return {
        "draft": draft,
        "read": read,
        "sign": sign,
        "word": say(f"notices.{word}"),
        "why": say(f"notices.{word}_why"),
        "facts": _facts(read.fields, read.published, read.nature),
        "doubts": _doubts(read, draft),
    }


def notice_page(notice: Notice) -> dict[str, Any]:
    """The page of a confirmed notice."""
    fields = {
        "buyer": notice.buyer.name,
        "reference": notice.reference,
        "places": notice.places,
        "category": notice.category,
        "reserved": notice.reserved,
        "kind": notice.kind,
        "rulebook": notice.rulebook,
        "estimate": notice.estimate,
    }
    nature = natures.nature(notice.nature) if notice.nature else None
    return {"notice": notice, "lines": list(notice.lines.all()), "facts": _facts(fields, notice.published, nature)}


def _facts(fields: dict[str, Any], published: datetime | None, nature: Any) -> list[dict[str, str]]:
    lang = active()
    rows = [
        ("bag", "buyer", fmt.isolate_auto(fields["buyer"]) if fields.get("buyer") else ""),
        ("notice", "reference", fmt.isolate(fields["reference"]) if fields.get("reference") else ""),
        ("place", "places", (", " if lang == "fr" else "، ").join(map(fmt.isolate_auto, fields.get("places") or []))),
        ("quote", "nature", getattr(nature.short, lang) if nature else ""),
        ("calendar", "published", fmt.day(published, lang) if published else ""),
        ("scale", "rulebook", say(f"notices.rulebook_{fields.get('rulebook') or 'unknown'}")),
        ("coin", "estimate", fmt.money(Decimal(str(fields["estimate"])), lang) if fields.get("estimate") else ""),
        ("person", "reserved", say("notices.reserved_yes") if fields.get("reserved") else ""),
    ]
    return [{"icon": icon, "label": say(f"notices.{key}"), "value": value} for icon, key, value in rows if value]


def _doubts(read: Shown, draft: NoticeDraft) -> list[dict[str, str]]:
    missing = [(name, draft.doubts.get(name) or "missing") for name in read.missing]
    return [
        {"title": say(f"notices.{path}"), "detail": say(f"notices.doubt_{why}")}
        for path, why in (*missing, *read.doubts)
    ]
