"""What her own answers change: the order, never what fits; told in words, forgotten in one tap."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tests.matching import quality
from tests.matching.test_fit import AT, GOOD, HERS
from tests.matching.test_room import hers, shown
from wolouj.bids import actions as bids
from wolouj.foundation.models import AuditLine
from wolouj.home.cast import Cast
from wolouj.matching import actions, queries
from wolouj.matching.fit import Aspect, Offer, Wants, fit, weights
from wolouj.matching.learning import Learned, Said, counts, learn, lift
from wolouj.matching.models import Answer, Feedback
from wolouj.notices.models import Buyer, Notice, Result

LABELLED = Path(__file__).resolve().parents[3] / "shared" / "data" / "natures" / "labelled-dev.jsonl"
answers = st.lists(
    st.builds(
        Said, st.none() | st.sampled_from(Aspect), st.none() | st.integers(1, 100), st.sampled_from(["", "05.081"])
    )
)


def test_the_five_aspects_count_for_one_in_all() -> None:
    assert set(weights()["counts"]) == set(Aspect) and sum(weights()["counts"].values()) == 1


@given(answers)
def test_answers_change_the_order_within_limits_and_never_what_fits(said: list[Said]) -> None:
    learned = learn(said)
    told = counts(weights()["counts"], learned, weights()["learned"])
    assert abs(sum(told.values()) - 1) < Decimal("1e-20") and all(value > 0 for value in told.values())
    more = 1 + weights()["learned"]["most"]
    assert all(told[name] <= value * more for name, value in weights()["counts"].items())
    plain = fit(HERS, GOOD, at=AT)
    taught = fit(Wants(**{name: getattr(HERS, name) for name in HERS.__slots__} | {"learned": learned}), GOOD, at=AT)
    assert taught.reasons == plain.reasons and 0 <= taught.score <= 1


def test_a_no_makes_its_reason_count_more_and_a_yes_lifts_its_kind() -> None:
    far = learn([Said(Aspect.PLACE)] * 2)
    assert far == Learned(noes=((Aspect.PLACE, 2),)) and far and not Learned()
    told = counts(weights()["counts"], far, weights()["learned"])
    assert told["place"] > weights()["counts"]["place"] and told["trade"] < weights()["counts"]["trade"]
    yes = learn([Said(None, 1, "05.081")] * 2 + [Said(None, 2)])
    assert lift(yes, 1, "", weights()["learned"]) == (Decimal("0.06"), 2)
    assert lift(yes, 1, "05.081", weights()["learned"])[0] == Decimal("0.12")
    assert lift(yes, 99, "", weights()["learned"]) == (0, 0)


def test_who_usually_answers_and_a_region_alone_are_reasons() -> None:
    def reason(aspect: Aspect, **told: Any) -> Any:
        offer = Offer(**{name: getattr(GOOD, name) for name in GOOD.__slots__} | told)
        return next(each for each in fit(HERS, offer, at=AT).reasons if each.aspect is aspect)

    few, many, unknown = (reason(Aspect.RIVALS, rivals=n).counts for n in (2, 40, None))
    assert few > unknown > many == 0
    assert reason(Aspect.PLACE, places=(), region="05").key == "place_around"
    other = reason(Aspect.PLACE, places=(), region="09")
    assert (other.key, other.fits) == ("place_region", True)
    assert other.counts < reason(Aspect.PLACE, places=()).counts


@pytest.mark.django_db
@translation.override("ar")
def test_a_yes_keeps_it_in_the_list_higher_and_is_forgotten(
    cast: Cast,
    publish: Callable[..., Notice],
    enter: Callable[..., Client],
) -> None:
    first, second = publish(1), publish(2, place_codes=["05.091"])
    her, structure = enter(cast.people["ftoum"]), hers(cast)
    page, answer = reverse("matching:list"), reverse("matching:answer", args=[structure.id, second.id])
    assert set(shown(cast)) == {"1/2026", "2/2026"}
    assert her.post(answer, {"answer": "quoted"}).status_code == 404, "a quote says it by itself"
    her.post(answer, {"answer": "interested"})
    assert set(shown(cast)) == {"1/2026", "2/2026"}
    text = her.get(page).content.decode()
    assert "قلتم: يهمنا هذا" in text and "في مرتبة أعلى" in text and "من النوع الذي قلتم له نعم" in text
    her.post(reverse("matching:answer", args=[structure.id, first.id]), {"answer": "crowded"})
    assert shown(cast) == ["2/2026"], "any no puts it aside"
    assert "لعدد المتنافسين وزن أكبر" in her.get(page).content.decode()
    her.post(reverse("matching:forget", args=[structure.id]))
    assert not Feedback.objects.exists() and set(shown(cast)) == {"1/2026", "2/2026"}
    assert AuditLine.objects.filter(act="match_forgotten").count() == 1
    assert "في مرتبة أعلى" not in her.get(page).content.decode()


@pytest.mark.django_db
@translation.override("ar")
def test_only_what_is_learned_is_promised(
    cast: Cast,
    publish: Callable[..., Notice],
    enter: Callable[..., Client],
) -> None:
    notice, structure = publish(1, place_codes=["MA"]), hers(cast)
    her = enter(cast.people["ftoum"])
    answer = her.post(reverse("matching:answer", args=[structure.id, notice.id]), {"answer": "too_far"}, follow=True)
    assert "وضعنا الإعلان جانبا" in answer.content.decode()


@pytest.mark.django_db
def test_a_quote_begun_is_a_yes(cast: Cast, publish: Callable[..., Notice]) -> None:
    notice, structure, by = publish(1), hers(cast), cast.actor("ftoum")
    own = Notice.objects.create(
        reference="1/2026", object="Repas", buyer=notice.buyer, entered_for=cast.people["ftoum"], entered_at=AT,
        source="copied", origin=notice, is_sample=True,
    )  # fmt: skip
    bids.open_quote(structure=structure, notice=own, by=by, at=AT)
    assert Feedback.objects.get().answer == Answer.QUOTED
    assert shown(cast) == ["1/2026"] and queries.wants_of(structure).learned.natures == ((1, 1),)
    actions.take_back(structure=structure, notice=notice, by=by, at=AT)
    assert not queries.wants_of(structure).learned


@pytest.mark.django_db
def test_usual_rivals_come_from_published_results(cast: Cast, publish: Callable[..., Notice]) -> None:
    Result.objects.all().delete()
    notice, buyer = publish(1), Buyer.objects.first()
    for n in range(9):
        Result.objects.create(
            identity=f"r{n}", kind="purchase_order", reference="x", object="x", buyer=buyer, is_sample=True,
            published=AT - timedelta(days=n + 1), outcome="awarded", quotes=n + 1, nature=1,
            nature_confidence="certain",
        )  # fmt: skip
    match = queries.match_of(hers(cast), notice, at=AT)
    assert next(each for each in match.fit.reasons if each.aspect is Aspect.RIVALS).values == {"rivals": 5}
    Result.objects.filter(quotes__gt=5).delete()
    assert queries.match_of(hers(cast), notice, at=AT).fit.reasons[-1].key == "rivals_unknown"


@pytest.mark.skipif(not LABELLED.is_file(), reason="the labelled objects are not at hand")
@pytest.mark.parametrize("half", ["01234567", "89abcdef"])
def test_ten_profiles_are_told_what_is_theirs(half: str) -> None:
    rows = [json.loads(line) for line in LABELLED.read_text("utf-8").splitlines()]
    told = quality.counted([row for row in rows if row["key"][-1] in half])
    assert told["found_right"] >= 0.90 * told["relevant"] and told["sent_right"] >= 0.70 * told["sent"]
