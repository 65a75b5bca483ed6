"""Giving help: the exchange as a helper sees it, who owes it, the card it becomes."""

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
from wolouj.foundation.words import active, say
from wolouj.people.permissions import may, required
from wolouj.support import helpers
from wolouj.support.actions import asking as actions
from wolouj.support.actions import cards
from wolouj.support.forms.help import CardForm, HandOverForm, SayForm
from wolouj.support.loading import load_card, load_question
from wolouj.support.models import Card, HelpState, Question
from wolouj.support.page import help as page
from wolouj.support.page.texts import text
from wolouj.support.views.asking import asker_page, said, written


def _is_asker(request: HttpRequest, row: Question) -> bool:
    return row.person_id is not None and request.actor.principal == row.person_id


@required("see", load_question)
@require_safe
def asked(request: HttpRequest, thing: Question) -> HttpResponse:
    """The exchange: for who asked, or for who owes the answer."""
    if _is_asker(request, thing):
        return asker_page(request, thing, SayForm(helper=False))
    return _page(request, thing, SayForm(helper=True))


def _page(request: HttpRequest, row: Question, form: SayForm, hands: HandOverForm | None = None) -> HttpResponse:
    at, lang = clock.now(), active()
    others = [one for one in helpers.candidates(row.body, row, at=at) if one.pk != row.owner_id]
    open_now = row.state == HelpState.OPEN
    context: dict[str, Any] = page.page_of(row, request.actor, at) | {
        "asker": page.asker(row),
        "call": f"tel:{row.phone}" if row.phone else "",
        "form": form if row.state != HelpState.SETTLED or form.errors else None,
        "hands": (hands or HandOverForm(people=others, lang=lang)) if open_now and others else None,
        "hands_open": hands is not None,
        "makes_card": row.state != HelpState.OPEN and may(request.actor, "create", "card", row),
    }
    wrong = bool(form.errors or (hands and hands.errors))
    return render(request, "support/asked.html", context, status=422 if wrong else 200)


@require_POST
@required("change", load_question)
def say_(request: HttpRequest, thing: Question) -> HttpResponse:
    """One more line: the asker's, or the answer."""
    if _is_asker(request, thing):
        return said(request, thing)
    form, by, at = SayForm(request.POST, helper=True), request.actor, clock.now()
    if not written(thing, form, lambda text: actions.answer(question=thing, text=text, by=by, at=at)):
        return _page(request, thing, form)
    messages.success(request, say("support.answered_done"))
    return redirect("support:asked", thing.pk)


@require_POST
@required("change", load_question)
def hand_over(request: HttpRequest, thing: Question) -> HttpResponse:
    """Somebody else owes it."""
    if _is_asker(request, thing):
        raise Http404
    people = helpers.candidates(thing.body, thing, at=clock.now())
    form = HandOverForm(request.POST, people=people, lang=active())
    if not form.is_valid():
        return _page(request, thing, SayForm(helper=True), form)
    try:
        to = form.people[form.cleaned_data["to"]]
        actions.hand_over(question=thing, to=to, by=request.actor, at=clock.now())
        messages.success(request, say("support.handed_over"))
    except actions.NotNow:
        messages.error(request, say("support.settled_already"))
    return redirect("support:asked", thing.pk)


# ---- Cards ------------------------------------------------------------------------------------------------------


def _form(request: HttpRequest, form: forms.Form, title: str, back: str, intro: str) -> HttpResponse:
    context = {"form": form, "title": title, "intro": intro, "back": back, "remove": False}
    return render(request, "programme/form.html", context, status=422 if form.errors else 200)


@required("create", load_question, "card")
def new_card(request: HttpRequest, thing: Question) -> HttpResponse:
    """The answer, as a card for the next one."""
    if _is_asker(request, thing) or thing.state == HelpState.OPEN:
        raise Http404
    form = CardForm(request.POST if request.method == "POST" else None, initial=page.first_words(thing, request.actor))
    if request.method == "POST" and form.is_valid():
        try:
            made = cards.write(question=thing, fields=form.cleaned_data, by=request.actor, at=clock.now())
        except BadInput as fault:
            form.add_error(fault.field, getattr(fault.text, active()))
        else:
            messages.success(request, say("support.card_written"))
            return redirect("support:card", made.pk)
    back = reverse("support:asked", args=[thing.pk])
    return _form(request, form, say("support.new_card"), back, say("support.card_intro"))


@required("change", load_card)
@require_safe
def card(request: HttpRequest, thing: Card) -> HttpResponse:
    """One card, and its review."""
    context = {
        "card": thing,
        "about": say(f"support.about_{thing.about}"),
        "shown": [(text_, answer) for text_, answer in (
            (thing.question_ar, thing.answer_ar), (thing.question_fr, thing.answer_fr),
        ) if text_],
        "title": text(thing, "question"),
        "reviews": thing.reviewed_at is None and thing.written_by != request.actor.person,
        "own": thing.reviewed_at is None and thing.written_by == request.actor.person,
        "removes": may(request.actor, "delete", thing),
        "sample": thing.is_sample,
    }  # fmt: skip
    return render(request, "support/card.html", context)


@require_POST
@required("change", load_card)
def review(request: HttpRequest, thing: Card) -> HttpResponse:
    """It may serve others."""
    try:
        cards.review(card=thing, by=request.actor, at=clock.now())
        messages.success(request, say("support.card_serves"))
    except BadInput as fault:
        messages.error(request, getattr(fault.text, active()))
    return redirect("support:card", thing.pk)


@required("change", load_card)
def edit_card(request: HttpRequest, thing: Card) -> HttpResponse:
    """Other words: the review begins again."""
    form = CardForm(
        request.POST if request.method == "POST" else None, initial={name: getattr(thing, name) for name in cards.TEXTS}
    )
    back = reverse("support:card", args=[thing.pk])
    if request.method == "POST" and form.is_valid():
        try:
            cards.correct(card=thing, fields=form.cleaned_data, by=request.actor, at=clock.now())
        except BadInput as fault:
            form.add_error(fault.field, getattr(fault.text, active()))
        else:
            return redirect(back)
    return _form(request, form, say("support.edit_card"), back, say("support.card_again"))


@require_POST
@required("delete", load_card)
def remove_card(request: HttpRequest, thing: Card) -> HttpResponse:
    """It serves nobody any more."""
    cards.remove(card=thing, by=request.actor, at=clock.now())
    messages.success(request, say("programme.removed"))
    return redirect("support:desk")
