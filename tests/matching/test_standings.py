"""A verdict shared by standing and aspect is the verdict of each pair."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, replace
from datetime import datetime, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rulebook.engine import facts
from rulebook.engine.format import CASABLANCA
from rulebook.engine.judge import judge, weigh
from rulebook.engine.verdict import Outcome
from tests.matching.facts import BIDDER, DAY, NOTICE, PAPERS, bidders, notices
from tests.matching.world import NATURES, She, brute_force, structures
from tests.matching.world import notices as posted
from wolouj.matching.scale import standings
from wolouj.matching.scale.index import Index
from wolouj.matching.scale.standings import Shared, aspect_of, shared, standing_of, weighing
from wolouj.matching.scale.told import Posted, columns
from wolouj.matching.scale.verdicts import Verdicts


def on_the_pair(bidder: facts.Bidder, notice: facts.Notice) -> Shared:
    """The plain way: judged on the pair itself."""
    return weighing(judge(bidder, notice, on=DAY))


def by_standing(bidder: facts.Bidder, notice: facts.Notice) -> Shared:
    return shared(standing_of(bidder, notice, on=DAY), aspect_of(notice, on=DAY))


@given(bidders, notices)
@settings(max_examples=400, deadline=None)
def test_the_shared_verdict_is_that_of_the_pair(bidder: facts.Bidder, notice: facts.Notice) -> None:
    plain = on_the_pair(bidder, notice)
    assert by_standing(bidder, notice) == plain
    assert Shared(*weigh(bidder, notice, on=DAY)) == plain


def test_where_one_of_two_is_enough_an_undated_paper_stands_before_one_too_old() -> None:
    ended = facts.Paper("foreign_tax_certificate", None, DAY)
    bidder = facts.Bidder(abroad=True, papers=(ended, facts.Paper("sworn_statement")))
    notice = facts.Notice(
        rulebook=facts.BuyerRules.DECREE, deadline=datetime.combine(DAY, datetime.min.time(), CASABLANCA) + timedelta(9)
    )
    assert by_standing(bidder, notice) == on_the_pair(bidder, notice)


SIDES = [("bidder", name) for name in BIDDER] + [("notice", name) for name in NOTICE]


@pytest.mark.parametrize(("side", "name"), SIDES)
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_each_field_that_changes_what_weighs_changes_the_standing_or_the_aspect(
    side: str, name: str, data: st.DataObject
) -> None:
    bidder, notice = data.draw(bidders), data.draw(notices.filter(lambda n: n.rulebook is facts.BuyerRules.DECREE))
    value: dict[str, Any] = {name: data.draw((BIDDER if side == "bidder" else NOTICE)[name])}
    other, posted = (replace(bidder, **value), notice) if side == "bidder" else (bidder, replace(notice, **value))
    same = standing_of(bidder, notice, on=DAY) == standing_of(other, posted, on=DAY)
    if same and aspect_of(notice, on=DAY) == aspect_of(posted, on=DAY):
        assert on_the_pair(bidder, notice) == on_the_pair(other, posted)
    assert by_standing(other, posted) == on_the_pair(other, posted)


def test_every_fact_of_the_engine_is_drawn_and_none_is_left_out_without_a_word() -> None:
    for kind, drawn, out in (
        (facts.Bidder, BIDDER, standings.NOT_KEPT),
        (facts.Notice, NOTICE, standings.NOT_IN_ASPECT),
    ):
        assert {each.name for each in fields(kind)} == set(drawn)
        assert out < set(drawn)
    assert standings.KEPT == ("kind", "excluded", "abroad")
    assert standings.IN_ASPECT == ("procedure", "rulebook", "reserved")


def test_what_is_drawn_reaches_every_answer() -> None:
    """The properties above would hold of nothing if all they drew were judged alike."""
    seen: Counter[object] = Counter()

    @given(bidders, notices)
    @settings(max_examples=400, deadline=None, database=None, derandomize=True)
    def look(bidder: facts.Bidder, notice: facts.Notice) -> None:
        said = by_standing(bidder, notice)
        seen.update([said.outcome, *((each.rule, each.reason) for each in said.weighed)])

    look()
    assert set(Outcome) <= set(seen) | {Outcome.MET}
    reasons = {reason for rule, reason in filter(lambda key: isinstance(key, tuple), seen)}  # type: ignore[misc]
    assert {"certificate_fresh", "certificate_too_old", "excluded", "same_nature"} <= reasons


@pytest.mark.parametrize("abroad", [None, True])
@pytest.mark.parametrize("kind", facts.BidderKind)
def test_on_the_very_days_when_a_paper_stops_being_fresh(kind: facts.BidderKind, abroad: bool | None) -> None:
    closes = datetime(2026, 12, 9, 10, tzinfo=CASABLANCA)
    outcomes, reasons = set(), set()
    for back, ends in product((0, 364, 365, 366), (None, -1, 0, 1)):
        issued = closes.date() - timedelta(days=back)
        expires = None if ends is None else closes.date() + timedelta(days=ends)
        papers = tuple(facts.Paper(paper, issued, expires) for paper in PAPERS[:7])
        bidder = facts.Bidder(kind, activities=frozenset({1}), papers=papers, excluded=False, abroad=abroad)
        decree, tender = facts.BuyerRules.DECREE, facts.Procedure.TENDER
        notice = facts.Notice(procedure=tender, rulebook=decree, nature=1, deadline=closes, reserved=False)
        said = by_standing(bidder, notice)
        assert said == on_the_pair(bidder, notice)
        outcomes.add(said.outcome)
        reasons |= {each.reason for each in said.weighed}
    assert Outcome.MET in outcomes
    establishment = kind is facts.BidderKind.PUBLIC_ESTABLISHMENT
    assert establishment or {"certificate_too_old", "equivalent_too_old"} & reasons


@st.composite
def judged_worlds(draw: st.DrawFn) -> tuple[list[She], list[Posted]]:
    """Structures whose natures and papers are those the law sees, and notices it may judge."""
    hers = []
    for she in draw(st.lists(structures, min_size=1, max_size=6)):
        seen = replace(draw(bidders), activities=she.wants.natures or None)
        hers.append(She(she.wants, she.words, replace(seen, papers=seen.papers or None)))
    posts = []
    for each in draw(st.lists(posted(len(hers)), min_size=1, max_size=3)):
        nature = each.offer.natures[0] if each.offer.natures else draw(st.none() | NATURES)
        posts.append(replace(each, facts=replace(draw(notices), nature=nature)))
    return hers, posts


@given(judged_worlds())
@settings(max_examples=100, deadline=None)
def test_all_matches_of_a_small_world_with_the_verdict_of_each_pair(world: tuple[list[She], list[Posted]]) -> None:
    hers, posts = world
    told = columns((she.wants, she.words, she.bidder) for she in hers)
    index = Index(told)
    verdicts = Verdicts(told, index, on=DAY)
    for notice in posts:
        said = {
            number: verdict
            for verdict, who in verdicts.of(notice, index.fitting(notice))
            for number in index.numbers(who)
        }
        plain = {number: on_the_pair(hers[number].bidder, notice.facts) for number in brute_force(hers, notice)}
        assert said == plain
