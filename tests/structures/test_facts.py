"""What was not told is "not known" before the law, for each kind."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from rulebook.engine.facts import BidderKind
from tests.structures.conftest import AT
from wolouj.foundation.actor import Actor
from wolouj.structures import actions, queries
from wolouj.structures.facts import as_bidder
from wolouj.structures.models import Structure

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize("kind", list(BidderKind))
def test_a_new_structure_is_all_unknown(kind: BidderKind, by: Actor) -> None:
    bidder = as_bidder(actions.create_structure(kind=kind, by=by, at=AT), on=TODAY)
    assert bidder.kind is kind
    told = (
        *(bidder.activities, bidder.ae_activity, bidder.registered_on, bidder.turnover_received),
        *(bidder.received_by_buyer, bidder.vat_regime, bidder.identifiers, bidder.papers),
        *(bidder.excluded, bidder.capacity, bidder.serves),
    )
    assert told == (None,) * len(told)


def test_free_words_are_no_nature(coop: Structure, by: Actor) -> None:
    actions.set_activities(coop, natures=[], words=["tapis"], by=by, at=AT)
    assert as_bidder(coop, on=TODAY).activities is None


def test_parts_by_buyer_are_not_the_whole_year(coop: Structure, by: Actor) -> None:
    actions.record_receipts(coop, year=2026, buyer="Commune X", amount=Decimal("50"), by=by, at=AT)
    bidder = as_bidder(coop, on=TODAY)
    assert bidder.turnover_received is None and bidder.received_by_buyer == {2026: {"Commune X": Decimal("50.00")}}
    actions.record_receipts(coop, year=2026, amount=Decimal("40"), by=by, at=AT)
    assert as_bidder(coop, on=TODAY).turnover_received == {2026: Decimal(50)}, "an old total is under its own parts"


def test_papers_of_tomorrow_do_not_count_today(coop: Structure, by: Actor) -> None:
    actions.add_paper(coop, kind="statutes", issued_on=TODAY, by=by, at=AT)
    assert as_bidder(coop, on=date(2026, 11, 23)).papers is None
    assert len(as_bidder(coop, on=TODAY).papers or ()) == 1


def test_a_full_structure_asks_the_database_a_fixed_number_of_times(
    coop: Structure, by: Actor, django_assert_num_queries
) -> None:  # type: ignore[no-untyped-def]
    for papers in (1, 2):
        for _ in range(papers):
            actions.add_paper(coop, kind="other", number="1", by=by, at=AT)
        actions.set_activities(coop, natures=range(1, 1 + papers), by=by, at=AT)
        with django_assert_num_queries(7):
            found = queries.full(coop.id)
            assert found is not None
            as_bidder(found, on=TODAY)
            queries.readiness(found, on=TODAY)
            found.owners()
