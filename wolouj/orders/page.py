"""What the pages of an order show, as plain values: no template works anything out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from rulebook.engine import format as fmt
from rulebook.engine.calculation import Noted
from wolouj.foundation.words import active, say
from wolouj.orders import papers
from wolouj.orders.facts import ZERO, Road, may_tell
from wolouj.orders.models import Event, Kind, Order
from wolouj.orders.waiting import HERS, NEXT, OVER, Standing, Wait, standing

SIGNS: dict[Wait, str] = {
    Wait.ORDER: "wait", Wait.DELIVERY: "watch", Wait.REDO: "watch", Wait.ACCEPTANCE: "wait", Wait.INVOICE: "watch",
    Wait.CLOCK: "unknown", Wait.PAYMENT: "wait", Wait.LATE: "stop", Wait.UNBOUND: "unknown", Wait.PAID_LATE: "watch",
    Wait.PAID: "go", Wait.CLOSED: "go",
}  # fmt: skip
RANKS = (Wait.LATE, Wait.REDO, Wait.INVOICE, Wait.DELIVERY)
"""What waits for her, the most pressing first."""
TOLD_FIRST = frozenset({"counted", "late", "late_so_far", "on_time", "by_right", "ordered"})
"""The law's sentences shown at once; those of ``covered`` too, unless the buyer is bound."""


def object_of(order: Order) -> str:
    """What it is about, isolated."""
    return fmt.isolate_auto(order.object)


def row_of(road: Road, now: Standing, *, money: bool = True) -> dict[str, Any]:
    """An order in a list. ``money`` false: the amounts are behind the wall between rivals."""
    order = road.order
    return {
        "wait": now.wait,
        "sign": SIGNS[now.wait],
        "word": say(f"orders.word_{now.wait}"),
        "title": object_of(order),
        "detail": _detail(road, now, money),
        "url": reverse("orders:show", args=[order.id]),
    }


def _detail(road: Road, now: Standing, money: bool) -> str:
    """The buyer, then the one thing that matters: days late, the day awaited, or since when."""
    buyer = fmt.isolate_auto(road.order.buyer)
    if now.wait is Wait.LATE:
        key = "orders.row_late" if money else "orders.row_late_hidden"
        return say(key, buyer=buyer, n=now.days_late, out=road.outside)
    if now.wait is Wait.PAYMENT and now.due is not None:
        return say("orders.row_due", buyer=buyer, day=now.due, out=road.outside)
    return say("orders.row_since", buyer=buyer, day=now.since) if now.since else buyer


def list_page(roads: Iterable[Road], *, on: date) -> dict[str, Any]:
    """Her orders: what waits for her, what she waits for, what is over; how much is outside, since when."""
    dated = [(road, standing(road, on=on)) for road in roads]
    hers = sorted((each for each in dated if each[1].wait in HERS), key=lambda each: RANKS.index(each[1].wait))
    theirs = [each for each in dated if each[1].wait not in HERS | OVER]
    out = sum((road.outside for road, now in dated if now.wait is not Wait.CLOSED), ZERO)
    first = min((day for road, _ in dated if road.outside and (day := road.first(Kind.INVOICED))), default=None)
    late = sum((road.outside for road, now in dated if now.wait is Wait.LATE), ZERO)
    return {
        "hers": [row_of(*each) for each in hers],
        "theirs": [row_of(*each) for each in sorted(theirs, key=lambda each: each[1].due or date.max)],
        "over": [row_of(*each) for each in dated if each[1].wait in OVER][:30],
        "outside": out,
        "outside_since": first if out else None,
        "outside_late": late,
        "any": bool(dated),
    }


def desk_rows(roads: Iterable[Road], *, on: date, most: int) -> list[dict[str, Any]]:
    """The few orders of a person's desk: what waits for her hand, then the payments awaited."""
    page = list_page(roads, on=on)
    return [*page["hers"], *page["theirs"]][:most]


def show_page(road: Road, *, on: date) -> dict[str, Any]:
    """One order: where it stands, what the law says of it, its money, its days, its papers, what may be told."""
    order, now = road.order, standing(road, on=on)
    following = NEXT.get(now.wait)
    return {
        "order": order,
        "road": road,
        "wait": now.wait,
        "sign": SIGNS[now.wait],
        "word": say(f"orders.head_{now.wait}"),
        "why": why_of(road, now),
        "after": say(f"orders.then_{now.wait}") if now.wait not in OVER else "",
        "title": object_of(order),
        "elsewhere": order.won_elsewhere,
        "law": law_rows(now.steps),
        "questions": _questions(now, road),
        "money": _money_rows(road),
        "days": [_event_row(event) for event in road.events],
        "before": [_event_row(event) for event in order.events.all() if event not in road.events],
        "papers": papers_of(road, on=on),
        "next": following if following is not None and may_tell(road, following) else None,
        "next_word": say(f"orders.tell_{following}") if following else "",
        "others": [
            {"title": say(f"orders.tell_{kind}"), "url": reverse("orders:tell", args=[order.id, kind])}
            for kind in Kind if kind is not following and may_tell(road, kind)
        ],
        "speaks": now.wait in {Wait.LATE, Wait.PAID_LATE, Wait.CLOCK},
        "letter": reverse("orders:paper", args=[order.id, "reminder.pdf"]) if now.wait is Wait.LATE else "",
    }  # fmt: skip


def why_of(road: Road, now: Standing) -> str:
    """One sentence under the word: whose turn it is, with its day."""
    if now.wait is Wait.LATE:
        return say("orders.why_late", n=now.days_late, day=now.due, out=road.outside)
    if now.wait is Wait.PAYMENT:
        return say("orders.why_payment", day=now.due, out=road.outside)
    if now.wait is Wait.PAID_LATE:
        return say("orders.why_paid_late", n=now.days_late)
    if now.wait in {Wait.ORDER, Wait.CLOSED}:
        return say(f"orders.why_{now.wait}")
    return say(f"orders.why_{now.wait}", day=now.since)


def law_rows(steps: Iterable[Noted]) -> list[dict[str, Any]]:
    """The law's own sentences, each with its articles and how sure it is."""
    return [
        {"text": getattr(step.text, active()), "articles": step.articles, "confidence": step.confidence}
        for step in steps
        if step.name in TOLD_FIRST or (step.name.startswith("covered.") and step.name != "covered.bound")
    ]


def _questions(now: Standing, road: Road) -> list[dict[str, str]]:
    """What no text we hold settles, with whom to ask. Without lateness, nothing about interest is asked."""
    lang = active()
    wanted = [q for q in now.questions if now.days_late or q.key == "payment.listed_establishment"]
    rows = [{"text": getattr(q.text, lang), "ask": getattr(q.ask, lang)} for q in wanted]
    if road.of(Kind.RESERVED) and now.wait in {Wait.PAYMENT, Wait.LATE}:
        rows.append({"text": say("orders.ask_reservations"), "ask": say("orders.ask_buyer")})
    if now.wait is Wait.INVOICE:
        rows.append({"text": say("orders.ask_platform"), "ask": say("orders.ask_buyer")})
    return rows


def _money_rows(road: Road) -> list[dict[str, Any]]:
    """The sums, the last one being what is outside."""
    rows = [("order", road.order.amount), ("invoiced", road.invoiced), ("received", road.received)]
    if road.withheld:
        rows.append(("withheld", road.withheld))
    if road.invoiced:
        rows.append(("outside", road.outside))
    return [{"label": say(f"orders.sum_{key}"), "amount": amount} for key, amount in rows]


def _event_row(event: Event) -> dict[str, Any]:
    """One event on the line of days."""
    parts = [say("orders.on_day", day=event.on)]
    if event.amount is not None:
        parts.append(fmt.money(event.amount, active()))
    if event.number:
        parts.append(fmt.isolate(event.number))
    return {
        "title": say(f"orders.kind_{event.kind}"),
        "detail": say("foundation.comma").join(f" {part}" if i else part for i, part in enumerate(parts)),
        "taken_back": event.taken_back,
        "icon": "camera" if event.paper else "check",
        "url": reverse("orders:event", args=[event.id]),
    }


def papers_of(road: Road, *, on: date) -> list[dict[str, str]]:
    """The papers that may be printed of the order as it stands."""
    printed = [name for name in papers.FILES if papers.may_print(road, name, on=on)]
    words = {name: say(f"orders.file_{name.removesuffix('.pdf').replace('-', '_')}") for name in printed}
    return [{"title": words[name], "url": reverse("orders:paper", args=[road.order.id, name])} for name in printed]


def event_page(event: Event, *, current: bool) -> dict[str, Any]:
    """What was told of one event, and what it replaced."""
    facts = [("calendar", say(f"orders.on_{event.kind}"), fmt.day(event.on, active()))]
    if event.amount is not None:
        facts.append(("money", say(f"orders.amount_{event.kind}"), fmt.money(event.amount, active())))
    if event.withheld is not None:
        facts.append(("money", say("orders.withheld"), fmt.money(event.withheld, active())))
    if event.number:
        facts.append(("quote", say("orders.number"), fmt.isolate(event.number)))
    if event.how:
        facts.append(("share", say("orders.how"), say(f"orders.how_{event.how}")))
    if event.note:
        facts.append(("notice", say("orders.why" if event.taken_back else "orders.note"), fmt.isolate_auto(event.note)))
    facts.append(("clock", say("orders.told_at"), fmt.instant(event.told_at, active())))
    return {
        "event": event,
        "order": event.order,
        "title": say(f"orders.kind_{event.kind}"),
        "facts": [{"icon": icon, "label": label, "value": value} for icon, label, value in facts],
        "helped": bool(event.on_behalf_of),
        "current": current,
        "before": _event_row(event.instead_of) if event.instead_of is not None else None,
    }
