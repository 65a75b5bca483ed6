"""The pages of those who run a consultation: prepared, opened, read, counted, closed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from wolouj.advocacy import queries
from wolouj.advocacy.actions import causes
from wolouj.advocacy.actions import consulting as actions
from wolouj.advocacy.forms.consulting import ConsultationForm, ReviewForm, ShowForm, SlipsForm
from wolouj.advocacy.loading import load_cause, load_consultation, load_proposal
from wolouj.advocacy.models import Cause, Consultation, Proposal
from wolouj.advocacy.page import consulting as page
from wolouj.advocacy.views.causes import bodies_of, form_page, posted
from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import active, say
from wolouj.meetings.models import Review
from wolouj.people.permissions import may, required


@required("see", "cause")
@require_safe
def consultations(request: HttpRequest) -> HttpResponse:
    """The consultations of her body."""
    rows = page.list_page(queries.consultations_of(request.actor.bodies), on=clock.today())
    return render(request, "advocacy/consultations.html", {"rows": rows})


@required("change", "cause")
def new(request: HttpRequest) -> HttpResponse:
    """A new consultation, of no cause yet."""
    return _prepare(request, body=bodies_of(request)[0], back=reverse("advocacy:consultations"))


@required("change", load_cause)
def of_cause(request: HttpRequest, thing: Cause) -> HttpResponse:
    """A new consultation whose output will feed this cause."""
    back = reverse("advocacy:cause", args=[thing.pk])
    return _prepare(request, body=thing.body, cause=thing, back=back)


@required("change", load_consultation)
def edit(request: HttpRequest, thing: Consultation) -> HttpResponse:
    """Correct it while it is being prepared."""
    if thing.state != "draft":
        raise Http404
    back = reverse("advocacy:consultation", args=[thing.pk])
    return _prepare(request, body=thing.body, cause=thing.cause, row=thing, back=back)


def _first(row: Consultation | None) -> dict[str, Any]:
    if row is None:
        return {"about": "question"}
    names = ("about", "title_ar", "title_fr", "text_ar", "text_fr", "closes_on")
    options = list(row.options.all())
    return {name: getattr(row, name) for name in names} | {
        f"options_{lang}": "\n".join(getattr(one, f"text_{lang}") for one in options).strip() for lang in ("ar", "fr")
    }


def _prepare(request: HttpRequest, *, body: Any, back: str, cause: Cause | None = None,
             row: Consultation | None = None) -> HttpResponse:  # fmt: skip
    form = ConsultationForm(posted(request), on=clock.today(), initial=_first(row))
    if request.method == "POST" and form.is_valid():
        made = actions.prepare(
            body=body, cause=cause, fields=form.told(), options=form.cleaned_data["options"], row=row,
            is_sample=body.is_sample, by=request.actor, at=clock.now(),  # type: ignore[attr-defined]
        )  # fmt: skip
        messages.success(request, say("advocacy.saved"))
        return redirect("advocacy:consultation", consultation_id=made.pk)
    return form_page(request, form, "new_consultation", back, intro=say("advocacy.consultation_intro"))


@required("see", load_consultation)
@require_safe
def consultation(request: HttpRequest, thing: Consultation) -> HttpResponse:
    """One of them: proposals to read, slips, hands; what came out once it is closed."""
    return _page(request, thing)


def _page(request: HttpRequest, row: Consultation, **more: Any) -> HttpResponse:
    context = page.desk_page(row, on=clock.today()) | {
        "decides": may(request.actor, "create", row),  # type: ignore[attr-defined]
        "slips_form": SlipsForm(), "slips": [],
        "address": request.build_absolute_uri(reverse("advocacy:take_part", args=[row.code])),
    } | more  # fmt: skip
    answer = render(request, "advocacy/consultation.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


def _to(row: Consultation) -> HttpResponse:
    return redirect("advocacy:consultation", consultation_id=row.pk)


@require_POST
@required("create", load_consultation)
def turn(request: HttpRequest, thing: Consultation) -> HttpResponse:
    """Open it, or close it: a person's decision."""
    closing = "close" in request.POST
    try:
        if closing:
            actions.close(consultation=thing, by=request.actor, at=clock.now())
        else:
            actions.open_now(consultation=thing, by=request.actor, at=clock.now())
    except BadInput as fault:
        messages.error(request, getattr(fault.text, active()))
    except actions.NotNow:
        messages.error(request, say("advocacy.not_now"))
    else:
        messages.success(request, say("advocacy.is_closed") if closing else say("advocacy.is_open"))
    return _to(thing)


@require_POST
@required("change", load_consultation)
def slips(request: HttpRequest, thing: Consultation) -> HttpResponse:
    """Slips to hand out, shown this once."""
    form = SlipsForm(request.POST)
    if not form.is_valid():
        return _page(request, thing, slips_form=form)
    try:
        made = actions.make_slips(
            consultation=thing, count=form.cleaned_data["count"], by=request.actor, at=clock.now()
        )  # fmt: skip
    except actions.NotNow:
        messages.error(request, say("advocacy.not_now"))
        return _to(thing)
    return _page(request, thing, slips=[f"{one[:4]} {one[4:]}" for one in made])


@required("change", load_consultation)
def show(request: HttpRequest, thing: Consultation) -> HttpResponse:
    """A show of hands."""
    if thing.state != "open":
        raise Http404
    on = clock.today()
    form = ShowForm(posted(request), on=on, options=list(thing.options.all()), initial={"on": on})
    if request.method == "POST" and form.is_valid():
        try:
            actions.count_hands(consultation=thing, fields=form.told(), by=request.actor, at=clock.now())
        except actions.NotNow:
            form.add_error(None, say("advocacy.not_now"))
        else:
            messages.success(request, say("advocacy.saved"))
            return _to(thing)
    return form_page(request, form, "count_hands", reverse("advocacy:consultation", args=[thing.pk]))


@required("change", load_proposal)
def proposal(request: HttpRequest, thing: Proposal) -> HttpResponse:
    """Word a proposal, then publish it, keep it, or put it aside."""
    form = ReviewForm(posted(request), initial={"text_ar": thing.text_ar, "text_fr": thing.text_fr})
    decision = request.POST.get("decision", "")
    if request.method == "POST" and decision not in Review.values:
        raise Http404
    if request.method == "POST" and form.is_valid():
        texts = (form.cleaned_data["text_ar"], form.cleaned_data["text_fr"])
        try:
            actions.review(
                proposal=thing, texts=texts, decision=Review(decision), by=request.actor, at=clock.now()
            )  # fmt: skip
        except BadInput as fault:
            form.add_error(fault.field, getattr(fault.text, active()))
        else:
            messages.success(request, say("advocacy.saved"))
            return redirect("advocacy:consultation", consultation_id=thing.consultation_id)
    context = {
        "form": form, "asked": thing.text, "part": thing.part,
        "back": reverse("advocacy:consultation", args=[thing.consultation_id]),
    }  # fmt: skip
    return render(request, "advocacy/proposal.html", context, status=422 if form.errors else 200)


@require_POST
@required("change", load_consultation)
def feed(request: HttpRequest, thing: Consultation) -> HttpResponse:
    """What came out becomes a fact of its cause."""
    if thing.cause is None:
        raise Http404
    try:
        actions.feed(consultation=thing, cause=thing.cause, by=request.actor, at=clock.now())
    except BadInput as fault:
        messages.error(request, getattr(fault.text, active()))
    except (actions.NotNow, causes.NotNow):
        messages.error(request, say("advocacy.feed_sent"))
    else:
        messages.success(request, say("advocacy.is_fed"))
        return redirect("advocacy:cause", cause_id=thing.cause.pk)
    return _to(thing)
