"""Closing an edition: results against targets, lessons; what the design of a later call makes of them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import active, say
from wolouj.people.permissions import may, required
from wolouj.programme.models import Call
from wolouj.results.actions import editions as actions
from wolouj.results.forms import CarryForm, LessonForm
from wolouj.results.loading import Carrying, OfEdition, load_carrying, load_edition, load_lesson
from wolouj.results.models import Edition, Lesson
from wolouj.results.page import editions as page
from wolouj.results.page.desk import text
from wolouj.results.page.periods import period_row
from wolouj.results.views.indicators import form_page, head


@required("see", load_edition)
@require_safe
def edition(request: HttpRequest, thing: OfEdition) -> HttpResponse:
    """One edition: its results, its lessons, and how it is closed."""
    call = thing.call
    closed = Edition.objects.filter(call=call).select_related("period__programme").first()
    period = closed.period if closed else actions.last_frozen(call)
    context = head(call.programme) | {
        "call": call, "name": text(call, "title"), "closed": closed, "period": period_row(period) if period else None,
        "rows": page.results(period), "lessons": [
            page.lesson_row(row, closed) | {"later": page.made_of(row)} for row in page.lessons_of(call)
        ],
        "makes": may(request.actor, "change", thing),
        "hinders": [] if closed else [getattr(why, active()) for why in actions.hinders(call, period)],
    }  # fmt: skip
    return render(request, "results/edition.html", context)


@required("change", load_edition)
def learn(request: HttpRequest, thing: OfEdition) -> HttpResponse:
    """Write a lesson with what shows it."""
    return _lesson(request, thing.call, None)


@required("change", load_lesson)
def relearn(request: HttpRequest, thing: Carrying) -> HttpResponse:
    """Mend a lesson while its edition is open."""
    return _lesson(request, thing.call, thing.lesson)


def _lesson(request: HttpRequest, call: Call, lesson: Lesson | None) -> HttpResponse:
    period = actions.last_frozen(call)
    figures = list(period.figures.all()) if period else []
    if lesson is not None and lesson.figure is not None and lesson.figure not in figures:
        figures.append(lesson.figure)
    form = LessonForm(request.POST or None, figures=figures, lesson=lesson)
    back = reverse("results:edition", args=[call.pk])
    if request.method == "POST" and form.is_valid():
        try:
            actions.learn(call=call, fields=form.told(), by=request.actor, at=clock.now(), lesson=lesson)
        except BadInput as fault:
            form.add_error(fault.field, getattr(fault.text, active()))
        else:
            messages.success(request, say("results.saved"))
            return redirect(back)
    return form_page(request, form, "lesson_title", back, intro=say("results.lesson_why"))


@require_POST
@required("change", load_edition)
def close(request: HttpRequest, thing: OfEdition) -> HttpResponse:
    """Close the edition."""
    try:
        actions.close(call=thing.call, by=request.actor, at=clock.now())
        messages.success(request, say("results.closed_done"))
    except BadInput as fault:
        messages.error(request, getattr(fault.text, active()))
    return redirect("results:edition", call_id=thing.call.pk)


@required("see", load_edition)
@require_safe
def design(request: HttpRequest, thing: OfEdition) -> HttpResponse:
    """What earlier editions taught, for who designs this call."""
    context = head(thing.call.programme) | {
        "call": thing.call, "name": text(thing.call, "title"),
        "rows": [page.carried_row(row) for row in page.earlier(thing.call)],
        "makes": may(request.actor, "change", thing),
    }  # fmt: skip
    return render(request, "results/design.html", context)


@required("change", load_carrying)
def carry(request: HttpRequest, thing: Carrying) -> HttpResponse:
    """What this call makes of one lesson."""
    known = thing.lesson.carried.filter(call=thing.call).first()
    initial = {"kept": "yes" if known.kept else "no", "how": known.how} if known else {}
    form = CarryForm(request.POST or None, initial=initial)
    back = reverse("results:design", args=[thing.call.pk])
    if request.method == "POST" and form.is_valid():
        given = {"kept": form.cleaned_data["kept"] == "yes", "how": form.cleaned_data["how"]}
        try:
            actions.carry(lesson=thing.lesson, call=thing.call, **given, by=request.actor, at=clock.now())
        except BadInput as fault:
            form.add_error(fault.field, getattr(fault.text, active()))
        else:
            messages.success(request, say("results.saved"))
            return redirect(back)
    return form_page(request, form, "carry_title", back, intro=text(thing.lesson, "text"))
