"""The questions, for the people of the body: slips, review, voice notes."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.files_asked import kept_sound
from wolouj.foundation.words import active, say
from wolouj.gatherings.page import head
from wolouj.meetings import actions, page, queries
from wolouj.meetings.forms import QuestionForm, ReviewForm
from wolouj.meetings.loading import load_meeting, load_question, load_sound
from wolouj.meetings.models import Meeting, Question, Review, Source
from wolouj.meetings.views.wall import asked, wall_of
from wolouj.people.permissions import may, required

HELD_SHOWN = 100
"""Questions that wait or were put aside, on one page: the next ones come as these are reviewed."""


@required("see", load_meeting, "wall")
@require_safe
def questions(request: HttpRequest, thing: Meeting) -> HttpResponse:
    """Those that wait for a person, then the wall."""
    return _questions(request, thing, QuestionForm())


@require_POST
@required("create", load_meeting, "wall")
def slip(request: HttpRequest, thing: Meeting) -> HttpResponse:
    """A question written on paper or said at the microphone."""
    form = QuestionForm(request.POST, request.FILES)
    if asked(request, thing, form, Source.SLIP) is not None:
        messages.success(request, say("meetings.slip_kept"))
        return redirect("meetings:questions", gathering_id=thing.pk)
    return _questions(request, thing, form)


def _questions(request: HttpRequest, meeting: Meeting, form: QuestionForm) -> HttpResponse:
    rows = list(
        meeting.questions.exclude(review=Review.PUBLISHED).only("meeting", "text", "source", "review")[:HELD_SHOWN]
    )
    context = (
        head(meeting.gathering, on=clock.today())
        | {
            "form": form,
            "held_n": queries.wall_of(meeting).held,
            "held": [page.asked_row(row) for row in rows if row.review == Review.HELD],
            "aside": [page.asked_row(row) for row in rows if row.review == Review.KEPT_ASIDE],
            "section": "questions",
        }
        | wall_of(request, meeting)
    )
    return render(request, "meetings/questions.html", context, status=422 if form.errors else 200)


@required("change", load_question)
def review(request: HttpRequest, thing: Question) -> HttpResponse:
    """Word it, answer it, hand it over; then publish, keep, or put aside."""
    initial = {name: getattr(thing, name) for name in ReviewForm.base_fields}
    form = ReviewForm(request.POST or None, initial=initial)
    decision = request.POST.get("decision", "")
    if request.method == "POST" and decision not in Review.values:
        raise Http404
    if request.method == "POST" and form.is_valid():
        given = {"question": thing, "fields": form.cleaned_data, "decision": Review(decision)}
        try:
            actions.review(**given, by=request.actor, at=clock.now())
        except BadInput as fault:
            form.add_error(fault.field, getattr(fault.text, active()))
        else:
            messages.success(request, say(f"meetings.reviewed_{decision}"))
            return redirect("meetings:questions", gathering_id=thing.meeting_id)
    context = {
        "form": form,
        "asked": thing.text,
        "sound": reverse("meetings:sound", args=[thing.pk]) if thing.sound else "",
        "faq_url": reverse("guides:faq", args=[thing.pk]) if may(request.actor, "create", "answer", thing) else "",
        "in_guide": thing.guide,
        "source": say(f"meetings.from_{thing.source}"),
        "count_url": f"{reverse('meetings:hands', args=[thing.meeting_id])}?question={thing.pk}",
        "back": reverse("meetings:questions", args=[thing.meeting_id]),
    }
    return render(request, "meetings/review.html", context, status=422 if form.errors else 200)


@required("see", load_sound)
@require_safe
def sound(request: HttpRequest, thing: Question) -> HttpResponse:
    """A voice note, for the body's people."""
    return kept_sound(thing.sound, request.headers.get("Range", ""))
