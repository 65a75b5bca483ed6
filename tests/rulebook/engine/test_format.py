"""Figures, days and counted nouns in the two languages."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.engine import format as fmt
from tests.rulebook.examples import quickly

FIGURES = st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12)


@pytest.mark.parametrize(
    ("x", "decimals", "written"),
    [
        ("0", None, "0"), ("9840", 2, "9 840,00"), ("12345.6", None, "12 345,6"), ("12345.60", None, "12 345,6"),
        ("1691126.8", 2, "1 691 126,80"), ("0.005", 2, "0,01"), ("2.675", 2, "2,68"), ("-1234.5", 2, "−1 234,50"),
        ("999", None, "999"), ("1000", None, "1 000"), ("1E+3", None, "1 000"), ("52", 0, "52"), ("-0.001", 2, "0,00"),
    ],
)  # fmt: skip
def test_numbers(x, decimals, written):
    assert fmt.number(Decimal(x), decimals) == written.replace(" ", fmt.NNBSP)


@quickly
@given(FIGURES)
def test_a_number_reads_back_and_never_breaks(x):
    written = fmt.number(x, 2)
    assert Decimal(written.replace(fmt.NNBSP, "").replace(",", ".").replace(fmt.MINUS, "-")) == x
    assert not set(written) - set("0123456789,") - {fmt.NNBSP, fmt.MINUS}


@pytest.mark.parametrize("wrong", [1.5, True, "12", None])
def test_only_exact_numbers(wrong):
    with pytest.raises(TypeError):
        fmt.number(wrong)


@pytest.mark.parametrize("wrong", ["NaN", "Infinity"])
def test_only_finite_numbers(wrong):
    with pytest.raises(ValueError, match="finite"):
        fmt.number(Decimal(wrong))


def test_money_keeps_its_figure_in_a_box_and_its_unit_beside_it():
    assert fmt.money(Decimal("12345.6"), "ar") == "\u206612\u202f345,60\u2069\u00a0درهم"
    assert fmt.money(Decimal("12345.6"), "fr") == "\u206612\u202f345,60\u2069\u00a0DH"
    assert fmt.percent(Decimal("20.00"), "ar") == "\u206620\u202f%\u2069"


def test_days_bear_moroccan_months():
    d = date(2026, 8, 1)
    assert fmt.plain(fmt.day(d, "ar")) == "1\u00a0غشت 2026"
    assert fmt.plain(fmt.day(d, "fr")) == "1er\u00a0août 2026"
    assert fmt.plain(fmt.weekday(date(2026, 11, 26), "ar")) == "الخميس 26\u00a0نونبر 2026"
    assert fmt.plain(fmt.month(date(2026, 8, 31), "ar")) == "غشت 2026"
    assert fmt.month(date(2026, 8, 31), "fr") == "août \u20662026\u2069"
    assert fmt.plain(fmt.weekday(date(2026, 12, 14), "fr")) == "lundi 14\u00a0décembre 2026"
    months = [fmt.plain(fmt.day(date(2026, m, 2), "ar")).split()[1] for m in range(1, 13)]
    assert " ".join(months) == "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر"


def test_instants_are_told_in_casablanca():
    late = datetime(2026, 11, 25, 23, 30, tzinfo=UTC)
    local = late.astimezone(fmt.CASABLANCA)
    assert fmt.plain(fmt.instant(late, "fr")) == f"jeudi 26\u00a0novembre 2026 à {local:%H:%M}"
    assert local.utcoffset() is not None and fmt.plain(fmt.day(late, "fr")) == "26\u00a0novembre 2026"
    assert fmt.plain(fmt.instant(late, "ar")) == f"الخميس 26\u00a0نونبر 2026، {local:%H:%M}"
    for write in (fmt.local, fmt.clock_time):
        with pytest.raises(ValueError, match="zone"):
            write(datetime(2026, 11, 26))  # noqa: DTZ001


COUNTS = {
    "day": "0 يوم|يوم واحد|يومان|3 أيام|6 أيام|10 أيام|11 يوما|18 يوما|99 يوما|100 يوم|101 يوم|102 يوم|103 أيام|"
    "110 أيام|111 يوما|200 يوم|1000 يوم|1003 أيام|1011 يوما",
    "meal": "0 وجبة|وجبة واحدة|وجبتان|3 وجبات|6 وجبات|10 وجبات|11 وجبة|18 وجبة|99 وجبة|100 وجبة|101 وجبة|102 وجبة|"
    "103 وجبات|110 وجبات|111 وجبة|200 وجبة|1000 وجبة|1003 وجبات|1011 وجبة",
}


@pytest.mark.parametrize("noun", COUNTS)
def test_arabic_agreement(noun):
    numbers = (0, 1, 2, 3, 6, 10, 11, 18, 99, 100, 101, 102, 103, 110, 111, 200, 1000, 1003, 1011)
    said = [fmt.plain(fmt.count(n, noun, "ar")).replace(fmt.NBSP, " ").replace(fmt.NNBSP, "") for n in numbers]
    assert said == COUNTS[noun].split("|")


def test_oblique_changes_the_dual_alone():
    assert fmt.count(2, "day", "ar", oblique=True) == "يومين"
    for n in (0, 1, 3, 11, 100):
        assert fmt.count(n, "day", "ar", oblique=True) == fmt.count(n, "day", "ar")


def test_amounts_with_decimals_agree_in_a_sentence():
    assert fmt.plain(fmt.count(Decimal("52.00"), "dirham", "ar")) == "52\u00a0درهما"
    assert fmt.plain(fmt.count(Decimal("4.5"), "dirham", "ar")) == "4,5\u00a0دراهم"


def test_french_counts_two_as_the_first_plural():
    said = [fmt.plain(fmt.count(n, "day", "fr")).replace(fmt.NBSP, " ") for n in (0, 1, Decimal("1.5"), 2, 1000)]
    assert said == ["0 jour", "1 jour", "1,5 jour", "2 jours", "1\u202f000 jours"]


def test_the_table_of_nouns_has_what_the_house_counts():
    needed = """day hour minute line paper quote notice meal dirham centime month year result person member tap screen
        question finding condition attempt error character row province commune activity structure version photo"""
    assert set(needed.split()) <= set(fmt.nouns())


@pytest.mark.parametrize("noun", sorted(fmt.nouns()))
def test_each_noun_has_arabic_forms_that_belong_together(noun):
    forms = fmt.nouns()[noun]["ar"]
    head, joined, rest = forms["one"].partition(" ")
    if joined:  # a noun with its complement: the dual loses its nun, the accusative its alif
        assert forms["two"] == f"{head}ا {rest}" and forms["two_oblique"] == f"{head}ي {rest}"
        assert forms["many"] == forms["one"]
        return
    assert forms["two"].endswith("ان") or forms["two"].endswith("آن")
    assert forms["two_oblique"].endswith("ين")
    if forms["one"].endswith("ة"):
        assert forms["gender"] == "f" and forms["many"] == forms["one"], "no alif after ة"
        assert forms["two"] == forms["one"][:-1] + "تان" and forms["two_oblique"] == forms["one"][:-1] + "تين"
    elif not forms["one"].endswith("أ"):
        assert forms["many"] == forms["one"] + "ا"
        assert forms["two"] == forms["one"] + "ان" and forms["two_oblique"] == forms["one"] + "ين"


def test_an_unknown_noun_raises():
    with pytest.raises(KeyError, match="unicorn"):
        fmt.count(3, "unicorn", "fr")


@quickly
@given(st.text())
def test_isolates_never_leak(text):
    for boxed in (fmt.isolate(text), fmt.isolate_auto(text)):
        depth = 0
        for char in boxed:
            depth += (char in "\u2066\u2067\u2068") - (char == "\u2069")
            assert depth >= 0
        assert depth == 0
        assert not set(boxed) & set("\u202a\u202b\u202c\u202d\u202e")


@pytest.mark.parametrize(
    ("unit", "written"), [("MAD", "2,50 DH"), ("percent", "2,5 %"), ("digit", "2,5"), ("modulus", "2,5")]
)
def test_a_quantity_is_written_with_its_unit(unit, written):
    assert fmt.plain(fmt.measured(Decimal("2.5"), unit, "fr")).replace(fmt.NNBSP, " ").replace(fmt.NBSP, " ") == written


def test_a_quantity_of_days_agrees():
    assert fmt.plain(fmt.measured(Decimal(3), "day", "fr")) == f"3{fmt.NBSP}jours"
    assert fmt.measured(2, "month", "ar") == "شهران"
    assert fmt.measured(Decimal(7), "digit", "ar") == fmt.isolate("7")
