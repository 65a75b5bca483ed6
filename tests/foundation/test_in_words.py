"""Totals in words: a checked table, the words read back, and the rules of agreement one by one."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from num2words import num2words

from tests.foundation import read_words
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.in_words import french_number, in_words

GOLDEN = yaml.safe_load(Path(__file__).with_name("in_words.yaml").read_text(encoding="utf-8"))
# Every size of number as likely as every other, so that small corners are met too.
CENTS = st.one_of(*(st.integers(0, 10**power - 1) for power in range(1, 12)))
WHOLE = st.one_of(*(st.integers(1, 10**power - 1) for power in range(1, 10)))


def test_the_table_is_long_enough():
    assert len(GOLDEN) >= 150


@pytest.mark.parametrize("amount", GOLDEN)
def test_golden(amount):
    said = in_words(Decimal(amount))
    assert {"fr": said.fr, "ar": said.ar} == GOLDEN[amount]


@pytest.mark.parametrize("amount", GOLDEN)
def test_the_table_itself_reads_back(amount):
    """The table was typed by people: the reader, which never saw the writer, agrees with it."""
    assert read_words.french(GOLDEN[amount]["fr"]) == Decimal(amount)
    assert read_words.arabic(GOLDEN[amount]["ar"]) == Decimal(amount)


@given(CENTS)
@example(99_999_999_999)
@example(10_100_000)
@example(10_000_200)
def test_round_trip(cents):
    amount = Decimal(cents) / 100
    said = in_words(amount)
    assert read_words.french(said.fr) == amount
    assert read_words.arabic(said.ar) == amount


def test_every_whole_amount_up_to_ten_thousand_reads_back():
    for whole in range(10_001):
        said = in_words(whole)
        assert read_words.french(said.fr) == whole, said
        assert read_words.arabic(said.ar) == whole, said


@given(WHOLE)
def test_french_integers_agree_with_num2words(n):
    assert french_number(n) == num2words(n, lang="fr")


@given(WHOLE)
def test_the_arabic_dirham_agrees_with_the_last_two_figures(n):
    said, last = in_words(n).ar, n % 100
    if last == 1:
        assert said.endswith("درهم واحد")
    elif last == 2:
        assert said.endswith("درهمان")
    elif 3 <= last <= 10:
        assert said.endswith(" دراهم")
    elif last >= 11:
        assert said.endswith(" درهما")
    else:
        assert said.endswith(" درهم")


@given(WHOLE)
def test_the_dual_keeps_its_nun_unless_the_counted_noun_follows(n):
    said = in_words(n).ar
    for full, construct in (("مائتان", "مائتا"), ("ألفان", "ألفا"), ("مليونان", "مليونا")):
        assert f"{full} درهم" not in said.replace("درهما", "")
        assert f"{full} ألف" not in said and f"{full} مليون" not in said
        assert f"{construct} و" not in said.replace("عشر ألفا و", "").replace("ون ألفا و", "").replace(
            "عشر مليونا و", ""
        ).replace("ون مليونا و", "")


@given(WHOLE)
def test_french_takes_de_only_after_a_whole_million(n):
    said = in_words(n).fr
    assert (" de dirhams" in said) == (n % 1_000_000 == 0)
    assert "un mille" not in said.replace("et un mille", "").replace("-un mille", "").replace("cent un mille", "")


def test_text_is_read_first():
    assert in_words("9 840,00") == in_words(Decimal("9840")) == in_words(Decimal("9840.00")) == in_words(9840)


@pytest.mark.parametrize(
    "bad",
    [
        Decimal("-0.01"), -1, Decimal("1e9"), Decimal("999999999.991"), Decimal("1.005"), Decimal("NaN"),
        Decimal("Infinity"), 1.5, None, True, "abc", "", "-3", "1,234", "12.345", "1e3", "1000000000",
    ],
)  # fmt: skip
def test_what_cannot_be_said_is_refused_in_both_languages(bad):
    with pytest.raises(BadInput) as caught:
        in_words(bad)
    assert caught.value.text.fr and caught.value.text.ar
