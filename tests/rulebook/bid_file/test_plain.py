"""The list of papers as data: what ``wolouj papers`` promises, name by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from rulebook.bid_file import NoFile, papers_of
from rulebook.bid_file.plain import as_json, refusal_as_json
from rulebook.engine.facts import Bidder, BidderKind, BuyerRules, Grouping, GroupingForm, Paper
from rulebook.engine.plain import pair_as_json
from tests.rulebook.bid_file.test_listing import COOP, ORDERED, TENDER, one


def test_an_order_says_what_is_of_the_order_and_nothing_else() -> None:
    told = as_json(papers_of(COOP, ORDERED))
    assert {name: told[name] for name in ("outcome", "why", "law_on", "judged_on")} == {
        "outcome": "listed",
        "why": None,
        "law_on": "2026-11-02",
        "judged_on": "2026-12-02",
    }
    assert [(group["when"], group["envelope"]) for group in told["groups"]] == [
        ("with_quote", None),
        ("if_invited", None),
        ("held", None),
    ]
    assert [note["rule"] for note in told["notes"]] == [
        "bid_file.light_file_of_an_order",
        "bid_file.letter_of_confirmation",
    ]
    assert [asked["key"] for asked in told["questions"]] == [
        "bid_file.papers_before_an_order",
        "purchase_orders.certificate_to_send_a_quote",
    ]


def test_a_paper_says_all_that_is_known_of_it() -> None:
    held = Paper("tax_certificate", date(2026, 1, 15), None)
    grouping = Grouping(GroupingForm.JOINT, Decimal(60), (Bidder(kind=BidderKind.COMPANY, name="Atelier exemple"),))
    found = papers_of(replace(COOP, papers=(held,), grouping=grouping), TENDER)
    group = next(group for group in as_json(found)["groups"] if group["when"] == "if_invited")
    paper = one(found, "tax_certificate", 1)
    assert paper.whose and paper.judged and paper.may_lapse and paper.asked.why
    assert group["title"]["fr"] == "Plus tard, seulement si l’acheteur vous invite"
    assert group["papers"][0] == {
        "rule": "bid_file.papers_of_the_presumptive_winner",
        "paper": "tax_certificate",
        "name": pair_as_json(paper.asked.name),
        "why": pair_as_json(paper.asked.why),
        "only_if": None,
        "condition": None,
        "member": 1,
        "whose": pair_as_json(paper.whose),
        "shared": False,
        "signed_alone": False,
        "valid_for_months": 12,
        "judged": pair_as_json(paper.judged),
        "state": "fresh",
        "state_text": pair_as_json(paper.state_text),
        "good_until": "2027-01-14",
        "may_lapse": pair_as_json(paper.may_lapse),
        "articles": list(paper.asked.articles),
        "confidence": paper.asked.confidence.value,
        "force": paper.asked.force.value,
    }


def test_a_paper_asked_only_if_says_when() -> None:
    groups = as_json(papers_of(COOP, TENDER))["groups"]
    files = {paper["paper"]: paper for paper in groups[0]["papers"]}
    assert groups[0]["envelope"] == "files" and files["powers"]["signed_alone"] is True
    asked = [paper for paper in files.values() if paper["only_if"]]
    assert asked and all(paper["condition"]["ar"] for paper in asked)


def test_two_in_a_grouping_each_have_their_own() -> None:
    grouping = Grouping(GroupingForm.JOINT_AND_SEVERAL, Decimal(60), (Bidder(kind=BidderKind.COMPANY),))
    found = papers_of(replace(COOP, grouping=grouping), TENDER)
    assert [one(found, "tax_certificate", place).member for place in (1, 2)] == [1, 2]


@pytest.mark.parametrize(("days", "lapses"), [(-1, True), (0, False)])
def test_a_certificate_lapses_only_before_the_last_call(days: int, lapses: bool) -> None:
    last = date(2026, 12, 2) + timedelta(days=60)
    held = Paper("tax_certificate", date(2026, 11, 1), last + timedelta(days=days))
    assert (one(papers_of(replace(COOP, papers=(held,)), TENDER), "tax_certificate").may_lapse is not None) is lapses


def test_no_list_has_the_same_shape() -> None:
    with pytest.raises(NoFile) as refused:
        papers_of(COOP, replace(TENDER, rulebook=BuyerRules.OWN))
    assert refusal_as_json(refused.value, "2026-11-02") == {
        "outcome": refused.value.reason,
        "why": pair_as_json(refused.value.text),
        "law_on": "2026-11-02",
        "judged_on": None,
        "groups": [],
        "notes": [],
        "questions": [],
    }
