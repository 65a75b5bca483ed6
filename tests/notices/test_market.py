"""The market around a notice: quartiles where there is enough, near first, never the lowest, samples apart."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.notices.published import AT
from wolouj.bids.deciding import market_card
from wolouj.notices.market import ENOUGH, Market, NoMarket, Reach, market_of
from wolouj.notices.models import Buyer, Notice, Result

pytestmark = pytest.mark.django_db
AMOUNTS = [Decimal(n) for n in (1000, 2000, 3000, 4000, 5000, 6000, 7000, 80_000, 90_000)]


@pytest.fixture
def ended() -> Callable[..., Result]:
    """``ended(amount)``: a result of nature 12 in Azilal, unless told otherwise."""
    buyer, number = Buyer.objects.create(name="COMMUNE X", name_key="commune x"), iter(range(10_000))

    def make(amount: Decimal | None = Decimal(1000), **changes: Any) -> Result:
        given: dict[str, Any] = {
            "identity": f"r{next(number)}", "kind": "purchase_order", "reference": "1/2026", "object": "x",
            "buyer": buyer, "published": AT - timedelta(days=30), "outcome": "awarded", "quotes": 4, "amount": amount,
            "nature": 12, "nature_confidence": "certain", "province": "05.081", "region": "05",
        }  # fmt: skip
        return Result.objects.create(**given | changes)

    return make


def notice(**changes: Any) -> Notice:
    given: dict[str, Any] = {"kind": "purchase_order", "nature": 12, "place_codes": ["05.081"]}
    return Notice(**given | changes)


def test_the_quartiles_of_what_was_paid(ended: Callable[..., Result]) -> None:
    for amount in AMOUNTS:
        ended(amount)
    found = market_of(notice(), at=AT)
    low, middle, high = (round(x) for x in statistics.quantiles(AMOUNTS, n=4, method="inclusive"))
    assert isinstance(found, Market)
    assert (found.reach, found.code, found.number) == (Reach.PROVINCE, "05.081", 9)
    assert (found.low, found.middle, found.high) == (low, middle, high) == (3000, 5000, 7000)
    assert (found.quotes, found.few) == (4, 0)
    assert found.since == found.until == (AT - timedelta(days=30)).date()


def test_under_eight_there_is_no_market_and_at_eight_there_is(ended: Callable[..., Result]) -> None:
    for _ in range(ENOUGH - 1):
        ended()
    assert market_of(notice(), at=AT) == NoMarket(ENOUGH - 1)
    ended()
    assert isinstance(market_of(notice(), at=AT), Market)


@pytest.mark.parametrize(
    ("near", "around", "far", "reach"),
    [(8, 0, 0, "province"), (4, 4, 0, "region"), (3, 3, 2, "country"), (8, 50, 50, "province")],
)
def test_the_nearest_place_with_enough(
    ended: Callable[..., Result], near: int, around: int, far: int, reach: str
) -> None:
    for number, place in ((near, {}), (around, {"province": "05.091"}), (far, {"province": "01.151", "region": "01"})):
        for _ in range(number):
            ended(**place)
    found = market_of(notice(place_codes=["05.081.11.01"]), at=AT)
    assert isinstance(found, Market) and found.reach == reach


def test_a_notice_in_several_places_or_in_none_is_counted_in_the_country(ended: Callable[..., Result]) -> None:
    for _ in range(8):
        ended()
    for places in (["05.081", "05.091"], [], ["MA"]):
        found = market_of(notice(place_codes=places), at=AT)
        assert isinstance(found, Market) and (found.reach, found.code) == (Reach.COUNTRY, "")


@pytest.mark.parametrize(
    "other",
    [
        {"nature": 13}, {"nature": None}, {"nature_confidence": "unsure"}, {"kind": "tender"}, {"amount": None},
        {"outcome": "unsuccessful", "amount": None}, {"outcome": "cancelled"}, {"is_sample": True},
        {"published": AT + timedelta(minutes=1)}, {"published": AT - timedelta(days=365 * 3 + 1)},
    ],
    ids=str,
)  # fmt: skip
def test_what_is_no_part_of_this_market(ended: Callable[..., Result], other: dict[str, Any]) -> None:
    for _ in range(7):
        ended()
    ended(**other)
    assert market_of(notice(), at=AT) == NoMarket(7)


def test_a_sample_is_compared_with_samples(ended: Callable[..., Result]) -> None:
    for _ in range(8):
        ended(is_sample=True)
    assert market_of(notice(), at=AT) == NoMarket(0)
    assert isinstance(market_of(notice(is_sample=True), at=AT), Market)


def test_a_nature_a_person_set_counts(ended: Callable[..., Result]) -> None:
    for _ in range(8):
        ended(nature_confidence="")
    assert isinstance(market_of(notice(), at=AT), Market)


def test_how_many_quotes_there_usually_are(ended: Callable[..., Result]) -> None:
    for quotes in (1, 2, 3, 4, 5, 6, 7, 8):
        ended(quotes=quotes)
    found = market_of(notice(), at=AT)
    assert isinstance(found, Market) and (found.quotes, found.few) == (5, 38)
    Result.objects.filter(quotes=8).update(quotes=None)
    found = market_of(notice(), at=AT)
    assert isinstance(found, Market) and (found.number, found.quotes, found.few) == (8, None, None)


def test_without_a_nature_there_is_nothing_to_compare(ended: Callable[..., Result]) -> None:
    for _ in range(9):
        ended()
    assert market_of(notice(nature=None), at=AT) == NoMarket(0)


def test_three_queries_at_most(ended: Callable[..., Result]) -> None:
    ended()
    with CaptureQueriesContext(connection) as asked:
        market_of(notice(), at=AT)
    assert len(asked) == 3


def test_the_lowest_price_stands_nowhere_on_the_card(ended: Callable[..., Result]) -> None:
    for amount in (Decimal("1234.56"), *AMOUNTS[1:]):
        ended(amount)
    shown = repr(market_card(market_of(notice(), at=AT)))
    assert "1 235" not in shown.replace("\u202f", " ").replace("\u00a0", " ") and "234" not in shown
    assert "90" not in shown.replace("\u202f", "").replace("\u00a0", "").replace("30 jours", "")
