"""The coach's day, as plain values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils import timezone

from rulebook.engine import format as fmt
from wolouj.coaching.day.clocks import Late
from wolouj.coaching.day.lines import Day, Line, Risk, Row
from wolouj.coaching.page import joined, name_of, place_of
from wolouj.foundation.runs import shortened
from wolouj.foundation.words import active, say
from wolouj.notices.telling import what
from wolouj.reference import territories
from wolouj.reference.coded import paper_kinds

SIGNS = {Risk.STOP: "stop", Risk.WATCH: "watch", Risk.GO: "go"}
FIRST = 12
"""Files shown before "the others"."""
TEXT = 80
ICONS = {"act": "quote", "renew": "paper", "open": "next", "call": "phone", "visit": "helper", "ask": "scale"}


def desk_page(day: Day, asked: Mapping[str, str], *, at: datetime) -> dict[str, Any]:
    """The day, filtered as asked (``risk``, ``province``), by risk or by road."""
    on = timezone.localdate(at)
    risk, province = asked.get("risk", ""), asked.get("province", "")
    rows = [row for row in day.rows if _kept(row, risk, province)]
    by_road = asked.get("order") == "road"
    shown = rows if "all" in asked or by_road else rows[:FIRST]
    groups = (
        road_groups(shown, on, at) if by_road else [{"title": "", "rows": [row_page(r, on=on, at=at) for r in shown]}]
    )
    return {
        "groups": groups, "by_road": by_road, "total": len(day.rows), "more": len(rows) - len(shown), "now": at,
        "none": not day.rows, "pills": _pills(day.rows, risk, province), "unseen": day.unseen,
        "route": route(day.rows, on), "query": f"risk={risk}&province={province}",
        "month": [
            {"label": say(f"coaching.month_{key}"), "value": fmt.isolate(str(getattr(day.month, key)))}
            for key in ("visits", "sent", "won")
        ],
    }  # fmt: skip


def _kept(row: Row, risk: str, province: str) -> bool:
    return risk in ("", SIGNS[row.worst]) and province in ("", row.following.participant.province)


def _pills(rows: Iterable[Row], risk: str, province: str) -> list[dict[str, Any]]:
    """Ways to narrow the list, each with how many files."""
    found = list(rows)
    lang = active()
    worst = Counter(SIGNS[row.worst] for row in found)
    where = Counter(row.following.participant.province for row in found)
    pills = [
        {"word": say("coaching.all_files"), "n": len(found), "url": "?", "here": not risk and not province, "sign": ""}
    ]
    pills += [
        {"word": say(f"coaching.state_{key}"), "n": worst[key], "url": f"?risk={key}", "here": risk == key, "sign": key}
        for key in SIGNS.values()
        if worst[key]
    ]
    if len(where) > 1:
        pills += [
            {"word": place.name(lang), "n": n, "url": f"?province={code}", "here": province == code, "sign": ""}
            for code, n in sorted(where.items())
            if (place := territories.place(code))
        ]
    return pills


def row_page(row: Row, *, on: date, at: datetime) -> dict[str, Any]:
    """A file of the day: its worst line, why, by when, and the one thing to do."""
    her = row.following.participant
    first = row.lines[0] if row.lines else None
    url = reverse("coaching:file", args=[her.pk])
    told = {
        "name": name_of(her), "place": place_of(her), "file": url, "sign": SIGNS[row.worst],
        "word": say(f"coaching.state_{SIGNS[row.worst]}"), "more": len(row.lines) - 1,
        "note_visit": reverse("coaching:begin", args=[her.pk]),
    }  # fmt: skip
    if first is None:
        when = say("coaching.next_visit_on", day=row.next_on) if row.next_on else say("coaching.nothing_due")
        calm = {"why": say("coaching.day_goes_on"), "note": "", "due": when, "since": "", "more": 0}
        return told | calm | {"do": say("coaching.do_open"), "icon": "next", "url": url}
    return told | line_page(first, on=on, at=at)


def press_rows(lines: Iterable[Line], *, at: datetime) -> list[dict[str, Any]]:
    """Everything one file risks, on its own page."""
    on = timezone.localdate(at)
    found = []
    for line in lines:
        told = line_page(line, on=on, at=at)
        sign = SIGNS[line.risk]
        found.append(
            {
                "title": told["why"], "sign": sign, "word": say(f"coaching.state_{sign}"), "url": line.url,
                "detail": joined(told["note"], told["due"], told["since"]),
            }
        )  # fmt: skip
    return found


def line_page(line: Line, *, on: date, at: datetime) -> dict[str, Any]:
    """One line in words: why, by when, since when, what to do."""
    return {
        "why": _why(line), "note": _late(line), "due": _due(line.due, on, at),
        "since": say("coaching.since_n", n=(on - line.since).days) if line.since and line.since < on else "",
        "do": say(f"coaching.do_{line.do}"), "icon": ICONS[line.do], "url": line.url,
    }  # fmt: skip


def _why(line: Line) -> str:
    values = dict(line.values)
    lang = active()
    if "notice" in values:
        about = what(values.pop("notice"), lang)
        return joined(say(f"coaching.day_{line.why}"), fmt.isolate_auto(shortened(fmt.plain(about), TEXT)))
    if "paper" in values:
        kind = paper_kinds().get(values["paper"])
        name = getattr(kind.name, lang) if kind else fmt.isolate_auto(values["paper"])
        return joined(say(f"coaching.day_{line.why}"), name)
    if "text" in values:
        return joined(say("coaching.day_action_late"), fmt.isolate_auto(shortened(values["text"], TEXT)))
    return say(f"coaching.day_{line.why}")


def _late(line: Line) -> str:
    """Whose turn it is when the helper is late, said plainly."""
    late = line.values.get("late", Late.NOT_YET)
    return say(f"coaching.late_{late.name.lower()}") if late else ""


def _due(due: datetime | date | None, on: date, at: datetime) -> str:
    if due is None:
        return say("coaching.due_now")
    day = timezone.localdate(due) if isinstance(due, datetime) else due
    if isinstance(due, datetime) and 0 <= (day - on).days <= 1:
        key = "due_today_at" if day == on else "due_tomorrow_at"
        return say(f"coaching.{key}", hour=due)
    return say("coaching.due_today") if day == on else fmt.day(day, active())


def road_groups(rows: Iterable[Row], on: date, at: datetime) -> list[dict[str, Any]]:
    """The files place by place: those of one road together, the worst first inside each."""
    ordered = sorted(rows, key=lambda row: (row.road(), row.rank()))
    return [
        {"title": _road_name(road), "rows": [row_page(row, on=on, at=at) for row in those]}
        for road, those in groupby(ordered, key=Row.road)
    ]


def _road_name(road: tuple[str, str]) -> str:
    province, commune = road
    names = [place.name(active()) for code in (commune, province) if code and (place := territories.place(code))]
    if names and not commune:
        return say("coaching.province_only", where=names[0])
    return f"{say('foundation.comma')} ".join(dict.fromkeys(names)) or say("coaching.place_unknown")


def route(rows: Iterable[Row], on: date) -> list[dict[str, str]]:
    """The places to go to: where a visit is due today or passed, with the names; those with most files first."""
    due = [row for row in rows if any(line.do == "visit" for line in row.lines) or row.next_on == on]
    ordered = sorted(due, key=Row.road)
    found = []
    for road, those in groupby(ordered, key=Row.road):
        named = [name_of(row.following.participant) for row in those]
        found.append((len(named), {"place": _road_name(road), "names": f"{say('foundation.comma')} ".join(named)}))
    return [stop for _, stop in sorted(found, key=lambda pair: -pair[0])[:6]]
