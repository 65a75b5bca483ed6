"""Pages about what became of a cause: ready, sent, what happened; the papers; what is public."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from wolouj.advocacy import note, queries
from wolouj.advocacy.actions import following as actions
from wolouj.advocacy.actions.causes import NotNow
from wolouj.advocacy.actions.following import Happened
from wolouj.advocacy.forms.following import SendForm, StepForm
from wolouj.advocacy.loading import Public, Sent, load_cause, load_note, load_paper, load_public, load_sent, load_step
from wolouj.advocacy.models import Audience, Cause, Step, StepKind
from wolouj.advocacy.page import causes as page
from wolouj.advocacy.states import WRITTEN
from wolouj.advocacy.views.causes import cause_page, form_page, posted
from wolouj.difficulties.codes import codes
from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import active, say
from wolouj.people.permissions import required


def _to(row: Cause) -> HttpResponse:
    return redirect("advocacy:cause", cause_id=row.pk)


@require_POST
@required("change", load_cause)
def ready(request: HttpRequest, thing: Cause) -> HttpResponse:
    """Its texts were read again: the notes may be given. Or back to the draft."""
    back = "back" in request.POST
    try:
        if back:
            actions.reopen(cause=thing, by=request.actor, at=clock.now())
        else:
            actions.make_ready(cause=thing, by=request.actor, at=clock.now())
    except BadInput as fault:
        messages.error(request, getattr(fault.text, active()))
    except NotNow:
        messages.error(request, say("advocacy.not_now"))
    else:
        messages.success(request, say("advocacy.is_draft") if back else say("advocacy.is_ready"))
    return _to(thing)


@require_POST
@required("change", load_cause)
def step(request: HttpRequest, thing: Cause) -> HttpResponse:
    """Something happened."""
    form = StepForm(request.POST, request.FILES, state=thing.state, on=clock.today())
    if not form.is_valid():
        return cause_page(request, thing, form)
    try:
        actions.step(cause=thing, happened=Happened(**form.cleaned_data), by=request.actor, at=clock.now())
    except NotNow:
        form.add_error("kind", say("advocacy.not_now"))
        return cause_page(request, thing, form)
    messages.success(request, say("advocacy.saved"))
    return _to(thing)


@required("create", load_note)
def send(request: HttpRequest, thing: Cause) -> HttpResponse:
    """A note was given or sent by a person: to whom, when; it is kept as it was."""
    if thing.state in WRITTEN and thing.state != "ready":
        raise Http404
    audience, at = Audience(thing.asked_audience), clock.now()  # type: ignore[attr-defined]
    form = SendForm(posted(request), on=timezone.localdate(at), initial={"on": timezone.localdate(at)})
    if request.method == "POST" and form.is_valid():
        papers = {lang: note.context(thing, audience, lang, at=at, draft=False) for lang in note.LANGS}
        told = Happened(StepKind.SENT, **form.cleaned_data)
        try:
            actions.step(cause=thing, happened=told, audience=audience, papers=papers, by=request.actor, at=at)
        except NotNow:
            form.add_error(None, say("advocacy.not_now"))
        else:
            messages.success(request, say("advocacy.is_sent"))
            return _to(thing)
    back = reverse("advocacy:cause", args=[thing.pk])
    return form_page(request, form, "send", back, intro=say(f"advocacy.note_{audience}"))


@require_POST
@required("create", load_cause)
def publish(request: HttpRequest, thing: Cause) -> HttpResponse:
    """Show it to anybody, or take it back: a person's decision."""
    shown = "shown" in request.POST
    try:
        actions.publish(cause=thing, shown=shown, by=request.actor, at=clock.now())
    except NotNow:
        messages.error(request, say("advocacy.not_now"))
        return _to(thing)
    messages.success(request, say("advocacy.is_public") if shown else say("advocacy.is_private"))
    return _to(thing)


# ---- papers -----------------------------------------------------------------------------------------------------


def _pdf(data: Any, name: str) -> HttpResponse:
    response = HttpResponse(note.pdf(data), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@required("see", load_paper)
@require_safe
def paper(request: HttpRequest, thing: Cause) -> HttpResponse:
    """A note as it would be given now; marked as a draft until the cause is ready."""
    audience, lang = thing.asked_paper  # type: ignore[attr-defined]
    data = note.context(thing, Audience(audience), lang, at=clock.now(), draft=thing.state == "draft")
    return _pdf(data, f"{audience}-{lang}.pdf")


@required("see", load_sent)
@require_safe
def sent(request: HttpRequest, thing: Sent) -> HttpResponse:
    """A note as it was sent."""
    return _pdf(thing.step.papers[thing.lang], f"{thing.step.audience}-{thing.lang}.pdf")


@required("see", load_step)
@require_safe
def proof(request: HttpRequest, thing: Step) -> HttpResponse:
    """The file that shows a step."""
    pdf = str(thing.proof.name).endswith(".pdf")
    kind, name = ("application/pdf", "proof.pdf") if pdf else ("image/jpeg", "proof.jpg")
    try:
        opened = thing.proof.open("rb")
    except FileNotFoundError as fault:
        raise Http404 from fault
    response = FileResponse(opened, content_type=kind, as_attachment=pdf, filename=name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


# ---- for anybody ------------------------------------------------------------------------------------------------


@required("see", "published")
@require_safe
def public_list(request: HttpRequest) -> HttpResponse:
    """The causes a person decided to show; of one difficulty when it is asked for."""
    asked = request.GET.get("code", "")
    code = codes().get(asked)
    rows = [page.row_of(row, "advocacy:shown") for row in queries.published(code=code.key if code else "")]
    context = {"rows": rows, "about": code.word(active()) if code else ""}
    return render(request, "advocacy/public_list.html", context)


@required("see", load_public)
@require_safe
def shown(request: HttpRequest, thing: Public) -> HttpResponse:
    """One of them."""
    return render(request, "advocacy/shown.html", page.public_cause(thing.cause))
