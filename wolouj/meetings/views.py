"""Pages of the meetings room: what is said, the questions, the minutes; and the public page, by its code."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from wolouj.difficulties import actions as difficulties
from wolouj.difficulties.actions import Told
from wolouj.difficulties.codes import codes
from wolouj.difficulties.models import SourceKind
from wolouj.difficulties.page import gauges, name_of
from wolouj.difficulties.telling import tell_page
from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.sounds import TYPES
from wolouj.foundation.words import active, say
from wolouj.gatherings.page import head
from wolouj.meetings import actions, page, papers, queries
from wolouj.meetings.forms import FrameForm, MeetingForm, QuestionForm, ReviewForm
from wolouj.meetings.loading import (
    ITEMS,
    PublicMeeting,
    Receipt,
    load_item,
    load_meeting,
    load_new_item,
    load_paper,
    load_public,
    load_question,
    load_receipt,
    load_sound,
)
from wolouj.meetings.memory import memory_page
from wolouj.meetings.models import Item, Meeting, Question, Review, Source
from wolouj.people.models import Body
from wolouj.people.permissions import may, required

ASK_FOR = timedelta(days=14)
"""How long after the last day one may still send a question by phone."""


WALL_SHOWN = 40
"""Questions on a page, the most asked first, until all are asked for."""


def _wall(request: HttpRequest, rows: list[Question]) -> dict[str, Any]:
    """The published questions by theme, the first ones or all; of one theme when it is asked for."""
    themes = page.theme_pills(rows, request.GET.get("theme", ""))
    rows = [row for row in rows if not themes["asked"] or row.theme == themes["asked"]]
    shown = rows if "all" in request.GET else rows[:WALL_SHOWN]
    return {
        "groups": page.by_theme(shown),
        "themes": themes,
        "rows": bool(shown),
        "total": len(rows),
        "answered": sum(1 for row in rows if row.answered),
        "more": len(shown) < len(rows),
    }


@required("see", "gathering")
@require_safe
def meeting_list(request: HttpRequest) -> HttpResponse:
    """The meetings of her body, the latest first."""
    rows = list(queries.meetings_of(request.actor.bodies))
    return render(request, "meetings/list.html", page.list_page(rows, on=clock.today()))


@required("create", "gathering")
def new(request: HttpRequest) -> HttpResponse:
    """A new meeting: title, day, place."""
    bodies = list(Body.objects.filter(id__in=request.actor.bodies).order_by("name_fr"))
    form = MeetingForm(request.POST if request.method == "POST" else None, bodies=bodies)
    if request.method == "POST" and form.is_valid():
        data: dict[str, Any] = form.cleaned_data
        meeting = actions.open_meeting(
            body=form.bodies[data["body"]], day=data["day"], titles=(data["title_ar"], data["title_fr"]),
            places=(data["place_ar"], data["place_fr"]), half_days=data["half_days"], language=data["language"],
            region=data["region"], level=data["level"], by=request.actor, at=clock.now(),
        )  # fmt: skip
        return redirect("gatherings:show", gathering_id=meeting.gathering_id)
    return render(request, "meetings/new.html", {"form": form}, status=422 if form.errors else 200)


# ---- what is said -----------------------------------------------------------------------------------------------


@required("see", load_meeting)
@require_safe
def programme(request: HttpRequest, thing: Meeting) -> HttpResponse:
    """Context, interventions, points, commitments: each line opens its form."""
    on = clock.today()
    context = head(thing.gathering, on=on) | page.programme_page(queries.record_of(thing), on=on)
    context["difficulties"] = gauges(queries.difficulties_of(thing), name_of)
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


# ---- questions --------------------------------------------------------------------------------------------------


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
    if _asked(request, thing, form, Source.SLIP) is not None:
        messages.success(request, say("meetings.slip_kept"))
        return redirect("meetings:questions", gathering_id=thing.pk)
    return _questions(request, thing, form)


def _questions(request: HttpRequest, meeting: Meeting, form: QuestionForm) -> HttpResponse:
    rows = list(meeting.questions.all())
    context = head(meeting.gathering, on=clock.today()) | {
        "form": form,
        "held": [page.asked_row(row) for row in rows if row.review == Review.HELD],
        "aside": [page.asked_row(row) for row in rows if row.review == Review.KEPT_ASIDE],
        "section": "questions",
    }
    context |= _wall(request, [row for row in rows if row.review == Review.PUBLISHED])
    return render(request, "meetings/questions.html", context, status=422 if form.errors else 200)


def _asked(request: HttpRequest, meeting: Meeting, form: QuestionForm, source: Source) -> Question | None:
    """Keep what was asked; ``None`` with the form saying why."""
    if not form.is_valid():
        return None
    try:
        return actions.ask(meeting=meeting, **form.cleaned_data, source=source, by=request.actor, at=clock.now())
    except actions.Full:
        form.add_error(None, say("meetings.question_full"))
        return None


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


@required("create", load_public)
def ask(request: HttpRequest, thing: PublicMeeting) -> HttpResponse:
    """The public page: one asks, one reads what was published."""
    meeting, on = thing.meeting, clock.today()
    open_ = on <= thing.gathering.last_day + ASK_FOR
    if request.GET.get("receipt"):
        return _to_answer(request, thing.gathering.code)
    form = QuestionForm(request.POST, request.FILES) if request.method == "POST" else QuestionForm()
    if request.method == "POST" and open_:
        kept = _asked(request, meeting, form, Source.PHONE)
        if kept is not None:
            messages.success(request, say("meetings.ask_kept"))
            return redirect("meetings:answer", receipt=kept.receipt)
    context = head(thing.gathering, on=on) | _wall(request, list(queries.published(meeting)))
    context |= {"form": form, "open": open_, "minutes": queries.approved(meeting)}
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


@required("see", load_sound)
@require_safe
def sound(request: HttpRequest, thing: Question) -> HttpResponse:
    """A voice note, for the body's people."""
    extension = thing.sound.name.rsplit(".", 1)[-1]
    try:
        opened = thing.sound.open("rb")
    except FileNotFoundError as fault:
        raise Http404 from fault
    response = FileResponse(opened, content_type=TYPES[extension], filename=f"voice.{extension}")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@required("see", "published")
@require_safe
def memory(request: HttpRequest, code: str) -> HttpResponse:
    """What is remembered of one theme, for anybody."""
    if code not in codes():
        raise Http404
    return render(request, "meetings/memory.html", memory_page(codes()[code], at=clock.now()))


# ---- minutes ----------------------------------------------------------------------------------------------------


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
    kind, lang = papers.FILES[name]
    return _pdf(kind, papers.draft_data(queries.record_of(thing), kind, lang, at=clock.now()), name)


@required("see", load_public)
@require_safe
def public_paper(request: HttpRequest, thing: PublicMeeting) -> HttpResponse:
    """A paper of the last approved version."""
    kept = queries.approved(thing.meeting)
    if kept is None:
        raise Http404
    kind, lang = papers.FILES[thing.asked_file]
    return _pdf(kind, kept.papers[kind][lang], thing.asked_file)


def _pdf(kind: str, data: dict[str, Any], name: str) -> HttpResponse:
    response = HttpResponse(papers.pdf(kind, data), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
