"""What holds of any notice: where its estimate stands, how long it was published, what was seen of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from rulebook.deadlines import timeline
from rulebook.engine.facts import Bidder, BidderKind, BuyerRules, Category, Line, Lot, Notice, Procedure, Quote, Tender
from rulebook.engine.judge import judge
from rulebook.engine.law import Law
from rulebook.engine.verdict import About, Finding, Force, Outcome
from rulebook.procedures.rules import Side, side
from tests.rulebook.examples import quickly
from tests.rulebook.signed import signed

DAY = date(2026, 11, 2)
CEILING = Decimal("1000000.00")
amounts = st.decimals("0.01", "3000000", places=2) | st.sampled_from(
    [Decimal(text) for text in ("999999.99", "1000000", "1000000.01", "1199999.99", "1200000", "1200000.01")]
)
rates = st.sampled_from([Decimal(text) for text in ("0", "7", "10", "14", "20")]) | st.decimals(0, 20, places=1)
instants = st.integers(0, 1500).map(lambda hours: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours))
notices = st.builds(
    Notice,
    procedure=st.sampled_from(Procedure),
    reference=st.sampled_from(["", "04/2026"]),
    object=st.sampled_from(["", "EXEMPLE"]),
    buyer=st.sampled_from(["", "EXEMPLE"]),
    rulebook=st.just(BuyerRules.DECREE),
    category=st.none() | st.sampled_from(Category),
    nature=st.none() | st.integers(1, 4),
    published=st.none() | instants,
    deadline=st.none() | instants,
    places=st.sampled_from([(), ("EXEMPLE",)]),
    estimate=st.none() | st.just(Decimal(0)) | amounts,
    reserved=st.none() | st.booleans(),
    lots=st.sampled_from([(), (Lot("1"),), (Lot("1"), Lot("2"))]),
    lines=st.sampled_from([(), (Line("1"),), (Line("1", "EXEMPLE", "U", Decimal(2)),)]),
    tender=st.none() | st.sampled_from(Tender),
    vat_rate=st.none() | rates,
    guarantee=st.none() | st.just(Decimal(0)) | amounts,
)
bidders = st.builds(Bidder, kind=st.none() | st.sampled_from(BidderKind), excluded=st.none() | st.booleans())
quotes = st.none() | st.builds(Quote, total_incl_vat=st.none() | amounts)


def stands(estimate: Decimal, rate: Decimal | None) -> Side | None:
    return side(Notice(estimate=estimate, vat_rate=rate), CEILING, Law.on(DAY))


def said(notice: Notice, rule: str, bidder: Bidder | None = None) -> list[Finding]:
    found = judge(bidder or Bidder(), notice, on=DAY).findings
    return [finding for finding in found if finding.rule == f"procedures.{rule}"]


@quickly
@given(amounts, rates)
def test_a_rate_that_is_told_takes_the_tax_off_exactly(estimate: Decimal, rate: Decimal) -> None:
    without = Fraction(estimate) / (1 + Fraction(rate) / 100)
    expected = Side.UNDER if without < CEILING else Side.AT if without == CEILING else Side.OVER
    assert stands(estimate, rate) is expected


@quickly
@given(amounts, rates)
def test_what_is_said_without_a_rate_holds_at_every_rate(estimate: Decimal, rate: Decimal) -> None:
    silent, told = stands(estimate, None), stands(estimate, rate)
    if silent in {Side.UNDER, Side.OVER}:
        assert told is silent
    elif silent is Side.AT:
        assert told in {Side.UNDER, Side.AT}
    else:
        ends = {stands(estimate, Decimal(0)), stands(estimate, Decimal(20))}
        assert Side.OVER in ends and len(ends) == 2


@quickly
@given(notices)
def test_the_verdict_and_the_calendar_agree_on_the_publicity(notice: Notice) -> None:
    """One function weighs the days; each side chooses the least by itself, from the same notice."""
    notice = replace(notice, procedure=Procedure.TENDER, vat_rate=None)
    (finding, *_) = said(notice, "publicity_lasts_long_enough")
    dated = {one.key: one.reason for one in timeline(notice, on=DAY)}.get("publicity")
    if finding.reason in {"no_sound_dates", "not_established"}:
        assert dated in {None, "start_not_known", "short"}
        return
    same = {
        "short": "short",
        "at_the_limit": "hangs_on_the_counting",
        "limit_if_ordinary": "hangs_on_the_counting",
        "enough_if_simplified": "enough_if_simplified",
        "enough": "enough",
    }
    assert dated is not None and same[dated] == finding.reason.removesuffix("_unless_long")


@quickly
@given(bidders, notices, quotes)
def test_nothing_of_the_procedure_is_laid_on_the_bidder(bidder: Bidder, notice: Notice, quote: Quote | None) -> None:
    verdict = judge(bidder, notice, quote, on=DAY)
    for finding in verdict.findings:
        if finding.rule.startswith("procedures."):
            assert finding.about is About.BUYER
            if finding.outcome is not Outcome.NOT_CONCERNED:
                assert finding.force is (Force.WARNS if finding.outcome is Outcome.NOT_MET else Force.INFORMS)
    bare = replace(notice, tender=None, vat_rate=None, guarantee=None, estimate=None)
    assert judge(bidder, bare, quote, on=DAY).outcome is verdict.outcome


@quickly
@given(notices, st.sampled_from(["reference", "object", "buyer", "category", "nature", "deadline", "places", "tender"]))
def test_forgetting_never_makes_a_notice_more_whole(notice: Notice, name: str) -> None:
    def missing(one: Notice) -> set[str]:
        kind = "order" if one.procedure is Procedure.PURCHASE_ORDER else "tender"
        return {found.reason for found in said(one, f"{kind}_notice_is_whole") if found.outcome is Outcome.UNKNOWN}

    blank = {"reference": "", "object": "", "buyer": "", "places": ()}
    forgotten = replace(notice, **{name: blank.get(name)})
    assert missing(notice) <= missing(forgotten)
    assert (said(notice, "tender_notice_is_whole") == []) is (notice.procedure is Procedure.PURCHASE_ORDER)


def test_each_thing_is_asked_of_the_notice_that_shows_it() -> None:
    def reasons(notice: Notice) -> list[str]:
        return [found.reason for found in judge(Bidder(), notice, on=DAY).findings if "is_whole" in found.rule]

    usual = ["reference", "object", "buyer", "category", "places", "deadline"]
    order = Notice(procedure=Procedure.PURCHASE_ORDER, rulebook=BuyerRules.DECREE)
    tender = replace(order, procedure=Procedure.TENDER)
    assert reasons(order) == [f"{name}_not_seen" for name in [*usual, "nature", "lines"]]
    assert reasons(tender) == [f"{name}_not_seen" for name in [*usual, "kind"]]
    assert reasons(replace(order, procedure=None)) == []
    lame = replace(order, lines=(Line("1", "EXEMPLE", "U"),))
    assert reasons(lame) == ["lines_incomplete", *(f"{name}_not_seen" for name in [*usual, "nature"])]
    rest = {"reference": "4", "object": "EXEMPLE", "buyer": "EXEMPLE", "places": ("EXEMPLE",), "nature": 7}
    full = replace(lame, **rest, category=Category.SUPPLIES, deadline=datetime(2026, 11, 30, tzinfo=UTC))
    assert reasons(full) == ["lines_incomplete"]
    assert reasons(replace(full, lines=(Line("1", "EXEMPLE", "U", Decimal(1)),))) == ["all_seen"]


def test_the_minutes_come_out_and_the_rejected_files_are_kept() -> None:
    found = said(Notice(procedure=Procedure.TENDER, rulebook=BuyerRules.DECREE), "minutes_are_published")
    assert [(one.reason, one.values) for one in found] == [
        ("extract_published", {"hours": 24, "days": 15}),
        ("rejected_kept", {"years": 5}),
    ]


def test_an_order_hears_nothing_of_tenders() -> None:
    order = Notice(procedure=Procedure.PURCHASE_ORDER, rulebook=BuyerRules.DECREE)
    heard = {found.rule for found in judge(Bidder(), order, on=DAY).findings if found.rule.startswith("procedures.")}
    assert heard == {"procedures.estimate_is_in_the_notice", "procedures.order_notice_is_whole"}


def test_before_the_decree_and_before_other_rules_nothing_is_said() -> None:
    for notice, day in (
        (Notice(procedure=Procedure.TENDER, rulebook=BuyerRules.DECREE), date(2023, 8, 31)),
        (Notice(procedure=Procedure.TENDER, rulebook=BuyerRules.OWN), DAY),
        (Notice(procedure=Procedure.TENDER), DAY),
    ):
        found = judge(Bidder(), notice, Quote(total_incl_vat=Decimal(10)), on=day)
        mine = [f for f in found.findings if f.rule.split(".")[0] in {"procedures", "guarantees", "preference"}]
        assert mine == [] and found.figures == ()


def test_a_rule_of_the_law_alone_follows_its_day() -> None:
    """Worked out once a day, never carried from one day to another, nor between procedures."""
    notice = Notice(procedure=Procedure.TENDER, rulebook=BuyerRules.DECREE)
    (first,) = said(notice, "session_waits_for_an_absent_member")
    assert said(notice, "session_waits_for_an_absent_member") == [first]
    early = judge(Bidder(), notice, on=date(2023, 9, 1))
    assert "procedures.session_waits_for_an_absent_member" in {found.rule for found in early.findings}
    order = replace(notice, procedure=Procedure.PURCHASE_ORDER)
    shares = [
        next(f for f in judge(Bidder(), one, on=DAY).findings if f.rule == "preference.share_is_reserved_each_year")
        for one in (notice, order, notice)
    ]
    assert [share.confidence for share in shares] == ["certain", "unsure", "certain"]


def test_what_each_rule_is_signed_with() -> None:
    assert signed("procedures") == {
        "ordinary_tender_is_always_allowed": "buyer, certain, tender: 19 20",
        "simplified_tender_is_allowed": "buyer, certain, tender: 19",
        "restricted_tender_is_allowed": "buyer, likely, tender: 20 23",
        "order_would_have_been_allowed": "buyer, certain, tender: 91",
        "other_ways_go_their_way": "buyer, likely, tender: 12 49 66 87 89",
        "publicity_is_where_it_must_be": "buyer, certain, tender: 23",
        "publicity_lasts_long_enough": "buyer, certain, tender: 23",
        "estimate_is_in_the_notice": "buyer, certain, any: 6",
        "tender_notice_is_whole": "buyer, likely, tender: 23",
        "order_notice_is_whole": "buyer, certain, purchase_order: 91",
        "file_is_free_on_the_portal": "buyer, certain, tender: 22 24",
        "offers_are_in_arabic_or_french_and_in_dirhams": "buyer, certain, tender: 21",
        "prices_are_written_as_asked": "buyer, certain, tender: 20 43",
        "visit_and_samples_where_asked": "buyer, likely, tender: 26 33",
        "session_waits_for_an_absent_member": "buyer, certain, tender: 38 39",
        "minutes_are_published": "buyer, likely, tender: 46 47",
    }
