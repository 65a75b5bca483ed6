"""What a newer directory corrects, as plain values."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from rulebook.engine import format as fmt
from wolouj.foundation.words import active, say
from wolouj.support.models import Offer
from wolouj.support.page.texts import text
from wolouj.support.renewing import Change

_CODED = {"kind": "kind", "need": "need", "believed": "believed", "sure": "sure"}
"""Columns that hold a word of ours -> what its words begin with."""


def rows(changes: list[Change]) -> dict[str, Any]:
    """What would be corrected, and what people wrote themselves and read again."""
    return {
        "ours": [_row(each) for each in changes if not each.by_hand],
        "theirs": [_row(each) for each in changes if each.by_hand],
    }


def _row(each: Change) -> dict[str, Any]:
    offer = isinstance(each.row, Offer)
    body = each.row.provider if isinstance(each.row, Offer) else each.row
    return {
        "title": text(each.row, "title" if offer else "name"), "of": text(body, "name") if offer else "",
        "url": reverse("support:edit_offer" if offer else "support:body", args=[each.row.pk]),
        "fields": [_field(name, now, then) for name, (now, then) in each.fields.items()],
        "gone": [_condition(told) for told in each.gone], "come": [_condition(told) for told in each.come],
        "reordered": each.conditions is not None and not each.gone and not each.come,
    }  # fmt: skip


def _field(name: str, now: Any, then: Any) -> dict[str, str]:
    column = name.removesuffix("_ar").removesuffix("_fr")
    return {"label": say(f"support.newer_col_{column}"), "now": _shown(name, now), "then": _shown(name, then)}


def _shown(name: str, value: Any) -> str:
    if name in _CODED:
        return say(f"support.{_CODED[name]}_{value}")
    if name == "kinds":
        words = f"{say('foundation.comma')} ".join(say(f"support.for_{each}") for each in value)
        return words or say("support.newer_none")
    if isinstance(value, bool):
        return say("support.newer_yes" if value else "support.newer_no")
    return fmt.isolate_auto(str(value)) if value else say("support.newer_none")


def _condition(told: dict[str, Any]) -> dict[str, str]:
    lang = active()
    other = "fr" if lang == "ar" else "ar"
    words = told[f"text_{lang}"] or told[f"text_{other}"]
    return {"text": fmt.isolate_auto(words), "sure": say(f"support.sure_{told['sure']}")}
