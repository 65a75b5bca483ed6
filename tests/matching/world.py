"""Small worlds for the matching of a country: structures and notices of every shape, and the plain way to pair them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from rulebook.engine.facts import Bidder
from rulebook.engine.verdict import Confidence
from wolouj.foundation.searching import document, facet
from wolouj.matching.fit import Offer, Wants, fit
from wolouj.matching.scale.told import Posted
from wolouj.reference.search_words import query

AT = datetime(2026, 11, 28, 9, 0, tzinfo=ZoneInfo("Africa/Casablanca"))
NATURES = st.integers(1, 5)
COMMUNES = ("05.081.01.0", "05.081.05.0", "05.255.01.0", "01.151.01.0", "06.141.01.10")
CODES = ("05", "01", "05.081", "05.255", "01.151", *COMMUNES, "MA", "XX")
TRADES = ("tapis", "broderie et couture", "nettoyage", "خياطة", "pain", "traiteur", "12", "de", "")
OBJECTS = ("Achat de tapis", "Nettoyage des locaux", "Couture et broderie de tenues", "Pain", "خياطة الملابس", "")
AMOUNTS = st.none() | st.integers(1, 40).map(lambda n: Decimal(n) * 5000) | st.decimals(1, 200_000, places=2)


@dataclass(frozen=True)
class She:
    """A structure of a small world."""

    wants: Wants = field(default_factory=Wants)
    words: tuple[str, ...] = ()
    bidder: Bidder = field(default_factory=Bidder)


def some(things: Sequence[str], most: int = 3) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(things), max_size=most)


wants = st.builds(
    Wants, natures=st.frozensets(NATURES, max_size=3), served=some(CODES[:-2]), seat=st.sampled_from(("", *COMMUNES)),
    month=AMOUNTS, not_natures=st.frozensets(NATURES, max_size=2), not_places=some(CODES[:9], 2), too_big_from=AMOUNTS,
)  # fmt: skip
structures = st.builds(She, wants, st.lists(st.sampled_from(TRADES), max_size=2).map(tuple))
offers = st.builds(
    Offer, natures=st.lists(NATURES, max_size=3, unique=True).map(tuple),
    confidence=st.sampled_from([None, *Confidence]), places=st.lists(st.sampled_from(CODES), max_size=3).map(tuple),
    estimate=AMOUNTS, deadline=st.none() | st.just(AT),
)  # fmt: skip


def indexed(object: str, natures: tuple[int, ...]) -> str:
    """The words of a notice, as an import writes them."""
    return " ".join([document(object), *(facet("nature", each) for each in natures)])


@st.composite
def notices(draw: st.DrawFn, count: int) -> Posted:
    offer = draw(offers)
    words = indexed(draw(st.sampled_from(OBJECTS)), offer.natures)
    aside = draw(st.frozensets(st.integers(0, count - 1), max_size=2)) if count else frozenset()
    return Posted(offer, frozenset(words.split()), tuple(sorted(aside)))


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[She], list[Posted]]:
    """A few structures, a few notices."""
    hers = draw(st.lists(structures, max_size=8))
    return hers, draw(st.lists(notices(len(hers)), min_size=1, max_size=4))


def brute_force(hers: Sequence[She], notice: Posted) -> set[int]:
    """The plain way: each structure asked, one after the other, with the room's own comparison."""
    found = set()
    for number, she in enumerate(hers):
        asked = [question for text in she.words if (question := query(text))]
        by_words = any(question.matches(" ".join(notice.words)) for question in asked)
        told = {name: getattr(notice.offer, name) for name in Offer.__slots__} | {"by_words": by_words}
        if number not in notice.aside and fit(she.wants, Offer(**told), at=AT).fits:
            found.add(number)
    return found
