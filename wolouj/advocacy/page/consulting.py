"""What the pages of consultations show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse

from rulebook.engine import format as fmt
from wolouj.advocacy.actions.consulting import open_to
from wolouj.advocacy.models import About, Consultation, Proposal, Show
from wolouj.advocacy.page import words
from wolouj.advocacy.tally import SPLITS, enough
from wolouj.difficulties.queries import LEAST
from wolouj.foundation.words import active, say
from wolouj.meetings.models import Review

SHOWN = 30
"""Proposals on a page, the most supported first."""


def standing(row: Consultation, *, on: date) -> tuple[str, str]:
    """The sign of where it stands that day, and its word: one whose last day is over takes nothing."""
    if row.state == "open" and not open_to(row, on=on):
        return "watch", say("advocacy.consultation_over")
    return {"draft": "wait", "open": "go", "closed": "aside"}[row.state], say(f"advocacy.consultation_{row.state}")


def row_of(row: Consultation, url: str, *, on: date) -> dict[str, Any]:
    """One in a list."""
    sign, word = standing(row, on=on)
    return {
        "title": words.text(row, "title", active()),
        "detail": say("advocacy.until", day=row.closes_on),
        "sign": sign,
        "word": word,
        "url": url,
    }


def desk_row(row: Consultation, *, on: date) -> dict[str, Any]:
    """One in the list of those who run it."""
    return row_of(row, reverse("advocacy:consultation", args=[row.pk]), on=on)


def public_row(row: Consultation, *, on: date) -> dict[str, Any]:
    """One in the public list."""
    return row_of(row, reverse("advocacy:take_part", args=[row.code]), on=on)


def _head(row: Consultation, *, on: date) -> dict[str, Any]:
    lang = active()
    sign, word = standing(row, on=on)
    return {
        "title": words.text(row, "title", lang),
        "explained": words.text(row, "text", lang),
        "about": say(f"advocacy.about_{row.about}"),
        "sign": sign,
        "word": word,
        "closes": row.closes_on,
        "body": fmt.isolate_auto(row.body.shown_name(lang)),
        "sample": row.is_sample,
        "open": open_to(row, on=on),
        "draft": row.state == "draft",
        "closed": row.state == "closed",
        "amends": row.about == About.TEXT,
        "code": row.code,
        "options": [words.text(each, "text", lang) for each in row.options.all()],
    }


def proposal_row(row: Proposal, code: str) -> dict[str, Any]:
    """A published proposal, with how many stand behind it."""
    return {
        "text": words.text(row, "text", active()),
        "part": fmt.isolate_auto(row.part) if row.part else "",
        "behind": row.behind,  # type: ignore[attr-defined]
        "url": reverse("advocacy:support", args=[code, row.pk]),
    }


def _published(row: Consultation) -> list[dict[str, Any]]:
    rows = [each for each in row.proposals.all() if each.review == Review.PUBLISHED]
    return [proposal_row(each, row.code) for each in rows[:SHOWN]]


def result_page(found: Mapping[str, Any]) -> dict[str, Any]:
    """What came out, who took part by groups, and the limits of it; nothing when too few took part."""
    if not found or not enough(found):
        return {"few": bool(found), "least": LEAST}
    lang, people = active(), found["people"]
    return {
        "few": False,
        "least": LEAST,
        "people": people,
        "voters": found["voters"],
        "apart": found["voters"] >= LEAST and found["hands"] > 0,
        "hands": found["hands"],
        "present": found["present"],
        "women": found["women"],
        "options": [_option(row, people, apart=found["voters"] >= LEAST) for row in found["options"]],
        "groups": [
            {"title": say(f"advocacy.by_{split}"), "rows": _groups(split, found["groups"][split], lang)}
            for split in SPLITS if found["groups"][split]
        ],
        "proposals": found["proposals"],
        "published": found["published"],
    }  # fmt: skip


def _option(row: Mapping[str, Any], people: int, *, apart: bool) -> dict[str, Any]:
    """A choice and its count; phones and hands told apart only when enough voted by phone: one vote alone is known."""
    n = row["votes"] + row["hands"]
    lang = active()
    text = row[f"text_{lang}"] or row["text_ar"] or row["text_fr"]
    return {
        "word": fmt.isolate_auto(text),
        "n": n,
        "share": Decimal(n * 100) / people,
        "detail": say("advocacy.phone_and_hands", votes=row["votes"], hands=row["hands"]) if apart else "",
    }


def _groups(split: str, counts: Mapping[str, int], lang: fmt.Lang) -> list[dict[str, Any]]:
    return [{"word": _group(split, key, lang), "n": n} for key, n in sorted(counts.items(), key=lambda p: -p[1])]


def _group(split: str, key: str, lang: fmt.Lang) -> str:
    """A group in the plural: several people stand behind each figure."""
    if not key:
        return say("advocacy.not_told")
    if split == "province":
        return words.place_name(key, lang)
    return say(f"advocacy.group_{split}_{key}")


def show_row(row: Show) -> dict[str, Any]:
    """A show of hands in a list."""
    parts = [fmt.day(row.on, active()), say("advocacy.present_n", n=row.present)]
    return {"title": words.text(row, "where", active()) or say("advocacy.show_of_hands"),
            "detail": words.JOINT.join(parts)}  # fmt: skip


def desk_page(row: Consultation, *, on: date) -> dict[str, Any]:
    """A consultation for those who run it. How it is going is not told before it closes: only how many took part."""
    proposals = list(row.proposals.all())
    return _head(row, on=on) | {
        "consultation": row,
        "voted": row.voters.count(),
        "held": [_held(each) for each in proposals if each.review == Review.HELD],
        "aside": [_held(each) for each in proposals if each.review == Review.KEPT_ASIDE],
        "published": _published(row),
        "shows": [show_row(each) for each in row.shows.all()],
        "result": result_page(row.result),
        "cause": {"title": words.text(row.cause, "title", active()),
                  "url": reverse("advocacy:cause", args=[row.cause.pk])} if row.cause else None,
        "over": row.state == "open" and on > row.closes_on,
    }  # fmt: skip


def _held(row: Proposal) -> dict[str, Any]:
    return {
        "text": row.text,
        "detail": fmt.isolate_auto(row.part) if row.part else "",
        "url": reverse("advocacy:proposal", args=[row.pk]),
    }


def public_page(row: Consultation, *, on: date) -> dict[str, Any]:
    """A consultation for anybody: what is asked, what was proposed, and, once closed, what came out."""
    published = _published(row)
    return _head(row, on=on) | {"proposals": published, "result": result_page(row.result)}


def list_page(rows: Iterable[Consultation], *, on: date) -> list[dict[str, Any]]:
    """The list of those who run them."""
    return [desk_row(row, on=on) for row in rows]
