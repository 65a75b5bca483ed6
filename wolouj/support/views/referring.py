"""Referrals on the side of those who send, and of the person herself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import active, say
from wolouj.people.permissions import may, require, required, signed_in
from wolouj.programme.models import Participant
from wolouj.support import queries, renewing
from wolouj.support.actions import referrals as actions
from wolouj.support.forms.referrals import AnswerForm, ReferForm
from wolouj.support.loading import load_participant, load_referral
from wolouj.support.models import Referral, ReferralState
from wolouj.support.page import directory as offers
from wolouj.support.page import help as asked
from wolouj.support.page import referrals as page
from wolouj.support.states import ANSWERS, OPEN, STEPS

LISTED = 200
"""Referrals on one page of the desk."""


@signed_in
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Who keeps the directory, who sends, who receives: each sees her part."""
    at, actor = clock.now(), request.actor
    keeps, sends, receives = (may(actor, act, thing) for act, thing in (
        ("change", "offer"), ("create", "referral"), ("see", "referred"),
    ))  # fmt: skip
    answers = list(queries.questions_to(actor.bodies)[:LISTED]) if sends else []
    cards = list(queries.cards_of(actor.bodies)[:LISTED]) if sends else []
    if not (keeps or sends or receives):
        return redirect("support:find")
    sent = list(queries.referrals_by(actor.bodies)[:LISTED]) if sends else []
    came = list(queries.referrals_to(actor.bodies)[:LISTED]) if receives else []
    kept = list(queries.providers(actor.bodies)) if keeps else []
    context = {
        "sends": sends, "receives": receives, "keeps": keeps,
        "sent": [page.row_of(r, at, url="support:referral", who=page.named(r.participant)) for r in sent],
        "came": [page.row_of(r, at, url="support:referred", who=page.named(r.participant)) for r in came],
        "bodies": [offers.provider_row(row, clock.today()) for row in kept],
        "publishes": reverse("support:new_offer", args=[kept[0].pk]) if receives and len(kept) == 1 else "",
        "adds": sends,
        "newer": len(renewing.changes(actor.bodies)) if sends and kept else 0,
        "starts": sends and not kept and not queries.brought(),
        "answers": [asked.row_of(row, at, sees=False) for row in answers],
        "cards": asked.card_rows(cards),
    }  # fmt: skip
    return render(request, "support/desk.html", context)


@required("create", load_participant, "referral")
def refer(request: HttpRequest, thing: Participant) -> HttpResponse:
    """Send her to a body, with her consent."""
    rows = queries.found(queries.Asked(), on=clock.today())
    chosen = request.GET.get("offer", "")
    before = queries.pointing_to(chosen, thing.pk)
    first = {"offer": chosen, "need": before.need if before else "", "on": clock.today(), "shows": ["phone"]}
    form = ReferForm(request.POST if request.method == "POST" else None, offers=rows, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.refer(
                participant=thing, offer=form.offers[form.cleaned_data["offer"]], need=form.cleaned_data["need"],
                consent=form.consent(), after=queries.pointing_to(form.cleaned_data["offer"], thing.pk),
                by=request.actor, at=clock.now(),
            )  # fmt: skip
        except BadInput as fault:
            form.add_error(fault.field if fault.field in form.fields else None, getattr(fault.text, active()))
        else:
            messages.success(request, say("support.referred_done"))
            return redirect("support:referral", referral_id=made.pk)
    sent = queries.referrals_by([thing.body_id]).filter(participant=thing)
    context = {
        "form": form, "who": page.named(thing),
        "rows": [page.row_of(row, clock.now(), url="support:referral") for row in sent],
    }  # fmt: skip
    return render(request, "support/refer.html", context, status=422 if form.errors else 200)


@required("see", load_referral)
@require_safe
def referral(request: HttpRequest, thing: Referral) -> HttpResponse:
    """One referral: where it stands, the clock, the answer; for herself too."""
    return _page(request, thing)


def _page(request: HttpRequest, row: Referral, form: AnswerForm | None = None) -> HttpResponse:
    changes = may(request.actor, "change", row)
    answers = changes and bool(STEPS[ReferralState(row.state)] & ANSWERS)
    doors = queries.found(queries.Asked(), on=clock.today()) if answers and form is None else []
    context: dict[str, Any] = page.page_of(row, clock.now()) | {
        "hers": request.actor.principal in row.owners(),
        "changes": changes,
        "receives": changes and row.state == ReferralState.SENT,
        "form": form or (AnswerForm(state=row.state, offers=doors) if answers else None),
        "form_open": form is not None,
        "withdraws": may(request.actor, "delete", row) and row.state != ReferralState.WITHDRAWN,
        "waits": row.state in OPEN,
        "next_door": page.next_door(row) if may(request.actor, "create", "referral", row) else "",
        "back": reverse("support:desk") if changes else reverse("support:mine"),
    }
    return render(request, "support/referral.html", context, status=422 if form is not None else 200)


@require_POST
@required("change", load_referral)
def heard(request: HttpRequest, thing: Referral) -> HttpResponse:
    """The association writes what the body told her: it was received, or its answer."""
    if "received" in request.POST:
        _try(request, lambda: actions.receive(referral=thing, heard=True, by=request.actor, at=clock.now()))
        return redirect("support:referral", thing.pk)
    form = AnswerForm(request.POST, state=thing.state, offers=queries.found(queries.Asked(), on=clock.today()))
    if not answered(request, thing, form, heard=True):
        return _page(request, thing, form)
    return redirect("support:referral", thing.pk)


def answered(request: HttpRequest, row: Referral, form: AnswerForm, *, heard: bool) -> bool:
    """Whether the answer typed was kept; what is wrong is in the form."""
    if not form.is_valid():
        return False
    try:
        actions.answer(referral=row, **form.told(), heard=heard, by=request.actor, at=clock.now())
    except BadInput as fault:
        form.add_error(fault.field if fault.field in form.fields else None, getattr(fault.text, active()))
        return False
    except actions.NotNow:
        row.refresh_from_db(fields=["state"])
        if row.state == ReferralState.WITHDRAWN:  # nothing of her is shown any more, not even beside these words
            messages.error(request, say("support.not_now"))
            return True
        form.add_error(None, say("support.not_now"))
        return False
    messages.success(request, say("programme.saved"))
    return True


def _try(request: HttpRequest, act: Any) -> None:
    try:
        act()
        messages.success(request, say("programme.saved"))
    except actions.NotNow:
        messages.error(request, say("support.not_now"))


@require_POST
@required("delete", load_referral)
def withdraw(request: HttpRequest, thing: Referral) -> HttpResponse:
    """The consent is taken back."""
    _try(request, lambda: actions.withdraw(referral=thing, by=request.actor, at=clock.now()))
    return redirect("support:referral", thing.pk)


@signed_in
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Where she was sent, and what was answered."""
    require(request.actor, "see", "referral")
    at, rows = clock.now(), queries.referrals_of(request.actor.principal)
    shown = [page.row_of(row, at, url="support:referral") for row in rows]
    return render(request, "support/mine.html", {"rows": shown})
