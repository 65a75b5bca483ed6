"""Reading numbers as people type them, and rounding to the centime."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.engine import format as fmt
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.money import centimes, parse_amount, parse_quantity, parse_rate


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("12 345,60", "12345.60"), ("12345.60", "12345.60"), ("12345,6", "12345.6"), ("12\u00a0345,60", "12345.60"),
        ("12\u202f345,60", "12345.60"), ("١٢٣٤٥٫٦٠", "12345.60"), ("١٢٬٣٤٥٫٦٠", "12345.60"), ("۹۸۴۰", "9840"),
        ("9840", "9840"), ("0", "0"), ("0,5", "0.5"), ("1.234.567", "1234567"), ("1,234,567.80", "1234567.80"),
        ("1.234,56", "1234.56"), ("1,234.56", "1234.56"), ("  52,00 DH ", "52.00"), ("52 درهما", "52"),
        ("52.5 MAD", "52.5"), ("52DH", "52"), ("\u20669\u202f840,00\u2069\u00a0درهم", "9840.00"),
        ("999999999999", "999999999999"), ("9999999999,99", "9999999999.99"),
    ],
)  # fmt: skip
def test_amounts_people_type(typed, amount):
    assert parse_amount(typed) == Decimal(amount)


@pytest.mark.parametrize(
    "typed",
    [
        "", "   ", "DH", "abc", "12 DH 5", "1 23", "12 3456", "1,23,456", "1.234.56", "12,345", "12.345", "1,234",
        "1.2.3", ",5", "5,", "-5", "−5", "- 3,20", "+5", "1e5", "0x10", "Infinity", "NaN", "12,3456", "0,125",
        "1234567890123", "99999999999,99", "½", "²", "1\n2", "12;5", "１２", "1 234.567,89,1",
    ],
)  # fmt: skip
def test_amounts_refused_in_both_languages(typed):
    with pytest.raises(BadInput) as caught:
        parse_amount(typed, field="unit_price")
    assert caught.value.field == "unit_price"
    assert caught.value.text.fr and caught.value.text.ar


def test_what_reads_two_ways_says_both():
    with pytest.raises(BadInput) as caught:
        parse_amount("12,345")
    said = fmt.plain(caught.value.text.fr)
    assert "12\u202f345 ou 12,345" in said


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_plainly(text):
    for read in (parse_amount, parse_quantity, parse_rate):
        try:
            value = read(text)
        except BadInput:
            continue
        assert value >= 0 and value.is_finite()


@given(st.integers(0, 10**12 - 1))
def test_what_we_print_we_read(cents):
    amount = Decimal(cents) / 100
    for lang in fmt.LANGS:
        assert parse_amount(fmt.money(amount, lang)) == amount


def test_quantities_have_three_decimals():
    assert parse_quantity("0,125") == Decimal("0.125")
    assert parse_quantity("1 234,567") == Decimal("1234.567")
    assert parse_quantity("2,5") == Decimal("2.5")
    for typed in ("0,1255", "1,500", "12 kg", "-1"):
        with pytest.raises(BadInput):
            parse_quantity(typed)


def test_rates_go_from_0_to_100():
    assert parse_rate("20 %") == parse_rate("20") == parse_rate("٢٠٪") == Decimal(20)
    assert parse_rate("5,5") == Decimal("5.5")
    assert parse_rate("100") == Decimal(100)
    for typed in ("100,01", "-1", "%", "vingt", "20 % 5"):
        with pytest.raises(BadInput):
            parse_rate(typed)


@pytest.mark.parametrize(
    ("exact", "rounded"),
    [("0.005", "0.01"), ("0.004999", "0.00"), ("1.115", "1.12"), ("2.675", "2.68"), ("-0.005", "-0.01"), ("3", "3.00")],
)
def test_half_a_centime_goes_up(exact, rounded):
    assert str(centimes(Decimal(exact))) == rounded
