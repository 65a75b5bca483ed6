"""The page of councils: months by law, days as told, consultative bodies; and its calendar file."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from wolouj.advocacy import queries
from wolouj.advocacy.actions import calendar as actions
from wolouj.advocacy.forms.calendar import SessionForm, SetUpForm
from wolouj.advocacy.loading import load_session
from wolouj.advocacy.models import Session
from wolouj.advocacy.page import calendar as page
from wolouj.advocacy.page.words import place_name
from wolouj.advocacy.views.causes import bodies_of, form_page, posted
from wolouj.foundation import clock
from wolouj.foundation.ics import CALENDAR_TYPE, calendar_file
from wolouj.foundation.words import active, say
from wolouj.people.permissions import required


@required("see", "cause")
@require_safe
def councils(request: HttpRequest) -> HttpResponse:
    """When councils meet, and who advises them."""
    on, bodies = clock.today(), request.actor.bodies
    context = {
        "by_law": page.by_law(on=on),
        "sessions": [page.session_row(row, on=on) for row in queries.sessions_from(bodies, on=on)],
        "directory": page.directory(queries.set_ups_of(bodies)),
    }
    return render(request, "advocacy/councils.html", context)


@required("see", "cause")
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """The sessions that come, as a file for the calendar of a phone."""
    at, bodies = clock.now(), request.actor.bodies
    rows = queries.sessions_from(bodies, on=clock.today())
    about = "-".join(sorted(str(each) for each in bodies)) or "sessions"
    data = calendar_file(page.events(rows), about=about, at=at, name=say("advocacy.councils_title"))
    response = HttpResponse(data, content_type=CALENDAR_TYPE)
    response["Content-Disposition"] = 'attachment; filename="sessions.ics"'
    return response


@required("change", "cause")
def new_session(request: HttpRequest) -> HttpResponse:
    """A session somebody told of."""
    form = SessionForm(posted(request), initial={"kind": "ordinary"})
    if request.method == "POST" and form.is_valid():
        body = bodies_of(request)[0]
        actions.tell_session(body=body, fields=form.told(), by=request.actor, at=clock.now())
        messages.success(request, say("advocacy.saved"))
        return redirect("advocacy:councils")
    return form_page(request, form, "add_session", reverse("advocacy:councils"))


@required("change", load_session)
def session(request: HttpRequest, thing: Session) -> HttpResponse:
    """Correct what was told of a session."""
    names = ("kind", "starts_on", "ends_on", "agenda_until", "source")
    first = {name: getattr(thing, name) for name in names}
    first |= {"level_": thing.level, "place": place_name(thing.place, active())}
    form = SessionForm(posted(request), initial=first)
    if request.method == "POST" and form.is_valid():
        given = {"body": thing.body, "fields": form.told(), "session": thing}
        actions.tell_session(**given, by=request.actor, at=clock.now())
        messages.success(request, say("advocacy.saved"))
        return redirect("advocacy:councils")
    gone = reverse("advocacy:session_remove", args=[thing.pk])
    return form_page(request, form, "session", reverse("advocacy:councils"), remove=gone)


@require_POST
@required("change", load_session)
def session_remove(request: HttpRequest, thing: Session) -> HttpResponse:
    """It was told by mistake."""
    actions.remove_session(session=thing, by=request.actor, at=clock.now())
    messages.success(request, say("advocacy.removed"))
    return redirect("advocacy:councils")


@required("change", "cause")
def set_up(request: HttpRequest) -> HttpResponse:
    """Whether a consultative body is set up somewhere."""
    form = SetUpForm(posted(request))
    if request.method == "POST" and form.is_valid():
        body = bodies_of(request)[0]
        actions.tell_set_up(body=body, fields=form.told(), by=request.actor, at=clock.now())
        messages.success(request, say("advocacy.saved"))
        return redirect("advocacy:councils")
    return form_page(request, form, "add_set_up", reverse("advocacy:councils"))
