"""Pages of the notices room: paste or type, look at what was read, mend, confirm."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rulebook.engine.facts import BuyerRules
from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair, say
from wolouj.notices import actions, correcting, finding, page, queries, search_page
from wolouj.notices.calendar import days_download
from wolouj.notices.documents import write_notice
from wolouj.notices.facts import as_notice
from wolouj.notices.forms import (
    FileForm,
    LineFormSet,
    NoticeForm,
    PasteForm,
    ReadingForm,
    in_language,
    lines_document,
    point_out,
)
from wolouj.notices.models import Notice, NoticeDraft
from wolouj.people.permissions import may, require, required, signed_in

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
            "open": [page.notice_row(row, at=at) for row in queries.open_notices(person, at=at)],
            "closed": [page.notice_row(row, at=at) for row in queries.closed_notices(person, at=at)[:30]],
            "drafts": [page.draft_row(row) for row in queries.waiting_drafts(person)],
        },
    )


@required("see", "public_notice")
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The public search: open notices, the most urgent first. No account is asked."""
    at = clock.now()
    found = finding.find(finding.Asked.read(request.GET.dict()), at=at)
    return render(request, "notices/search.html", search_page.search_page(found, at=at))


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
            form.add_error("file", _of_document(error))
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
    form = NoticeForm(request.POST or None, document=thing.fields, doubts=thing.doubts)
    lines = LineFormSet(request.POST or None, initial=_lines_initial(thing.fields), doubts=thing.doubts, prefix="lines")
    # Both are looked at, so that all that is wrong is told at once.
    if request.method == "POST" and all([form.is_valid(), lines.is_valid()]):
        at = clock.now()
        actions.mend_draft(
            draft=thing, fields=form.document() | {"lines": lines_document(lines)}, by=request.actor, at=at
        )
        if "more" in request.POST:
            return redirect(reverse("notices:mend", args=[thing.id]) + "#one-more")
        try:
            return _confirmed(request, thing)
        except BadInput as error:
            point_out(error, form, lines)
    return _edit_page(request, form, lines, back=reverse("notices:draft", args=[thing.id]), keep=f"notice-{thing.id}")


def _edit_page(request: HttpRequest, form: NoticeForm, lines: Any | None, *, back: str, keep: str) -> HttpResponse:
    """The one page where a notice is written, for a draft and for a correction (``lines`` None: they stay)."""
    wrong = lines is not None and lines.is_bound and (any(lines.errors) or bool(lines.non_form_errors()))
    context = {
        "form": form,
        "lines": lines,
        "lines_wrong": wrong,
        "rest_open": any(name in form.errors for name in ("places", "category", "nature", "reserved", "kind")),
        "back": back,
        "keep": keep,
    }
    return render(request, "notices/mend.html", context, status=422 if form.errors or wrong else 200)


@required("change", _draft)
@require_POST
def confirm(request: HttpRequest, thing: NoticeDraft) -> HttpResponse:
    """The person's yes."""
    try:
        return _confirmed(request, thing)
    except BadInput as error:
        messages.error(request, _of_document(error))
        return redirect("notices:mend", thing.id)


def _confirmed(request: HttpRequest, thing: NoticeDraft) -> HttpResponse:
    saved = actions.confirm_draft(draft=thing, by=request.actor, at=clock.now())
    if not saved.created:
        messages.info(request, say("notices.already_here"))
    return redirect("bids:decide", saved.notice.id)


@required("delete", _draft)
@require_POST
def drop(request: HttpRequest, thing: NoticeDraft) -> HttpResponse:
    """Throw the draft away."""
    actions.drop_draft(draft=thing, by=request.actor, at=clock.now())
    messages.success(request, say("notices.dropped"))
    return redirect("notices:list")


@required("change", _notice)
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, thing: Notice) -> HttpResponse:
    """Correct a confirmed notice; under a quote its lines stay, and the page says so."""
    if thing.is_public:
        return redirect("notices:reading", thing.id)
    document = write_notice(as_notice(thing))
    form = NoticeForm(request.POST or None, document=document)
    lines = None
    if not queries.is_held(thing):
        lines = LineFormSet(request.POST or None, initial=_lines_initial(document), prefix="lines")
    if request.method == "POST" and all([form.is_valid(), lines is None or lines.is_valid()]):
        fields = form.document() | ({"lines": lines_document(lines)} if lines is not None else {})
        try:
            changed = actions.correct_notice(notice=thing, fields=fields, by=request.actor, at=clock.now())
        except BadInput as error:
            point_out(error, form, lines)
        except actions.Held:  # a quote was opened while she was typing
            messages.error(request, say("notices.held"))
            return redirect("notices:correct", thing.id)
        else:
            if "more" in request.POST:
                return redirect(reverse("notices:correct", args=[thing.id]) + "#one-more")
            if changed:
                messages.success(request, say("notices.corrected"))
            return redirect("notices:show", thing.id)
    return _edit_page(request, form, lines, back=reverse("notices:show", args=[thing.id]), keep=f"correct-{thing.id}")


@required("delete", _notice)
@require_POST
def delete(request: HttpRequest, thing: Notice) -> HttpResponse:
    """Delete a notice nothing stands on."""
    try:
        actions.delete_notice(notice=thing, by=request.actor, at=clock.now())
    except actions.Held:
        messages.error(request, say("notices.held"))
        return redirect("notices:show", thing.id)
    messages.success(request, say("notices.deleted"))
    return redirect("notices:list")


@required("see", _notice)
def show(request: HttpRequest, thing: Notice) -> HttpResponse:
    """One notice, told plainly; a public one for anybody."""
    at = clock.now()
    held = not thing.is_public and queries.is_held(thing)
    context = page.notice_page(thing, held=held, at=at)
    context["may_change"] = may(request.actor, "change", thing)
    return render(request, "notices/show.html", context | {"now": at})


@required("see", _notice)
@require_safe
def share(request: HttpRequest, thing: Notice) -> HttpResponse:
    """A short text of the notice and its address, to copy or to send with the phone's own messages."""
    link = request.build_absolute_uri(reverse("notices:show", args=[thing.id])) if thing.is_public else thing.url
    text = page.short_text(thing, link, at=clock.now())
    return render(request, "notices/share.html", {"notice": thing, "text": text, "coded": quote(text)})


@signed_in
@required("see", _notice)
@require_POST
def take(request: HttpRequest, thing: Notice) -> HttpResponse:
    """Begin one's own notice from a public one, to add its lines."""
    if not thing.is_public:
        raise Http404
    require(request.actor, "create", "notice")
    draft = correcting.take_over(notice=thing, person=request.person, by=request.actor, at=clock.now())
    return redirect("notices:mend", draft.id)


@required("change", _notice)
@require_http_methods(["GET", "POST"])
def reading(request: HttpRequest, thing: Notice) -> HttpResponse:
    """Correct what we understood of a public notice and of its buyer: it sticks."""
    if not thing.is_public:
        raise Http404
    form = ReadingForm(request.POST or None, initial=page.reading_initial(thing))
    if request.method == "POST" and form.is_valid():
        got, at = form.cleaned_data, clock.now()
        told = {"by": request.actor, "at": at}
        correcting.correct_reading(notice=thing, nature=got["nature"], place_code=got["place"], **told)
        correcting.correct_buyer(
            buyer=thing.buyer, rulebook=BuyerRules(got["rulebook"]), place_code=got["buyer_place"], **told
        )
        messages.success(request, say("notices.corrected"))
        return redirect("notices:show", thing.id)
    return render(request, "notices/reading.html", {"form": form, "notice": thing}, status=422 if form.errors else 200)


@required("see", _notice)
@require_safe
def days(request: HttpRequest, thing: Notice) -> HttpResponse:
    """The days of a notice, as a file for the calendar of the phone."""
    at = clock.now()
    data = days_download(as_notice(thing), at=at)
    if data is None:
        raise Http404
    response = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="wolouj.ics"'
    return response


def _lines_initial(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [{**line, "quantity": _as_typed(line.get("quantity"))} for line in document.get("lines") or []]


def _of_document(error: BadInput) -> str:
    text = in_language(error)
    return say("notices.line_problem", number=error.row, text=text) if error.row else text


def _as_typed(quantity: Any) -> str:
    """``12.5`` of a document as she would type it in this language, without zeros that say nothing."""
    try:
        return format(Decimal(str(quantity)).normalize(), "f").replace(".", ",")
    except InvalidOperation:
        return ""
