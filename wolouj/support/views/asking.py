"""Asking for help: from an account, or with a phone and a question; the answer read by whoever asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from rulebook.engine import format as fmt
from wolouj.foundation import clock, secret_links
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import active, say
from wolouj.people.limits import client_address
from wolouj.people.models import Person
from wolouj.people.permissions import may, require, required, signed_in
from wolouj.support import queries, subjects
from wolouj.support.actions import asking as actions
from wolouj.support.forms.help import AskForm, SayForm
from wolouj.support.limits import Caller, bucket_of
from wolouj.support.loading import Link, load_link, load_told
from wolouj.support.models import HelpState, Question
from wolouj.support.page import help as page


@required("create", "help")
def ask(request: HttpRequest) -> HttpResponse:
    """What others asked on the same thing, then one's own question."""
    told = request.POST if request.method == "POST" else request.GET
    subject = subjects.asked_about(told.get("about", ""), told.get("of", "")[:60], request.actor)
    has_account = request.actor.person is not None
    form = AskForm(request.POST if request.method == "POST" else None, has_account=has_account)
    if request.method == "POST" and form.is_valid():
        try:
            made = _asked(request, subject, form)
        except BadInput as fault:
            form.add_error(fault.field if fault.field in form.fields else None, getattr(fault.text, active()))
        else:
            return _then(request, made)
    named = subjects.named(subject, request.actor)
    context = {
        "form": form, "about": named, "of": told.get("of", "")[:60],
        "cards": page.card_rows(queries.cards_on(subject.topic)), "has_account": has_account,
    }  # fmt: skip
    return render(request, "support/ask.html", context, status=422 if form.errors else 200)


def _asked(request: HttpRequest, subject: actions.Subject, form: AskForm) -> Question:
    principal = request.actor.principal
    person = Person.objects.get(pk=principal) if principal else None
    caller = None if person else Caller(form.phone_told(), bucket_of(client_address(request)), form.says_yes())
    return actions.ask(
        subject=subject, text=form.cleaned_data["text"], lang=active(), person=person, caller=caller,
        by=request.actor, at=clock.now(),
    )  # fmt: skip


def _then(request: HttpRequest, made: Question) -> HttpResponse:
    """Where the answer will be read: her page, or a link to keep."""
    messages.success(request, say("support.asked_done"))
    if made.person_id is None:
        return redirect("support:asked_by", token=secret_links.opened(made.link_sealed))
    # A coach who asked while acting for her reads it once she is at her own desk again.
    return redirect("support:asked", made.pk) if may(request.actor, "see", made) else redirect("home:desk")


@required("see", load_link)
@require_safe
def asked_by(request: HttpRequest, thing: Link) -> HttpResponse:
    """The exchange, for who asked without an account."""
    return asker_page(request, thing.question, SayForm(helper=False))


def asker_page(request: HttpRequest, row: Question, form: SayForm) -> HttpResponse:
    """The exchange as whoever asked reads it."""
    token = secret_links.opened(row.link_sealed)
    by_link = row.person_id is None
    context: dict[str, Any] = page.page_of(row, request.actor, clock.now()) | {
        "form": form if row.state != HelpState.SETTLED or form.errors else None,
        "by_link": by_link,
        "stop_sms": reverse("support:stop_sms", args=[token]) if by_link and row.sms_agreed_at else "",
        "say_url": reverse("support:say_by", args=[token]) if by_link else reverse("support:say", args=[row.pk]),
        "link": request.build_absolute_uri(reverse("support:asked_by", args=[token])) if by_link else "",
    }
    if by_link:  # whoever holds the address asked: what she typed is hers to read
        shared = fmt.plain(say("support.keep_link_text"))
        context |= {"hidden": False, "lines": page.whole_lines(row), "shared": shared}
    answer = render(request, "support/asked_mine.html", context, status=422 if form.errors else 200)
    answer["Cache-Control"] = "private, no-store"
    return answer


@required("see", load_told)
@require_safe
def told(request: HttpRequest, thing: Link) -> HttpResponse:
    """What the short address of her SMS opens: the exchange, at the address she was given when she asked."""
    return redirect("support:asked_by", token=secret_links.opened(thing.question.link_sealed))


@require_POST
@required("change", load_link)
def stop_sms(request: HttpRequest, thing: Link) -> HttpResponse:
    """No SMS any more for this question."""
    actions.stop_sms(question=thing.question, by=request.actor, at=clock.now())
    messages.success(request, say("support.stop_sms_done"))
    return redirect("support:asked_by", token=secret_links.opened(thing.question.link_sealed))


@require_POST
@required("change", load_link)
def say_by(request: HttpRequest, thing: Link) -> HttpResponse:
    """One more line, or "it is enough", without an account."""
    return said(request, thing.question)


def said(request: HttpRequest, row: Question) -> HttpResponse:
    """What the asker does next: settles it, or writes again; words that cannot be kept come back with why."""
    if "settle" in request.POST:
        try:
            actions.settle(question=row, by=request.actor, at=clock.now())
        except actions.NotNow:
            messages.error(request, say("support.settled_already"))
    else:
        form, by, at = SayForm(request.POST, helper=False), request.actor, clock.now()
        if not written(row, form, lambda text: actions.say_more(question=row, text=text, by=by, at=at)):
            return asker_page(request, row, form)
    if row.person_id is None:
        return redirect("support:asked_by", token=secret_links.opened(row.link_sealed))
    return redirect("support:asked", row.pk)


def written(row: Question, form: SayForm, write: Callable[[str], Any]) -> bool:
    """Whether one more line was kept; if not, the form says why and still holds every word."""
    if not form.is_valid():
        return False
    try:
        write(form.cleaned_data["text"])
    except actions.NotNow:
        row.refresh_from_db(fields=["state"])
        form.add_error(None, say("support.settled_already"))
    except BadInput as fault:
        form.add_error(fault.field if fault.field in form.fields else None, getattr(fault.text, active()))
    return not form.errors


@signed_in
@require_safe
def my_questions(request: HttpRequest) -> HttpResponse:
    """What she asked, and what was answered."""
    require(request.actor, "see", "help")
    at, principal = clock.now(), request.actor.principal
    rows = [page.row_of(row, at, sees=True) for row in queries.questions_of(principal)] if principal else []
    return render(request, "support/my_questions.html", {"rows": rows})
