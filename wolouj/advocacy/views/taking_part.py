"""The public pages of consultations: reading, voting once, proposing, standing behind a proposal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from wolouj.advocacy import queries
from wolouj.advocacy.actions import consulting as actions
from wolouj.advocacy.forms.consulting import ProposalForm, VoteForm
from wolouj.advocacy.loading import Open, load_open, load_supported
from wolouj.advocacy.models import Consultation, Voter
from wolouj.advocacy.page import consulting as page
from wolouj.difficulties.telling import province_of
from wolouj.foundation import clock
from wolouj.foundation.words import say
from wolouj.people.permissions import required


@required("see", "published")
@require_safe
def open_list(request: HttpRequest) -> HttpResponse:
    """The consultations that were opened."""
    on = clock.today()
    rows = [page.public_row(row, on=on) for row in queries.public_consultations()]
    return render(request, "advocacy/open_list.html", {"rows": rows})


@required("see", load_open)
@require_safe
def take_part(request: HttpRequest, thing: Open) -> HttpResponse:
    """One consultation, for anybody who has its address."""
    return _page(request, thing.consultation)


def _mine(request: HttpRequest) -> bool:
    """Signed in, and acting for herself."""
    actor = request.actor  # type: ignore[attr-defined]
    return actor.person is not None and actor.on_behalf_of is None


def _vote_form(request: HttpRequest, row: Consultation, data: Any = None) -> VoteForm:
    mine = _mine(request)
    first = {"province": province_of(request.actor.person)} if mine and data is None else {}  # type: ignore[attr-defined]
    return VoteForm(data, options=list(row.options.all()), signed_in=mine, initial=first)


def _page(request: HttpRequest, row: Consultation, **typed: forms.Form) -> HttpResponse:
    """``vote`` and ``proposal`` hold what was typed when it could not be kept."""
    mine = _mine(request)
    person = request.actor.person if mine else None  # type: ignore[attr-defined]
    amends = row.about == "text"
    context = page.public_page(row, on=clock.today()) | {
        "vote": typed.get("vote") or _vote_form(request, row),
        "proposal": typed.get("proposal") or ProposalForm(amends=amends),
        "proposal_open": "proposal" in typed,
        "mine": mine,
        "here": reverse("advocacy:take_part", args=[row.code]),
        "voted": mine and Voter.objects.filter(consultation=row, person=person).exists(),
    }
    return render(request, "advocacy/take_part.html", context, status=422 if typed else 200)


def _back(row: Consultation) -> HttpResponse:
    return redirect("advocacy:take_part", code=row.code)


@require_POST
@required("create", load_open)
def vote(request: HttpRequest, thing: Open) -> HttpResponse:
    """One vote a person, or a slip."""
    row = thing.consultation
    form = _vote_form(request, row, request.POST)
    if not form.is_valid():
        return _page(request, row, vote=form)
    given = {"option": form.options[form.cleaned_data["option"]], "slip": form.cleaned_data.get("slip", "")}
    try:
        actions.vote(consultation=row, told=form.told(), **given, by=request.actor, at=clock.now())
    except actions.NoSuchSlip:
        form.add_error("slip", say("advocacy.no_such_slip"))
    except actions.Voted:
        form.add_error(None, say("advocacy.voted_already"))
    except actions.NotNow:
        form.add_error(None, say("advocacy.no_longer_open"))
    else:
        messages.success(request, say("advocacy.vote_kept"))
        return _back(row)
    return _page(request, row, vote=form)


@require_POST
@required("create", load_open)
def propose(request: HttpRequest, thing: Open) -> HttpResponse:
    """A proposal, read by a person before anybody sees it."""
    row = thing.consultation
    form = ProposalForm(request.POST, amends=row.about == "text")
    if not form.is_valid():
        return _page(request, row, proposal=form)
    part = form.cleaned_data.get("part", "")
    try:
        actions.propose(
            consultation=row, text=form.cleaned_data["text"], part=part, by=request.actor, at=clock.now()
        )  # fmt: skip
    except actions.Full:
        form.add_error(None, say("advocacy.proposals_full"))
    except actions.NotNow:
        form.add_error(None, say("advocacy.no_longer_open"))
    else:
        messages.success(request, say("advocacy.proposal_kept"))
        return _back(row)
    return _page(request, row, proposal=form)


@require_POST
@required("create", load_supported)
def support(request: HttpRequest, thing: Open) -> HttpResponse:
    """She stands behind a proposal."""
    assert thing.proposal is not None
    try:
        actions.support(proposal=thing.proposal, by=request.actor, at=clock.now())
    except actions.NotNow:
        messages.error(request, say("advocacy.support_signed"))
    else:
        messages.success(request, say("advocacy.support_kept"))
    return _back(thing.consultation)
