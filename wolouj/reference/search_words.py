"""The words of public purchasing for the search: what says the same in Arabic, French and Darija, and plurals."""

from __future__ import annotations

from collections.abc import Iterable

from wolouj.foundation import searching


def query(text: str, vocabulary: Iterable[str] = ()) -> searching.Query:
    """``text`` as typed by a person, with the words of the trade that say the same; see :mod:`searching`."""
    return searching.query(text, vocabulary)
