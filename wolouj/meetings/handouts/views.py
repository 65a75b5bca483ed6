"""Pages about a meeting's documents."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.files_asked import sent_back
from wolouj.foundation.words import active, say
from wolouj.meetings.handouts import actions
from wolouj.meetings.handouts.forms import HandoutForm
from wolouj.meetings.handouts.loading import PublicHandout, load_handout, load_public_handout
from wolouj.meetings.loading import load_meeting
from wolouj.meetings.models import Handout, Meeting
from wolouj.people.permissions import required


@required("change", load_meeting)
def add(request: HttpRequest, thing: Meeting) -> HttpResponse:
    """Add a document."""
    form = HandoutForm(request.POST or None, request.FILES or None, meeting=thing)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        titles = (told["title_ar"], told["title_fr"])
        given = {"titles": titles, "file": told["file"], "of": told["of"]}
        try:
            actions.add(meeting=thing, **given, by=request.actor, at=clock.now())
        except BadInput as fault:
            form.add_error("file", getattr(fault.text, active()))
        else:
            messages.success(request, say("meetings.saved"))
            return redirect("meetings:programme", gathering_id=thing.pk)
    context = {"form": form, "back": reverse("meetings:programme", args=[thing.pk])}
    return render(request, "meetings/handout.html", context, status=422 if form.errors else 200)


@require_POST
@required("change", load_handout)
def remove(request: HttpRequest, thing: Handout) -> HttpResponse:
    """Take it away."""
    meeting = thing.meeting_id
    actions.remove(handout=thing, by=request.actor, at=clock.now())
    messages.success(request, say("meetings.removed"))
    return redirect("meetings:programme", gathering_id=meeting)


@required("see", load_public_handout)
@require_safe
def take(request: HttpRequest, thing: PublicHandout) -> FileResponse:
    """The document, to whoever has the meeting's page."""
    return sent_back(thing.handout.file, "handout")
