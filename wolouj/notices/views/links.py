"""Which notices two sources tell are one: what is proposed, what was said, one tap to answer, one to take it back."""

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
from wolouj.notices import linking
from wolouj.notices.links_page import links_page
from wolouj.notices.models import NoticeApart, NoticeLink, NoticeProposal
from wolouj.people.permissions import required

_SAID: dict[str, type[NoticeLink | NoticeApart]] = {"linked": NoticeLink, "apart": NoticeApart}


def _proposal(proposal_id: int) -> NoticeProposal:
    return get_object_or_404(NoticeProposal.objects.select_related("kept", "other"), id=proposal_id)


def _said(said: str, said_id: int) -> NoticeLink | NoticeApart:
    """What was said of two public notices: a person's own is nobody else's affair."""
    if said not in _SAID:
        raise Http404
    row = get_object_or_404(_SAID[said].objects.select_related("other"), id=said_id)
    if not row.other.is_public:
        raise Http404
    return row


@required("see", "buyer")
@require_safe
def links(request: HttpRequest) -> HttpResponse:
    """The proposals, the likeliest first; or, by ``list``, what was said."""
    return render(request, "notices/links.html", links_page(request.GET.get("list", ""), request.GET.get("page", "")))


@require_POST
@required("change", _proposal)
def answer(request: HttpRequest, thing: NoticeProposal) -> HttpResponse:
    """Say that both are one notice, or two."""
    told: dict[str, Any] = {"other": thing.other, "by": request.actor, "at": clock.now()}
    try:
        if request.POST.get("same") == "yes":
            linking.link(kept=thing.kept, score=float(thing.score), reasons=thing.reasons, **told)
            messages.success(request, say("notices.one_said_same"))
        elif request.POST.get("same") == "no":
            linking.keep_apart(one=thing.kept, **told)
            messages.success(request, say("notices.buyers_said_apart"))
    except BadInput as error:
        messages.error(request, getattr(error.text, active()))
    return redirect("notices:links")


@require_POST
@required("change", _said)
def take_back(request: HttpRequest, thing: NoticeLink | NoticeApart) -> HttpResponse:
    """Take back what was said of two notices."""
    linking.undo(said=thing, by=request.actor, at=clock.now())
    messages.success(request, say("notices.buyers_undone"))
    name = "linked" if isinstance(thing, NoticeLink) else "apart"
    return redirect(reverse("notices:links") + f"?list={name}")
