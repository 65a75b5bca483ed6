"""``wolouj collect``: what a run would do, one run, or a recorded run played again."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from wolouj.config import service
from wolouj.foundation import clock
from wolouj.foundation.actor import OPERATOR
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.command import Answer, Parser, parser, printable, run
from wolouj.foundation.documents import Where, instant
from wolouj.foundation.words import pair

if TYPE_CHECKING:
    from wolouj.notices.collecting.run import Progress
    from wolouj.notices.collecting_models import CollectingRun

LISTS = ("tenders", "orders", "results")


def collect(argv: list[str]) -> int:
    """``wolouj collect``: exit 1 when the run was stopped or left pages aside."""

    def work(args: list[str]) -> Answer:
        given = _options().parse_args(args)
        service.migrate([])
        if given.plan:
            return _plan()
        if given.again:
            return _again()
        return _replay(given) if given.replay else _run(given)

    return run(argv, work)


def _options() -> Parser:
    options = parser("collect", "Read the portal's public pages, politely. Off until the settings turn it on.")
    options.add_argument("--plan", action="store_true", help="say what a run would do, and ask nothing")
    options.add_argument("--again", action="store_true", help="ask again after a refusal: your decision")
    options.add_argument("--only", action="append", choices=LISTS, metavar="LIST")
    options.add_argument("--record", metavar="FOLDER", help="also write each answer there")
    options.add_argument("--replay", metavar="FOLDER", help="play a recording: nothing is asked of anybody")
    options.add_argument("--at", metavar="INSTANT", help="of a recording: as if it were then (now)")
    options.add_argument("--sample", action="store_true", help="of a recording: all of it is invented")
    return options


def _plan() -> Answer:
    from wolouj.notices.collecting.reading_pages import due
    from wolouj.notices.collecting.switch import as_set
    from wolouj.notices.collecting_models import CollectedList

    switch, at = as_set(), clock.now()
    held = {row.name: row.held or ("asked_to_wait" if row.back_at and row.back_at > at else "")
            for row in CollectedList.objects.all()}  # fmt: skip
    lists = {
        name: {"pages_due": due(name, at).count(), "waits": held.get(name) or None} for name in ("tenders", "orders")
    }
    data = {
        "on": switch.on, "contact": switch.contact or None, "open_now": switch.manners.is_open(at),
        "hours": list(switch.manners.hours), "pause": switch.manners.pause, "tenders": switch.portal.tenders,
        "orders": switch.portal.orders, "lists": lists, "results": {"waits": held.get("results") or None},
    }  # fmt: skip
    first, last = switch.manners.hours
    text = [
        pair("notices.collect.is_on" if switch.on else "notices.collect.is_off"),
        pair("notices.collect.plan_hours", first=first, last=last, pause=round(switch.manners.pause)),
        pair("notices.collect.plan_pages", tenders=lists["tenders"]["pages_due"], orders=lists["orders"]["pages_due"]),
    ]
    return Answer(0, data, text)


def _again() -> Answer:
    from wolouj.notices.collecting.running import release

    freed = release(by=OPERATOR, at=clock.now())
    return Answer(0, {"released": freed}, [pair("notices.collect.released", n=freed)])


def _run(given: Namespace) -> Answer:
    from wolouj.notices.collecting.running import collect_once
    from wolouj.notices.collecting.switch import turned_on

    switch = turned_on()
    record = Path(given.record) if given.record else None
    visitor = switch.visitor(now=clock.now, record=record)
    only = frozenset(given.only or LISTS)
    done = collect_once(by=OPERATOR, at=clock.now(), visitor=visitor, portal=switch.portal, only=only, progress=_bar())
    return _answer(done)


def _replay(given: Namespace) -> Answer:
    from wolouj.notices.collecting.manners import Manners, Visitor
    from wolouj.notices.collecting.recording import replayed
    from wolouj.notices.collecting.running import collect_once
    from wolouj.notices.collecting.switch import as_set

    folder = Path(given.replay)
    if not folder.is_dir():
        raise BadInput(pair("notices.collect.recording_empty"), printable(str(folder)))
    at = instant(given.at, Where(None, None, "--at")) or clock.now()
    anytime = Manners(pause=0, hours=(0, 24))
    visitor = Visitor(replayed(folder), anytime, lambda: at, "Wolouj-collector", wait=lambda _: None)
    only = frozenset(given.only or LISTS)
    done = collect_once(
        by=OPERATOR, at=at, visitor=visitor, portal=as_set().portal, only=only, replayed=True,
        is_sample=given.sample, progress=_bar(),
    )  # fmt: skip
    return _answer(done)


def _answer(done: CollectingRun) -> Answer:
    from wolouj.notices.collecting import telling

    return Answer(1 if done.stopped or done.refused else 0, telling.as_json(done), list(telling.told(done)))


def _bar() -> Progress | None:
    """Where the run stands, on a terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        return None

    def told(row: CollectingRun) -> None:
        line = f"{row.requests} → {row.listed} · {row.read} ✓ · {len(row.refused)} ✗"
        print(f"\r{line} ", end="", file=sys.stderr, flush=True)

    return told
