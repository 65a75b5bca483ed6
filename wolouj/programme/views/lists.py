"""Lists brought in, and files that may be one person's: a person decides, and may take it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from rulebook.engine import format as fmt
from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import active, say
from wolouj.people.permissions import required
from wolouj.programme import page, queries
from wolouj.programme.actions import batches, merging
from wolouj.programme.forms import SheetForm
from wolouj.programme.intake import sheets
from wolouj.programme.loading import load_batch, load_call, load_proposal, load_said
from wolouj.programme.models import (
    Batch,
    Call,
    DuplicateProposal,
    Participant,
    ParticipantApart,
    ParticipantMerge,
)
from wolouj.programme.views import bringing
from wolouj.programme.views.calls import head
from wolouj.reference import territories

# ---- Lists ------------------------------------------------------------------------------------------------------


@required("create", load_call, "intake")
def bring(request: HttpRequest, thing: Call) -> HttpResponse:
    """A spreadsheet is read; what it holds is shown before anything is written."""
    posted = request.method == "POST"
    form = SheetForm(request.POST if posted else None, request.FILES if posted else None)
    if request.method == "POST" and form.is_valid():
        sheet = form.cleaned_data["sheet"]
        try:
            data = sheet.read(sheets.MOST_BYTES + 1)
            made = batches.take(call=thing, data=data, name=str(sheet.name), by=request.actor, at=clock.now())
        except BadInput as fault:
            form.add_error("sheet", getattr(fault.text, active()))
        else:
            return redirect("programme:batch", batch_id=made.pk)
    context = head(request, thing, "files") | {"form": form, "batches": [_batch_row(row) for row in _batches(thing)]}
    return render(request, "programme/bring.html", context, status=422 if form.errors else 200)


def _batches(call: Call) -> list[Batch]:
    return list(call.batches.defer("waiting", "refusals", "columns")[:20])


def _batch_row(row: Batch) -> dict[str, Any]:
    return {
        "title": fmt.isolate_auto(row.file), "word": say(f"programme.batch_{row.state}"),
        "sign": {"read": "watch", "brought": "go", "dropped": "aside"}[row.state],
        "detail": say("programme.batch_rows", n=row.rows, day=row.read_at),
        "url": reverse("programme:batch", args=[row.pk]),
    }  # fmt: skip


SHOWN = 200
"""Refusals on the page; the file itself is to be mended when there are more."""


@required("change", load_batch)
def batch(request: HttpRequest, thing: Batch) -> HttpResponseBase:
    """What was read: how many rows are good, known already, refused and why; then yes or no."""
    if request.method == "POST":
        return _settled(request, thing)
    taken = [(heading, say(f"programme.col_{field}")) for heading, field in thing.columns.items() if field]
    context = head(request, queries.counted().get(pk=thing.call_id), "files") | {
        "batch": thing, "row": _batch_row(thing), "new": thing.good - thing.already,
        "refused": thing.rows - thing.good,
        "refusals": [
            {"row": each["row"], "field": say(f"programme.col_{each['field']}"), "text": each[active()]}
            for each in thing.refusals[:SHOWN]
        ],
        "taken": [{"heading": fmt.isolate_auto(heading), "field": field} for heading, field in taken],
        "left": page.joined(fmt.isolate_auto(heading) for heading, field in thing.columns.items() if not field),
        "waits": thing.state == Batch.State.READ,
    }  # fmt: skip
    return render(request, "programme/batch.html", context)


def _settled(request: HttpRequest, thing: Batch) -> HttpResponseBase:
    if "drop" in request.POST:
        batches.drop(batch=thing, by=request.actor, at=clock.now())
        messages.success(request, say("programme.batch_gone"))
        return redirect("programme:bring", call_id=thing.call_id)
    if thing.good - thing.already >= bringing.LONG and thing.state == Batch.State.READ:
        return bringing.streamed(request, thing)
    try:
        new = batches.bring(batch=thing, by=request.actor, at=clock.now())
    except BadInput as fault:
        messages.error(request, getattr(fault.text, active()))
        return redirect("programme:batch", batch_id=thing.pk)
    messages.success(request, say("programme.batch_done", n=new))
    return redirect("programme:received", call_id=thing.call_id)


# ---- Files that may be one person's -----------------------------------------------------------------------------


PAIRS = 20
"""Pairs on a page."""

SIDE = {"name": "seat_name", "phone": "phone", "born": "col_born", "place": "where"}
"""What of two people stands side by side, and its label."""


@required("see", "intake")
@require_safe
def duplicates(request: HttpRequest) -> HttpResponse:
    """Pairs that look like one person, best first, with the reasons; then what was said, each with its way back."""
    rows = merging.waiting(request.actor.bodies)
    bodies = request.actor.bodies
    said = ParticipantMerge.objects.filter(kept__body__in=bodies, undone_at=None).select_related("kept", "other")
    two = ParticipantApart.objects.filter(one__body__in=bodies, undone_at=None).select_related("one", "other")
    context = {
        "count": rows.count(),
        "rows": [_pair(row) for row in rows[:PAIRS]],
        "said": [
            *(_said("merged", row, row.kept, row.other) for row in said.order_by("-id")[:PAIRS]),
            *(_said("apart", row, row.one, row.other) for row in two.order_by("-id")[:PAIRS]),
        ],
    }  # fmt: skip
    return render(request, "programme/duplicates.html", context)


def _pair(row: DuplicateProposal) -> dict[str, Any]:
    sides = [_side(row.kept), _side(row.other)]
    return {
        "id": row.pk, "lines": [line for key, label in SIDE.items() if (line := _line(key, label, sides))],
        "score": fmt.percent(int(row.score * 100), active()),
        "reasons": [
            {"word": say(f"programme.reason_{reason}"), "sign": "watch" if reason.startswith("other") else "go"}
            for reason in row.reasons
        ],
    }  # fmt: skip


def _line(key: str, label: str, sides: list[dict[str, str]]) -> dict[str, Any] | None:
    """One fact of two people side by side; nothing where neither told it."""
    values = [side[key] for side in sides]
    return (
        {"label": say(f"programme.{label}"), "values": values, "same": values[0] == values[1]} if any(values) else None
    )


def _side(her: Participant) -> dict[str, str]:
    place = territories.place(her.commune or her.province) if her.commune or her.province else None
    return {
        "name": fmt.isolate_auto(her.shown_name(active()) or say("programme.forgotten")),
        "phone": fmt.isolate(her.shown_phone),
        "born": fmt.day(her.born_on, active()) if her.born_on else fmt.isolate(str(her.born_in)) if her.born_in else "",
        "place": fmt.isolate_auto(place.name(active())) if place else "",
    }


def _said(kind: str, row: Any, one: Participant, two: Participant) -> dict[str, Any]:
    names = [fmt.isolate_auto(each.shown_name(active()) or say("programme.forgotten")) for each in (one, two)]
    return {
        "text": say(f"programme.said_{kind}", one=names[0], two=names[1]), "at": row.at,
        "url": reverse("programme:undo", args=[kind, row.pk]),
    }  # fmt: skip


@require_POST
@required("change", load_proposal)
def answer(request: HttpRequest, thing: DuplicateProposal) -> HttpResponse:
    """One person, or two."""
    given = {"by": request.actor, "at": clock.now()}
    try:
        if "one" in request.POST:
            merging.merge(kept=thing.kept, other=thing.other, score=thing.score, reasons=thing.reasons, **given)
            messages.success(request, say("programme.merged_done"))
        elif "two" in request.POST:
            merging.keep_apart(one=thing.kept, other=thing.other, **given)
            messages.success(request, say("programme.apart_done"))
    except BadInput as fault:
        messages.error(request, getattr(fault.text, active()))
    return redirect("programme:duplicates")


@require_POST
@required("change", load_said)
def undo(request: HttpRequest, thing: ParticipantMerge | ParticipantApart) -> HttpResponse:
    """Take back what was said."""
    merging.undo(said=thing, by=request.actor, at=clock.now())
    messages.success(request, say("programme.undone"))
    return redirect("programme:duplicates")
