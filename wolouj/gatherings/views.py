"""Pages of the gatherings room: who came, the desk at the door, the papers; and the public door, by its code."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_POST, require_safe

from wolouj.foundation import clock
from wolouj.foundation.qr import qr
from wolouj.foundation.words import active, say
from wolouj.gatherings import actions, page, papers, queries
from wolouj.gatherings.doors import Door, load_door
from wolouj.gatherings.forms import CodeForm, RegisterForm
from wolouj.gatherings.models import Gathering, How, Kind, Marked, Registration
from wolouj.people.permissions import required

PEOPLE_SHOWN = 50
"""Names on the page; the others are found by a few letters, or printed."""


def load_gathering(gathering_id: UUID, **_: Any) -> Gathering:
    """The gathering of the address."""
    found = Gathering.objects.select_related("body").filter(pk=gathering_id).first()
    if found is None:
        raise Http404
    return found


def load_row(registration_id: UUID) -> Registration:
    """The registration of the address."""
    found = Registration.objects.select_related("gathering").filter(pk=registration_id).first()
    if found is None:
        raise Http404
    return found


@required("see", load_gathering, "attendance")
@require_safe
def show(request: HttpRequest, thing: Gathering) -> HttpResponse:
    """Who came: figures first, then names."""
    found = queries.presence(thing)
    asked = request.GET.get("q", "")[:60]
    rows = queries.arrived(thing, asked)[:PEOPLE_SHOWN]
    context = page.head(thing, on=clock.today()) | {
        "presence": found,
        "tiles": page.tiles(found),
        "groups": page.breakdowns(found) + page.by_half(thing, found) if found.came else [],
        "rows": [page.person_row(row) for row in rows],
        "asked": asked,
        "most": PEOPLE_SHOWN,
        "section": "people",
        "qr": qr(_address(request, "gatherings:door", thing, active())),
    }
    return render(request, "gatherings/show.html", context)


@required("create", load_gathering, "attendance")
def desk(request: HttpRequest, thing: Gathering) -> HttpResponse:
    """At the door: find who signed up, or sign up who did not."""
    on, at = clock.today(), clock.now()
    half = _half(request.GET, thing, at)
    form = RegisterForm(request.POST if request.method == "POST" else None, gathering=thing, desk=True)
    taken = None
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.register(
                gathering=thing, told=form.told(), how=How.DESK, by=request.actor, at=at,
                shares_phone=form.cleaned_data["another"], arrives=thing.day <= on, half_day=half,
            )  # fmt: skip
        except actions.PhoneTaken as refusal:
            taken = page.person_row(refusal.registration)
            form.add_error("phone", say("gatherings.phone_taken_desk", who=taken["name"]))
        except actions.Full:
            form.add_error(None, say("gatherings.full"))
        else:
            key = "desk_done" if done.created else "desk_known"
            messages.success(request, say(f"gatherings.{key}", who=done.registration.name))
            return _to_desk(thing, half, at)
    context = _desk(request, thing, half, at) | {
        "form": form,
        "taken": taken,
        "another": taken is not None or bool(form.data.get("another")),
    }
    return render(request, "gatherings/desk.html", context, status=422 if form.errors else 200)


def _half(typed: QueryDict, gathering: Gathering, at: datetime) -> int:
    """The half-day asked for, or that of the instant."""
    asked = typed.get("half", "")
    known = asked.isascii() and asked.isdigit() and len(asked) < 3 and 1 <= int(asked) <= gathering.half_days
    return int(asked) if known else gathering.half_day_at(at)


def _to_desk(gathering: Gathering, half: int, at: datetime) -> HttpResponse:
    """Back at the desk, at the half-day one was at."""
    url = reverse("gatherings:desk", args=[gathering.id])
    return redirect(url if half == gathering.half_day_at(at) else f"{url}?half={half}")


def _desk(request: HttpRequest, gathering: Gathering, half: int, at: datetime) -> dict[str, Any]:
    asked = request.GET.get("q", "")[:60]
    waiting = queries.expected(gathering, asked, half_day=half)
    here = queries.here(gathering, asked, half_day=half)
    found = queries.presence(gathering)
    there = found.by_half_day[half]
    return page.head(gathering, on=clock.today()) | {
        "half": half,
        "halves": page.half_pills(gathering, half),
        "badge": _badge(request, gathering, half),
        "asked": asked,
        "presence": found,
        "there": there,
        "expected_n": found.signed - there,
        "waiting": [page.person_row(row) for row in waiting[: page.EXPECTED_SHOWN]],
        "here": [page.person_row(row) for row in here[: page.EXPECTED_SHOWN if asked else 5]],
        "most": page.EXPECTED_SHOWN,
    }


def _badge(request: HttpRequest, gathering: Gathering, half: int) -> dict[str, Any] | None:
    """Whose badge or receipt the desk's phone has just read, when it is somebody's of this gathering."""
    row = queries.row_of(gathering, request.GET.get("r", ""))
    if row is None:
        return None
    return page.person_row(row) | {"there": row.attendances.filter(half_day=half).exists()}


@require_POST
@required("change", load_row)
def arrive(request: HttpRequest, thing: Registration) -> HttpResponse:
    """One tap: she is here."""
    at = clock.now()
    half = _half(request.POST, thing.gathering, at)
    how = Marked.QR if request.POST.get("how") == Marked.QR else Marked.TAP
    actions.mark_arrived(registration=thing, half_day=half, how=how, by=request.actor, at=at)
    messages.success(request, say("gatherings.arrived_done", who=thing.name))
    return _to_desk(thing.gathering, half, at)


@require_POST
@required("change", load_row)
def undo(request: HttpRequest, thing: Registration) -> HttpResponse:
    """She was marked by mistake: for one half-day at the desk, for all of them from the list."""
    at = clock.now()
    half = _half(request.POST, thing.gathering, at)
    one = half if "half" in request.POST else None
    actions.undo_arrival(registration=thing, half_day=one, by=request.actor, at=at)
    messages.success(request, say("gatherings.undo_done"))
    return _to_desk(thing.gathering, half, at)


@require_POST
@required("delete", load_row)
def remove(request: HttpRequest, thing: Registration) -> HttpResponse:
    """Take the row away: a mistake, or she asks for it."""
    gathering = thing.gathering_id
    actions.remove(registration=thing, by=request.actor, at=clock.now())
    messages.success(request, say("gatherings.remove_done"))
    return redirect("gatherings:show", gathering_id=gathering)


def load_paper(gathering_id: UUID, name: str) -> Gathering:
    """The gathering of the address, with the paper asked for."""
    if name not in papers.FILES:
        raise Http404
    found = load_gathering(gathering_id)
    found.asked_file = name  # type: ignore[attr-defined]
    return found


@required("see", load_paper, "attendance")
@require_safe
def paper(request: HttpRequest, thing: Gathering) -> HttpResponse:
    """The sheet to sign, the copy without phones, the poster of the door, the badges."""
    name: str = thing.asked_file  # type: ignore[attr-defined]
    kind, lang = papers.FILES[name]
    at = clock.now()
    if kind == "poster":
        content = papers.poster_pdf(thing, lang=lang, at=at, door=_address(request, "gatherings:door", thing, lang))
    elif kind == "badges":
        wall = "meetings:ask" if thing.kind == Kind.MEETING else "gatherings:door"
        desk_url = request.build_absolute_uri(_desk_path(thing, lang))
        content = papers.badges_pdf(
            thing, lang=lang, at=at, ask=_address(request, wall, thing, lang), desk=f"{desk_url}?r="
        )
    else:
        content = papers.attendance_pdf(thing, lang=lang, public=kind == "list", at=at)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _desk_path(gathering: Gathering, lang: str) -> str:
    """The desk, in that language: what the code of a badge or a receipt opens, with whose it is."""
    with translation.override(lang):
        return reverse("gatherings:desk", args=[gathering.id])


def _address(request: HttpRequest, name: str, gathering: Gathering, lang: str) -> str:
    """A public page of a gathering as a phone opens it, in that language."""
    with translation.override(lang):
        return request.build_absolute_uri(reverse(name, args=[gathering.code]))


def find(request: HttpRequest) -> HttpResponse:
    """A code said aloud, typed: the gathering it opens."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        found = queries.by_code(form.cleaned_data["code"])
        if found is not None:
            return redirect("gatherings:door", code=found.code)
        form.add_error("code", say("gatherings.code_unknown"))
    return render(request, "gatherings/find.html", {"form": form}, status=422 if form.errors else 200)


@required("create", load_door)
def door(request: HttpRequest, thing: Door) -> HttpResponse:
    """The public page: one signs up for oneself, or for somebody of the house."""
    gathering, on = thing.gathering, clock.today()
    open_ = gathering.takes_sign_ups(on)
    form = RegisterForm(request.POST if request.method == "POST" else None, gathering=gathering, desk=False)
    another = False
    if request.method == "POST" and open_ and form.is_valid():
        another = bool(form.cleaned_data["another"])
        try:
            done = actions.register(
                gathering=gathering, told=form.told(), how=How.PHONE, by=request.actor, at=clock.now(),
                shares_phone=another,
            )  # fmt: skip
        except actions.PhoneTaken:
            another = True
            form.add_error("phone", say("gatherings.phone_taken"))
        except actions.Full:
            form.add_error(None, say("gatherings.full"))
        else:
            return redirect(f"{reverse('gatherings:signed', args=[gathering.code])}?r={done.registration.id}")
    context = page.head(gathering, on=on) | {"form": form, "open": open_, "another": another}
    return render(request, "gatherings/door.html", context, status=422 if form.errors else 200)


@required("see", load_door)
@require_safe
def signed(request: HttpRequest, thing: Door) -> HttpResponse:
    """What to keep in mind once signed up, and the code the desk reads. It names nobody: phones are shared."""
    row = queries.row_of(thing.gathering, request.GET.get("r", ""))
    mine = request.build_absolute_uri(f"{_desk_path(thing.gathering, active())}?r={row.id}") if row else ""
    context = page.head(thing.gathering, on=clock.today()) | {
        "again": reverse("gatherings:door", args=[thing.gathering.code]),
        "qr": qr(mine) if mine else None,
    }
    return render(request, "gatherings/signed.html", context)
