"""What anybody reads: what helps, and one offer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rulebook.engine import format as fmt
from wolouj.foundation import clock
from wolouj.foundation.words import active
from wolouj.people.permissions import may, required
from wolouj.programme.models import Call
from wolouj.structures.queries import structures_of
from wolouj.support import queries
from wolouj.support.forms.directory import FindForm, FourQuestionsForm
from wolouj.support.forms.help import AnswersForm
from wolouj.support.loading import load_offer
from wolouj.support.models import Offer
from wolouj.support.page import directory as page
from wolouj.support.page import help as asked_page
from wolouj.support.suiting import Told, suited, told_by

A_PAGE = 25
"""Rows of one page of the directory."""


@required("see", "offer")
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """What helps, found by need, province and words."""
    form = FindForm(request.GET)
    asked, on = form.asked(), clock.today()
    calls = [] if asked.need or asked.words else queries.calls_for(asked.province, at=clock.now())
    # All needs are counted in the same place, so that none leads to an empty list.
    there = queries.found(replace(asked, need=""), on=on)
    found = [*calls, *(row for row in there if asked.need in ("", row.need))]
    shown = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    rows = [page.call_row(row) if isinstance(row, Call) else page.offer_row(row, on) for row in shown]
    context = {
        "form": form, "groups": page.by_standing(rows), "n": len(found), "asked": asked,
        "narrowed": asked != queries.Asked(), "needs": page.needs(there, asked.need, request.GET),
        "place": page.place_of(asked.province), "all_needs": _asking(request, "need"),
        "before": _asking(request, "page", page=str(shown.previous_page_number())) if shown.has_previous() else "",
        "after": _asking(request, "page", page=str(shown.next_page_number())) if shown.has_next() else "",
        "sample": any(row["sample"] for row in rows),
        "keeps": may(request.actor, "change", "offer"),
    }  # fmt: skip
    return render(request, "support/find.html", context)


def _asking(request: HttpRequest, without: str, **also: str) -> str:
    """The same question with something left out, and something else."""
    asked = request.GET.copy()
    for name in ("page", without):
        asked.pop(name, None)
    asked.update(also)
    return f"?{asked.urlencode()}"


@required("see", load_offer)
@require_safe
def offer(request: HttpRequest, thing: Offer) -> HttpResponse:
    """One offer: what, for whom, on what conditions, how sure, checked when, whom to ask."""
    context = page.offer_page(thing, clock.today()) | {
        "keeps": may(request.actor, "change", thing), "removes": may(request.actor, "delete", thing),
    }  # fmt: skip
    return render(request, "support/offer.html", context)


@required("see", "card")
@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """What was answered and reviewed, for anybody: found by words, under what it is about."""
    form = AnswersForm(request.GET)
    found = queries.cards_with(form.words())
    shown = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form, "groups": asked_page.by_subject(shown), "n": len(found), "narrowed": bool(form.words()),
        "before": _asking(request, "page", page=str(shown.previous_page_number())) if shown.has_previous() else "",
        "after": _asking(request, "page", page=str(shown.next_page_number())) if shown.has_next() else "",
    }  # fmt: skip
    return render(request, "support/answers.html", context)


@required("see", "offer")
def for_me(request: HttpRequest) -> HttpResponse:
    """What could help me: from my structure's own facts, or from four questions. Nothing is kept."""
    on = clock.today()
    mine = list(structures_of(request.actor.principal)) if may(request.actor, "see", "structure") else []
    if request.method == "POST" or not mine or "ask" in request.GET:
        form = FourQuestionsForm(request.POST if request.method == "POST" else None)
        shown = _suited(form.told(), on) if request.method == "POST" and form.is_valid() else {}
        context = {"form": form, "asked": bool(shown), "mine": bool(mine)} | shown
        return render(request, "support/for_me.html", context, status=422 if form.errors else 200)
    asked = request.GET.get("structure", "")
    structure = next((row for row in mine if str(row.pk) == asked), mine[0])
    told = told_by(structure, on=on)
    others = [(row.pk, fmt.isolate_auto(row.shown_name(active()))) for row in mine if row.pk != structure.pk]
    context = _suited(told, on) | {
        "asked": True, "structure": fmt.isolate_auto(structure.shown_name(active())), "others": others,
        "facts": page.told_facts(told), "mine": True,
    }  # fmt: skip
    return render(request, "support/for_me.html", context)


def _suited(told: Told, on: date) -> dict[str, Any]:
    """The offers against what was told, with the calls of the programme."""
    asked = queries.Asked(need=told.need, province=told.province, kind=told.kind)
    shown = page.suited_page(suited(queries.found(asked, on=on, conditions=True), told, on=on), on)
    calls = [] if told.need else [page.call_row(call) for call in queries.calls_for(told.province, at=clock.now())]
    return shown | {"may_help": page.by_standing([*calls, *shown["may_help"]])}
