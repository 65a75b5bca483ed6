"""The public page of a meeting, by its code, and the page of one question, by its letters."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from wolouj.foundation import clock
from wolouj.foundation.words import say
from wolouj.gatherings.page import head
from wolouj.meetings import page, queries
from wolouj.meetings.forms import QuestionForm
from wolouj.meetings.handouts.page import handouts_of
from wolouj.meetings.loading import PublicMeeting, Receipt, load_public, load_receipt
from wolouj.meetings.models import Source
from wolouj.meetings.views.wall import asked, wall_of
from wolouj.people.permissions import required

ASK_FOR = timedelta(days=14)
"""How long after the last day one may still send a question by phone."""


@required("create", load_public)
def ask(request: HttpRequest, thing: PublicMeeting) -> HttpResponse:
    """The public page: one asks, one reads what was published."""
    meeting, on = thing.meeting, clock.today()
    open_ = on <= thing.gathering.last_day + ASK_FOR
    if request.GET.get("receipt"):
        return _to_answer(request, thing.gathering.code)
    form = QuestionForm(request.POST, request.FILES) if request.method == "POST" else QuestionForm()
    if request.method == "POST" and open_:
        kept = asked(request, meeting, form, Source.PHONE)
        if kept is not None:
            messages.success(request, say("meetings.ask_kept"))
            return redirect("meetings:answer", receipt=kept.receipt)
    context = head(thing.gathering, on=on) | wall_of(request, meeting)
    context |= {"form": form, "open": open_, "minutes": queries.approved(meeting)}
    context["handouts"] = handouts_of(meeting)
    return render(request, "meetings/ask.html", context, status=422 if form.errors else 200)


def _to_answer(request: HttpRequest, code: str) -> HttpResponse:
    """From the letters she typed to the page of her question."""
    found = queries.by_receipt(request.GET["receipt"])
    if found is not None:
        return redirect("meetings:answer", receipt=found.receipt)
    messages.error(request, say("meetings.receipt_unknown"))
    return redirect("meetings:ask", code=code)


@required("see", load_receipt)
@require_safe
def answer(request: HttpRequest, thing: Receipt) -> HttpResponse:
    """What became of one question, for whoever asked it: received, published, answered. Never its own words."""
    question = thing.question
    context = head(question.meeting.gathering, on=clock.today()) | page.answer_page(question)
    shown = render(request, "meetings/answer.html", context)
    shown["Cache-Control"] = "no-store"
    return shown
