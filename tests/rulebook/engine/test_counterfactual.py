"""What would change the answer: each way really turns what it says it turns, none is longer than it need be."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given

from rulebook.engine.changing import Change, Facts, is_open
from rulebook.engine.counterfactual import MOST, SHOWN, Changes, Way, applied, changes_of
from rulebook.engine.facts import (
    AeActivity,
    Bidder,
    BidderKind,
    BuyerRules,
    Category,
    GroupingForm,
    Lot,
    Notice,
    Paper,
    Procedure,
    Quote,
    VatRegime,
    VatStatus,
)
from rulebook.engine.format import LANGS
from rulebook.engine.judge import judge
from rulebook.engine.law import HOME
from rulebook.engine.plain import changes_as_json
from rulebook.engine.verdict import Finding, Outcome
from rulebook.engine.wording import Words
from tests.rulebook.examples import quickly
from tests.rulebook.test_verdict import bidders, notices, quotes

WORDS = Words.load(HOME / "engine" / "wording.yaml")
AT = date(2026, 11, 10)
NOTICE = Notice(
    procedure=Procedure.TENDER,
    rulebook=BuyerRules.DECREE,
    nature=1,
    category=Category.SERVICES,
    buyer="Commune A",
    reserved=False,
    published=datetime(2026, 11, 2, 9, tzinfo=UTC),
    deadline=datetime(2026, 12, 2, 9, tzinfo=UTC),
)
ORDER = replace(NOTICE, procedure=Procedure.PURCHASE_ORDER)
SOUND = Bidder(
    kind=BidderKind.COOPERATIVE,
    activities=frozenset({1}),
    excluded=False,
    vat_regime=VatRegime(VatStatus.STANDARD),
    papers=(
        Paper("tax_certificate", date(2026, 6, 1)),
        Paper("cnss_certificate", date(2026, 6, 1)),
        Paper("local_register_certificate"),
    ),
)
ALONE = Bidder(
    kind=BidderKind.AUTO_ENTREPRENEUR,
    ae_activity=AeActivity.SERVICES,
    activities=frozenset({1}),
    excluded=False,
    turnover_received={2026: Decimal(150_000)},
    received_by_buyer={2026: {"Commune A": Decimal(0)}},
    papers=(Paper("tax_certificate", date(2026, 6, 1)), Paper("ae_register_certificate", date(2026, 6, 1))),
)
NOW = datetime(2026, 11, 10, 9, tzinfo=UTC)


def quote(total: int, rate: int = 0) -> Quote:
    return Quote(Decimal(total), Decimal(total), frozenset({Decimal(rate)}), NOW)


def ask(bidder: Bidder, notice: Notice = NOTICE, offered: Quote | None = None) -> Changes:
    return changes_of(bidder, notice, offered, on=AT, at=AT)


def ways(found: Changes, rule: str) -> list[list[str]]:
    """The keys of the ways of one finding, in order."""
    return [[change.key for change in way.changes] for way in of(found, rule)]


def of(found: Changes, rule: str) -> tuple[Way, ...]:
    return next(turned.ways for turned in found.of_findings if turned.finding.rule.endswith(f".{rule}"))


def only(found: Changes, rule: str, *keys: str) -> Change:
    """The first change of the first way, whose keys are these."""
    way = of(found, rule)[0]
    assert tuple(change.key for change in way.changes) == keys
    return way.changes[0]


# ---- what each change is --------------------------------------------------------------------------------------


def test_nothing_to_change_for_who_may_bid() -> None:
    found = ask(SOUND)
    assert found.verdict.outcome is Outcome.MET and found.of_findings == () and found.of_verdict == ()
    assert found.judgements == 1 and not found.cut_short


def test_an_old_certificate_is_renewed() -> None:
    held = replace(SOUND, papers=(Paper("tax_certificate", date(2025, 1, 1)), *SOUND.papers[1:]))
    found = ask(held)
    change = only(found, "tax_is_in_order", "paper_is_renewed")
    assert change.values == {"paper": "tax_certificate", "day": AT}
    assert "Attestation de régularité fiscale" in change.text.fr and "10" in change.text.ar
    assert [way.changes for way in found.of_verdict] == [(change,)] and found.of_verdict[0].verdict is Outcome.MET


def test_a_missing_certificate_is_got_while_there_is_time() -> None:
    held = replace(SOUND, papers=SOUND.papers[1:])
    assert ways(ask(held), "tax_is_in_order") == [["paper_is_got"]]
    late = changes_of(held, NOTICE, on=AT, at=date(2026, 12, 3))
    assert ways(late, "tax_is_in_order") == [] and late.of_verdict == ()
    assert ways(changes_of(held, NOTICE, on=AT, at=date(2026, 12, 2)), "tax_is_in_order") == [["paper_is_got"]]


def test_facts_nobody_told_are_told() -> None:
    nobody = Bidder(activities=frozenset({7}))
    found = ask(nobody, replace(NOTICE, nature=None, reserved=None))
    assert ways(found, "bidder_is_not_excluded") == [["no_exclusion"]]
    assert ways(found, "activity_relates_to_the_object") == [["nature_is_yours"]]
    assert ["kind_is"] in ways(found, "register_is_proved")
    assert ["not_reserved"] in ways(found, "bidder_counts_among_the_smallest")
    assert ways(ask(replace(SOUND, activities=None)), "activity_relates_to_the_object") == [["activity_is_told"]]
    assert ways(ask(replace(SOUND, vat_regime=None)), "vat_regime_is_stated") == [
        ["vat_is_added"],
        ["exemption_is_proved"],
    ]
    doubtful = replace(SOUND, vat_regime=VatRegime(VatStatus.EXEMPT))
    assert ["exemption_is_proved"] in ways(ask(doubtful), "vat_regime_is_stated")


def test_an_activity_is_added_and_an_exclusion_ends() -> None:
    found = ask(replace(SOUND, excluded=True, activities=frozenset({7})))
    assert found.verdict.outcome is Outcome.NOT_MET
    assert ways(found, "bidder_is_not_excluded") == [["exclusion_is_over"]]
    assert ways(found, "activity_relates_to_the_object") == [["activity_is_added"]]
    (whole,) = found.of_verdict
    assert {change.key for change in whole.changes} == {"exclusion_is_over", "activity_is_added"}


def test_another_status_is_the_last_resort() -> None:
    firm = replace(SOUND, kind=BidderKind.COMPANY, papers=(*SOUND.papers[:2],))
    found = ask(firm, replace(NOTICE, reserved=True))
    assert ways(found, "bidder_counts_among_the_smallest") == [["status_is_changed"]]
    assert of(found, "bidder_counts_among_the_smallest")[0].opens == ("eligibility.register_is_proved",)
    (whole,) = found.of_verdict
    assert [change.key for change in whole.changes] == ["status_is_changed", "paper_is_got"]
    over = ask(ALONE, NOTICE, quote(70_000))
    assert ["status_is_changed"] not in ways(over, "auto_entrepreneur_stays_under_the_ceiling")


def test_a_price_comes_down_to_the_ceiling_and_no_lower() -> None:
    found = ask(SOUND, ORDER, quote(640_000))
    change = only(found, "quote_stays_under_the_ceiling", "price_is_lowered")
    assert change.values == {"total": Decimal("500000.00")} and len(of(found, "quote_stays_under_the_ceiling")) == 1
    assert only(ask(SOUND, ORDER), "quote_stays_under_the_ceiling", "price_is_told").values == {
        "total": Decimal("500000.00")
    }


def test_the_ceiling_of_the_year_leaves_four_ways() -> None:
    lots = (Lot("1", "a", Decimal(40_000)), Lot("2", "b", Decimal(60_000)))
    found = ask(ALONE, replace(NOTICE, lots=lots), quote(70_000))
    by_key = {way.changes[0].key: way.changes[0] for way in of(found, "auto_entrepreneur_stays_under_the_ceiling")}
    assert by_key["price_is_lowered"].values == {"total": Decimal("50000.00")}
    assert by_key["one_lot"].values == {"lot": "2", "total": Decimal("42000.00")}
    assert by_key["in_a_grouping"].values == {"share": Decimal(71)}
    assert by_key["paid_next_year"].values == {"day": date(2027, 1, 1)}


def test_no_grouping_on_an_order_and_no_lot_without_estimates() -> None:
    lots = (Lot("1", "a", Decimal(40_000)), Lot("2", "b"))
    found = ask(ALONE, replace(ORDER, lots=lots), quote(70_000))
    keys = {key for way in ways(found, "auto_entrepreneur_stays_under_the_ceiling") for key in way}
    assert keys == {"price_is_lowered", "paid_next_year"}


def test_what_one_change_only_moves_is_turned_by_two() -> None:
    """The price brought under the threshold still hangs on what this buyer paid before."""
    silent = replace(ALONE, turnover_received=None, received_by_buyer=None, ae_activity=AeActivity.CRAFT)
    found = ask(silent, ORDER, quote(90_000))
    sets = ways(found, "one_client_stays_under_the_threshold")
    assert ["price_is_lowered", "received_from_nothing"] in sets and all(len(keys) == 2 for keys in sets)
    receipts = ask(replace(silent, turnover_received=None), ORDER, quote(10_000))
    assert ["received_at_most"] in ways(receipts, "auto_entrepreneur_stays_under_the_ceiling")
    assert ["received_from_at_most"] in ways(receipts, "one_client_stays_under_the_threshold")
    unpriced = ask(silent, ORDER)
    assert ["received_nothing", "price_is_told"] in ways(unpriced, "auto_entrepreneur_stays_under_the_ceiling")


def test_vat_comes_out_and_less_is_subcontracted() -> None:
    assert ways(ask(ALONE, ORDER, quote(1_000, 20)), "auto_entrepreneur_adds_no_vat") == [["vat_is_taken_out"]]
    offered = replace(quote(1_000), subcontracted=Decimal(60))
    change = only(ask(SOUND, NOTICE, offered), "subcontracting_stays_under_the_limit", "less_is_subcontracted")
    assert change.values == {"limit": Decimal(50)}


def test_a_notice_of_which_little_is_known() -> None:
    found = ask(SOUND, replace(ORDER, rulebook=BuyerRules.UNKNOWN))
    assert ways(found, "buyer_is_bound") == [["buyer_follows_the_decree"]]
    assert [[change.key for change in way.changes] for way in found.of_verdict] == [["buyer_follows_the_decree"]]
    unsorted = ask(ALONE, replace(ORDER, category=None), quote(1_000))
    assert {"category": "supplies"} in [
        way.changes[0].values for way in of(unsorted, "one_client_stays_under_the_threshold")
    ]
    card = ask(replace(ALONE, ae_activity=None), ORDER, quote(1_000))
    assert ["ae_activity_is"] in ways(card, "auto_entrepreneur_stays_under_the_ceiling")


def test_nothing_turns_what_no_fact_can() -> None:
    """Not established abroad, in a reserved contract: no change of hers is proposed."""
    found = ask(replace(SOUND, abroad=True), replace(NOTICE, reserved=True))
    assert ways(found, "bidder_counts_among_the_smallest") == []


def test_the_share_of_a_grouping_is_what_counts() -> None:
    found = ask(ALONE, NOTICE, quote(70_000))
    way = next(
        way for way in of(found, "auto_entrepreneur_stays_under_the_ceiling") if way.changes[0].key == "in_a_grouping"
    )
    facts = applied(way.changes, Facts(ALONE, NOTICE, quote(70_000)))
    assert facts.bidder.grouping is not None and facts.bidder.grouping.form is GroupingForm.JOINT
    one_more = replace(facts.bidder.grouping, share=Decimal(72))
    over = judge(replace(facts.bidder, grouping=one_more), facts.notice, facts.quote)
    assert any(f.outcome is Outcome.NOT_MET and f.rule.endswith("under_the_ceiling") for f in over.findings)


SAID = (
    ask(Bidder(activities=frozenset({7})), replace(NOTICE, nature=None, reserved=None)),
    ask(
        Bidder(kind=BidderKind.AUTO_ENTREPRENEUR),
        Notice(procedure=Procedure.PURCHASE_ORDER, rulebook=BuyerRules.DECREE),
    ),
)


def test_every_change_is_worded_in_both_languages() -> None:
    for key in WORDS:
        if key.startswith("changes."):
            said = WORDS.pair(
                key, kind="x", activity="x", procedure="x", category="x", paper="x", day=AT, lot="1", buyer="x",
                total=Decimal(1), share=Decimal(1), limit=Decimal(1), amount=Decimal(1), year="2026",
            )  # fmt: skip
            assert all(getattr(said, lang) and not getattr(said, lang).endswith(".") for lang in LANGS)
    for found in SAID:
        for turned in found.of_findings:
            assert all(change.text.fr and change.text.ar for way in turned.ways for change in way.changes)


# ---- what holds for every search --------------------------------------------------------------------------------

DAY = date(2026, 11, 2)
RANK = [Outcome.MET, Outcome.NOT_CONCERNED, Outcome.UNKNOWN, Outcome.NOT_MET]


def said_of(rule: str, changes: tuple[Change, ...], facts: Facts) -> tuple[list[Finding], Outcome]:
    after = applied(changes, facts)
    verdict = judge(after.bidder, after.notice, after.quote, on=DAY)
    return [finding for finding in verdict.findings if finding.rule == rule], verdict.outcome


def turned(findings: list[Finding]) -> bool:
    return bool(findings) and all(f.outcome in {Outcome.MET, Outcome.NOT_CONCERNED} for f in findings)


@quickly
@given(bidders, notices, quotes)
def test_every_way_really_turns_its_finding(bidder: Bidder, notice: Notice, offered: Quote | None) -> None:
    facts = Facts(bidder, notice, offered)
    found = changes_of(bidder, notice, offered, on=DAY)
    assert found.verdict == judge(bidder, notice, offered, on=DAY) and 1 <= found.judgements <= MOST
    assert [t.finding for t in found.of_findings] == list(
        {f.rule: f for f in found.verdict.findings if is_open(f)}.values()
    )
    for one in found.of_findings:
        sizes = [len(way.changes) for way in one.ways]
        assert sizes == sorted(sizes) and len(one.ways) <= SHOWN
        for way in one.ways:
            findings, outcome = said_of(one.finding.rule, way.changes, facts)
            assert turned(findings), (one.finding, way)
            assert way.finding in findings and outcome is way.verdict
            assert RANK.index(outcome) <= RANK.index(found.verdict.outcome)
            for left in range(len(way.changes)):
                fewer = way.changes[:left] + way.changes[left + 1 :]
                assert not turned(said_of(one.finding.rule, fewer, facts)[0]), "a change it could do without"
    assert json.dumps(changes_as_json(found))


@quickly
@given(bidders, notices, quotes)
def test_every_whole_way_ends_in_a_yes(bidder: Bidder, notice: Notice, offered: Quote | None) -> None:
    facts = Facts(bidder, notice, offered)
    found = changes_of(bidder, notice, offered, on=DAY)
    for way in found.of_verdict:
        assert found.verdict.outcome in {Outcome.NOT_MET, Outcome.UNKNOWN} and way.changes and way.finding is None
        assert said_of("", way.changes, facts)[1] is Outcome.MET is way.verdict
        for left in range(len(way.changes)):
            fewer = way.changes[:left] + way.changes[left + 1 :]
            assert said_of("", fewer, facts)[1] is not Outcome.MET, "a change it could do without"


@pytest.mark.parametrize("most", [0, 1, 2, 7, 30, 1000])
def test_the_search_is_bounded(most: int) -> None:
    notice = Notice(procedure=Procedure.TENDER, rulebook=BuyerRules.DECREE)
    found = changes_of(Bidder(kind=BidderKind.AUTO_ENTREPRENEUR), notice, quote(900_000), on=DAY, most=most)
    assert found.judgements <= max(most, 1)
    assert found.cut_short is (most < 1000)
    assert len(found.of_findings) == len({f.rule for f in found.verdict.findings if is_open(f)})


@quickly
@given(bidders, notices, quotes)
def test_the_same_question_has_the_same_answer(bidder: Bidder, notice: Notice, offered: Quote | None) -> None:
    first, again = (changes_as_json(changes_of(bidder, notice, offered, on=DAY)) for _ in range(2))
    assert first == again
