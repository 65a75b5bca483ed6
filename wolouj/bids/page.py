"""What the pages of a quote show, as plain values: no template works anything out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse

from rulebook.bid_file import BidFile
from rulebook.engine import format as fmt
from rulebook.engine.counterfactual import Changes
from rulebook.engine.facts import BidderKind, VatStatus
from rulebook.engine.verdict import About, Finding, Force, Outcome, Verdict
from wolouj.bids import asked, ways
from wolouj.bids.asked import text_of
from wolouj.bids.facts import COST_PARTS, HOURS
from wolouj.bids.forms import LinePriceForm, PriceForm
from wolouj.bids.models import Quote, QuoteLine, State, Version
from wolouj.bids.pricing_types import PricedQuote, QuoteWarning, WarningCode
from wolouj.bids.states import SPEAKS, may_follow
from wolouj.foundation.words import active, say
from wolouj.notices.models import Notice
from wolouj.structures.models import Structure

OPEN_OUTCOMES = (Outcome.NOT_MET, Outcome.UNKNOWN)
SIGN_OF = {
    State.DRAFT: "wait",
    State.READY: "go",
    State.SENT: "wait",
    State.INVITED: "watch",
    State.CONFIRMED: "wait",
    State.WON: "go",
    State.LOST: "stop",
    State.DECLINED: "unknown",
    State.WITHDRAWN: "unknown",
    State.CANCELLED: "stop",
}
KNOT_OF = {
    State.DRAFT: "quote",
    State.READY: "deposit",
    State.SENT: "deposit",
    State.INVITED: "deposit",
    State.CONFIRMED: "deposit",
    State.WON: "payment",
}


def name_of(structure: Structure) -> str:
    """The structure's name in the active language, isolated."""
    return fmt.isolate_auto(structure.shown_name(active()))


def structure_rows(mine: Iterable[Structure], notice: Notice) -> list[dict[str, str]]:
    """With which structure?"""
    where = reverse("bids:decide", args=[notice.id])
    return [{"title": name_of(s), "url": f"{where}?structure={s.id}"} for s in mine]


def quote_row(quote: Quote, *, at: datetime) -> dict[str, str]:
    """A quote in a list: what, for whom, where it stands."""
    return {
        "title": fmt.isolate_auto(quote.notice.object),
        "word": say(f"bids.state_{quote.state}"),
        "detail": fmt.isolate_auto(quote.notice.buyer.name),
        "sign": SIGN_OF[State(quote.state)],
        "url": reverse("bids:prices" if quote.state == State.DRAFT else "bids:show", args=[quote.id]),
    }


def _rank(finding: Finding) -> tuple[int, int]:
    """What needs a hand first, what is met after; within each, what decides first."""
    needs = {Outcome.NOT_MET: 0, Outcome.UNKNOWN: 1, Outcome.MET: 2, Outcome.NOT_CONCERNED: 3}[finding.outcome]
    weight = {Force.DECIDES: 0, Force.WARNS: 1, Force.INFORMS: 2, Force.ASKS: 3}[finding.force]
    return (needs, weight)


def finding_rows(findings: Iterable[Finding], structure: Structure, back: str) -> list[dict[str, Any]]:
    """Findings in the order they are read, each with where its remedy leads; ``back``: the page that shows them."""
    return [{"finding": f, "url": ways.remedy_url(f, structure, back)} for f in sorted(findings, key=_rank)]


def _by_chapter(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What is good to know, subject by subject, in the order of the verdict."""
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        groups.setdefault(row["finding"].rule.partition(".")[0], []).append(row)
    return [{"title": say(f"bids.chapter_{name}"), "rows": each} for name, each in groups.items()]


def decide_page(
    structure: Structure, notice: Notice, found: Changes, file: BidFile | None, *, at: datetime
) -> dict[str, Any]:
    """The verdict before any price, what would change it, and the papers."""
    verdict, back = found.verdict, f"{reverse('bids:decide', args=[notice.id])}?structure={structure.id}"
    shown = [f for f in verdict.findings if f.outcome is not Outcome.NOT_CONCERNED and f.about is not About.QUOTE]
    open_ones = [f for f in shown if f.outcome in OPEN_OUTCOMES and f.force in (Force.DECIDES, Force.WARNS)]
    over = _over(notice, at)
    sign, word, why = over or _decision(verdict, open_ones)
    told = [f for f in shown if f.force is Force.INFORMS and f not in open_ones]
    turning, groups = asked.ways_by_rule(found), asked.paper_groups(file, structure, back)
    rows = [{**row, "ways": turning.get(row["finding"].rule, [])} for row in finding_rows(shown, structure, back)]
    return {
        "notice": notice,
        "structure": structure,
        "structure_name": name_of(structure),
        "sign": sign,
        "word": word,
        "why": why,
        "to_settle": [row for row in rows if row["finding"] in open_ones],
        "informs": _by_chapter([row for row in rows if row["finding"] in told]),
        "informs_count": len(told),
        "met": [row for row in rows if row["finding"].outcome is Outcome.MET and row["finding"] not in told],
        "enough": asked.enough_for_a_yes(found),
        "questions": [{"text": text_of(q.text), "ask": text_of(q.ask)} for q in verdict.questions],
        "papers": groups,
        "papers_count": asked.count(groups),
        "may_price": not over and bool(notice.lines.exists()),
        "cancelled": notice.cancelled_at is not None,
        "past": notice.deadline is not None and notice.deadline < at,
        "law_on": verdict.law_on,
        "now": at,
    }


def _over(notice: Notice, at: datetime) -> tuple[str, str, str] | None:
    """What ends the question whoever asks it: nobody may answer a notice that was cancelled, or has closed."""
    if notice.cancelled_at is not None:
        return "stop", say("notices.cancelled"), say("notices.cancelled_why")
    if notice.deadline is not None and notice.deadline < at:
        return "wait", say("notices.closed_word"), say("notices.closed_why")
    return None


def _decision(verdict: Verdict, open_ones: list[Finding]) -> tuple[str, str, str]:
    if verdict.outcome is Outcome.NOT_MET:
        return "stop", say("bids.may_not"), say("bids.may_not_why")
    if verdict.outcome is Outcome.NOT_CONCERNED:
        return "unknown", say("bids.own_rules"), say("bids.own_rules_why")
    settle = [f for f in open_ones if f.about is About.BIDDER and f.force in (Force.DECIDES, Force.WARNS)]
    if verdict.outcome is Outcome.MET:
        why = say("bids.may_check", n=len(open_ones)) if open_ones else say("bids.may_why")
        return "go", say("bids.may"), why
    if not settle:
        return "unknown", say("bids.may_unknown"), say("bids.may_unknown_why")
    return "watch", say("bids.may_if", n=len(settle)), say("bids.may_if_why")


def prices_page(
    version: Version, rows: list[QuoteLine], forms: list[PriceForm], *, asks_rate: bool, at: datetime
) -> dict[str, Any]:
    """The list of lines to price."""
    quote = version.quote
    asked = {line.number: line for line in quote.notice.lines.all()}
    regime = quote.structure.vat_status
    return {
        "quote": quote,
        "rows": [
            {"row": row, "asked": asked.get(row.number), "form": form} for row, form in zip(rows, forms, strict=True)
        ],
        "wrong": [form for form in forms if form.errors],
        "asks_rate": asks_rate,
        "vat_url": ways.question_url(quote.structure_id, "vat", reverse("bids:prices", args=[quote.id])),
        "cost_note": say("bids.cost_incl" if regime != VatStatus.STANDARD else "bids.cost_excl"),
        "regime_unknown": not asks_rate and not regime and quote.structure.kind != BidderKind.AUTO_ENTREPRENEUR,
        "now": at,
    }


def line_initial(row: QuoteLine) -> dict[str, Any]:
    """The boxes of one line; a cost told whole stands in the first part."""
    initial = {name: getattr(row, name) for name in (*COST_PARTS, *HOURS, "unit_price", "vat_rate")}
    if row.unit_cost is not None and all(initial[part] is None for part in COST_PARTS):
        initial["inputs"] = row.unit_cost
    return initial


def line_page(
    version: Version, rows: list[QuoteLine], row: QuoteLine, form: LinePriceForm, *, asks_rate: bool, at: datetime
) -> dict[str, Any]:
    """One line: parts of the cost, price, what is left."""
    quote = version.quote
    asked = quote.notice.lines.filter(number=row.number).first()
    last = rows[-1].position == row.position
    return {
        "quote": quote,
        "row": row,
        "asked": asked,
        "form": form,
        "parts": [form[part] for part in COST_PARTS],
        "hours": [form[name] for name in HOURS],
        "asks_rate": asks_rate,
        "place": rows.index(row) + 1,
        "count": len(rows),
        "last": last,
        "cost_note": say("bids.cost_incl" if quote.structure.vat_status != VatStatus.STANDARD else "bids.cost_excl"),
    }


def show_page(version: Version, worked: PricedQuote, verdict: Verdict, *, at: datetime) -> dict[str, Any]:
    """The quote as it stands."""
    quote = version.quote
    state = State(quote.state)
    blocking = [w for w in worked.warnings if w.blocking]
    law = [f for f in verdict.findings if f.about is About.QUOTE and f.outcome is Outcome.NOT_MET]
    losses = [w for w in worked.warnings if w.code is WarningCode.BELOW_COST]
    word, why, sign = _standing(state, blocking, quote, told=len(law))
    margin = _margin(worked)
    return {
        "quote": quote,
        "version": version,
        "worked": worked,
        "sign": sign,
        "word": word,
        "why": why,
        "knot": KNOT_OF.get(state, "quote"),
        "losses": [warning_row(w, quote) for w in losses],
        "blocking": [warning_row(w, quote) for w in blocking if w not in losses],
        "others": [warning_row(w, quote) for w in worked.warnings if not w.blocking and w not in losses],
        "law": finding_rows(law, quote.structure, reverse("bids:show", args=[quote.id])),
        "draft": state is State.DRAFT,
        "can_ready": state is State.DRAFT and worked.ready,
        "margin": margin if margin is None else abs(margin),
        "below": margin is not None and margin < 0,
        "steps": _told_steps(quote),
        "receipts": list(quote.receipts.order_by("added_at")),
        "structure_name": name_of(quote.structure),
        "files": [(name, say(f"bids.file_{name.split('.')[1]}")) for name in ("quote.pdf", "quote.xlsx")],
        "next": [s.value for s in (State.INVITED, State.CONFIRMED, State.WON, State.LOST) if _may(state, s)],
        "can_withdraw": _may(state, State.WITHDRAWN),
        "can_change": _may(state, State.DRAFT) and state is not State.DECLINED,
        "speaks": state in SPEAKS,
        "watch_account": state in (State.SENT, State.INVITED),
        "now": at,
    }


def _may(now: State, after: State) -> bool:
    return may_follow(now, after)


def _standing(state: State, blocking: list[QuoteWarning], quote: Quote, *, told: int) -> tuple[str, str, str]:
    """Word, why and sign at the top."""
    if state is not State.DRAFT:
        why = say(f"bids.why_{state.value}")
        if state is State.READY and quote.notice.deadline:
            why = say("bids.ready_until", deadline=quote.notice.deadline)
        return say(f"bids.head_{state.value}"), why, SIGN_OF[state]
    losses = [w for w in blocking if w.code is WarningCode.BELOW_COST]
    if losses:
        return say("bids.head_loss"), text_of(losses[0].text), "stop"
    if blocking:
        return say("bids.head_missing", n=len(blocking)), say("bids.why_missing"), "watch"
    if told:
        return say("bids.head_can_be_ready"), say("bids.why_read_first", n=told), "watch"
    return say("bids.head_can_be_ready"), say("bids.why_can_be_ready"), "go"


def _margin(worked: PricedQuote) -> Decimal | None:
    margins = [line.margin for line in worked.lines]
    return None if not margins or any(m is None for m in margins) else sum((m for m in margins if m), Decimal(0))


def warning_row(warning: QuoteWarning, quote: Quote) -> dict[str, str]:
    """A warning with the place where it is settled."""
    lost = (WarningCode.BELOW_COST, WarningCode.CANCELLED, WarningCode.PAST_DEADLINE)
    sign = "stop" if warning.code in lost else "watch"
    return {"title": text_of(warning.text), "sign": sign, "url": ways.warning_url(warning, quote)}


def _told_steps(quote: Quote) -> list[dict[str, Any]]:
    return [
        {"word": say(f"bids.state_{step.state}"), "at": step.at, "note": step.note, "helped": bool(step.on_behalf_of)}
        for step in quote.steps.all()
    ]


def deposit_page(version: Version, worked: PricedQuote, *, at: datetime) -> dict[str, Any]:
    """The deposit step by step, with the prices to copy."""
    quote = version.quote
    notice = quote.notice
    steps = [
        say("bids.deposit_1"),
        say("bids.deposit_2", reference=fmt.isolate(notice.reference), buyer=notice.buyer.name),
        say("bids.deposit_3", n=len(worked.lines)),
        say("bids.deposit_4"),
        say("bids.deposit_5"),
    ]
    return {"quote": quote, "worked": worked, "notice": notice, "deposit_steps": steps, "now": at}
