"""The committee's day: its screen, who sits, one decision a page, the minutes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from rulebook.engine import format as fmt
from wolouj.cofinancing import papers, queries, walls
from wolouj.cofinancing.actions import committee
from wolouj.cofinancing.forms.deciding import LeaveForm, RulingForm
from wolouj.cofinancing.loading import load_minutes, load_request, load_terms
from wolouj.cofinancing.models import Member, Ruling, Terms, Verdict
from wolouj.cofinancing.models import Request as File
from wolouj.cofinancing.page import day as shown
from wolouj.cofinancing.page import file
from wolouj.cofinancing.views.running import printed
from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import active, say
from wolouj.people.permissions import required
from wolouj.programme.forms import SEATS, CommitteeForm


@required("see", load_terms)
@require_safe
def day(request: HttpRequest, thing: Terms) -> HttpResponse:
    """Who sits, the files on the table, what was said, what money is left."""
    return render(request, "cofinancing/day.html", shown.page(thing, on=clock.today()))


@required("change", load_terms)
def seats(request: HttpRequest, thing: Terms) -> HttpResponse:
    """The day and who sits; before, those of the last day are there."""
    last = queries.sitting_of(thing) or thing.sittings.prefetch_related("members").first()
    initial: dict[str, Any] = {f"here{i}": True for i in range(SEATS)} | {"held_on": clock.today()}
    if last is not None:
        initial |= {"place_ar": last.place_ar, "place_fr": last.place_fr}
        initial |= {"held_on": last.held_on} if last.approved_at is None else {}
        for i, member in enumerate(last.members.all()):
            for name in ("name", "quality_ar", "quality_fr", "here"):
                initial[f"{name}{i}"] = getattr(member, name)
    form = CommitteeForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid() and not form.seats():
        form.add_error(None, say("cofinancing.seats_needed"))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        committee.convene(
            terms=thing, held_on=told["held_on"], places=(told["place_ar"], told["place_fr"]), seats=form.seats(),
            by=request.actor, at=clock.now(),
        )  # fmt: skip
        messages.success(request, say("cofinancing.saved"))
        return redirect("cofinancing:day", call_id=thing.call_id)
    context = {
        "form": form,
        "rows": form.rows(),
        "terms": thing,
        "back": reverse("cofinancing:day", args=[thing.call_id]),
    }
    return render(request, "cofinancing/seats.html", context, status=422 if form.errors else 200)


@required("create", load_request, "granting")
def rule(request: HttpRequest, thing: File) -> HttpResponse:
    """One file before the committee: who leaves the room, then yes or no, how much, why."""
    sitting = queries.sitting_of(thing.terms)
    back = reverse("cofinancing:day", args=[thing.terms.call_id])
    if sitting is None:
        messages.error(request, say("cofinancing.no_sitting"))
        return redirect(back)
    if request.method == "POST" and "back" in request.POST:
        return _back(request, thing, sitting)
    away = sitting.members.filter(aways__request=thing)
    members = sitting.members.filter(here=True).exclude(aways__request=thing)
    budget = queries.lines_of(thing.terms.call.programme_id)
    there = Ruling.objects.filter(request=thing).first()
    initial = (
        {name: getattr(there, name) for name in ("verdict", "amount", "line", "reason_ar", "reason_fr")}
        if there
        else {"amount": thing.proposed, "verdict": Verdict.ACCEPTED}
    )
    leaves = request.method == "POST" and "leave" in request.POST
    leave = LeaveForm(request.POST if leaves else None, members=members)
    form = RulingForm(request.POST if request.method == "POST" and not leaves else None, budget=budget, initial=initial)
    answered = _answer(request, thing, sitting, leave if leaves else form, leaves)
    if answered:
        return redirect(request.path if leaves else back)
    here, least = committee.quorum(sitting, thing)
    context = file.page(thing, hers=False, wall=walls.closed(request.actor, thing)) | {
        "form": form, "leave": leave, "back": back, "thing": thing, "lines": shown.lines(list(budget)),
        "quorum": say("cofinancing.paper_quorum", here=here, least=least), "enough": here >= least,
        "away": [{"id": each.pk, "name": fmt.isolate_auto(each.name)} for each in away],
    }  # fmt: skip
    return render(request, "cofinancing/rule.html", context, status=422 if form.errors or leave.errors else 200)


def _back(request: HttpRequest, thing: File, sitting: Any) -> HttpResponse:
    """A member written as having left is counted again."""
    try:
        member = sitting.members.get(pk=UUID(request.POST["back"]))
    except (ValueError, Member.DoesNotExist) as fault:
        raise Http404 from fault
    try:
        committee.stay(member=member, request=thing, by=request.actor, at=clock.now())
    except BadInput as fault:
        messages.error(request, getattr(fault.text, active()))
    return redirect(request.path)


def _answer(request: HttpRequest, thing: File, sitting: Any, form: Any, leaves: bool) -> bool:
    """Write what was typed; whether it was."""
    if not form.is_bound or not form.is_valid():
        return False
    told, by, at = form.cleaned_data, request.actor, clock.now()
    try:
        if leaves:
            committee.leave(member=told["member"], request=thing, by=by, at=at)
        else:
            committee.rule(
                sitting=sitting, request=thing, verdict=told["verdict"], amount=told["amount"], line=told["line"],
                reasons=(told["reason_ar"], told["reason_fr"]), by=by, at=at,
            )  # fmt: skip
    except BadInput as fault:
        form.add_error(fault.field if fault.field in form.fields else None, getattr(fault.text, active()))
        return False
    messages.success(request, say("cofinancing.saved"))
    return True


@require_POST
@required("create", load_terms)
def approve(request: HttpRequest, thing: Terms) -> HttpResponse:
    """Freeze the minutes and give the answers."""
    sitting = queries.sitting_of(thing)
    if sitting is None:
        messages.error(request, say("cofinancing.no_sitting"))
        return redirect("cofinancing:day", call_id=thing.call_id)
    try:
        committee.approve(sitting=sitting, by=request.actor, at=clock.now())
        messages.success(request, say("cofinancing.approved_done"))
    except BadInput as fault:
        messages.error(request, getattr(fault.text, active()))
    return redirect("cofinancing:day", call_id=thing.call_id)


@required("see", load_minutes)
@require_safe
def minutes(request: HttpRequest, thing: Terms) -> HttpResponse:
    """The minutes of a day: as approved, or the draft of this instant."""
    number, name = thing.asked  # type: ignore[attr-defined]
    sitting = thing.sittings.select_related("terms__call__programme__body").filter(number=number).first()
    if sitting is None:
        raise Http404
    data = sitting.papers or committee.draft_data(sitting, at=clock.now())
    return printed("minutes", data[papers.MINUTES[name]], name)
