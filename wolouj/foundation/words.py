"""Every room's sentences behind one door: ``say("bids.quote_ready", total=…)``.

A key is the room, a dot, and the key inside ``wolouj/<room>/words.yaml``. Files are found beside the code, so
the command line can speak without starting Django, nor even importing it: only what asks for the active
language does. A room's file is read when its first sentence is said. Unknown keys raise.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from rulebook.engine.format import Lang
from rulebook.engine.verdict import Bilingual
from rulebook.engine.wording import Words

ROOMS = Path(__file__).resolve().parents[1]


@cache
def registry() -> dict[str, Words]:
    """Room name -> its words, for every room that has a ``words.yaml``. Read once per process."""
    return {path.parent.name: _room(path.parent.name) for path in sorted(ROOMS.glob("*/words.yaml"))}


@cache
def _room(name: str) -> Words:
    return Words.load(ROOMS / name / "words.yaml")


def active() -> Lang:
    """The language of the page being made: Arabic unless French was asked for."""
    from django.utils.translation import get_language

    return "fr" if (get_language() or "").startswith("fr") else "ar"


def _find(key: str) -> tuple[Words, str]:
    """The file and the key inside it, or KeyError."""
    room, dot, rest = key.partition(".")
    try:
        return _room(room if dot else ""), rest
    except FileNotFoundError:
        raise KeyError(f"no words for {key!r}: a key is room.key, the room has a words.yaml") from None


def say(key: str, /, lang: Lang | None = None, **values: object) -> str:
    """The sentence ``room.key`` in ``lang`` (by default the active language), as plain text with isolates."""
    from django.utils.functional import Promise

    words, rest = _find(key)
    plain = {name: str(value) if isinstance(value, Promise) else value for name, value in values.items()}
    return words.say(rest, lang or active(), **plain)


def pair(key: str, /, **values: object) -> Bilingual:
    """The sentence ``room.key`` in both languages; needs no active language."""
    words, rest = _find(key)
    return words.pair(rest, **values)


def _say_now(key: str, **values: object) -> str:
    return say(key, None, **values)


@cache
def _lazy_maker() -> Callable[..., str]:
    from django.utils.functional import lazy

    return lazy(_say_now, str)


def say_lazy(key: str, **values: object) -> str:
    """Like :func:`say`, but chosen when shown: for labels of forms and other things made at import."""
    return _lazy_maker()(key, **values)
