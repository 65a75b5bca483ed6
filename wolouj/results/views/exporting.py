"""Everything out of the house as files: for the body itself, and for researchers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from wolouj.foundation import audit, clock
from wolouj.people.permissions import required
from wolouj.results.exporting import anonymous, tables
from wolouj.results.loading import Results, load_export, load_programme
from wolouj.results.views.indicators import head, to_date


@required("export", load_programme)
@require_safe
def export(request: HttpRequest, thing: Results) -> HttpResponse:
    """What may leave, and what is done to it before."""
    frame = to_date(thing.programme, clock.today())
    made = anonymous.extract(anonymous.rows_of(frame))
    context = head(thing.programme) | {
        "tables": len(tables.tables(thing.programme)), "least": anonymous.LEAST, "rows": len(made.rows),
        "generalised": made.generalised, "left_out": made.left_out,
    }  # fmt: skip
    return render(request, "results/export.html", context)


@require_POST
@required("export", load_export)
def take(request: HttpRequest, thing: Results) -> HttpResponse:
    """One archive; taking it leaves a line."""
    name = thing.asked_file  # type: ignore[attr-defined]
    at = clock.now()
    if name == "extract.zip":
        data = anonymous.archive(to_date(thing.programme, at.date()))
    else:
        data = tables.archive(thing.programme)
    audit.record(at=at, by=request.actor, act="programme_exported", about=thing.programme, detail={"file": name})
    response = HttpResponse(data, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
