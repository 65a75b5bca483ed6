"""Pages about requests for information: the list, one of them, its letters, its days for the calendar."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.files_asked import sent_back
from wolouj.foundation.ics import CALENDAR_TYPE
from wolouj.foundation.words import active, say
from wolouj.people.models import Body
from wolouj.people.permissions import may, required
from wolouj.petitions.actions import NotNow
from wolouj.petitions.information import actions, letters, page, queries
from wolouj.petitions.information.facts import look
from wolouj.petitions.information.forms import SELF, RequestForm, RequestStepForm
from wolouj.petitions.information.loading import RequestProof, load_letter, load_request, load_request_proof
from wolouj.petitions.information.models import InformationRequest


def _bodies(request: HttpRequest) -> list[Body]:
    """The bodies in whose name she may ask."""
    if request.actor.acting:
        return []
    found = Body.objects.filter(id__in=request.actor.bodies).order_by("name_fr")
    return [body for body in found if may(request.actor, "create", InformationRequest(body=body))]


@required("see", "information")
@require_safe
def request_list(request: HttpRequest) -> HttpResponse:
    """Her requests, and those of her body."""
    on, bodies = clock.today(), [body.id for body in _bodies(request)]
    rows = queries.requests_of(request.actor.principal, bodies)
    shown = page.list_page([(row, look(row, on=on)) for row in rows], on=on)
    return render(request, "petitions/requests.html", shown)


@required("create", "information")
def new_request(request: HttpRequest) -> HttpResponse:
    """A new request: of whom, what."""
    form = RequestForm(request.POST if request.method == "POST" else None, bodies=_bodies(request))
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["whose"]
        own = {"person": request.person} if chosen == SELF else {"body": form.bodies[chosen]}
        row = actions.open_request(fields=form.told(), **own, by=request.actor, at=clock.now())
        messages.success(request, say("petitions.saved"))
        return redirect("petitions:request", row.id)
    return _form(request, form, say("petitions.request_new"), reverse("petitions:requests"))


def _form(request: HttpRequest, form: Any, title: str, back: str) -> HttpResponse:
    context = {"form": form, "title": title, "intro": say("petitions.request_intro"), "back": back}
    return render(request, "petitions/form.html", context, status=422 if form.errors else 200)


@required("see", load_request)
@require_safe
def show_request(request: HttpRequest, thing: InformationRequest) -> HttpResponse:
    """One request: its days, what may be said next, its letters."""
    return _page(request, thing)


def _page(request: HttpRequest, row: InformationRequest, step: RequestStepForm | None = None) -> HttpResponse:
    on = clock.today()
    context = page.show_page(row, look(row, on=on), on=on) | {
        "step": step or RequestStepForm(state=row.state, on=on, initial={"on": on}),
        "changes": may(request.actor, "change", row),
    }
    return render(request, "petitions/request.html", context, status=422 if step else 200)


@required("change", load_request)
def reword_request(request: HttpRequest, thing: InformationRequest) -> HttpResponse:
    """What it asks, while it was not sent."""
    bodies = [thing.body] if thing.body else []
    first = {name: getattr(thing, name) for name in RequestForm.base_fields if name != "whose"}
    first["whose"] = str(thing.body_id) if thing.body_id else SELF
    form = RequestForm(request.POST if request.method == "POST" else None, bodies=bodies, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            actions.reword(request=thing, fields=form.told(), by=request.actor, at=clock.now())
        except NotNow:
            messages.error(request, say("petitions.not_now"))
        else:
            messages.success(request, say("petitions.saved"))
        return redirect("petitions:request", thing.id)
    return _form(request, form, say("petitions.request_text"), reverse("petitions:request", args=[thing.id]))


@require_POST
@required("change", load_request)
def move_request(request: HttpRequest, thing: InformationRequest) -> HttpResponse:
    """It passes to another state."""
    form = RequestStepForm(request.POST, request.FILES, state=thing.state, on=clock.today())
    if not form.is_valid():
        return _page(request, thing, form)
    try:
        actions.move(request=thing, told=form.told(), by=request.actor, at=clock.now())
    except BadInput as fault:
        form.add_error(fault.field, getattr(fault.text, active()))
        return _page(request, thing, form)
    except NotNow:
        form.add_error("state", say("petitions.not_now"))
        return _page(request, thing, form)
    messages.success(request, say("petitions.saved"))
    return redirect("petitions:request", thing.id)


@required("see", load_letter)
@require_safe
def letter(request: HttpRequest, thing: InformationRequest) -> HttpResponse:
    """One letter, ready to print and to sign."""
    name: str = thing.asked_file  # type: ignore[attr-defined]
    answer = HttpResponse(letters.pdf(name, thing, at=clock.now()), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


@required("see", load_request)
@require_safe
def days_file(request: HttpRequest, thing: InformationRequest) -> HttpResponse:
    """Its days for a phone's calendar."""
    made = page.calendar(thing, look(thing, on=clock.today()), at=clock.now())
    if made is None:
        raise Http404
    answer = HttpResponse(made, content_type=CALENDAR_TYPE)
    answer["Content-Disposition"] = 'attachment; filename="days.ics"'
    return answer


@required("see", load_request_proof)
@require_safe
def request_proof(request: HttpRequest, thing: RequestProof) -> FileResponse:
    """The file that shows a step."""
    return sent_back(thing.step.proof)
