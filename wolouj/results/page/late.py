"""What is late in a programme, for its desk: who waits for a call, for an answer, for her coach."""

from __future__ import annotations

from django.urls import reverse

from wolouj.foundation.words import say
from wolouj.results.counting.frame import Frame
from wolouj.results.page import following

Item = dict[str, str]
"""One line: a sign, words, where it is mended."""


def late(frame: Frame, *, manages: bool) -> list[Item]:
    """What waits, each kind on a line; kinds of which nothing waits are left out. One query beside the frame's."""
    programme, waits = frame.programme.pk, following.waiting(frame)
    promised = {call.pk: call.answers_on for call in frame.programme.calls.all() if call.answers_on}
    silent = [row for row in frame.filed if row.answered is None and promised.get(row.call, frame.until) < frame.until]
    found = []
    if silent:
        found.append(_item("results.late_answers", len(silent), "", reverse("results:missing", args=[programme])))
    if waits:
        where = following.by_province(waits, frame)
        found.append(_item("results.waits_n", len(waits), where, reverse("results:follow_ups", args=[programme])))
    if manages:
        title, why = say("results.late_coaches"), say("results.late_coaches_why")
        found.append({"sign": "", "icon": "coach", "title": title, "detail": why, "url": reverse("coaching:manage")})
    return found


def _item(key: str, n: int, detail: str, url: str) -> Item:
    return {"sign": "watch", "icon": "", "title": say(key, n=n), "detail": detail, "url": url}
