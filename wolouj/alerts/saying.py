"""An alert put in words, in the language of who is told: a title, a text, why, and the SMS where it leaves by SMS."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from rulebook.engine import format as fmt
from rulebook.engine.format import NNBSP, Lang
from wolouj.alerts.kinds import Kind
from wolouj.alerts.listeners import Listener
from wolouj.foundation.outbox.models import Channel, Message, new_code
from wolouj.foundation.outbox.sms import MOST_PARTS, fitted, size, written
from wolouj.foundation.runs import clean, shortened
from wolouj.foundation.words import say

TITLE, NAME, BUYER = 90, 600, 28
"""Letters of a name in a title, in a text; of a buyer in an SMS."""
_NOBODY = UUID(int=0)


_CODE = "0" * 10
"""Where the code of a short address goes, in words that are kept for several people: as long as a code."""


@dataclass(frozen=True, slots=True)
class Said:
    """The words of an alert, the same for everybody who is told the same for the same reasons."""

    title: str
    text: str
    why: str
    short: str


def message(
    who: Listener, kind: Kind, *, key: str, name: str, at: datetime, due: datetime, path: str, why: str,
    until: datetime | None = None, about: dict[str, Any] | None = None, wording: str = "", **values: Any,
) -> Message:  # fmt: skip
    """One alert as it will stand in the outbox: :func:`said` and :func:`put_down` at once."""
    words = said(kind, lang_of(who), sms=who.channel is Channel.SMS, name=name, why=[why], wording=wording, **values)
    return put_down(words, who, kind, key=key, at=at, due=due, path=path, until=until, about=about)


def said(kind: Kind, lang: Lang, *, sms: bool, name: str, why: Sequence[str], wording: str = "", **values: Any) -> Said:
    """An alert in words.

    Args:
        why: the reasons, the weightiest first: an SMS keeps as many of them as fit, one at least.
        name: the thing it is about, as a person calls it: the only part an SMS may shorten.
        wording: which of the wordings of its kind, when there are several.
        values: the other blanks of its words; ``buyer`` is shortened in an SMS.
    """
    words = f"alerts.said.{wording or kind}"
    name = clean(name)
    titled = {**values, "name": fmt.isolate_auto(shortened(name, TITLE))}
    return Said(
        title=say(f"{words}.title", lang, **titled)[:300],
        text=say(f"{words}.text", lang, **{**values, "name": fmt.isolate_auto(shortened(name, NAME))}),
        why=joined(why, lang)[:500],
        short=shorter(f"{words}.sms", lang, name=name, why=why, values=values) if sms else "",
    )


def few_words(title: str, text: str, *, why: str, who: Listener) -> Said:
    """A reminder already in words: its SMS is both, with the address of its page."""
    foot = f"\n{settings.PUBLIC_URL}/{lang_of(who)}/a/{_CODE}/" if settings.PUBLIC_URL else ""
    short = f"{written(f'{title}. {text}', lang_of(who))}{foot}" if who.channel is Channel.SMS else ""
    return Said(title=title, text=text, why=why, short=short)


def put_down(
    words: Said, who: Listener, kind: Kind, *, key: str, at: datetime, due: datetime, path: str,
    until: datetime | None = None, about: dict[str, Any] | None = None,
) -> Message:  # fmt: skip
    """The row of the outbox. ``key``: what it is about; who is told is added to it."""
    code = new_code()
    return Message(
        key=f"{kind}:{key}:{who.person}", kind=str(kind), person=who.person, structure=who.structure,
        about=about or {}, channel=str(who.channel), lang=who.lang, title=words.title, text=words.text, why=words.why,
        short=words.short.replace(f"/{_CODE}/", f"/{code}/"), path=path, code=code, day=fmt.local(due).date(),
        made_at=at, due=due, until=until, is_sample=who.is_sample,
    )  # fmt: skip


def lang_of(who: Listener) -> Lang:
    """The language one reads."""
    return "fr" if who.lang == "fr" else "ar"


def joined(reasons: Sequence[str], lang: Lang) -> str:
    """Reasons one after the other."""
    return (f"{NNBSP}; " if lang == "fr" else "؛ ").join(reasons)


def shorter(key: str, lang: Lang, *, name: str, why: Sequence[str], values: Mapping[str, Any]) -> str:
    """The SMS of an alert, in as few parts as we allow; ``key`` names its words."""
    values = dict(values)
    if "buyer" in values:
        values["buyer"] = shortened(fmt.plain(values["buyer"]), BUYER)
    if isinstance(values.get("deadline"), datetime):
        values["deadline"] = short_instant(values["deadline"], lang)
        values["ends"] = say("alerts.ends_short", lang, deadline=values["deadline"])
    # The address stands on a line of its own: read from left to right whatever is above it.
    foot = f"\n{settings.PUBLIC_URL}/{lang}/a/{_CODE}/" if settings.PUBLIC_URL else ""
    text = ""
    for many in range(len(why), 0, -1):
        text = fitted(partial(_composed, key, foot, lang, joined(why[:many], lang), values), name, lang)
        if size(text).parts <= MOST_PARTS[lang]:
            break
    return text


def _composed(key: str, foot: str, lang: Lang, why: str, values: Mapping[str, Any], name: str) -> str:
    return say(key, lang, name=name, why=why, **values) + foot


def short_instant(at: datetime, lang: Lang) -> str:
    """``3 décembre 10:00``: enough for a message of the same month."""
    here = fmt.local(at)
    return f"{here.day} {fmt.MONTHS[lang][here.month - 1]} {here:%H:%M}"


@cache
def _pattern(name: str, lang: str) -> str:
    with override(lang):
        return reverse(name, args=[_NOBODY])


def path_of(name: str, lang: str, id: UUID) -> str:
    """The page of a thing, in a language: asked for every alert, so the address is worked out once."""
    return _pattern(name, lang).replace(str(_NOBODY), str(id))


@cache
def page_of(name: str, lang: str) -> str:
    """A page without a thing, in a language."""
    with override(lang):
        return reverse(name)
