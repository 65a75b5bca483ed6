"""Public pages: nobody signs in. Only the questions checked for a guide are read from the database, and said there."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import condition, require_POST, require_safe

from rulebook.engine.texts import LawError
from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import active, say
from wolouj.guides import page
from wolouj.guides.booklet import booklet, kept
from wolouj.guides.forms import DaysForm, FaqForm, MayBidForm, MineForm
from wolouj.guides.registry import TOOLS, ask
from wolouj.guides.subject import subjects
from wolouj.guides.tools import days, may_bid
from wolouj.meetings.actions import check_answer
from wolouj.meetings.loading import load_question
from wolouj.meetings.models import Question
from wolouj.meetings.page import question_row
from wolouj.people.permissions import required

LONGEST = 200
"""Letters of a search: more is no question."""


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every subject by moment of the road, and a search by simple words."""
    asked = request.GET.get("q", "").strip()[:LONGEST]
    return render(request, "guides/index.html", page.index_page(asked, on=clock.today()))


@require_safe
def subject(request: HttpRequest, slug: str) -> HttpResponse:
    """One subject, with its example worked out today."""
    found = subjects().get(slug)
    if found is None:
        raise Http404
    shown = page.subject_page(found, request.GET, at=clock.now(), on=clock.today())
    return render(request, "guides/subject.html", shown)


@require_safe
def questions(request: HttpRequest, slug: str) -> HttpResponse:
    """What was asked at meetings on this subject, with the answers an expert checked."""
    found = subjects().get(slug)
    if found is None:
        raise Http404
    return render(request, "guides/questions.html", page.questions_page(found))


@required("create", load_question, "answer")
def faq(request: HttpRequest, thing: Question) -> HttpResponse:
    """An answer an expert checked joins the questions of a guide; said by a person, with who checked and when."""
    on = clock.today()
    first = {name: getattr(thing, name) for name in ("guide", "checked_by_ar", "checked_by_fr", "checked_on")}
    form = FaqForm(request.POST if request.method == "POST" else None, on=on, initial=first)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            check_answer(
                question=thing, guide=data["guide"], checked_by=(data["checked_by_ar"], data["checked_by_fr"]),
                on=data["checked_on"], by=request.actor, at=clock.now(),
            )  # fmt: skip
        except BadInput as fault:
            form.add_error(fault.field, getattr(fault.text, active()))
        else:
            messages.success(request, say("guides.faq_saved"))
            return redirect("meetings:review", thing.pk)
    context = {"form": form, "asked": question_row(thing), "back": reverse("meetings:review", args=[thing.pk])}
    return render(request, "guides/faq.html", context, status=422 if form.errors else 200)


@require_safe
def article(request: HttpRequest, signature: str) -> HttpResponse:
    """One article in our words, and where it is explained."""
    try:
        return render(request, "guides/article.html", page.article_page(signature, on=clock.today()))
    except LawError as none:
        raise Http404 from none


@require_safe
def words(request: HttpRequest) -> HttpResponse:
    """The words of the trade, each opening on tap."""
    asked = request.GET.get("q", "").strip()[:LONGEST]
    return render(request, "guides/words.html", page.words_page(asked, request.GET.get("group", "")))


@require_safe
def tools(request: HttpRequest) -> HttpResponse:
    """The calculators."""
    cards = [page.tool_card(one) for one in TOOLS.values()]
    return render(request, "guides/tools.html", {"part": "tools", "cards": cards})


@require_safe
def tool(request: HttpRequest, slug: str) -> HttpResponse:
    """One calculator: its form, and its answer when the address holds enough."""
    found = TOOLS.get(slug)
    if found is None:
        raise Http404
    form, shown = (found.form(), None) if not request.GET else ask(found, request.GET, at=clock.now())
    status = 422 if form.is_bound and form.errors else 200
    mine = MineForm(kind=form.cleaned_data["kind"]) if slug == "may-bid" and shown else None
    return render(request, "guides/tool.html", page.tool_page(found, form, shown, request, mine), status=status)


@require_POST
def mine(request: HttpRequest) -> HttpResponse:
    """May I bid, with what she says of herself: nothing of it is kept, nor stands in the address."""
    found = TOOLS["may-bid"]
    form = MayBidForm(request.POST)
    if not form.is_valid():
        return redirect("guides:tool", found.slug)
    asked = MineForm(request.POST, kind=form.cleaned_data["kind"])
    shown = None
    if asked.is_valid():
        shown = may_bid.answer_for_me(form.cleaned_data, asked.cleaned_data, at=clock.now())
    status = 200 if shown else 422
    return render(request, "guides/tool.html", page.tool_page(found, form, shown, request, asked), status=status)


@require_safe
def days_file(request: HttpRequest) -> HttpResponse:
    """The days of a notice as a file for the calendar of the phone."""
    form = DaysForm(request.GET)
    data = days.file(form.cleaned_data, at=clock.now()) if form.is_valid() else None
    if data is None:
        raise Http404
    response = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="wolouj.ics"'
    return response


def _mark(request: HttpRequest) -> str:
    return f'"{booklet(active(), on=clock.today()).mark}"'


@require_safe
@condition(etag_func=_mark)
def booklet_file(request: HttpRequest) -> HttpResponse:
    """The booklet in the language of the page: set once, then read from the disk until the law or the words change."""
    found = booklet(active(), on=clock.today())
    response = HttpResponse(kept(found, settings.DATA / "booklets"), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{found.name}"'
    response["Cache-Control"] = "public, max-age=3600"
    return response
