"""How a session felt: one of three faces, a voice note; in turn on one phone, or by herself."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.files_asked import kept_sound
from wolouj.foundation.words import active, say
from wolouj.people.permissions import required
from wolouj.training import page
from wolouj.training.actions import results as actions
from wolouj.training.forms import FeltForm
from wolouj.training.loading import load_felt_of, load_session, load_voice
from wolouj.training.models import Expected, Face, Felt, Learner, Session
from wolouj.training.results_page import face_words


@required("change", load_felt_of)
def felt(request: HttpRequest, thing: Learner) -> HttpResponse:
    """Her own face for one session, and her voice if she likes."""
    if request.actor.principal not in thing.owners():
        raise Http404
    expected: Expected = thing.asked_expected  # type: ignore[attr-defined]
    known = Felt.objects.filter(session=expected.session, learner=thing).first()
    form = FeltForm(
        request.POST if request.method == "POST" else None, request.FILES or None,
        initial={"face": known.face} if known else None,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.feel(
                expected=expected, face=Face(data["face"]), sound=data["sound"], by=request.actor, at=clock.now()
            )
        except BadInput as fault:
            form.add_error(None, getattr(fault.text, active()))
        else:
            messages.success(request, say("training.felt_kept"))
            return redirect("training:learner", learner_id=thing.pk)
    context = {
        "form": form, "learner": thing, "title": page.text(expected.session.module, "name"),
        "faces": face_words(form["face"].value()), "day": expected.session.gathering.day,
    }  # fmt: skip
    return render(request, "training/felt.html", context, status=422 if form.errors else 200)


@required("change", load_session)
def faces(request: HttpRequest, thing: Session) -> HttpResponse:
    """The phone goes round: each taps a face, and nobody is named."""
    form = FeltForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and _tapped(request, thing, form):
        return redirect("training:faces", session_id=thing.pk)
    here = thing.expected.filter(registration__arrived_at__isnull=False).count()
    context = page.session_head(thing, clock.today()) | {
        "form": form, "faces": face_words(), "given": thing.felt.count(), "here": here,
        "undo": thing.felt.filter(learner=None).exists(),
    }  # fmt: skip
    return render(request, "training/faces.html", context, status=422 if form.errors else 200)


def _tapped(request: HttpRequest, session: Session, form: FeltForm) -> bool:
    """Whether what was tapped is done; false when the voice note sent with it cannot be kept."""
    if "undo" in request.POST:
        if actions.take_back_face(session=session, by=request.actor, at=clock.now()):
            messages.success(request, say("training.face_back"))
        return True
    asked = request.POST.get("face", "")
    if asked not in Face.values:
        raise Http404
    if not form.is_valid():
        return False
    sound = form.cleaned_data["sound"]
    try:
        actions.feel_in_turn(session=session, face=Face(asked), sound=sound, by=request.actor, at=clock.now())
    except BadInput as fault:
        messages.error(request, getattr(fault.text, active()))
    else:
        messages.success(request, say("training.face_thanks"))
    return True


@required("see", load_voice)
@require_safe
def voice(request: HttpRequest, thing: Felt) -> HttpResponse:
    """A voice note about a session: whose it is, is not said."""
    return kept_sound(thing.sound, request.headers.get("Range", ""))
