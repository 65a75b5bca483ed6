"""The selection of a call: who marks, who is met, the ranking, the committee's day, the minutes, the answers."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from rulebook.engine import format as fmt
from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import active, say
from wolouj.people.permissions import required
from wolouj.programme import page, papers, queries
from wolouj.programme.actions import choosing, deciding
from wolouj.programme.forms import SEATS, CommitteeForm, InterviewForm, RecuseForm, RewordForm, ShareForm, TieForm
from wolouj.programme.grid import grid_of
from wolouj.programme.loading import load_act, load_application, load_call, load_paper
from wolouj.programme.models import Application, Call, Committee, Stage
from wolouj.programme.views.calls import head


@required("see", load_call, "selection")
@require_safe
def show(request: HttpRequest, thing: Call) -> HttpResponse:
    """How far it has come, and what may be done now."""
    return _page(request, thing, {})


def _page(request: HttpRequest, call: Call, forms_: dict[str, forms.Form]) -> HttpResponse:
    people = queries.markers_of(call, on=clock.today())
    standing = queries.standing_of(call)
    committee = Committee.objects.filter(call=call).prefetch_related("seats").first()
    decisions = queries.decisions_of(call)
    context = head(request, call, "selection") | page.selection_page(call, standing, decisions) | {
        "share": forms_.get("share") or ShareForm(people=people),
        "interview": forms_.get("interview") or InterviewForm(people=people),
        "interviews": bool(grid_of(call).of(Stage.INTERVIEW)),
        "ties": [] if standing.unmarked else _ties(standing, forms_.get("tie")),
        "committee": committee,
        "seats": [_seat(seat) for seat in committee.seats.all()] if committee else [],
        "recuse": forms_.get("recuse") or (RecuseForm(committee=committee, call=call) if committee else None),
        "takes": call.takes(clock.now()),
        "versions": list(call.minutes.defer("papers", "ranking")),
        "files": sorted(papers.FILES),
    }  # fmt: skip
    return render(request, "programme/selection.html", context, status=422 if forms_ else 200)


def _ties(standing: queries.Standing, wrong: forms.Form | None) -> list[dict[str, Any]]:
    """Each pair of equal files that nothing tells apart, with its form."""
    groups: dict[int, list[int]] = {}
    for place in standing.places:
        if place.tied:
            groups.setdefault(place.rank, []).append(place.number)
    pairs = [pair for numbers in groups.values() for pair in combinations(numbers, 2)]
    found = [
        {"one": one, "two": two, "form": TieForm(initial={"first": one, "then": two}, one=one, two=two)}
        for one, two in pairs[:6]
    ]
    if wrong is not None and found:
        found[0]["form"] = wrong
    return found


def _seat(seat: Any) -> dict[str, Any]:
    quality = page.text(seat, "quality")
    return {
        "title": fmt.isolate_auto(seat.name), "detail": quality, "sign": "go" if seat.here else "aside",
        "word": say("programme.seat_here") if seat.here else say("programme.seat_away"),
    }  # fmt: skip


@require_POST
@required("change", load_act, "selection")
def act(request: HttpRequest, thing: Call) -> HttpResponse:
    """Share out, call to the interview, recuse, settle a tie, decide, approve."""
    what: str = thing.asked_act
    try:
        form = _ACTS[what](request, thing)
    except BadInput as fault:
        messages.error(request, getattr(fault.text, active()))
        return redirect("programme:selection", call_id=thing.pk)
    if form is not None:
        return _page(request, thing, {what: form})
    return redirect("programme:selection", call_id=thing.pk)


def _share(request: HttpRequest, call: Call) -> forms.Form | None:
    form = ShareForm(request.POST, people=queries.markers_of(call, on=clock.today()))
    if not form.is_valid():
        return form
    markers = list(form.cleaned_data["markers"])
    made = choosing.share_out(call=call, markers=markers, by=request.actor, at=clock.now())
    messages.success(request, say("programme.shared_done", n=made))
    return None


def _interview(request: HttpRequest, call: Call) -> forms.Form | None:
    people = queries.markers_of(call, on=clock.today())
    form = InterviewForm(request.POST, people=people)
    if not form.is_valid():
        return form
    who = next(person for person in people if str(person.pk) == form.cleaned_data["interviewer"])
    made = choosing.call_to_interview(
        call=call, most=form.cleaned_data["most"], interviewer=who, by=request.actor, at=clock.now()
    )
    messages.success(request, say("programme.called_done", n=made))
    return None


def _recuse(request: HttpRequest, call: Call) -> forms.Form | None:
    committee = Committee.objects.filter(call=call).first()
    if committee is None:
        raise Http404
    form = RecuseForm(request.POST, committee=committee, call=call)
    if not form.is_valid():
        return form
    deciding.recuse(seat=form.seat, application=form.application, by=request.actor, at=clock.now())
    messages.success(request, say("programme.saved"))
    return None


def _tie(request: HttpRequest, call: Call) -> forms.Form | None:
    committee = Committee.objects.filter(call=call).first()
    if committee is None:
        messages.error(request, say("programme.no_committee"))
        return None
    form = TieForm(request.POST)
    if not form.is_valid():
        return form
    files = {row.number: row for row in queries.received(call)}
    first, then = (files.get(form.cleaned_data[name]) for name in ("first", "then"))
    if first is None or then is None:
        raise Http404
    if request.POST.get("winner") not in (str(first.number), str(then.number)):
        raise Http404
    if request.POST.get("winner") == str(then.number):
        first, then = then, first
    deciding.settle(
        committee=committee, first=first, then=then, reason=form.cleaned_data["reason"], by=request.actor,
        at=clock.now(),
    )  # fmt: skip
    messages.success(request, say("programme.saved"))
    return None


def _decide(request: HttpRequest, call: Call) -> None:
    made = deciding.decide(call=call, by=request.actor, at=clock.now())
    messages.success(request, say("programme.decided_done", n=made))


def _approve(request: HttpRequest, call: Call) -> None:
    deciding.approve(call=call, by=request.actor, at=clock.now())
    messages.success(request, say("programme.approved_done"))


_ACTS: dict[str, Callable[[HttpRequest, Call], forms.Form | None]] = {
    "share": _share, "interview": _interview, "recuse": _recuse, "tie": _tie, "decide": _decide, "approve": _approve,
}  # fmt: skip


@required("change", load_call, "selection")
def committee(request: HttpRequest, thing: Call) -> HttpResponse:
    """The sitting and who sits; once minuted, nothing there moves any more."""
    if thing.minutes.exists():
        messages.error(request, say("programme.minuted_already"))
        return redirect("programme:selection", call_id=thing.pk)
    there = Committee.objects.filter(call=thing).prefetch_related("seats").first()
    initial: dict[str, Any] = {f"here{i}": True for i in range(SEATS)}
    if there is not None:
        initial |= {"held_on": there.held_on, "place_ar": there.place_ar, "place_fr": there.place_fr}
        for i, seat in enumerate(there.seats.all()):
            for name in ("name", "quality_ar", "quality_fr", "here"):
                initial[f"{name}{i}"] = getattr(seat, name)
    form = CommitteeForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            deciding.convene(
                call=thing, held_on=told["held_on"], places=(told["place_ar"], told["place_fr"]), seats=form.seats(),
                by=request.actor, at=clock.now(),
            )  # fmt: skip
        except BadInput as fault:
            form.add_error(None, getattr(fault.text, active()))
        else:
            messages.success(request, say("programme.saved"))
            return redirect("programme:selection", call_id=thing.pk)
    context = head(request, thing, "selection") | {"form": form, "rows": form.rows()}
    return render(request, "programme/committee.html", context, status=422 if form.errors else 200)


@required("change", load_application, "selection")
def reword(request: HttpRequest, thing: Application) -> HttpResponse:
    """The reason and the next door of one answer, in other words."""
    decision = getattr(thing, "decision", None)
    if decision is None:
        raise Http404
    if thing.answered_at is not None:
        messages.error(request, say("programme.minuted_already"))
        return redirect("programme:received_file", application_id=thing.pk)
    initial = {name: fmt.plain(getattr(decision, name)) for name in RewordForm.base_fields}
    form = RewordForm(request.POST if request.method == "POST" else None, initial=initial)
    back = reverse("programme:selection", args=[thing.call_id])
    if request.method == "POST" and form.is_valid():
        try:
            deciding.reword(decision=decision, fields=form.cleaned_data, by=request.actor, at=clock.now())
        except BadInput as fault:
            form.add_error(None, getattr(fault.text, active()))
        else:
            messages.success(request, say("programme.saved"))
            return redirect(back)
    context = {
        "form": form, "back": back, "remove": False, "title": say("programme.reword_title"),
        "intro": f"{say('programme.number_n', n=thing.number or 0)} · {say(f'programme.outcome_{decision.outcome}')}",
    }  # fmt: skip
    return render(request, "programme/form.html", context, status=422 if form.errors else 200)


@required("see", load_paper, "selection")
@require_safe
def paper(request: HttpRequest, thing: Call) -> HttpResponse:
    """The minutes: the approved version when there is one, else the draft of this instant."""
    lang = papers.FILES[thing.asked_file]
    kept = thing.minutes.first()
    if kept is not None:
        data = kept.papers[lang]
    else:
        sitting = Committee.objects.filter(call=thing).select_related("call__programme__body").first()
        if sitting is None:
            raise Http404
        standing, decisions = queries.standing_of(thing), queries.decisions_of(thing)
        data = papers.minutes_data(thing, sitting, standing, decisions, at=clock.now(), number=None)[lang]
    response = HttpResponse(papers.pdf(data), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{thing.asked_file}"'
    return response
