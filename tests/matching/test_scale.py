"""The matching of a whole country against the plain way: the same pairs in any small world."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings

from rulebook.engine.facts import Bidder
from tests.matching.world import She, brute_force, indexed, worlds
from wolouj.matching.fit import Offer, Wants
from wolouj.matching.scale.index import Index
from wolouj.matching.scale.told import Posted, Told, columns


def index_of(hers: list[She]) -> Index:
    return Index(columns((she.wants, she.words, she.bidder) for she in hers))


def pairs(index: Index, notice: Posted) -> set[int]:
    return set(index.numbers(index.fitting(notice)))


@given(worlds())
@settings(max_examples=400, deadline=None)
def test_the_same_pairs_as_the_plain_way_in_any_small_world(world: tuple[list[She], list[Posted]]) -> None:
    hers, notices = world
    index = index_of(hers)
    for notice in notices:
        assert pairs(index, notice) == brute_force(hers, notice)
        assert pairs(index, notice) == brute_force(hers, notice), "asked again, it answers the same"


HERS = Wants(natures=frozenset({1}), served=frozenset({"05.081"}), seat="05.255.01.0", month=Decimal(20_000))
GOOD = Offer(natures=(1,), places=("05.081.05.0",), estimate=Decimal(60_000))


@pytest.mark.parametrize(
    ("wants", "offer", "fits"),
    [
        ({}, {}, True),
        ({}, {"places": ()}, True),
        ({}, {"places": ("MA",)}, True),
        ({}, {"places": ("01.151", "MA")}, True),
        ({}, {"places": ("01.151", "05.255")}, True),  # the province of her seat
        ({}, {"places": ("05",)}, True),  # a part of it is hers
        ({}, {"places": ("01.151",)}, False),
        ({}, {"places": ("XX",)}, False),
        ({"served": frozenset(), "seat": ""}, {"places": ("01.151",)}, True),  # she told no place
        ({"not_places": frozenset({"05"})}, {}, False),
        ({"not_places": frozenset({"05"}), "served": frozenset({"05.081.05.0"})}, {}, True),  # served by name
        ({}, {"estimate": None}, True),
        ({}, {"estimate": Decimal("60000.01")}, False),
        ({"month": None}, {"estimate": Decimal(10**9)}, True),
        ({"too_big_from": Decimal(60_000)}, {}, False),
        ({"too_big_from": Decimal("60000.01")}, {}, True),
        ({}, {"natures": (2, 1)}, True),
        ({}, {"natures": (2,)}, False),
        ({"not_natures": frozenset({2})}, {"natures": (2, 1)}, False),
        ({"not_natures": frozenset({1})}, {}, True),  # still one of hers
    ],
)  # fmt: skip
def test_each_condition(wants: dict[str, Any], offer: dict[str, Any], fits: bool) -> None:
    index = index_of([She(Wants(natures=frozenset({9}))), She(replace(HERS, **wants))])
    assert pairs(index, Posted(replace(GOOD, **offer))) == ({1} if fits else set())


def test_who_put_it_aside_is_not_shown_it_again_and_others_are() -> None:
    index = index_of([She(HERS), She(HERS)])
    assert pairs(index, Posted(GOOD, aside=(0,))) == {1}


def test_a_trade_in_words_needs_all_its_words() -> None:
    index = index_of([She(words=("broderie et couture",)), She(words=("tapis",)), She(words=("de",)), She(words=("",))])
    for object, who in (("Couture et broderie", {0}), ("Couture de tapis", {1}), ("Achat de pain", set())):
        assert pairs(index, Posted(Offer(), frozenset(indexed(object, ()).split()))) == who


def test_a_thing_told_several_times_in_a_column_counts_once() -> None:
    told = Told(count=3, natures=[(1, [0]), (1, (2, 0))], limits=[(500, [0]), (300, [0])], bidders=[(Bidder(), [0])])
    index = Index(told)
    assert pairs(index, Posted(Offer(natures=(1,)))) == {0, 2}
    assert pairs(index, Posted(Offer(natures=(1,), estimate=Decimal(4)))) == {2}


def test_nobody_told_anything() -> None:
    assert pairs(Index(Told(count=0)), Posted(GOOD)) == set()
