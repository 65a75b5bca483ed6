"""Trades written in free words: which of them are found in the words of a notice, and whose they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pyroaring import BitMap

from wolouj.foundation.searching import Group, Query
from wolouj.reference.search_words import query


class Trades:
    """The questions that trades in words are, each once, found by the tokens that one of their groups begins with."""

    def __init__(self, said: Iterable[tuple[str, BitMap]]) -> None:
        whose: dict[Query, BitMap] = {}
        for text, who in said:
            asked = query(text)
            if asked:
                whose[asked] = whose[asked] | who if asked in whose else who
        self._asked = list(whose.items())
        self._by_token: dict[str, list[int]] = defaultdict(list)
        for number, (asked, _) in enumerate(self._asked):
            for token in min((_begins(group) for group in asked.groups), key=len):
                self._by_token[token].append(number)

    def found_in(self, words: frozenset[str]) -> list[BitMap]:
        """The structures of each trade that is found in ``words``, all of its groups being answered there."""
        near = {number for token in words for number in self._by_token.get(token, ())}
        return [
            who
            for asked, who in map(self._asked.__getitem__, near)
            if all(group.matches(words) for group in asked.groups)
        ]


def _begins(group: Group) -> set[str]:
    """Tokens of which a notice holds one at least whenever it answers ``group``."""
    begun = {way[0] for way in group.ways}
    return begun | _begins(group.parts[0]) if group.parts else begun
