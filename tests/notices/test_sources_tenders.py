"""Open tenders, a JSON object a line: what is taken, and every reason a row is not."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from rulebook.engine.facts import Category, Procedure
from tests.notices import published
from tests.notices.published import lines, one, read, refusal, tender
from wolouj.notices.sources.incoming import Incoming

FORMAT = "tenders-jsonl"
DEADLINE = datetime(2026, 12, 1, 1, 0, tzinfo=ZoneInfo("Africa/Casablanca"))


def test_a_row_as_the_portal_tells_it() -> None:
    found = one(FORMAT, lines(tender()))
    notice = found.notice
    assert (found.row, found.identity, found.source) == (1, "tender:900001:x1y", "tenders")
    assert (notice.procedure, notice.category) == (Procedure.TENDER, Category.WORKS)
    assert (notice.reference, notice.buyer) == ("1/2026", "COMMUNE AFOURER")
    assert notice.deadline == DEADLINE and notice.published is None
    assert notice.places == ("AZILAL", "BENI MELLAL")
    assert (notice.estimate, found.guarantee) == (Decimal("120000.00"), Decimal("2000.00"))
    assert (found.procedure_told, found.price_mode) == ("Appel d'offres ouvert simplifié | Sur offre de prix", "prices")
    assert found.seen == datetime(2026, 11, 20, 8, tzinfo=UTC)
    assert found.url.endswith("refConsultation=900001&orgAcronyme=x1y")


TAKEN: list[tuple[dict[str, Any], str, Any]] = [
    ({"estimation_ttc": "0,00"}, "estimate", None),
    ({"estimation_ttc": ""}, "estimate", None),
    ({"estimation_ttc": "---"}, "estimate", None),
    ({"estimation_ttc": "1.234,5"}, "estimate", Decimal("1234.5")),
    ({"estimation_ttc": "7 200,00 MAD"}, "estimate", Decimal(7200)),
    ({"estimation_ttc": "48\u202f516\u00a0000,00"}, "estimate", Decimal(48_516_000)),
    ({"estimation_ttc": 1500}, "estimate", Decimal(1500)),
    ({"objet": "Peinture"}, "object", "Peinture"),
    ({"objet": "  صباغة   المدرسة\u200f "}, "object", "صباغة المدرسة"),
    ({"objet": 'Achat <script>alert("x")</script>'}, "object", 'Achat <script>alert("x")</script>'),
    ({"categorie": "Autre chose"}, "category", None),
    ({"date_limite": ""}, "deadline", None),
    ({"lieu_execution": "AZILAL,, AZILAL , "}, "places", ("AZILAL",)),
    ({"lieu_execution": None}, "places", ()),
    ({"ref": 27}, "reference", "27"),
]


@pytest.mark.parametrize(("change", "name", "value"), TAKEN)
def test_what_is_taken_and_as_what(change: dict[str, Any], name: str, value: Any) -> None:
    assert getattr(one(FORMAT, lines(tender(**change))).notice, name) == value


def test_no_guarantee_asked_is_not_a_guarantee_unknown() -> None:
    assert one(FORMAT, lines(tender(caution_provisoire="0,00"))).guarantee == 0
    assert one(FORMAT, lines(tender(caution_provisoire=None))).guarantee is None


REFUSED: list[tuple[dict[str, Any], str | None, str]] = [
    ({"refConsultation": None}, "refConsultation", "missing"),
    ({"refConsultation": "12a"}, "refConsultation", "identity"),
    ({"refConsultation": "1" * 13}, "refConsultation", "identity"),
    ({"refConsultation": "٩٠٠"}, "refConsultation", "identity"),
    ({"orgAcronyme": "x:y"}, "orgAcronyme", "identity"),
    ({"orgAcronyme": "é1"}, "orgAcronyme", "identity"),
    ({"orgAcronyme": "  "}, "orgAcronyme", "missing"),
    ({"ref": ""}, "ref", "missing"),
    ({"objet": "\u200f \n"}, "objet", "missing"),
    ({"entite_publique": None}, "entite_publique", "missing"),
    ({"ref": "9" * 201}, "ref", "too_long"),
    ({"objet": "x" * 2001}, "objet", "too_long"),
    ({"entite_publique": "x" * 401}, "entite_publique", "too_long"),
    ({"type_procedure": "x" * 201}, "type_procedure", "too_long"),
    ({"objet": ["Achat"]}, "objet", "not_text"),
    ({"objet": True}, "objet", "not_text"),
    ({"objet": {"fr": "Achat"}}, "objet", "not_text"),
    ({"ref": 1.5}, "ref", "not_text"),
    ({"objet": "Achat \u202e98"}, "objet", "hidden_character"),
    ({"objet": "Achat \x00"}, "objet", "hidden_character"),
    ({"entite_publique": "\ud800"}, "entite_publique", "hidden_character"),
    ({"estimation_ttc": "1,234"}, "estimation_ttc", "amount"),
    ({"estimation_ttc": "12 34,00"}, "estimation_ttc", "amount"),
    ({"estimation_ttc": "-5"}, "estimation_ttc", "amount"),
    ({"estimation_ttc": "environ 5000"}, "estimation_ttc", "amount"),
    ({"estimation_ttc": "1,005"}, "estimation_ttc", "amount"),
    ({"estimation_ttc": "9999999999999"}, "estimation_ttc", "amount"),
    ({"estimation_ttc": False}, "estimation_ttc", "not_text"),
    ({"caution_provisoire": "cinq mille"}, "caution_provisoire", "amount"),
    ({"date_limite": "2026-12-01T10:00"}, "date_limite", "not_an_instant"),
    ({"date_limite": "01/12/2026"}, "date_limite", "not_an_instant"),
    ({"date_limite": "31/02/2026 10:00"}, "date_limite", "not_an_instant"),
    ({"date_limite": "12/31/2026 10:00"}, "date_limite", "not_an_instant"),
    ({"date_limite": "01/12/2026 24:00"}, "date_limite", "not_an_instant"),
    ({"date_limite": "+1/12/2026 10:00"}, "date_limite", "not_an_instant"),
    ({"date_limite": "01/12/2026\u00a010:00h"}, "date_limite", "not_an_instant"),
    ({"date_limite": "٠١/١٢/٢٠٢٦ 10:00"}, "date_limite", "not_an_instant"),
    ({"date_limite": 1764583200}, "date_limite", "not_an_instant"),
    ({"date_limite": "01/12/1926 10:00"}, "date_limite", "year_out_of_range"),
    ({"date_limite": "01/12/2126 10:00"}, "date_limite", "year_out_of_range"),
    ({"scraped_at": "2026-11-20 08:00:00"}, "scraped_at", "instant_without_zone"),
    ({"scraped_at": "hier"}, "scraped_at", "not_an_instant"),
    ({"scraped_at": "0001-01-01T00:00:00Z"}, "scraped_at", "year_out_of_range"),
    ({"url_detail": "javascript:alert(1)"}, "url_detail", "not_a_link"),
    ({"url_detail": "JaVaScRiPt:alert(1)//http://x"}, "url_detail", "not_a_link"),
    ({"url_detail": "data:text/html,x"}, "url_detail", "not_a_link"),
    ({"url_detail": "//evil.example/x"}, "url_detail", "not_a_link"),
    ({"url_detail": "ftp://x.example/a"}, "url_detail", "not_a_link"),
    ({"url_detail": "http:///x"}, "url_detail", "not_a_link"),
    ({"url_detail": "http://[::1"}, "url_detail", "not_a_link"),
    ({"url_detail": "https://x.example/ a"}, "url_detail", "not_a_link"),
    ({"url_detail": "https://x.example/" + "a" * 490}, "url_detail", "not_a_link"),
]


@pytest.mark.parametrize(("change", "field", "reason"), REFUSED, ids=lambda value: str(value)[:50])
def test_what_is_refused_says_row_and_field(change: dict[str, Any], field: str, reason: str) -> None:
    broken = json.dumps(tender(2, **change)).encode()
    first, second, third = read(FORMAT, lines(tender(1), broken, tender(3)))
    assert published.told(second) == (2, field, reason)
    assert isinstance(first, Incoming) and isinstance(third, Incoming), "a broken row never hides the others"


ROWS: list[tuple[bytes, str | None, str]] = [
    (b'{"ref": "1/2026"', None, "json_broken"),
    (b"<html>", None, "json_broken"),
    (b'{"estimation_ttc": NaN}', None, "json_broken"),
    (b'{"estimation_ttc": -Infinity}', None, "json_broken"),
    (b"[" * 100_000, None, "json_broken"),
    (b'{"a": ' + b"1" * 5000 + b"}", None, "json_broken"),
    (b'["1/2026"]', None, "not_an_object"),
    (b'"1/2026"', None, "not_an_object"),
    (b"null", None, "not_an_object"),
    (b'{"ref": "1/2026", "ref": "2/2026"}', "ref", "key_twice"),
    (b'{"\\u001b[31m": 1, "\\u001b[31m": 2}', None, "key_twice"),
    ('{"objet": "Prêt"}'.encode("cp1252"), None, "encoding"),
    ('{"objet": "x"}'.encode("utf-16-le"), None, "encoding"),
    (b'{"objet": "' + b"x" * 1_000_000 + b'"}', None, "row_too_long"),
]


@pytest.mark.parametrize(("broken", "field", "reason"), ROWS, ids=lambda value: str(value)[:30])
def test_a_line_that_is_no_row_is_refused_and_the_next_is_read(broken: bytes, field: str | None, reason: str) -> None:
    first, second, third = read(FORMAT, lines(tender(1), broken, tender(3)))
    assert published.told(second) == (2, field, reason)
    assert isinstance(first, Incoming) and isinstance(third, Incoming) and third.row == 3


@pytest.mark.parametrize("number", ["1e999999999", "-1e999999999", "1e-999999999", "0e999999999", "12.345", "1.5e3"])
def test_a_number_of_json_is_never_written_out_to_a_gigabyte(number: str) -> None:
    row = json.dumps(tender()).replace('"120 000,00"', number).encode()
    (found,) = read(FORMAT, row)
    if number == "1.5e3":
        assert isinstance(found, Incoming) and found.notice.estimate == 1500
    else:
        assert published.told(found) == (1, "estimation_ttc", "amount")


def test_empty_lines_a_mark_and_windows_ends_of_line_are_no_fault() -> None:
    data = b"\xef\xbb\xbf\r\n" + lines(tender(1)) + b"\r\n\r\n  \t\r\n" + lines(tender(2)) + b"\r\n\xef\xbb\xbf"
    found = read(FORMAT, data)
    assert [each.row for each in found] == [2, 5]
    assert all(isinstance(each, Incoming) for each in found)


def test_an_empty_file_holds_nothing() -> None:
    assert read(FORMAT, b"") == read(FORMAT, b"\n\n") == []


def test_the_last_row_needs_no_end_of_line_and_may_be_cut() -> None:
    whole = lines(tender(1), tender(2))
    found = read(FORMAT, whole[:-5])
    assert isinstance(found[0], Incoming)
    assert published.told(found[1]) == (2, None, "json_broken")


def test_one_broken_row_among_many_is_the_only_one_refused() -> None:
    good = lines(tender(7))
    many = b"\n".join([good] * 10_000 + ["é".encode("cp1252")] + [good] * 9_999)
    found = read(FORMAT, many)
    assert len(found) == 20_000
    assert published.told(found[10_000]) == (10_001, None, "encoding")
    assert sum(isinstance(each, Incoming) for each in found) == 19_999


@pytest.mark.parametrize(
    ("procedure", "mode"),
    [
        ("Appel d'offres ouvert | Sur offre de prix", "prices"),
        ("Appel d'offres ouvert | Au rabais / majoration", "increase"),
        ("Concours architectural", ""),
    ],
)
def test_how_offers_are_written(procedure: str, mode: str) -> None:
    assert one(FORMAT, lines(tender(type_procedure=procedure))).price_mode == mode


def test_every_real_row_is_read() -> None:
    with published.shared("notices/open-tenders-2025-10.jsonl").open("rb") as file:
        found = read(FORMAT, file.read())
    assert len(found) == 498 and all(isinstance(each, Incoming) for each in found)
    assert len({each.identity for each in found if isinstance(each, Incoming)}) == 498


def test_a_refusal_as_json_for_other_tools() -> None:
    (found,) = read(FORMAT, lines(tender(ref=None)), "a.jsonl")
    assert refusal(FORMAT, lines(tender(ref=None))) == (1, "ref", "missing")
    told = found.as_json()  # type: ignore[union-attr]
    assert json.loads(json.dumps(told))["text"].keys() == {"fr", "ar"}
    assert {name: told[name] for name in ("file", "row", "field", "reason")} == {
        "file": "a.jsonl",
        "row": 1,
        "field": "ref",
        "reason": "missing",
    }
