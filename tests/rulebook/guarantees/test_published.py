"""The guarantees that published tenders ask: nine in ten stay within the share we infer."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from rulebook.engine.facts import Bidder
from rulebook.engine.judge import judge
from tests.rulebook.published import FILE, WHY, tenders

pytestmark = pytest.mark.skipif(not FILE.exists(), reason=WHY)


def test_nine_guarantees_in_ten_stay_within_the_cap() -> None:
    asked = [notice for notice in tenders() if notice.guarantee and notice.estimate]
    found = Counter(
        finding.reason
        for notice in asked
        for finding in judge(Bidder(), notice, on=date(2025, 10, 27)).findings
        if finding.rule == "guarantees.provisional_guarantee_stays_within_the_cap"
    )
    assert len(asked) > 300 and set(found) == {"within_the_cap", "above_the_cap"}
    assert found["within_the_cap"] * 10 > len(asked) * 9
