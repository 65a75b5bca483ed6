"""The law of a day: what stands when, and what the loader refuses."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from rulebook.engine.facts import Notice
from rulebook.engine.law import Law, NoDay, NotYetLaw, governing_day, load_parameters
from rulebook.engine.texts import LawError
from rulebook.engine.verdict import Confidence

GOOD = """
limit:
  name: {fr: "Limite", ar: "حد"}
  unit: MAD
  values:
    2024-01-01: {is: "10", by: decree-2-22-431/91, confidence: certain, source: press-2023}
    2025-01-01: {is: "12.5", by: decree-2-22-431/91, confidence: likely, source: press-2023}
    2026-01-01: {is: null, by: decree-2-22-431/91, confidence: certain, source: press-2023}
  still_true_on: 2026-11-23
"""


def loaded(tmp_path: Path, text: str = GOOD):
    path = tmp_path / "parameters.yaml"
    path.write_text(text, encoding="utf-8")
    return list(load_parameters(path))


def test_the_day_before_the_decree_nothing_is_law() -> None:
    with pytest.raises(NotYetLaw):
        Law.on(date(2023, 8, 31))("purchase_orders.ceiling")
    assert Law.on(date(2023, 9, 1))("purchase_orders.ceiling") == Decimal("500000.00")


def test_what_is_read_is_remembered_once() -> None:
    law = Law.on(date(2026, 11, 2))
    law("purchase_orders.ceiling")
    (reading,) = law.readings()
    assert reading.article == "decree-2-22-431/91"
    assert reading.confidence is Confidence.CERTAIN
    assert law.readings() == ()


def test_an_unknown_quantity_is_a_fault() -> None:
    with pytest.raises(KeyError):
        Law.on(date(2026, 1, 1))("purchase_orders.flor")


def test_a_value_changes_and_ends_on_its_day(tmp_path: Path) -> None:
    (limit,) = loaded(tmp_path)
    assert limit.on(date(2023, 12, 31)) is None
    assert [limit.on(date(*day)).value for day in [(2024, 1, 1), (2024, 12, 31), (2025, 1, 1), (2026, 1, 1)]] == [
        Decimal("10.00"),
        Decimal("10.00"),
        Decimal("12.50"),
        None,
    ]


@pytest.mark.parametrize(
    ("found", "put", "says"),
    [
        ('"10"', "10.5", "float"),
        ('"10"', "10", "between quotes"),
        ("431/91", "431/999", "no article"),
        ("press-2023}", "hearsay}", "no source"),
        ("unit: MAD", "unit: USD", "unknown unit"),
        ("confidence: certain", "confidence: sure", "sure"),
        ("2024-01-01", "2027-01-01", "oldest first"),
        ("still_true_on: 2026-11-23", "still_true_on: soon", "not a day"),
        ("2025-01-01", "2024-01-01", "written twice"),
    ],
)
def test_the_loader_refuses(tmp_path: Path, found: str, put: str, says: str) -> None:
    with pytest.raises(LawError, match=says):
        loaded(tmp_path, GOOD.replace(found, put, 1))


def test_governing_day_is_the_day_in_casablanca() -> None:
    late = Notice(published=datetime(2026, 11, 2, 23, 30, tzinfo=UTC))
    assert governing_day(late, on=date(2020, 1, 1)) == date(2026, 11, 3)
    assert governing_day(Notice(), on=date(2026, 11, 2)) == date(2026, 11, 2)
    with pytest.raises(NoDay):
        governing_day(Notice())
