"""What is said at a meeting: frame, interventions, points, commitments, difficulties counted as hands."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from wolouj.difficulties import actions as difficulties
from wolouj.difficulties.actions import Told
from wolouj.difficulties.models import SourceKind
from wolouj.difficulties.page import gauges, name_of
from wolouj.difficulties.telling import tell_page
from wolouj.foundation import clock
from wolouj.foundation.words import say
from wolouj.gatherings.page import head
from wolouj.meetings import actions, page, queries
from wolouj.meetings.forms import FrameForm
from wolouj.meetings.handouts.page import handouts_of
from wolouj.meetings.loading import ITEMS, load_item, load_meeting, load_new_item
from wolouj.meetings.models import Item, Meeting
from wolouj.people.permissions import may, required


@required("see", load_meeting)
@require_safe
def programme(request: HttpRequest, thing: Meeting) -> HttpResponse:
    """Context, interventions, points, commitments: each line opens its form."""
    on = clock.today()
    record = queries.record_of(thing)
    context = head(thing.gathering, on=on) | page.programme_page(record, on=on)
    context["difficulties"] = gauges(list(record.difficulties), name_of)
    context["handouts"] = handouts_of(thing)
    context["pleads"] = may(request.actor, "change", "cause")
    return render(request, "meetings/programme.html", context | {"section": "programme"})


@required("change", load_meeting)
def frame(request: HttpRequest, thing: Meeting) -> HttpResponse:
    """Context and aim."""
    names = FrameForm.base_fields
    form = FrameForm(request.POST or None, initial={name: getattr(thing, name) for name in names})
    if request.method == "POST" and form.is_valid():
        actions.frame(meeting=thing, fields=form.cleaned_data, by=request.actor, at=clock.now())
        messages.success(request, say("meetings.saved"))
        return redirect("meetings:programme", gathering_id=thing.pk)
    return _form(request, thing, form, "frame", intro=say("meetings.frame_intro"))


@required("change", load_new_item)
def new_item(request: HttpRequest, thing: Meeting) -> HttpResponse:
    """A new intervention, point or commitment."""
    kind: str = thing.asked_kind  # type: ignore[attr-defined]
    row, shape = ITEMS[kind]
    form = shape(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_item(kind=row, meeting=thing, fields=form.cleaned_data, by=request.actor, at=clock.now())
        messages.success(request, say("meetings.saved"))
        return redirect("meetings:programme", gathering_id=thing.pk)
    return _form(request, thing, form, f"add_{kind}")


@required("change", load_item)
def item(request: HttpRequest, thing: Item) -> HttpResponse:
    """Correct one of them."""
    kind: str = thing.asked_kind  # type: ignore[attr-defined]
    shape = ITEMS[kind][1]
    form = shape(request.POST or None, initial={name: getattr(thing, name) for name in shape.base_fields})
    if request.method == "POST" and form.is_valid():
        actions.change_item(item=thing, fields=form.cleaned_data, by=request.actor, at=clock.now())
        messages.success(request, say("meetings.saved"))
        return redirect("meetings:programme", gathering_id=thing.meeting_id)
    gone = reverse("meetings:remove", args=[thing.meeting_id, kind, thing.id])
    return _form(request, thing.meeting, form, kind, remove=gone)


@require_POST
@required("change", load_item)
def remove(request: HttpRequest, thing: Item) -> HttpResponse:
    """Take a row away."""
    meeting = thing.meeting_id
    actions.remove_item(item=thing, by=request.actor, at=clock.now())
    messages.success(request, say("meetings.removed"))
    return redirect("meetings:programme", gathering_id=meeting)


@required("create", load_meeting, "register")
def hands(request: HttpRequest, thing: Meeting) -> HttpResponse:
    """How many people voiced which difficulty: in the room, or about one question of the wall."""
    at, body = clock.now(), thing.gathering.body
    about = queries.question_of(thing, request.GET.get("question", ""))
    source = str(about.pk if about else thing.pk)

    def save(told: Told) -> None:
        if told.voices == 0:
            difficulties.uncount(code=told.code, source_id=source, body=body, by=request.actor, at=at)
            return
        given = {"told": told, "source": SourceKind.MEETING, "source_id": source, "body": body}
        difficulties.tell(**given, by=request.actor, at=at, is_sample=thing.gathering.is_sample)

    here = request.get_full_path()
    back = reverse("meetings:questions" if about else "meetings:programme", args=[thing.pk])
    counted = queries.difficulties_of(thing)
    extra = {"about": page.asked_about(about), "counted": gauges(counted, name_of)}
    first = {"voices": about.voices if about else 1}
    return tell_page(request, save=save, back=back, after=here, hands=True, initial=first, extra=extra)


def _form(request: HttpRequest, meeting: Meeting, form: forms.Form, key: str, **more: str) -> HttpResponse:
    context = {
        "form": form,
        "title": say(f"meetings.{key}"),
        "intro": more.get("intro", ""),
        "remove": more.get("remove", ""),
        "back": reverse("meetings:programme", args=[meeting.pk]),
    }
    return render(request, "meetings/form.html", context, status=422 if form.errors else 200)
