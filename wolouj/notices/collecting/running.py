"""One run of the collector: the lists, then the pages that are due. Stopped anywhere, the next run goes on from there.

Each page is saved with what it told, in one transaction. What a list no longer shows is not taken for cancelled: its
page is read again, and says so or not.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.db import connection, transaction
from django.db.models import Q

from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair
from wolouj.notices.collecting.exchanges import Stopped
from wolouj.notices.collecting.lists import ADAPTERS, Portal
from wolouj.notices.collecting.manners import Visitor
from wolouj.notices.collecting.reading_lists import read_list, read_results
from wolouj.notices.collecting.reading_pages import read_pages
from wolouj.notices.collecting.run import Progress, Run
from wolouj.notices.collecting_models import CollectedList, CollectingRun, ListName
from wolouj.notices.importing import remember

_LOCK = 0x636F6C6C656374
LIST_RESTS = timedelta(minutes=45)
"""A list read to its end so lately is not read again: a run that goes on goes straight to the pages."""


def collect_once(
    *,
    by: Actor,
    at: datetime,
    visitor: Visitor,
    portal: Portal,
    only: frozenset[str] = frozenset(ListName.values),
    replayed: bool = False,
    is_sample: bool = False,
    progress: Progress | None = None,
) -> CollectingRun:
    """Run once, until all is done or something says to stop; the row of the run tells which.

    Args:
        only: names of :class:`ListName`; the others are left alone.
        replayed: from a recording: what the portal asked of us (wait, refusal) is neither heeded nor remembered.
        progress: called after each page with the row of the run.

    Raises:
        BadInput: another run is going on.
    """
    with _alone():
        run = Run(CollectingRun(at=at, replayed=replayed), visitor, portal, by, is_sample, progress)
        run.save()
        states = {name: CollectedList.objects.get_or_create(name=name)[0] for name in ListName.values}
        stopped: Stopped | None = None
        try:
            for name in (each for each in ListName.values if each in only):
                refused = None if replayed else _asked_not_to(run, states[name])
                if refused is None:
                    _read(run, states[name])
                stopped = stopped or refused
        except Stopped as told:
            stopped = told
            if not replayed:
                CollectedList.objects.filter(name__in=_neighbours(portal, name)).update(
                    back_at=told.until, held=told.reason if told.held else ""
                )
        finally:
            _end(run, stopped)
    return run.row


def _end(run: Run, stopped: Stopped | None) -> None:
    run.row.ended_at, run.row.stopped = run.now, stopped.reason if stopped else ""
    with transaction.atomic():
        run.save()
        counts = {name: getattr(run.row, name) for name in ("requests", "read", "created", "updated", "gone")}
        if run.done.read:
            remember(run.done, f"collect-{run.row.pk}", "collected", by=run.by, at=run.row.at)
        audit.record(at=run.row.at, by=run.by, act="notices_collected", about=run.row,
                     detail=counts | {"refused": len(run.done.refused), "stopped": run.row.stopped})  # fmt: skip


def _asked_not_to(run: Run, state: CollectedList) -> Stopped | None:
    """What the portal asked of us the last time, while it holds."""
    reason = "held" if state.held else "asked_to_wait" if state.back_at and run.now < state.back_at else ""
    if not reason:
        return None
    run.row.lists[state.name] = reason
    return Stopped(reason)


def _neighbours(portal: Portal, name: str) -> list[str]:
    """The lists of the same site: what it asks of one visitor it asks for all of them."""
    sites = {each: urlsplit(portal.tenders if each == ListName.TENDERS else portal.orders).netloc
             for each in ListName.values}  # fmt: skip
    return [each for each, site in sites.items() if site == sites[name]]


def _read(run: Run, state: CollectedList) -> None:
    """Read one list and the pages of it that are due. Raises :class:`Stopped`."""
    try:
        if state.name == ListName.RESULTS:
            read_results(run, state)
            return
        adapter = next(each for each in ADAPTERS if each.name == state.name)
        if run.row.replayed or state.whole_at is None or run.now - state.whole_at >= LIST_RESTS:
            read_list(run, adapter, state)
        else:
            run.row.lists[state.name] = "read_lately"
        read_pages(run, adapter)
    except Stopped as told:
        run.row.lists.setdefault(state.name, told.reason)
        raise


@contextmanager
def _alone() -> Iterator[None]:
    """One run at a time, on this machine or another: two would ask twice as fast as one may."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            raise BadInput(pair("notices.collect.already"))
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def release(*, by: Actor, at: datetime) -> int:
    """Ask again where the portal refused us or asked us to wait: a person's decision. How many lists that concerns."""
    with transaction.atomic():
        freed = CollectedList.objects.filter(~Q(held="") | Q(back_at__isnull=False)).update(held="", back_at=None)
        if freed:
            audit.record(at=at, by=by, act="collecting_released", about="collecting", detail={"lists": freed})
    return freed
