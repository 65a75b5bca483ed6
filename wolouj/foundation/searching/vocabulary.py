"""The words that an index holds, those near a word that it does not hold, and their misspellings."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, takewhile

from wolouj.foundation.searching.analyser import token
from wolouj.foundation.searching.arabic import without_article
from wolouj.foundation.searching.letters import is_arabic
from wolouj.foundation.searching.sounds import heard, sound

_RARER = 10
"""How many times rarer than the right word a misspelling must be."""
_BEGINNINGS = 500
"""Words read, of those that begin alike, before the most frequent are taken."""


class Vocabulary:
    """Distinct words, as :func:`~wolouj.foundation.searching.letters.words` gives them, with how many texts hold each.

    Build it once and keep it. Tokens in place of words will do, less well: corrections then show stems. A plain
    collection of words, without counts, will do too: then no word is taken for a misspelling of another. Numbers are
    left aside.
    """

    def __init__(self, words: Iterable[str] | Mapping[str, int] = ()) -> None:
        counts = words if isinstance(words, Mapping) else dict.fromkeys(words, 1)
        self._counts = {w: count for w, count in counts.items() if w and not w[0].isdecimal() and token(w)}
        self._words: dict[str, list[str]] = defaultdict(list)
        for word in self._counts:
            self._words[token(word)].append(word)
        self._sorted = sorted(self._counts)
        self._by_start: dict[tuple[str, int], list[str]] = defaultdict(list)
        self._by_tail: dict[str, list[str]] = defaultdict(list)
        for word in dict.fromkeys(map(_bare, self._sorted)):
            self._by_start[word[0], len(word)].append(word)
            self._by_tail[word[1:]].append(word)
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        for word in self._sorted:
            self._by_sound[sound(word)].append(word)
        self._misspelt: dict[str, tuple[str, ...]] = {}

    def __len__(self) -> int:
        return len(self._counts)

    def __contains__(self, found: str) -> bool:
        """Whether some text holds that word, or that token."""
        return found in self._words or found in self._counts

    def beginning(self, start: str, limit: int = 8) -> list[str]:
        """Words that begin with ``start``, the most frequent first."""
        first = bisect_left(self._sorted, start)
        found = takewhile(lambda word: word.startswith(start), islice(self._sorted, first, first + _BEGINNINGS))
        return sorted(found, key=self._rank)[:limit]

    def sounding(self, word: str) -> list[str]:
        """Words heard like ``word``, whatever their letters, the most frequent first."""
        keys = [key for key in heard(word) if len(key) >= 4]
        return sorted({found for key in keys for found in self._by_sound.get(key, ())}, key=self._rank)

    def near(self, word: str) -> list[tuple[int, str]]:
        """Words that a slip or two turn into ``word``, each with the number of slips, nearest first.

        A slip is a letter too many, missing, wrong, or two swapped, rarely the first. Short words are never taken for
        slips; two slips are forgiven when the words sound nearly alike.
        """
        word = _bare(word)
        found = [row for row in self._within(word, _allowed(word)) if _likely(word, *row)]
        found += [(known, 1) for known in self._otherwise_begun(word)]
        return sorted(((slips, known) for known, slips in found), key=lambda row: (row[0], *self._rank(row[1])))

    def _otherwise_begun(self, word: str) -> set[str]:
        """Words that one slip, at their first letter, turns into a long word."""
        if len(word) < 7:
            return set()
        swapped = word[1] + word[0] + word[2:]
        whole = {other for other in (word[1:], swapped) if other in self._counts}
        return {*whole, *self._by_tail.get(word[1:], ()), *self._by_tail.get(word, ())} - {word}

    def misspelt(self, found: str) -> tuple[str, ...]:
        """Tokens of much rarer words that must be the words of the token ``found`` with a slip ("netoyage")."""
        if found not in self._misspelt:
            right = [word for word in self._words.get(found, ()) if self._counts[word] >= _RARER and len(word) >= 6]
            wrong = (token(known) for word in right for known in self._slips_of(word))
            self._misspelt[found] = tuple(dict.fromkeys(other for other in wrong if other != found))
        return self._misspelt[found]

    def _slips_of(self, word: str) -> Iterator[str]:
        """A wrong letter may make another word (valeur, vapeur): then they must sound alike too."""
        for known, slips in self._within(word, 1):
            if slips == 1 and 0 < self._counts.get(known, 0) * _RARER <= self._counts[word]:
                long = len(word) >= 7 and not _one_wrong(word, known)
                if long or sound(word) == sound(known):
                    yield known

    def _within(self, word: str, allowed: int) -> Iterator[tuple[str, int]]:
        """The words of the same first letter that are at most ``allowed`` slips away."""
        from rapidfuzz import process  # a tenth of a second to load, and only a slip needs it
        from rapidfuzz.distance import OSA

        for length in range(len(word) - allowed, len(word) + allowed + 1) if allowed else ():
            rows = self._by_start.get((word[0], length), ())
            for known, slips, _ in process.extract(word, rows, scorer=OSA.distance, score_cutoff=allowed, limit=16):
                yield known, int(slips)

    def _rank(self, word: str) -> tuple[int, str]:
        return -self._counts.get(word, 0), word


def _bare(word: str) -> str:
    return without_article(word) if is_arabic(word) else word


def _allowed(word: str) -> int:
    """How many slips are forgiven in a word of that length."""
    return 0 if len(word) < 5 else 1 if len(word) < 8 else 2


def _likely(word: str, known: str, slips: int) -> bool:
    """Whether ``known`` is what was meant: a short word, or an Arabic one, is soon another word altogether."""
    from rapidfuzz.distance import OSA

    alike = sound(word), sound(known)
    if slips > 1:
        return OSA.distance(*alike) < 2
    if len(word) < 6 or is_arabic(word):
        return (
            alike[0] == alike[1] or (is_arabic(word) and not _one_wrong(word, known)) or sorted(word) == sorted(known)
        )
    return True


def _one_wrong(word: str, known: str) -> bool:
    """Whether one letter was put for another."""
    return len(word) == len(known) and sorted(word) != sorted(known)
