"""What holds for every verdict, whatever the facts: asked of many situations drawn at random."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from rulebook.engine.facts import (
    AeActivity,
    Bidder,
    BidderKind,
    BuyerRules,
    Category,
    Notice,
    Paper,
    Procedure,
    Quote,
    VatRegime,
    VatStatus,
)
from rulebook.engine.judge import as_json, judge, verdict_on_the_bidder
from rulebook.engine.verdict import About, Bilingual, Confidence, Force, Outcome, Verdict
from rulebook.identifiers import ice_check, look, plain, rib_check
from tests.rulebook.examples import quickly

DAY = date(2026, 11, 2)
maybe = st.none
amounts = st.decimals(0, 10_000_000, places=2, allow_nan=False)
days = st.dates(date(2020, 1, 1), date(2030, 1, 1))
instants = st.integers(0, 2000).map(lambda hours: datetime(2023, 8, 25, tzinfo=UTC) + timedelta(hours=12 * hours))


def typed(most: int) -> st.SearchStrategy[str]:
    """What a person may have typed, but braces and isolates: a test below looks for blanks left unfilled."""
    letters = st.characters(exclude_characters="{}[]\u2066\u2067\u2068\u2069", exclude_categories=["Cs"])
    return st.text(letters, max_size=most)


papers = st.builds(
    Paper,
    kind=st.sampled_from(
        ["tax_certificate", "cnss_certificate", "local_register_certificate", "ae_register_certificate"]
    ),
    issued=maybe() | days,
    expires=maybe() | days,
)
FACTS = {
    "kind": st.sampled_from(BidderKind),
    "activities": st.frozensets(st.integers(1, 4)),
    "ae_activity": st.sampled_from(AeActivity),
    "turnover_received": st.dictionaries(st.sampled_from([2025, 2026]), amounts),
    "received_by_buyer": st.fixed_dictionaries({2026: st.dictionaries(st.sampled_from(["A", "B"]), amounts)}),
    "vat_regime": st.builds(VatRegime, st.sampled_from(VatStatus), maybe() | days, maybe() | typed(9)),
    "identifiers": st.dictionaries(st.sampled_from(["ice", "rib", "if", "rc", "cin", "cnss", "tp"]), typed(26)),
    "papers": st.lists(papers, max_size=4).map(tuple),
    "excluded": st.booleans(),
}
bidders = st.builds(Bidder, **{name: maybe() | fact for name, fact in FACTS.items()})
notices = st.builds(
    Notice,
    procedure=maybe() | st.sampled_from(Procedure),
    buyer=st.sampled_from(["", "A", "C"]),
    rulebook=st.sampled_from([BuyerRules.DECREE, BuyerRules.DECREE, BuyerRules.OWN, BuyerRules.UNKNOWN]),
    category=maybe() | st.sampled_from(Category),
    nature=maybe() | st.integers(1, 4),
    published=maybe() | instants,
    deadline=maybe() | instants,
    reserved=maybe() | st.booleans(),
)
quotes = maybe() | st.builds(
    Quote,
    total_incl_vat=maybe() | amounts,
    vat_rates=st.frozensets(st.sampled_from([Decimal(0), Decimal(10), Decimal(14), Decimal(20)])),
)


def refusals(verdict: Verdict) -> set[tuple[str, str]]:
    return {
        (finding.rule, finding.reason)
        for finding in verdict.findings
        if finding.outcome is Outcome.NOT_MET and finding.force is Force.DECIDES
    }


def sentences(verdict: Verdict) -> list[Bilingual]:
    found = [finding.text for finding in verdict.findings]
    found += [finding.remedy_text for finding in verdict.findings if finding.remedy_text]
    found += [requirement.text for requirement in verdict.requirements]
    found += [figure.text for figure in verdict.figures]
    found += [step.label for figure in verdict.figures for step in figure.steps]
    return found + [text for question in verdict.questions for text in (question.text, question.ask)]


def balanced(text: str) -> bool:
    depth = 0
    for char in text:
        depth += (char in "\u2066\u2067\u2068") - (char == "\u2069")
        if depth < 0:
            return False
    return depth == 0


@quickly
@given(bidders, notices, quotes)
def test_every_verdict_is_whole(bidder: Bidder, notice: Notice, quote: Quote | None) -> None:
    verdict = judge(bidder, notice, quote, on=DAY)
    for text in sentences(verdict):
        for said in (text.fr, text.ar):
            assert said and not re.search(r"[{}]|\[\[|\]\]|None", said)
            assert balanced(said)
    for finding in verdict.findings:
        assert finding.articles and finding.checked_on
        if finding.outcome in {Outcome.NOT_MET, Outcome.UNKNOWN}:
            assert finding.remedy and finding.remedy_text, "never a bare no"
        if finding.force is Force.DECIDES:
            assert finding.confidence is Confidence.CERTAIN, "only the certain decides"
    assert json.loads(json.dumps(as_json(verdict)))["outcome"] == verdict.outcome


@quickly
@given(bidders, notices, quotes)
def test_the_outcome_follows_from_the_findings(bidder: Bidder, notice: Notice, quote: Quote | None) -> None:
    verdict = judge(bidder, notice, quote, on=DAY)
    early = verdict.law_on < date(2023, 9, 1)
    if notice.rulebook is BuyerRules.OWN:
        assert verdict.outcome is Outcome.NOT_CONCERNED
    elif early or notice.rulebook is BuyerRules.UNKNOWN:
        assert verdict.outcome is Outcome.UNKNOWN
    else:
        assert verdict.outcome is verdict_on_the_bidder(verdict.findings)
    if early or notice.rulebook is not BuyerRules.DECREE:
        assert not any(
            article.startswith("decree-") and not finding.rule.startswith("scope.")
            for finding in verdict.findings
            for article in finding.articles
        )


@quickly
@given(bidders, notices, quotes, st.sampled_from(sorted(FACTS)))
def test_forgetting_a_fact_never_makes_a_refusal(
    bidder: Bidder, notice: Notice, quote: Quote | None, fact: str
) -> None:
    """What refuses with less known refuses still with more: silence never refuses anybody."""
    told = judge(bidder, notice, quote, on=DAY)
    silent = judge(replace(bidder, **{fact: None}), notice, quote, on=DAY)
    assert refusals(silent) <= refusals(told)


@quickly
@given(notices)
def test_a_bidder_of_whom_nothing_is_known_is_never_refused(notice: Notice) -> None:
    verdict = judge(Bidder(), notice, on=DAY)
    assert not [rule for rule, _ in refusals(verdict)]
    assert verdict.outcome is not Outcome.NOT_MET


@quickly
@given(bidders, notices, quotes)
def test_articles_on_a_purchase_order_only_warn(bidder: Bidder, notice: Notice, quote: Quote | None) -> None:
    verdict = judge(bidder, replace(notice, procedure=Procedure.PURCHASE_ORDER), quote, on=DAY)
    assert verdict.outcome is not Outcome.NOT_MET
    for finding in verdict.findings:
        said = finding.outcome is not Outcome.NOT_CONCERNED
        if said and finding.about is About.BIDDER and finding.rule.startswith("eligibility."):
            assert finding.force is not Force.DECIDES


@quickly
@given(amounts, amounts)
def test_a_dearer_quote_is_never_more_withheld_from_less(first: Decimal, second: Decimal) -> None:
    low, high = sorted((first, second))
    bidder = Bidder(kind=BidderKind.AUTO_ENTREPRENEUR, turnover_received={2026: Decimal(0)})
    notice = Notice(category=Category.SERVICES, buyer="A", procedure=Procedure.PURCHASE_ORDER)

    def kept(total: Decimal) -> Decimal:
        figures = judge(bidder, notice, Quote(total_incl_vat=total), on=DAY).figures
        return next((Decimal(str(f.value)) for f in figures if f.name.endswith("_withholding")), Decimal(0))

    assert kept(low) <= kept(high)


def test_amounts_in_json_have_two_decimals() -> None:
    notice = Notice(procedure=Procedure.PURCHASE_ORDER, rulebook=BuyerRules.DECREE)
    out = as_json(judge(Bidder(), notice, Quote(total_incl_vat=Decimal("12")), on=DAY))
    values = next(f["values"] for f in out["findings"] if f["rule"].endswith("quote_stays_under_the_ceiling"))
    assert values == {"total": "12.00", "ceiling": "500000.00"}


def test_a_finding_remembers_the_oldest_day_of_check() -> None:
    verdict = judge(Bidder(), Notice(), on=DAY)
    assert {finding.checked_on for finding in verdict.findings} == {date(2026, 11, 23)}


@quickly
@given(st.integers(1, 10**13 - 1))
def test_any_ice_made_by_the_rule_passes_and_no_single_slip_does(base: int) -> None:
    ice = f"{base:013d}{97 - base * 100 % 97:02d}"
    assert ice_check(ice)
    for place, digit in enumerate(ice):
        assert not ice_check(ice[:place] + str((int(digit) + 1) % 10) + ice[place + 1 :])


@quickly
@given(st.text(max_size=40), st.sampled_from(["ice", "rib", "if", "rc", "tp", "cnss", "cin", "ae_register"]))
def test_a_form_may_look_at_anything_typed(text: str, kind: str) -> None:
    finding = look(kind, text)
    assert finding.force is not Force.DECIDES
    assert finding.text.fr and finding.text.ar
    assert ice_check(text) == ice_check(plain(text))
    assert rib_check(text) == rib_check(plain(text))


def test_the_zone_of_the_deadline_counts() -> None:
    """Half past eleven at night in UTC is the next day in Casablanca."""
    notice = Notice(
        procedure=Procedure.TENDER,
        rulebook=BuyerRules.DECREE,
        deadline=datetime(2026, 11, 26, 23, 30, tzinfo=UTC),
        published=datetime(2026, 11, 2, tzinfo=UTC),
    )
    bidder = Bidder(kind=BidderKind.COOPERATIVE, papers=(Paper("tax_certificate", expires=date(2026, 11, 26)),))

    def tax(told: Notice) -> Outcome:
        return next(f.outcome for f in judge(bidder, told).findings if f.rule == "eligibility.tax_is_in_order")

    assert tax(notice) is Outcome.NOT_MET
    assert tax(replace(notice, deadline=notice.deadline - timedelta(hours=2))) is Outcome.MET


def test_huge_amounts_are_still_answered() -> None:
    notice = Notice(procedure=Procedure.PURCHASE_ORDER, rulebook=BuyerRules.DECREE, category=Category.SERVICES)
    bidder = Bidder(kind=BidderKind.AUTO_ENTREPRENEUR, ae_activity=AeActivity.SERVICES)
    verdict = judge(bidder, notice, Quote(total_incl_vat=Decimal(10) ** 40), on=DAY)
    assert json.dumps(as_json(verdict))
