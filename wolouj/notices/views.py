"""Pages of the notices room: paste or type, look at what was read, mend, confirm."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import active, pair, say
from wolouj.notices import actions, page, queries
from wolouj.notices.forms import FileForm, LineFormSet, NoticeForm, PasteForm, lines_document
from wolouj.notices.models import Notice, NoticeDraft
from wolouj.people.permissions import required

MAX_JSON = 2_000_000


def _notice(notice_id: UUID) -> Notice:
    return get_object_or_404(Notice.objects.select_related("buyer"), id=notice_id)


def _draft(draft_id: UUID) -> NoticeDraft:
    return get_object_or_404(NoticeDraft.objects.select_related("person"), id=draft_id)


@required("see", "notice")
def notice_list(request: HttpRequest) -> HttpResponse:
    """The person's notices: open ones by urgency, then those past."""
    at = clock.now()
    person = request.person.id
    return render(
        request,
        "notices/list.html",
        {
            "open": [page.notice_row(row) for row in queries.open_notices(person, at=at)],
            "closed": [page.notice_row(row) for row in queries.closed_notices(person, at=at)[:30]],
            "drafts": [page.draft_row(row) for row in queries.waiting_drafts(person)],
        },
    )


@required("create", "notice")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Paste a notice. What was typed stays when it cannot be read."""
    form = PasteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        draft = actions.draft_from_text(
            text=form.cleaned_data["text"], person=request.person, by=request.actor, at=clock.now()
        )
        return redirect("notices:draft", draft.id)
    return render(
        request,
        "notices/new.html",
        {"form": form, "steps": page.how_to_paste()},
        status=200 if not form.errors else 422,
    )


@required("create", "notice")
@require_POST
def typed(request: HttpRequest) -> HttpResponse:
    """Open an empty draft to type a notice from paper."""
    draft = actions.draft_blank(person=request.person, by=request.actor, at=clock.now())
    return redirect("notices:mend", draft.id)


@required("create", "notice")
@require_http_methods(["GET", "POST"])
def from_file(request: HttpRequest) -> HttpResponse:
    """Read a notice from the documented JSON."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            if upload.size > MAX_JSON:
                raise BadInput(pair("notices.file_large"), file=upload.name)
            draft = actions.draft_from_json(
                data=upload.read(), file=upload.name, person=request.person, by=request.actor, at=clock.now()
            )
        except BadInput as error:
            form.add_error("file", _plain(error))
        else:
            return redirect("notices:draft", draft.id)
    return render(request, "notices/file.html", {"form": form}, status=200 if not form.errors else 422)


@required("change", _draft)
def draft(request: HttpRequest, thing: NoticeDraft) -> HttpResponse:
    """What was read, to be confirmed: nothing is saved as a notice before."""
    if thing.notice_id:
        return redirect("notices:show", thing.notice_id)
    return render(request, "notices/draft.html", page.draft_page(thing) | {"now": clock.now()})


@required("change", _draft)
@require_http_methods(["GET", "POST"])
def mend(request: HttpRequest, thing: NoticeDraft) -> HttpResponse:
    """Correct what was read, or type it."""
    if thing.notice_id:
        return redirect("notices:show", thing.notice_id)
    form = NoticeForm(request.POST or None, document=thing.fields)
    lines = LineFormSet(request.POST or None, initial=_lines_initial(thing), prefix="lines")
    if request.method == "POST" and form.is_valid() and lines.is_valid():
        fields = form.document() | {"lines": lines_document(lines)}
        actions.mend_draft(draft=thing, fields=fields, by=request.actor, at=clock.now())
        if "more" in request.POST:
            return redirect("notices:mend", thing.id)
        return _confirm(request, thing)
    bad = request.method == "POST"
    context = {"form": form, "lines": lines, "draft": thing, "lines_wrong": bad and not lines.is_valid()}
    return render(request, "notices/mend.html", context, status=422 if bad else 200)


@required("change", _draft)
@require_POST
def confirm(request: HttpRequest, thing: NoticeDraft) -> HttpResponse:
    """The person's yes."""
    return _confirm(request, thing)


def _confirm(request: HttpRequest, thing: NoticeDraft) -> HttpResponse:
    try:
        saved = actions.confirm_draft(draft=thing, by=request.actor, at=clock.now())
    except BadInput as error:
        messages.error(request, _plain(error))
        return redirect("notices:mend", thing.id)
    if not saved.created:
        messages.info(request, say("notices.already_here"))
    return redirect("bids:decide", saved.notice.id)


@required("see", _notice)
def show(request: HttpRequest, thing: Notice) -> HttpResponse:
    """One notice, told plainly."""
    return render(request, "notices/show.html", page.notice_page(thing) | {"now": clock.now()})


def _lines_initial(draft: NoticeDraft) -> list[dict[str, Any]]:
    return [{**line, "quantity": line.get("quantity") or ""} for line in draft.fields.get("lines", [])]


def _plain(error: BadInput) -> str:
    text = error.text.fr if active() == "fr" else error.text.ar
    return say("notices.line_problem", number=error.row, text=text) if error.row else text
