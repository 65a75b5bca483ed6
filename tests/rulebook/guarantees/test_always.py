"""What holds of every guarantee, whatever the amounts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from rulebook.engine.facts import Bidder, BuyerRules, Lot, Notice, Procedure, Quote
from rulebook.engine.judge import judge
from rulebook.engine.verdict import Finding, Force, Outcome, Verdict
from tests.rulebook.examples import quickly
from tests.rulebook.signed import signed

DAY = date(2026, 11, 2)
TENDER = Notice(procedure=Procedure.TENDER, rulebook=BuyerRules.DECREE)
amounts = st.decimals("0.01", "90000000", places=2)


def asked(notice: Notice, quote: Quote | None = None) -> Verdict:
    return judge(Bidder(), notice, quote, on=DAY)


def cap(notice: Notice) -> Finding:
    rule = "guarantees.provisional_guarantee_stays_within_the_cap"
    return next(found for found in asked(notice).findings if found.rule == rule)


def figures(total: Decimal) -> dict[str, Decimal]:
    return {one.name: Decimal(str(one.value)) for one in asked(TENDER, Quote(total_incl_vat=total)).figures}


@quickly
@given(amounts)
def test_the_final_guarantee_is_the_next_whole_dirham_and_no_more(total: Decimal) -> None:
    final, exact = figures(total)["final_guarantee"], Fraction(total) * 3 / 100
    assert final == int(final) and exact <= final < exact + 1


@quickly
@given(amounts)
def test_what_is_set_aside_is_less_than_the_amount(total: Decimal) -> None:
    found = figures(total)
    assert abs(found["retention_at_most"] - total * 7 / 100) <= Decimal("0.005")
    assert found["final_guarantee"] + found["retention_at_most"] <= total + 1


@quickly
@given(amounts, amounts)
def test_a_dearer_offer_never_sets_less_aside(first: Decimal, second: Decimal) -> None:
    low, high = (figures(total) for total in sorted((first, second)))
    assert all(low[name] <= high[name] for name in low)


@quickly
@given(amounts, amounts, amounts)
def test_a_smaller_guarantee_is_never_worse(estimate: Decimal, first: Decimal, second: Decimal) -> None:
    small, large = (cap(replace(TENDER, estimate=estimate, guarantee=asks)) for asks in sorted((first, second)))
    assert large.outcome is not Outcome.MET or small.outcome is Outcome.MET
    assert Force.DECIDES not in {small.force, large.force}


@quickly
@given(amounts)
def test_exactly_the_cap_is_within_it_and_a_centime_more_is_not(estimate: Decimal) -> None:
    limit = cap(replace(TENDER, estimate=estimate)).values["limit"]
    assert isinstance(limit, Decimal)
    if limit:
        assert cap(replace(TENDER, estimate=estimate, guarantee=limit)).reason == "within_the_cap"
    more = replace(TENDER, estimate=estimate, guarantee=limit + Decimal("0.01"))
    assert cap(more).reason == "above_the_cap"
    assert cap(replace(more, lots=(Lot("1"), Lot("2")))).outcome is Outcome.UNKNOWN


def test_where_none_is_asked_nothing_is_told_of_it() -> None:
    told = [found for found in asked(replace(TENDER, guarantee=Decimal(0))).findings if "provisional" in found.rule]
    reasons = {found.reason for found in told}
    assert len(told) == 5 and reasons == {"none_asked"}


def test_an_order_hears_only_that_none_is_known() -> None:
    order = replace(TENDER, procedure=Procedure.PURCHASE_ORDER, estimate=Decimal(10), guarantee=Decimal(5))
    verdict = asked(order, Quote(total_incl_vat=Decimal(10)))
    heard = [found for found in verdict.findings if found.rule.startswith("guarantees.")]
    assert [found.reason for found in heard] == ["a_quote_and_no_guarantee"] and not verdict.figures


def test_the_second_word_on_a_guarantee_is_that_a_fault_rejects() -> None:
    rule = "guarantees.provisional_guarantee_is_given_without_fault"
    reasons = [found.reason for found in asked(TENDER).findings if found.rule == rule]
    assert reasons == ["on_the_portal_only", "no_fault_is_forgiven"]


def test_each_step_of_a_figure_shows_its_own_rate() -> None:
    verdict = asked(TENDER, Quote(total_incl_vat=Decimal("100000")))
    steps = {one.name: [step.value for step in one.steps] for one in verdict.figures}
    assert steps == {
        "final_guarantee": [Decimal("100000.00"), Decimal(3)],
        "retention_at_most": [Decimal("100000.00"), Decimal(7)],
    }


def test_what_each_rule_is_signed_with() -> None:
    assert signed("guarantees") == {
        "provisional_guarantee_is_asked": "buyer, likely, any: 28 provisional-guarantee",
        "provisional_guarantee_stays_within_the_cap": "buyer, likely, tender: provisional-guarantee",
        "provisional_guarantee_is_given_without_fault": "buyer, certain, tender: 39 order-1692-23/15",
        "provisional_guarantee_can_be_lost": "buyer, certain, tender: provisional-guarantee 28 36",
        "provisional_guarantee_comes_back": "buyer, likely, tender: 47 143",
        "final_guarantee_unless_waived": "buyer, certain, tender: ccag-t/15",
        "final_guarantee_in_time": "buyer, unsure, tender: ccag-t/15",
        "retention_is_kept_from_each_payment": "buyer, likely, tender: ccag-t/64",
        "bank_may_stand_in": "buyer, certain, tender: ccag-t/17",
        "guarantees_are_released_at_final_acceptance": "buyer, certain, tender: decree-2-16-344/9",
        "money_to_set_aside": "quote, likely, tender: ccag-t/15 ccag-t/64",
    }


@quickly
@given(st.none() | st.just(Decimal(0)) | amounts, st.none() | amounts, st.none() | amounts)
def test_only_the_cap_ever_warns(guarantee: Decimal | None, estimate: Decimal | None, total: Decimal | None) -> None:
    notice = replace(TENDER, guarantee=guarantee, estimate=estimate)
    for found in asked(notice, Quote(total_incl_vat=total)).findings:
        if found.rule.startswith("guarantees.") and found.outcome is not Outcome.NOT_CONCERNED:
            warns = found.reason in {"within_the_cap", "above_the_cap"}
            assert found.force is (Force.WARNS if warns else Force.INFORMS), found.reason


def test_figures_are_in_dirhams() -> None:
    assert {one.unit for one in asked(TENDER, Quote(total_incl_vat=Decimal(10))).figures} == {"MAD"}
