"""Text turned into tokens, the same way when a notice is written and when a question is asked."""

from __future__ import annotations

import re
from functools import lru_cache

from wolouj.foundation.searching import arabic, french
from wolouj.foundation.searching.letters import is_arabic, words

VERSION = 2
"""Grows whenever the same text gives other tokens: what was indexed under a smaller one is to be indexed again."""


@lru_cache(maxsize=262_144)
def token(word: str) -> str:
    """The token of one word of :func:`~wolouj.foundation.searching.letters.words`; empty for a word not searched."""
    if word[0].isdecimal():
        return word.lstrip("0") or "0"
    if is_arabic(word):
        return "" if len(word) == 1 or word in arabic.STOP else arabic.stem(word)
    return "" if len(word) == 1 or word in french.STOP else french.stem(word)


def tokens(text: str) -> list[str]:
    """The tokens of ``text``, in order, repeated as in the text: letters only or digits only, never both."""
    return [found for word in words(text) if (found := token(word))]


def document(*texts: str | None) -> str:
    """What is indexed of a notice: the tokens of all ``texts`` joined by spaces, for ``to_tsvector('simple', …)``.

    Add facet words after it: ``document(object, buyer) + " " + facet("prov", "05081")``.
    """
    return " ".join(found for text in texts if text for found in tokens(text))


@lru_cache(maxsize=16_384)
def facet(kind: str, value: str | int) -> str:
    """A word for a filter, that no person's words can give because it mixes letters and digits.

    ``facet("prov", "05.081")`` -> ``"fprov05081"``; ``facet("cat", "works")`` -> ``"fcat0works"``. Dots, dashes and
    underscores are dropped: codes of one kind must still differ without them. ``ValueError`` for anything else.
    """
    code = re.sub(r"[._-]", "", str(value).lower())
    if not re.fullmatch(r"[a-z]+", kind) or not re.fullmatch(r"[a-z0-9]+", code):
        raise ValueError(f"not a facet: {kind!r}, {value!r}")
    return f"f{kind}{code if code[0].isdecimal() else '0' + code}"
