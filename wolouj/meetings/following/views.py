"""Pages about what became of promises: the board, one of them, the public page, the institution's own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from wolouj.foundation import clock, secret_links
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.files_asked import sent_back
from wolouj.foundation.words import active, say
from wolouj.meetings import actions as meetings
from wolouj.meetings.following import actions, page, queries
from wolouj.meetings.following.forms import ReplyForm, StepForm
from wolouj.meetings.following.loading import (
    Link,
    Proof,
    load_commitment,
    load_link,
    load_proof,
    load_recommendation,
    load_reply,
)
from wolouj.meetings.following.models import Reply
from wolouj.meetings.forms import CommitmentForm
from wolouj.meetings.models import Commitment, Point, Review
from wolouj.people.permissions import may, required


@required("see", "gathering")
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Every promise made at the meetings of her body, and every recommendation."""
    on, bodies = clock.today(), request.actor.bodies
    rows, advised = queries.commitments_of(bodies), queries.recommendations_of(bodies)
    shown = page.board(list(rows), queries.reminders(bodies, on=on), advised, on=on)
    return render(request, "meetings/board.html", shown)


@required("see", load_commitment)
@require_safe
def commitment(request: HttpRequest, thing: Commitment) -> HttpResponse:
    """One promise: its road, its proofs, the institution's line, and what may be said next."""
    return _page(request, thing)


def _page(request: HttpRequest, row: Commitment, **forms: Any) -> HttpResponse:
    """The page of a commitment; ``step`` and ``reply`` hold what was typed when it could not be kept."""
    on, key = clock.today(), secret_links.opened(row.link_sealed)
    context = page.commitment_page(row, on=on) | {
        "step": forms.get("step") or StepForm(state=row.state, on=on, initial={"on": on}),
        "reply": forms.get("reply") or ReplyForm(on=on, initial={"on": on}),
        "step_open": "step" in forms,
        "reply_open": "reply" in forms,
        "publishes": may(request.actor, "create", "commitment", row),
        "link": request.build_absolute_uri(reverse("meetings:word", args=[key])) if key else "",
    }
    return render(request, "meetings/commitment.html", context, status=422 if forms else 200)


@require_POST
@required("change", load_commitment, "commitment")
def move(request: HttpRequest, thing: Commitment) -> HttpResponse:
    """It passes to another state, with what shows it."""
    form = StepForm(request.POST, request.FILES, state=thing.state, on=clock.today())
    if not form.is_valid():
        return _page(request, thing, step=form)
    try:
        actions.move(commitment=thing, happened=form.happened(), by=request.actor, at=clock.now())
    except BadInput as fault:
        form.add_error(fault.field, getattr(fault.text, active()))
        return _page(request, thing, step=form)
    except actions.NotNow:
        form.add_error("state", say("meetings.not_now"))
        return _page(request, thing, step=form)
    messages.success(request, say("meetings.saved"))
    return redirect("meetings:commitment", thing.id)


@require_POST
@required("change", load_commitment, "commitment")
def reply(request: HttpRequest, thing: Commitment) -> HttpResponse:
    """The institution's line, as it was given to the body's people."""
    form = ReplyForm(request.POST, on=clock.today())
    if not form.is_valid() or not _replied(request, thing, form, Reply.How.GIVEN):
        return _page(request, thing, reply=form)
    messages.success(request, say("meetings.reply_kept"))
    return redirect("meetings:commitment", thing.id)


def _replied(request: HttpRequest, row: Commitment, form: ReplyForm, how: Reply.How) -> bool:
    data = form.cleaned_data
    try:
        actions.reply(
            commitment=row, how=how, function=data["function"], texts=(data["text_ar"], data["text_fr"]),
            on=data.get("on") or clock.today(), by=request.actor, at=clock.now(),
        )  # fmt: skip
    except actions.Full:
        form.add_error(None, say("meetings.reply_full"))
        return False
    return True


@require_POST
@required("create", load_reply, "commitment")
def review_reply(request: HttpRequest, thing: Commitment) -> HttpResponse:
    """Publish the institution's line, or put it aside."""
    decision = request.POST.get("decision", "")
    if decision not in (Review.PUBLISHED, Review.KEPT_ASIDE):
        raise Http404
    row: Reply = thing.asked_reply  # type: ignore[attr-defined]
    actions.review_reply(row=row, decision=Review(decision), by=request.actor, at=clock.now())
    messages.success(request, say("meetings.saved"))
    return redirect("meetings:commitment", thing.id)


@require_POST
@required("create", load_commitment, "commitment")
def link(request: HttpRequest, thing: Commitment) -> HttpResponse:
    """A secret address for the institution, or a new one in its place."""
    actions.make_link(commitment=thing, by=request.actor, at=clock.now())
    messages.success(request, say("meetings.link_made"))
    return redirect("meetings:commitment", thing.id)


@require_POST
@required("create", load_commitment, "commitment")
def publish(request: HttpRequest, thing: Commitment) -> HttpResponse:
    """Show it to anybody, or take it back: a person's decision."""
    shown = "shown" in request.POST
    actions.publish(commitment=thing, shown=shown, by=request.actor, at=clock.now())
    messages.success(request, say("meetings.is_public") if shown else say("meetings.is_private"))
    return redirect("meetings:commitment", thing.id)


@required("change", load_recommendation)
def take_up(request: HttpRequest, thing: Point) -> HttpResponse:
    """Somebody takes a recommendation up: it becomes a commitment, followed like the others."""
    first = {"what_ar": thing.text_ar, "what_fr": thing.text_fr}
    form = CommitmentForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        fields = form.cleaned_data | {"point": thing}
        row = meetings.add_item(
            kind=Commitment, meeting=thing.meeting, fields=fields, by=request.actor, at=clock.now()
        )  # fmt: skip
        messages.success(request, say("meetings.saved"))
        return redirect("meetings:commitment", row.id)
    context = {
        "form": form,
        "title": say("meetings.take_up"),
        "intro": page.text_of(thing, "text"),
        "back": reverse("meetings:board"),
    }
    return render(request, "meetings/form.html", context, status=422 if form.errors else 200)


@required("see", "published")
@require_safe
def public(request: HttpRequest) -> HttpResponse:
    """The promises a person decided to show, for anybody."""
    return render(request, "meetings/promises.html", page.public_page(queries.published(), on=clock.today()))


@required("create", load_link)
def word(request: HttpRequest, thing: Link) -> HttpResponse:
    """The institution's own page: it reads what was noted of it, and writes its line."""
    row, on = thing.commitment, clock.today()
    form = ReplyForm(request.POST if request.method == "POST" else None, on=on, by_link=True)
    if request.method == "POST" and form.is_valid() and _replied(request, row, form, Reply.How.LINK):
        messages.success(request, say("meetings.word_kept"))
        return redirect(request.path)
    head = page.head_of(row, on=on)
    context = head | {"one": head, "form": form}
    answer = render(request, "meetings/word.html", context, status=422 if form.errors else 200)
    answer["Cache-Control"] = "no-store"
    return answer


@required("see", load_proof)
@require_safe
def proof(request: HttpRequest, thing: Proof) -> FileResponse:
    """The file that shows a step."""
    return sent_back(thing.step.proof)
