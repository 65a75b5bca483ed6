"""The test before and after, what a group got out of its training, certificates."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_POST, require_safe

from rulebook.engine import format as fmt
from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import active, say
from wolouj.people.permissions import may, required
from wolouj.training import asking, page, papers, queries
from wolouj.training.actions import results as actions
from wolouj.training.attending import of_group
from wolouj.training.forms import WithdrawForm
from wolouj.training.loading import load_certificate, load_group, load_paper_of, load_round, load_test
from wolouj.training.models import Certificate, Group, Learner, Moment, Session
from wolouj.training.results_page import certificate_row, question_rows, results_page, round_rows, score_word
from wolouj.training.views.common import form_page


@required("change", load_test)
def test(request: HttpRequest, thing: Learner) -> HttpResponse:
    """A few questions with pictures, answered by herself or with who teaches her."""
    moment = Moment(thing.asked_moment)  # type: ignore[attr-defined]
    asked = asking.asked_of(thing.group.path)
    known = thing.tests.filter(moment=moment).first()
    chosen, wrong = dict(known.answers) if known else {}, ""
    if request.method == "POST":
        chosen = {row.key: int(n) for row in asked if (n := request.POST.get(f"q-{row.key}", "")) in "1 2 3 4".split()}
        try:
            row = actions.take_test(learner=thing, moment=moment, answers=chosen, by=request.actor, at=clock.now())
        except BadInput as fault:
            wrong = getattr(fault.text, active())
        else:
            messages.success(request, score_word(row))
            return redirect(_home(request, thing))
    context = {
        "learner": thing, "rows": question_rows(asked, chosen), "wrong": wrong, "moment": moment,
        "title": say(f"training.test_{moment}"), "hers": request.actor.principal in thing.owners(),
        "name": page.name(thing.participant), "back": _home(request, thing), "sample": thing.group.is_sample,
    }  # fmt: skip
    return render(request, "training/test.html", context, status=422 if wrong else 200)


@required("change", load_round)
@require_safe
def test_round(request: HttpRequest, thing: Session) -> HttpResponse:
    """The phone goes round: each learner of the group, and her test one tap away."""
    moment = Moment(thing.asked_moment)  # type: ignore[attr-defined]
    rows = round_rows(thing, moment)
    context = page.session_head(thing, clock.today()) | {
        "rows": rows, "name": say(f"training.test_{moment}"), "done": sum(1 for row in rows if row["sign"] == "go"),
        "next": next((row["url"] for row in rows if row["sign"] == "wait"), ""),
    }  # fmt: skip
    return render(request, "training/round.html", context)


def _home(request: HttpRequest, learner: Learner) -> str:
    """Back to the round it came from; else her own page, or the desk for who may only teach."""
    asked = request.GET.get("session", "")
    session = next((row for row in learner.group.sessions.all() if str(row.pk) == asked), None) if asked else None
    if session is not None and may(request.actor, "change", session):
        return reverse("training:round", args=[session.pk, learner.asked_moment])  # type: ignore[attr-defined]
    if may(request.actor, "see", learner):
        return reverse("training:learner", args=[learner.pk])
    return reverse("training:desk")


@required("see", load_group)
@require_safe
def results(request: HttpRequest, thing: Group) -> HttpResponse:
    """Who attended how much, the test before and after, faces, certificates."""
    on = clock.today()
    context = results_page(thing, queries.results_of(thing), of_group(thing, on=on), queries.faces_of(thing))
    sessions = list(queries.sessions_of(thing))
    context |= {
        "group": thing, "title": page.text(thing, "name"), "edition": page.edition(thing),
        "makes": may(request.actor, "change", thing),
        "over": bool(sessions) and all(row.gathering.last_day <= on for row in sessions),
    }  # fmt: skip
    return render(request, "training/results.html", context)


@require_POST
@required("change", load_group)
def certify(request: HttpRequest, thing: Group) -> HttpResponse:
    """Give the certificates."""
    try:
        n = actions.certify(group=thing, by=request.actor, at=clock.now())
    except BadInput as fault:
        messages.error(request, getattr(fault.text, active()))
    else:
        messages.success(request, say("training.certified_n", n=n) if n else say("training.certified_none"))
    return redirect("training:results", group_id=thing.pk)


@required("delete", load_certificate)
def withdraw(request: HttpRequest, thing: Certificate) -> HttpResponse:
    """A certificate given by mistake."""
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    back = reverse("training:results", args=[thing.learner.group_id])
    if request.method == "POST" and form.is_valid():
        actions.withdraw_certificate(certificate=thing, why=form.cleaned_data["why"], by=request.actor, at=clock.now())
        messages.success(request, say("training.withdrawn"))
        return redirect(back)
    return form_page(request, form, "withdraw_certificate", back, intro=page.name(thing.learner.participant))


@required("delete", load_certificate)
def give_back(request: HttpRequest, thing: Certificate) -> HttpResponse:
    """A certificate withdrawn by mistake holds again."""
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    back = reverse("training:results", args=[thing.learner.group_id])
    if thing.withdrawn_at is None:
        return redirect(back)
    if request.method == "POST" and form.is_valid():
        actions.give_back_certificate(certificate=thing, why=form.cleaned_data["why"], by=request.actor, at=clock.now())
        messages.success(request, say("training.given_back"))
        return redirect(back)
    who, why = page.name(thing.learner.participant), fmt.isolate_auto(thing.withdrawn_why)
    intro = say("training.give_back_why", name=who, day=thing.withdrawn_at, why=why)
    return form_page(request, form, "give_back_certificate", back, intro=intro)


@require_POST
@required("change", load_certificate)
def show_name(request: HttpRequest, thing: Certificate) -> HttpResponse:
    """Her own yes to her whole name, or no more; nobody says it for her."""
    if request.actor.person not in thing.owners():
        raise Http404
    shown = "shown" in request.POST
    actions.show_name(certificate=thing, shown=shown, by=request.actor, at=clock.now())
    messages.success(request, say("training.saved"))
    return redirect("training:learner", learner_id=thing.learner_id)


@required("see", load_paper_of)
@require_safe
def certificate(request: HttpRequest, thing: Certificate) -> HttpResponse:
    """The certificate to print."""
    name: str = thing.asked_file  # type: ignore[attr-defined]
    lang = papers.FILES[name]
    with translation.override(lang):
        address = request.build_absolute_uri(reverse("training:check", args=[thing.code]))
    content = papers.certificate_pdf(thing, lang=lang, address=address, at=clock.now())
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@required("see", "certificate")
@require_safe
def check(request: HttpRequest, code: str = "") -> HttpResponse:
    """Anybody who has the code of a certificate: does it hold, of whom (as she agreed), for what."""
    asked = code or request.GET.get("code", "")[:40]
    found = queries.certificate_by(asked) if asked else None
    if code and found is None and "code" not in request.GET:
        return render(request, "training/check.html", {"asked": code, "row": None, "unknown": True}, status=404)
    row = certificate_row(found) if found else None
    return render(request, "training/check.html", {"asked": asked, "row": row, "unknown": bool(asked and not found)})
