"""Mandates: given, ended, used. And the coach's desk, where a code is issued and a mandate given face to face."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from wolouj.foundation import clock
from wolouj.foundation.words import active, say
from wolouj.people import actions, limits, queries
from wolouj.people.actions.codes import AccountCode
from wolouj.people.actions.mandates import BadMandate
from wolouj.people.forms import DeskMandateForm, FaceToFaceForm, GiveMandateForm
from wolouj.people.middleware import ACTING_KEY, act_as
from wolouj.people.models import Mandate, Person
from wolouj.people.permissions import Role, may, required
from wolouj.people.views.account import knows_secret
from wolouj.people.views.furniture import form_page, own_affairs, refuse_for_now, signed_in


@own_affairs
def mandates(request: Any) -> HttpResponse:
    """Who may act for me, and for whom I may act."""
    context = {
        "given": queries.mandates_given(request.person.id, on=clock.today(), lang=active()),
        "held": queries.mandates_held(request.person.id, on=clock.today(), lang=active()),
        "back": reverse("people:account"),
    }
    return render(request, "people/mandates.html", context)


@sensitive_post_parameters()
@own_affairs
def give(request: Any) -> HttpResponse:
    """Let somebody act for me: her phone, her name, until when, and my own PIN."""
    form = GiveMandateForm(request.POST if request.method == "POST" else None, today=clock.today())
    if request.method == "POST" and form.is_valid() and knows_secret(request, form, "secret"):
        holder = _find(request, form)
        if holder is not None:
            actions.give_mandate(
                for_person=request.person, holder=holder, ends_on=form.cleaned_data["ends_on"],
                by=request.actor, at=clock.now(),
            )  # fmt: skip
            messages.success(request, say("people.mandate_given", who=holder.shown_name(active())))
            return redirect("people:mandates")
    return form_page(request, form, "give", back=reverse("people:mandates"))


def _find(request: Any, form: GiveMandateForm) -> Person | None:
    data = form.cleaned_data
    try:
        found = actions.find_helper(
            phone=data["phone"], name=data["name"], giver=request.person,
            ip=limits.client_address(request), at=clock.now(),
        )  # fmt: skip
    except limits.TooManyTries as refusal:
        refuse_for_now(form, refusal)
        return None
    except BadMandate as refusal:
        form.add_error(None, say(f"people.{refusal.key}"))
        return None
    if found is None:
        form.add_error("name", say("people.helper_not_found"))
    return found


def _mandate(pk: UUID) -> Mandate:
    mandate = Mandate.objects.select_related("for_person", "holder").filter(pk=pk).first()
    if mandate is None:
        raise Http404
    return mandate


@require_POST
@required("delete", _mandate)
def revoke(request: Any, thing: Mandate) -> HttpResponse:
    """End it at once."""
    actions.revoke_mandate(mandate=thing, by=request.actor, at=clock.now())
    if request.session.get(ACTING_KEY, [None, None])[1] == str(thing.id):
        act_as(request, None)
    messages.success(request, say("people.mandate_revoked"))
    return redirect("people:mandates")


@signed_in
def act_for(request: Any) -> HttpResponse:
    """For whom do I write now?"""
    me = request.user.person
    if request.method == "POST":
        mandate = Mandate.objects.filter(pk=_uuid(request.POST.get("mandate")), holder=me).first()
        if mandate is None or not mandate.live(clock.today()):
            raise Http404
        actions.pick(mandate=mandate, by=request.actor, at=clock.now())
        act_as(request, mandate.for_person_id, mandate.id)
        return redirect(settings.LOGIN_REDIRECT_URL)
    context = {
        "held": queries.mandates_held(me.id, on=clock.today(), lang=active()),
        "ended": "ended" in request.GET,
        "acting": request.actor.mandate,
        "back": reverse("home:desk"),
    }
    return render(request, "people/act_for.html", context)


@require_POST
@signed_in
def stop_acting(request: Any) -> HttpResponse:
    """Back to one's own affairs."""
    act_as(request, None)
    messages.success(request, say("people.acting_stopped"))
    return redirect("people:act_for")


@own_affairs
def desk(request: Any) -> HttpResponse:
    """The persons a coach or a manager may help, and what for."""
    if not request.actor.bodies:
        raise Http404
    rows = queries.persons_at_desk(request.actor, on=clock.today(), lang=active())
    context = {"rows": rows, "coach": Role.COACH in request.actor.roles, "back": reverse("people:account")}
    return render(request, "people/desk.html", context)


@own_affairs
def issue_code(request: Any, person: UUID) -> HttpResponse:
    """A code for somebody who forgot her PIN and sits here."""
    whom = Person.objects.filter(pk=person, erased_at=None, user__is_active=True).first()
    if whom is None or not may(request.actor, "issue_code", AccountCode(whom.id)):
        raise Http404
    form = FaceToFaceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        code = actions.issue_code(person=whom, by=request.actor, at=clock.now())
        shown = f"{code[:4]} {code[4:]}"
        context = {"code": shown, "name": whom.shown_name(active()), "back": reverse("people:desk")}
        return render(request, "people/code.html", context)
    return form_page(request, form, "issue", back=reverse("people:desk"), name=whom.shown_name(active()))


@sensitive_post_parameters()
@own_affairs
def desk_mandate(request: Any) -> HttpResponse:
    """The person gives the coach a mandate on the coach's phone, with her own phone number and her own PIN."""
    if Role.COACH not in request.actor.roles or not request.actor.bodies:
        raise Http404
    form = DeskMandateForm(request.POST if request.method == "POST" else None, today=clock.today())
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            found = actions.find_by_secret(
                phone=data["phone"], secret=data["secret"], ip=limits.client_address(request), at=clock.now()
            )
        except limits.TooManyTries as refusal:
            refuse_for_now(form, refusal)
            found = []
        persons = [user.person for user in found if user.person_id != request.person.id]
        if len(persons) == 1:
            actions.give_at_desk(
                for_person=persons[0], coach=request.person, ends_on=data["ends_on"], by=request.actor, at=clock.now()
            )
            messages.success(request, say("people.desk_given", who=persons[0].shown_name(active())))
            return redirect("people:desk")
        if not form.errors:
            form.add_error(None, say("people.desk_two" if persons else "people.not_recognised"))
    return form_page(request, form, "desk_mandate", back=reverse("people:desk"))


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
