"""What a buyer buys again: the same month of two years, or three times; under all its names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.notices.published import AT
from wolouj.foundation.actor import OPERATOR
from wolouj.notices import merging
from wolouj.notices.models import Buyer, Notice, Result
from wolouj.notices.recurring import months, recurring, seen_before

pytestmark = pytest.mark.django_db


@pytest.fixture
def buyer() -> Buyer:
    return Buyer.objects.create(name="Commune X (échantillon)", name_key="commune x")


@pytest.fixture
def asked(buyer: Buyer) -> Callable[..., Notice]:
    """``asked(2025, 9)``: a public notice of nature 12 published that month."""

    def make(year: int, month: int, **changes: Any) -> Notice:
        number = Notice.objects.count()
        day = datetime(year, month, 10, 9, tzinfo=AT.tzinfo)
        given: dict[str, Any] = {
            "reference": f"{number}/{year}", "object": "Fournitures (échantillon)", "buyer": buyer, "nature": 12,
            "natures": [12], "nature_confidence": "certain", "published": day, "deadline": day + timedelta(days=9),
            "source": "json", "identity": f"again:{number}", "entered_at": day,
        }  # fmt: skip
        return Notice.objects.create(**given | changes)

    return make


def result(buyer: Buyer, day: datetime, reference: str = "r/1", **changes: Any) -> Result:
    given: dict[str, Any] = {
        "identity": f"again:{Result.objects.count()}", "reference": reference, "object": "x", "buyer": buyer,
        "published": day, "outcome": "awarded", "nature": 12, "nature_confidence": "certain",
    }  # fmt: skip
    return Result.objects.create(**given | changes)


def test_the_same_month_of_two_years(buyer: Buyer, asked: Callable[..., Notice]) -> None:
    asked(2024, 9), asked(2025, 3)
    assert recurring(buyer, at=AT) == []
    asked(2025, 9)
    (found,) = recurring(buyer, at=AT)
    assert (found.nature, found.months, len(found.seen)) == (12, (9,), 3)
    now = asked(2026, 9)
    assert seen_before(now, at=AT) == (date(2024, 9, 1), date(2025, 9, 1))


def test_three_times_in_any_months(buyer: Buyer, asked: Callable[..., Notice]) -> None:
    asked(2025, 1), asked(2025, 4)
    now = asked(2026, 10)
    assert seen_before(now, at=AT) == (), "twice in two months says nothing"
    (found,) = recurring(buyer, at=AT)
    assert found.months == () and len(found.seen) == 3
    asked(2025, 7)
    assert seen_before(now, at=AT) == (date(2025, 1, 1), date(2025, 4, 1), date(2025, 7, 1))


@pytest.mark.parametrize(
    "other",
    [
        {"nature": 13}, {"nature": None}, {"nature_confidence": "unsure"}, {"is_sample": True}, {"cancelled_at": AT},
        {"published": AT + timedelta(days=1)}, {"published": AT - timedelta(days=366 * 5 + 1)},
        {"published": None, "deadline": None},
    ],
    ids=str,
)  # fmt: skip
def test_what_is_no_purchase_of_the_same(other: dict[str, Any], buyer: Buyer, asked: Callable[..., Notice]) -> None:
    asked(2024, 9)
    asked(2025, 9, **other)
    assert recurring(buyer, at=AT) == []


def test_a_result_counts_unless_it_ends_a_notice_already_counted(buyer: Buyer, asked: Callable[..., Notice]) -> None:
    notice = asked(2024, 9, reference="7/2024")
    result(buyer, datetime(2024, 10, 2, tzinfo=AT.tzinfo), "07/2024")
    result(buyer, datetime(2024, 10, 3, tzinfo=AT.tzinfo), "8/2024", notice=notice)
    result(buyer, datetime(2025, 10, 3, tzinfo=AT.tzinfo), "9/2025", outcome="cancelled")
    assert recurring(buyer, at=AT) == []
    result(buyer, datetime(2025, 9, 3, tzinfo=AT.tzinfo), "9/2025")
    (found,) = recurring(buyer, at=AT)
    assert found.months == (9,)


def test_its_own_result_is_no_purchase_before_it(buyer: Buyer, asked: Callable[..., Notice]) -> None:
    asked(2024, 9)
    now = asked(2025, 9, reference="5/2025")
    result(buyer, datetime(2025, 10, 3, tzinfo=AT.tzinfo), "5/2025")
    assert seen_before(now, at=AT) == ()


def test_all_the_names_of_a_buyer_are_one(buyer: Buyer, asked: Callable[..., Notice]) -> None:
    other = Buyer.objects.create(name="C.T. X (échantillon)", name_key="c.t. x")
    asked(2024, 9), asked(2025, 9, buyer=other)
    now = asked(2026, 10)
    assert seen_before(now, at=AT) == ()
    said = merging.merge(kept=buyer, other=other, by=OPERATOR, at=AT)
    assert recurring(other, at=AT) == [], "a row read before the merge is read again"
    assert [each.months for each in recurring(Buyer.objects.get(id=other.id), at=AT)] == [(9,)]
    assert seen_before(Notice.objects.get(id=now.id), at=AT) == (date(2024, 9, 1), date(2025, 9, 1))
    merging.undo(said=said, by=OPERATOR, at=AT)
    assert seen_before(Notice.objects.get(id=now.id), at=AT) == ()


def test_the_month_is_that_of_morocco(buyer: Buyer, asked: Callable[..., Notice]) -> None:
    for year in (2024, 2025):
        asked(year, 9, published=datetime(year, 9, 1, 0, 30, tzinfo=AT.tzinfo))
    (found,) = recurring(buyer, at=AT)
    assert found.months == (9,)


def test_two_queries(buyer: Buyer, asked: Callable[..., Notice]) -> None:
    for year in (2023, 2024, 2025):
        asked(year, 9), result(buyer, AT - timedelta(days=30), f"z{year}")
    with CaptureQueriesContext(connection) as queries:
        recurring(buyer, at=AT)
    assert len(queries) == 2


def test_months_are_told_in_both_languages() -> None:
    days = (date(2023, 9, 1), date(2024, 9, 1), date(2025, 9, 1))
    assert "septembre" in months(days, "fr") and " et septembre" in months(days, "fr")
    assert months(days, "ar").count("شتنبر") == 3 and "، " in months(days, "ar") and " وشتنبر" in months(days, "ar")
    assert months(days[:1], "fr").startswith("septembre")


def test_the_page_says_it_and_says_it_is_the_past(client: Client, asked: Callable[..., Notice]) -> None:
    asked(2024, 9), asked(2025, 9)
    now = asked(2026, 9)
    for lang, past in (("fr", "C’est le passé"), ("ar", "هذا ما مضى")):
        shown = client.get(f"/{lang}/notices/{now.id}/").content.decode()
        assert past in shown and "2024" in shown
    alone = asked(2026, 9, nature=30, natures=[30])
    assert "C’est le passé" not in client.get(f"/fr/notices/{alone.id}/").content.decode()
