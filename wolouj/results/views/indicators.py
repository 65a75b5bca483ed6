"""Indicators: the desk of a programme, one indicator with its list, how it is counted."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.files_asked import sent_back
from wolouj.foundation.words import active, say
from wolouj.people.permissions import may, required
from wolouj.programme.models import Programme
from wolouj.results import queries
from wolouj.results.actions import measuring as actions
from wolouj.results.counting.frame import Frame
from wolouj.results.counting.hits import Gives
from wolouj.results.counting.splits import WAYS
from wolouj.results.forms import BY_HAND, HandForm, MeasureForm
from wolouj.results.loading import OfIndicator, Results, ToldFigure, load_indicator, load_programme, load_told
from wolouj.results.page import desk as page
from wolouj.results.page import late, listed
from wolouj.results.page.worded import value_word

A_PAGE = 25
"""Rows of one page of a list."""


@required("see", "results")
@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    """The programmes of her body; straight to the only one."""
    rows = list(queries.programmes_of(request.actor.bodies))
    if len(rows) == 1:
        return redirect("results:desk", programme_id=rows[0].pk)
    shown = [
        {"title": page.text(row, "title"), "url": reverse("results:desk", args=[row.pk]),
         "detail": say("programme.from_to", start=row.starts_on, end=row.ends_on)}
        for row in rows
    ]  # fmt: skip
    return render(request, "results/programmes.html", {"rows": shown})


def to_date(programme: Programme, on: date) -> Frame:
    """From the first day of a programme to today."""
    return Frame(programme, since=programme.starts_on, until=max(on, programme.starts_on))


@required("see", load_programme)
@require_safe
def desk(request: HttpRequest, thing: Results) -> HttpResponse:
    """Every indicator against its target, to date."""
    way = request.GET.get("by", "")
    frame = to_date(thing.programme, clock.today())
    makes = may(request.actor, "change", thing)
    context = head(thing.programme) | {
        "money": page.money(thing.programme) if may(request.actor, "export", thing) else [],
        "late": late.late(frame, manages=makes),
        "until": frame.until, "tiles": page.tiles(frame), "months": page.by_month(frame),
        "rows": [page.indicator_row(each, frame, way) for each in queries.figures(frame)],
        "ways": [
            {"word": say(f"results.by_{key}"), "query": f"?by={key}", "here": key == way} for key in WAYS
        ],
        "all_here": way not in WAYS, "makes": makes,
    }  # fmt: skip
    return render(request, "results/desk.html", context)


def head(programme: Programme) -> dict[str, Any]:
    """What every page of a programme's results says first."""
    return {
        "programme": programme, "title": page.text(programme, "title"), "sample": programme.is_sample,
    }  # fmt: skip


@required("see", load_indicator)
@require_safe
def show(request: HttpRequest, thing: OfIndicator) -> HttpResponse:
    """One indicator: what it says, how it is counted, told apart, and the list behind it."""
    row, frame = thing.indicator, to_date(thing.programme, clock.today())
    found, makes = queries.figure(row, frame), may(request.actor, "change", thing)
    context = head(thing.programme) | {
        "indicator": row, "name": page.text(row, "text"), "row": page.indicator_row(found, frame),
        "measure": say(f"results.measure_{found.measure.key}") if found.measure else "",
        "once": found.measure is not None and found.measure.gives is Gives.PERSONS,
        "how": say(f"results.measure_{found.measure.key}_how") if found.measure else "",
        "base": value_word(row.baseline, share=row.is_share, measure=found.measure),
        "source": page.text(row, "source"), "until": frame.until, "makes": makes,
        "told": [] if found.measure else _told(thing),
    }  # fmt: skip
    if found.count is not None:
        context |= _list(request, found, frame, makes=makes)
    return render(request, "results/indicator.html", context)


def _list(request: HttpRequest, found: queries.Figure, frame: Frame, *, makes: bool) -> dict[str, Any]:
    assert found.count is not None
    shown = Paginator(found.count.hits, A_PAGE).get_page(request.GET.get("page"))
    ways = found.indicator.splits or list(WAYS)
    return {
        "count": found.count, "rows": listed.rows(list(shown), frame, manages=makes),
        "before": str(shown.previous_page_number()) if shown.has_previous() else "",
        "after": str(shown.next_page_number()) if shown.has_next() else "",
        "parts": listed.parts(found.count, frame, ways, share=found.indicator.is_share) if found.count.hits else [],
        "disability": "disability" in ways,
    }  # fmt: skip


def _told(thing: OfIndicator) -> list[dict[str, Any]]:
    return [
        {
            "value": value_word(row.value, share=thing.indicator.is_share),
            "on": row.on,
            "source": row.source,
            "proof": reverse("results:told_proof", args=[row.pk]) if row.proof else "",
        }
        for row in queries.told_by_hand(thing.indicator)[:A_PAGE]
    ]


def form_page(request: HttpRequest, form: forms.Form, key: str, back: str, intro: str = "") -> HttpResponse:
    """The page of one form: ``results.<key>`` is its title."""
    context = {"form": form, "title": say(f"results.{key}"), "intro": intro, "back": back}
    return render(request, "results/form.html", context, status=422 if form.errors else 200)


@required("change", load_indicator)
def choose(request: HttpRequest, thing: OfIndicator) -> HttpResponse:
    """By which measure an indicator is counted."""
    row = thing.indicator
    now = queries.measures_of([row]).get(row.pk)
    form = MeasureForm(request.POST or None, indicator=row, initial={"measure": now.key if now else BY_HAND})
    back = reverse("results:indicator", args=[row.pk])
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data["measure"]
        actions.choose(indicator=row, measure="" if told == BY_HAND else told, by=request.actor, at=clock.now())
        messages.success(request, say("results.saved"))
        return redirect(back)
    return form_page(request, form, "choose_title", back, intro=page.text(row, "text"))


@required("change", load_indicator)
def tell(request: HttpRequest, thing: OfIndicator) -> HttpResponse:
    """A figure told by hand."""
    row, today = thing.indicator, clock.today()
    form = HandForm(request.POST or None, request.FILES or None, today=today, initial={"on": today})
    back = reverse("results:indicator", args=[row.pk])
    if request.method == "POST" and form.is_valid():
        try:
            actions.tell(indicator=row, fields=form.cleaned_data, by=request.actor, at=clock.now())
        except BadInput as fault:
            form.add_error("value", getattr(fault.text, active()))
        else:
            messages.success(request, say("results.saved"))
            return redirect(back)
    return form_page(request, form, "tell_title", back, intro=page.text(row, "text"))


@required("see", load_told)
@require_safe
def told_proof(request: HttpRequest, thing: ToldFigure) -> FileResponse:
    """What shows a figure told by hand, as it was made safe."""
    return sent_back(thing.figure.proof)
