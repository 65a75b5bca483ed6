"""A person's question turned into what the index is asked: each word, and whatever else may say the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from wolouj.foundation.searching import arabic
from wolouj.foundation.searching.analyser import token, tokens
from wolouj.foundation.searching.groups import Group, Query
from wolouj.foundation.searching.letters import chunks, is_arabic, is_mixed, words
from wolouj.foundation.searching.lexicon import Lexicon, Way
from wolouj.foundation.searching.vocabulary import Vocabulary

MOST_WORDS = 16
"""Words of a question that are looked at: a whole page pasted is not a question."""


@dataclass(frozen=True, slots=True)
class _Word:
    """One word of the question, after slips were set right."""

    typed: str
    word: str
    """What is looked up: the word typed, or the one taken for it."""
    others: tuple[str, ...] = ()
    """Words searched beside it: what it begins, or as near in spelling."""
    slip: bool = False

    @property
    def token(self) -> str:
        """Its token; empty for a run of letters and digits, which the index never holds."""
        return "" if is_mixed(self.word) else token(self.word)


def query(
    text: str, vocabulary: Vocabulary | Mapping[str, int] | Iterable[str] = (), lexicon: Lexicon | None = None
) -> Query:
    """``text`` as typed by a person, ready for the index.

    ``vocabulary``: the words, or the tokens, that the index holds; without it nothing is taken for a slip. A mapping to
    how many notices hold each lets misspelt notices be found too. ``lexicon``: words of the trade.
    Bounded: at most :data:`MOST_WORDS` words are read, whatever is pasted.
    """
    if not isinstance(vocabulary, Vocabulary):
        vocabulary = Vocabulary(vocabulary) if isinstance(vocabulary, Mapping) else _vocabulary(tuple(vocabulary))
    reading = _Reading(vocabulary, lexicon or Lexicon())
    segments = list(reading.segments(reading.words(text)))
    groups = [(reading.group(row, meanings), reading.is_idle(row)) for row, meanings in segments]
    groups = [(group, idle) for group, idle in groups if group.ways or group.parts]
    kept = [group for group, idle in groups if not idle] or [group for group, _ in groups]
    left = tuple(group.typed for group, _ in groups if group not in kept)
    return Query(tuple(dict.fromkeys(kept)), left)


@lru_cache(maxsize=2)
def _vocabulary(words: tuple[str, ...]) -> Vocabulary:
    """The last ones are kept: a caller that gives the same tuple each time does not pay each time."""
    return Vocabulary(words)


class _Reading:
    """One question read with one vocabulary and one lexicon."""

    def __init__(self, held: Vocabulary, lexicon: Lexicon) -> None:
        self._held, self._lexicon = held, lexicon

    def words(self, text: str) -> list[_Word]:
        """The words to search, slips set right, those that say nothing in any language left out."""
        rows = [chunk for chunk in chunks(text)[: 4 * MOST_WORDS] if not is_common(chunk)][:MOST_WORDS]
        return [self._righted(word) for chunk in rows for word in self._split(chunk)]

    def _split(self, chunk: str) -> list[str]:
        """A run of letters and digits as one word when Darija knows it ("tri9"), else in pieces ("rn9")."""
        if is_mixed(chunk) and not self._is_known(chunk):
            return [word for word in words(chunk) if token(word)]
        return [chunk]

    def _is_known(self, word: str) -> bool:
        lexicon = self._lexicon
        known = not is_mixed(word) and (token(word) in self._held or lexicon.knows(token(word)))
        return known or word in lexicon.words or (not is_arabic(word) and bool(lexicon.sounding([word])))

    def _righted(self, word: str) -> _Word:
        """``word``, or the word it was a slip for when nothing is known of it."""
        bare = arabic.unjoined(word) if is_arabic(word) else ""
        if bare and self._lexicon.knows(token(bare)) and not self._lexicon.knows(token(word)):
            return _Word(word, bare, (word,))
        if not len(self._held) or word[0].isdecimal() or self._is_known(word):
            return _Word(word, word)
        if bare and self._is_known(bare):
            return _Word(word, bare, (word,))
        if len(word) >= 4 and (begun := self._begun(word)):
            return _Word(word, word, begun)
        near = self._held.sounding(word) or self._lexicon.words.sounding(word) or self._nearest(word)
        if not near:
            return _Word(word, word)
        meant = words(self._lexicon.spelt(near[0])) or near
        return _Word(word, meant[0], tuple(near[:3]), slip=True)

    def _begun(self, word: str) -> tuple[str, ...]:
        """Words that ``word`` begins, but for those that say nothing."""
        begun = self._held.beginning(word) or self._lexicon.words.beginning(word)
        return tuple(whole for whole in begun if not self._lexicon.is_idle([token(whole)]))

    def _nearest(self, word: str) -> list[str]:
        """The known words the fewest slips away, those of the index before those of the lexicon.

        The word's own token is compared too: the index may be told by its tokens.
        """
        rows = [*self._held.near(word), *self._lexicon.words.near(word), *self._held.near(token(word))]
        fewest = min((slips for slips, _ in rows), default=0)
        return list(dict.fromkeys(near for slips, near in rows if slips == fewest))

    def segments(self, row: list[_Word]) -> Iterator[tuple[list[_Word], tuple[int, ...]]]:
        """``row`` cut into the longest runs that the lexicon knows, each with its meanings, and single words."""
        while row:
            for length in range(min(self._lexicon.longest, len(row)), 0, -1):
                found = self._meanings(row[:length])
                if found or length == 1 or self.is_idle(row[:length]):
                    yield row[:length], found
                    row = row[length:]
                    break

    def _meanings(self, row: list[_Word]) -> tuple[int, ...]:
        typed = [word.word for word in row]
        found = self._lexicon.meanings(typed, [word.token for word in row])
        if found or (len(row) == 1 and row[0].token and row[0].token in self._held):
            return found
        if len(row) == 1 and self._lexicon.knows(row[0].token):
            return ()
        return () if is_arabic(typed[0]) else self._lexicon.sounding(typed)

    def is_idle(self, row: list[_Word]) -> bool:
        """Whether the words of ``row`` say nothing in this trade."""
        return self._lexicon.is_idle([word.token for word in row])

    def group(self, row: list[_Word], meanings: tuple[int, ...]) -> Group:
        """What answers a run of words: themselves, their kin, and all that says the same."""
        ways: dict[Way, None] = dict.fromkeys(self._own(row[0])) if len(row) == 1 else {}
        ways.update(dict.fromkeys(way for i in meanings for way in self._lexicon.ways(i)))
        if not ways and len(row) == 1 and (pieces := tuple(tokens(row[0].word))):
            ways[pieces] = None
        for (alone,) in [way for way in ways if len(way) == 1]:
            ways.update(((slip,), None) for slip in self._held.misspelt(alone) if not self._lexicon.knows(slip))
        parts = [self.group([word], self._meanings([word])) for word in row] if len(row) > 1 else []
        shown = dict.fromkeys(say for i in meanings for say in self._lexicon.shown(i))
        typed = " ".join(word.typed for word in row)
        spelt = " ".join(self._lexicon.spelt(word.word) if word.slip else word.word for word in row)
        meant = spelt if any(word.slip for word in row) else ""
        also = dict.fromkeys((*(self._lexicon.spelt(other) for word in row for other in word.others), *shown))
        return Group(
            typed,
            tuple(way for way in ways if len(way) == 1 or not any((one,) in ways for one in way)),
            meant,
            tuple(say for say in also if say not in (typed, meant)),
            tuple(parts) if all(part.ways for part in parts) else (),
        )

    def _own(self, word: _Word) -> Iterator[Way]:
        """A word's own token, its family, and what it may be joined with or be a plural of."""
        own = [word.token, *map(token, word.others), *word.others]
        for found in filter(None, own):
            yield from ((kin,) for kin in self._lexicon.family(found))
        if word.token and is_arabic(word.word):
            yield from ((found,) for found in arabic.relatives(word.token))
            joined = (token(form) for form in arabic.joined(word.word))
            yield from ((found,) for found in joined if not self._lexicon.knows(found))


def is_common(chunk: str) -> bool:
    """Whether ``chunk`` is a word too common to be searched, or a single letter."""
    return not is_mixed(chunk) and not token(chunk)
