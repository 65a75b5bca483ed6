"""More papers never make a verdict worse: what that means to the letter, and the one thing an old paper may do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rulebook.engine.facts import Bidder, BidderKind, BuyerRules, Notice, Paper, Procedure, Quote
from rulebook.engine.judge import judge
from rulebook.engine.law import Law, governing_day
from rulebook.engine.papers import Seen, look_for, production_day
from rulebook.engine.verdict import Outcome, Verdict
from tests.rulebook.examples import quickly
from tests.rulebook.test_verdict import bidders, notices, quotes

DAY = date(2026, 11, 2)
RANK = [Outcome.MET, Outcome.NOT_CONCERNED, Outcome.UNKNOWN, Outcome.NOT_MET]
MONTHS = 12
codes = st.sampled_from(
    [
        *("tax_certificate", "cnss_certificate", "local_register_certificate", "ae_register_certificate", "powers"),
        *(
            "foreign_tax_certificate",
            "foreign_social_certificate",
            "sworn_statement",
            "trade_register_extract",
            "other",
        ),
    ]
)
days = st.dates(date(2022, 1, 1), date(2028, 1, 1))
papers = st.builds(Paper, codes, st.none() | days, st.none() | days)


def worse(more: Verdict, fewer: Verdict) -> bool:
    return RANK.index(more.outcome) > RANK.index(fewer.outcome)


def unmet(verdict: Verdict) -> set[str]:
    return {f.rule for f in verdict.findings if f.outcome in {Outcome.NOT_MET, Outcome.UNKNOWN}}


def judged(bidder: Bidder, notice: Notice, quote: Quote | None) -> Verdict:
    return judge(bidder, notice, quote, on=DAY)


def with_one_more(bidder: Bidder, paper: Paper) -> Bidder:
    return replace(bidder, papers=(*(bidder.papers or ()), paper))


def how_it_is_seen(paper: Paper, notice: Notice, quote: Quote | None) -> Seen:
    day = production_day(notice, quote, Law.on(governing_day(notice, on=DAY)))
    return look_for(Bidder(papers=(paper,)), paper.kind, day=day, months=MONTHS)


@quickly
@given(bidders, notices, quotes, papers, st.none() | st.booleans())
def test_one_more_good_paper_never_makes_anything_worse(
    bidder: Bidder, notice: Notice, quote: Quote | None, paper: Paper, abroad: bool | None
) -> None:
    assume(how_it_is_seen(paper, notice, quote) is Seen.FRESH)
    bidder = replace(bidder, abroad=abroad)
    fewer, more = judged(bidder, notice, quote), judged(with_one_more(bidder, paper), notice, quote)
    assert not worse(more, fewer) and unmet(more) <= unmet(fewer)
    held = {(r.rule, r.paper) for r in fewer.requirements if r.held}
    assert held <= {(r.rule, r.paper) for r in more.requirements if r.held}
    assert [(r.rule, r.paper) for r in more.requirements] == [(r.rule, r.paper) for r in fewer.requirements]


@quickly
@given(bidders, notices, quotes, papers)
def test_one_more_paper_beside_a_good_one_changes_nothing(
    bidder: Bidder, notice: Notice, quote: Quote | None, paper: Paper
) -> None:
    """Old, undated or twice the same: the best of a kind is what counts."""
    good = Paper(paper.kind, DAY, date(2030, 1, 1))
    assume(how_it_is_seen(good, notice, quote) is Seen.FRESH)
    held = with_one_more(bidder, good)
    assert judged(with_one_more(held, paper), notice, quote).findings == judged(held, notice, quote).findings


@quickly
@given(bidders, notices, quotes, papers)
def test_before_a_tender_no_paper_at_all_makes_the_verdict_worse(
    bidder: Bidder, notice: Notice, quote: Quote | None, paper: Paper
) -> None:
    tender = replace(notice, procedure=Procedure.TENDER)
    assert not worse(judged(with_one_more(bidder, paper), tender, quote), judged(bidder, tender, quote))


@quickly
@given(bidders, notices, quotes, papers)
def test_before_an_order_only_what_was_not_known_can_turn_out_old(
    bidder: Bidder, notice: Notice, quote: Quote | None, paper: Paper
) -> None:
    """A certificate nobody spoke of does not hold up an order; one known to be too old does, until it is renewed."""
    order = replace(notice, procedure=Procedure.PURCHASE_ORDER)
    fewer, more = judged(bidder, order, quote), judged(with_one_more(bidder, paper), order, quote)
    if worse(more, fewer):
        assert (fewer.outcome, more.outcome) == (Outcome.MET, Outcome.UNKNOWN)
        assert how_it_is_seen(paper, order, quote) is Seen.STALE
        assert not any(one.kind == paper.kind for one in bidder.papers or ())


@pytest.mark.parametrize("kind", list(BidderKind))
def test_all_the_papers_of_the_list_leave_none_to_get(kind: BidderKind) -> None:
    """Holding every paper of one's own list, fresh, settles every doubt that hangs on a paper."""
    notice = Notice(procedure=Procedure.TENDER, rulebook=BuyerRules.DECREE)
    for abroad in (None, True):
        bare = Bidder(kind=kind, abroad=abroad)
        asked = judged(bare, notice, None).requirements
        full = judged(replace(bare, papers=tuple(Paper(r.paper, DAY) for r in asked)), notice, None)
        doubts = {rule for rule in unmet(full) if rule.startswith("eligibility.")}
        assert doubts == {"eligibility.bidder_is_not_excluded", "eligibility.activity_relates_to_the_object"}
        assert all(r.held for r in full.requirements if r.valid_for_months)
