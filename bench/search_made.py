"""Sample notices for the benches of the search, and questions about them: made by chance, always the same.

About twelve words of the trade, a buyer, a place, 40 % in Arabic, 4 % still open.
"""

from __future__ import annotations

import json
import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Any

SEED = 20261128
QUESTIONS = 300
OPEN_SHARE, ARABIC_SHARE = 0.04, 0.4
NOW = datetime(2026, 11, 28, 10, 0, tzinfo=UTC)
MARKS = frozenset({"échantillon", "عينة"})
"""What every sample carries, and nobody looks for."""
COLUMNS = (
    "id", "kind", "reference", "object", "buyer_id", "rulebook", "category", "nature", "natures", "nature_confidence",
    "deadline", "places", "place_codes", "procedure_told", "price_mode", "visits", "url", "source", "identity",
    "digest", "corrected", "search_words", "choices", "entered_at", "is_sample", "may_be_open", "portal_key",
)  # fmt: skip


@dataclass(frozen=True)
class Trade:
    """What notices are made of: words of the trade in both languages, buyers, places, natures."""

    french: list[str]
    arabic: list[str]
    buyers: list[tuple[uuid.UUID, str, str]]
    """Id, name, code of the province."""
    natures: list[int]

    @classmethod
    def known(cls) -> Trade:
        """From the reference: the words of search_words.yaml, communes, natures."""
        from wolouj.reference.natures import natures
        from wolouj.reference.search_words import _file
        from wolouj.reference.territories import communes

        dice = random.Random(SEED)
        rows = _file()["meanings"]
        words = {lang: [str(word) for row in rows for word in row.get(lang, ())] for lang in ("fr", "ar")}
        places = dice.sample(list(communes()), 1200)
        buyers = [
            (
                uuid.UUID(int=dice.getrandbits(128)),
                f"COMMUNE {one.name_fr.upper()} {one.code} (échantillon)",
                one.code[:6],
            )
            for one in places
        ]
        for said in words.values():
            dice.shuffle(said)
        return cls(words["fr"], words["ar"], buyers, list(natures()))


class Maker:
    """Sample notices, one after the other, always the same."""

    def __init__(self, trade: Trade, number: int) -> None:
        self.trade, self.number, self.dice = trade, number, random.Random(SEED + 1)
        self.weights = {
            len(words): list(accumulate(1 / (rank + 8) for rank in range(len(words))))
            for words in (trade.french, trade.arabic)
        }
        self.texts: list[tuple[str, str]] = []
        """Object and buyer of each, for those who search otherwise."""
        self.closing: list[datetime] = []

    def _some(self, words: list[str], many: int) -> list[str]:
        """Words by chance, the first ones much oftener, as in any language."""
        return self.dice.choices(words, cum_weights=self.weights[len(words)], k=many)

    def _object(self, number: int) -> str:
        if self.dice.random() < ARABIC_SHARE:
            said = self._some(self.trade.arabic, 6)
            return f"{said[0]} {said[1]} و{said[2]} {said[3]} لفائدة {said[4]} ({said[5]}) رقم {number} عينة"
        said = self._some(self.trade.french, 6)
        return f"{said[0]} et {said[1]} pour {said[2]}, {said[3]} de {said[4]} ({said[5]}), n° {number}, échantillon"

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """A row of the table for each notice, in the order of :data:`COLUMNS`."""
        from wolouj.notices.understanding import choices, search_words

        dice = self.dice
        for number in range(self.number):
            what, (buyer, name, place) = self._object(number), dice.choice(self.trade.buyers)
            kind = "purchase_order" if dice.random() < 0.8 else "tender"
            category, natures = dice.choice(("works", "supplies", "services")), dice.sample(self.trade.natures, 2)
            opened = dice.random() < OPEN_SHARE
            hours = dice.randint(1, 900) if opened else -dice.randint(1, 60_000)
            closes = NOW + timedelta(hours=hours, minutes=dice.randint(0, 59))
            words = search_words(
                object=what, buyer=name, reference=f"{number}/2026", kind=kind, category=category,
                natures=tuple(natures), places=(place,),
            )  # fmt: skip
            self.texts.append((what, name))
            self.closing.append(closes)
            yield (
                uuid.UUID(int=dice.getrandbits(128)), kind, f"{number}/2026", what, buyer, "decree", category,
                natures[0], json.dumps(natures), "likely", closes, "[]", json.dumps([place]), "", "", "", "", "json",
                f"bench:{number}", "", "[]", words, choices(kind, category, natures, (place,)),
                closes - timedelta(days=21), True, closes >= NOW - timedelta(days=7), "",
            )  # fmt: skip


@dataclass(frozen=True)
class Question:
    """What is asked, by words and choices."""

    words: tuple[str, ...]
    category: str = ""
    place: str = ""

    @property
    def text(self) -> str:
        """As it is typed."""
        return " ".join(self.words)

    @property
    def chosen(self) -> list[str]:
        """The choices as the list keeps them."""
        where = f"{'province' if len(self.place) > 2 else 'region'}:{self.place}"
        return [f"category:{self.category}"] * bool(self.category) + [where] * bool(self.place)


def questions(maker: Maker) -> list[Question]:
    """Drawn from the words of the open notices: one to three of one notice, a slip in one of eight."""
    dice, asked = random.Random(SEED + 2), []
    opened = [text for text, closes in zip(maker.texts, maker.closing, strict=True) if closes >= NOW]
    while len(asked) < QUESTIONS:
        told = dice.choice(opened)[0].replace(",", " ").split()
        words = [word for word in told if len(word) > 4 and word.isalpha() and word not in MARKS]
        if len(words) < 3:
            continue
        some = dice.sample(words, dice.choice((1, 1, 2, 2, 3)))
        if dice.random() < 0.125:
            some[0] = slip(some[0], dice)
        place = dice.choice(maker.trade.buyers)[2]
        asked.append(
            Question(
                tuple(some),
                dice.choice(("works", "supplies", "services")) if dice.random() < 0.3 else "",
                (place if dice.random() < 0.3 else place[:2]) if dice.random() < 0.3 else "",
            )
        )
    return asked


def slip(word: str, dice: random.Random) -> str:
    """One letter left out, or two swapped."""
    at = dice.randrange(1, len(word) - 1)
    return (
        word[:at] + word[at + 1 :] if dice.random() < 0.5 else word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]
    )
