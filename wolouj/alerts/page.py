"""What the pages of this room show, as plain values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.urls import reverse

from rulebook.engine import format as fmt
from wolouj.alerts.kinds import Kind
from wolouj.alerts.listeners import CEILING
from wolouj.alerts.models import Choice, FeedLink
from wolouj.alerts.posters.script import script_of
from wolouj.alerts.posters.week import Week
from wolouj.foundation.outbox.models import Channel, Message, State
from wolouj.foundation.words import active, say
from wolouj.matching.page import match_row
from wolouj.matching.queries import Match
from wolouj.notices.models import Notice
from wolouj.notices.telling import buyer_name, what
from wolouj.structures.models import Structure

SIGNS = {Kind.MATCH: "go", Kind.RESULT: "go", Kind.DIGEST: "wait", Kind.ANSWER: "go", Kind.INVITED: "go"}
"""How each kind is drawn; the others want a look."""
_SHOWN_STATES = {State.GAVE_UP: "state_gave_up"}


def list_page(
    told: Sequence[Message], mine: Sequence[Structure], choices: dict[Any, Choice], *, serves: str, at: datetime
) -> dict[str, Any]:
    """Today's alerts, the earlier ones, and how she is told of each structure."""
    today = fmt.local(at).date()
    rows = [alert_row(message) for message in told]
    hows = [
        _how(structure.shown_name(active()), choices.get(structure.id), reverse("alerts:choose", args=[structure.id]))
        | {"held": reverse("alerts:held", args=[structure.id]), "feeds": reverse("alerts:feeds", args=[structure.id])}
        for structure in mine
    ]
    if serves:
        name, url = say(f"alerts.for_{serves}"), reverse("alerts:choose_coach")
        hows.append(_how(name, choices.get(None), url, ceiling=False) | {"held": "", "feeds": ""})
    return {
        "works": bool(serves) and not mine,
        "today": [row for row, each in zip(rows, told, strict=True) if fmt.local(each.due).date() == today],
        "earlier": [row for row, each in zip(rows, told, strict=True) if fmt.local(each.due).date() != today],
        "hows": hows,
    }


def alert_row(message: Message) -> dict[str, Any]:
    """One alert as a card; what its title says already is not said twice."""
    trouble, title = _SHOWN_STATES.get(State(message.state)), fmt.plain(message.title)
    return {
        "sign": SIGNS.get(Kind(message.kind), "watch"),
        "title": message.title,
        "lines": [line for line in message.text.split("\n") if line and fmt.plain(line) not in title],
        "why": message.why,
        "url": message.path,
        "when": say("alerts.said_on", at=message.due),
        "state": say(f"alerts.{trouble}") if trouble else "",
        "sample": message.is_sample,
        "lang": message.lang,
        "dir": "rtl" if message.lang == "ar" else "ltr",
    }


def _how(name: str, choice: Choice | None, url: str, *, ceiling: bool = True) -> dict[str, str]:
    return {"title": fmt.isolate_auto(name), "detail": how_word(choice, ceiling=ceiling), "url": url}


def choose_words(role: str) -> dict[str, str]:
    """What the page of one's choice says, for one's own structure or in a role, as :class:`ChoiceForm` knows it."""
    part = f"_{role}" if role else ""
    quiet = "alerts.quiet_why_others" if role else "alerts.quiet_why"
    return {"why": say(f"alerts.choose_why{part}"), "care": say(f"alerts.agrees_why{part}"), "quiet": say(quiet)}


def how_word(choice: Choice | None, *, ceiling: bool = True) -> str:
    """How she is told, in a sentence. ``ceiling``: whether a number a day says something there."""
    if choice is not None and choice.stopped_at is not None:
        return say("alerts.how_stopped")
    channel = Channel(choice.channel) if choice else Channel.PAGE
    if not ceiling:
        return say(f"alerts.how_others_{channel}")
    return say(f"alerts.how_{channel}", ceiling=choice.ceiling if choice else CEILING)


def held_page(structure: Structure, held: Sequence[Match], ceiling: int, *, at: datetime) -> dict[str, Any]:
    """What the ceiling held back."""
    return {
        "name": fmt.isolate_auto(structure.shown_name(active())),
        "rows": [match_row(each, structure, at=at, lang=active()) for each in held],
        "ceiling": ceiling,
    }


def one_page(message: Message, link: str) -> dict[str, Any]:
    """One alert reached by its short address, with what is needed to pass it on."""
    text = fmt.plain("\n".join(part for part in (message.title, message.text, link) if part))
    return {"row": alert_row(message), "coded": quote(text), "code": message.code, "kind": message.kind}


def feeds_page(structure: Structure, link: FeedLink | None, whole: Callable[[str], str]) -> dict[str, Any]:
    """The secret addresses of a structure, or how to have some."""
    token = link.token if link else ""
    calendar = whole(reverse("alerts:calendar", args=[token])) if token else ""
    return {
        "structure": structure,
        "name": fmt.isolate_auto(structure.shown_name(active())),
        "has_link": link is not None,
        "feed": whole(reverse("alerts:feed", args=[token])) if token else "",
        "calendar": calendar,
        "calendar_app": "webcal:" + calendar.partition(":")[2] if calendar else "",
    }


def poster_page(week: Week) -> dict[str, Any]:
    """The week of a place, with what to read aloud in each language."""
    lang = active()
    return {
        "name": fmt.isolate_auto(week.place.name(lang)),
        "code": week.place.code,
        "week": say("alerts.poster.week", lang, monday=week.monday, sunday=week.sunday),
        "scripts": [
            {
                "title": say("alerts.script_title_ar" if each == "ar" else "alerts.script_title", lang),
                "lang": each,
                "dir": "rtl" if each == "ar" else "ltr",
                "paragraphs": script.paragraphs,
                "long": say("alerts.script_long", lang, words=script.words, n=script.seconds),
            }
            for each, script in ((each, script_of(week, each)) for each in ("ar", "fr"))
        ],
        "sample": week.is_sample,
    }


def follow_page(notice: Notice, followed: bool) -> dict[str, Any]:
    """A notice to follow, or to follow no more."""
    lang = active()
    return {
        "notice": notice,
        "title": what(notice, lang),
        "buyer": buyer_name(notice.buyer, lang),
        "followed": followed,
    }


def initial(choice: Choice | None) -> dict[str, Any]:
    """What the form shows first."""
    if choice is None:
        return {"channel": Channel.PAGE, "ceiling": CEILING, "hour": "", "quiet_from": 21, "quiet_to": 7}
    hour = "" if choice.hour is None else choice.hour
    told = {name: getattr(choice, name) for name in ("channel", "ceiling", "quiet_from", "quiet_to")}
    return told | {"hour": hour, "agrees": choice.agreed_at is not None and choice.stopped_at is None}
