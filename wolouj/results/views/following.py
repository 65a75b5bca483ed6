"""After creation: who waits for a follow-up, one person's three, one sheet."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from rulebook.engine import format as fmt
from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import active, say
from wolouj.people.permissions import may, required
from wolouj.results.actions import following as actions
from wolouj.results.forms import FollowForm
from wolouj.results.loading import Followed, Results, load_followed, load_month, load_programme
from wolouj.results.models import FollowUp
from wolouj.results.page import after as page_after
from wolouj.results.page import following as page
from wolouj.results.views.indicators import A_PAGE, head, to_date


@required("see", load_programme)
@require_safe
def waiting(request: HttpRequest, thing: Results) -> HttpResponse:
    """The follow-ups of a programme: those that wait, then those of the coming month."""
    frame = to_date(thing.programme, clock.today())
    late, soon = page.waiting(frame), page.coming(frame)
    shown = Paginator(late, A_PAGE).get_page(request.GET.get("page"))
    context = head(thing.programme) | {
        "n": len(late), "where": page.by_province(late, frame), "late": page.rows(shown, frame),
        "soon": page.rows(soon[:A_PAGE], frame),
        "before": str(shown.previous_page_number()) if shown.has_previous() else "",
        "after": str(shown.next_page_number()) if shown.has_next() else "",
    }  # fmt: skip
    return render(request, "results/follow_ups.html", context)


@required("see", load_followed)
@require_safe
def after(request: HttpRequest, thing: Followed) -> HttpResponse:
    """One person after her selection: her three follow-ups, and what the product knows by itself."""
    application = thing.application
    frame = to_date(application.call.programme, clock.today())
    writes = may(request.actor, "change", thing)
    person = application.participant.same_as_id or application.participant_id
    context = head(application.call.programme) | {
        "who": _name(thing), "rows": page_after.sheets(application, frame, writes=writes),
        "known": page_after.records(person, frame), "follows": writes,
        "stopped": frame.stopped.get(person),
        "back": reverse("programme:received_file" if writes else "programme:file", args=[application.pk]),
    }  # fmt: skip
    return render(request, "results/after.html", context)


def _name(thing: Followed) -> str:
    name = thing.application.participant.shown_name(active())
    return fmt.isolate_auto(name) if name else say("results.nameless")


@required("change", load_month)
def follow_up(request: HttpRequest, thing: Followed) -> HttpResponse:
    """One sheet: a few taps, in the order one asks."""
    application, today = thing.application, clock.today()
    known = FollowUp.objects.filter(application=application, month=thing.month).first()
    form = FollowForm(
        request.POST or None, known=known, orders=page_after.orders(application), today=today,
        earliest=page_after.opens_on(application, thing.month),
    )  # fmt: skip
    back = reverse("results:after", args=[application.pk])
    if request.method == "POST" and form.is_valid():
        try:
            actions.follow(
                application=application, month=thing.month, fields=form.told(), orders=form.days(),
                by=request.actor, at=clock.now(), is_sample=application.call.programme.is_sample,
            )  # fmt: skip
        except BadInput as fault:
            form.add_error(fault.field, getattr(fault.text, active()))
        else:
            messages.success(request, say("results.saved"))
            return redirect(back)
    context = {
        "form": form, "title": say("results.month_n", n=thing.month), "intro": _name(thing), "back": back,
        "note": say("results.follow_note"),
    }  # fmt: skip
    return render(request, "results/form.html", context, status=422 if form.errors else 200)
