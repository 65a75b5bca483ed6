"""What the page of buyers' names shows, as plain values. A fixed number of queries, however many names there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from rulebook.engine import format as fmt
from wolouj.foundation.words import active, say
from wolouj.notices import merging
from wolouj.notices.models import BuyerApart, BuyerMerge, BuyerProposal
from wolouj.notices.telling import listed, place_names

PAGE = 10
MOST_PAGES = 1000


def names_page(chosen: str, page: str) -> dict[str, Any]:
    """The list ``chosen`` (``merged``, ``apart``, or what waits), and how many each holds."""
    merged = BuyerMerge.objects.filter(undone_at=None).select_related("kept", "other")
    apart = BuyerApart.objects.filter(undone_at=None).select_related("one", "other")
    lists: dict[str, QuerySet[Any]] = {"": merging.waiting(), "merged": merged, "apart": apart}
    chosen = chosen if chosen in lists else ""
    number = min(int(page), MOST_PAGES) if page.isascii() and page.isdigit() and len(page) < 6 and int(page) else 1
    rows = list(lists[chosen][(number - 1) * PAGE : number * PAGE + 1])
    shown: dict[str, Callable[[Any], dict[str, Any]]] = {"": _proposed, "merged": _merged, "apart": _apart}
    return {
        "rows": [shown[chosen](row) for row in rows[:PAGE]],
        "chosen": chosen,
        "lists": [
            {"word": say("notices.buyers_asked", n=lists[""].count()), "url": _url(""), "now": chosen == ""},
            {"word": say("notices.buyers_merged", n=merged.count()), "url": _url("merged"), "now": chosen == "merged"},
            {"word": say("notices.buyers_apart", n=apart.count()), "url": _url("apart"), "now": chosen == "apart"},
        ],
        "before": _url(chosen, number - 1) if number > 1 else "",
        "after": _url(chosen, number + 1) if len(rows) > PAGE else "",
    }


def _url(chosen: str, number: int = 1) -> str:
    told = [f"list={chosen}"] * bool(chosen) + [f"page={number}"] * (number > 1)
    return reverse("notices:buyers") + ("?" + "&".join(told) if told else "")


def _proposed(row: BuyerProposal) -> dict[str, Any]:
    return {
        "kept": row.kept.name,
        "other": row.other.name,
        "where": listed(dict.fromkeys(filter(None, (_place(row.kept), _place(row.other)))), active()),
        "score": say("notices.buyers_likeness", n=int(row.score * 100)),
        "why": [say(f"notices.same_why_{each}") for each in row.reasons],
        "url": reverse("notices:buyers_answer", args=[row.id]),
    }


def _place(buyer: Any) -> str:
    """Where the name says it is, in this language; empty when it does not."""
    code = buyer.commune or buyer.province or buyer.region
    found = place_names([code], active()) if code else []
    return found[0] if found else ""


def _merged(row: BuyerMerge) -> dict[str, Any]:
    said = say("notices.buyers_by_us", day=row.at) if row.automatic else say("notices.buyers_by_person", day=row.at)
    return _said(row, row.kept.name, row.other.name, said, "merged")


def _apart(row: BuyerApart) -> dict[str, Any]:
    return _said(row, row.one.name, row.other.name, say("notices.buyers_apart_by", day=row.at), "apart")


def _said(row: BuyerMerge | BuyerApart, first: str, second: str, said: str, name: str) -> dict[str, Any]:
    return {
        "kept": first,
        "other": second,
        "said": said,
        "undo": reverse("notices:buyers_undo", args=[name, row.id]),
        "which": fmt.isolate_auto(second),
    }
