"""The trainer's page of a session: one tap a learner and a half-day, the code of a badge, the signed sheet."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_POST, require_safe

from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import active, say
from wolouj.gatherings import papers
from wolouj.gatherings.attending.queries import half_days_of, marks_of
from wolouj.gatherings.models import Gathering, Marked
from wolouj.gatherings.page import half_pills
from wolouj.people.permissions import may, required
from wolouj.training import page, queries
from wolouj.training import papers as own_papers
from wolouj.training.actions import presence as actions
from wolouj.training.attending import begun
from wolouj.training.forms import ScanForm
from wolouj.training.loading import load_expected, load_paper, load_scan, load_session
from wolouj.training.models import Expected, Session, SignedSheet
from wolouj.training.results_page import round_links, session_faces


def half_of(typed: QueryDict, gathering: Gathering, at: datetime) -> int:
    """The half-day asked for, or that of the instant."""
    asked = typed.get("half", "")
    known = asked.isascii() and asked.isdigit() and len(asked) < 3 and 1 <= int(asked) <= gathering.half_days
    return int(asked) if known else gathering.half_day_at(at)


@required("see", load_session)
@require_safe
def show(request: HttpRequest, thing: Session) -> HttpResponse:
    """Who is expected, who is here, for one half-day."""
    at, gathering = clock.now(), thing.gathering
    half = half_of(request.GET, gathering, at)
    marks = marks_of(gathering)
    rows = queries.expected_at(thing)
    people = [page.expected_row(row, marks.get(row.registration_id, {}).get(half)) for row in rows]
    badge = next((row for row in people if str(row["registration"]) == request.GET.get("r")), None)
    context = page.session_head(thing, clock.today()) | session_faces(thing) | {
        "waiting": [row for row in people if not row["here"]],
        "here": [row for row in people if row["here"]],
        "lived": bool(marks), "n": len(people), "badge": badge, "half": half, "halves": half_pills(gathering, half),
        "open": half <= begun(gathering, at), "levels": page.levels(row.learner.participant for row in rows),
        "tests": round_links(thing), "marks": may(request.actor, "change", thing),
        "prepares": may(request.actor, "change", thing.group),
    }  # fmt: skip
    return render(request, "training/session.html", context)


def _back(session: Session, half: int) -> HttpResponse:
    return redirect(f"{reverse('training:session', args=[session.pk])}?half={half}")


@require_POST
@required("change", load_expected)
def arrive(request: HttpRequest, thing: Expected) -> HttpResponse:
    """One tap: she is here."""
    at = clock.now()
    half = half_of(request.POST, thing.session.gathering, at)
    if half > begun(thing.session.gathering, at):
        messages.error(request, say("training.half_to_come"))
        return _back(thing.session, half)
    how = Marked.QR if request.POST.get("how") == Marked.QR else Marked.TAP
    actions.mark_here(expected=thing, half_day=half, how=how, by=request.actor, at=at)
    messages.success(request, say("training.is_here", who=page.name(thing.learner.participant)))
    return _back(thing.session, half)


@require_POST
@required("change", load_expected)
def undo(request: HttpRequest, thing: Expected) -> HttpResponse:
    """She was marked by mistake."""
    at = clock.now()
    half = half_of(request.POST, thing.session.gathering, at)
    actions.undo_here(expected=thing, half_day=half, by=request.actor, at=at)
    messages.success(request, say("training.undone"))
    return _back(thing.session, half)


@required("change", load_session)
def sheet(request: HttpRequest, thing: Session) -> HttpResponse:
    """The signed sheet: its boxes as they were signed, and its scan."""
    at, rows = clock.now(), queries.expected_at(thing)
    last = begun(thing.gathering, at)
    # Two forms on one page: one sent without its file must never be read as a sheet that nobody signed.
    if request.method == "POST" and "known" not in request.POST:
        return _scanned(request, thing, ScanForm(request.POST, request.FILES))
    if request.method == "POST":
        there = _ticked(request.POST, rows, last)
        n = actions.write_sheet(session=thing, there=there, by=request.actor, at=at)
        messages.success(request, say("training.sheet_saved", n=n) if n else say("training.sheet_same"))
        return redirect("training:sheet", session_id=thing.pk)
    return _sheet_page(request, thing, ScanForm())


def _scanned(request: HttpRequest, session: Session, form: ScanForm) -> HttpResponse:
    if form.is_valid():
        try:
            actions.keep_sheet(session=session, file=form.cleaned_data["file"], by=request.actor, at=clock.now())
        except BadInput as fault:
            form.add_error("file", getattr(fault.text, active()))
        else:
            messages.success(request, say("training.scan_kept"))
            return redirect("training:sheet", session_id=session.pk)
    return _sheet_page(request, session, form)


def _ticked(typed: QueryDict, rows: list[Expected], last: int) -> dict[UUID, list[int]]:
    """Learner -> half-days signed, of those that have begun: what is known now, and what was changed on the page.

    ``known`` holds the boxes that were ticked when the page was opened: a presence tapped since by somebody else, or in
    a half-day that began since, is not taken for a box that was cleared.
    """
    known = set(typed.get("known", "").split())
    there = half_days_of(row.registration_id for row in rows if row.registration_id)
    found = {}
    for row in rows:
        now = there.get(row.registration_id, frozenset()) if row.registration_id else frozenset()
        keys = {n: page.box_key(row.learner_id, n) for n in range(1, last + 1)}
        found[row.learner_id] = [
            n for n, key in keys.items() if key in typed or (n in now and key not in known)
        ]  # fmt: skip
    return found


def _sheet_page(request: HttpRequest, session: Session, form: ScanForm) -> HttpResponse:
    rows = queries.expected_at(session)
    last = begun(session.gathering, clock.now())
    there = half_days_of(row.registration_id for row in rows if row.registration_id)
    boxes = page.sheet_rows(rows, there, last)
    context = page.session_head(session, clock.today()) | {
        "rows": boxes, "known": " ".join(box["key"] for row in boxes for box in row["boxes"] if box["on"]),
        "heads": page.half_words(session, last), "form": form, "scans": page.scan_rows(session.sheets.all()),
        "prepares": may(request.actor, "change", session.group),
    }  # fmt: skip
    return render(request, "training/sheet.html", context, status=422 if form.errors else 200)


@required("see", load_scan)
@require_safe
def scan(request: HttpRequest, thing: SignedSheet) -> HttpResponse:
    """The file of a signed sheet."""
    pdf = thing.file.name.endswith(".pdf")
    kind, name = ("application/pdf", "sheet.pdf") if pdf else ("image/jpeg", "sheet.jpg")
    try:
        opened = thing.file.open("rb")
    except FileNotFoundError as fault:
        raise Http404 from fault
    response = FileResponse(opened, content_type=kind, as_attachment=pdf, filename=name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_POST
@required("change", load_scan)
def turn_scan(request: HttpRequest, thing: SignedSheet) -> HttpResponse:
    """A scan upside down, or on its side: a quarter turn."""
    actions.turn_sheet(sheet=thing, by=request.actor, at=clock.now())
    return redirect("training:sheet", session_id=thing.session_id)


@require_POST
@required("delete", load_scan)
def remove_scan(request: HttpRequest, thing: SignedSheet) -> HttpResponse:
    """A wrong scan."""
    session = thing.session_id
    actions.remove_sheet(sheet=thing, by=request.actor, at=clock.now())
    messages.success(request, say("training.scan_removed"))
    return redirect("training:sheet", session_id=session)


@required("see", load_paper)
@require_safe
def paper(request: HttpRequest, thing: Session) -> HttpResponse:
    """The sheet to sign, a column for each half-day; the badges, whose code opens this session; the printed test."""
    name: str = thing.asked_file  # type: ignore[attr-defined]
    at = clock.now()
    kind, lang = papers.FILES[name] if name in papers.FILES else ("test", own_papers.TESTS[name])
    if kind == "test":
        content = own_papers.test_pdf(thing, lang=lang, at=at)
    elif kind == "badges":
        desk = request.build_absolute_uri(_address("training:session", lang, session_id=thing.pk))
        ask = request.build_absolute_uri(_address("training:mine", lang))
        content = papers.badges_pdf(
            thing.gathering, lang=lang, at=at, ask=ask, desk=f"{desk}?r=", word="training.my_training"
        )
    else:
        back = request.build_absolute_uri(_address("training:sheet", lang, session_id=thing.pk))
        content = own_papers.sheet_pdf(thing, lang=lang, address=back, at=at)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _address(name: str, lang: str, **names: Any) -> str:
    with translation.override(lang):
        return reverse(name, kwargs=names)
