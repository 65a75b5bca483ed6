"""What she agreed to: a yes given later, heard again, taken back; facts of private life kept and opened."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from rulebook.engine import format as fmt
from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.files_asked import played
from wolouj.foundation.words import active, say
from wolouj.people.permissions import may, required
from wolouj.programme import queries
from wolouj.programme.actions import consents as actions
from wolouj.programme.actions import ending
from wolouj.programme.forms import ConsentForm, SensitiveForm
from wolouj.programme.loading import load_application, load_ending, load_recorded
from wolouj.programme.models import Application, Consent, Purpose
from wolouj.programme.models.people import ConsentHow, SensitiveKind


def _hers(request: HttpRequest, application: Application) -> bool:
    return request.actor.principal in application.owners()


def _home_of(request: HttpRequest, application: Application) -> str:
    """Her own page for herself, the desk's for the body's people."""
    name = "file" if _hers(request, application) else "received_file"
    return reverse(f"programme:{name}", args=[application.id])


@required("create", load_application, "consent")
def consent(request: HttpRequest, thing: Application) -> HttpResponse:
    """A yes given later, to one use, with how it was given and perhaps her voice."""
    purposes = queries.still_to_agree(thing.participant)
    back = reverse("programme:received_file", args=[thing.id])
    if not purposes:
        messages.info(request, say("programme.consents_all"))
        return redirect(back)
    posted = request.method == "POST"
    form = ConsentForm(request.POST if posted else None, request.FILES if posted else None, purposes=purposes)
    if posted and form.is_valid():
        told = form.cleaned_data
        try:
            actions.consent(
                participant=thing.participant, purpose=told["purpose"], yes=True, how=told["consent_how"],
                sound=told["sound"], by=request.actor, at=clock.now(),
            )  # fmt: skip
        except BadInput as fault:
            form.add_error("sound" if fault.field == "sound" else None, getattr(fault.text, active()))
        else:
            messages.success(request, say("programme.consent_done"))
            return redirect(back)
    context: dict[str, Any] = {"form": form, "title": say("programme.consent_new"), "back": back, "remove": False}
    context["intro"] = say("programme.consent_new_why")
    return render(request, "programme/form.html", context, status=422 if form.errors else 200)


def _opens(request: HttpRequest, purpose: str, about: Application | Consent) -> bool:
    """A yes to keep a private fact is itself private: who may not open the fact is not told of it."""
    return purpose != Purpose.SENSITIVE or may(request.actor, "see", "sensitive", about)


@require_POST
@required("change", load_ending, "consent")
def end_consent(request: HttpRequest, thing: Application) -> HttpResponse:
    """She takes one yes back, herself or at her word. Both days stay written."""
    purpose: str = thing.asked_purpose  # type: ignore[attr-defined]
    if not _opens(request, purpose, thing):
        raise Http404
    ending.end(participant=thing.participant, purpose=purpose, by=request.actor, at=clock.now())
    messages.success(request, say("programme.consent_ended_done"))
    return redirect(_home_of(request, thing))


@required("see", load_recorded)
@require_safe
def sound(request: HttpRequest, thing: Consent) -> HttpResponse:
    """Her recorded yes, for her and for who keeps her file; the hearing is written first."""
    if not _opens(request, thing.purpose, thing):
        raise Http404
    try:
        data, extension = actions.hear(consent=thing, by=request.actor, at=clock.now())
    except FileNotFoundError as fault:
        raise Http404 from fault
    return played(data, extension, request.headers.get("Range", ""))


# ---- Private life -----------------------------------------------------------------------------------------------


@required("create", load_application, "sensitive")
def sensitive(request: HttpRequest, thing: Application) -> HttpResponse:
    """Keep a fact of her private life, with her consent. What was kept is not shown here."""
    posted, helped = request.method == "POST", not _hers(request, thing)
    form = SensitiveForm(request.POST if posted else None, request.FILES if posted else None, helped=helped)
    back = _home_of(request, thing)
    if posted and form.is_valid():
        told = {"how": ConsentHow.TICK, "sound": None} | form.cleaned_data
        actions.keep_sensitive(participant=thing.participant, by=request.actor, at=clock.now(), **told)
        messages.success(request, say("programme.sensitive_done"))
        return redirect(back)
    context: dict[str, Any] = {"form": form, "title": say("programme.sensitive_title"), "back": back, "remove": False}
    context["intro"] = say("programme.sensitive_intro" if helped else "programme.sensitive_intro_hers")
    return render(request, "programme/form.html", context, status=422 if form.errors else 200)


@require_POST
@required("see", load_application, "sensitive")
def open_sensitive(request: HttpRequest, thing: Application) -> HttpResponse:
    """Open what was kept: by a button, never by a link, and the line is written first."""
    facts = actions.open_sensitive(participant=thing.participant, by=request.actor, at=clock.now())
    kinds = set(SensitiveKind.values)
    rows = [
        {"kind": say(f"programme.sensitive_{fact.kind if fact.kind in kinds else 'other'}"), "text": fact.text,
         "at": fact.told_at}
        for fact in facts
    ]  # fmt: skip
    context = {"rows": rows, "who": fmt.isolate_auto(thing.participant.shown_name(active())),
               "back": _home_of(request, thing)}  # fmt: skip
    return render(request, "programme/sensitive.html", context)
