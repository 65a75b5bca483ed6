"""Pages about petitions: the list, one of them, its text, its conditions, its road, its papers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.files_asked import sent_back
from wolouj.foundation.words import active, say
from wolouj.people.models import Body
from wolouj.people.permissions import may, required
from wolouj.petitions import actions, page, papers, queries
from wolouj.petitions.facts import Looked, look
from wolouj.petitions.forms import ConditionsForm, PetitionForm, StepForm
from wolouj.petitions.loading import Proof, PublicPetition, load_paper, load_petition, load_proof, load_public
from wolouj.petitions.models import Petition
from wolouj.petitions.recalling import reminders
from wolouj.petitions.signing import queries as signing


def looked_at(petition: Petition) -> tuple[Looked, dict[str, int]]:
    """What the law says of it today, and what was counted."""
    on, counts = clock.today(), signing.counts_by_province(petition.pk)
    allowed = bool(signing.authorised([petition.pk], on=on))
    return look(petition, counts, authorised=allowed, on=on), counts


@required("see", "petition")
@require_safe
def petition_list(request: HttpRequest) -> HttpResponse:
    """The petitions of her body."""
    rows, on = queries.petitions_of(request.actor.bodies), clock.today()
    dated = [(row, look(row, {}, authorised=False, on=on).answer_by) for row in rows]
    recalled = [page.recall_row(one) for one in reminders(request.actor.bodies, on=on)]
    return render(request, "petitions/list.html", page.list_page(dated, on=on) | {"recalled": recalled})


@required("create", "petition")
def new(request: HttpRequest) -> HttpResponse:
    """A new petition: to whom, by whom, what, why."""
    bodies = list(Body.objects.filter(id__in=request.actor.bodies).order_by("name_fr"))
    form = PetitionForm(request.POST if request.method == "POST" else None, bodies=bodies)
    if request.method != "POST":
        form.initial = form.taken_from(request.GET.get("cause", ""))
    if request.method == "POST" and form.is_valid():
        row = actions.open_petition(
            body=form.bodies[form.cleaned_data["body"]], fields=form.told(), by=request.actor, at=clock.now()
        )
        messages.success(request, say("petitions.opened"))
        return redirect("petitions:conditions", row.id)
    return _form(request, form, say("petitions.new_title"), say("petitions.new_intro"), reverse("petitions:list"))


def _form(request: HttpRequest, form: Any, title: str, intro: str, back: str) -> HttpResponse:
    context = {"form": form, "title": title, "intro": intro, "back": back}
    return render(request, "petitions/form.html", context, status=422 if form.errors else 200)


@required("see", load_petition)
@require_safe
def show(request: HttpRequest, thing: Petition) -> HttpResponse:
    """One petition: where it stands, what is missing, its papers, its road."""
    return _page(request, thing)


def _page(request: HttpRequest, petition: Petition, step: StepForm | None = None) -> HttpResponse:
    on = clock.today()
    looked, counts = looked_at(petition)
    context = page.show_page(petition, looked, counts, on=on) | {
        "step": step or StepForm(state=petition.state, on=on, initial={"on": on}),
        "changes": may(request.actor, "change", petition),
        "publishes": may(request.actor, "create", "petition_page", petition),
    }
    return render(request, "petitions/show.html", context, status=422 if step else 200)


@required("change", load_petition)
def text(request: HttpRequest, thing: Petition) -> HttpResponse:
    """What it asks, and of whom, while nobody signed it."""
    first = {name: getattr(thing, name) for name in actions.WORDED} | {
        "body": str(thing.body_id), "cause": str(thing.cause_id or ""), "place": page.place_typed(thing),
    }  # fmt: skip
    form = PetitionForm(request.POST if request.method == "POST" else None, bodies=[thing.body], initial=first)
    back = reverse("petitions:show", args=[thing.id])
    if request.method == "POST" and form.is_valid():
        return _kept(request, thing, lambda: actions.reword(
            petition=thing, fields=form.told(), by=request.actor, at=clock.now()))  # fmt: skip
    return _form(request, form, say("petitions.text_title"), say("petitions.text_intro"), back)


@required("change", load_petition)
def conditions(request: HttpRequest, thing: Petition) -> HttpResponse:
    """What is known of each condition."""
    form = ConditionsForm(
        request.POST if request.method == "POST" else None, petition=thing, on=clock.today(),
        initial=ConditionsForm.initial_of(thing),
    )  # fmt: skip
    back = reverse("petitions:show", args=[thing.id])
    if request.method == "POST" and form.is_valid():
        return _kept(request, thing, lambda: actions.answer(
            petition=thing, fields=form.cleaned_data, by=request.actor, at=clock.now()))  # fmt: skip
    return _form(request, form, say("petitions.conditions_title"), say("petitions.conditions_intro"), back)


def _kept(request: HttpRequest, petition: Petition, write: Any) -> HttpResponse:
    """Write, then back to the petition; or say that its state does not allow it any more."""
    try:
        write()
    except actions.NotNow:
        messages.error(request, say("petitions.not_now"))
    else:
        messages.success(request, say("petitions.saved"))
    return redirect("petitions:show", petition.id)


@require_POST
@required("change", load_petition)
def move(request: HttpRequest, thing: Petition) -> HttpResponse:
    """It passes to another state, with what shows it."""
    form = StepForm(request.POST, request.FILES, state=thing.state, on=clock.today())
    if not form.is_valid():
        return _page(request, thing, form)
    _, counts = looked_at(thing)
    try:
        actions.move(
            petition=thing, happened=form.happened(), signatures=sum(counts.values()) or None, by=request.actor,
            at=clock.now(),
        )  # fmt: skip
    except BadInput as fault:
        form.add_error(fault.field if fault.field in form.fields else None, getattr(fault.text, active()))
        return _page(request, thing, form)
    except actions.NotNow:
        form.add_error("state", say("petitions.not_now"))
        return _page(request, thing, form)
    messages.success(request, say("petitions.saved"))
    return redirect("petitions:show", thing.id)


@require_POST
@required("create", load_petition, "petition_page")
def publish(request: HttpRequest, thing: Petition) -> HttpResponse:
    """Show it to anybody, or take it back: a person's decision."""
    shown = "shown" in request.POST
    actions.publish(petition=thing, shown=shown, by=request.actor, at=clock.now())
    messages.success(request, say("petitions.is_public") if shown else say("petitions.is_private"))
    return redirect("petitions:show", thing.id)


@required("see", load_paper)
@require_safe
def paper(request: HttpRequest, thing: Petition) -> HttpResponse:
    """One paper, ready to print and to sign."""
    name: str = thing.asked_file  # type: ignore[attr-defined]
    looked, counts = looked_at(thing)
    bytes_ = papers.pdf(name, papers.Told(thing, looked, counts), at=clock.now())
    answer = HttpResponse(bytes_, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


@required("see", load_proof)
@require_safe
def proof(request: HttpRequest, thing: Proof) -> FileResponse:
    """The file that shows a step."""
    return sent_back(thing.step.proof)


@required("see", "published")
@require_safe
def public_list(request: HttpRequest) -> HttpResponse:
    """For anybody: how a petition works, and those a person decided to show."""
    on = clock.today()
    rows = [
        page.row_of(
            row, look(row, {}, authorised=False, on=on).answer_by, on=on,
            url=reverse("petitions:public", args=[row.id]),
        )
        for row in queries.published()
    ]  # fmt: skip
    return render(request, "petitions/public_list.html", {"rows": rows, "desk": may(request.actor, "see", "petition")})


@required("see", load_public)
@require_safe
def public(request: HttpRequest, thing: PublicPetition) -> HttpResponse:
    """One petition as anybody reads it: counts only, no person."""
    petition = thing.petition
    looked, counts = looked_at(petition)
    on = clock.today()
    context = page.show_page(petition, looked, counts, on=on) | {"steps": page.step_rows(petition, public=True)}
    return render(request, "petitions/public.html", context)
