"""The practice mode: who teaches gives a mock order; each answers it; both read how it went."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from wolouj.bids import papers
from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import active, say
from wolouj.people.permissions import may, required
from wolouj.training import page
from wolouj.training.actions import practice as actions
from wolouj.training.loading import load_exercise, load_practice, load_session
from wolouj.training.models import Attempt, Exercise, Learner, Session
from wolouj.training.practice.forms import PracticeForm, SetExerciseForm
from wolouj.training.practice.marking import bidder_of, mocks, notice_of
from wolouj.training.practice.page import attempt_rows, exercise_rows, line_rows, marks_page


@required("change", load_session)
def exercises(request: HttpRequest, thing: Session) -> HttpResponse:
    """The exercises of a session, and one more to give."""
    at = clock.now()
    form = SetExerciseForm(request.POST if request.method == "POST" else None, at=at)
    if request.method == "POST" and form.is_valid():
        code, closes_at = form.told()
        try:
            made = actions.set_exercise(session=thing, code=code, closes_at=closes_at, by=request.actor, at=at)
        except BadInput as fault:
            form.add_error(fault.field, getattr(fault.text, active()))
        else:
            messages.success(request, say("training.exercise_given"))
            return redirect("training:exercise", exercise_id=made.pk)
    context = page.session_head(thing, clock.today()) | {
        "rows": exercise_rows(thing.exercises.all(), at), "form": form,
    }  # fmt: skip
    return render(request, "training/exercises.html", context, status=422 if form.errors else 200)


@required("see", load_exercise)
@require_safe
def exercise(request: HttpRequest, thing: Exercise) -> HttpResponse:
    """How each learner of the group answered."""
    mock = mocks()[thing.code]
    learners = thing.session.group.learners.filter(left_at=None).select_related("participant")
    attempts = {row.learner_id: row for row in thing.attempts.all()}
    context = {
        "exercise": thing, "title": getattr(mock.name, active()), "group": page.text(thing.session.group, "name"),
        "rows": attempt_rows(thing, learners.order_by("participant__name_ar", "participant__name", "id"), attempts),
        "lines": line_rows(mock), "closed": clock.now() > thing.closes_at, "answered": len(attempts),
        "vat": say(f"training.sheet_vat_{mock.vat}"),
    }  # fmt: skip
    return render(request, "training/exercise.html", context)


@required("change", load_practice)
def practice(request: HttpRequest, thing: Learner) -> HttpResponse:
    """The mock order answered: costs, prices, VAT; then how it went."""
    given: Exercise = thing.asked_exercise  # type: ignore[attr-defined]
    mock, at = mocks()[given.code], clock.now()
    known = Attempt.objects.filter(exercise=given, learner=thing).first()
    form = PracticeForm(request.POST if request.method == "POST" else None, mock=mock, known=known)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(exercise=given, learner=thing, prices=form.prices(), vat=form.vat(), by=request.actor, at=at)
        except BadInput as fault:
            form.wrong = getattr(fault.text, active())
        else:
            return redirect("training:marked", exercise_id=given.pk, learner_id=thing.pk)
    context = {
        "form": form, "rows": form.rows(), "exercise": given, "learner": thing, "title": getattr(mock.name, active()),
        "hers": request.actor.principal in thing.owners(), "name": page.name(thing.participant), "now": at,
        "vat": say(f"training.sheet_vat_{mock.vat}"), "sees": may(request.actor, "see", thing),
    }  # fmt: skip
    return render(request, "training/practice.html", context, status=422 if form.bad else 200)


def _attempt(learner: Learner) -> Attempt:
    given: Exercise = learner.asked_exercise  # type: ignore[attr-defined]
    found = Attempt.objects.filter(exercise=given, learner=learner).select_related("exercise").first()
    if found is None:
        raise Http404
    return found


@required("change", load_practice)
@require_safe
def marked(request: HttpRequest, thing: Learner) -> HttpResponse:
    """How it went, told kindly: what is right, what to mend, the quote as it would be printed."""
    attempt = _attempt(thing)
    mock = mocks()[attempt.exercise.code]
    context = marks_page(attempt, actions.marked_again(attempt)) | {
        "exercise": attempt.exercise, "learner": thing, "title": getattr(mock.name, active()),
        "hers": request.actor.principal in thing.owners(), "name": page.name(thing.participant),
        "open": clock.now() <= attempt.exercise.closes_at, "sees": may(request.actor, "see", thing),
    }  # fmt: skip
    return render(request, "training/marked.html", context)


@required("change", load_practice)
@require_safe
def paper(request: HttpRequest, thing: Learner) -> HttpResponse:
    """The quote of the exercise as the real paper, marked as a sample on every page and never numbered."""
    attempt = _attempt(thing)
    given, mock = attempt.exercise, mocks()[attempt.exercise.code]
    content = papers.pdf_bytes(
        actions.marked_again(attempt).quote, notice_of(mock, set_at=given.set_at, closes_at=given.closes_at),
        bidder_of(attempt.vat, on=given.set_at.date()), at=attempt.at, draft=True, sample=True,
    )  # fmt: skip
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="exercice.pdf"'
    return response
