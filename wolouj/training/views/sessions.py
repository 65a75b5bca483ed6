"""Sessions: planned, held, one tap a learner; the sheet to sign."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import active, say
from wolouj.gatherings import papers
from wolouj.people.permissions import may, required
from wolouj.training import page, queries
from wolouj.training.actions import sessions as actions
from wolouj.training.forms import PlanForm
from wolouj.training.loading import load_expected, load_group, load_session, load_sheet
from wolouj.training.models import Expected, Group, Session
from wolouj.training.views.common import form_page


@required("change", load_group)
def plan(request: HttpRequest, thing: Group) -> HttpResponse:
    """A session of the group."""
    modules = list(queries.modules_of(thing.path))
    staff = queries.staff_of(thing.path.body_id, on=clock.today())
    first = next((row for row in modules if not row.taught), None)  # type: ignore[attr-defined]
    initial = {"module": str(first.pk)} if first else {}
    posted = request.POST if request.method == "POST" else None
    form = PlanForm(posted, modules=modules, staff=staff, on=clock.today(), initial=initial)
    back = reverse("training:group", args=[thing.pk])
    if request.method == "POST" and form.is_valid():
        module, told = form.told()
        made = actions.plan_session(group=thing, module=module, plan=told, by=request.actor, at=clock.now())
        messages.success(request, say("training.planned"))
        return redirect("training:session", session_id=made.pk)
    return form_page(request, form, "plan_session", back, intro=page.text(thing, "name"))


@required("see", load_session)
@require_safe
def show(request: HttpRequest, thing: Session) -> HttpResponse:
    """The trainer's page of one session: who is expected, one tap each."""
    rows = queries.expected_at(thing)
    people = [page.expected_row(row) for row in rows]
    context = page.session_head(thing, clock.today()) | {
        "waiting": [row for row in people if not row["here"]],
        "here": [row for row in people if row["here"]],
        "n": len(people), "levels": page.levels(row.learner.participant for row in rows),
        "marks": may(request.actor, "change", thing), "prepares": may(request.actor, "change", thing.group),
    }  # fmt: skip
    return render(request, "training/session.html", context)


@require_POST
@required("change", load_expected)
def arrive(request: HttpRequest, thing: Expected) -> HttpResponse:
    """One tap: she is here."""
    actions.mark_here(expected=thing, by=request.actor, at=clock.now())
    messages.success(request, say("training.is_here", who=page.name(thing.learner.participant)))
    return redirect("training:session", session_id=thing.session_id)


@require_POST
@required("change", load_expected)
def undo(request: HttpRequest, thing: Expected) -> HttpResponse:
    """She was marked by mistake."""
    actions.undo_here(expected=thing, by=request.actor, at=clock.now())
    messages.success(request, say("training.undone"))
    return redirect("training:session", session_id=thing.session_id)


@require_POST
@required("delete", load_session)
def cancel(request: HttpRequest, thing: Session) -> HttpResponse:
    """It will not be held."""
    group = thing.group_id
    try:
        actions.cancel_session(session=thing, by=request.actor, at=clock.now())
        messages.success(request, say("training.cancelled"))
    except BadInput as fault:
        messages.error(request, getattr(fault.text, active()))
        return redirect("training:session", session_id=thing.pk)
    return redirect("training:group", group_id=group)


@required("see", load_sheet)
@require_safe
def sheet(request: HttpRequest, thing: Session) -> HttpResponse:
    """The sheet to sign, a column for each half-day."""
    name: str = thing.asked_file  # type: ignore[attr-defined]
    _, lang = papers.FILES[name]
    content = papers.attendance_pdf(thing.gathering, lang=lang, public=False, at=clock.now())
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
