"""Pages about signatures: the desk of counts, the keeper's page, the operator's."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import active, say
from wolouj.people.permissions import may, required
from wolouj.petitions import papers
from wolouj.petitions.actions import NotNow
from wolouj.petitions.loading import load_petition
from wolouj.petitions.models import Petition
from wolouj.petitions.signing import actions, authorising, lines, lists, page, queries
from wolouj.petitions.signing.forms import (
    AuthorisationForm,
    BatchForm,
    KeeperForm,
    LineForm,
    ListForm,
    ScanForm,
    SheetsForm,
    WithdrawForm,
)
from wolouj.petitions.signing.loading import (
    Kept,
    ToAuthorise,
    load_batch,
    load_kept,
    load_line,
    load_scan,
    load_to_authorise,
)
from wolouj.petitions.signing.models import Batch, Signature
from wolouj.reference import territories


def wrong(form: Any, fault: BadInput) -> None:
    """A refusal of an action, put beside the field it is about."""
    where = fault.field if fault.field in form.fields else None
    text = getattr(fault.text, active())
    form.add_error(where, say("petitions.at_row", row=fault.row, text=text) if fault.row else text)


def in_her_own_name(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Nobody opens an identity while she acts for another: the trace would bear the other's name too."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if request.actor.acting:
            raise Http404
        return view(request, **kwargs)

    return guarded


def still_of_the_body(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A keeper who does not work for the body any more opens nothing, though the authorisation still names her."""

    @wraps(view)
    def guarded(request: HttpRequest, thing: Kept) -> HttpResponse:
        if thing.petition.body_id not in request.actor.bodies:
            raise Http404
        return view(request, thing=thing)

    return guarded


# ---- the desk: counts ---------------------------------------------------------------------------------------------


@required("see", load_petition)
@require_safe
def signatures(request: HttpRequest, thing: Petition) -> HttpResponse:
    """Sheets to print, batches counted, the authorisation."""
    return _desk(request, thing)


def _desk(request: HttpRequest, petition: Petition, count: BatchForm | None = None) -> HttpResponse:
    on, found = clock.today(), queries.authorisation_of(petition)
    context = page.desk_page(petition, queries.batches_of(petition.pk), found, on=on) | {
        "count": count or BatchForm(petition=petition, on=on, initial={"counted_on": on}),
        "sheets": SheetsForm(petition=petition, initial={"sheets": 5}),
        "changes": may(request.actor, "change", petition),
        "keeps": found is not None and _keeps(request, Kept(petition, found)),
    }
    return render(request, "petitions/signatures.html", context, status=422 if count else 200)


def _keeps(request: HttpRequest, kept: Kept) -> bool:
    actor = request.actor  # type: ignore[attr-defined]
    return may(actor, "see", kept) and kept.petition.body_id in actor.bodies and not actor.acting


@require_POST
@required("change", load_petition)
def count(request: HttpRequest, thing: Petition) -> HttpResponse:
    """One more batch."""
    form = BatchForm(request.POST, petition=thing, on=clock.today())
    if form.is_valid():
        try:
            batch = actions.count_batch(petition=thing, told=form.told(), by=request.actor, at=clock.now())
        except BadInput as fault:
            wrong(form, fault)
        except NotNow:
            form.add_error(None, say("petitions.not_now"))
        else:
            messages.success(request, say("petitions.batch_kept", n=batch.number))
            return redirect("petitions:signatures", thing.id)
    return _desk(request, thing, form)


@require_POST
@required("change", load_batch)
def batch(request: HttpRequest, thing: Batch) -> HttpResponse:
    """A signature taken back where only counts are kept, or a batch counted by mistake."""
    told: dict[str, Any] = {"batch": thing, "by": request.actor, "at": clock.now()}
    try:
        if "remove" in request.POST:
            actions.remove_batch(**told)
        else:
            actions.withdraw_one(on=clock.today(), **told)
    except BadInput as fault:
        messages.error(request, getattr(fault.text, active()))
    except NotNow:
        messages.error(request, say("petitions.not_now"))
    else:
        messages.success(request, say("petitions.saved"))
    return redirect("petitions:signatures", thing.petition_id)


@required("see", load_petition)
@require_safe
def sheets(request: HttpRequest, thing: Petition) -> HttpResponse:
    """Sheets to sign, of the next batch, ready to print."""
    form = SheetsForm(request.GET, petition=thing)
    if not form.is_valid():
        messages.error(request, say("petitions.sheets_bad"))
        return redirect("petitions:signatures", thing.id)
    last = queries.batches_of(thing.pk).order_by("-number").first()
    made = papers.sheets(
        thing, batch=(last.number if last else 0) + 1, sheets=form.cleaned_data["sheets"],
        province=territories.place(form.cleaned_data["province"]), authorisation=queries.authorisation_of(thing),
        at=clock.now(),
    )  # fmt: skip
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="sheets.pdf"'
    return answer


# ---- the keeper: lines --------------------------------------------------------------------------------------------


@in_her_own_name
@never_cache
@required("see", load_kept)
@require_safe
@still_of_the_body
def keeper(request: HttpRequest, thing: Kept) -> HttpResponse:
    """The lines, masked, and what the keeper may do."""
    return _keeper(request, thing)


def _keeper(request: HttpRequest, kept: Kept, status: int = 200, **forms: Any) -> HttpResponse:
    """The keeper's page; ``forms`` hold what was typed when it could not be kept."""
    on = clock.today()
    batches = list(queries.batches_of(kept.petition.pk))
    start = request.GET.get("after", "0")
    after = int(start) if start.isdecimal() and len(start) < 19 else 0
    rows = Signature.objects.filter(petition=kept.petition, pk__gt=after).select_related("batch")
    found = list(rows.order_by("pk")[: page.SHOWN + 1])
    context = {
        "petition": kept.petition,
        "title": page.text_of(kept.petition, "title"),
        "authorisation": page.authorisation_row(kept.authorisation, on=on),
        "rows": [page.line_row(row) for row in found[: page.SHOWN]],
        "next": found[page.SHOWN - 1].pk if len(found) > page.SHOWN else None,
        "entered": sum(row.entered for row in batches),  # type: ignore[attr-defined]
        "counted": sum(row.standing for row in batches),
        "scans": [row for row in batches if hasattr(row, "scan")],
        "line": LineForm(batches=batches, on=on, initial={"signed_on": on}),
        "list": ListForm(batches=batches, on=on),
        "scan": ScanForm(batches=batches, on=on),
        "withdraw": WithdrawForm(on=on, initial={"on": on}),
        "opened": "",
        "any_batch": bool(batches),
    } | forms
    answer = render(request, "petitions/keeper.html", context, status=status)
    answer["Cache-Control"] = "private, no-store"
    return answer


def _batch_of(kept: Kept, form: Any) -> Batch:
    return Batch.objects.get(petition=kept.petition, number=int(form.cleaned_data["batch"]))


@in_her_own_name
@sensitive_post_parameters()
@require_POST
@required("create", load_kept)
@still_of_the_body
def enter(request: HttpRequest, thing: Kept) -> HttpResponse:
    """One line of a sheet."""
    batches = list(queries.batches_of(thing.petition.pk))
    form = LineForm(request.POST, batches=batches, on=clock.today(), ask_second="second" in request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            lines.enter(
                batch=_batch_of(thing, form), line=form.told(), second=data["second"], by=request.actor, at=clock.now()
            )
        except lines.Twice as again:
            form = LineForm(request.POST, batches=batches, on=clock.today(), ask_second=True)
            form.add_error("number", say("petitions.twice", n=again.batch))
        except BadInput as fault:
            wrong(form, fault)
        else:
            messages.success(request, say("petitions.counted_once" if data["second"] else "petitions.line_kept"))
            return redirect("petitions:keeper", thing.petition.id)
    return _keeper(request, thing, 422, line=form)


@in_her_own_name
@require_POST
@required("create", load_kept)
@still_of_the_body
def bring(request: HttpRequest, thing: Kept) -> HttpResponse:
    """A typed list: all of it, or nothing and why."""
    on = clock.today()
    form = ListForm(request.POST, request.FILES, batches=list(queries.batches_of(thing.petition.pk)), on=on)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            lines.allowed(thing.petition, at=clock.now())
            found = lists.read(file.read(), file.name, on=on)
            n = lines.enter_list(batch=_batch_of(thing, form), found=found, by=request.actor, at=clock.now())
        except BadInput as fault:
            wrong(form, fault)
        else:
            messages.success(request, say("petitions.lines_kept", n=n))
            return redirect("petitions:keeper", thing.petition.id)
    return _keeper(request, thing, 422, list=form)


@in_her_own_name
@require_POST
@required("create", load_kept)
@still_of_the_body
def keep_scan(request: HttpRequest, thing: Kept) -> HttpResponse:
    """The picture of a batch's sheets, kept encrypted."""
    batches = list(queries.batches_of(thing.petition.pk))
    form = ScanForm(request.POST, request.FILES, batches=batches, on=clock.today())
    if form.is_valid():
        try:
            lines.keep_scan(
                batch=_batch_of(thing, form), file=form.cleaned_data["file"], by=request.actor, at=clock.now()
            )
        except BadInput as fault:
            wrong(form, fault)
        else:
            messages.success(request, say("petitions.scan_kept"))
            return redirect("petitions:keeper", thing.petition.id)
    return _keeper(request, thing, 422, scan=form)


@in_her_own_name
@sensitive_post_parameters()
@require_POST
@required("delete", load_kept)
@still_of_the_body
def withdraw(request: HttpRequest, thing: Kept) -> HttpResponse:
    """A number whose line goes: she takes her signature back."""
    form = WithdrawForm(request.POST, on=clock.today())
    if form.is_valid():
        data = form.cleaned_data
        try:
            lines.withdraw(
                petition=thing.petition, number=data["number"], on=data["on"], by=request.actor, at=clock.now()
            )
        except BadInput as fault:
            wrong(form, fault)
        else:
            messages.success(request, say("petitions.line_gone"))
            return redirect("petitions:keeper", thing.petition.id)
    return _keeper(request, thing, 422, withdraw=form)


@in_her_own_name
@require_POST
@required("see", load_line)
@still_of_the_body
def show_number(request: HttpRequest, thing: Kept) -> HttpResponse:
    """One number in full, once; the page is not kept by the browser."""
    assert thing.line is not None  # load_line found it
    try:
        number = lines.open_number(line=thing.line, by=request.actor, at=clock.now())
    except BadInput as fault:
        messages.error(request, getattr(fault.text, active()))
        return redirect("petitions:keeper", thing.petition.id)
    return _keeper(request, thing, opened=number, opened_of=page.line_row(thing.line))


@in_her_own_name
@require_POST
@required("see", load_scan)
@still_of_the_body
def show_scan(request: HttpRequest, thing: Kept) -> HttpResponse:
    """The picture of a batch's sheets, in clear, once."""
    assert thing.batch is not None  # load_scan found it
    try:
        found, kind = lines.open_scan(batch=thing.batch, by=request.actor, at=clock.now())
    except BadInput as fault:
        messages.error(request, getattr(fault.text, active()))
        return redirect("petitions:keeper", thing.petition.id)
    pdf = kind == "pdf"
    answer = HttpResponse(found, content_type="application/pdf" if pdf else "image/jpeg")
    answer["Content-Disposition"] = f'attachment; filename="sheets.{"pdf" if pdf else "jpg"}"'
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer


# ---- the operator: the authorisation ------------------------------------------------------------------------------


@required("see", "authorisation")
@require_safe
def authorisations(request: HttpRequest) -> HttpResponse:
    """Each petition of the house, authorised or not."""
    rows = page.operator_rows(queries.for_the_operator(), on=clock.today())
    return render(request, "petitions/authorisations.html", {"rows": rows})


@required("change", load_to_authorise)
def authorise(request: HttpRequest, thing: ToAuthorise) -> HttpResponse:
    """Record what the CNDP allowed; or end it, which erases every line."""
    on, found = clock.today(), queries.authorisation_of(thing.petition)
    people = authorising.keepers_of(thing.petition, on=on)
    form = AuthorisationForm(request.POST if request.method == "POST" else None, keepers=people, on=on)
    if request.method == "POST" and found is not None and "end" in request.POST:
        proof = authorising.end(authorisation=found, by=request.actor, at=clock.now())
        messages.success(request, say("petitions.erased_n", lines=proof.lines, scans=proof.scans))
        return redirect("petitions:authorise", thing.petition.id)
    if request.method == "POST" and form.is_valid():
        try:
            authorising.record(petition=thing.petition, by=request.actor, at=clock.now(), **form.told())
        except BadInput as fault:
            wrong(form, fault)
        else:
            messages.success(request, say("petitions.is_recorded"))
            return redirect("petitions:authorise", thing.petition.id)
    return _authorise_page(request, thing, form=form)


@require_POST
@required("change", load_to_authorise)
def change_keeper(request: HttpRequest, thing: ToAuthorise) -> HttpResponse:
    """The list passes to another person of the body: nothing in it is shown, to either side, by this page."""
    found = queries.authorisation_of(thing.petition)
    if found is None:
        raise Http404
    form = KeeperForm(request.POST, keepers=authorising.keepers_of(thing.petition, on=clock.today()))
    if form.is_valid():
        try:
            authorising.change_keeper(authorisation=found, keeper=form.told(), by=request.actor, at=clock.now())
        except BadInput as fault:
            wrong(form, fault)
        else:
            messages.success(request, say("petitions.keeper_changed"))
            return redirect("petitions:authorise", thing.petition.id)
    return _authorise_page(request, thing, keeper=form)


def _authorise_page(request: HttpRequest, thing: ToAuthorise, **forms: Any) -> HttpResponse:
    """The operator's page about one petition; ``forms`` hold what was typed when it could not be kept."""
    on, found = clock.today(), queries.authorisation_of(thing.petition)
    people = authorising.keepers_of(thing.petition, on=on)
    kept = str(found.keeper_id) if found and found.keeper_id else ""
    context = {
        "petition": thing.petition,
        "form": AuthorisationForm(keepers=people, on=on),
        "keeper": KeeperForm(keepers=people, initial={"keeper": kept}),
        "title": page.text_of(thing.petition, "title"),
        "whose": thing.petition.body.shown_name(active()),
        "authorisation": page.authorisation_row(found, on=on),
        "erasures": [page.erased(row) for row in thing.petition.erasures.select_related("authorisation")],
        "back": reverse("petitions:authorisations"),
    } | forms
    status = 422 if any(form.errors for form in forms.values()) else 200
    return render(request, "petitions/authorise.html", context, status=status)
