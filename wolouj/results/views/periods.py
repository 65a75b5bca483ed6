"""Periods: opened, frozen, corrected; the reports; what is missing."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import active, say
from wolouj.people.permissions import may, required
from wolouj.programme.models import Indicator
from wolouj.results import missing as gaps
from wolouj.results import report as reports
from wolouj.results.actions import periods as actions
from wolouj.results.actions import telling
from wolouj.results.counting.freezing import frames, worked_out
from wolouj.results.forms import CorrectionForm, FactsForm, PeriodForm
from wolouj.results.frozen import hits_of
from wolouj.results.loading import (
    Person,
    Report,
    Results,
    load_figure,
    load_period,
    load_person,
    load_programme,
    load_report,
)
from wolouj.results.models import Period, PeriodFigure, ToldLater
from wolouj.results.page import listed
from wolouj.results.page import periods as page
from wolouj.results.page.desk import text
from wolouj.results.views.indicators import A_PAGE, form_page, head, to_date


@required("see", load_programme)
@require_safe
def periods(request: HttpRequest, thing: Results) -> HttpResponse:
    """The periods of a programme."""
    rows = Period.objects.filter(programme=thing.programme)
    context = head(thing.programme) | {
        "rows": [page.period_row(row) for row in rows], "makes": may(request.actor, "create", thing),
    }  # fmt: skip
    return render(request, "results/periods.html", context)


@required("create", load_programme)
def new(request: HttpRequest, thing: Results) -> HttpResponse:
    """A new period."""
    form = PeriodForm(request.POST or None, initial=page.next_period(thing.programme))
    back = reverse("results:periods", args=[thing.programme.pk])
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.open_period(programme=thing.programme, **form.cleaned_data, by=request.actor, at=clock.now())
        except BadInput as fault:
            form.add_error(fault.field, getattr(fault.text, active()))
        else:
            return redirect("results:period", period_id=made.pk)
    return form_page(request, form, "new_period", back, intro=say("results.new_period_why"))


@required("see", load_period)
@require_safe
def period(request: HttpRequest, thing: Period) -> HttpResponse:
    """One period: its figures, its reports; frozen or not."""
    live = worked_out(thing)
    kept = list(thing.figures.prefetch_related("corrections")) if thing.frozen_at else live
    now = page.now_counted(live)
    context = head(thing.programme) | {
        "period": thing, "row": page.period_row(thing),
        "rows": [
            page.figure_row(
                each, thing.programme, now.get(each.indicator_id, each.value), until=thing.ends_on
            )
            for each in kept
        ],
        "reports": page.reports(thing, thing.programme.donors.all()) if may(request.actor, "export", thing) else [],
        "makes": may(request.actor, "change", thing), "over": clock.today() > thing.ends_on,
    }  # fmt: skip
    return render(request, "results/period.html", context)


@require_POST
@required("change", load_period)
def freeze(request: HttpRequest, thing: Period) -> HttpResponse:
    """Keep the figures of a period for good."""
    try:
        actions.freeze(period=thing, by=request.actor, at=clock.now())
        messages.success(request, say("results.frozen_done"))
    except BadInput as fault:
        messages.error(request, getattr(fault.text, active()))
    return redirect("results:period", period_id=thing.pk)


@require_POST
@required("change", load_period)
def drop(request: HttpRequest, thing: Period) -> HttpResponse:
    """Take a period away, while its figures are not kept."""
    try:
        actions.drop(period=thing, by=request.actor, at=clock.now())
    except BadInput as fault:
        messages.error(request, getattr(fault.text, active()))
        return redirect("results:period", period_id=thing.pk)
    messages.success(request, say("results.dropped_done"))
    return redirect("results:periods", programme_id=thing.programme_id)


@required("see", load_figure)
@require_safe
def figure(request: HttpRequest, thing: PeriodFigure) -> HttpResponse:
    """A frozen figure: its exact list, and what was corrected since."""
    frame = frames(thing.period)[1]
    shown = Paginator(hits_of(thing), A_PAGE).get_page(request.GET.get("page"))
    context = head(thing.period.programme) | {
        "figure": thing, "name": text(thing, "text"), "period": page.period_row(thing.period),
        "value": page.shown(thing, thing.told), "target": page.shown(thing, thing.target),
        "measure": say(f"results.measure_{thing.measure}_how") if thing.measure else "",
        "once": page.counts_people(thing), "corrections": page.corrections(thing), "earlier": page.before(thing),
        "parts": page.parts(thing),
        "hand": page.hand(thing) if not thing.measure else None,
        "rows": listed.rows(list(shown), frame, manages=may(request.actor, "change", thing)),
        "before": str(shown.previous_page_number()) if shown.has_previous() else "",
        "after": str(shown.next_page_number()) if shown.has_next() else "",
        "makes": may(request.actor, "change", thing),
    }  # fmt: skip
    return render(request, "results/figure.html", context)


@required("change", load_figure)
def correct(request: HttpRequest, thing: PeriodFigure) -> HttpResponse:
    """Correct a frozen figure, with a reason."""
    form = CorrectionForm(request.POST or None)
    back = reverse("results:figure", args=[thing.pk])
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct(figure=thing, **form.cleaned_data, by=request.actor, at=clock.now())
        except BadInput as fault:
            form.add_error(fault.field, getattr(fault.text, active()))
        else:
            messages.success(request, say("results.saved"))
            return redirect(back)
    return form_page(request, form, "correct_title", back, intro=text(thing, "text"))


@required("export", load_report)
@require_safe
def report(request: HttpRequest, thing: Report) -> HttpResponse:
    """The report of a period to a donor, as a PDF or a workbook."""
    data = reports.file(thing.name, period=thing.period, donor=thing.donor, at=clock.now())
    response = HttpResponse(data, content_type=reports.FILES[thing.name])
    response["Content-Disposition"] = f'inline; filename="{thing.period.ends_on}-{thing.donor.reads}-{thing.name}"'
    return response


@required("see", load_programme)
@require_safe
def missing(request: HttpRequest, thing: Results) -> HttpResponse:
    """What is missing to report, each with where it is mended."""
    found = gaps.gaps(to_date(thing.programme, clock.today()))
    shown = [
        {"title": say(f"results.gap_{gap.key}"), "why": say(f"results.gap_{gap.key}_why"), "count": gap.count,
         "rows": gap.rows, "more": gap.count - len(gap.rows)}
        for gap in found
    ]  # fmt: skip
    counted = bool(found) or Indicator.objects.filter(goal__programme=thing.programme).exists()
    return render(request, "results/missing.html", head(thing.programme) | {"gaps": shown, "counted": counted})


@required("change", load_person)
def facts(request: HttpRequest, thing: Person) -> HttpResponse:
    """What a person's file does not say, told since."""
    her = thing.participant
    told = ToldLater.objects.filter(participant=her).first()
    known = frozenset(name for name in telling.FACTS if telling.says(her, name))
    initial = {name: getattr(told, name) for name in telling.FACTS} if told else {}
    calls = [row.call for row in her.applications.select_related("call__programme").order_by("received_at", "id")]
    provinces = sorted({code for call in calls for code in call.where()})
    form = FactsForm(request.POST or None, known=known, provinces=provinces, initial=initial)
    back = reverse("results:missing", args=[calls[0].programme_id]) if calls else reverse("results:programmes")
    if request.method == "POST" and form.fields and form.is_valid():
        try:
            telling.tell(participant=her, fields=form.cleaned_data, by=request.actor, at=clock.now())
        except BadInput as fault:
            form.add_error(None, getattr(fault.text, active()))
        else:
            messages.success(request, say("results.saved"))
            return redirect(back)
    name = her.shown_name(active()) or say("results.nameless")
    intro = say("results.facts_why" if form.fields else "results.facts_none", who=name)
    return form_page(request, form, "facts_title", back, intro=intro)
