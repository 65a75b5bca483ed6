"""``wolouj work``, a worker; ``wolouj alerts``, one plan and one sending for whoever runs none."""

from __future__ import annotations

from wolouj.config import service
from wolouj.foundation import clock
from wolouj.foundation.actor import OPERATOR
from wolouj.foundation.command import Answer, parser, run
from wolouj.foundation.documents import Where, instant
from wolouj.foundation.words import pair


def work(argv: list[str]) -> int:
    """``wolouj work``: run the jobs as they come, until stopped (Ctrl-C, or a polite signal)."""

    def serve(args: list[str]) -> Answer:
        options = parser("work", "Run the jobs: the daily round, the alerts, their sending. Several may run.")
        options.add_argument("--at-once", type=int, default=2, metavar="N", help="jobs at the same time (2)")
        options.add_argument("--once", action="store_true", help="what waits now, then stop")
        given = options.parse_args(args)
        service.migrate([])
        _run(at_once=max(1, given.at_once), once=given.once)
        return Answer(0, {}, [])

    return run(argv, serve)


def _run(*, at_once: int, once: bool) -> None:
    """A worker on a connection of its own. It reads what jobs there are from ``wolouj.home.jobs``.

    ``once``: a worker that does not wait stops looking as soon as nothing is free, even if what it is doing holds the
    lock of a job that waits; so it looks again when it is done, until what is left belongs to others or to later.
    """
    from procrastinate.contrib.django import app

    with app.replace_connector(app.connector.get_worker_connector()) as working:
        while True:
            working.run_worker(concurrency=at_once, wait=not once, shutdown_graceful_timeout=60)
            if not once or not _one_is_free():
                return


def _one_is_free() -> bool:
    """Whether a job waits whose hour has come and whose lock nobody holds."""
    from django.db.models import Exists, OuterRef, Q
    from procrastinate.contrib.django.models import ProcrastinateJob

    held = ProcrastinateJob.objects.filter(status="doing", lock=OuterRef("lock"))
    due = Q(scheduled_at=None) | Q(scheduled_at__lte=clock.now())
    return ProcrastinateJob.objects.filter(due, ~Exists(held), status="todo").exists()


def alerts(argv: list[str]) -> int:
    """``wolouj alerts``: write what there is to tell, and send what is due."""

    def work(args: list[str]) -> Answer:
        options = parser("alerts", "Write what there is to tell, and send what is due. Again tells nothing twice.")
        options.add_argument("--at", metavar="INSTANT", help="as if it were then (now); nothing is sent then")
        told = options.parse_args(args).at
        at = instant(told, Where(None, None, "--at")) or clock.now()
        service.migrate([])
        from wolouj.home.jobs import send_all
        from wolouj.home.planning import plan_all

        planned = plan_all(by=OPERATOR, at=at)
        lines = [pair("home.alerts_planned", n=planned.alerts, off=planned.called_off)]
        data = {"planned": planned.as_json()}
        if told is None:
            sent = send_all()
            data["sent"] = sent.as_json()
            lines.append(pair("home.alerts_sent", n=sent.sent, later=sent.later, gave_up=sent.gave_up))
        return Answer(0, data, lines)

    return run(argv, work)
