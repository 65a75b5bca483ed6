"""One notice against one structure: every reason, and the order they make."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.engine.verdict import Confidence
from wolouj.matching.fit import Aspect, Offer, Wants, fit, weights

AT = datetime(2026, 11, 28, 9, 0, tzinfo=ZoneInfo("Africa/Casablanca"))
HERS = Wants(natures=frozenset({1, 27}), served=frozenset({"05.081"}), seat="05.081.01.0", month=Decimal(20_000))
GOOD = Offer(
    natures=(1, 55), confidence=Confidence.CERTAIN, places=("05.081",), estimate=Decimal(15_000),
    deadline=AT + timedelta(days=9),
)  # fmt: skip


def keys(wants: Wants = HERS, **offer: Any) -> dict[Aspect, str]:
    changed = Offer(**{name: getattr(GOOD, name) for name in GOOD.__slots__} | offer)
    return {reason.aspect: reason.key for reason in fit(wants, changed, at=AT).reasons}


def wants(**changes: Any) -> Wants:
    return Wants(**{name: getattr(HERS, name) for name in HERS.__slots__} | changes)


@pytest.mark.parametrize(
    ("offer", "aspect", "key"),
    [
        ({}, "trade", "trade"),
        ({"natures": (55, 1)}, "trade", "trade"),
        ({"confidence": Confidence.UNSURE}, "trade", "trade_maybe"),
        ({"natures": (40,)}, "trade", "trade_other"),
        ({"natures": ()}, "trade", "trade_other"),
        ({"natures": (40,), "by_words": True}, "trade", "trade_words"),
        ({}, "place", "place_home"),
        ({"places": ()}, "place", "place_unknown"),
        ({"places": ("05",)}, "place", "place_around"),
        ({"places": ("MA",)}, "place", "place_country"),
        ({"places": ("01.151",)}, "place", "place_far"),
        ({"places": ("01.151", "05.081.05.0")}, "place", "place_home"),
        ({"estimate": None}, "size", "size_unknown"),
        ({"estimate": Decimal(20_000)}, "size", "size_month"),
        ({"estimate": Decimal("20000.01")}, "size", "size_longer"),
        ({"estimate": Decimal(60_000)}, "size", "size_longer"),
        ({"estimate": Decimal("60000.01")}, "size", "size_big"),
        ({"deadline": None}, "time", "time_unknown"),
    ],
)  # fmt: skip
def test_each_reason(offer: dict[str, Any], aspect: str, key: str) -> None:
    assert keys(**offer)[Aspect(aspect)] == key


@pytest.mark.parametrize(
    ("change", "aspect", "key"),
    [
        ({"not_natures": frozenset({1})}, "trade", "trade"),  # she still says it is her trade
        ({"not_natures": frozenset({1}), "natures": frozenset({55})}, "trade", "trade_refused"),
        ({"not_places": frozenset({"05.081"})}, "place", "place_home"),  # a place she serves by name
        ({"not_places": frozenset({"05.081"}), "served": frozenset({"05"})}, "place", "place_refused"),
        ({"served": frozenset(), "seat": ""}, "place", "place_not_told"),
        ({"seat": "05.255.01.0"}, "place", "place_served"),
        ({"month": None}, "size", "size_not_told"),
        ({"too_big_from": Decimal(15_000)}, "size", "size_refused"),
        ({"too_big_from": Decimal(15_001)}, "size", "size_month"),
    ],
)  # fmt: skip
def test_what_she_told_changes_what_she_is_shown(change: dict[str, Any], aspect: str, key: str) -> None:
    assert keys(wants(**change))[Aspect(aspect)] == key


def test_one_thing_against_it_is_a_near_miss_but_another_trade_never_is() -> None:
    far = fit(HERS, Offer(natures=(1,), places=("01.151",)), at=AT)
    assert far.near and not far.fits and [reason.key for reason in far.misses] == ["place_far"]
    other = fit(HERS, Offer(natures=(40,), places=("05.081",)), at=AT)
    assert not other.near and not other.fits
    far_and_big = fit(HERS, Offer(natures=(1,), places=("01.151",), estimate=Decimal(90_000)), at=AT)
    assert not far_and_big.near


def test_nearer_surer_smaller_and_later_come_first() -> None:
    best = fit(HERS, GOOD, at=AT).score
    worse = [
        {"natures": (55, 1)},
        {"confidence": Confidence.UNSURE},
        {"places": ("05",)},
        {"estimate": Decimal(50_000)},
        {"deadline": AT + timedelta(days=2)},
    ]
    for change in worse:
        offer = Offer(**{name: getattr(GOOD, name) for name in GOOD.__slots__} | change)
        assert fit(HERS, offer, at=AT).score < best


def test_the_weights_are_whole() -> None:
    assert sum(weights()["counts"].values()) == 1
    assert set(weights()["counts"]) == set(Aspect)


codes = st.sampled_from(["05", "05.081", "05.081.01.0", "01.151", "MA", "06.141.01.10"])


@given(
    st.frozensets(st.integers(1, 5)), st.frozensets(codes), st.lists(st.integers(1, 5), max_size=3),
    st.lists(codes, max_size=3), st.none() | st.decimals(1, 10**6, places=2),
)  # fmt: skip
def test_a_score_lies_between_nothing_and_one_and_telling_more_trades_never_takes_a_notice_away(
    natures: frozenset[int], served: frozenset[str], hers: list[int], places: list[str], amount: Decimal | None
) -> None:
    offer = Offer(natures=tuple(hers), places=tuple(places), estimate=amount)
    less = fit(Wants(natures=natures, served=served), offer, at=AT)
    more = fit(Wants(natures=natures | {1}, served=served), offer, at=AT)
    assert 0 <= less.score <= 1
    assert more.fits or not less.fits
