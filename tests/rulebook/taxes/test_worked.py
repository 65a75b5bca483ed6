"""What the chapter of taxes works out: VAT by who sells and when, a cooperative's two cases, the ceilings of a year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.engine.calculation import PROVISIONS, Noted, words_of
from rulebook.engine.facts import AeActivity, Bidder, BidderKind, BuyerRules, Notice, Procedure
from rulebook.engine.judge import judge
from rulebook.engine.law import HOME, NotYetLaw, read_yaml
from rulebook.taxes import (
    Ceiling,
    Good,
    Receipts,
    Seller,
    Stand,
    TaxAnswer,
    Work,
    ceiling,
    income_tax_of,
    vat_of,
    vat_rates,
)
from tests.rulebook.examples import quickly

CASES = read_yaml(HOME / "taxes" / "worked-cases.yaml")
DOORS = {"vat": vat_of, "income_tax": income_tax_of}
DAY = date(2026, 11, 2)
TOLD = [(group, case) for group in DOORS for case in CASES[group]]


def seller(told: Mapping[str, Any]) -> Seller:
    read: dict[str, Any] = dict(told)
    for name, codes in (("kind", BidderKind), ("work", Work), ("good", Good)):
        read[name] = codes(read[name]) if name in read else None
    read["turnover"] = Decimal(read["turnover"]) if "turnover" in read else None
    return Seller(**read)


def answered(group: str, case: Mapping[str, Any]) -> TaxAnswer:
    return DOORS[group](seller(case["seller"]), on=case.get("day", DAY))


@pytest.mark.parametrize(("group", "case"), TOLD, ids=[f"{group}: {case['it']}" for group, case in TOLD])
def test_tax(group: str, case: Mapping[str, Any]) -> None:
    assert not case.keys() - {"it", "seller", "day", "gives", "asks"}
    answer, expected = answered(group, case), dict(case["gives"])
    if "confidence" in expected:
        assert answer.noted.confidence == expected.pop("confidence")
    assert {name: getattr(answer, name) for name in expected} == expected
    assert [asked.key for asked in answer.questions] == case.get("asks", [])


def receipts(told: Mapping[str, Any]) -> Receipts:
    read: dict[str, Any] = dict(told)
    read["activity"] = AeActivity(read["activity"]) if "activity" in read else None
    read["expected"] = Decimal(read["expected"]) if "expected" in read else None
    for name in ("received", "clients"):
        read[name] = {key: Decimal(amount) for key, amount in read.get(name, {}).items()}
    return Receipts(**read)


@pytest.mark.parametrize("case", CASES["ceiling"], ids=[case["it"] for case in CASES["ceiling"]])
def test_ceiling(case: Mapping[str, Any]) -> None:
    assert not case.keys() - {"it", "told", "gives", "says", "silent", "asks"}
    found = ceiling(receipts(case["told"]))
    for name, value in case["gives"].items():
        told = getattr(found, name)
        assert (f"{told:.2f}" if isinstance(told, Decimal) else told) == value, name
    said = {step.name.removeprefix("ceiling.") for step in found.steps}
    assert set(case.get("says", ())) <= said and not set(case.get("silent", ())) & said
    assert {asked.key for asked in found.questions} >= set(case.get("asks", ()))


def said() -> Iterator[Noted]:
    yield from (answered(group, case).noted for group, case in TOLD)
    yield from (step for case in CASES["ceiling"] for step in ceiling(receipts(case["told"])).steps)
    yield from (rate.noted for day in (date(2025, 12, 31), DAY) for rate in vat_rates(day))


def test_every_sentence_has_a_case_and_every_step_its_articles() -> None:
    steps = list(said())
    words = {key for key in words_of("taxes") if key.startswith("worked.")}
    assert words == {f"worked.{step.name}" for step in steps}
    assert all(step.articles and step.text.fr and step.text.ar for step in steps)


def test_articles_are_those_of_what_was_looked_at() -> None:
    kept = ceiling(Receipts(2026, AeActivity.SERVICES, {2026: Decimal(90000)}, None, {"A": Decimal(90000)}))
    by_name = {step.name: step.articles for step in kept.steps}
    assert by_name["ceiling.under"] == ("law-114-13/1", "cgi/42-ter")
    assert by_name["ceiling.client"] == ("cgi/42-bis", "cgi/73", "cgi/157-II")
    assert by_name["ceiling.own_tax"] == ("cgi/73",)
    bread = vat_of(Seller(BidderKind.COMPANY, good=Good.BREAD), on=DAY)
    assert "cgi/91-II" not in bread.noted.articles and "cgi/91-I" in bread.noted.articles
    on_top = vat_of(Seller(BidderKind.COMPANY), on=DAY)
    assert on_top.noted.articles == ("finance-law-2024/vat",)


def test_rates_by_date() -> None:
    def shown(day: date) -> list[tuple[str, bool]]:
        return [(f"{rate.percent:f}", rate.leaving) for rate in vat_rates(day)]

    assert shown(date(2023, 9, 1)) == [("20", False), ("10", False), ("14", True), ("7", True)]
    assert shown(date(2025, 12, 31)) == [("20", False), ("10", False), ("14", True), ("7", True)]
    assert shown(date(2026, 1, 1)) == [("20", False), ("10", False)]


@pytest.mark.parametrize(
    "ask", [lambda day: vat_of(Seller(), on=day), lambda day: income_tax_of(Seller(), on=day), vat_rates]
)
def test_the_day_before_the_first_we_stand_by_raises(ask: Any) -> None:
    ask(date(2023, 9, 1))
    with pytest.raises(NotYetLaw):
        ask(date(2023, 8, 31))


@pytest.mark.parametrize(
    "told",
    [
        Receipts(2026, received={2026: Decimal("-1")}),
        Receipts(2026, received={2025: Decimal("NaN")}),
        Receipts(2026, expected=Decimal("-0.01")),
        Receipts(2026, clients={"A": Decimal("-1")}),
        Receipts(2026, received={2026: Decimal(100)}, expected=Decimal(10), clients={"A": Decimal("110.01")}),
        Receipts(0),
    ],
)
def test_nonsense_is_refused(told: Receipts) -> None:
    with pytest.raises(ValueError):
        ceiling(told)
    assert ceiling(Receipts(2026, received={2026: Decimal(100)}, expected=Decimal(10), clients={"A": Decimal(110)}))


amounts = st.integers(0, 600_000_00).map(lambda cents: Decimal(cents).scaleb(-2))
activities = st.none() | st.sampled_from(AeActivity)
ORDER = [Stand.UNDER, Stand.UNKNOWN, Stand.OVER, Stand.OVER_AGAIN]


@quickly
@given(activities, amounts, amounts, st.none() | amounts, st.dictionaries(st.sampled_from("ABC"), amounts))
def test_more_money_is_never_better_under_the_ceiling(activity, received, more, before, clients) -> None:
    def asked(amount: Decimal) -> Ceiling:
        years = {2026: amount} | ({2025: before} if before is not None else {})
        return ceiling(Receipts(2026, activity, years, sum(clients.values(), Decimal(0)), clients))

    one, two = asked(received), asked(received + more)
    assert ORDER.index(one.outcome) <= ORDER.index(two.outcome)
    assert one.total is not None and two.total == one.total + more
    assert (one.left is None) or (one.over is None)
    if one.kept is not None:
        assert two.kept == one.kept <= one.total
    if one.own_tax is not None:
        assert two.own_tax is not None and 0 <= one.own_tax <= two.own_tax <= two.total


@quickly
@given(st.sampled_from(BidderKind), st.sampled_from(Work), amounts, st.booleans(), st.dates(date(2023, 9, 1)))
def test_every_seller_told_whole_gets_an_answer(kind, work, turnover, members, day) -> None:
    told = Seller(kind, work, turnover, members)
    for answer in (vat_of(told, on=day), income_tax_of(told, on=day)):
        assert answer.noted.articles
        if answer.applies == "unknown":
            assert answer.questions or answer.reason == "other_kind"


def test_every_signed_function_says_what_it_stands_on() -> None:
    ours = [found for key, found in PROVISIONS.items() if key.startswith("taxes.")]
    assert len(ours) > 12 and all(found.doc and found.cites for found in ours)


def test_before_2026_nothing_is_said_of_the_registration_of_contracts() -> None:
    tender = Notice(procedure=Procedure.TENDER, rulebook=BuyerRules.DECREE)
    heard = [
        [
            found.rule
            for found in judge(Bidder(), tender, on=day).findings
            if found.rule.endswith("contract_is_registered")
        ]
        for day in (date(2025, 12, 31), date(2026, 1, 1))
    ]
    assert heard == [[], ["taxes.contract_is_registered"]]
