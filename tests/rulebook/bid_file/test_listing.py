"""The list of papers: grouped, each member's own, what is held and until when, and when no list is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.bid_file import Asked, BidFile, NoFile, papers_of
from rulebook.bid_file.listing import ORDER, TO_WRITE
from rulebook.bid_file.plain import as_json
from rulebook.engine.chapters import CHAPTERS
from rulebook.engine.facts import (
    Bidder,
    BidderKind,
    BuyerRules,
    Category,
    Extra,
    Grouping,
    GroupingForm,
    Notice,
    Paper,
    Procedure,
)
from rulebook.engine.judge import judge
from rulebook.engine.law import NoDay
from rulebook.engine.verdict import Confidence, Envelope, Force, When
from tests.rulebook.examples import quickly

TENDER = Notice(
    procedure=Procedure.TENDER,
    rulebook=BuyerRules.DECREE,
    published=datetime(2026, 11, 2, 9, tzinfo=UTC),
    deadline=datetime(2026, 12, 2, 9, tzinfo=UTC),
)
ORDERED = replace(TENDER, procedure=Procedure.PURCHASE_ORDER)
COOP = Bidder(kind=BidderKind.COOPERATIVE)


def one(found: BidFile, paper: str, member: int | None = None) -> Asked:
    """The only line of that paper (of that member)."""
    lines = [p for group in found.groups for p in group.papers if p.asked.paper == paper and p.member == member]
    assert len(lines) == 1, (paper, member, lines)
    return lines[0]


def codes(found: BidFile) -> dict[str, list[str]]:
    return {
        f"{group.when}/{group.envelope}" if group.envelope else group.when.value: [p.asked.paper for p in group.papers]
        for group in found.groups
    }


def test_a_tender_has_its_envelopes_in_order() -> None:
    read = replace(TENDER, asks=frozenset({Extra.TECHNICAL_OFFER, Extra.SAMPLES}), guarantee=Decimal(1000))
    assert codes(papers_of(COOP, read)) == {
        "with_bid/files": [
            *("powers", "declaration_on_honour", "local_register_certificate"),
            *("provisional_guarantee", "technical_note", "initialled_rules"),
        ],
        "with_bid/financial": ["act_of_commitment", "price_schedule"],
        "with_bid/technical": ["technical_offer"],
        "before_opening": ["samples"],
        "if_invited": ["tax_certificate", "cnss_certificate"],
        "held": ["signing_certificate"],
    }


def test_an_order_asks_a_quote_then_a_letter_and_papers_at_hand() -> None:
    assert codes(papers_of(Bidder(kind=BidderKind.AUTO_ENTREPRENEUR), ORDERED)) == {
        "with_quote": ["quote"],
        "if_invited": ["confirmation_letter"],
        "held": ["ae_register_certificate", "tax_certificate"],
    }


def test_only_the_envelopes_of_a_tender_are_signed_one_by_one() -> None:
    for notice in (TENDER, ORDERED):
        for group in papers_of(COOP, notice).groups:
            for paper in group.papers:
                assert paper.signed_alone is (group.envelope is not None)
                assert (group.envelope is not None) <= (notice is TENDER)


@pytest.mark.parametrize(
    ("papers", "state", "until"),
    [
        (None, "not_told", None),
        ((), "missing", None),
        ((Paper("tax_certificate"),), "undated", None),
        ((Paper("tax_certificate", date(2025, 12, 2)),), "stale", None),
        ((Paper("tax_certificate", date(2025, 12, 3)),), "fresh", date(2026, 12, 2)),
        ((Paper("tax_certificate", date(2026, 3, 1), date(2026, 12, 31)),), "fresh", date(2026, 12, 31)),
        ((Paper("tax_certificate", date(2025, 1, 1)), Paper("tax_certificate", date(2026, 3, 1))), "fresh",
         date(2027, 2, 28)),
        ((Paper("tax_certificate"), Paper("tax_certificate", date(2026, 3, 1))), "fresh", date(2027, 2, 28)),
    ],
)  # fmt: skip
def test_where_a_certificate_stands_and_until_when(
    papers: tuple[Paper, ...] | None, state: str, until: date | None
) -> None:
    seen = one(papers_of(replace(COOP, papers=papers), TENDER), "tax_certificate")
    assert (seen.state, seen.good_until) == (state, until)
    assert seen.asked.held is {"fresh": True, "undated": None, "not_told": None}.get(state, False)
    assert seen.judged is not None and "donnez" in seen.judged.fr


def test_a_certificate_that_ends_before_the_buyer_may_ask_is_said_to() -> None:
    """Offers bind sixty days from the opening: until 31 January 2027."""

    def lapses(issued: date) -> bool:
        held = replace(COOP, papers=(Paper("tax_certificate", issued),))
        return one(papers_of(held, TENDER), "tax_certificate").may_lapse is not None

    assert lapses(date(2026, 1, 31)) and not lapses(date(2026, 2, 1))
    order = papers_of(replace(COOP, papers=(Paper("tax_certificate", date(2026, 1, 1)),)), ORDERED)
    assert one(order, "tax_certificate").may_lapse is None
    assert one(papers_of(COOP, TENDER), "tax_certificate").may_lapse is None


def test_a_paper_without_age_is_held_for_good() -> None:
    held = replace(COOP, papers=(Paper("local_register_certificate", date(2012, 1, 1)),))
    seen = one(papers_of(held, TENDER), "local_register_certificate")
    assert (seen.state, seen.good_until, seen.judged) == ("fresh", None, None)


def test_the_age_of_what_goes_with_the_bid_is_judged_at_the_deposit() -> None:
    seen = one(papers_of(Bidder(kind=BidderKind.AUTO_ENTREPRENEUR), TENDER), "ae_register_certificate")
    assert seen.judged is not None and "dépôt" in seen.judged.fr


def test_a_sworn_statement_stands_for_the_tax_certificate_of_abroad() -> None:
    firm = Bidder(kind=BidderKind.COMPANY, abroad=True, papers=(Paper("sworn_statement", date(2026, 10, 1)),))
    found = papers_of(firm, TENDER)
    assert one(found, "foreign_tax_certificate").state == "fresh"
    assert one(found, "foreign_tax_certificate").good_until == date(2027, 9, 30)
    assert one(found, "foreign_social_certificate").state == "missing"


def test_what_is_written_for_one_notice_is_never_held() -> None:
    found = papers_of(replace(COOP, papers=(Paper("act_of_commitment"),)), TENDER)
    assert one(found, "act_of_commitment").state == TO_WRITE


def test_each_member_of_a_grouping_gives_its_own_and_what_is_shared_is_given_once() -> None:
    others = (
        Bidder(kind=BidderKind.AUTO_ENTREPRENEUR, name="Atelier exemple"),
        Bidder(kind=BidderKind.COMPANY, abroad=True),
    )
    lead = replace(COOP, grouping=Grouping(GroupingForm.JOINT, Decimal(40), others))
    found = papers_of(lead, TENDER)
    assert [one(found, "declaration_on_honour", member).asked.shared for member in (1, 2, 3)] == [False] * 3
    assert one(found, "local_register_certificate", 1) and one(found, "ae_register_certificate", 2)
    assert one(found, "foreign_tax_certificate", 3) and one(found, "tax_certificate", 2)
    for shared in ("provisional_guarantee", "grouping_agreement", "act_of_commitment", "initialled_rules"):
        assert one(found, shared).asked.shared and one(found, shared).whose is not None
    assert "Atelier exemple" in str(one(found, "tax_certificate", 2).whose)
    assert "bid_file.technical_file_of_a_grouping" in {q.key for q in found.questions}


def test_alone_nothing_is_said_of_members() -> None:
    for grouping in (None, Grouping(GroupingForm.JOINT)):
        for group in papers_of(replace(COOP, grouping=grouping), TENDER).groups:
            assert all(paper.member is None and paper.whose is None for paper in group.papers)


def test_a_buyer_of_whom_nobody_knows_gets_an_unsure_list() -> None:
    found = papers_of(COOP, replace(TENDER, rulebook=BuyerRules.UNKNOWN))
    assert codes(found) == codes(papers_of(COOP, TENDER))
    told = [paper.asked for group in found.groups for paper in group.papers]
    assert {(asked.confidence, asked.force) for asked in [*told, *found.notes]} == {(Confidence.UNSURE, Force.INFORMS)}
    assert found.questions[0].key == "scope.rules_of_the_buyer"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"rulebook": BuyerRules.OWN}, "other_rules"),
        ({"published": datetime(2023, 8, 31, 12, tzinfo=UTC)}, "before_the_text"),
        ({"cancelled": True}, "cancelled"),
        ({"procedure": None}, "procedure_not_told"),
    ],
)
def test_no_list_is_told(change: dict[str, object], reason: str) -> None:
    with pytest.raises(NoFile) as refused:
        papers_of(COOP, replace(TENDER, **change))
    assert refused.value.reason == reason and refused.value.text.fr and refused.value.text.ar


def test_without_a_day_there_is_no_law() -> None:
    with pytest.raises(NoDay):
        papers_of(COOP, replace(TENDER, published=None))


maybe = st.none
papers = st.lists(
    st.builds(
        Paper,
        st.sampled_from(
            ["tax_certificate", "cnss_certificate", "powers", "ae_register_certificate", "sworn_statement"]
        ),
        maybe() | st.dates(date(2024, 1, 1), date(2027, 1, 1)),
        maybe() | st.dates(date(2026, 1, 1), date(2028, 1, 1)),
    ),
    max_size=4,
).map(tuple)
bidders = st.builds(
    Bidder,
    kind=maybe() | st.sampled_from(BidderKind),
    papers=maybe() | papers,
    abroad=maybe() | st.booleans(),
    represented=maybe() | st.booleans(),
)
groupings = st.builds(
    Grouping,
    form=maybe() | st.sampled_from(GroupingForm),
    others=maybe() | st.lists(bidders, max_size=2).map(tuple),
)
notices = st.builds(
    Notice,
    procedure=st.sampled_from(Procedure),
    rulebook=st.sampled_from([BuyerRules.DECREE, BuyerRules.UNKNOWN]),
    category=maybe() | st.sampled_from(Category),
    published=st.just(TENDER.published),
    deadline=maybe() | st.just(TENDER.deadline),
    reserved=maybe() | st.booleans(),
    asks=maybe() | st.frozensets(st.sampled_from(Extra)),
)


@quickly
@given(bidders, maybe() | groupings, notices)
def test_every_list_is_whole(bidder: Bidder, grouping: Grouping | None, notice: Notice) -> None:
    """Every paper the law asks stands in one group, once, with its words; none is invented."""
    bidder = replace(bidder, grouping=grouping)
    found = papers_of(bidder, notice)
    lines = [paper for group in found.groups for paper in group.papers]
    asked = judge(bidder, replace(notice, rulebook=BuyerRules.DECREE)).requirements
    assert sorted(r.paper for r in asked) == sorted(p.asked.paper for p in lines if p.member in (None, 1))
    assert [(group.when, group.envelope) for group in found.groups] == [
        key for key in ORDER if key in {(group.when, group.envelope) for group in found.groups}
    ]
    assert len({(p.asked.paper, p.member) for p in lines}) == len(lines), "a paper is asked once"
    for paper in lines:
        assert paper.asked.name.fr and paper.asked.why.ar and paper.state_text.ar and paper.asked.articles
        assert (paper.condition is None) is (paper.asked.only_if is None)
        assert (paper.good_until is not None) <= (paper.state == "fresh")
    assert as_json(found)["outcome"] == "listed"


@quickly
@given(bidders, notices)
def test_reading_the_rules_only_settles_what_was_doubtful(bidder: Bidder, notice: Notice) -> None:
    """Once somebody has read what the rules ask, every paper listed was listed before, and nothing hangs on them."""
    before = papers_of(bidder, replace(notice, asks=None))
    for asks in (frozenset[Extra](), frozenset(Extra) - {Extra.QUALIFICATION}):
        after = papers_of(bidder, replace(notice, asks=asks))
        kinds = [{p.asked.paper for group in found.groups for p in group.papers} for found in (before, after)]
        assert kinds[1] <= kinds[0]
        left = {p.asked.only_if for group in after.groups for p in group.papers}
        assert not left & {"asked_by_rules"}


def test_every_sentence_of_the_list_is_said() -> None:
    """The words of the list are no finding's: they are looked for here, one list after the other."""
    firm = Bidder(
        kind=BidderKind.COMPANY, name="Entreprise exemple", papers=(Paper("tax_certificate", date(2026, 1, 2)),)
    )
    lists = [
        papers_of(replace(COOP, grouping=Grouping(GroupingForm.JOINT, None, (firm, Bidder()))), TENDER),
        papers_of(replace(COOP, papers=(Paper("tax_certificate"), Paper("powers"))), TENDER),
        papers_of(replace(firm, papers=(Paper("tax_certificate", date(2025, 1, 2)),)), ORDERED),
        papers_of(Bidder(kind=BidderKind.AUTO_ENTREPRENEUR), TENDER),
    ]
    texts = [group.title for found in lists for group in found.groups]
    for paper in (paper for found in lists for group in found.groups for paper in group.papers):
        texts += [text for text in (paper.state_text, paper.judged, paper.may_lapse, paper.whose) if text is not None]
    said = {text.fr.split("\u2066")[0].split("\u2068")[0] for text in texts}
    words = CHAPTERS["bid_file"].words
    for key in words.keys():  # noqa: SIM118
        if key.startswith("worked.") and not key.startswith("worked.none."):
            filled = words.pair(key, day=date(2026, 1, 2), last=date(2026, 1, 3), n=2, name="X")
            assert filled.fr.split("\u2066")[0].split("\u2068")[0] in said, key


def test_moments_and_envelopes_all_have_a_title() -> None:
    assert {when for when, _ in ORDER} == set(When) - {When.ATTACHED, When.OWN}
    assert {envelope for _, envelope in ORDER if envelope} == set(Envelope)
