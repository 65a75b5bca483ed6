"""Prices from a file: as people and spreadsheets really write them, and what is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest

from wolouj.bids.documents import read_prices
from wolouj.bids.pricing_types import LinePrice
from wolouj.foundation.bad_input import BadInput

D = Decimal
HEAD = "number,unit_price_excl_vat,vat_rate\n"


@pytest.mark.parametrize(
    "text",
    [
        "number,unit_price_excl_vat,vat_rate,unit_cost\n1,1234.50,20,1000\n2,7,0,\n",
        "number;unit_price_excl_vat;vat_rate;unit_cost\r\n1;1 234,50;20;1000,00\r\n\r\n2;7,0;0;\r\n",
        "Number\tunit price excl vat\tVAT_rate\tunit_cost\n1\t1\u202f234,50\t20 %\t1\u00a0000\n2\t7\t0\t\n",
        'vat_rate,number,unit_cost,unit_price_excl_vat\n"20",1,"1000","1.234,50"\n0,2,,7.00\n',
        "number;unit_price_excl_vat;vat_rate;unit_cost;remarque\n1;١٢٣٤٫٥٠;٢٠;1000;note\n2;7;0;;\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_ways_people_write(text: str, encoding: str) -> None:
    rows = read_prices(text.encode(encoding), file="p.csv")
    assert [(r.number, r.unit_price, r.vat_rate, r.unit_cost) for r in rows] == [
        ("1", D("1234.50"), D(20), D(1000)),
        ("2", D(7), D(0), None),
    ]


def test_rows_are_lines_of_the_file_and_an_empty_price_is_kept() -> None:
    rows = read_prices((HEAD + '\n"1\n",,\n2,5,20\n').encode())
    assert rows == [LinePrice("1", row=3), LinePrice("2", D(5), D(20), row=5)]


def test_unit_and_quantity_are_told() -> None:
    rows = read_prices(b"number,unit_price_excl_vat,vat_rate,unit,quantity\n1,5,20,kg,2.5\n2,5,20,,\n")
    assert [(row.unit, row.quantity) for row in rows] == [("kg", D("2.5")), (None, None)]


def test_a_french_excel_is_read_and_an_arabic_legacy_one_refused() -> None:
    french = "number;unit_price_excl_vat;vat_rate;unit\n1;1\u00a0234,50;20;unité\n"
    assert read_prices(french.encode("cp1252"))[0].unit == "unité"
    with pytest.raises(BadInput) as caught:
        read_prices("number;unit_price_excl_vat;vat_rate;unit\n1;5;20;وحدة\n".encode("cp1256"), file="p.csv")
    assert caught.value.row == 2


@pytest.mark.parametrize(
    ("text", "row", "field"),
    [
        ("number,vat_rate\n1,20\n", 1, "unit_price_excl_vat"),
        ("\n", None, None),
        ("1,5,20\n", 1, "number"),
        ("number,unit_price_excl_vat,vat_rates\n", 1, "vat_rates"),
        ("number,number,unit_price_excl_vat,vat_rate\n", 1, None),
        (HEAD + "1,5,20\n1,6,20\n", 3, "number"),
        (HEAD + ",5,20\n", 2, "number"),
        (HEAD + "1,=2+3,20\n", 2, "unit_price_excl_vat"),
        (HEAD + "1,+5,20\n", 2, "unit_price_excl_vat"),
        (HEAD + "1,@SUM(A1),20\n", 2, "unit_price_excl_vat"),
        (HEAD + "1,-A1,20\n", 2, "unit_price_excl_vat"),
        (HEAD + '"\t1",5,20\n', 2, "number"),
        (HEAD + "1,5, =1\n", 2, "vat_rate"),
        (HEAD + "=cmd|' /C calc'!A0,5,20\n", 2, "number"),
        (HEAD + "1,-5,20\n", 2, "unit_price_excl_vat"),
        (HEAD + "1,5.123,20\n", 2, "unit_price_excl_vat"),
        (HEAD + "1,cinq,20\n", 2, "unit_price_excl_vat"),
        (HEAD + "1,1e3,20\n", 2, "unit_price_excl_vat"),
        (HEAD + "1,NaN,20\n", 2, "unit_price_excl_vat"),
        (HEAD + "1,9999999999999,20\n", 2, "unit_price_excl_vat"),
        (HEAD + "1,1000000001,20\n", 2, "unit_price_excl_vat"),
        (HEAD + "1,5,101\n", 2, "vat_rate"),
        (HEAD + "1,5,-1\n", 2, "vat_rate"),
        (HEAD + "1,12,50,20\n", 2, None),
        (HEAD + "1,5,20\n2,\u202e5,20\n", 3, "unit_price_excl_vat"),
        (HEAD + "1,5\x07,20\n", 2, "unit_price_excl_vat"),
        (HEAD + '1,"5,20\n', 2, None),
        (HEAD + "x" * 41 + ",5,20\n", 2, "number"),
        (HEAD + "".join(f"{i},1,0\n" for i in range(1001)), 1002, None),
    ],
)
def test_what_is_refused_names_its_row_and_its_field(text: str, row: int | None, field: str | None) -> None:
    with pytest.raises(BadInput) as caught:
        read_prices(text.encode(), file="p.csv")
    bad = caught.value
    assert (bad.file, bad.row, bad.field) == ("p.csv", row, field)
    assert bad.text.fr and bad.text.ar


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"%PDF-1.4", b"\xd0\xcf\x11\xe0", b"\xff\xd8\xff"])
def test_another_kind_of_file_under_this_name(start: bytes) -> None:
    with pytest.raises(BadInput, match="en réalité"):
        read_prices(start + b"rest", file="p.csv")


def test_a_thousand_rows_are_welcome() -> None:
    assert len(read_prices((HEAD + "".join(f"{i},1,0\n" for i in range(1000))).encode())) == 1000
