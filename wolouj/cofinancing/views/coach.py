"""The coach's part: the list of files, complete or sent back, proposed."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from rulebook.engine import format as fmt
from wolouj.cofinancing import queries, walls
from wolouj.cofinancing.actions import studying
from wolouj.cofinancing.forms.fields import NoteForm
from wolouj.cofinancing.forms.studying import ProposeForm
from wolouj.cofinancing.loading import load_act
from wolouj.cofinancing.models import Request
from wolouj.cofinancing.page import file
from wolouj.cofinancing.states import State, step_of
from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import active, say
from wolouj.people.permissions import may, required
from wolouj.programme.page import text

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("to_study", (State.RECEIVED.value, State.COMPLETE.value)),
    ("with_committee", (State.STUDY.value,)),
    ("running", (State.ACCEPTED.value, State.SIGNED.value, State.PAID.value, State.PROVED.value)),
    ("with_her", (State.DRAFT.value,)),
    ("ended", (State.REFUSED.value, State.CLOSED.value, State.STOPPED.value, State.WITHDRAWN.value)),
)
SHOWN = 25
"""Files of one group on the desk; the count says how many there are. Those that wait longest come first."""


@required("see", "proposal")
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """The files of the body by what they wait for; for who runs it, the committee's days and the money."""
    bodies = request.actor.bodies
    counts = queries.how_many(bodies)
    rows = list(queries.first_of_each_state(bodies, SHOWN).prefetch_related("tranches"))
    groups = []
    for key, states in GROUPS:
        found = [each for each in rows if each.state in states]
        if found:
            groups.append({
                "title": say(f"cofinancing.group_{key}"), "n": sum(counts.get(state, 0) for state in states),
                "rows": [file.row(each, named=True) for each in found[:SHOWN]],
            })  # fmt: skip
    begins = list(queries.to_begin(bodies)[: SHOWN + 1]) if may(request.actor, "create", "proposal") else []
    context = {
        "groups": groups,
        "begin": [file.begin_row(each, named=True) for each in begins[:SHOWN]],
        "begin_more": len(begins) > SHOWN,
        "calls": [_call(each) for each in queries.terms_of(bodies)] if may(request.actor, "see", "granting") else [],
        "rules": calls_without_terms(bodies) if may(request.actor, "change", "granting") else [],
        "money": may(request.actor, "see", "ledger"),
    }
    return render(request, "cofinancing/desk.html", context)


def calls_without_terms(bodies: frozenset[UUID]) -> list[dict[str, object]]:
    """Calls that co-finance nothing yet, to write their rules."""
    rows = queries.calls_to_rule(bodies)
    return [{"title": text(each, "title"), "url": reverse("cofinancing:terms", args=[each.pk])} for each in rows]


def _call(terms: object) -> dict[str, object]:
    call, waiting = terms.call, terms.waiting  # type: ignore[attr-defined]
    return {
        "title": text(call, "title"), "detail": say("cofinancing.waiting_n", n=waiting),
        "sign": "watch" if waiting else "wait", "url": reverse("cofinancing:day", args=[call.pk]),
    }  # fmt: skip


ACTS = frozenset({"complete", "send_back", "propose"})


@required("create", load_act, "proposal")
def study(request: HttpRequest, thing: Request) -> HttpResponse:
    """Complete, sent back with why, or proposed with an amount."""
    what: str = thing.asked  # type: ignore[attr-defined]
    if what not in ACTS or step_of(thing.state, what) is None:
        if what in ACTS:
            messages.error(request, say("cofinancing.not_now"))
            return redirect("cofinancing:show", request_id=thing.pk)
        raise Http404
    if wall := walls.closed(request.actor, thing):
        messages.error(request, wall.sentence)
        return redirect("cofinancing:show", request_id=thing.pk)
    form = _form(request, thing, what)
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            _do(request, thing, what, form)
            messages.success(request, say(f"cofinancing.done_{what}"))
            return redirect("cofinancing:show", request_id=thing.pk)
        except BadInput as fault:
            if form is None:
                messages.error(request, getattr(fault.text, active()))
                return redirect("cofinancing:show", request_id=thing.pk)
            form.add_error(fault.field if fault.field in form.fields else None, getattr(fault.text, active()))
    if form is None:
        return redirect("cofinancing:show", request_id=thing.pk)
    context = {
        "form": form, "back": reverse("cofinancing:show", args=[thing.pk]), "title": say(f"cofinancing.do_{what}"),
        "intro": fmt.isolate_auto(file.name_of(thing)), "remove": False, "button": say(f"cofinancing.do_{what}"),
    }  # fmt: skip
    return render(request, "cofinancing/form.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest, thing: Request, what: str) -> forms.Form | None:
    sent = request.POST if request.method == "POST" else None
    if what == "propose":
        return ProposeForm(sent, initial={"amount": thing.financing().asked})
    return NoteForm(sent) if what == "send_back" else None


def _do(request: HttpRequest, thing: Request, what: str, form: forms.Form | None) -> None:
    by, at = request.actor, clock.now()
    if what == "complete":
        studying.complete(request=thing, by=by, at=at)
    elif form is not None and what == "send_back":
        studying.send_back(request=thing, note=form.cleaned_data["note"], by=by, at=at)
    elif form is not None:
        told = form.cleaned_data
        studying.propose(request=thing, amount=told["amount"], note=told["note"], by=by, at=at)
