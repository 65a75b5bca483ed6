"""Trades written in free words: which of them are found in the words of a notice, and whose they are.

The same answers as :meth:`~wolouj.foundation.searching.Query.matches`, all the trades at once: many hold the same
few groups, so what a notice answers is worked out group by group, from its own words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pyroaring import BitMap

from wolouj.foundation.searching import Group, Query
from wolouj.reference.search_words import query


class Trades:
    """The questions that trades in words are, each once, with whose they are."""

    def __init__(self, said: Iterable[tuple[str, BitMap]]) -> None:
        whose: dict[Query, BitMap] = {}
        for text, who in said:
            asked = query(text)
            if asked:
                whose[asked] = whose[asked] | who if asked in whose else who
        self._numbers: dict[Group, int] = {}
        self._ways: dict[str, list[tuple[frozenset[str], int]]] = defaultdict(list)
        """By its first token: the other tokens of a way, and the group it answers."""
        self._wholes: list[tuple[frozenset[int], int]] = []
        """Groups whose parts, all answered, will do too; parts come before their whole."""
        self._asked: dict[int, list[tuple[frozenset[int], BitMap]]] = defaultdict(list)
        """By one of its groups, the one answered in the fewest ways: a question's groups, and whose it is."""
        for asked, who in whose.items():
            groups = frozenset(map(self._number, asked.groups))
            rarest = min(asked.groups, key=lambda group: len(group.ways))
            self._asked[self._numbers[rarest]].append((groups, who))

    def found_in(self, words: frozenset[str]) -> list[BitMap]:
        """The structures of each trade that is found in ``words``, all of its groups being answered there."""
        answered = {number for token in words for rest, number in self._ways.get(token, ()) if rest <= words}
        for parts, whole in self._wholes:
            if parts <= answered:
                answered.add(whole)
        return [who for each in answered for groups, who in self._asked.get(each, ()) if groups <= answered]

    def _number(self, group: Group) -> int:
        """The number of a group, its ways and its parts written down when it is first met."""
        known = self._numbers.get(group)
        if known is not None:
            return known
        parts = frozenset(map(self._number, group.parts))
        number = self._numbers[group] = len(self._numbers)
        for first, *rest in group.ways:
            self._ways[first].append((frozenset(rest), number))
        if parts:
            self._wholes.append((parts, number))
        return number
