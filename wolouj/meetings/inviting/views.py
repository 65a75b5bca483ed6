"""Pages about invitations: the organiser's, the one a secret address opens; a meeting that changes; its series."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import active, say
from wolouj.gatherings.page import head
from wolouj.meetings.inviting import actions, page, queries
from wolouj.meetings.inviting.forms import AnswerForm, ChangeForm, InviteForm
from wolouj.meetings.inviting.models import Invitation, MeetingChange
from wolouj.meetings.inviting.telling import told_of
from wolouj.meetings.loading import load_meeting
from wolouj.meetings.models import Meeting, Series
from wolouj.meetings.page import agenda_of
from wolouj.meetings.queries import series_of
from wolouj.people.permissions import required

CHANGES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Invited:
    """The page a secret address opens: whoever holds it answers."""

    right_object: ClassVar[str] = "door"
    invitation: Invitation

    def owners(self) -> set[UUID]:
        """Nobody's."""
        return set()


def load_invited(key: str) -> Invited:
    """The invitation of the address."""
    found = queries.by_key(key)
    if found is None:
        raise Http404
    return Invited(found)


def load_invitation(invitation_id: UUID) -> Invitation:
    """One invitation, for the body's people."""
    found = Invitation.objects.select_related("meeting__gathering").filter(pk=invitation_id).first()
    if found is None:
        raise Http404
    return found


def load_change(change_id: UUID) -> MeetingChange:
    """One change of a meeting."""
    found = MeetingChange.objects.select_related("meeting__gathering").filter(pk=change_id).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class SeriesOf:
    """A series, seen by the people of its body."""

    right_object: ClassVar[str] = "gathering"
    series: Series

    def owners(self) -> set[UUID]:
        """Nobody's."""
        return set()

    def bodies(self) -> set[UUID]:
        """The body that holds it."""
        return {self.series.body_id}


def load_series(series_id: UUID) -> SeriesOf:
    """The series of the address."""
    found = Series.objects.filter(pk=series_id).first()
    if found is None:
        raise Http404
    return SeriesOf(found)


@required("change", load_meeting)
def invitations(request: HttpRequest, thing: Meeting) -> HttpResponse:
    """Who is invited, what was answered, what to prepare."""
    form = InviteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.invite(meeting=thing, **form.cleaned_data, by=request.actor, at=clock.now())
        except actions.Full:
            form.add_error(None, say("meetings.invite_full"))
        else:
            messages.success(request, say("meetings.invited_done"))
            return redirect("meetings:invitations", gathering_id=thing.pk)
    rows = queries.invitations_of(thing)
    context = head(thing.gathering, on=clock.today()) | page.invitations_page(thing, rows, request.build_absolute_uri)
    known = {row.person_id for row in rows if row.person_id}
    people = actions.accompanied(thing.gathering, at=clock.now())
    context |= {"form": form, "accompanied": people.exclude(id__in=known).count(), "section": "invitations"}
    changes = list(thing.changes.all()[:CHANGES_SHOWN])
    told = told_of(thing, changes)
    context["changes"] = [page.change_row(change, *of) for change, of in zip(changes, told, strict=True)]
    return render(request, "meetings/invitations.html", context, status=422 if form.errors else 200)


@require_POST
@required("change", load_meeting)
def invite_all(request: HttpRequest, thing: Meeting) -> HttpResponse:
    """Everybody the body accompanies who has an account."""
    n = actions.invite_accompanied(meeting=thing, by=request.actor, at=clock.now())
    messages.success(request, say("meetings.invited_n", n=n))
    return redirect("meetings:invitations", gathering_id=thing.pk)


@require_POST
@required("change", load_invitation)
def take_back(request: HttpRequest, thing: Invitation) -> HttpResponse:
    """An invitation made by mistake."""
    meeting = thing.meeting_id
    actions.take_back(invitation=thing, by=request.actor, at=clock.now())
    messages.success(request, say("meetings.removed"))
    return redirect("meetings:invitations", gathering_id=meeting)


@require_POST
@required("change", load_change)
def told(request: HttpRequest, thing: MeetingChange) -> HttpResponse:
    """Those without an account were told too."""
    actions.told_by_hand(change=thing, by=request.actor, at=clock.now())
    messages.success(request, say("meetings.saved"))
    return redirect("meetings:invitations", gathering_id=thing.meeting_id)


@required("change", load_meeting)
def edit(request: HttpRequest, thing: Meeting) -> HttpResponse:
    """Day, place, length, words, series."""
    given = request.POST if request.method == "POST" else None
    all_series = list(series_of([thing.gathering.body_id]))
    form = ChangeForm(given, meeting=thing, all_series=all_series)
    if request.method == "POST" and form.is_valid():
        data, at = form.cleaned_data, clock.now()
        named = (data["series_ar"], data["series_fr"])
        series = named if any(named) else form.by_id.get(data["series"])
        try:
            change = actions.change_meeting(
                meeting=thing, fields=form.fields_of(), series=series, by=request.actor, at=at
            )
        except BadInput as fault:
            form.add_error(fault.field, getattr(fault.text, active()))
        else:
            messages.success(request, say("meetings.changed_tell" if change else "meetings.saved"))
            return redirect("meetings:invitations" if change else "gatherings:show", gathering_id=thing.pk)
    back = reverse("gatherings:show", args=[thing.pk])
    context = {"form": form, "title": say("meetings.edit_meeting"), "intro": say("meetings.edit_why"), "back": back}
    return render(request, "meetings/form.html", context | {"remove": ""}, status=422 if form.errors else 200)


@required("create", load_invited)
def invited(request: HttpRequest, thing: Invited) -> HttpResponse:
    """The invited body's own page: what, when, where, the agenda; and the answer, that may be said again."""
    row, on = thing.invitation, clock.today()
    gathering = row.meeting.gathering
    open_ = gathering.takes_sign_ups(on)
    who = row.registration
    first = {"answer": row.answer, "comes": row.comes or None, "transport": row.transport,
             "children": row.children or None, "name": who.name if who else ""}  # fmt: skip
    form = AnswerForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and open_ and form.is_valid():
        try:
            actions.answer(invitation=row, said=form.said(), by=request.actor, at=clock.now())
        except actions.PhoneTaken:
            form.add_error("phone", say("meetings.phone_other"))
        else:
            messages.success(request, say("meetings.answer_kept"))
            return redirect(request.path)
    context = head(gathering, on=on) | {
        "form": form,
        "open": open_,
        "who": page.name_of(row),
        "agenda": agenda_of(row.meeting),
        "answered": bool(row.answer),
    }
    answer = render(request, "meetings/invited.html", context, status=422 if form.errors else 200)
    answer["Cache-Control"] = "no-store"
    return answer


@required("see", load_series)
@require_safe
def series(request: HttpRequest, thing: SeriesOf) -> HttpResponse:
    """Meetings one after another: what was promised, what was kept."""
    context = page.series_page(thing.series, queries.meetings_of_series(thing.series), on=clock.today())
    return render(request, "meetings/series.html", context)
