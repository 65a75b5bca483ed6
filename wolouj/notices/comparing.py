"""Which names are worth comparing: names that share a place and a rare word, a commune, or all their letters.

Comparing each with each is 1.25 thousand million pairs for 50,000 buyers; names met together in no block below are of
another place or share no rare word, and would score nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping
from itertools import combinations
from typing import TypeVar

from wolouj.notices.buyer_names import Body, BuyerName
from wolouj.notices.same_buyers import PROPOSED, Likeness, likeness
from wolouj.reference.folding import sound

Key = TypeVar("Key", bound=Hashable)
LARGEST = {"one": 24, "two": 100}
"""Names that share one word, or two, with more others than this share nothing that tells them apart."""
RARE = 3
"""So many of a name's rarest words are looked at."""


def alike(
    names: Mapping[Key, BuyerName], *, among: frozenset[Key] | None = None
) -> Iterator[tuple[Key, Key, Likeness]]:
    """Every pair that scores enough to be proposed, each once, in no order.

    Args:
        names: every buyer's name, taken apart.
        among: only pairs with one of these; all pairs when ``None``.
    """
    for one, other in candidates(names, among):
        found = likeness(names[one], names[other])
        if found.score >= PROPOSED:
            yield one, other, found


def candidates(names: Mapping[Key, BuyerName], among: frozenset[Key] | None = None) -> Iterator[tuple[Key, Key]]:
    """Pairs met together in some block, each once; with ``among``, only those with one of these."""
    seen: set[tuple[int, int]] = set()
    order = {key: number for number, key in enumerate(names)}
    keys = list(names)
    for block, members in _blocks(names).items():
        if len(members) > LARGEST.get(block[0], len(members)):
            continue
        for one, other in _pairs(members, among):
            pair = (order[one], order[other])
            if pair not in seen:
                seen.add(pair)
                yield keys[pair[0]], keys[pair[1]]


def _pairs(members: list[Key], among: frozenset[Key] | None) -> Iterator[tuple[Key, Key]]:
    """Pairs of a block, the first of a pair before the second in it."""
    if among is None:
        yield from combinations(members, 2)
        return
    for place, one in enumerate(members):
        if one in among:
            yield from ((before, one) for before in members[:place] if before not in among)
            yield from ((one, after) for after in members[place + 1 :])


def _blocks(names: Mapping[Key, BuyerName]) -> dict[tuple[str, ...], list[Key]]:
    """Block -> its names, in the order given; a block of one is no block."""
    heard = {word: sound(word) for name in names.values() for word in name.words}
    counted = Counter(each for name in names.values() for each in {heard[word] for word in name.words})
    blocks: dict[tuple[str, ...], list[Key]] = defaultdict(list)
    for key, name in names.items():
        rare = sorted({heard[word] for word in name.words} - {""}, key=lambda each: (counted[each], each))[:RARE]
        for block in _blocks_of(name, rare):
            blocks[block].append(key)
    return {block: members for block, members in blocks.items() if len(members) > 1}


def _blocks_of(name: BuyerName, rare: list[str]) -> Iterator[tuple[str, ...]]:
    """The blocks of one name."""
    if name.body is Body.COMMUNE:
        yield from ({("commune", name.commune)} if name.commune else set()) | {("own", sound(name.own))}
        return
    yield "same", name.folded
    body, near = str(name.body), name.province or name.region
    for place in {near, name.region, ""}:
        for first, second in combinations(sorted(rare), 2):
            yield "two", body, place, first, second
    for place in {near, ""}:
        for word in rare:
            yield "one", body, place, word
    if name.body in (Body.PROVINCE, Body.REGION) and near:
        yield "authority", body, near
