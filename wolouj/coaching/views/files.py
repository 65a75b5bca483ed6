"""One person's file: her plan, her visits, what they hold."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from wolouj.coaching import queries
from wolouj.coaching.actions import plans
from wolouj.coaching.day.day import lines_for
from wolouj.coaching.forms.plans import ActionForm, GoalForm
from wolouj.coaching.loading import File, load_action, load_file, load_goal, load_photo, load_visit
from wolouj.coaching.models import Doer, PlanAction, PlanGoal, Visit, VisitPhoto
from wolouj.coaching.page import file as page
from wolouj.coaching.page import name_of
from wolouj.coaching.page.capacity import next_day
from wolouj.coaching.page.desk import press_rows
from wolouj.coaching.views.common import form_page, staff
from wolouj.coaching.wall.notes import (
    hidden_plan,
    hidden_visits,
    hidden_words,
    hides,
    plain_words,
    quietened,
    quietened_plan,
)
from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.files_asked import kept_sound
from wolouj.foundation.words import active, say
from wolouj.people.permissions import may, required
from wolouj.programme.models import Participant


@staff("see", load_file)
@require_safe
def file(request: HttpRequest, thing: File) -> HttpResponse:
    """Her file: how to reach her, what comes next, the plan, the visits."""
    on, her = clock.today(), thing.participant
    if her.person_id and her.person_id == request.actor.person:
        return redirect("coaching:mine")
    visits = list(queries.visits_of(her.pk)[: queries.LAST])
    if hidden := hidden_visits(request.actor, her, visits):
        visits = [quietened(row, request.actor) for row in visits]
    goals = list(queries.goals_of(her.pk))
    if hidden_plan(request.actor, her, goals):
        goals, hidden = quietened_plan(goals, request.actor), True
    context = page.head(her) | page.plan(goals, on=on)
    asked = queries.reviews_of(her.pk).first()
    context |= {
        "asked_on": asked.told_on if asked else None,
        "asked_again": next_day(asked) if asked else None,
        "participant": her,
        "coach": thing.following.coach.shown_name(active()) if thing.following else "",
        "writes": may(request.actor, "create", thing),
        "mandated": bool(her.person_id and request.actor.mandate_for(her.person_id)),
        "presses": _presses(request, her),
        "hidden": hidden,
        "left": page.word_left(thing.following, hides=hidden or _word_hidden(request, thing)),
        "visits": [page.visit_row(row) for row in visits],
        "next": next((row.next_on for row in visits[:1] if row.next_on and row.next_on >= on), None),
    }
    return render(request, "coaching/file.html", context)


def _presses(request: HttpRequest, her: Participant) -> list[dict[str, Any]]:
    """What the file risks, as on the coach's day: said to its coach alone."""
    at = clock.now()
    return press_rows(lines_for(her.pk, request.actor, at=at), at=at)  # type: ignore[attr-defined]


# ---- the plan ---------------------------------------------------------------------------------------------------


@staff("create", load_file)
def new_goal(request: HttpRequest, thing: File) -> HttpResponse:
    """A goal, in her words."""
    form = GoalForm(request.POST if request.method == "POST" else None)
    back = reverse("coaching:file", args=[thing.participant.pk])
    if request.method == "POST" and form.is_valid():
        try:
            plans.set_goal(
                participant=thing.participant, text=form.cleaned_data["text"], by=request.actor, at=clock.now()
            )
            return redirect(back)
        except BadInput as fault:
            form.add_error("text", getattr(fault.text, active()))
    return form_page(request, form, title=say("coaching.new_goal"), back=back, intro=say("coaching.goal_intro"))


@staff("change", load_goal)
def goal(request: HttpRequest, thing: PlanGoal) -> HttpResponse:
    """Say it better; or it is reached, or left aside."""
    back = reverse("coaching:file", args=[thing.participant_id])
    ends = [each for each in ("reached", "left") if each in request.POST]
    if ends:
        plans.close_goal(goal=thing, reached=ends[0] == "reached", by=request.actor, at=clock.now())
        messages.success(request, say("coaching.goal_closed"))
        return redirect(back)
    if thing.closed_at is not None:
        raise Http404
    if hidden_words(request.actor, thing):  # the words of another stay as they are; the goal may end all the same
        return _only_ends(request, thing, back)
    form = GoalForm(request.POST if request.method == "POST" else None, initial={"text": thing.text})
    if request.method == "POST" and form.is_valid():
        plans.reword_goal(goal=thing, text=form.cleaned_data["text"], by=request.actor, at=clock.now())
        return redirect(back)
    context = {"form": form, "title": say("coaching.the_goal"), "back": back, "intro": name_of(thing.participant)}
    return render(request, "coaching/goal.html", context, status=422 if form.errors else 200)


def _only_ends(request: HttpRequest, thing: PlanGoal, back: str) -> HttpResponse:
    """A goal that this reader may end and not reword: a price of the wall may stand in it."""
    if request.method == "POST":
        raise Http404
    context = {
        "title": say("coaching.the_goal"), "back": back, "intro": _words(request, thing), "hidden": True,
    }  # fmt: skip
    return render(request, "coaching/goal.html", context)


@staff("change", load_goal)
def new_action(request: HttpRequest, thing: PlanGoal) -> HttpResponse:
    """One thing to do for this goal."""
    if thing.closed_at is not None:
        raise Http404
    form = ActionForm(request.POST if request.method == "POST" else None, today=clock.today(), initial={"doer": "her"})
    back = reverse("coaching:file", args=[thing.participant_id])
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"doer": Doer(form.cleaned_data["doer"])}
        plans.add_action(goal=thing, **given, by=request.actor, at=clock.now())
        return redirect(back)
    return form_page(request, form, title=say("coaching.new_action"), back=back, intro=_words(request, thing))


def _words(request: HttpRequest, thing: PlanGoal) -> str:
    """The words of a goal as this reader may read them."""
    return plain_words(thing, request.actor.person) if hidden_words(request.actor, thing) else thing.text


@staff("change", load_action)
def change_action(request: HttpRequest, thing: PlanAction) -> HttpResponse:
    """Another day, other words, another hand; what is done stays as it was done."""
    if thing.done_on is not None or thing.goal.closed_at is not None or hidden_words(request.actor, thing):
        raise Http404
    told = {"text": thing.text, "doer": thing.doer, "due": thing.due}
    form = ActionForm(
        request.POST if request.method == "POST" else None, today=clock.today(), kept=thing.due, initial=told
    )
    back = reverse("coaching:file", args=[thing.participant_id])
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"doer": Doer(form.cleaned_data["doer"])}
        plans.change_action(action=thing, **given, by=request.actor, at=clock.now())
        return redirect(back)
    return form_page(request, form, title=say("coaching.change_action"), back=back, intro=_words(request, thing.goal))


@require_POST
@staff("change", load_action)
def mark_action(request: HttpRequest, thing: PlanAction) -> HttpResponse:
    """Done, or not after all."""
    done_on = None if "undo" in request.POST else clock.today()
    plans.mark_action(action=thing, done_on=done_on, by=request.actor, at=clock.now())
    return redirect("coaching:file", participant_id=thing.participant_id)


# ---- visits -----------------------------------------------------------------------------------------------------


@required("see", load_visit)
@require_safe
def visit_show(request: HttpRequest, thing: Visit) -> HttpResponse:
    """One visit, for her coach, her manager and herself."""
    hers = request.actor.principal in thing.owners()
    back = reverse("coaching:mine") if hers else reverse("coaching:file", args=[thing.participant_id])
    hidden = _hidden(request, thing)
    shown = quietened(thing, request.actor) if hidden else thing
    context: dict[str, Any] = page.visit_page(shown, files=not hidden) | {
        "back": back, "name": name_of(thing.participant), "visit": thing, "hidden": hidden,
        "photos_closed": not hidden and not _photos_open(request, thing),
        "befores": [] if hidden else page.before_rows(thing, queries.befores_of(thing.pk)),
        "corrects": not request.actor.acting and may(request.actor, "change", thing),
    }  # fmt: skip
    if context["photos_closed"]:
        context["photos_closed"], context["photos"] = bool(context["photos"]), []
    return render(request, "coaching/visit_show.html", context)


def _photos_open(request: HttpRequest, visit: Visit) -> bool:
    """Whether her photos may be seen: always by herself, by others while her yes to photos stands."""
    return request.actor.principal in visit.owners() or queries.says_yes_to_photos(visit.participant_id)


def _word_hidden(request: HttpRequest, file_: File) -> bool:
    """As :func:`_hidden`, for the word left with the file by whoever had it before."""
    came = file_.following.came_by if file_.following else None
    return came is not None and hides(request.actor, file_.participant)  # type: ignore[attr-defined]


def _hidden(request: HttpRequest, visit: Visit) -> bool:
    """Whether the wall stands between this reader and what another noted."""
    return hidden_visits(request.actor, visit.participant, [visit])  # type: ignore[attr-defined]


@required("see", load_photo)
@require_safe
def photo(request: HttpRequest, thing: VisitPhoto) -> HttpResponse:
    """A photo of a visit: drawn again by the house when it was kept."""
    if _hidden(request, thing.visit) or not _photos_open(request, thing.visit):
        raise Http404
    return _sent(thing.file, "image/jpeg", "photo.jpg")


@required("see", load_visit)
@require_safe
def sound(request: HttpRequest, thing: Visit) -> HttpResponse:
    """The voice note of a visit."""
    if _hidden(request, thing):
        raise Http404
    return kept_sound(thing.sound, request.headers.get("Range", ""))


def _sent(file: FieldFile, kind: str, name: str) -> FileResponse:
    try:
        opened = file.open("rb")
    except FileNotFoundError as fault:
        raise Http404 from fault
    response = FileResponse(opened, content_type=kind, filename=name)
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
