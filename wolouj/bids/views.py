"""Pages of a quote: decide, price, look, make ready, deposit, follow."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from wolouj.bids import actions, deciding, ending, page, papers, queries
from wolouj.bids.facts import adds_vat, bidder_of, seller_of
from wolouj.bids.forms import LinePriceForm, NoGoForm, ReasonForm, ReceiptForm, WeighForm, price_forms
from wolouj.bids.models import Go, NoGo, Quote, Receipt, State, Weighing
from wolouj.bids.states import SPEAKS
from wolouj.bids.weighing import Told
from wolouj.difficulties.models import SourceKind
from wolouj.difficulties.telling import tell_for_person
from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.uploads import clean
from wolouj.foundation.words import active, say
from wolouj.matching import actions as matching
from wolouj.matching.models import Answer
from wolouj.notices.facts import as_notice
from wolouj.notices.market import market_of
from wolouj.notices.models import Notice
from wolouj.people.permissions import may, require, required, signed_in
from wolouj.structures.models import Structure
from wolouj.structures.queries import structures_of

FILES = {
    "quote.pdf": "application/pdf",
    "quote.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "quote.txt": "text/plain; charset=utf-8",
    "checklist.pdf": "application/pdf",
}


def _notice(notice_id: UUID) -> Notice:
    return get_object_or_404(Notice.objects.select_related("buyer"), id=notice_id)


def _quote(quote_id: UUID) -> Quote:
    rows = Quote.objects.select_related("structure", "notice", "notice__buyer", "result")
    return get_object_or_404(rows, id=quote_id)


def _receipt(receipt_id: UUID) -> Receipt:
    return get_object_or_404(Receipt.objects.select_related("quote__structure"), id=receipt_id)


def _mine(request: HttpRequest) -> list[Structure]:
    return list(structures_of(request.person.id))


def _structure(request: HttpRequest) -> Structure | None:
    """The structure asked for, or the only one; ``None`` when she has to choose or to describe one."""
    mine = _mine(request)
    asked = request.POST.get("structure") or request.GET.get("structure")
    if asked:
        return next((s for s in mine if str(s.id) == asked), None)
    return mine[0] if len(mine) == 1 else None


@required("see", "quote")
def quote_list(request: HttpRequest) -> HttpResponse:
    """Her quotes: those that wait for a hand, then those that are over."""
    mine = [s.id for s in _mine(request)]
    at = clock.now()
    return render(
        request,
        "bids/list.html",
        {
            "open": [page.quote_row(q, at=at) for q in queries.open_quotes(mine)],
            "ended": [page.quote_row(q, at=at) for q in queries.ended_quotes(mine)[:30]],
        },
    )


@signed_in
@required("see", _notice)
def decide(request: HttpRequest, thing: Notice) -> HttpResponse:
    """May we answer? The verdict finding by finding, then yes or not this time."""
    structure = _structure(request)
    if structure is None:
        return _choose(request, thing)
    at = clock.now()
    known = Quote.objects.filter(structure=structure, notice=thing).first()
    if known is not None and known.state != State.DECLINED:
        return redirect("bids:prices" if known.state == State.DRAFT else "bids:show", known.id)
    return _decide_page(request, structure, thing, WeighForm(initial=_weighed(request, structure, thing)), at=at)


def _decide_page(
    request: HttpRequest, structure: Structure, notice: Notice, weigh: WeighForm, *, at: datetime
) -> HttpResponse:
    """The verdict, the market, the cash and the effort, then yes or no. ``weigh`` keeps what was typed."""
    found, file = queries.answer_for(structure, notice, at=at)
    market = market_of(notice, at=at)
    told = Told(**_weighed(request, structure, notice))
    context = page.decide_page(structure, notice, found, file, at=at) | {
        "decline": NoGoForm(),
        "weigh": weigh,
        "go_choices": [(each.value, say(f"bids.go.{each.value}")) for each in Go],
        "market": deciding.market_card(market),
        "weighed": deciding.weigh_card(told, notice, market, law_on=found.verdict.law_on, today=timezone.localdate(at)),
    }
    return render(request, "bids/decide.html", context, status=422 if weigh.errors else 200)


def _weighed(request: HttpRequest, structure: Structure, notice: Notice) -> dict[str, Any]:
    """What the structure told to weigh this notice, for whoever may see its prices on it; else nothing."""
    row = Weighing.objects.filter(structure=structure, notice=notice).select_related("structure", "notice").first()
    if row is None or not may(request.actor, "see", row):
        return {}
    return asdict(deciding.told_of(row))


@signed_in
@required("see", _notice)
@require_POST
def weigh(request: HttpRequest, thing: Notice) -> HttpResponse:
    """Keep what she told, and come back to the decision with what it makes."""
    structure = _structure(request)
    if structure is None:
        return redirect("bids:decide", thing.id)
    require(request.actor, "change", structure)
    at = clock.now()
    shown = Weighing(structure=structure, notice=thing, at=at)
    require(request.actor, "change", shown)
    form = WeighForm(request.POST)
    if not form.is_valid():
        return _decide_page(request, structure, thing, form, at=at)
    actions.weigh(structure=structure, notice=thing, told=form.told(), by=request.actor, at=at)
    return redirect(f"{reverse('bids:decide', args=[thing.id])}?structure={structure.id}#weighed")


def _choose(request: HttpRequest, notice: Notice) -> HttpResponse:
    mine = _mine(request)
    if not mine:
        messages.info(request, say("bids.describe_first"))
        return redirect("structures:new")
    return render(request, "bids/choose.html", {"notice": notice, "rows": page.structure_rows(mine, notice)})


@signed_in
@required("see", _notice)
@require_POST
def open_quote(request: HttpRequest, thing: Notice) -> HttpResponse:
    """Yes, we answer: the quote is opened with the notice's lines."""
    structure = _structure(request)
    if structure is None:
        return redirect("bids:decide", thing.id)
    require(request.actor, "change", structure)
    require(request.actor, "create", "quote")
    told = request.POST.get("why", "")
    reason = told if told in Go.values else ""
    quote = actions.open_quote(structure=structure, notice=thing, by=request.actor, at=clock.now(), reason=reason)
    if quote.state == State.DECLINED:
        actions.reopen(quote=quote, by=request.actor, at=clock.now(), reason=reason)
    return redirect("bids:prices", quote.id)


@signed_in
@required("see", _notice)
@require_POST
def decline(request: HttpRequest, thing: Notice) -> HttpResponse:
    """Not this time, with the reason kept."""
    structure = _structure(request)
    if structure is None:
        return redirect("bids:decide", thing.id)
    require(request.actor, "change", structure)
    at = clock.now()
    quote = actions.open_quote(structure=structure, notice=thing, by=request.actor, at=at)
    told = request.POST.get("why", "")
    reason = told if told in NoGo.values else ""
    try:
        actions.move(quote=quote, to=State.DECLINED, note=_reason(request), reason=reason, by=request.actor, at=at)
    except actions.NotNow:
        messages.error(request, say("bids.not_now"))
        return redirect("bids:show", quote.id)
    published = thing if thing.is_public else thing.origin
    if published is not None and reason in Answer.values:
        matching.answer(structure=structure, notice=published, answer=Answer(reason), by=request.actor, at=at)
    messages.success(request, say("bids.declined_kept"))
    if reason in BLOCKS:
        return redirect(f"{reverse('bids:difficulty', args=[quote.id])}?code={BLOCKS[NoGo(reason)]}")
    return redirect("notices:list")


def _reason(request: HttpRequest) -> str:
    """The reason in a few words; one that cannot be kept as text is left out, the step counts more."""
    form = ReasonForm(request.POST, required=False)
    return str(form.cleaned_data["reason"]) if form.is_valid() else ""


@required("change", _quote, "price")
@require_http_methods(["GET", "POST"])
def prices(request: HttpRequest, thing: Quote) -> HttpResponse:
    """All lines on one page: what each costs, what each is sold for."""
    if thing.state != State.DRAFT:
        return redirect("bids:show", thing.id)
    at = clock.now()
    actions.follow_vat_regime(quote=thing, by=request.actor, at=at)
    version = queries.version_of(thing)
    asks_rate = adds_vat(thing.structure)
    rows = list(version.lines.all())
    forms = price_forms(rows, request.POST or None, asks_rate=asks_rate)
    if request.method == "POST" and not [form for form in forms if not form.is_valid()]:
        answers = {row.number: form.answer() for row, form in zip(rows, forms, strict=True)}
        actions.price_lines(version=version, answers=answers, by=request.actor, at=at)
        return redirect("bids:show", thing.id)
    context = page.prices_page(version, rows, forms, asks_rate=asks_rate, at=at)
    return render(request, "bids/prices.html", context, status=422 if request.method == "POST" else 200)


def _quote_line(quote_id: UUID, position: int) -> Quote:
    quote = _quote(quote_id)
    quote.asked_position = position
    return quote


@required("change", _quote_line, "price")
@require_http_methods(["GET", "POST"])
def line(request: HttpRequest, thing: Quote) -> HttpResponse:
    """One line: its cost part by part, then its price, then what is left."""
    if thing.state != State.DRAFT:
        return redirect("bids:show", thing.id)
    version = queries.version_of(thing)
    rows = list(version.lines.all())
    row = next((r for r in rows if r.position == thing.asked_position), None)
    if row is None:
        raise Http404
    at = clock.now()
    asks_rate = adds_vat(thing.structure)
    form = LinePriceForm(request.POST or None, asks_rate=asks_rate, initial=page.line_initial(row))
    if request.method == "POST" and form.is_valid():
        actions.price_lines(version=version, answers={row.number: form.answer()}, by=request.actor, at=at)
        after = next((r for r in rows if r.position > row.position), None)
        if after is None or "stay" in request.POST:
            return redirect("bids:prices", thing.id)
        return redirect("bids:line", thing.id, after.position)
    context = page.line_page(version, rows, row, form, asks_rate=asks_rate, at=at)
    return render(request, "bids/line.html", context, status=422 if request.method == "POST" else 200)


@required("see", _quote, "price")
def show(request: HttpRequest, thing: Quote) -> HttpResponse:
    """The quote: where it stands, what is wrong with it, its sum, its papers, its next step."""
    at = clock.now()
    version = queries.version_of(thing)
    worked = queries.worked_out(version, at=at)
    verdict = queries.verdict_on(version, worked, at=at)
    context = page.show_page(version, worked, verdict, at=at)
    context["may_change"] = may(request.actor, "change", "price", thing)
    context["ending"] = _ending(thing, worked.total_incl_vat)
    return render(request, "bids/show.html", context)


def _ending(quote: Quote, total: Decimal | None) -> dict[str, Any] | None:
    """The published result that ended it, or the one that may."""
    if quote.result is not None:
        end = ending.ending(quote, quote.result, total=total)
        return deciding.ending_card(quote, replace(end, proposes=State(quote.state)), confirmed=True)
    result = ending.results_for([quote]).get(quote.id)
    if result is None:
        return None
    return deciding.ending_card(quote, ending.ending(quote, result, total=total), confirmed=False)


BLOCKS = {
    NoGo.TOO_FAR: "distance", NoGo.TOO_BIG: "capacity", NoGo.PRICE: "price", NoGo.CASH: "cash", NoGo.PAPERS: "papers",
    NoGo.TIME: "delays", NoGo.BUYER: "distrust",
}  # fmt: skip
"""A reason that is also a difficulty -> its code: one more tap and it is counted, without her name."""


@required("change", _quote, "price")
@require_http_methods(["GET", "POST"])
def difficulty(request: HttpRequest, thing: Quote) -> HttpResponse:
    """What stopped her: of a notice she declined, of a quote lost or given up."""
    if State(thing.state) not in SPEAKS:
        return redirect("bids:show", thing.id)
    require(request.actor, "create", "difficulty")
    declined = thing.state == State.DECLINED
    source, key = (SourceKind.NOTICE, thing.notice_id) if declined else (SourceKind.QUOTE, thing.id)
    back = reverse("notices:list") if declined else reverse("bids:show", args=[thing.id])
    given = {"source": source, "source_id": str(key), "back": back, "after": back}
    return tell_for_person(request, **given, at=clock.now(), sample=thing.is_sample)


@required("change", _quote, "price")
@require_POST
def end(request: HttpRequest, thing: Quote) -> HttpResponse:
    """A person says what a published result means for her quote."""
    result = ending.results_for([thing]).get(thing.id)
    if result is None or str(result.id) != request.POST.get("result"):
        messages.error(request, say("bids.not_now"))
        return redirect("bids:show", thing.id)
    at, told = clock.now(), request.POST.get("to", "")
    try:
        if told == "not_ours":
            actions.not_its_result(quote=thing, result=result, by=request.actor, at=at)
        else:
            actions.end(quote=thing, result=result, to=State(told), by=request.actor, at=at)
            messages.success(request, say(f"bids.moved_{told}"))
    except (ValueError, actions.NotNow):
        messages.error(request, say("bids.not_now"))
    return redirect("bids:show", thing.id)


@required("change", _quote, "price")
@require_POST
def keep_loss(request: HttpRequest, thing: Quote) -> HttpResponse:
    """Keep a price under its cost, with the reason; or take that back."""
    form = ReasonForm(request.POST)
    if form.is_valid():
        actions.accept_loss(
            version=queries.version_of(thing), reason=form.cleaned_data["reason"], by=request.actor, at=clock.now()
        )
    else:
        messages.error(request, say("bids.reason_needed"))
    return redirect("bids:show", thing.id)


@required("change", _quote, "price")
@require_POST
def ready(request: HttpRequest, thing: Quote) -> HttpResponse:
    """Call it ready: every check is made again, then all is frozen."""
    try:
        actions.make_ready(quote=thing, by=request.actor, at=clock.now())
    except actions.NotReady:
        messages.error(request, say("bids.not_ready_yet"))
    except actions.NotNow:
        messages.error(request, say("bids.not_now"))
    return redirect("bids:show", thing.id)


@required("change", _quote, "price")
@require_POST
def reopen(request: HttpRequest, thing: Quote) -> HttpResponse:
    """Change a quote that was ready: a new version."""
    try:
        actions.reopen(quote=thing, by=request.actor, at=clock.now())
    except actions.NotNow:
        messages.error(request, say("bids.not_now"))
        return redirect("bids:show", thing.id)
    return redirect("bids:prices", thing.id)


@required("change", _quote, "price")
@require_http_methods(["GET", "POST"])
def deposit(request: HttpRequest, thing: Quote) -> HttpResponse:
    """The deposit on the portal, by her own hand, step by step; the receipt is kept here."""
    if thing.state not in (State.READY, State.SENT):
        return redirect("bids:show", thing.id)
    form = ReceiptForm(request.POST or None, request.FILES or None)
    at = clock.now()
    if request.method == "POST" and form.is_valid() and _keep_receipt(request, thing, form):
        if thing.state == State.READY:
            actions.move(quote=thing, to=State.SENT, by=request.actor, at=at)
            messages.success(request, say("bids.sent_kept"))
        return redirect("bids:show", thing.id)
    version = queries.version_of(thing)
    context = page.deposit_page(version, queries.worked_out(version, at=at), at=at)
    return render(request, "bids/deposit.html", context | {"form": form}, status=422 if form.errors else 200)


def _keep_receipt(request: HttpRequest, quote: Quote, form: ReceiptForm) -> bool:
    photo = form.cleaned_data["photo"]
    if photo is None:
        return True
    try:
        cleaned = clean(photo)
    except BadInput as error:
        form.add_error("photo", error.text.fr if active() == "fr" else error.text.ar)
        return False
    actions.keep_receipt(quote=quote, photo=cleaned, by=request.actor, at=clock.now())
    return True


@required("change", _quote, "price")
@require_POST
def follow(request: HttpRequest, thing: Quote) -> HttpResponse:
    """The buyer's news, told by the person: invited, confirmed, won, lost, withdrawn."""
    try:
        to = State(request.POST.get("to", ""))
        actions.move(quote=thing, to=to, by=request.actor, at=clock.now(), note=_reason(request))
    except (ValueError, actions.NotNow):
        messages.error(request, say("bids.not_now"))
    else:
        messages.success(request, say(f"bids.moved_{to.value}"))
    return redirect("bids:show", thing.id)


@required("change", _notice)
@require_POST
def cancel_notice(request: HttpRequest, thing: Notice) -> HttpResponse:
    """The buyer withdrew the notice: it and its open quotes are cancelled. A public one follows its source only."""
    if thing.is_public:
        raise Http404
    actions.cancel_notice(notice=thing, by=request.actor, at=clock.now())
    messages.info(request, say("bids.notice_cancelled"))
    return redirect("notices:show", thing.id)


def _quote_file(quote_id: UUID, name: str) -> Quote:
    if name not in FILES:
        raise Http404
    quote = _quote(quote_id)
    quote.asked_file = name
    return quote


@required("see", _quote_file, "price")
def paper(request: HttpRequest, thing: Quote) -> HttpResponse:
    """A paper of the quote: as frozen when it is ready, marked as a draft before."""
    name: str = thing.asked_file
    content = _paper(thing, name)
    response = HttpResponse(content, content_type=FILES[name])
    how = "inline" if name.endswith((".pdf", ".txt")) else "attachment"
    response["Content-Disposition"] = f'{how}; filename="{name}"'
    return response


def _paper(quote: Quote, name: str) -> bytes:
    at = clock.now()
    version = queries.version_of(quote)
    if version.frozen is not None and name != "checklist.pdf":
        kept: dict[str, Any] = {"quote.pdf": version.pdf, "quote.xlsx": version.xlsx}
        if name not in kept:
            return version.text.encode()
        with kept[name].open("rb") as file:
            return file.read()
    worked = queries.worked_out(version, at=at)
    shown = (worked, as_notice(quote.notice), bidder_of(quote, at=at))
    more = {"at": at, "draft": version.frozen is None, "sample": quote.is_sample}
    if name == "checklist.pdf":
        return papers.checklist_pdf(*shown, **more)
    if name == "quote.txt":
        return papers.share_text(*shown, **more).encode()
    make = papers.pdf_bytes if name == "quote.pdf" else papers.xlsx_bytes
    return make(*shown, seller=seller_of(quote.structure), **more)


@required("see", _quote, "price")
def share(request: HttpRequest, thing: Quote) -> HttpResponse:
    """A short text of the quote, to copy or to send with the phone's own messages. We send nothing."""
    text = _paper(thing, "quote.txt").decode()
    return render(request, "bids/share.html", {"quote": thing, "text": text, "coded": quote(text)})


@required("see", _receipt)
def receipt(request: HttpRequest, thing: Receipt) -> FileResponse:
    """The photo of a receipt."""
    pdf = thing.file.name.endswith(".pdf")
    try:
        opened = thing.file.open("rb")
    except FileNotFoundError as fault:
        raise Http404 from fault
    kind, name = ("application/pdf", "receipt.pdf") if pdf else ("image/jpeg", "receipt.jpg")
    response = FileResponse(opened, content_type=kind, as_attachment=pdf, filename=name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
