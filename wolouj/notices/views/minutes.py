"""Published minutes sent by a person, read, looked at beside their words, confirmed or dropped."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import say
from wolouj.notices.forms import in_language
from wolouj.notices.minutes import page, storing
from wolouj.notices.minutes.files import Read, Way, text_of_upload
from wolouj.notices.minutes.forms import AwardFormSet, ResultForm, SendForm, award_initial
from wolouj.notices.minutes.models import MinutesDraft
from wolouj.people.permissions import required


def _draft(draft_id: UUID) -> MinutesDraft:
    return get_object_or_404(MinutesDraft.objects.select_related("person"), id=draft_id)


@required("create", "published_minutes")
@require_http_methods(["GET", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """Send minutes, as a file or as text; what waits stands below."""
    posted = request.method == "POST"
    form = SendForm(request.POST, request.FILES) if posted else SendForm()
    if posted and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            given = text_of_upload(upload) if upload else Read(form.cleaned_data["text"], Way.TEXT)
            draft = storing.draft_minutes(
                given=given, file=upload.name if upload else "", person=request.person, by=request.actor, at=clock.now()
            )
        except BadInput as error:
            form.add_error("file" if upload else "text", in_language(error))
        else:
            return redirect("notices:minutes_draft", draft.id)
    shown = {"form": form, "waiting": page.waiting(request.person)}
    return render(request, "notices/minutes.html", shown, status=422 if form.errors else 200)


@required("change", _draft)
@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, thing: MinutesDraft) -> HttpResponse:
    """What was read, each box under its words; the person corrects and says yes."""
    notices = storing.notices_for(thing)
    sure = storing.is_sure(thing, notices)
    posted = request.POST if request.method == "POST" else None
    form = ResultForm(posted, read=thing.fields, notices=notices, sure=sure)
    awards = AwardFormSet(posted, initial=award_initial(thing.fields), prefix="awards")
    if posted is not None and form.is_valid() and awards.is_valid():
        try:
            made = storing.confirm_minutes(
                draft=thing, told=form.confirmed(awards.won()), by=request.actor, at=clock.now()
            )
        except BadInput as error:
            form.add_error(error.field if error.field in form.fields else None, in_language(error))
        else:
            messages.success(request, say("notices.minutes.kept", n=len(made)))
            return redirect("notices:minutes")
    shown = page.draft_page(thing) | {"form": form, "awards": awards, "draft": thing, "notices": notices}
    return render(request, "notices/minutes_draft.html", shown, status=200 if posted is None else 422)


@require_POST
@required("delete", _draft)
def drop(request: HttpRequest, thing: MinutesDraft) -> HttpResponse:
    """Forget what was read."""
    storing.drop_minutes(draft=thing, by=request.actor, at=clock.now())
    messages.success(request, say("notices.minutes.dropped"))
    return redirect("notices:minutes")
