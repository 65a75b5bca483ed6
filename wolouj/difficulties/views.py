"""Pages of the difficulties room: one is told; one's own; the register; what may be shown to anybody."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from wolouj.difficulties import actions, page, queries
from wolouj.difficulties.codes import codes
from wolouj.difficulties.forms import RegisterForm
from wolouj.difficulties.models import SourceKind, Telling
from wolouj.difficulties.telling import tell_for_person
from wolouj.foundation import clock
from wolouj.foundation.words import say
from wolouj.people.permissions import may, required


def load_telling(telling_id: UUID) -> Telling:
    """The telling of the address."""
    found = Telling.objects.filter(pk=telling_id).first()
    if found is None:
        raise Http404
    return found


@required("see", "difficulty")
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What she told herself, each with its way back."""
    rows = [page.mine_row(row) for row in queries.hers(request.person.id)]
    context = {"rows": rows, "withdraws": may(request.actor, "delete", "difficulty")}
    return render(request, "difficulties/mine.html", context)


@required("create", "difficulty")
def tell(request: HttpRequest) -> HttpResponse:
    """One difficulty, by the person herself; by a coach who acts for her, it is one of a visit."""
    at = clock.now()
    source = SourceKind.VISIT if request.actor.acting and request.actor.bodies else SourceKind.HERSELF
    acting = not may(request.actor, "see", "difficulty")
    after = reverse("home:desk") if acting else reverse("difficulties:mine")
    day = timezone.localdate(at).isoformat()
    return tell_for_person(request, source=source, source_id=day, at=at, back=reverse("home:desk"), after=after)


@require_POST
@required("delete", load_telling)
def take_back(request: HttpRequest, thing: Telling) -> HttpResponse:
    """She takes it back: nothing of it stays."""
    actions.take_back(telling=thing, by=request.actor, at=clock.now())
    messages.success(request, say("difficulties.taken_back"))
    return redirect("difficulties:mine")


@required("see", "register")
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """How many people told what, by code, province, period and kind of buyer."""
    form = RegisterForm(request.GET or None)
    rows = queries.register(request.actor.bodies, form.asked())
    context = {
        "form": form,
        "codes": page.gauges(queries.people(rows), page.name_of, "difficulties:code"),
        "provinces": page.gauges(queries.people(rows, "province"), page.place_name),
        "asked": bool(request.GET),
        "sample": rows.filter(is_sample=True).exists(),
    }
    return render(request, "difficulties/register.html", context, status=422 if form.errors else 200)


@required("see", "register")
@require_safe
def code(request: HttpRequest, key: str) -> HttpResponse:
    """One code: people, places, buyers, words, and what is measured beside it."""
    if key not in codes():
        raise Http404
    rows = queries.register(request.actor.bodies, queries.Asked(code=key))
    return render(request, "difficulties/code.html", page.code_page(codes()[key], rows, at=clock.now()))


@required("see", "published")
@require_safe
def public(request: HttpRequest) -> HttpResponse:
    """What enough people told, for anybody."""
    return render(request, "difficulties/public.html", page.public_page(at=clock.now()))
