"""The words of the papers, as runs for the page."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from rulebook.engine.format import Lang
from rulebook.engine.wording import Words
from wolouj.foundation.runs import Runs, said

HERE = Path(__file__).parent


@cache
def _words() -> Words:
    return Words.load(HERE / "words.yaml")


def say(key: str, lang: Lang, **values: object) -> str:
    """A sentence of ``words.yaml``, filled, carrying Unicode isolates."""
    return _words().say(key, lang, **values)


def words(key: str, lang: Lang, **values: object) -> Runs:
    """The same sentence, as runs for the page."""
    return said(say(key, lang, **values), lang)
