"""The operator's page: what ran and what came of it, what waits, what failed, messages that could not leave.

Counts, kinds and words of ours only: an administrator keeps the house running and sees nobody's affairs.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Count
from django.http import Http404
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from rulebook.engine import format as fmt
from rulebook.engine.format import Lang
from wolouj.alerts.kinds import Kind
from wolouj.foundation.jobs import SILENT, latest
from wolouj.foundation.outbox.channels import open_channels
from wolouj.foundation.outbox.models import Channel, JobRun, Message
from wolouj.foundation.outbox.reading import dead_letters, standing
from wolouj.foundation.words import active, say
from wolouj.home.daily import Report

RUNS_SHOWN = 20
LETTERS_SHOWN = 50
_ALIVE = 60
"""Seconds since its last sign within which a worker lives: it gives one every ten."""
_NAMED = frozenset({"daily_round", "plan_alerts", "send_alerts", "collect", "start_sending", "take_up", "tidy"})
_COUNTED = frozenset(
    {"match", "changed", "closing", "deposit", "watch", "result", "paper", "digest", "answer", "promise", "invited",
     "moved", "order", "reminders", "called_off", "sent", "later", "gave_up", "read", "created", "updated", "refused"}
)  # fmt: skip
_KINDS = frozenset(map(str, Kind))
_ROUND = frozenset(each.name for each in fields(Report))
_UNTOLD = frozenset({"claimed"})
_TROUBLE = frozenset(
    {"sms_off", "sms_late", "sms_unreachable", "mail_refused", "mail_server", "mail_unreachable", "crashed"}
)


@dataclass(frozen=True, slots=True)
class Letter:
    """A message that could not leave, in the operator's hands: neither whom it is for nor what it says is shown."""

    right_object: ClassVar[str] = "job"
    message: Message

    def owners(self) -> set[UUID]:
        """Nobody's, for this purpose."""
        return set()


def load_letter(message_id: UUID) -> Letter:
    """A message by its id."""
    found = Message.objects.filter(id=message_id).first()
    if found is None:
        raise Http404
    return Letter(found)


def operator_page(*, at: datetime) -> dict[str, Any]:
    """Everything the page shows, in a fixed number of queries."""
    box, letters = standing(at=at), dead_letters(LETTERS_SHOWN)
    return {
        "box": box,
        "oldest": box.oldest,
        "letters": [_letter(each) for each in letters],
        "more_letters": max(0, box.gave_up - len(letters)),
        "runs": [_run(each, at) for each in latest(RUNS_SHOWN)],
        "queue": _queue(),
        "workers": _workers(at),
        "sms_open": Channel.SMS in open_channels(),
    }


def _workers(at: datetime) -> int:
    beats = ProcrastinateWorker.objects.values_list("last_heartbeat", flat=True)
    return sum((at - beat).total_seconds() <= _ALIVE for beat in beats)


def _queue() -> list[dict[str, Any]]:
    """What waits, runs or failed, by job."""
    live = ProcrastinateJob.objects.filter(status__in=("todo", "doing", "failed")).order_by()
    counted = live.values_list("task_name", "status").annotate(n=Count("id")).order_by("status", "task_name")
    return [
        {
            "sign": {"failed": "stop", "doing": "go"}.get(status, "wait"),
            "title": job_word(task),
            "detail": say(f"home.queue_{status}", n=n),
        }
        for task, status, n in counted
    ]


def job_word(name: str) -> str:
    """A job by its name in words; its own when we have none."""
    return say(f"home.job_{name}") if name in _NAMED else fmt.isolate(name)


def _run(run: JobRun, at: datetime) -> dict[str, Any]:
    lang = active()
    took = (run.ended_at or run.seen_at) - run.began_at
    silent = run.ended_at is None and at - run.seen_at > SILENT
    sign, word = ("go", "run_well") if run.ended_at else ("wait", "run_on")
    if run.trouble:
        sign, word = "stop", "run_failed"
    elif silent:
        sign, word = "watch", "run_silent"
    counts = [_counted(run.name, key, n, lang) for key, n in run.report.items() if n and key not in _UNTOLD]
    if run.ended_at is None and run.of:
        counts.insert(0, say("home.run_so_far", lang, n=run.done, of=run.of))
    return {
        "title": job_word(run.name),
        "sign": sign,
        "word": say(f"home.{word}", lang),
        "when": run.began_at,
        "took": say("home.run_took", lang, n=max(1, round(took.total_seconds()))),
        "trouble": fmt.isolate(run.trouble) if run.trouble else "",
        "counts": counts,
        "done": run.done if run.ended_at is None else None,
        "of": run.of,
    }


def _counted(job: str, key: str, n: int, lang: Lang) -> str:
    """One count of a run in words; its own name when we have none."""
    if job == "daily_round" and key in _ROUND:
        return say(f"home.round.{key}", lang, n=n)
    return say(f"home.counted_{key}", lang, n=n) if key in _COUNTED else f"{fmt.isolate(key)} {fmt.isolate(str(n))}"


def _letter(message: Message) -> dict[str, Any]:
    code = message.trouble
    said = code.removeprefix("sms_")  # what the gateway answered
    trouble = say(f"home.trouble_{code}") if code in _TROUBLE else say("home.trouble_other", code=said)
    return {
        "id": message.id,
        "title": say(f"home.kind_{message.kind}") if message.kind in _KINDS else fmt.isolate(message.kind),
        "by": say(f"home.by_{message.channel}"),
        "trouble": trouble,
        "tries": message.attempts,
        "when": message.made_at,
        "sample": message.is_sample,
    }
