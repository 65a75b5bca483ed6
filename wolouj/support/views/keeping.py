"""Keeping the directory: bodies, offers, conditions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from rulebook.engine.format import local
from wolouj.foundation import clock
from wolouj.foundation.words import say
from wolouj.people.models import Body
from wolouj.people.permissions import may, required
from wolouj.people.roles import Role
from wolouj.support import queries, renewing
from wolouj.support.actions import directory as actions
from wolouj.support.forms.directory import ConditionForm, OfferForm, ProviderForm
from wolouj.support.loading import load_condition, load_kept, load_offer, load_provider
from wolouj.support.models import Condition, Offer, Provider, Sure
from wolouj.support.page import directory as page
from wolouj.support.page import renewing as renewing_page


def form_page(
    request: HttpRequest, form: forms.Form, key: str, back: str, *, remove: bool = False, intro: str = ""
) -> HttpResponse:
    """The page of one form: ``support.<key>`` is its title."""
    context = {"form": form, "title": say(f"support.{key}"), "intro": intro, "back": back, "remove": remove}
    template = "support/form.html" if "provinces" in form.fields else "programme/form.html"
    return render(request, template, context, status=422 if form.errors else 200)


def _told(form: forms.Form) -> dict[str, Any]:
    """What was typed, as told today."""
    return {**form.cleaned_data, "checked_on": local(clock.now()).date()}


def _keeper(request: HttpRequest) -> Body | None:
    """The association that keeps a new entry: she writes for the first of hers; an officer never adds a body."""
    if not request.actor.roles & {Role.COACH, Role.MANAGER}:
        return None
    return Body.objects.filter(id__in=request.actor.bodies).order_by("created_at", "id").first()


@required("create", "offer")
def new_body(request: HttpRequest) -> HttpResponse:
    """A new body in the directory."""
    keeper = _keeper(request)
    if keeper is None:
        raise Http404
    bodies = queries.bodies_with_officers()
    form = ProviderForm(request.POST if request.method == "POST" else None, bodies=bodies)
    if request.method == "POST" and form.is_valid():
        made = actions.add_provider(kept_by=keeper, fields=_told(form), by=request.actor, at=clock.now())
        return redirect("support:body", provider_id=made.pk)
    return form_page(request, form, "new_body", reverse("support:desk"), intro=say("programme.one_language"))


@require_POST
@required("create", "offer")
def first(request: HttpRequest) -> HttpResponse:
    """Bring in the first directory."""
    keeper = _keeper(request)
    if keeper is None:
        raise Http404
    n = actions.bring_first(kept_by=keeper, by=request.actor, at=clock.now())
    messages.success(request, say("support.brought_n", n=n) if n else say("support.brought_none"))
    return redirect("support:desk")


@required("create", "offer")
def newer(request: HttpRequest) -> HttpResponse:
    """What the directory of this version corrects; taken in one act, but for what people wrote themselves."""
    if _keeper(request) is None:
        raise Http404
    bodies = request.actor.bodies
    if request.method == "POST":
        n = renewing.renew(bodies=bodies, by=request.actor, at=clock.now())
        messages.success(request, say("support.newer_done", n=n) if n else say("support.brought_none"))
        return redirect("support:newer" if renewing.changes(bodies) else "support:desk")
    return render(request, "support/newer.html", renewing_page.rows(renewing.changes(bodies)))


@required("change", load_provider)
@require_safe
def body(request: HttpRequest, thing: Provider) -> HttpResponse:
    """One body, with what it offers."""
    context = page.provider_page(thing, clock.today()) | {"removes": may(request.actor, "delete", thing)}
    return render(request, "support/body.html", context)


@required("change", load_provider)
def edit_body(request: HttpRequest, thing: Provider) -> HttpResponse:
    """Correct a body. Only the association says whose account it is."""
    bodies = queries.bodies_with_officers(thing) if thing.kept_by_id in request.actor.bodies else []
    initial = {name: getattr(thing, name) for name in ProviderForm.base_fields} | {"body": thing.body_id}
    form = ProviderForm(request.POST if request.method == "POST" else None, bodies=bodies, initial=initial)
    return _edited(request, thing, form, "edit_body", reverse("support:body", args=[thing.pk]))


@required("change", load_provider)
def new_offer(request: HttpRequest, thing: Provider) -> HttpResponse:
    """A new offer of a body."""
    form = OfferForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = actions.add_offer(provider=thing, fields=_told(form), by=request.actor, at=clock.now())
        return redirect("support:offer", offer_id=made.pk)
    back = reverse("support:body", args=[thing.pk])
    return form_page(request, form, "new_offer", back, intro=say("programme.one_language"))


@required("change", load_offer)
def edit_offer(request: HttpRequest, thing: Offer) -> HttpResponse:
    """Correct an offer."""
    initial = {name: getattr(thing, name) for name in OfferForm.base_fields}
    form = OfferForm(request.POST if request.method == "POST" else None, initial=initial)
    return _edited(request, thing, form, "edit_offer", reverse("support:offer", args=[thing.pk]))


def _edited(request: HttpRequest, row: Any, form: forms.Form, key: str, back: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        actions.correct(row=row, fields=_told(form), by=request.actor, at=clock.now())
        messages.success(request, say("programme.saved"))
        return redirect(back)
    return form_page(request, form, key, back)


@required("change", load_offer)
def new_condition(request: HttpRequest, thing: Offer) -> HttpResponse:
    """A new condition of an offer."""
    form = ConditionForm(request.POST if request.method == "POST" else None, initial={"sure": Sure.LIKELY})
    back = reverse("support:offer", args=[thing.pk])
    if request.method == "POST" and form.is_valid():
        actions.add_condition(offer=thing, fields=_told(form), by=request.actor, at=clock.now())
        return redirect(back)
    return form_page(request, form, "new_condition", back, intro=say("programme.one_language"))


@required("change", load_condition)
def condition(request: HttpRequest, thing: Condition) -> HttpResponse:
    """Correct a condition, or take it away."""
    back = reverse("support:offer", args=[thing.offer_id])
    if request.method == "POST" and "remove" in request.POST:
        actions.remove_condition(row=thing, by=request.actor, at=clock.now())
        return redirect(back)
    form = ConditionForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(thing, name) for name in ConditionForm.base_fields},
    )
    if request.method == "POST" and form.is_valid():
        actions.correct(row=thing, fields=_told(form), by=request.actor, at=clock.now())
        return redirect(back)
    return form_page(request, form, "edit_condition", back, remove=True)


@require_POST
@required("change", load_kept)
def checked(request: HttpRequest, thing: Provider | Offer) -> HttpResponse:
    """Somebody asked today: what is written holds."""
    actions.checked(row=thing, by=request.actor, at=clock.now())
    messages.success(request, say("support.checked_done"))
    name = "support:offer" if isinstance(thing, Offer) else "support:body"
    return redirect(name, thing.pk)


@require_POST
@required("delete", load_kept)
def remove(request: HttpRequest, thing: Provider | Offer) -> HttpResponse:
    """Take it from the directory."""
    actions.remove(row=thing, by=request.actor, at=clock.now())
    messages.success(request, say("programme.removed"))
    return redirect("support:body", thing.provider_id) if isinstance(thing, Offer) else redirect("support:desk")
