"""What anybody reads of a call, and a person's own way: apply in five short screens, then follow her file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.runs import is_arabic
from wolouj.foundation.words import active, say
from wolouj.people.models import Person
from wolouj.people.permissions import may, require, required, signed_in
from wolouj.programme import page, queries
from wolouj.programme.actions import consents, intake
from wolouj.programme.forms import ConditionsForm, ContactForm, ProjectForm, SendForm, YouForm
from wolouj.programme.grid import grid_of
from wolouj.programme.loading import PublicCall, load_application, load_public, load_step
from wolouj.programme.models import Application, Purpose, State
from wolouj.programme.models.people import FREE, ConsentHow
from wolouj.programme.steps import STEPS, after, before
from wolouj.reference import territories


@required("see", "call")
@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """The calls open now, for everybody."""
    at = clock.now()
    rows = [
        {"title": page.text(call, "title"), "detail": say("programme.until_day", day=call.closes_at),
         "url": reverse("programme:call", args=[call.code])}
        for call in queries.open_calls(at)
    ]  # fmt: skip
    hers = queries.files_of(request.actor.principal) if request.actor.person else []
    return render(request, "programme/calls.html", {"rows": rows, "files": [page.file_row(each) for each in hers]})


@required("see", load_public)
@require_safe
def call(request: HttpRequest, thing: PublicCall) -> HttpResponse:
    """One call: what, for whom, until when, how."""
    begun = None
    if request.actor.person:
        begun = queries.files_of(request.actor.principal).filter(call=thing.call).first()
    context = page.public_call(thing.call, clock.now())
    return render(request, "programme/call.html", context | {"begun": page.file_row(begun) if begun else None})


@require_POST
@signed_in
@required("see", load_public)
def apply(request: HttpRequest, thing: PublicCall) -> HttpResponse:
    """Begin, or go back to where she stopped."""
    require(request.actor, "create", "application")
    person = Person.objects.get(pk=request.actor.principal)
    try:
        made = intake.begin_by_herself(call=thing.call, person=person, by=request.actor, at=clock.now())
    except BadInput as fault:
        messages.error(request, getattr(fault.text, active()))
        return redirect("programme:call", code=thing.call.code)
    if made.state != State.DRAFT:
        return redirect("programme:file", application_id=made.id)
    return redirect("programme:step", application_id=made.id, code=made.step or STEPS[0])


@signed_in
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Her files, each with where it stands and what comes next."""
    require(request.actor, "see", "application")
    rows = queries.files_of(request.actor.principal)
    return render(request, "programme/mine.html", {"rows": [page.file_row(row) for row in rows]})


@required("see", load_application)
@require_safe
def file(request: HttpRequest, thing: Application) -> HttpResponse:
    """Where it stands, what comes next, then the answer. Who keeps the file has a page of his own for it."""
    hers = request.actor.principal in thing.owners()
    if not hers and may(request.actor, "change", "intake", thing):
        return redirect("programme:received_file", application_id=thing.id)
    at = clock.now()
    agreed = hers and may(request.actor, "see", "consent", thing)
    context = page.file_page(thing, at) | {
        # A phone may be shared at home: that a private fact is kept is never written on this page.
        "consents": page.consent_rows(thing, private=False) if agreed else [],
        "hers": hers, "follow": "", "facts": page.facts_of(thing, at, hers=True) if hers else [],
        "corrects": hers and thing.state in intake.OPEN and may(request.actor, "change", thing),
        "after": may(request.actor, "see", "after_creation", thing),
    }  # fmt: skip
    return render(request, "programme/file.html", context)


@require_safe
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """The same page for who has no account: a link nobody guesses, that names nobody."""
    found = queries.followed(token)
    if found is None:
        raise Http404
    return render(request, "programme/file.html", page.file_page(found, clock.now()) | {"hers": False, "follow": token})


@require_POST
@required("change", load_application)
def withdraw(request: HttpRequest, thing: Application) -> HttpResponse:
    """She no longer asks."""
    try:
        intake.withdraw(application=thing, by=request.actor, at=clock.now())
        messages.success(request, say("programme.withdrawn_done"))
    except BadInput as fault:
        messages.error(request, getattr(fault.text, active()))
    return redirect(_after_send(request, thing))


# ---- The five screens -------------------------------------------------------------------------------------------


@required("change", load_step)
def step(request: HttpRequest, thing: Application) -> HttpResponse:
    """One screen: shown with what was told, saved, then the next."""
    code: str = thing.asked_step
    if thing.state not in intake.OPEN:
        return redirect(_after_send(request, thing))
    form = _FORMS[code](request, thing)
    if request.method == "POST" and form.is_valid():
        try:
            done = _save(request, thing, code, form)
        except BadInput as fault:
            left = fault.field if fault.field in STEPS and fault.field != code else ""
            if left:
                messages.error(request, getattr(fault.text, active()))
                return redirect("programme:step", application_id=thing.id, code=left)
            form.add_error(fault.field if fault.field in form.fields else None, getattr(fault.text, active()))
        else:
            return redirect(done)
    return render(
        request, "programme/step.html", _step_page(request, thing, code, form), status=422 if form.errors else 200
    )


def _helped(request: HttpRequest, application: Application) -> bool:
    """Whether somebody of the body writes for her."""
    return request.actor.principal not in application.owners()


def _after_send(request: HttpRequest, application: Application) -> str:
    name = "received_file" if _helped(request, application) else "file"
    return reverse(f"programme:{name}", args=[application.id])


def _step_page(request: HttpRequest, application: Application, code: str, form: forms.Form) -> dict[str, Any]:
    here = STEPS.index(code)
    helped = _helped(request, application)
    earlier = before(code)
    away = reverse("programme:received", args=[application.call_id]) if helped else reverse("programme:mine")
    return {
        "application": application,
        "form": form,
        "code": code,
        "title": say(f"programme.step_{code}_helped") if helped and code != "send" else say(f"programme.step_{code}"),
        "n": here + 1,
        "total": len(STEPS),
        "knots": ["d" if i < here else "c" if i == here else "" for i in range(len(STEPS))],
        "back": reverse("programme:step", args=[application.id, earlier]) if earlier else away,
        "call_title": page.text(application.call, "title"),
        "facts": page.facts_of(application, clock.now(), hers=not helped) if code == "send" else [],
        "papers": [page.text(row, "label") for row in application.call.papers.all() if not row.later],
        "later": [page.text(row, "label") for row in application.call.papers.all() if row.later],
        "sent": application.state != State.DRAFT,
        "helped": helped,
        "listed": code in ("project",),
    }


def _contact(request: HttpRequest, application: Application) -> forms.Form:
    her, lang = application.participant, active()
    agreed = her.consents.filter(purpose=Purpose.FOLLOW, withdrawn_at=None).first()
    initial = {name: getattr(her, name) for name in ("whose_phone", "spoken", "comfort")}
    initial |= {"name": her.shown_name(lang), "phone": her.shown_phone, "follow": agreed is not None}
    return ContactForm(
        request.POST or None, request.FILES or None, helped=_helped(request, application), initial=initial,
        asks_how=agreed is None, records=consents.takes_voice(her, Purpose.FOLLOW),
    )  # fmt: skip


def _you(request: HttpRequest, application: Application) -> forms.Form:
    her = application.participant
    initial = {name: getattr(her, name) for name in ("sex", "province", "douar", "status")}
    born = her.born_on.strftime("%d/%m/%Y") if her.born_on else str(her.born_in or "")
    place = territories.place(her.commune) if her.commune else None
    initial |= {"born": born, "commune": place.name(active()) if place else ""}
    return YouForm(
        request.POST or None, provinces=application.call.where(), on=clock.today(), initial=initial,
        helped=_helped(request, application),
    )  # fmt: skip


def _project(request: HttpRequest, application: Application) -> forms.Form:
    initial = {name: getattr(application, name) for name in ProjectForm.base_fields}
    return ProjectForm(request.POST or None, helped=_helped(request, application), initial=initial)


def _conditions(request: HttpRequest, application: Application) -> forms.Form:
    conditions = grid_of(application.call).conditions
    return ConditionsForm(
        request.POST if request.method == "POST" else None, conditions=conditions, initial=application.told
    )


def _send(request: HttpRequest, application: Application) -> forms.Form:
    her = application.participant
    live = set(her.consents.filter(withdrawn_at=None).values_list("purpose", flat=True))
    initial = {"donor": Purpose.DONOR in live, "photo": Purpose.PHOTO in live}
    sent = request.POST if request.method == "POST" else None
    records = any(consents.takes_voice(her, purpose) for purpose in FREE)
    return SendForm(sent, request.FILES or None, helped=_helped(request, application), records=records, initial=initial)


_FORMS = {"contact": _contact, "you": _you, "project": _project, "conditions": _conditions, "send": _send}


def _save(request: HttpRequest, application: Application, code: str, form: forms.Form) -> str:
    """Write one screen; returns the address of what follows."""
    by, at = request.actor, clock.now()
    how = form.cleaned_data.get("consent_how") or (
        ConsentHow.ORAL if _helped(request, application) else ConsentHow.TICK
    )
    told: dict[str, Any] = dict(form.cleaned_data)
    her, sound = application.participant, told.pop("sound", None)
    told.pop("consent_how", None)
    if code == "contact":
        consents.consent(
            participant=her, purpose=Purpose.FOLLOW, yes=told.pop("follow"), how=how, by=by, at=at, sound=sound
        )
        told = _named(told)
    elif code == "you":
        told = form.told()
    elif code == "conditions":
        told = {"told": told}
    elif code == "send":
        consents.consent_all(
            participant=her, said={purpose: told[purpose] for purpose in FREE}, how=how, by=by, at=at, sound=sound
        )
        intake.send(application=application, by=by, at=at)
        messages.success(request, say("programme.sent_done"))
        return _after_send(request, application)
    following = after(code)
    known = STEPS.index(application.step) if application.step in STEPS else 0
    intake.tell(
        application=application, fields=told | {"step": STEPS[max(known, STEPS.index(following))]}, by=by, at=at
    )
    return reverse("programme:step", args=[application.id, following])


def _named(told: dict[str, Any]) -> dict[str, Any]:
    """The name in the alphabet it was typed in."""
    name = told.pop("name")
    return told | {"name_ar" if is_arabic(name) else "name": name}
