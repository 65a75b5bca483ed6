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
from wolouj.training import papers as own_papers
from wolouj.training.actions import practice as actions
from wolouj.training.loading import load_exercise, load_exercise_paper, load_practice, load_session
from wolouj.training.models import Attempt, Exercise, Learner, Session
from wolouj.training.practice.forms import PracticeForm, SetExerciseForm, SetRealForm
from wolouj.training.practice.marking import bidder_of, notice_of, order_of
from wolouj.training.practice.page import (
    attempt_rows,
    exercise_rows,
    kept_from,
    line_rows,
    marks_page,
    met_rows,
    order_title,
    real_place,
)
from wolouj.training.practice.real import candidates


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


@required("change", load_session)
def real(request: HttpRequest, thing: Session) -> HttpResponse:
    """A real notice, open now, to answer live: looked for, chosen, given to the group."""
    at, words = clock.now(), request.GET.get("q", "")[:200]
    place = next(iter(thing.group.call.where()), "")
    found = candidates(words=words, place=place, person=request.actor.person, at=at)
    form = SetRealForm(request.POST if request.method == "POST" else None, found=found, at=at)
    if request.method == "POST" and form.is_valid():
        notice, vat, closes_at = form.told()
        try:
            made = actions.set_real_exercise(
                session=thing, notice=notice, vat=vat, closes_at=closes_at, by=request.actor, at=at
            )
        except BadInput as fault:
            form.add_error(fault.field if fault.field in form.fields else None, getattr(fault.text, active()))
        else:
            messages.success(request, say("training.exercise_given"))
            return redirect("training:exercise", exercise_id=made.pk)
    context = page.session_head(thing, clock.today()) | {"form": form, "rows": form.rows(), "words": words}
    return render(request, "training/real.html", context, status=422 if form.errors else 200)


@required("see", load_exercise)
@require_safe
def exercise(request: HttpRequest, thing: Exercise) -> HttpResponse:
    """How each learner of the group answered."""
    order = order_of(thing)
    learners = thing.session.group.learners.filter(left_at=None).select_related("participant")
    attempts = {row.learner_id: row for row in thing.attempts.all()}
    context = {
        "exercise": thing, "title": order_title(thing), "group": page.text(thing.session.group, "name"),
        "rows": attempt_rows(
            thing, learners.order_by("participant__name_ar", "participant__name", "id"), attempts, by=request.actor
        ),
        "met": met_rows(attempts.values()), "lines": line_rows(order), "closed": clock.now() > thing.closes_at,
        "answered": len(attempts), "vat": say(f"training.sheet_vat_{order.vat}"), "place": real_place(thing),
    }  # fmt: skip
    return render(request, "training/exercise.html", context)


@required("see", load_exercise_paper)
@require_safe
def sheet(request: HttpRequest, thing: Exercise) -> HttpResponse:
    """The order on paper, for who answers by hand."""
    name: str = thing.asked_file  # type: ignore[attr-defined]
    content = own_papers.exercise_pdf(thing, lang=own_papers.EXERCISES[name], at=clock.now())
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@required("change", load_practice)
def practice(request: HttpRequest, thing: Learner) -> HttpResponse:
    """The mock order answered: costs, prices, VAT; then how it went."""
    given, at = _given(request, thing), clock.now()
    mock = order_of(given)
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
        "form": form, "rows": form.rows(), "exercise": given, "learner": thing, "title": order_title(given),
        "hers": request.actor.principal in thing.owners(), "name": page.name(thing.participant), "now": at,
        "place": real_place(given),
        "vat": say(f"training.sheet_vat_{mock.vat}"), "sees": may(request.actor, "see", thing),
    }  # fmt: skip
    return render(request, "training/practice.html", context, status=422 if form.bad else 200)


def _given(request: HttpRequest, learner: Learner) -> Exercise:
    """The exercise of the address: on a real notice, only hers to open once she has her own account."""
    given: Exercise = learner.asked_exercise  # type: ignore[attr-defined]
    if kept_from(request.actor, learner, given):
        raise Http404
    return given


def _attempt(request: HttpRequest, learner: Learner) -> Attempt:
    given = _given(request, learner)
    found = Attempt.objects.filter(exercise=given, learner=learner).select_related("exercise").first()
    if found is None:
        raise Http404
    return found


@required("change", load_practice)
@require_safe
def marked(request: HttpRequest, thing: Learner) -> HttpResponse:
    """How it went, told kindly: what is right, what to mend, the quote as it would be printed."""
    attempt = _attempt(request, thing)
    context = marks_page(attempt, actions.marked_again(attempt)) | {
        "exercise": attempt.exercise, "learner": thing, "title": order_title(attempt.exercise),
        "place": real_place(attempt.exercise),
        "hers": request.actor.principal in thing.owners(), "name": page.name(thing.participant),
        "open": clock.now() <= attempt.exercise.closes_at, "sees": may(request.actor, "see", thing),
    }  # fmt: skip
    return render(request, "training/marked.html", context)


@required("change", load_practice)
@require_safe
def paper(request: HttpRequest, thing: Learner) -> HttpResponse:
    """The quote of the exercise as the real paper, marked as a sample on every page and never numbered."""
    attempt = _attempt(request, thing)
    given, mock = attempt.exercise, order_of(attempt.exercise)
    # A real notice is printed with its own deadline: that of the exercise is the group's affair.
    closes_at = real_place(given).get("deadline", given.closes_at)
    content = papers.pdf_bytes(
        actions.marked_again(attempt).quote, notice_of(mock, set_at=given.set_at, closes_at=closes_at),
        bidder_of(attempt.vat, on=given.set_at.date()), at=attempt.at, draft=True, sample=True,
    )  # fmt: skip
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="exercice.pdf"'
    return response
