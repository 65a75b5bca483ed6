"""Words of a trade, given from outside: what says the same in several languages, plurals, words that say nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from wolouj.foundation.searching.analyser import token, tokens
from wolouj.foundation.searching.arabic import relatives
from wolouj.foundation.searching.letters import chunks, is_arabic, is_mixed
from wolouj.foundation.searching.sounds import heard, rough
from wolouj.foundation.searching.vocabulary import Vocabulary

_BARE_BONES = 7
"""Letters from which consonants alone tell a word; digits of Darija tell enough in fewer."""

Way = tuple[str, ...]
"""Tokens that must all be there."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing and the words for it."""

    says: tuple[str, ...]
    """Words and expressions of the languages that are indexed: each leads to all the others."""
    spoken: tuple[str, ...] = ()
    """Words only typed, never indexed: Darija in Latin letters. Other spellings that sound alike are understood."""
    finds: tuple[str, ...] = ()
    """Wider words that answer too, but do not lead back."""
    shown: tuple[str, ...] = ()
    """The few of ``says`` that are told to the person."""


class Lexicon:
    """Meanings, rows of words of one family (plurals), and idle words, ready to be looked up."""

    def __init__(
        self, meanings: Iterable[Meaning] = (), families: Iterable[Sequence[str]] = (), idle: Iterable[str] = ()
    ) -> None:
        self._family: dict[str, Way] = {}
        self._tokens: frozenset[str] = frozenset()
        for row in families:
            self._join([found for word in row for found in tokens(word)])
        self._meanings = tuple(meanings)
        self._ways = [self._all_ways(m) for m in self._meanings]
        self._by_words: dict[Way, list[int]] = defaultdict(list)
        self._by_sound: dict[Way, list[int]] = defaultdict(list)
        self._by_bones: dict[Way, list[int]] = defaultdict(list)
        self._spoken: dict[Way, list[int]] = defaultdict(list)
        self._spelt: dict[str, str] = {}
        for i, meaning in enumerate(self._meanings):
            self._index(i, meaning)
        self._idle = frozenset(self._canon(tokens(word)) for word in idle)
        rows = (*self._by_words, *self._spoken, *self._idle)
        self.longest = max(map(len, rows), default=1)
        self._tokens = frozenset(t for row in (*self._by_words, *self._idle) for t in row)
        self.words = Vocabulary({w for m in self._meanings for say in (*m.says, *m.spoken) for w in chunks(say)})

    def _join(self, row: list[str]) -> None:
        """One family of ``row`` and of the families that its words already had."""
        whole = tuple(dict.fromkeys(t for word in row for t in self._family.get(word, (word,)) if t))
        for member in whole:
            self._family[member] = whole

    def _index(self, i: int, meaning: Meaning) -> None:
        for say in meaning.says:
            self._by_words[self._canon(tokens(say))].append(i)
            for key in (*chunks(say), *tokens(say)) if " " not in say else ():
                self._spelt.setdefault(key, say)
            if is_arabic(say):
                for form in self._kin(say):
                    self._hear(form, i)
        for say in meaning.spoken:
            self._spoken[tuple(w for w in chunks(say) if token(w))].append(i)
            self._hear(say, i)

    def _kin(self, say: str) -> Iterator[str]:
        """An Arabic word with its plurals, or an expression alone."""
        yield say
        row = tokens(say)
        if len(row) == 1:
            for kin in filter(is_arabic, self.family(row[0])):
                yield from (kin, *(form for form in relatives(kin) if len(form) >= 5))

    def _hear(self, say: str, i: int) -> None:
        enough = _tells if is_arabic(say) else _says
        spoken = [heard(word)[: 1 if word[1:2] in "aeiouy" else 2] for word in chunks(say) if token(word)]
        for keys in {tuple(forms[0] for forms in spoken), tuple(forms[-1] for forms in spoken)}:
            for table, row in ((self._by_sound, keys), (self._by_bones, tuple(map(rough, keys)))):
                if all(map(enough, row)) and i not in table[row]:
                    table[row].append(i)

    def _all_ways(self, meaning: Meaning) -> tuple[Way, ...]:
        rows = [tuple(tokens(say)) for say in (*meaning.says, *meaning.finds)]
        wider = (self.family(row[0]) for row in rows if len(row) == 1)
        return tuple(dict.fromkeys((*rows, *((t,) for family in wider for t in family))))

    def _canon(self, row: Iterable[str]) -> Way:
        return tuple(self._first(t) for t in row)

    def _first(self, found: str) -> str:
        """The word that stands for its family, met by a regular plural too."""
        if found in self._family or found in self._tokens or not found or not is_arabic(found):
            return self.family(found)[0]
        kin = next((kin for kin in relatives(found) if kin in self._family or kin in self._tokens), found)
        return self.family(kin)[0]

    def family(self, found: str) -> Way:
        """That token with its plurals and near kin, or alone."""
        return self._family.get(found, (found,))

    def knows(self, found: str) -> bool:
        """Whether the token is in a word or expression of a meaning, or in a family."""
        return found in self._family or self._first(found) in self._tokens

    def is_idle(self, row: Sequence[str]) -> bool:
        """Whether those tokens say nothing: "bon de commande"."""
        return self._canon(row) in self._idle

    def meanings(self, typed: Sequence[str], row: Sequence[str]) -> tuple[int, ...]:
        """The meanings of a whole run of typed words and their tokens, written as the lexicon has them."""
        found = (*self._by_words.get(self._canon(row), ()), *self._spoken.get(tuple(typed), ()))
        return tuple(dict.fromkeys(found))

    def sounding(self, typed: Sequence[str]) -> tuple[int, ...]:
        """The meanings of a run of words in Latin letters that sound like some of the lexicon, exactly or nearly."""
        keys = [heard(word) for word in typed]
        for row in product(*keys):
            if row in self._by_sound:
                return tuple(self._by_sound[row])
        if sum(map(len, typed)) < _BARE_BONES and not any(map(is_mixed, typed)):
            return ()
        for row in product(*keys):
            if bones := self._by_bones.get(tuple(map(rough, row))):
                return tuple(bones)
        return ()

    def ways(self, meaning: int) -> tuple[Way, ...]:
        """All that answers a meaning."""
        return self._ways[meaning]

    def spelt(self, found: str) -> str:
        """A word, or a token, as people write it, accents and all; as it is when the lexicon has no such word."""
        return self._spelt.get(found, found)

    def shown(self, meaning: int) -> tuple[str, ...]:
        """The words of a meaning that are told to the person."""
        return self._meanings[meaning].shown


def _says(key: str) -> bool:
    """Whether a sound that people are known to type tells a word."""
    return len(key) > 2


def _tells(key: str) -> bool:
    """Whether a sound worked out of Arabic letters does: three consonants would take "cadre" for a pot."""
    return len(key) > 3 or (len(key) == 3 and bool(set("3xR") & set(key)))
