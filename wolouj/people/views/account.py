"""One's own account: the card, the secret, who did what, the data."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from wolouj.foundation import clock
from wolouj.foundation.words import active, say
from wolouj.people import actions, limits, queries
from wolouj.people.forms import CardForm, ChangeSecretForm, ConfirmForm
from wolouj.people.permissions import may
from wolouj.people.views.furniture import form_page, own_affairs, refuse_for_now


@own_affairs
def account(request: Any) -> HttpResponse:
    """What the house knows of her, and what she may do about it."""
    context = _card_of(request)
    return render(request, "people/account.html", context)


@own_affairs
def card(request: Any) -> HttpResponse:
    """Change name, language, e-mail, national number."""
    person = request.person
    initial = {field: getattr(person, field) for field in ("full_name", "name_ar", "language", "email")}
    form = CardForm(request.POST if request.method == "POST" else None, initial=initial)
    if not person.cin:
        del form.fields["cin_gone"]
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        gone = data.pop("cin_gone", False)
        if not data["cin"]:
            data["cin"] = "" if gone else person.cin
        actions.change_card(person=person, by=request.actor, at=clock.now(), **data)
        messages.success(request, say("people.card_kept"))
        return redirect("people:account")
    return form_page(request, form, "card", back=reverse("people:account"))


@require_POST
@own_affairs
def show_cin(request: Any) -> HttpResponse:
    """Her national number in full, once, because she asked; the page is not kept by the browser."""
    number = actions.reveal_cin(person=request.person, by=request.actor, at=clock.now())
    context = _card_of(request) | {"cin": number}
    return render(request, "people/account.html", context)


@sensitive_post_parameters()
@own_affairs
def secret(request: Any) -> HttpResponse:
    """A new PIN; the other sessions end, this one goes on."""
    form = ChangeSecretForm(request.POST if request.method == "POST" else None)
    form.phone_of_account = request.person.phone
    if request.method == "POST" and form.is_valid() and knows_secret(request, form, "present"):
        actions.change_secret(user=request.user, secret=form.cleaned_data["secret"], by=request.actor, at=clock.now())
        update_session_auth_hash(request, request.user)
        messages.success(request, say("people.secret_changed"))
        return redirect("people:account")
    return form_page(request, form, "change_secret", back=reverse("people:account"))


@own_affairs
def who_did_what(request: Any) -> HttpResponse:
    """Every line about her, in plain words."""
    lines = queries.readable_lines(request.person.id, lang=active())
    return render(request, "people/audit.html", {"lines": lines, "back": reverse("people:account")})


@own_affairs
def export(request: Any) -> HttpResponse:
    """Her data in one archive."""
    if request.method != "POST":
        return render(request, "people/export.html", {"back": reverse("people:account")})
    archive = actions.export_person(person=request.person, by=request.actor, at=clock.now())
    response = HttpResponse(archive, content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="wolouj.zip"'
    return response


@sensitive_post_parameters()
@own_affairs
def erase(request: Any) -> HttpResponse:
    """Erase it all, confirmed with her PIN."""
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and knows_secret(request, form, "secret"):
        actions.erase_person(person=request.person, by=request.actor, at=clock.now())
        logout(request)
        messages.success(request, say("people.erased"))
        return redirect("people:sign_in")
    return form_page(request, form, "erase", back=reverse("people:account"), template="people/erase.html")


def _card_of(request: Any) -> dict[str, Any]:
    person = request.person
    return {
        "person": person,
        "name": person.shown_name(active()),
        "staff": bool(request.actor.bodies),
        "keeps_buyers": may(request.actor, "see", "buyer"),
        "reads_minutes": may(request.actor, "create", "published_minutes"),
    }


def knows_secret(request: Any, form: Any, field: str) -> bool:
    """As :func:`actions.confirm_secret`, with its refusals written on the form."""
    try:
        ok = actions.confirm_secret(
            user=request.user, secret=form.cleaned_data[field], ip=limits.client_address(request), at=clock.now()
        )
    except limits.TooManyTries as refusal:
        refuse_for_now(form, refusal)
        return False
    if not ok:
        form.add_error(field, say("people.secret_wrong"))
    return ok
