"""Everything out of the house as files: for the body itself, and for researchers."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from wolouj.foundation import audit, clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import active
from wolouj.people.permissions import required
from wolouj.programme.models import Programme
from wolouj.results.actions.extracting import extracted
from wolouj.results.actions.taking import Why, taken, taken_with_sentences
from wolouj.results.exporting import anonymous
from wolouj.results.exporting.archive import parquet_is_there
from wolouj.results.exporting.tables import tables
from wolouj.results.forms import SentencesForm
from wolouj.results.loading import (
    PARQUET,
    SENTENCES,
    Archive,
    OfEdition,
    Results,
    load_edition,
    load_export,
    load_programme,
)
from wolouj.results.models import Edition, Extract
from wolouj.results.page.desk import text
from wolouj.results.views.indicators import head


@required("export", load_programme)
@require_safe
def export(request: HttpRequest, thing: Results) -> HttpResponse:
    """What may leave, and what is done to it before."""
    return _page(request, thing.programme, SentencesForm())


def _page(request: HttpRequest, programme: Programme, form: SentencesForm) -> HttpResponse:
    calls = list(programme.calls.filter(opened_at__isnull=False).order_by("opened_at", "id"))
    closed = set(Edition.objects.filter(call__in=calls).values_list("call_id", flat=True))
    made = {row.call_id: row for row in Extract.objects.filter(call__in=calls)}
    context = head(programme) | {
        "tables": len(tables(programme)), "least": anonymous.LEAST, "parquet": parquet_is_there(),
        "editions": [
            {"call": call, "name": text(call, "title"), "closed": call.pk in closed, "made": made.get(call.pk)}
            for call in calls
        ],
        "sentences": form, "sentences_file": SENTENCES,
    }  # fmt: skip
    return render(request, "results/export.html", context, status=422 if form.errors else 200)


@require_POST
@required("export", load_export)
def take(request: HttpRequest, thing: Archive) -> HttpResponseBase:
    """One archive, sent as it is read back; that with the sentences written about people only with its reason."""
    given = {"programme": thing.programme, "name": thing.name, "by": request.actor, "at": clock.now()}
    if thing.name == SENTENCES:
        form = SentencesForm(request.POST)
        if not form.is_valid():
            return _page(request, thing.programme, form)
        made = taken_with_sentences(**given, why=Why(form.cleaned_data["why"]))
    else:
        made = taken(**given, parquet=thing.name == PARQUET)
    return FileResponse(made, content_type="application/zip", as_attachment=True, filename=thing.name)


@require_POST
@required("export", load_edition)
def take_extract(request: HttpRequest, thing: OfEdition) -> HttpResponse:
    """The extract of an edition; taking it leaves a line."""
    at = clock.now()
    try:
        kept = extracted(call=thing.call, by=request.actor, at=at)
    except BadInput as fault:
        messages.error(request, getattr(fault.text, active()))
        return redirect("results:export", programme_id=thing.call.programme_id)
    detail = {"file": "extract.zip", "call": thing.call.pk}
    audit.record(at=at, by=request.actor, act="programme_exported", about=thing.call.programme, detail=detail)
    response = HttpResponse(anonymous.archive(kept), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="extract.zip"'
    return response
