"""The desk of a support body: who was sent to it, and its answer."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from wolouj.foundation import clock
from wolouj.foundation.words import say
from wolouj.people.models import Person
from wolouj.people.permissions import required
from wolouj.support import queries
from wolouj.support.actions import referrals as actions
from wolouj.support.forms.referrals import AnswerForm
from wolouj.support.loading import Referred, load_referred
from wolouj.support.models import Referral, ReferralState
from wolouj.support.page import referrals as page
from wolouj.support.states import ANSWERS, STEPS
from wolouj.support.views.referring import answered


@required("see", load_referred)
@require_safe
def referred(request: HttpRequest, thing: Referred) -> HttpResponse:
    """One person sent to the body: what she agreed to show, and nothing else."""
    return _page(request, thing.referral)


def _page(request: HttpRequest, row: Referral, form: AnswerForm | None = None) -> HttpResponse:
    at = clock.now()
    senders = {one.pk: one for one in Person.objects.filter(pk=row.sent_by)} if row.sent_by else {}
    answers = bool(STEPS[ReferralState(row.state)] & ANSWERS)
    doors = queries.found(queries.Asked(), on=clock.today()) if answers and form is None else []
    context = page.referred_page(row, senders, at) | {
        "receives": row.state == ReferralState.SENT,
        "form": form or (AnswerForm(state=row.state, offers=doors) if answers else None),
    }
    return render(request, "support/referred.html", context, status=422 if form is not None else 200)


@require_POST
@required("change", load_referred)
def receive(request: HttpRequest, thing: Referred) -> HttpResponse:
    """The body has read it: the person and her coach see it."""
    try:
        actions.receive(referral=thing.referral, by=request.actor, at=clock.now())
        messages.success(request, say("support.received_done"))
    except actions.NotNow:
        messages.error(request, say("support.not_now"))
    return redirect("support:referred", thing.referral.pk)


@require_POST
@required("change", load_referred)
def answer(request: HttpRequest, thing: Referred) -> HttpResponse:
    """The body answers."""
    row = thing.referral
    form = AnswerForm(request.POST, state=row.state, offers=queries.found(queries.Asked(), on=clock.today()))
    if not answered(request, row, form, heard=False):
        return _page(request, row, form)
    return redirect("support:referred", row.pk)
