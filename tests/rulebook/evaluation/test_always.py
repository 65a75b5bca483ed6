"""What holds for every opening, drawn at random."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.engine.facts import BidderKind, BuyerRules, Category
from rulebook.evaluation import Mode, Offer, Opening, Outcome, Stage, Way, evaluate
from tests.rulebook.evaluation.openings import opening
from tests.rulebook.examples import quickly

amounts = st.integers(60_000_00, 150_000_00).map(lambda cents: Decimal(cents).scaleb(-2))
marks = st.integers(0, 100).map(Decimal)
maybe_kind = st.none() | st.sampled_from(BidderKind)
named = st.lists(st.sampled_from([f"b{i}" for i in range(12)]), unique=True, max_size=8)


@st.composite
def openings(draw: st.DrawFn) -> Opening:
    offers = tuple(
        Offer(
            bidder=name,
            amount=draw(amounts),
            corrected=draw(st.none() | st.none() | amounts),
            increase=draw(
                st.sampled_from([None, "0.01", "0.01", "0", "9", "-1", "30"]).map(lambda t: t and Decimal(t))
            ),
            kind=draw(maybe_kind),
            technical=draw(marks),
            discarded=draw(st.sampled_from([None] * 6 + list(Stage))),
        )
        for name in draw(named)
    )
    return Opening(
        day=opening([]).day,
        way=draw(st.sampled_from(Way)),
        category=draw(st.sampled_from(Category)),
        mode=draw(st.sampled_from(Mode)),
        rulebook=draw(st.sampled_from([BuyerRules.DECREE] * 5 + [BuyerRules.OWN])),
        estimate=draw(st.none() | amounts),
        offers=offers,
        financial_weight=draw(st.none() | marks),
        technical_minimum=draw(st.none() | marks),
    )


@quickly
@given(openings(), st.randoms())
def test_the_order_of_the_offers_changes_nothing(told: Opening, random) -> None:
    shuffled = list(told.offers or ())
    random.shuffle(shuffled)
    assert evaluate(replace(told, offers=tuple(shuffled))) == evaluate(told)


@quickly
@given(openings())
def test_every_result_is_whole(told: Opening) -> None:
    result = evaluate(told)
    everybody = {offer.bidder for offer in told.offers or ()}
    out = {gone.bidder for gone in result.excluded}
    assert len(set(result.ranking)) == len(result.ranking) and not out & set(result.ranking)
    assert result.steps and all(gone.articles for gone in result.excluded)
    assert set(result.preferred) <= set(result.draw_between) <= set(result.ranking)
    if result.outcome is Outcome.RANKED:
        assert result.first == result.ranking[0]
    else:
        assert result.first is None
    if result.outcome in {Outcome.RANKED, Outcome.DRAW}:
        assert out | set(result.ranking) == everybody
        # Equals come before the others, and the preferred before the other equals.
        assert set(result.ranking[: len(result.draw_between)]) == set(result.draw_between)
        assert set(result.ranking[: len(result.preferred)]) == set(result.preferred)
    if result.outcome is Outcome.UNSUCCESSFUL:
        assert out == everybody and not result.ranking
    if told.rulebook is BuyerRules.OWN:
        assert result.outcome is Outcome.NOT_COVERED
    if result.reference_price is not None:
        assert told.way is not Way.PURCHASE_ORDER and told.category is not Category.STUDIES
        assert result.reference_price.is_finite()


@quickly
@given(openings(), st.integers(2, 9))
def test_scaling_every_amount_keeps_the_ranking(told: Opening, times: int) -> None:
    def scaled(amount: Decimal | None) -> Decimal | None:
        return None if amount is None else amount * times

    larger = replace(
        told,
        estimate=scaled(told.estimate),
        offers=tuple(
            replace(offer, amount=scaled(offer.amount), corrected=scaled(offer.corrected))
            for offer in told.offers or ()
        ),
    )
    # A centime is left to rounding in increases worked out from amounts; told increases have none.
    if told.mode is Mode.INCREASE and any(offer.increase is None for offer in told.offers or ()):
        return
    before, after = evaluate(told), evaluate(larger)
    assert (after.ranking, after.outcome, after.first) == (before.ranking, before.outcome, before.first)


@quickly
@given(amounts, st.sampled_from([Category.WORKS, Category.SUPPLIES, Category.SERVICES]))
def test_exactly_the_bound_is_in_and_a_centime_more_is_out(estimate: Decimal, category: Category) -> None:
    estimate = estimate.quantize(Decimal(1))  # so that the bounds fall on a centime
    low = estimate * (Decimal("0.80") if category is Category.WORKS else Decimal("0.75"))
    high, centime = estimate * Decimal("1.20"), Decimal("0.01")
    told = opening(
        {"low": str(low), "lower": str(low - centime), "high": str(high), "higher": str(high + centime)},
        category=category.value,
        estimate=str(estimate),
    )
    result = evaluate(told)
    assert set(result.ranking) == {"low", "high"}
    assert {gone.bidder: gone.reason.value for gone in result.excluded} == {
        "lower": "abnormally_low",
        "higher": "excessive",
    }


@quickly
@given(st.lists(amounts, min_size=1, max_size=8, unique=True), amounts)
def test_the_first_is_the_nearest_from_below(offers: list[Decimal], estimate: Decimal) -> None:
    """The definition again, in other words: no retained offer lies between the first and the reference price."""
    result = evaluate(opening([str(amount) for amount in offers], estimate=str(estimate)))
    if result.outcome is not Outcome.RANKED:
        assert len(result.excluded) == len(offers)
        return
    kept = sorted(Decimal(name) for name in result.ranking)
    price = (estimate + sum(kept) / len(kept)) / 2
    below = [amount for amount in kept if amount <= price]
    assert Decimal(result.first or 0) == (below[-1] if below else kept[0])
    assert [Decimal(name) for name in result.ranking] == below[::-1] + kept[len(below) :]
    assert result.reference_price is not None and abs(result.reference_price - price) <= Decimal("0.005")


@pytest.mark.parametrize(
    "told",
    [
        {"offers": {"A": "0"}},
        {"offers": {"A": "-1"}},
        {"offers": {"A": "NaN"}},
        {"offers": {"A": {"amount": "1", "corrected": "0"}}},
        {"offers": {"A": {"amount": "1", "technical": "101"}}},
        {"offers": {}, "financial_weight": "-1"},
        {"offers": {}, "estimate": "-1"},
    ],
)
def test_what_no_opening_can_hold_raises(told: dict) -> None:
    with pytest.raises(ValueError):
        evaluate(opening(**told))


def test_a_bidder_twice_raises() -> None:
    told = opening({"A": "1"})
    with pytest.raises(ValueError, match="twice"):
        evaluate(replace(told, offers=(told.offers or ()) * 2))
