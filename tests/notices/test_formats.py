"""Which format a file is in is seen from its bytes; the documented JSON as a public notice."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.notices import test_ocds, test_portal_html
from tests.notices.published import lines, one, refusal, result, tender, told
from wolouj.notices.sources import formats

NOTICE = {
    "kind": "purchase_order", "reference": "1/2026", "object": "Achat de café (échantillon)",
    "buyer": "COMMUNE AFOURER",
    "published": "2026-11-20T09:00:00+01:00", "deadline": "2026-12-01T10:00:00+01:00",
    "lines": [{"number": "1", "designation": "Café", "unit": "kg", "quantity": "12"}],
}  # fmt: skip


def notice(**changes: Any) -> bytes:
    return json.dumps(NOTICE | changes).encode()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (lines(tender()), "tenders-jsonl"),
        (lines(result()), "results-jsonl"),
        (lines(b"", b"{broken", tender()), "tenders-jsonl"),
        (b"\xef\xbb\xbf\n" + lines(result()), "results-jsonl"),
        (test_portal_html.page(), "portal-html"),
        (b"\xef\xbb\xbf  <!DOCTYPE html>", "portal-html"),
        (test_ocds.package(test_ocds.release()), "ocds"),
        (test_ocds.package(key="records"), "ocds"),
        (json.dumps(test_ocds.release()).encode(), "ocds"),
        (notice(), "notice-json"),
        (b"{", "notice-json"),
        (b"%PDF-1.7", None),
        (b"PK\x03\x04", None),
        (b"", None),
        (b"ref;objet\n1;x", None),
        ("é".encode("cp1252"), None),
        (lines(tender()).decode().encode("utf-16"), None),
    ],
)
def test_a_format_is_seen_whatever_the_name(tmp_path: Path, data: bytes, name: str | None) -> None:
    path = tmp_path / "avis.pdf"
    path.write_bytes(data)
    assert formats.format_of(path) == name


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7", "format_unknown"),
        (b"", "format_unknown"),
        (lines(tender()).decode().encode("utf-16"), "encoding"),
        (lines(tender()).decode().encode("utf-16-be"), "format_unknown"),
        ("<html></html>".encode("utf-16"), "encoding"),
    ],
)
def test_a_file_of_no_format_of_ours_is_one_refusal(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "x"
    path.write_bytes(data)
    (found,) = formats.rows(path, "x")
    assert told(found) == (None, None, reason)


def test_a_format_that_is_said_is_taken_at_its_word(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(lines(result()))
    (found,) = formats.rows(path, "x", "tenders-jsonl")
    assert told(found) == (1, "refConsultation", "missing")


def test_the_documented_json_as_a_public_notice() -> None:
    found = one("notice-json", notice(tender="simplified", kind="tender", guarantee="2000", lots=["Midi", "Soir"]))
    assert found.identity.startswith("told:") and found.source == "json"
    assert found.notice.lines[0].designation == "Café"
    assert (found.procedure_told, found.guarantee, found.lots_told) == ("Appel d'offres ouvert simplifié", 2000, 2)


def test_it_is_named_by_buyer_reference_and_publication_else_deadline() -> None:
    first = one("notice-json", notice()).identity
    assert one("notice-json", notice(buyer="Commune  Afourer", deadline=None)).identity == first
    assert one("notice-json", notice(published=None)).identity != first
    for change in ({"reference": "2/2026"}, {"buyer": "X"}, {"published": "2026-11-21T09:00:00+01:00"}):
        assert one("notice-json", notice(**change)).identity != first


@pytest.mark.parametrize(
    ("change", "row", "field", "reason"),
    [
        ({"reference": None}, None, "reference", "missing"),
        ({"object": ""}, None, "object", "missing"),
        ({"buyer": None}, None, "buyer", "missing"),
        ({"published": None, "deadline": None}, None, "deadline", "missing"),
        ({"deadline": "2026-11-19T10:00:00+01:00"}, None, "deadline", "deadline_before_publication"),
        ({"deadline": "demain"}, None, "deadline", "document"),
        ({"lines": [{"number": "1", "quantity": "-1"}]}, 1, "lines.quantity", "document"),
        ({"estimate": "1,234"}, None, "estimate", "document"),
        ({"kind": "cooperative"}, None, "kind", "document"),
    ],
)
def test_a_notice_that_cannot_be_taken(change: dict[str, Any], row: int | None, field: str, reason: str) -> None:
    assert refusal("notice-json", notice(**change)) == (row, field, reason)


@pytest.mark.parametrize(
    "data", [b"{", b"[]", b"\xff\xfe\x00", b"{" + b" " * 2_000_001, notice().replace(b"caf", b"\xe9")]
)
def test_a_file_that_is_no_notice(data: bytes) -> None:
    assert refusal("notice-json", data)[2] == "document"


def test_publication_and_deadline_at_one_instant_are_in_order() -> None:
    same = "2026-12-01T10:00:00+01:00"
    assert one("notice-json", notice(published=same, deadline="2026-12-01T09:00:00Z")).notice.published is not None
