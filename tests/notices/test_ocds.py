"""OCDS 1.1: release packages, record packages, releases that complete one another, awards."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from rulebook.engine.facts import Category, Line, Lot, Procedure
from tests.notices.published import one, read, refusal, told
from wolouj.notices.sources.incoming import Incoming, IncomingResult, Read

FORMAT = "ocds"
TENDER = {
    "id": "12/2026",
    "title": "Fourniture de repas (échantillon)",
    "status": "active",
    "procurementMethodDetails": "Bon de commande",
    "mainProcurementCategory": "goods",
    "procuringEntity": {"id": "1", "name": "COMMUNE AFOURER"},
    "value": {"amount": 15000.5, "currency": "MAD"},
    "tenderPeriod": {"startDate": "2026-11-20T09:00:00+01:00", "endDate": "2026-12-01T10:00:00+01:00"},
    "items": [
        {"id": "1", "description": "Repas", "quantity": 60, "unit": {"name": "U"},
         "deliveryAddress": {"locality": "Afourer", "region": "Béni Mellal-Khénifra"}},
        {"id": 2, "description": "Eau", "quantity": 12.5, "deliveryAddress": {"region": "Azilal"}},
    ],
    "lots": [{"id": "A", "title": "Midi", "value": {"amount": 15000, "currency": "MAD"}}],
    "documents": [{"id": "1", "title": "Règlement", "url": "https://x.example/r.pdf"}, {"id": "2", "title": "Vide"}],
}  # fmt: skip
AWARD = {
    "id": "a1", "status": "active", "date": "2026-12-03T12:00:00+01:00",
    "value": {"amount": 14000, "currency": "MAD"}, "suppliers": [{"name": "Coopérative inventée"}],
}  # fmt: skip


def release(ocid: str = "ocds-x-1", date: str = "2026-11-20T10:00:00+01:00", **more: Any) -> dict[str, Any]:
    return {"ocid": ocid, "id": f"{ocid}-{date}", "date": date, "tag": ["tender"], "tender": TENDER} | more


def update(date: str, **more: Any) -> dict[str, Any]:
    """A release that only tells what it changes."""
    return {"ocid": "ocds-x-1", "id": date, "date": date, "tag": ["tenderUpdate"]} | more


def package(*releases: Any, key: str = "releases") -> bytes:
    return json.dumps({"uri": "https://x.example", "version": "1.1", key: list(releases)}).encode()


def tender(**changes: Any) -> dict[str, Any]:
    return {key: value for key, value in (TENDER | changes).items() if value is not None}


def notices(found: list[Read]) -> list[Incoming]:
    assert all(isinstance(each, Incoming | IncomingResult) for each in found), found
    return [each for each in found if isinstance(each, Incoming)]


def results(found: list[Read]) -> list[IncomingResult]:
    return [each for each in found if isinstance(each, IncomingResult)]


def test_a_release_as_a_notice() -> None:
    found = one(FORMAT, package(release()))
    notice = found.notice
    assert (found.row, found.identity, found.source) == (1, "ocds:ocds-x-1", "ocds")
    assert (notice.procedure, notice.category) == (Procedure.PURCHASE_ORDER, Category.SUPPLIES)
    assert (notice.reference, notice.object, notice.buyer) == (
        "12/2026",
        "Fourniture de repas (échantillon)",
        "COMMUNE AFOURER",
    )
    assert (notice.estimate, notice.cancelled) == (Decimal("15000.5"), None)
    assert notice.published == datetime.fromisoformat("2026-11-20T09:00:00+01:00")
    assert notice.deadline == datetime.fromisoformat("2026-12-01T10:00:00+01:00")
    assert notice.places == ("Afourer", "Azilal")
    assert notice.lots == (Lot("A", "Midi", Decimal(15000)),) and found.lots_told == 1
    assert notice.lines == (Line("1", "Repas", "U", Decimal(60)), Line("2", "Eau", "", Decimal("12.5")))
    assert found.attachments == (("Règlement", "https://x.example/r.pdf"),)
    assert found.seen == datetime.fromisoformat("2026-11-20T10:00:00+01:00")


def test_one_release_alone_and_a_compiled_record_are_read_alike() -> None:
    alone = one(FORMAT, json.dumps(release()).encode())
    record = one(FORMAT, package({"ocid": "ocds-x-1", "compiledRelease": release(tag=["compiled"])}, key="records"))
    assert alone.notice == record.notice == one(FORMAT, package(release())).notice


def test_the_releases_of_a_record_are_put_together_whatever_their_order() -> None:
    later = update("2026-11-22T10:00:00+01:00", tender={"tenderPeriod": {"endDate": "2026-12-05T10:00:00+01:00"}})
    found = one(FORMAT, package({"ocid": "ocds-x-1", "releases": [later, release()]}, key="records"))
    assert found.notice.deadline == datetime.fromisoformat("2026-12-05T10:00:00+01:00")
    assert found.notice.lines == one(FORMAT, package(release())).notice.lines


def test_a_record_of_links_only_tells_nothing_we_can_read() -> None:
    links = package({"ocid": "ocds-x-1", "releases": [{"url": "https://x.example/1.json"}]}, key="records")
    assert refusal(FORMAT, links) == (1, "ocid", "missing")


def test_an_update_keeps_all_it_does_not_say() -> None:
    later = update("2026-11-22T10:00:00+01:00", tender={"status": "cancelled"})
    before, after = notices(read(FORMAT, package(later, release())))
    assert (before.notice.cancelled, after.notice.cancelled) == (None, True)
    assert (after.row, before.row) == (1, 2), "in the order of their dates, each with its own place in the file"
    assert after.notice.lines == before.notice.lines and after.notice.estimate == before.notice.estimate
    assert after.notice.published == before.notice.published


def test_items_are_completed_one_by_one_and_null_takes_away() -> None:
    later = update(
        "2026-11-22T10:00:00+01:00",
        tender={"items": [{"id": 2, "quantity": 20}, {"id": "3", "description": "Thé"}], "value": None},
    )
    _, after = notices(read(FORMAT, package(release(), later)))
    assert after.notice.lines == (
        Line("1", "Repas", "U", Decimal(60)),
        Line("2", "Eau", "", Decimal(20)),
        Line("3", "Thé", "", None),
    )
    assert after.notice.estimate is None


def test_the_day_of_the_first_release_stays_the_publication() -> None:
    start = tender(tenderPeriod={"endDate": "2026-12-01T10:00:00+01:00"})
    later = update("2026-11-22T10:00:00+01:00", tender={"title": "Repas et eau"})
    before, after = notices(read(FORMAT, package(release(tender=start), later)))
    assert before.notice.published == after.notice.published == datetime.fromisoformat("2026-11-20T10:00:00+01:00")
    assert after.notice.object == "Repas et eau"


def test_a_tender_first_released_after_it_closed_was_published_nobody_knows_when() -> None:
    over = tender(tenderPeriod={"endDate": "2026-11-01T10:00:00+01:00"})
    assert one(FORMAT, package(release(tender=over))).notice.published is None


def test_releases_follow_one_another_by_instant_not_by_letters() -> None:
    late = update("2026-11-20T23:30:00Z", tender={"title": "Le dernier"})
    early = release(date="2026-11-21T00:10:00+01:00")
    assert notices(read(FORMAT, package(late, early)))[-1].notice.object == "Le dernier"


def test_an_award_is_a_result_tied_to_its_notice() -> None:
    (found,) = results(read(FORMAT, package(release(awards=[AWARD]))))
    assert (found.identity, found.notice_identity, found.row) == ("ocds:ocds-x-1:a1", "ocds:ocds-x-1", 1)
    assert (found.outcome, found.amount, found.awardee) == ("awarded", Decimal(14000), "Coopérative inventée")
    assert found.published == datetime.fromisoformat("2026-12-03T12:00:00+01:00")
    assert (found.kind, found.category, found.quotes) == (Procedure.PURCHASE_ORDER, "supplies", None)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [("active", "awarded"), ("unsuccessful", "unsuccessful"), ("cancelled", "cancelled"), (None, "awarded")],
)
def test_how_an_award_ended(status: str | None, outcome: str) -> None:
    (found,) = results(read(FORMAT, package(release(awards=[AWARD | {"status": status}]))))
    assert (found.outcome, found.amount) == (outcome, Decimal(14000) if outcome == "awarded" else None)


@pytest.mark.parametrize("status", ["pending", "nonsense", ["active"], {}])
def test_an_award_that_is_not_one_yet_is_no_result(status: Any) -> None:
    found = results(read(FORMAT, package(release(awards=[AWARD | {"status": status or "pending"}]))))
    assert found == []


def test_an_award_told_again_is_one_result_as_the_last_release_leaves_it() -> None:
    undated = {key: value for key, value in AWARD.items() if key != "date"}
    first = update("2026-12-03T10:00:00+01:00", tag=["award"], awards=[undated])
    again = update("2026-12-09T10:00:00+01:00", tag=["contract"], awards=[undated])
    right = update("2026-12-10T10:00:00+01:00", tag=["awardUpdate"], awards=[{"id": "a1", "value": {"amount": 13000}}])
    (found,) = results(read(FORMAT, package(release(), first, again, right)))
    assert (found.amount, found.row) == (Decimal(13000), 4)
    assert found.published == datetime.fromisoformat("2026-12-03T10:00:00+01:00"), "the day it was first told"


def test_several_suppliers_and_several_awards() -> None:
    both = AWARD | {"suppliers": [{"name": "A"}, {"name": ""}, {"name": "B"}]}
    found = results(read(FORMAT, package(release(awards=[both, AWARD | {"id": "a2"}]))))
    assert [each.awardee for each in found] == ["A · B", "Coopérative inventée"]


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"id": None}, "tender.id", "missing"),
        ({"title": None}, "tender.title", "missing"),
        ({"procuringEntity": None}, "buyer.name", "missing"),
        ({"value": {"amount": 100, "currency": "EUR"}}, "tender.value.currency", "currency"),
        ({"value": {"amount": 100}}, "tender.value.currency", "currency"),
        ({"value": {"amount": -1, "currency": "MAD"}}, "tender.value.amount", "amount"),
        ({"value": {"amount": "1,234", "currency": "MAD"}}, "tender.value.amount", "amount"),
        ({"value": {"amount": float("nan"), "currency": "MAD"}}, "tender.value.amount", "not_text"),
        ({"lots": [{"id": "A", "value": {"amount": 1, "currency": "USD"}}]}, "tender.lots.value.currency", "currency"),
        ({"lots": [{"id": "A"}, {"id": "A"}]}, "tender.lots.id", "number_twice"),
        ({"items": [{"id": "1"}, {"id": 1}]}, "tender.items.id", "number_twice"),
        ({"items": [{"id": "x" * 41}]}, "tender.items.id", "too_long"),
        ({"items": [{"id": None}]}, "tender.items.id", "missing"),
        ({"items": [{"id": "1", "description": "x" * 1001}]}, "tender.items.description", "too_long"),
        ({"items": [{"id": "1", "unit": {"name": "x" * 61}}]}, "tender.items.unit.name", "too_long"),
        ({"items": [{"id": "1", "quantity": 0}]}, "tender.items.quantity", "quantity"),
        ({"items": [{"id": "1", "quantity": 0.0000001}]}, "tender.items.quantity", "quantity"),
        ({"items": [{"id": "1", "quantity": -2}]}, "tender.items.quantity", "quantity"),
        ({"items": [{"id": "1", "quantity": 10**9}]}, "tender.items.quantity", "quantity"),
        ({"items": [{"id": "1", "quantity": True}]}, "tender.items.quantity", "quantity"),
        ({"items": [{"id": "1", "quantity": "12"}]}, "tender.items.quantity", "quantity"),
        ({"items": [{"id": str(i)} for i in range(1001)]}, "tender.items", "too_many"),
        ({"lots": [{"id": str(i)} for i in range(201)]}, "tender.lots", "too_many"),
        ({"lots": [{"id": "A", "title": "x" * 1001}]}, "tender.lots.title", "too_long"),
        ({"documents": [{"id": "1", "url": "javascript:alert(1)"}]}, "tender.documents.url", "not_a_link"),
        ({"documents": [{"id": "1", "url": 5}]}, "tender.documents.url", "not_a_link"),
        ({"tenderPeriod": {"endDate": "2026-12-01"}}, "tender.tenderPeriod.endDate", "instant_without_zone"),
        ({"tenderPeriod": {"startDate": "2026-11-20T09:00:00"}}, "tender.tenderPeriod.startDate",
         "instant_without_zone"),
        ({"procurementMethodDetails": ["x"]}, "tender.procurementMethodDetails", "not_text"),
    ],
    ids=lambda value: str(value)[:60],
)  # fmt: skip
def test_what_is_refused_says_release_and_field(changes: dict[str, Any], field: str, reason: str) -> None:
    broken = release("ocds-x-2", tender=tender(**changes))
    first, second, third = read(FORMAT, package(release(), broken, release("ocds-x-3")))
    assert told(second) == (2, field, reason)
    assert isinstance(first, Incoming) and isinstance(third, Incoming)


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"id": None}, "awards.id", "missing"),
        ({"value": {"amount": 5, "currency": "EUR"}}, "awards.value.currency", "currency"),
        ({"date": "2026-12-03"}, "awards.date", "instant_without_zone"),
        ({"suppliers": [{"name": "x" * 301}]}, "awards.suppliers.name", "too_long"),
    ],
)
def test_a_broken_award_is_refused_and_its_notice_stays(changes: dict[str, Any], field: str, reason: str) -> None:
    notice, award = read(FORMAT, package(release(awards=[AWARD | changes])))
    assert isinstance(notice, Incoming)
    assert told(award) == (1, field, reason)


def test_an_award_without_any_date_is_refused() -> None:
    undated = {key: value for key, value in AWARD.items() if key != "date"}
    found = read(FORMAT, package(release(date=None, awards=[undated])))  # type: ignore[arg-type]
    assert told(found[1]) == (1, "awards.date", "missing")


@pytest.mark.parametrize(
    ("buyer", "name"),
    [
        ({"buyer": {"name": "COMMUNE X"}}, "COMMUNE X"),
        ({"parties": [{"name": "Y", "roles": ["supplier"]}, {"name": "COMMUNE Z", "roles": ["buyer"]}]}, "COMMUNE Z"),
    ],
)
def test_the_buyer_may_stand_elsewhere(buyer: dict[str, Any], name: str) -> None:
    assert one(FORMAT, package(release(tender=tender(procuringEntity=None), **buyer))).notice.buyer == name


def test_a_value_told_without_vat_is_unknown_not_made_up() -> None:
    value = {"amount": 100, "currency": "MAD", "valueAddedTaxIncluded": False}
    assert one(FORMAT, package(release(tender=tender(value=value)))).notice.estimate is None


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"[]", "not_a_package"),
        (b"{}", "not_a_package"),
        (b'{"releases": {}}', "not_a_package"),
        (b'"x"', "not_a_package"),
        (b"{", "json_broken"),
        (b"", "json_broken"),
        (b'{"a":' * 50_000, "json_broken"),
        ('{"releases": [], "é": 1}'.encode("cp1252"), "encoding"),
        ('{"releases": []}'.encode("utf-16"), "encoding"),
    ],
)
def test_a_file_that_is_no_package_is_one_refusal(data: bytes, reason: str) -> None:
    assert refusal(FORMAT, data) == (None, None, reason)


def test_a_package_may_be_empty_and_hold_anything() -> None:
    assert read(FORMAT, package()) == []
    odd = [None, 5, "x", [], {}, {"ocid": 7.5}, {"ocid": "x" * 101}, {"ocid": "o", "tender": [], "awards": {"a": 1}}]
    found = [told(each) for each in read(FORMAT, package(*odd))]
    assert [(row, field) for row, field, _ in found] == [(row, "ocid") for row in range(1, 8)]
    assert [reason for _, _, reason in found[5:]] == ["not_text", "too_long"]
