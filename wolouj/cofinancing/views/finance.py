"""Finance: what to pay, what to look at, what is not shown; budget lines, the ledger, its export; the register."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from wolouj.cofinancing import exporting, ledger, queries
from wolouj.cofinancing.actions import budget, ending, paying, proving
from wolouj.cofinancing.forms.paying import GiveBackForm, JudgeForm, PayForm, TakeBackForm
from wolouj.cofinancing.forms.terms import AllotForm, LineForm
from wolouj.cofinancing.loading import (
    load_asset,
    load_entry,
    load_export,
    load_line,
    load_programme,
    load_purchase,
    load_request,
    load_tranche,
)
from wolouj.cofinancing.models import Asset, BudgetLine, Entry, Purchase, Tranche
from wolouj.cofinancing.models import Request as File
from wolouj.cofinancing.page import day, file, finance, money
from wolouj.cofinancing.views.running import formed, sent
from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import active, say
from wolouj.people.permissions import may, required
from wolouj.programme.models import Programme
from wolouj.programme.page import text
from wolouj.programme.queries import programmes_of


@required("see", "ledger")
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """The three lists, the longest wait first, and what the lines hold."""
    return _desk(request)


def _desk(request: HttpRequest, tried: tuple[Purchase, JudgeForm] | None = None) -> HttpResponse:
    """The desk. ``tried``: a judgement that could not be kept, shown again with all that was typed."""
    bodies = request.actor.bodies
    context = finance.page(bodies, on=clock.today(), tried=tried) | {
        "pays": may(request.actor, "create", "ledger"),
        "programmes": [
            {"title": text(each, "title"), "url": reverse("cofinancing:budget", args=[each.pk])}
            for each in programmes_of(bodies)
        ],
    }  # fmt: skip
    return render(request, "cofinancing/finance.html", context, status=422 if tried else 200)


@required("create", load_tranche, "ledger")
def pay(request: HttpRequest, thing: Tranche) -> HttpResponse:
    """Write that a tranche was paid."""
    form = PayForm(**sent(request), initial={"on": clock.today()})

    def do() -> None:
        told = form.cleaned_data
        paying.pay(tranche=thing, on=told["on"], reference=told["reference"], by=request.actor, at=clock.now())

    intro = say("cofinancing.pay_intro", who=thing.request.application.participant.shown_name(active()), n=thing.number,
                amount=thing.amount)  # fmt: skip
    return formed(
        request, form, do, title=say("cofinancing.pay_title"), intro=intro, back=reverse("cofinancing:finance"),
        done=say("cofinancing.paid_done"),
    )  # fmt: skip


@require_POST
@required("create", load_purchase, "ledger")
def judge(request: HttpRequest, thing: Purchase) -> HttpResponse:
    """Yes or no to a purchase; what cannot be kept comes again with every word."""
    form = JudgeForm(request.POST, auto_id=finance.box_of(thing))
    if form.is_valid():
        told, by, at = form.cleaned_data, request.actor, clock.now()
        try:
            proving.judge(purchase=thing, ok="yes" in request.POST, why=told["why"], by=by, at=at)
            messages.success(request, say("cofinancing.saved"))
            return redirect("cofinancing:finance")
        except BadInput as fault:
            form.add_error(fault.field if fault.field in form.fields else None, getattr(fault.text, active()))
    return _desk(request, (thing, form))


@required("create", load_entry, "ledger")
def take_back(request: HttpRequest, thing: Entry) -> HttpResponse:
    """A payment that did not arrive: its reversal."""
    form = TakeBackForm(**sent(request), initial={"on": clock.today()})

    def do() -> None:
        told = form.cleaned_data
        paying.take_back(entry=thing, on=told["on"], why=told["why"], by=request.actor, at=clock.now())

    return formed(
        request, form, do, title=say("cofinancing.take_back_title"), done=say("cofinancing.taken_back"),
        intro=say("cofinancing.take_back_intro", n=thing.number, amount=thing.amount),
        back=reverse("cofinancing:line", args=[thing.line_id]),
    )  # fmt: skip


@required("create", load_request, "ledger")
def give_back(request: HttpRequest, thing: File) -> HttpResponse:
    """Money of a stopped file that comes back."""
    form = GiveBackForm(**sent(request), initial={"on": clock.today()})

    def do() -> None:
        told = form.cleaned_data
        ending.give_back(
            request=thing, amount=told["amount"], on=told["on"], why=told["why"], by=request.actor, at=clock.now()
        )

    return formed(
        request, form, do, title=say("cofinancing.give_back_title"), intro=file.name_of(thing),
        back=reverse("cofinancing:show", args=[thing.pk]), done=say("cofinancing.saved"),
    )  # fmt: skip


@required("see", load_programme, "ledger")
def lines(request: HttpRequest, thing: Programme) -> HttpResponse:
    """The budget lines of a programme by donor; a new one, by who runs it."""
    writes = may(request.actor, "change", "ledger", thing)
    form = LineForm(request.POST if request.method == "POST" else None, donors=thing.donors.all())
    if request.method == "POST":
        if not writes:
            raise Http404
        if form.is_valid() and _opened(request, thing, form):
            return redirect("cofinancing:budget", programme_id=thing.pk)
    found = list(queries.lines_of(thing.pk))
    context = {
        "programme": thing, "title": text(thing, "title"), "lines": day.lines(found), "form": form if writes else None,
        "total": ledger.balance(Entry.objects.filter(line__programme=thing)), "files": sorted(exporting.FILES),
        "donors": exporting.by_donor(thing, found), "sample": thing.is_sample,
    }  # fmt: skip
    return render(request, "cofinancing/budget.html", context, status=422 if form.errors else 200)


def _opened(request: HttpRequest, programme: Programme, form: LineForm) -> bool:
    told, by, at = form.cleaned_data, request.actor, clock.now()
    try:
        budget.open_line_with(
            programme=programme, donor=told["donor"], code=told["code"], labels=(told["label_ar"], told["label_fr"]),
            amount=told["amount"], by=by, at=at,
        )  # fmt: skip
    except BadInput as fault:
        form.add_error(fault.field if fault.field in form.fields else None, getattr(fault.text, active()))
        return False
    messages.success(request, say("cofinancing.saved"))
    return True


@required("see", load_line)
@require_safe
def line(request: HttpRequest, thing: BudgetLine) -> HttpResponse:
    """One line: what it holds and every row, the newest first, by pages."""
    rows = thing.entries.select_related("request", "reversed_by").order_by("-number")
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit():
        rows = rows.filter(number__lt=min(int(before), 2**31 - 1))
    shown = list(rows[: finance.SHOWN + 1])
    more = str(shown[finance.SHOWN - 1].number) if len(shown) > finance.SHOWN else None
    context = {
        "line": day.line_row(thing, ledger.balance(thing.entries.all())), "programme": thing.programme,
        "rows": [finance.entry_row(each) for each in shown[: finance.SHOWN]], "more": more,
        "pays": may(request.actor, "create", thing), "allots": may(request.actor, "change", thing),
    }  # fmt: skip
    return render(request, "cofinancing/line.html", context)


@required("change", load_line)
def allot(request: HttpRequest, thing: BudgetLine) -> HttpResponse:
    """More money on a line."""
    form = AllotForm(**sent(request), initial={"on": clock.today()})

    def do() -> None:
        told = form.cleaned_data
        budget.allot(
            line=thing, amount=told["amount"], on=told["on"], why=told["why"], by=request.actor, at=clock.now()
        )

    return formed(
        request, form, do, title=say("cofinancing.allot_title"), intro=f"{thing.code} · {thing.shown(active())}",
        back=reverse("cofinancing:line", args=[thing.pk]), done=say("cofinancing.saved"),
    )  # fmt: skip


@required("see", load_export, "ledger")
@require_safe
def export(request: HttpRequest, thing: Programme) -> HttpResponse:
    """The whole ledger of a programme as a file."""
    name: str = thing.asked  # type: ignore[attr-defined]
    write, kind = exporting.FILES[name]
    response = HttpResponse(write(thing, active()), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@required("see", "proposal")
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """The things bought with the programme's money, and until when each is bound."""
    rows = queries.assets_of(request.actor.bodies)
    page = Paginator(rows, finance.SHOWN).get_page(request.GET.get("page"))
    return render(request, "cofinancing/register.html", {
        "rows": [
            money.asset_row(each) | {"name": file.name_of(each.request), "number": each.request.number}
            for each in page
        ],
        "total": page.paginator.count, "next": page.next_page_number() if page.has_next() else None,
        "writes": may(request.actor, "create", "granting"),
    })  # fmt: skip


@required("create", load_asset, "granting")
def gone(request: HttpRequest, thing: Asset) -> HttpResponse:
    """What became of a thing."""
    form = TakeBackForm(**sent(request), initial={"on": clock.today()})
    form.fields["why"].label = say("cofinancing.gone_why")

    def do() -> None:
        told = form.cleaned_data
        ending.gone(asset=thing, on=told["on"], why=told["why"], by=request.actor, at=clock.now())

    return formed(
        request, form, do, title=say("cofinancing.gone_title"), intro=thing.label, done=say("cofinancing.saved"),
        back=reverse("cofinancing:register"),
    )  # fmt: skip
