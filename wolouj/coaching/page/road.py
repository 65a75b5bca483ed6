"""What became of one person in the rooms above the calls, as plain values. Five queries."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from wolouj.coaching.loading import File
from wolouj.coaching.page import name_of, place_of
from wolouj.cofinancing.page.file import row as money_row
from wolouj.cofinancing.queries import of_bodies
from wolouj.foundation.words import active, say
from wolouj.programme.models import Application, Participant
from wolouj.training.models import Learner
from wolouj.training.page import JOINT, text


def road_page(file: File, *, opens: bool) -> dict[str, Any]:
    """Her applications, her groups, who accompanies her, her requests. ``opens``: the coach's file may be read."""
    her = file.participant
    coach = file.following.coach.shown_name(active()) if file.following else ""
    return {
        "name": name_of(her), "place": place_of(her), "sample": her.is_sample, "groups": _groups(her),
        "coach": coach, "file": reverse("coaching:file", args=[her.pk]) if opens else "",
        "money": _money(her), "calls": _calls(her),
    }  # fmt: skip


def _calls(her: Participant) -> list[dict[str, str]]:
    sent = Application.objects.filter(participant=her).select_related("call").order_by("-begun_at", "id")
    return [
        {"title": text(row.call, "title"), "word": say(f"programme.state_{row.state}"),
         "url": reverse("programme:received_file", args=[row.pk])}
        for row in sent
    ]  # fmt: skip


def _groups(her: Participant) -> list[dict[str, str]]:
    rows = Learner.objects.filter(participant=her).select_related("group__path").order_by("-joined_at", "id")
    return [
        {"title": JOINT.join([text(row.group.path, "name"), text(row.group, "name")]),
         "detail": say("coaching.left_group", day=row.left_at) if row.left_at else "",
         "url": reverse("training:learner", args=[row.pk])}
        for row in rows
    ]  # fmt: skip


def _money(her: Participant) -> list[dict[str, Any]]:
    rows = of_bodies([her.body_id]).filter(application__participant=her).prefetch_related("tranches")
    return [money_row(row, named=True) | {"title": text(row.terms.call, "title")} for row in rows]
