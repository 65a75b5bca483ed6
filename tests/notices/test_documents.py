"""A notice from outside: what is read, what is refused, and with which words."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from rulebook.engine.facts import BuyerRules, Category, Extra, Line, Lot, Notice, Procedure, Tender
from wolouj.foundation.bad_input import BadInput
from wolouj.notices.documents import SCHEMA, read_notice, write_notice

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("notice-*.json"))


def read(tree: object) -> Notice:
    return read_notice(json.dumps(tree, ensure_ascii=False).encode(), file="n.json")


def refused(data: bytes | dict[str, Any]) -> BadInput:
    """The error, which always speaks both languages and names the file."""
    if isinstance(data, dict):
        data = json.dumps(data).encode()
    with pytest.raises(BadInput) as caught:
        read_notice(data, file="n.json")
    bad = caught.value
    assert bad.file == "n.json" and bad.text.fr and bad.text.ar and bad.text.fr != bad.text.ar
    return bad


def line(**changes: Any) -> dict[str, Any]:
    return {"lines": [{"number": "1"}, {"number": "2", **changes}]}


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA.tree)
    assert SCHEMA.tree["$id"] == "notice.schema.json"


def test_everything_absent_is_unknown_and_null_is_absent() -> None:
    nothing = read({})
    assert nothing == Notice() == read(dict.fromkeys(SCHEMA.tree["properties"]))
    assert nothing.reserved is None and nothing.estimate is None and nothing.rulebook is BuyerRules.UNKNOWN


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples_are_read_and_written_back(path: Path) -> None:
    tree = json.loads(path.read_text(encoding="utf-8"))
    Draft202012Validator(SCHEMA.tree).validate(tree)
    notice = read_notice(path.read_bytes(), file=path.name)
    assert notice.procedure and notice.deadline
    assert read(write_notice(notice)) == notice


def test_figures_are_exact_whichever_way_they_are_written() -> None:
    for raw in ('"1234.50"', "1234.50", "1234.5"):
        assert read_notice(b'{"estimate": %s}' % raw.encode()).estimate == Decimal("1234.50")
    tree = b'{"estimate": 1000, "lines": [{"number": 7, "quantity": 0.1}, {"number": "7bis", "quantity": "2.000001"}]}'
    notice = read_notice(tree)
    assert notice.estimate == 1000 and isinstance(notice.estimate, Decimal)
    assert [each.number for each in notice.lines] == ["7", "7bis"]
    assert [each.quantity for each in notice.lines] == [Decimal("0.1"), Decimal("2.000001")]


def test_text_is_cleaned_of_what_is_harmless() -> None:
    notice = read(
        {"object": "\u200f  Achat\r\nde\t\u00a0pain \ufeff", "lines": [{"number": "1", "details": "a\r\nb\tc"}]}
    )
    assert notice.object == "Achat de pain"
    assert notice.lines[0].details == "a\nb c"


def test_instants_keep_their_moment() -> None:
    expected = datetime(2026, 11, 26, 9, tzinfo=UTC)
    for raw in ("2026-11-26T10:00:00+01:00", "2026-11-26T09:00Z", "2026-11-26t09:00:00.000z", "2026-11-26T10:00+0100"):
        assert read({"deadline": raw}).deadline == expected


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")],
)
def test_encodings(encoding: str, mark: bytes) -> None:
    data = mark + '{"buyer": "جماعة أفورار, Béni Mellal"}'.encode(encoding)
    assert read_notice(data).buyer == "جماعة أفورار, Béni Mellal"


@pytest.mark.parametrize(
    ("tree", "row", "field"),
    [
        (line(quantity="-3"), 2, "lines.quantity"),
        (line(quantity=-3), 2, "lines.quantity"),
        (line(quantity="0"), 2, "lines.quantity"),
        (line(quantity=0), 2, "lines.quantity"),
        (line(quantity="1e9"), 2, "lines.quantity"),
        (line(quantity="10000000000"), 2, "lines.quantity"),
        (line(quantity=1_000_000_001), 2, "lines.quantity"),
        (line(quantity="1.0000001"), 2, "lines.quantity"),
        (line(quantity="1,5"), 2, "lines.quantity"),
        (line(quantity="=2+2"), 2, "lines.quantity"),
        (line(quantity="٣"), 2, "lines.quantity"),
        (line(quantity=True), 2, "lines.quantity"),
        (line(quantity=[1]), 2, "lines.quantity"),
        (line(number="1"), 2, "lines.number"),
        (line(number=1), 2, "lines.number"),
        (line(number="  "), 2, "lines.number"),
        (line(number=None), 2, "lines.number"),
        (line(designation="x" * 1001), 2, "lines.designation"),
        (line(designation="photo\u202egnp.exe"), 2, "lines.designation"),
        (line(unit="\u2066kg"), 2, "lines.unit"),
        (line(details="\x00"), 2, "lines.details"),
        (line(details="\x1b[31m"), 2, "lines.details"),
        (line(details="\ud800"), 2, "lines.details"),
        (line(quantiti="3"), 2, "lines.quantiti"),
        ({"lines": [{"designation": "x"}]}, 1, "lines.number"),
        ({"lines": [[]]}, 1, "lines"),
        ({"lines": {}}, None, "lines"),
        ({"lines": [{"number": str(i)} for i in range(1001)]}, None, "lines"),
        ({"lots": [{"number": "1", "estimate": "12.345"}]}, 1, "lots.estimate"),
        ({"estimate": "1.005"}, None, "estimate"),
        ({"estimate": 1.005}, None, "estimate"),
        ({"estimate": "-1"}, None, "estimate"),
        ({"estimate": "1 000"}, None, "estimate"),
        ({"estimate": 10**12 + 1}, None, "estimate"),
        ({"estimate": {}}, None, "estimate"),
        ({"deadline": "2026-11-26T10:00:00"}, None, "deadline"),
        ({"deadline": "2026-11-26"}, None, "deadline"),
        ({"deadline": "2026-02-30T10:00:00+01:00"}, None, "deadline"),
        ({"deadline": "1900-01-01T10:00:00+01:00"}, None, "deadline"),
        ({"deadline": "2100-01-01T10:00:00+01:00"}, None, "deadline"),
        ({"published": "1999-12-31T23:00:00+00:00"}, None, "published"),
        ({"published": 20261126}, None, "published"),
        ({"kind": "concours"}, None, "kind"),
        ({"tender": "ouvert"}, None, "tender"),
        ({"vat_rate": "20 %"}, None, "vat_rate"),
        ({"vat_rate": 100.01}, None, "vat_rate"),
        ({"vat_rate": "100.01"}, None, "vat_rate"),
        ({"vat_rate": "7.125"}, None, "vat_rate"),
        ({"guarantee": "-1"}, None, "guarantee"),
        ({"kind": ["tender"]}, None, "kind"),
        ({"rulebook": "décret"}, None, "rulebook"),
        ({"nature": "vingt"}, None, "nature"),
        ({"nature": 1.5}, None, "nature"),
        ({"reserved": "oui"}, None, "reserved"),
        ({"asks": "samples"}, None, "asks"),
        ({"asks": ["samples", "echantillons"]}, 2, "asks"),
        ({"cancelled": 0}, None, "cancelled"),
        ({"places": "Azilal"}, None, "places"),
        ({"places": ["Azilal", [3]]}, 2, "places"),
        ({"reseved": True}, None, "reseved"),
        ({"Dead line": None}, None, "Dead line"),
        ({"buyer\u202e": "x"}, None, None),
    ],
)  # fmt: skip
def test_what_is_refused_names_its_row_and_its_field(tree: dict[str, Any], row: int | None, field: str | None) -> None:
    bad = refused(tree)
    assert (bad.row, bad.field) == (row, field)


@pytest.mark.parametrize(
    ("data", "row", "says"),
    [
        (b"", None, "vide"),
        (b"  \n ", None, "vide"),
        (b"\xef\xbb\xbf", None, "vide"),
        (b"%PDF-1.7\n...", None, "PDF"),
        (b"PK\x03\x04\x14\x00", None, "ZIP"),
        (b"\x89PNG\r\n\x1a\n", None, "PNG"),
        (b"\xff\xd8\xff\xe0", None, "JPEG"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", None, "XLS"),
        (b"<!doctype html>", None, "HTML"),
        (b'{"buyer":\n "B\xe9ni Mellal"}', 2, "14"),
        (b'{\x00"\x00k\x00"\x00:\x001\x00}\x00', None, "UTF-8"),
        (b'{"kind": "tender",\n\n "nature": }', 3, "ligne"),
        (b'{"kind": "tender"} x', 1, "ligne"),
        (b"[]", None, "objet"),
        (b"42", None, "objet"),
        (b'{"nature": NaN}', None, "NaN"),
        (b'{"estimate": -Infinity}', None, "-Infinity"),
        (b'{"estimate": 1e999999999999999999999}', None, "1e999"),
        (b'{"estimate": ' + b"9" * 5000 + b"}", None, "999"),
        (b"[" * 100_000 + b"]" * 100_000, None, "imbriqu"),
        (b'{"kind": "tender", "kind": "tender"}', None, "kind"),
        (b'{"lines": [{"number": "1", "unit": "U", "unit": "kg"}]}', None, "unit"),
        (b'"' + b"x" * 2_000_001, None, "2"),
    ],
)
def test_what_is_not_such_a_document(data: bytes, row: int | None, says: str) -> None:
    bad = refused(data)
    assert bad.row == row
    assert says in bad.text.fr.replace("\u202f", " ")


def test_a_structure_given_for_a_notice_is_named() -> None:
    assert "structure" in refused({"kind": "cooperative", "name": "x", "activities": [1]}).text.fr


def test_a_slip_is_told_with_the_key_meant_and_other_keys_are_left_aside() -> None:
    assert "deadline" in refused({"dedline": None}).text.fr
    aside: list[str] = []
    tree = {
        "id": 3,
        "x_reseved": 1,
        "_buyer": 2,
        "$schema": "notice.schema.json",
        "lines": [{"number": "1", "tva": 20}],
    }
    assert read_notice(json.dumps(tree).encode(), ignored=aside).lines == (Line("1"),)
    assert aside == ["id", "lines.0.tva"]


def test_a_thousand_lines_are_welcome() -> None:
    assert len(read({"lines": [{"number": str(i), "quantity": "1"} for i in range(1000)]}).lines) == 1000


words = st.text(st.characters(categories=("L", "N")), max_size=12)
moments = st.integers(10**9, 4 * 10**9).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
notices = st.builds(
    Notice,
    procedure=st.sampled_from([None, *Procedure]),
    reference=words,
    object=words,
    buyer=words,
    rulebook=st.sampled_from(BuyerRules),
    category=st.sampled_from([None, *Category]),
    nature=st.none() | st.integers(1, 100),
    published=st.none() | moments,
    deadline=st.none() | moments,
    places=st.lists(words.filter(bool), max_size=3).map(tuple),
    estimate=st.none() | st.decimals(0, 10**9, places=2),
    reserved=st.sampled_from([None, True, False]),
    asks=st.none() | st.frozensets(st.sampled_from(Extra)),
    cancelled=st.sampled_from([None, True, False]),
    lots=st.lists(st.integers(1, 99), unique=True, max_size=3).map(lambda ns: tuple(Lot(str(n)) for n in ns)),
    lines=st.lists(st.tuples(st.integers(1, 99), words, st.none() | st.decimals("0.001", 10**6, places=3)),
                   unique_by=lambda each: each[0], max_size=4)
    .map(lambda rows: tuple(Line(str(n), text, text, quantity, text) for n, text, quantity in rows)),
    tender=st.sampled_from([None, *Tender]),
    vat_rate=st.none() | st.decimals(0, 100, places=2),
    guarantee=st.none() | st.decimals(0, 10**9, places=2),
)  # fmt: skip


@settings(deadline=None)
@given(notices)
def test_what_is_written_is_read_back(notice: Notice) -> None:
    import unicodedata

    tree = json.loads(unicodedata.normalize("NFC", json.dumps(write_notice(notice), ensure_ascii=False)))
    again = read(tree)
    assert write_notice(again) == tree


keys = st.sampled_from(["kind", "lines", "lots", "number", "quantity", "deadline", "places", "estimate"]) | st.text()
leaves = st.none() | st.booleans() | st.integers() | st.text()


@settings(deadline=None)
@given(st.recursive(leaves, lambda inner: st.lists(inner) | st.dictionaries(keys, inner)))
def test_nothing_else_than_bad_input_ever_comes_out(tree: object) -> None:
    data = json.dumps(tree).encode()
    try:
        read_notice(data, file="n.json")
    except BadInput as bad:
        assert bad.text.fr and bad.text.ar
        json.dumps(bad.as_json(), ensure_ascii=False).encode()
