"""What runs apart from the pages, and when. Read by a worker only: ``wolouj work``.

Any number of workers may run, on any number of machines: each is a scheduler too, and the database lets each instant
of a periodic job be written once. A worker that was killed leaves its job "doing"; another takes it up again once it
has not been heard of for a while. Every job may run twice: what it writes has keys.

To add a job: a function that does the work with ``by`` and ``at``, and here a task with its hours, inside ``run``.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any

from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued, UniqueViolation
from procrastinate.jobs import Status

from wolouj.alerts import sending
from wolouj.coaching import reminding as clocks
from wolouj.foundation import clock
from wolouj.foundation.actor import OPERATOR
from wolouj.foundation.jobs import Told, run
from wolouj.foundation.outbox.sending import Batch
from wolouj.home.daily import daily_round
from wolouj.home.planning import plan_all, remind_all
from wolouj.support.telling import phones_of

LANES = 4
"""Sendings that may run at once: one a worker, for so many workers."""
SILENT = 30
"""Seconds without a sign of life after which a worker is taken for dead; it gives one every ten."""
KEPT_HOURS = 7 * 24
"""How long a job that went well is kept in the queue's own table."""
AGAIN = RetryStrategy(max_attempts=3, wait=60)

Work = Callable[[Told], None]


def job(name: str) -> Callable[[Work], Callable[..., None]]:
    """A function as a run that is written down."""

    def wrap(work: Work) -> Callable[..., None]:
        @wraps(work)
        def running(timestamp: int = 0) -> None:
            with run(name, clock=clock.now) as told:
                work(told)

        return running

    return wrap


@app.periodic(cron="10 5 * * *")  # the hours here are of UTC: six in the morning in Casablanca
@app.task(name="daily_round", lock="daily_round", queueing_lock="daily_round", retry=AGAIN)
@job("daily_round")
def daily(told: Told) -> None:
    """The order of the day."""
    told.report(**daily_round(by=OPERATOR, at=clock.now()).as_json())


@app.periodic(cron="5 * * * *")
@app.task(name="plan_alerts", lock="plan_alerts", queueing_lock="plan_alerts", retry=AGAIN)
@job("plan_alerts")
def plan_alerts(told: Told) -> None:
    """What there is to tell, then the sending of it."""
    at = clock.now()
    told.report(**plan_all(by=OPERATOR, at=at).as_json(), reminders=remind_all(by=OPERATOR, at=at))
    defer_sending()


@app.periodic(cron="*/5 * * * *")
@app.task(name="start_sending", queueing_lock="start_sending")
def start_sending(timestamp: int = 0) -> None:
    """What became due meanwhile, and what is tried again."""
    defer_sending()


def defer_sending() -> None:
    """A sending in each lane that has none waiting."""
    at = clock.now()
    sending.take_back(by=OPERATOR, at=at)
    clocks.take_back(by=OPERATOR, at=at)
    for lane in range(LANES):
        with suppress(AlreadyEnqueued), transaction.atomic():
            send_alerts.configure(queueing_lock=f"send_{lane}", lock=f"send_{lane}").defer()


@app.task(name="send_alerts", retry=AGAIN)
def send_alerts() -> None:
    """Send until nothing is due. A lane that finds nothing leaves no trace."""
    first = sending.send(by=OPERATOR, at=clock.now(), others=phones_of)
    if not first.claimed:
        return
    with run("send_alerts", clock=clock.now) as told:
        done, last = first, first
        while last.claimed:
            told.so_far(done.claimed)
            last = sending.send(by=OPERATOR, at=clock.now(), others=phones_of)
            done += last
        told.so_far(done.claimed)
        told.report(**done.as_json())


def send_all() -> Batch:
    """Send what is due, here and now, for who runs no worker."""
    done, last = Batch(), Batch(claimed=1)
    while last.claimed:
        last = sending.send(by=OPERATOR, at=clock.now(), others=phones_of)
        done += last
    return done


@app.periodic(cron="* * * * *")
@app.task(name="take_up", queueing_lock="take_up", pass_context=True)
async def take_up(context: Any, timestamp: int = 0) -> None:
    """The jobs of workers that died are run again; where the same job waits already, that one does the work."""
    manager = context.app.job_manager
    for stalled in await manager.get_stalled_jobs(seconds_since_heartbeat=SILENT):
        try:
            await manager.retry_job(stalled)
        except UniqueViolation:
            await manager.finish_job(stalled, Status.ABORTED, delete_job=False)


@app.periodic(cron="20 * * * *")
@app.task(name="collect", lock="collect", queueing_lock="collect")
def collect(timestamp: int = 0) -> None:
    """The portal's public pages, where the operator turned it on and within its hours."""
    from wolouj.notices.collecting.running import collect_once
    from wolouj.notices.collecting.switch import as_set

    switch, at = as_set(), clock.now()
    if not switch.on or not switch.manners.is_open(at):
        return
    with run("collect", clock=clock.now) as told:
        done = collect_once(
            by=OPERATOR, at=at, visitor=switch.visitor(now=clock.now, record=None), portal=switch.portal,
            only=frozenset({"tenders", "orders", "results"}), progress=lambda row: told.so_far(row.requests),
        )  # fmt: skip
        told.report(read=done.read, created=done.created, updated=done.updated, refused=len(done.refused))


@app.periodic(cron="40 3 * * *")
@app.task(name="tidy", queueing_lock="tidy", pass_context=True)
async def tidy(context: Any, timestamp: int = 0) -> None:
    """Old jobs leave the queue's table."""
    await context.app.job_manager.delete_old_jobs(nb_hours=KEPT_HOURS)
