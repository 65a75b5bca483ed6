"""Which names are one buyer's: what is proposed, what was said, one tap to answer, one to take it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import active, say
from wolouj.notices import buyers_page, merging
from wolouj.notices.models import BuyerApart, BuyerMerge, BuyerProposal
from wolouj.people.permissions import required

_SAID: dict[str, type[BuyerMerge | BuyerApart]] = {"merged": BuyerMerge, "apart": BuyerApart}


def _proposal(proposal_id: int) -> BuyerProposal:
    return get_object_or_404(BuyerProposal.objects.select_related("kept", "other"), id=proposal_id)


def _said(said: str, said_id: int) -> BuyerMerge | BuyerApart:
    if said not in _SAID:
        raise Http404
    return get_object_or_404(_SAID[said], id=said_id)


@required("see", "buyer")
@require_safe
def names(request: HttpRequest) -> HttpResponse:
    """The proposals, best first; or, by ``list``, what was said."""
    chosen = request.GET.get("list", "")
    return render(request, "notices/buyers.html", buyers_page.names_page(chosen, request.GET.get("page", "")))


@require_POST
@required("change", _proposal)
def answer(request: HttpRequest, thing: BuyerProposal) -> HttpResponse:
    """Say that both names are one buyer, or two."""
    told: dict[str, Any] = {"other": thing.other, "by": request.actor, "at": clock.now()}
    try:
        if request.POST.get("same") == "yes":
            merging.merge(kept=thing.kept, score=float(thing.score), reasons=thing.reasons, **told)
            messages.success(request, say("notices.buyers_said_same"))
        elif request.POST.get("same") == "no":
            merging.keep_apart(one=thing.kept, **told)
            messages.success(request, say("notices.buyers_said_apart"))
    except BadInput as error:
        messages.error(request, getattr(error.text, active()))
    return redirect("notices:buyers")


@require_POST
@required("change", _said)
def take_back(request: HttpRequest, thing: BuyerMerge | BuyerApart) -> HttpResponse:
    """Take back what was said of two names."""
    merging.undo(said=thing, by=request.actor, at=clock.now())
    messages.success(request, say("notices.buyers_undone"))
    name = "merged" if isinstance(thing, BuyerMerge) else "apart"
    return redirect(reverse("notices:buyers") + f"?list={name}")
