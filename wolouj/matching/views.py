"""Pages of the matching room: the notices that fit, and one tap to say why one does not."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from wolouj.foundation import clock
from wolouj.foundation.words import say
from wolouj.matching import actions, page, queries
from wolouj.matching.models import Answer
from wolouj.notices.models import Notice
from wolouj.people.permissions import required
from wolouj.structures.models import Structure
from wolouj.structures.queries import full, structures_of


@required("see", "structure")
@require_safe
def match_list(request: HttpRequest) -> HttpResponse:
    """The notices that fit one of her structures, best first; then those that nearly do, with why not."""
    mine = list(structures_of(request.person.id))
    if not mine:
        messages.info(request, say("matching.describe_first"))
        return redirect("structures:new")
    asked = request.GET.get("structure")
    chosen = next((each for each in mine if str(each.id) == asked), mine[0])
    structure = full(chosen.id) or chosen
    at = clock.now()
    found = queries.matches_for(structure, at=at)
    return render(request, "matching/list.html", page.list_page(structure, mine, found, at=at))


def _structure(structure_id: UUID, notice_id: UUID) -> Structure:
    structure = full(structure_id)
    if structure is None:
        raise Http404
    structure.asked_notice = get_object_or_404(Notice, id=notice_id, entered_for=None)  # type: ignore[attr-defined]
    return structure


@required("change", _structure)
@require_POST
def answer(request: HttpRequest, thing: Structure) -> HttpResponse:
    """One tap: it interests us; or not our trade, too far, too big, too soon, too many answer."""
    notice: Notice = thing.asked_notice  # type: ignore[attr-defined]
    told = request.POST.get("answer")
    if told not in Answer.values or told == Answer.QUOTED:
        raise Http404
    said = actions.answer(structure=thing, notice=notice, answer=Answer(told), by=request.actor, at=clock.now())
    messages.success(request, say(page.kept(said)))
    return redirect(f"{reverse('matching:list')}?structure={thing.id}")


@required("change", _structure)
@require_POST
def take_back(request: HttpRequest, thing: Structure) -> HttpResponse:
    """Take an answer back."""
    actions.take_back(structure=thing, notice=thing.asked_notice, by=request.actor, at=clock.now())  # type: ignore[attr-defined]
    return redirect(f"{reverse('matching:list')}?structure={thing.id}")


def _whole(structure_id: UUID) -> Structure:
    structure = full(structure_id)
    if structure is None:
        raise Http404
    return structure


@required("change", _whole)
@require_POST
def forget(request: HttpRequest, thing: Structure) -> HttpResponse:
    """Forget all that this structure's answers taught."""
    actions.forget(structure=thing, by=request.actor, at=clock.now())
    messages.success(request, say("matching.forgotten"))
    return redirect(f"{reverse('matching:list')}?structure={thing.id}")
