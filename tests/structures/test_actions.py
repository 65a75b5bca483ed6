"""Every write: what it keeps, what it refuses, the line it leaves."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from rulebook.engine.facts import (
    AeActivity,
    Bidder,
    BidderKind,
    Capacity,
    CapacityPerMonth,
    VatRegime,
    VatStatus,
)
from rulebook.engine.facts import Paper as HeldPaper
from tests.structures.conftest import AT, photo
from wolouj.foundation import uploads
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.models import AuditLine
from wolouj.people.models import Person
from wolouj.reference import territories
from wolouj.structures import actions
from wolouj.structures.documents import read_structure, write_structure
from wolouj.structures.facts import as_bidder, place_written
from wolouj.structures.models import Role, Structure

TODAY = date(2026, 11, 24)


def acts() -> list[str]:
    return sorted(AuditLine.objects.values_list("act", flat=True))


def test_who_opens_a_structure_belongs_to_it(coop: Structure, fatima: Person, by: Actor) -> None:
    assert coop.owners() == {fatima.id}
    assert coop.members.get().role == Role.MEMBER and not coop.members.get().may_sign
    alone = actions.create_structure(kind=BidderKind.AUTO_ENTREPRENEUR, by=by, at=AT)
    assert alone.members.get().role == Role.OWNER and alone.members.get().may_sign
    assert acts() == ["structure_created"] * 2


def test_a_helper_opens_it_for_the_person_she_acts_for(person, fatima: Person) -> None:  # type: ignore[no-untyped-def]
    helper = person("Helper (sample)")
    made = actions.create_structure(
        kind=BidderKind.COOPERATIVE, by=Actor(person=helper.id, on_behalf_of=fatima.id), at=AT
    )
    assert made.owners() == {fatima.id}
    line = AuditLine.objects.get()
    assert (line.person, line.on_behalf_of) == (helper.id, fatima.id)


def test_describing_the_same_again_writes_nothing(coop: Structure, by: Actor) -> None:
    actions.describe(coop, name="Coopérative exemple", by=by, at=AT)
    assert acts() == ["structure_created"]
    actions.describe(coop, commune="05.081.01.01", by=by, at=AT)
    assert acts() == ["structure_created", "structure_described"]
    with pytest.raises(BadInput):
        actions.describe(coop, commune="99.999", by=by, at=AT)
    with pytest.raises(TypeError):
        actions.describe(coop, is_sample=True, by=by, at=AT)


def test_numbers_are_kept_as_typed_and_never_written_in_the_audit(coop: Structure, by: Actor) -> None:
    actions.set_identifiers(coop, {"ice": "00 1525", "rib": "12"}, by=by, at=AT)
    coop.refresh_from_db()
    assert (coop.ice, coop.rib) == ("00 1525", "12")
    assert "1525" not in str(AuditLine.objects.get(act="structure_numbers").detail)


@pytest.mark.parametrize("lacking", [{"on": None, "source": "lettre"}, {"on": TODAY, "source": " "}])
def test_an_exemption_needs_its_day_and_its_source(coop: Structure, by: Actor, lacking: dict[str, object]) -> None:
    with pytest.raises(BadInput, match="exonération"):
        actions.state_vat_regime(coop, status=VatStatus.EXEMPT, by=by, at=AT, **lacking)  # type: ignore[arg-type]
    coop.refresh_from_db()
    assert coop.vat_status == "" and as_bidder(coop, on=TODAY).vat_regime is None


def test_a_stated_exemption_reaches_the_law_and_can_be_taken_back(coop: Structure, by: Actor) -> None:
    actions.state_vat_regime(coop, status=VatStatus.EXEMPT, on=TODAY, source="bureau des impôts", by=by, at=AT)
    assert as_bidder(coop, on=TODAY).vat_regime == VatRegime(VatStatus.EXEMPT, TODAY, "bureau des impôts")
    actions.state_vat_regime(coop, status=None, by=by, at=AT)
    assert as_bidder(coop, on=TODAY).vat_regime is None


def test_today_in_casablanca_is_not_the_future(coop: Structure, by: Actor) -> None:
    late = AT.replace(hour=23, minute=30)  # already the 25th in Casablanca
    actions.state_vat_regime(coop, status=VatStatus.EXEMPT, on=date(2026, 11, 25), source="impôts", by=by, at=late)
    with pytest.raises(BadInput):
        actions.state_vat_regime(coop, status=VatStatus.EXEMPT, on=date(2026, 11, 26), source="impôts", by=by, at=late)


def test_an_auto_entrepreneur_never_adds_vat(by: Actor) -> None:
    alone = actions.create_structure(kind=BidderKind.AUTO_ENTREPRENEUR, by=by, at=AT)
    with pytest.raises(BadInput):
        actions.state_vat_regime(alone, status=VatStatus.STANDARD, by=by, at=AT)


def test_a_change_of_kind_takes_the_vat_statement_back(coop: Structure, by: Actor) -> None:
    actions.state_vat_regime(coop, status=VatStatus.STANDARD, by=by, at=AT)
    actions.describe(coop, kind=BidderKind.AUTO_ENTREPRENEUR, by=by, at=AT)
    coop.refresh_from_db()
    assert coop.vat_status == "" and coop.members.get().may_sign


def test_trades_and_places_are_replaced_whole(coop: Structure, by: Actor) -> None:
    actions.set_activities(coop, natures=[27, 1], words=[" gâteaux ", "", "gâteaux"], by=by, at=AT)
    actions.set_activities(coop, natures=[1], words=["tapis"], by=by, at=AT)
    assert [(a.nature, a.words) for a in coop.activities.all()] == [(1, ""), (None, "tapis")]
    with pytest.raises(BadInput):
        actions.set_activities(coop, natures=[101], by=by, at=AT)
    assert coop.activities.count() == 2
    actions.set_served(coop, ["05.081", "05"], by=by, at=AT)
    with pytest.raises(BadInput):
        actions.set_served(coop, ["nowhere"], by=by, at=AT)
    assert coop.served.count() == 2


def test_the_last_account_cannot_leave(coop: Structure, by: Actor, person) -> None:  # type: ignore[no-untyped-def]
    own = coop.members.get()
    with pytest.raises(BadInput):
        actions.end_member(own, by=by, at=AT, on=TODAY)
    other = person("Second (sample)")
    actions.add_member(coop, name="Second", role=Role.TREASURER, may_sign=True, person=other.id, by=by, at=AT)
    actions.end_member(own, by=by, at=AT, on=TODAY)
    assert Structure.objects.get(pk=coop.pk).owners() == {other.id}


def test_receipts_told_twice_are_the_second(coop: Structure, by: Actor) -> None:
    actions.record_receipts(coop, year=2026, amount=Decimal("1000"), by=by, at=AT)
    actions.record_receipts(coop, year=2026, amount=Decimal("1500.50"), by=by, at=AT)
    assert as_bidder(coop, on=TODAY).turnover_received == {2026: Decimal("1500.50")}
    for wrong in ({"year": 2027, "amount": Decimal(1)}, {"year": 2026, "amount": Decimal(-1)}):
        with pytest.raises(BadInput):
            actions.record_receipts(coop, by=by, at=AT, **wrong)  # type: ignore[arg-type]


def test_a_renewed_paper_keeps_the_old_one_in_history(coop: Structure, by: Actor, files: Path) -> None:
    first = actions.add_paper(coop, kind="tax_certificate", issued_on=date(2025, 1, 2), by=by, at=AT)
    second = actions.replace_paper(first, file=uploads.clean(photo()), by=by, at=AT)
    third = actions.add_paper(coop, kind="tax_certificate", issued_on=date(2026, 11, 1), by=by, at=AT)
    first.refresh_from_db(), second.refresh_from_db()
    assert (first.replaced_by, second.replaced_by, third.is_current) == (second, third, True)
    with pytest.raises(BadInput):
        actions.replace_paper(first, by=by, at=AT)
    kept = list(files.rglob("*.jpg"))
    assert len(kept) == 1 and len(kept[0].stem) == 40, "a name nobody can guess"
    assert kept[0].stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "days",
    [
        {"issued_on": date(1900, 1, 1)},
        {"expires_on": date(2100, 1, 1)},
        {"issued_on": date(2026, 12, 1)},
        {"issued_on": date(2026, 1, 2), "expires_on": date(2026, 1, 1)},
    ],
)
def test_days_no_paper_can_bear(coop: Structure, by: Actor, days: dict[str, date], files: Path) -> None:
    with pytest.raises(BadInput) as refused:
        actions.add_paper(coop, kind="statutes", file=uploads.clean(photo()), by=by, at=AT, **days)
    assert refused.value.field in days
    assert not coop.papers.exists() and not list(files.rglob("*.jpg")), "nothing half-written"


@pytest.mark.django_db(transaction=True)
def test_a_paper_taken_away_loses_its_file(coop: Structure, by: Actor, files: Path) -> None:
    paper = actions.add_paper(coop, kind="statutes", file=uploads.clean(photo()), by=by, at=AT)
    actions.remove_paper(paper, by=by, at=AT)
    assert not list(files.rglob("*.jpg")) and not paper.is_current
    assert as_bidder(coop, on=TODAY).papers is None


TOLD = Bidder(
    kind=BidderKind.AUTO_ENTREPRENEUR,
    name="Auto-entrepreneur exemple",
    activities=frozenset({37, 34}),
    ae_activity=AeActivity.CRAFT,
    registered_on=date(2024, 5, 1),
    turnover_received={2026: Decimal("120000.00")},
    received_by_buyer={2026: {"Commune X": Decimal("70000.00")}},
    identifiers={"ice": "1", "ae_register": "A-1"},
    papers=(HeldPaper("ae_register_certificate", date(2026, 3, 1), None),),
    excluded=False,
    capacity=Capacity((CapacityPerMonth(Decimal("300.000"), "unité (U)", 37),), Decimal("40000.00")),
    serves=("Azilal",),
)


def test_an_imported_structure_says_to_the_law_what_the_document_said(by: Actor) -> None:
    made = actions.import_structure(TOLD, by=by, at=AT)
    assert as_bidder(Structure.objects.get(pk=made.pk), on=TODAY) == TOLD


def test_a_bad_document_writes_nothing(by: Actor) -> None:
    wrong = Bidder(kind=BidderKind.COOPERATIVE, name="X", activities=frozenset({999}))
    with pytest.raises(BadInput):
        actions.import_structure(wrong, by=by, at=AT)
    with pytest.raises(BadInput):
        actions.import_structure(Bidder(), by=by, at=AT)
    for not_served in (Bidder(kind=BidderKind.PUBLIC_ESTABLISHMENT), Bidder(kind=BidderKind.COMPANY, abroad=True)):
        with pytest.raises(BadInput, match="Maroc"):
            actions.import_structure(not_served, by=by, at=AT)
    assert not Structure.objects.exists()


def test_a_structure_written_and_read_again_says_the_same_to_the_law(by: Actor) -> None:
    made = actions.import_structure(TOLD, by=by, at=AT)
    document = json.dumps(write_structure(as_bidder(Structure.objects.get(pk=made.pk), on=TODAY)))
    again = actions.import_structure(read_structure(document.encode()), by=by, at=AT)
    assert as_bidder(Structure.objects.get(pk=again.pk), on=TODAY) == TOLD


def test_every_place_of_the_country_is_read_back_as_it_is_written() -> None:
    """Else a structure could not come back from its own file."""
    for place in [*territories.regions(), *territories.provinces(), *territories.communes()[::9]]:
        told = place_written(place)
        assert (territories.place(told) or territories.resolve(told)) == place
