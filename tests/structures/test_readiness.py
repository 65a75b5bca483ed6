"""What lacks, what ends, what to do first; and what is law and what is practice."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rulebook.engine.facts import BidderKind, VatStatus
from tests.structures.conftest import AT
from wolouj.foundation.actor import Actor
from wolouj.structures import actions, queries
from wolouj.structures.models import Structure
from wolouj.structures.readiness import Need, Readiness, State, readiness

TODAY = date(2026, 11, 24)


def seen(structure: Structure, on: date = TODAY) -> Readiness:
    return readiness(Structure.objects.get(pk=structure.pk), on=on)


def need(structure: Structure, code: str, on: date = TODAY) -> Need:
    return next(n for n in seen(structure, on).needs if n.code == code)


@pytest.mark.parametrize(
    ("kind", "numbers"),
    [
        (BidderKind.COOPERATIVE, {"ice", "if", "rib", "local_register"}),
        (BidderKind.UNION, {"ice", "if", "rib", "local_register"}),
        (BidderKind.AUTO_ENTREPRENEUR, {"ice", "if", "rib", "ae_register"}),
        (BidderKind.COMPANY, {"ice", "if", "rib", "rc"}),
        (BidderKind.NATURAL_PERSON, {"ice", "if", "rib"}),
    ],
)
def test_each_kind_has_its_numbers(kind: BidderKind, numbers: set[str], by: Actor) -> None:
    made = actions.create_structure(kind=kind, by=by, at=AT)
    ready = seen(made)
    assert {n.code for n in ready.needs if n.what == "number"} == numbers
    assert any(n.what == "vat" for n in ready.needs) is (kind is not BidderKind.AUTO_ENTREPRENEUR)
    assert not ready.for_orders
    actions.set_identifiers(made, dict.fromkeys(numbers, "1"), by=by, at=AT)
    if kind is not BidderKind.AUTO_ENTREPRENEUR:
        assert not seen(made).for_orders, "the VAT regime is asked, never presumed"
        actions.state_vat_regime(made, status=VatStatus.STANDARD, by=by, at=AT)
    assert seen(made).for_orders


def test_the_auto_entrepreneur_is_asked_no_social_certificate(by: Actor) -> None:
    alone = actions.create_structure(kind=BidderKind.AUTO_ENTREPRENEUR, by=by, at=AT)
    codes = {n.code for n in seen(alone).papers}
    assert "cnss_certificate" not in codes and "ae_register_certificate" in codes


def test_papers_of_the_law_carry_their_articles_and_the_others_none(coop: Structure) -> None:
    assert "decree-2-22-431/28" in need(coop, "tax_certificate").articles
    assert need(coop, "tax_certificate").confidence is not None
    assert need(coop, "bank_certificate").articles == ()


@pytest.mark.parametrize(("left", "state"), [(-1, State.EXPIRED), (0, State.SOON), (30, State.SOON), (31, State.OK)])
def test_a_paper_near_its_end(coop: Structure, by: Actor, left: int, state: State) -> None:
    actions.add_paper(coop, kind="bank_certificate", expires_on=TODAY + timedelta(days=left), by=by, at=AT)
    found = need(coop, "bank_certificate")
    assert (found.state, found.days_left) == (state, left)
    assert found.sign != "stop", "a paper that can be renewed is watched, never stopped"


def test_a_certificate_under_one_year_ends_on_the_eve_of_its_anniversary(coop: Structure, by: Actor) -> None:
    actions.add_paper(coop, kind="tax_certificate", issued_on=date(2025, 11, 25), by=by, at=AT)
    assert need(coop, "tax_certificate").expires == TODAY
    assert need(coop, "tax_certificate").state is State.SOON
    assert need(coop, "tax_certificate", date(2026, 11, 25)).state is State.EXPIRED


def test_a_certificate_without_any_date_is_not_known(coop: Structure, by: Actor) -> None:
    actions.add_paper(coop, kind="tax_certificate", number="1", by=by, at=AT)
    actions.add_paper(coop, kind="statutes", number="1", by=by, at=AT)
    assert need(coop, "tax_certificate").state is State.UNDATED
    assert need(coop, "statutes").state is State.OK


def test_the_first_thing_is_a_number_then_what_ends(coop: Structure, by: Actor) -> None:
    actions.add_paper(coop, kind="bank_certificate", expires_on=TODAY, by=by, at=AT)
    first = seen(coop).first
    assert first is not None and first.what == "number"
    actions.set_identifiers(coop, {"ice": "1", "if": "1", "rib": "1", "local_register": "1"}, by=by, at=AT)
    actions.state_vat_regime(coop, status=VatStatus.STANDARD, by=by, at=AT)
    first = seen(coop).first
    assert first is not None and first.code == "bank_certificate"


def test_counts_add_up(coop: Structure, by: Actor) -> None:
    actions.add_paper(coop, kind="statutes", number="1", by=by, at=AT)
    actions.add_paper(coop, kind="other", number="1", by=by, at=AT)
    actions.add_paper(coop, kind="other", number="2", by=by, at=AT)
    counts = seen(coop).counts
    assert counts["good"] + counts["expired"] + counts["lacking"] == counts["total"] and counts["good"] == 3


def test_papers_ending_for_the_daily_round(coop: Structure, by: Actor) -> None:
    actions.add_paper(coop, kind="tax_certificate", issued_on=date(2025, 12, 1), by=by, at=AT)
    actions.add_paper(coop, kind="bank_certificate", expires_on=TODAY + timedelta(days=200), by=by, at=AT)
    assert [(p.kind, left) for p, left in queries.papers_ending(on=TODAY)] == [("tax_certificate", 6)]
