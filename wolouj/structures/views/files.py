"""A structure as a file: taken away by its own people, or told by one."""

from __future__ import annotations

import json
from dataclasses import replace

from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from wolouj.foundation import words
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair, say
from wolouj.people.permissions import require
from wolouj.reference import territories
from wolouj.structures import actions
from wolouj.structures.documents import read_structure, write_structure
from wolouj.structures.facts import as_bidder, place_written
from wolouj.structures.forms import FileForm
from wolouj.structures.models import Structure
from wolouj.structures.views.common import actor_of, guarded, load_structure, now, today

LARGEST = 2_000_000


@require_safe
@guarded("change", load_structure)
def export(request: HttpRequest, structure: Structure) -> HttpResponse:
    """The documented JSON, the one the command line reads: numbers and receipts included, so for its own people."""
    served = [territories.place(row.place) for row in structure.served.all()]
    names = tuple(place_written(place) for place in served if place) or None
    bidder = replace(as_bidder(structure, on=today()), serves=names)
    text = json.dumps(write_structure(bidder), ensure_ascii=False, indent=1)
    response = HttpResponse(text + "\n", content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="structure.json"'
    response["Cache-Control"] = "private, no-store"
    return response


def from_file(request: HttpRequest) -> HttpResponse:
    """A structure told by a file: all of it is written, or nothing."""
    actor = actor_of(request)
    if actor.person is None:
        return redirect_to_login(request.get_full_path())
    require(actor, "create", "structure")
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = _read(request, form)
        except BadInput as bad:
            form.add_error("file", _plain(bad))
        else:
            messages.success(request, say("structures.saved.file"))
            return redirect("structures:page", id=made.id)
    return render(request, "structures/from_file.html", {"form": form}, status=422 if form.errors else 200)


def _read(request: HttpRequest, form: forms.Form) -> Structure:
    sent = form.cleaned_data["file"]
    if sent.size > LARGEST:
        raise BadInput(pair("structures.file_large"), file=sent.name)
    return actions.import_structure(read_structure(sent.read(), file=sent.name), by=actor_of(request), at=now())


def _plain(bad: BadInput) -> str:
    """What is wrong, and where in the file."""
    text = getattr(bad.text, words.active())
    return say("structures.file_at", field=bad.field, text=text) if bad.field else text
