"""Phones as people type them."""

import pytest

from wolouj.people.phones import BadPhone, masked, normalise, shown


@pytest.mark.parametrize(
    "typed",
    ["0661223344", "06 61 22 33 44", "06.61-22-33-44", "+212661223344", "00212 661 223344", "+212 (0)661223344",
     "٠٦٦١٢٢٣٣٤٤",
     "212661223344", "\u202a+212 661-223344\u202c"],
)  # fmt: skip
def test_one_number_however_typed(typed: str) -> None:
    assert normalise(typed) == "+212661223344"


def test_foreign_numbers_are_kept() -> None:
    assert normalise("+33 6 12 34 56 78") == "+33612345678"


@pytest.mark.parametrize("typed", ["", "06", "0161223344", "abc", "+212123", "06612233445", "+0661223344"])
def test_what_is_no_phone_is_said(typed: str) -> None:
    with pytest.raises(BadPhone):
        normalise(typed)


def test_shown_and_masked() -> None:
    assert shown("+212661223344") == "06 61 22 33 44"
    assert masked("+212661223344") == "06 •• •• •• 44"
