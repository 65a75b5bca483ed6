"""Tenders that were published: what the rules say of them is what buyers do."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from rulebook.engine.facts import Bidder, Notice, Tender
from rulebook.engine.judge import judge
from tests.rulebook.published import FILE, WHY, tenders

pytestmark = pytest.mark.skipif(not FILE.exists(), reason=WHY)
DAY = date(2025, 10, 27)


def reason(notice: Notice, rule: str) -> str:
    return next(found.reason for found in judge(Bidder(), notice, on=DAY).findings if found.rule == rule)


def test_one_simplified_tender_at_most_stands_above_the_ceiling() -> None:
    """One row of the portal does: lots, several years or a slip, nobody knows."""
    simplified = [notice for notice in tenders() if notice.tender is Tender.SIMPLIFIED]
    assert len(simplified) == 5
    found = Counter(reason(notice, "procedures.simplified_tender_is_allowed") for notice in simplified)
    assert found == {"under_the_ceiling": 3, "vat_decides": 1, "simplified_above_the_ceiling": 1}


def test_buyers_often_choose_the_ordinary_tender_below_the_ceiling() -> None:
    ordinary = [notice for notice in tenders() if notice.tender is Tender.OPEN and notice.estimate]
    found = Counter(reason(notice, "procedures.simplified_tender_is_allowed") for notice in ordinary)
    assert found["under_the_ceiling"] > 100 and "simplified_above_the_ceiling" not in found
