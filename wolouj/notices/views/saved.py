"""Searches a person keeps: keep one, see what is new, its secret link, throw it away. And what that link opens."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wolouj.foundation import clock, feeds, ics
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import active, say
from wolouj.notices import saved, saved_page, saving
from wolouj.notices.asked import Asked
from wolouj.notices.forms import SearchNameForm
from wolouj.notices.models import SavedSearch
from wolouj.people.permissions import required


def _search(search_id: UUID) -> SavedSearch:
    return get_object_or_404(SavedSearch, id=search_id)


@required("see", "saved_search")
@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """Her searches, each with the number of notices that came since she looked."""
    hers = saved.searches_of(request.person.id)
    fresh = saved.count_new(hers, at=clock.now())
    return render(request, "notices/searches.html", saved_page.list_page(hers, fresh, most=saving.MOST))


@required("create", "saved_search")
@require_http_methods(["GET", "POST"])
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the question of the address under a name; one is proposed."""
    asked = Asked.read(request.GET.dict())
    if not asked.narrowed:
        return redirect("notices:search")
    form = SearchNameForm(request.POST or None, initial={"name": saved_page.proposed_name(asked, active())})
    if request.method == "POST" and form.is_valid():
        told = {"name": form.cleaned_data["name"], "by": request.actor, "at": clock.now()}
        try:
            done = saving.save_search(person=request.person, asked=asked, **told)
        except BadInput as error:
            form.add_error(None, getattr(error.text, active()))
        else:
            messages.success(request, say("notices.saved_done" if done.created else "notices.saved_already"))
            return redirect("notices:searches")
    page = {"form": form, "what": saved_page.told(asked, active()), "back": asked.url()}
    return render(request, "notices/search_keep.html", page, status=422 if form.errors else 200)


@required("change", _search)
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, thing: SavedSearch) -> HttpResponse:
    """One kept search: its name, its link, throwing it away."""
    form = SearchNameForm(request.POST or None, initial={"name": thing.name})
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        if saving.rename_search(search=thing, name=name, by=request.actor, at=clock.now()):
            messages.success(request, say("notices.saved_renamed"))
        return redirect("notices:searches")
    page = saved_page.kept_page(thing, request.build_absolute_uri) | {"form": form}
    return render(request, "notices/search_kept.html", page, status=422 if form.errors else 200)


@require_POST
@required("change", _search)
def look(request: HttpRequest, thing: SavedSearch) -> HttpResponse:
    """Her notices, those that came last first; from now on they are not new any more."""
    saving.look(search=thing, by=request.actor, at=clock.now())
    return redirect(saved.asked_of(thing).url())


@require_POST
@required("change", _search)
def link(request: HttpRequest, thing: SavedSearch) -> HttpResponse:
    """Give it a secret link, or a new one; or take it away."""
    if request.POST.get("do") == "withdraw":
        if saving.withdraw_link(search=thing, by=request.actor, at=clock.now()):
            messages.success(request, say("notices.link_withdrawn"))
    else:
        saving.give_link(search=thing, by=request.actor, at=clock.now())
        messages.success(request, say("notices.link_given"))
    return redirect("notices:search_kept", thing.id)


@require_POST
@required("delete", _search)
def delete(request: HttpRequest, thing: SavedSearch) -> HttpResponse:
    """Throw a search away."""
    saving.delete_search(search=thing, by=request.actor, at=clock.now())
    messages.success(request, say("notices.saved_deleted"))
    return redirect("notices:searches")


def _opened(token: str) -> SavedSearch:
    found = saved.by_link(token)
    if found is None:
        raise Http404
    return found


@required("see", "search_feed")
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The newest notices of a search, for a feed reader that holds its secret link."""
    search = _opened(token)
    rows = saved.fed(search, at=clock.now())
    about, entries = saved_page.feed_of(search, rows, token=token, whole=request.build_absolute_uri)
    updated = feeds.latest(about, entries)
    return feeds.answer(request, feeds.atom(about, entries), feeds.ATOM_TYPE, updated=updated)


@required("see", "search_feed")
@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The closing days of the same notices, for the calendar of a phone."""
    search = _opened(token)
    rows = saved.fed(search, at=clock.now())
    about, entries = saved_page.feed_of(search, rows, token=token, whole=request.build_absolute_uri)
    updated = feeds.latest(about, entries)
    events = saved_page.events_of(rows, request.build_absolute_uri)
    data = ics.calendar_file(events, about="notice", at=updated, name=about.title)
    return feeds.answer(request, data, ics.CALENDAR_TYPE, updated=updated)
