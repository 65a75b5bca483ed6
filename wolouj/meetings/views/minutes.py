"""Minutes and press note: what is ready, drafts, versions, files."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from wolouj.foundation import clock
from wolouj.foundation.words import say
from wolouj.gatherings.page import head
from wolouj.meetings import actions, page, papers, queries
from wolouj.meetings.loading import PublicMeeting, load_meeting, load_paper, load_public
from wolouj.meetings.models import Meeting
from wolouj.people.permissions import may, required

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@required("see", load_meeting, "minutes")
@require_safe
def minutes(request: HttpRequest, thing: Meeting) -> HttpResponse:
    """What is ready, what is missing; the drafts; the versions approved."""
    found = page.checks(queries.record_of(thing), queries.wall_of(thing))
    context = head(thing.gathering, on=clock.today()) | {
        "checks": found,
        "ready": all(check["sign"] == "go" for check in found),
        "versions": list(thing.minutes.defer("papers")),
        "approves": may(request.actor, "create", "minutes", thing),
        "section": "minutes",
    }
    return render(request, "meetings/minutes.html", context)


@require_POST
@required("create", load_meeting, "minutes")
def approve(request: HttpRequest, thing: Meeting) -> HttpResponse:
    """Keep the public copy of this instant, and publish it."""
    made = actions.approve(meeting=thing, by=request.actor, at=clock.now())
    messages.success(request, say("meetings.approved", n=made.number))
    return redirect("meetings:minutes", gathering_id=thing.pk)


@required("see", load_paper, "minutes")
@require_safe
def paper(request: HttpRequest, thing: Meeting) -> HttpResponse:
    """A draft for the body's people."""
    name: str = thing.asked_file  # type: ignore[attr-defined]
    at, word = clock.now(), name in papers.WORD
    kind, lang = papers.WORD[name] if word else papers.FILES[name]
    data = papers.draft_data(queries.record_of(thing), kind, lang, at=at)
    annex = papers.annex_of(thing.gathering, lang, at=at) if word and kind == "minutes" else None
    return _word(kind, data, name, annex) if word else _pdf(kind, data, name)


@required("see", load_public)
@require_safe
def public_paper(request: HttpRequest, thing: PublicMeeting) -> HttpResponse:
    """A paper of the last approved version."""
    kept = queries.approved(thing.meeting)
    if kept is None:
        raise Http404
    name = thing.asked_file
    kind, lang = papers.WORD[name] if name in papers.WORD else papers.FILES[name]
    give = _word if name in papers.WORD else _pdf
    return give(kind, kept.papers[kind][lang], name)


def _pdf(kind: str, data: dict[str, Any], name: str) -> HttpResponse:
    response = HttpResponse(papers.pdf(kind, data), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _word(kind: str, data: dict[str, Any], name: str, annex: dict[str, Any] | None = None) -> HttpResponse:
    response = HttpResponse(papers.word(kind, data, annex), content_type=WORD_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
