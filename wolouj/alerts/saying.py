"""An alert put in words, in the language of who is told: a title, a text, why, and the SMS where it leaves by SMS."""

from __future__ import annotations

from collections.abc import Sequence
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
from wolouj.foundation.outbox.sms import MOST_PARTS, fitted, size
from wolouj.foundation.runs import clean, shortened
from wolouj.foundation.words import say

TITLE, NAME, BUYER = 90, 600, 28
"""Letters of a name in a title, in a text; of a buyer in an SMS."""
_NOBODY = UUID(int=0)


def message(
    who: Listener, kind: Kind, *, key: str, name: str, at: datetime, due: datetime, path: str, why: str | Sequence[str],
    until: datetime | None = None, about: dict[str, Any] | None = None, wording: str = "", **values: Any,
) -> Message:  # fmt: skip
    """One alert as it will stand in the outbox.

    Args:
        key: what it is about; who is told is added to it.
        why: the reason, or several, the weightiest first: an SMS keeps as many of them as fit, one at least.
        name: the thing it is about, as a person calls it: the only part an SMS may shorten.
        wording: which of the wordings of its kind, when there are several.
        values: the other blanks of its words; ``buyer`` is shortened in an SMS.
    """
    lang: Lang = "fr" if who.lang == "fr" else "ar"
    words, code = f"alerts.said.{wording or kind}", new_code()
    told = {"name": fmt.isolate_auto(shortened(clean(name), NAME)), **values}
    whys = [why] if isinstance(why, str) else list(why)
    short = _short(f"{words}.sms", name, values, whys, code, lang) if who.channel is Channel.SMS else ""
    return Message(
        key=f"{kind}:{key}:{who.person}", kind=str(kind), person=who.person, structure=who.structure,
        about=about or {}, channel=str(who.channel), lang=lang,
        title=say(f"{words}.title", lang, **{**told, "name": fmt.isolate_auto(shortened(clean(name), TITLE))})[:300],
        text=say(f"{words}.text", lang, **told), why=_joined(whys, lang)[:500], short=short, path=path, code=code,
        day=fmt.local(due).date(), made_at=at, due=due, until=until, is_sample=who.is_sample,
    )  # fmt: skip


def _joined(reasons: Sequence[str], lang: Lang) -> str:
    return (f"{NNBSP}; " if lang == "fr" else "؛ ").join(reasons)


def _short(key: str, name: str, values: dict[str, Any], whys: list[str], code: str, lang: Lang) -> str:
    values = dict(values)
    if "buyer" in values:
        values["buyer"] = shortened(fmt.plain(values["buyer"]), BUYER)
    if isinstance(values.get("deadline"), datetime):
        values["deadline"] = short_instant(values["deadline"], lang)
        values["ends"] = say("alerts.ends_short", lang, deadline=values["deadline"])
    # The address stands on a line of its own: read from left to right whatever is above it.
    foot = f"\n{settings.PUBLIC_URL}/{lang}/a/{code}/" if settings.PUBLIC_URL else ""
    text = ""
    for many in range(len(whys), 0, -1):
        why = _joined(whys[:many], lang)
        text = fitted(partial(_composed, key, foot, lang, why, values), clean(name), lang)
        if size(text).parts <= MOST_PARTS[lang]:
            break
    return text


def _composed(key: str, foot: str, lang: Lang, why: str, values: dict[str, Any], name: str) -> str:
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
