"""What the page of notices told by two sources shows, as plain values. A fixed number of queries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from rulebook.engine import format as fmt
from wolouj.foundation.words import say
from wolouj.notices import linking
from wolouj.notices.models import Notice, NoticeApart, NoticeLink, NoticeProposal

PAGE = 10
MOST_PAGES = 1000


def links_page(chosen: str, page: str) -> dict[str, Any]:
    """The list ``chosen`` (``linked``, ``apart``, or what waits), and how many each holds. Public notices only."""
    public: dict[str, Any] = {"undone_at": None, "other__entered_for": None, "kept__entered_for": None}
    linked = NoticeLink.objects.filter(**public).select_related("kept__buyer", "other__buyer")
    apart = NoticeApart.objects.filter(undone_at=None).select_related("one__buyer", "other__buyer")
    lists: dict[str, QuerySet[Any]] = {"": linking.waiting(), "linked": linked, "apart": apart}
    chosen = chosen if chosen in lists else ""
    number = min(int(page), MOST_PAGES) if page.isascii() and page.isdigit() and len(page) < 6 and int(page) else 1
    rows = list(lists[chosen][(number - 1) * PAGE : number * PAGE + 1])
    shown: dict[str, Callable[[Any], dict[str, Any]]] = {"": _proposed, "linked": _linked, "apart": _apart}
    return {
        "rows": [shown[chosen](row) for row in rows[:PAGE]],
        "chosen": chosen,
        "lists": [
            {"word": say("notices.buyers_asked", n=lists[""].count()), "url": _url(""), "now": chosen == ""},
            {"word": say("notices.one_linked", n=linked.count()), "url": _url("linked"), "now": chosen == "linked"},
            {"word": say("notices.one_apart", n=apart.count()), "url": _url("apart"), "now": chosen == "apart"},
        ],
        "before": _url(chosen, number - 1) if number > 1 else "",
        "after": _url(chosen, number + 1) if len(rows) > PAGE else "",
    }


def _url(chosen: str, number: int = 1) -> str:
    told = [f"list={chosen}"] * bool(chosen) + [f"page={number}"] * (number > 1)
    return reverse("notices:links") + ("?" + "&".join(told) if told else "")


def _side(notice: Notice) -> dict[str, Any]:
    """A notice as one compares it: what, who, by when, told by whom."""
    return {
        "object": notice.object,
        "buyer": notice.buyer.name,
        "reference": notice.reference,
        "deadline": notice.deadline,
        "source": say(f"notices.one_from_{notice.source}"),
        "url": reverse("notices:show", args=[notice.pk]),
        "sample": notice.is_sample,
    }


def _proposed(row: NoticeProposal) -> dict[str, Any]:
    return {
        "sides": [_side(row.kept), _side(row.other)],
        "score": say("notices.buyers_likeness", n=int(row.score * 100)),
        "why": [say(f"notices.one_why_{each}") for each in row.reasons],
        "url": reverse("notices:links_answer", args=[row.pk]),
    }


def _linked(row: NoticeLink) -> dict[str, Any]:
    said = say("notices.one_by_us", day=row.at) if row.automatic else say("notices.one_by_person", day=row.at)
    why = [say(f"notices.one_why_{each}") for each in row.reasons]
    return _said(row, [row.kept, row.other], said, "linked") | {"why": why}


def _apart(row: NoticeApart) -> dict[str, Any]:
    return _said(row, [row.one, row.other], say("notices.buyers_apart_by", day=row.at), "apart") | {"why": []}


def _said(row: NoticeLink | NoticeApart, notices: list[Notice], said: str, name: str) -> dict[str, Any]:
    return {
        "sides": [_side(each) for each in notices],
        "said": said,
        "undo": reverse("notices:links_undo", args=[name, row.pk]),
        "which": fmt.isolate_auto(notices[1].reference),
    }
