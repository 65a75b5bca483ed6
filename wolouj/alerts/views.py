"""Pages of the alerts room: what was said, how to be told, what was held back; and what a short address opens."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseForbidden
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from wolouj.alerts import actions, feeding, page, posters, queries
from wolouj.alerts.feeding import Opened, load_feed
from wolouj.alerts.forms import ChoiceForm
from wolouj.alerts.listeners import CEILING
from wolouj.alerts.loading import Said, Told, load_said, load_told
from wolouj.alerts.posters.week import week_of
from wolouj.foundation import clock, ics
from wolouj.foundation import feeds as atom
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.outbox.channels import link
from wolouj.foundation.words import active, say
from wolouj.notices.models import Notice
from wolouj.notices.understanding import place_codes
from wolouj.people.permissions import Role, required
from wolouj.reference import territories
from wolouj.structures.models import Structure
from wolouj.structures.queries import structures_of


@required("see", "alert")
@require_safe
def alert_list(request: HttpRequest) -> HttpResponse:
    """What she was told, the latest first."""
    at = clock.now()
    mine = list(structures_of(request.person.id))
    told = queries.told_to(request.person.id, at=at)
    choices = queries.choices_of(request.person.id, [each.id for each in mine])
    return render(request, "alerts/list.html", page.list_page(told, mine, choices, serves=_serves(request), at=at))


def _serves(request: HttpRequest) -> str:
    """Which words tell her of others' affairs: ``coach``, of those she accompanies; ``work``, of what waits for her
    answer at a body; nothing for who has only her own."""
    if request.actor.acting:
        return ""
    if Role.COACH in request.actor.roles:
        return "coach"
    return "work" if request.actor.roles & {Role.MANAGER, Role.OFFICER} else ""


@required("change", load_told)
def choose(request: HttpRequest, thing: Told) -> HttpResponse:
    """How to be told of one structure."""
    return _choose(request, thing.structure)


@required("change", "alert")
def choose_coach(request: HttpRequest) -> HttpResponse:
    """How a coach is told of those she accompanies, a manager or an officer of what waits for her answer."""
    if not _serves(request):
        raise Http404
    return _choose(request, None)


def _choose(request: HttpRequest, structure: Structure | None) -> HttpResponse:
    choice = actions.choice_of(request.person.id, structure.id if structure else None)
    role = "" if structure else _serves(request)
    form = ChoiceForm(request.POST if request.method == "POST" else None, initial=page.initial(choice), role=role)
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose(
                person=request.person, structure=structure, told=form.told(), agrees=form.cleaned_data["agrees"],
                by=request.actor, at=clock.now(),
            )  # fmt: skip
        except BadInput as wrong:
            form.add_error(wrong.field, getattr(wrong.text, active()))
        else:
            messages.success(request, say("alerts.saved"))
            return redirect("alerts:list")
    name = structure.shown_name(active()) if structure else say(f"alerts.for_{role}")
    context = {"form": form, "name": name} | page.choose_words(role)
    return render(request, "alerts/choose.html", context, status=422 if form.errors else 200)


@required("see", load_told)
@require_safe
def held(request: HttpRequest, thing: Told) -> HttpResponse:
    """The notices that fit and that the ceiling held back."""
    at = clock.now()
    choice = actions.choice_of(request.person.id, thing.structure.id)
    found = queries.held_back(thing.structure, request.person.id, at=at)
    context = page.held_page(thing.structure, found, choice.ceiling if choice else CEILING, at=at)
    return render(request, "alerts/held.html", context)


@required("change", load_told)
def feeds(request: HttpRequest, thing: Told) -> HttpResponse:
    """The secret addresses of her feed and her calendar: give, renew, withdraw."""
    if request.method == "POST":
        withdraws = request.POST.get("do") == "withdraw"
        write = actions.close_feed if withdraws else actions.new_feed
        write(person=request.person, structure=thing.structure, by=request.actor, at=clock.now())
        messages.success(request, say("notices.link_withdrawn" if withdraws else "notices.link_given"))
        return redirect("alerts:feeds", thing.structure.id)
    link = queries.feed_link(request.person.id, thing.structure.id)
    return render(request, "alerts/feeds.html", page.feeds_page(thing.structure, link, request.build_absolute_uri))


@required("see", load_feed)
@require_safe
def feed(request: HttpRequest, thing: Opened) -> HttpResponse:
    """The notices that fit, for a feed reader."""
    rows = feeding.fitting(thing.link, at=clock.now())
    about, entries = feeding.feed_of(thing.link, rows, token=thing.token, whole=request.build_absolute_uri)
    return atom.answer(request, atom.atom(about, entries), atom.ATOM_TYPE, updated=atom.latest(about, entries))


@required("see", load_feed)
@require_safe
def calendar(request: HttpRequest, thing: Opened) -> HttpResponse:
    """The days the notices that fit and those she has a quote for close, for the calendar of a phone."""
    at = clock.now()
    rows = [*feeding.quoted(thing.link, at=at), *feeding.fitting(thing.link, at=at)]
    updated = max([thing.link.made_at, *(row.updated for row in rows)])
    events = feeding.days_of(rows, request.build_absolute_uri)
    data = ics.calendar_file(events, about="notice", at=updated, name=say("alerts.feed_title"))
    return atom.answer(request, data, ics.CALENDAR_TYPE, updated=updated)


@required("see", "public_notice")
@require_safe
def poster_index(request: HttpRequest) -> HttpResponse:
    """Of which place?"""
    asked = " ".join(request.GET.get("place", "").split())[:80]
    found = _asked_place(asked) if asked else None
    if found is not None and found.level is not territories.Level.REGION:
        return redirect("alerts:poster", found.code)
    return render(request, "alerts/poster_index.html", {"asked": asked, "unknown": bool(asked)})


def _asked_place(asked: str) -> territories.Place | None:
    """A place as people write it: by its name, else as the places of notices are read."""
    codes = place_codes((asked,))
    return territories.resolve(asked) or (territories.place(codes[0]) if codes else None)


def _place(code: str) -> territories.Place:
    found = territories.place(code)
    if found is None or found.level is territories.Level.REGION:
        raise Http404
    return found


@required("see", "public_notice")
@require_safe
def poster(request: HttpRequest, code: str) -> HttpResponse:
    """The week of a place: its poster and what to read aloud."""
    return render(request, "alerts/poster.html", page.poster_page(week_of(_place(code), at=clock.now())))


@required("see", "public_notice")
@require_safe
def poster_file(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """The poster as a PDF, in one language."""
    lang = posters.FILES.get(name)
    if lang is None:
        raise Http404
    at = clock.now()
    data = posters.pdf(week_of(_place(code), at=at), lang, at=at, url=settings.PUBLIC_URL)
    return HttpResponse(data, content_type="application/pdf")


def _public(notice_id: UUID) -> Notice:
    return get_object_or_404(Notice, id=notice_id, entered_for=None)


@required("change", "alert")
def follow(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Be told what becomes of a public notice, or not any more."""
    notice = _public(notice_id)
    if request.method == "POST":
        stops = "stop" in request.POST
        write = actions.unfollow if stops else actions.follow
        write(person=request.person, notice=notice, by=request.actor, at=clock.now())
        messages.success(request, say("alerts.unfollowed" if stops else "alerts.followed"))
        return redirect("notices:show", notice.id)
    context = page.follow_page(notice, queries.follows(request.person.id, notice.id))
    return render(request, "alerts/follow.html", context)


@never_cache
@required("see", load_said)
@require_safe
def one(request: HttpRequest, thing: Said) -> HttpResponse:
    """What a short address opens: what was sent, why, and the way on. No account is asked for."""
    return render(request, "alerts/one.html", page.one_page(thing.message, link(thing.message)))


@never_cache
@required("change", load_said)
def stop(request: HttpRequest, thing: Said) -> HttpResponse:
    """One button: nothing leaves any more."""
    if request.method == "POST":
        actions.stop(message=thing.message, by=request.actor, at=clock.now())
        messages.success(request, say("alerts.stop_done"))
        return redirect("told:one", thing.message.code)
    return render(request, "alerts/stop.html", {"code": thing.message.code})


@csrf_exempt
@require_POST
@required("change", load_said)
def stop_at_once(request: HttpRequest, thing: Said) -> HttpResponse:
    """The same, asked by a mail reader in one gesture (RFC 8058): the secret of the address is the whole proof."""
    if request.POST.get("List-Unsubscribe") != "One-Click":
        return HttpResponseForbidden()
    actions.stop(message=thing.message, by=request.actor, at=clock.now())
    return HttpResponse(status=204)
