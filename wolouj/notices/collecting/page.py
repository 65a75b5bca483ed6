"""What the operator's page of the sources shows, as plain values. A fixed number of queries."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rulebook.engine import format as fmt
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import active, say
from wolouj.notices.collecting.switch import as_set
from wolouj.notices.collecting.telling import reason
from wolouj.notices.collecting_models import CollectedList, CollectingRun, ListName, TakenFile

RUNS, FILES, LEFT = 10, 5, 20


def sources_page(*, at: datetime) -> dict[str, Any]:
    """The switch, each list, the last runs with what the latest left aside, and the last files taken."""
    runs = list(CollectingRun.objects.all()[:RUNS])
    left = runs[0].refused if runs else []
    return {
        "switch": _switch(at),
        "lists": [_list(row, at) for row in sorted(CollectedList.objects.all(), key=_order)],
        "runs": [_run(run) for run in runs],
        "left": [_left(each) for each in left[:LEFT]],
        "left_more": max(0, len(left) - LEFT),
        "files": [_file(row) for row in TakenFile.objects.order_by("-at", "-id")[:FILES]],
    }


def _order(row: CollectedList) -> int:
    return ListName.values.index(row.name)


def _switch(at: datetime) -> dict[str, str]:
    """Whether it is on, and when and how it works."""
    try:
        switch = as_set()
    except BadInput as bad:
        return {"sign": "stop", "title": getattr(bad.text, active()), "detail": bad.field or ""}
    if not switch.on:
        return {
            "sign": "unknown",
            "title": say("notices.collect.page_off"),
            "detail": say("notices.collect.page_off_why"),
        }
    first, last = switch.manners.hours
    hours = say("notices.collect.plan_hours", first=first, last=last, pause=round(switch.manners.pause))
    if not switch.contact:
        return {"sign": "stop", "title": say("notices.collect.no_contact"), "detail": hours}
    return {"sign": "go", "title": say("notices.collect.is_on"), "detail": hours}


def _list(row: CollectedList, at: datetime) -> dict[str, str]:
    title = say(f"notices.collect.list_{row.name}")
    if row.held:
        return {"sign": "stop", "title": title, "detail": getattr(reason(row.held), active())}
    if row.back_at and row.back_at > at:
        return {"sign": "wait", "title": title, "detail": say("notices.collect.page_back_at", at=row.back_at)}
    if row.whole_at is None:
        return {"sign": "unknown", "title": title, "detail": say("notices.collect.page_never_whole")}
    return {"sign": "go", "title": title, "detail": say("notices.collect.page_whole", at=row.whole_at)}


def _run(run: CollectingRun) -> dict[str, Any]:
    """One run: its sign, when, what it did, why it stopped."""
    lang = active()
    sign = "wait" if run.ended_at is None else "stop" if run.stopped in ("refused", "held", "login_page") else "go"
    words = [say("notices.collect.did", requests=run.requests, listed=run.listed, read=run.read)]
    words.append(say("notices.collect.became", created=run.created, updated=run.updated, unchanged=run.unchanged))
    ends = [
        say("notices.collect.list_ended", list=say(f"notices.collect.list_{name}"), how=getattr(reason(how), lang))
        for name, how in run.lists.items()
        if how not in ("whole", "read_lately", run.stopped)
    ]
    if run.refused:
        ends.append(say("notices.collect.left", n=len(run.refused)))
    if run.stopped:
        ends.append(say("notices.collect.stopped", why=getattr(reason(run.stopped), lang)))
    elif run.ended_at is None:
        ends.append(say("notices.collect.page_unfinished"))
    return {"sign": sign, "when": run.at, "replayed": run.replayed, "did": " ".join(words), "ends": ends}


def _left(each: dict[str, Any]) -> dict[str, str]:
    where = fmt.isolate(str(each["file"]))
    row = say("notices.collect.page_row", n=each["row"]) if each.get("row") else ""
    return {"where": " · ".join(part for part in (where, row) if part), "why": each["text"][active()]}


def _file(row: TakenFile) -> dict[str, str]:
    return {
        "sign": "stop" if row.refused else "go",
        "title": fmt.isolate_auto(row.file),
        "detail": say("notices.collect.page_file", at=row.at, read=row.read, refused=row.refused),
    }
