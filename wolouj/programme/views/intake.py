"""The body's people take files in: the list of a call, one begun for somebody, one looked at and checked."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from rulebook.engine import format as fmt
from wolouj.foundation import clock, secret_links
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.runs import is_arabic
from wolouj.foundation.words import active, say
from wolouj.people.permissions import may, required
from wolouj.programme import page, queries
from wolouj.programme.actions import choosing
from wolouj.programme.actions import intake as actions
from wolouj.programme.forms import BeginForm, ConditionsForm
from wolouj.programme.grid import Line, grid_of
from wolouj.programme.loading import load_application, load_call
from wolouj.programme.models import Application, Call, State
from wolouj.programme.steps import STEPS
from wolouj.programme.views.calls import head

A_PAGE = 50
"""Files of one page."""


@required("see", load_call, "intake")
@require_safe
def received(request: HttpRequest, thing: Call) -> HttpResponse:
    """The files of a call, those begun and those sent, found by a few letters of a name or a number."""
    asked = request.GET.get("q", "").replace("\0", "").strip()[:60]
    rows = (
        Application.objects.filter(call=thing)
        .select_related("participant", "duplicate_of")
        .order_by("number", "begun_at")
    )
    if asked:
        rows = rows.filter(page.sought(asked))
    shown = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = head(request, thing, "files") | {
        "rows": [page.received_row(row) for row in shown], "asked": asked,
        "before": str(shown.previous_page_number()) if shown.has_previous() else "",
        "after": str(shown.next_page_number()) if shown.has_next() else "",
        "takes": thing.takes(clock.now()), "count": shown.paginator.count,
    }  # fmt: skip
    return render(request, "programme/received.html", context)


@required("create", load_call, "intake")
def begin(request: HttpRequest, thing: Call) -> HttpResponse:
    """A coach begins for somebody: a name, a phone; then the same five screens."""
    form = BeginForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        fields = {"name_ar" if is_arabic(name) else "name": name, "phone": form.cleaned_data["phone"]}
        try:
            made = actions.begin_for_her(
                call=thing, fields={"name": "", "name_ar": ""} | fields, by=request.actor, at=clock.now()
            )
        except BadInput as fault:
            form.add_error(None, getattr(fault.text, active()))
        else:
            if made.state != State.DRAFT:
                messages.info(request, say("programme.there_already"))
                return redirect("programme:received_file", application_id=made.id)
            return redirect("programme:step", application_id=made.id, code=made.step or STEPS[0])
    context = head(request, thing, "files") | {"form": form}
    return render(request, "programme/begin.html", context, status=422 if form.errors else 200)


@required("change", load_application, "intake")
def show(request: HttpRequest, thing: Application) -> HttpResponse:
    """One file: what she told, what she agreed to, whether the conditions are met, the link she follows it by."""
    if request.method == "POST":
        return _checked(request, thing)
    at, her = clock.now(), thing.participant
    checks = {check.criterion: check.met for check in thing.checks.all()}
    conditions = grid_of(thing.call).conditions
    initial = {key: "met" if met else "not_met" for key, met in checks.items()}
    token = secret_links.opened(thing.link_sealed)
    # That there is such a fact is already the fact: who may not open it is not told of it, nor of the yes to keep it.
    private = may(request.actor, "see", "sensitive", thing)
    consents = page.consent_rows(thing, private=private)
    context = {
        "application": thing,
        "who": fmt.isolate_auto(her.shown_name(active()) or say("programme.forgotten")),
        "row": page.received_row(thing),
        "call_title": page.text(thing.call, "title"),
        "facts": page.facts_of(thing, at, hers=False),
        "consents": consents,
        "heard": any(row["sound"] for row in consents),
        "ends": may(request.actor, "change", "consent", thing),
        "agrees": may(request.actor, "create", "consent", thing) and bool(queries.still_to_agree(her)),
        "told": _told(thing),
        "form": _conditions(conditions, initial),
        "changes": thing.state in actions.OPEN and may(request.actor, "change", thing),
        "checks_now": thing.number is not None and thing.answered_at is None,
        "draft": thing.state == State.DRAFT,
        "step": thing.step or STEPS[0],
        "link": request.build_absolute_uri(reverse("programme:follow", args=[token])) if token else "",
        "follow": reverse("programme:follow", args=[token]) if token else "",
        "sensitive": her.sensitive.count() if private else None,
        "answer": page.answer(thing.decision) if thing.answered_at and hasattr(thing, "decision") else None,
        "sample": thing.call.programme.is_sample,
    }  # fmt: skip
    return render(request, "programme/received_file.html", context)


def _conditions(conditions: tuple[Line, ...], initial: dict[str, str]) -> ConditionsForm | None:
    return ConditionsForm(conditions=conditions, words=("met", "not_met"), initial=initial) if conditions else None


def _told(application: Application) -> list[dict[str, str]]:
    """Her own answers to the conditions."""
    return [
        {"label": fmt.isolate_auto(line.label(active())), "said": say(f"programme.{application.told[line.key]}"),
         "sign": "go" if application.told[line.key] == "yes" else "watch"}
        for line in grid_of(application.call).conditions
        if application.told.get(line.key) in ("yes", "no")
    ]  # fmt: skip


def _checked(request: HttpRequest, thing: Application) -> HttpResponse:
    """Say of each condition whether it is met."""
    form = ConditionsForm(request.POST, conditions=grid_of(thing.call).conditions, words=("met", "not_met"))
    if form.is_valid() and thing.number is not None:
        met = {key: said == "met" for key, said in form.cleaned_data.items()}
        try:
            choosing.check(application=thing, met=met, by=request.actor, at=clock.now())
            messages.success(request, say("programme.saved"))
        except BadInput as fault:
            messages.error(request, getattr(fault.text, active()))
    else:
        messages.error(request, say("programme.check_each"))
    return redirect("programme:received_file", application_id=thing.id)
