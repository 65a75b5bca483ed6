"""What holds of every preference, whatever the facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.engine.facts import Bidder, BidderKind, BuyerRules, Category, Lot, Notice, Procedure, Quote
from rulebook.engine.judge import judge
from rulebook.engine.verdict import Finding, Force, Outcome
from rulebook.evaluation import evaluate
from rulebook.preference.rules import NAMED
from tests.rulebook.evaluation.openings import opening
from tests.rulebook.examples import quickly
from tests.rulebook.signed import signed

DAY = date(2026, 11, 2)
TENDER = Notice(procedure=Procedure.TENDER, rulebook=BuyerRules.DECREE)


def heard(rule: str, notice: Notice, bidder: Bidder | None = None, quote: Quote | None = None) -> list[Finding]:
    found = judge(bidder or Bidder(), notice, quote, on=DAY).findings
    return [finding for finding in found if finding.rule == f"preference.{rule}"]


@quickly
@given(st.decimals(0, 100, places=4), st.sampled_from(Procedure))
def test_half_is_the_bound_and_the_bound_is_in(share: Decimal, procedure: Procedure) -> None:
    quote, notice = Quote(subcontracted=share), replace(TENDER, procedure=procedure)
    (found,) = heard("subcontracting_stays_under_the_limit", notice, quote=quote)
    assert found.outcome is (Outcome.NOT_MET if share > 50 else Outcome.MET)
    assert found.force is (Force.DECIDES if procedure is Procedure.TENDER else Force.WARNS)


@pytest.mark.parametrize("kind", BidderKind)
def test_ties_are_told_as_the_evaluation_settles_them(kind: BidderKind) -> None:
    """Whoever is told to come first is preferred by the ranking, and nobody else."""
    (found,) = heard("small_structures_win_ties", TENDER, Bidder(kind=kind))
    equals = {"her": {"amount": "900", "kind": kind.value}, "other": {"amount": "900", "kind": "company"}}
    result = evaluate(opening(equals, estimate="1000", category="supplies"))
    first = kind in NAMED
    assert found.reason == ("you_come_first" if first else "others_come_first")
    assert ("her" in result.preferred or result.first == "her") is first


def test_works_hear_of_craftsmen_and_services_do_not() -> None:
    reasons = {
        category: [found.reason for found in heard("people_of_the_place_work", replace(TENDER, category=category))]
        for category in Category
    }
    assert reasons == {
        Category.WORKS: ["local_labour", "craftsmen"],
        Category.SERVICES: ["local_labour"],
        Category.SUPPLIES: ["neither_works_nor_services"],
        Category.STUDIES: ["neither_works_nor_services"],
    }


def test_no_preference_ever_refuses_a_named_kind() -> None:
    for kind in NAMED:
        for reserved in (None, True, False):
            verdict = judge(Bidder(kind=kind), replace(TENDER, reserved=reserved), on=DAY)
            mine = [found for found in verdict.findings if found.rule.startswith("preference.")]
            assert not [found for found in mine if found.outcome is Outcome.NOT_MET]


def test_an_order_hears_nothing_of_lots_foreigners_or_neighbours() -> None:
    order = replace(TENDER, procedure=Procedure.PURCHASE_ORDER, category=Category.WORKS)
    heard_of = {found.rule.partition(".")[2] for found in judge(Bidder(), order, on=DAY).findings}
    assert not heard_of & {"lots_open_a_door", "offers_from_abroad_compare_dearer", "people_of_the_place_work"}
    assert "small_structures_win_ties" in heard_of


def test_a_question_is_asked_only_where_it_arises() -> None:
    def asked(notice: Notice, bidder: Bidder) -> set[str]:
        keys = {question.key for question in judge(bidder, notice, on=DAY).questions}
        return {key.partition(".")[2] for key in keys if key.startswith("preference.")}

    everywhere = {"when_the_lists_come_out", "groupings_with_a_member_from_abroad"}
    company, coop = Bidder(kind=BidderKind.COMPANY), Bidder(kind=BidderKind.COOPERATIVE)
    reserved = replace(TENDER, reserved=True)
    inside = {"groupings_in_a_reserved_contract", "subcontracting_in_a_reserved_contract"}
    sizes = {"which_firms_count", "young_innovative_firms"}
    assert asked(replace(TENDER, reserved=False), company) == everywhere
    assert asked(reserved, coop) == everywhere | inside
    assert asked(reserved, company) == everywhere | inside | sizes
    order = replace(TENDER, procedure=Procedure.PURCHASE_ORDER)
    assert asked(order, coop) == {"first_turn_in_orders"}
    assert asked(replace(order, reserved=True), coop) == {"first_turn_in_orders", "reserve_on_orders"} | inside
    assert "what_counts_as_local" in asked(replace(TENDER, category=Category.WORKS), coop)


def test_what_each_rule_is_signed_with() -> None:
    assert signed("preference") == {
        "share_is_reserved_each_year": "buyer, certain, any (purchase_order unsure): 148",
        "reservation_is_written": "buyer, certain, any (purchase_order unsure): 148",
        "reserved_contracts_are_listed": "buyer, likely, tender: 17 148",
        "bidder_counts_among_the_smallest": "bidder, certain, any (purchase_order unsure): 148",
        "reserved_contract_is_closed_to_others": "bidder, likely, any (purchase_order unsure): 148",
        "lots_open_a_door": "buyer, likely, tender: 10 148",
        "subcontracting_stays_under_the_limit": "quote, certain, any (purchase_order likely): 29 151",
        "small_structures_win_ties": "buyer, certain, any: 43",
        "offers_from_abroad_compare_dearer": "buyer, likely, tender: 147",
        "people_of_the_place_work": "buyer, likely, tender: 149 local-craft",
    }


@pytest.mark.parametrize("category", [None, *Category])
@pytest.mark.parametrize("kind", [None, *BidderKind])
def test_what_is_told_of_lots_ties_and_neighbours_only_informs(
    kind: BidderKind | None, category: Category | None
) -> None:
    notice = replace(TENDER, category=category, lots=(Lot("1"), Lot("2")))
    for rule in (
        "reserved_contracts_are_listed",
        "lots_open_a_door",
        "small_structures_win_ties",
        "offers_from_abroad_compare_dearer",
        "people_of_the_place_work",
    ):
        for found in heard(rule, notice, Bidder(kind=kind)):
            assert found.force is Force.INFORMS or found.outcome is Outcome.NOT_CONCERNED
