"""The pages of those who plead: causes, what each is made of."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from wolouj.advocacy import queries
from wolouj.advocacy.actions import causes as actions
from wolouj.advocacy.forms.causes import (
    MOST_LISTED,
    ArticlesForm,
    CauseForm,
    DifficultiesForm,
    FactForm,
    LeadForm,
    TextsForm,
)
from wolouj.advocacy.forms.following import StepForm
from wolouj.advocacy.loading import load_cause, load_fact, load_note
from wolouj.advocacy.measures import NAMES
from wolouj.advocacy.models import Audience, Cause, Fact
from wolouj.advocacy.page import causes as page
from wolouj.advocacy.page.words import place_name
from wolouj.advocacy.states import WRITTEN
from wolouj.difficulties.codes import codes
from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import active, say
from wolouj.people.models import Body
from wolouj.people.permissions import may, required


def form_page(
    request: HttpRequest, form: forms.Form, key: str, back: str, *, intro: str = "", remove: str = ""
) -> HttpResponse:
    """The page of one form: ``advocacy.<key>`` is its title."""
    context = {"form": form, "title": say(f"advocacy.{key}"), "intro": intro, "back": back, "remove": remove}
    return render(request, "advocacy/form.html", context, status=422 if form.errors else 200)


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, be it nothing at all; ``None`` when the page was only opened."""
    return request.POST if request.method == "POST" else None


def bodies_of(request: HttpRequest) -> list[Body]:
    """The bodies she works for."""
    return list(Body.objects.filter(id__in=request.actor.bodies).order_by("name_fr"))  # type: ignore[attr-defined]


@required("see", "cause")
@require_safe
def cause_list(request: HttpRequest) -> HttpResponse:
    """The causes of her body."""
    rows = queries.causes_of(request.actor.bodies)
    return render(request, "advocacy/list.html", page.list_page(rows))


@required("change", "cause")
def new(request: HttpRequest) -> HttpResponse:
    """A new cause: what it is called, what is asked, of whom; born at the meeting it is opened from."""
    meeting = queries.meeting_of_hers(request.GET.get("meeting", ""), request.actor.bodies)
    bodies = [meeting.gathering.body] if meeting else bodies_of(request)
    form = CauseForm(posted(request), bodies=bodies)
    if request.method == "POST" and form.is_valid():
        fields: dict[str, Any] = dict(form.cleaned_data)
        body = form.bodies[fields.pop("body")]
        voiced = queries.voiced_at(meeting, most=MOST_LISTED) if meeting else ()
        made = actions.open_cause(
            body=body, fields=fields, by=request.actor, at=clock.now(), is_sample=body.is_sample, meeting=meeting,
            difficulties=voiced,
        )  # fmt: skip
        return redirect("advocacy:cause", cause_id=made.id)
    if meeting is None:
        return form_page(request, form, "new_cause", reverse("advocacy:list"), intro=say("advocacy.new_intro"))
    intro = say("advocacy.new_from_meeting", title=meeting.gathering.title(active()))
    return form_page(request, form, "new_cause", reverse("meetings:programme", args=[meeting.pk]), intro=intro)


@required("see", load_cause)
@require_safe
def cause(request: HttpRequest, thing: Cause) -> HttpResponse:
    """One cause: what it is made of, its notes, its road, what may be told next."""
    return cause_page(request, thing)


def cause_page(request: HttpRequest, row: Cause, step: forms.Form | None = None) -> HttpResponse:
    """The page of a cause; ``step`` holds what was typed when it could not be kept."""
    at = clock.now()
    on = timezone.localdate(at)
    context = page.cause_page(row, at=at) | {
        "step": step or StepForm(state=row.state, on=on, initial={"on": on}),
        "decides": may(request.actor, "create", row),  # type: ignore[attr-defined]
    }
    return render(request, "advocacy/cause.html", context, status=422 if step else 200)


def _back(row: Cause) -> str:
    return reverse("advocacy:cause", args=[row.pk])


def _written(row: Cause) -> None:
    """What was sent no longer changes: its forms are gone."""
    if row.state not in WRITTEN:
        raise Http404


def _saved(request: HttpRequest, row: Cause) -> HttpResponse:
    messages.success(request, say("advocacy.saved"))
    return redirect("advocacy:cause", cause_id=row.pk)


@required("change", load_cause)
def edit(request: HttpRequest, thing: Cause) -> HttpResponse:
    """Its name, what is asked, of whom."""
    _written(thing)
    names = [name for name in CauseForm.base_fields if name not in ("body", "place")]
    initial = {name: getattr(thing, name) for name in names} | {"place": place_name(thing.place, active())}
    form = CauseForm(posted(request), bodies=[thing.body], initial=initial)
    if request.method == "POST" and form.is_valid():
        fields = {name: value for name, value in form.cleaned_data.items() if name != "body"}
        actions.change(cause=thing, fields=fields, by=request.actor, at=clock.now())
        return _saved(request, thing)
    return form_page(request, form, "edit_cause", _back(thing))


@required("change", load_cause)
def texts(request: HttpRequest, thing: Cause) -> HttpResponse:
    """What happens, what is asked, what it costs and brings."""
    _written(thing)
    initial = {name: getattr(thing, name) for name in TextsForm.base_fields}
    form = TextsForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.change(cause=thing, fields=form.cleaned_data, by=request.actor, at=clock.now())
        return _saved(request, thing)
    return form_page(request, form, "texts", _back(thing), intro=say("advocacy.texts_intro"))


@required("change", load_cause)
def difficulties(request: HttpRequest, thing: Cause) -> HttpResponse:
    """The difficulties it speaks of."""
    _written(thing)
    people = {row.key: row.people for row in queries.voices(thing, codes())}
    chosen = [row.code for row in thing.difficulties.all()]
    form = DifficultiesForm(
        posted(request), people=people, initial={"codes": chosen}
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["codes"]
        actions.set_difficulties(cause=thing, codes=given, by=request.actor, at=clock.now())
        return _saved(request, thing)
    return form_page(request, form, "difficulties", _back(thing), intro=say("advocacy.difficulties_intro"))


@required("change", load_cause)
def articles(request: HttpRequest, thing: Cause) -> HttpResponse:
    """The articles it stands on."""
    _written(thing)
    chosen = [row.signature for row in thing.articles.all()]
    form = ArticlesForm(
        posted(request), proposed=queries.proposed_articles(thing),
        initial={"chosen": chosen},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["articles"]
        actions.set_articles(cause=thing, signatures=given, by=request.actor, at=clock.now())
        return _saved(request, thing)
    return form_page(request, form, "articles", _back(thing), intro=say("advocacy.articles_intro"))


@required("change", load_cause)
def fact(request: HttpRequest, thing: Cause) -> HttpResponse:
    """A fact typed with its source."""
    _written(thing)
    form = FactForm(posted(request), on=clock.today())
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_fact(cause=thing, fields=form.cleaned_data, by=request.actor, at=clock.now())
        except BadInput as fault:
            form.add_error(None, getattr(fault.text, active()))
        else:
            return _saved(request, thing)
    return form_page(request, form, "add_fact", _back(thing))


@require_POST
@required("change", load_cause)
def measure(request: HttpRequest, thing: Cause) -> HttpResponse:
    """A fact the house measures now."""
    _written(thing)
    name = request.POST.get("measure", "")
    if name not in NAMES:
        raise Http404
    try:
        actions.add_measure(cause=thing, name=name, by=request.actor, at=clock.now())
    except BadInput as fault:
        messages.error(request, getattr(fault.text, active()))
        return redirect("advocacy:cause", cause_id=thing.pk)
    return _saved(request, thing)


@require_POST
@required("change", load_fact)
def fact_remove(request: HttpRequest, thing: Fact) -> HttpResponse:
    """Take a fact away."""
    _written(thing.cause)
    actions.remove_fact(fact=thing, by=request.actor, at=clock.now())
    messages.success(request, say("advocacy.removed"))
    return redirect("advocacy:cause", cause_id=thing.cause_id)


@required("change", load_note)
def lead(request: HttpRequest, thing: Cause) -> HttpResponse:
    """The first lines of a note."""
    _written(thing)
    audience = Audience(thing.asked_audience)  # type: ignore[attr-defined]
    row = thing.leads.filter(audience=audience).first()
    initial = {"text_ar": row.text_ar, "text_fr": row.text_fr} if row else {}
    form = LeadForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        given = (form.cleaned_data["text_ar"], form.cleaned_data["text_fr"])
        actions.set_lead(cause=thing, audience=audience, texts=given, by=request.actor, at=clock.now())
        return _saved(request, thing)
    return form_page(request, form, "lead", _back(thing), intro=say(f"advocacy.note_{audience}"))
