"""Every room's sentences behind one door: ``say("bids.quote_ready", total=…)``.

A key is the room, a dot, and the key inside ``wolouj/<room>/words.yaml``. Files are found beside the code, so
the command line can speak without starting Django. Unknown keys raise.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.utils.functional import Promise, lazy
from django.utils.translation import get_language

from rulebook.engine.format import Lang
from rulebook.engine.verdict import Bilingual
from rulebook.engine.wording import Words

ROOMS = Path(__file__).resolve().parents[1]


@cache
def registry() -> dict[str, Words]:
    """Room name -> its words, for every room that has a ``words.yaml``. Read once per process."""
    return {path.parent.name: Words.load(path) for path in sorted(ROOMS.glob("*/words.yaml"))}


def active() -> Lang:
    """The language of the page being made: Arabic unless French was asked for."""
    return "fr" if (get_language() or "").startswith("fr") else "ar"


def _find(key: str) -> tuple[Words, str]:
    """The file and the key inside it, or KeyError."""
    room, dot, rest = key.partition(".")
    if not dot or room not in registry():
        raise KeyError(f"no words for {key!r}: a key is room.key, the room has a words.yaml")
    return registry()[room], rest


def say(key: str, /, lang: Lang | None = None, **values: object) -> str:
    """The sentence ``room.key`` in ``lang`` (by default the active language), as plain text with isolates."""
    words, rest = _find(key)
    plain = {name: str(value) if isinstance(value, Promise) else value for name, value in values.items()}
    return words.say(rest, lang or active(), **plain)


def pair(key: str, /, **values: object) -> Bilingual:
    """The sentence ``room.key`` in both languages; needs no active language."""
    words, rest = _find(key)
    return words.pair(rest, **values)


def _say_now(key: str, **values: object) -> str:
    return say(key, None, **values)


_lazy = lazy(_say_now, str)


def say_lazy(key: str, **values: object) -> str:
    """Like :func:`say`, but chosen when shown: for labels of forms and other things made at import."""
    return _lazy(key, **values)
