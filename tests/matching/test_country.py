"""The matching of a country on the cast: the same as each structure's own page, and as the law page by page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rulebook.engine.judge import judge
from tests.cast import make
from tests.matching.test_room import AT
from wolouj.foundation.actor import OPERATOR
from wolouj.home.cast import Cast
from wolouj.home.daily import daily_round
from wolouj.matching import actions, queries
from wolouj.matching.models import Answer
from wolouj.matching.scale.country import Country, NewMatches, new_matches
from wolouj.matching.scale.standings import Shared, weighing
from wolouj.notices.facts import as_notice
from wolouj.notices.finding import open_public
from wolouj.notices.models import Notice
from wolouj.structures.facts import as_bidder
from wolouj.structures.models import Activity, Capacity, Served, Structure
from wolouj.structures.queries import full

Pairs = dict[tuple[UUID, UUID], Shared]


def by_bitmaps() -> Pairs:
    country = Country(at=AT)
    return {
        (structure, row.pk): said
        for row, notice in country.posted(open_public(AT))
        for said, who in country.matches(notice)
        for structure in country.structures(who)
    }


def page_by_page() -> Pairs:
    """What each structure's page shows as fitting, and what the law says of each pair."""
    found: Pairs = {}
    today = timezone.localdate(AT)
    for id in Structure.objects.filter(archived_at=None).values_list("id", flat=True):
        structure = full(id)
        assert structure is not None
        for match in queries.matches_for(structure, at=AT).fitting:
            verdict = judge(as_bidder(structure, on=today), as_notice(match.notice), on=today)
            found[id, match.notice.pk] = weighing(verdict)
    return found


@pytest.mark.django_db
def test_the_cast_and_its_public_samples_are_matched_as_on_their_own_pages() -> None:
    made = make(AT)
    Activity.objects.create(structure=made.structures["ftoum"], words="repas")
    assert len(page_by_page()) >= 3, "the samples fit somebody"
    assert by_bitmaps() == page_by_page()


def test_all_that_a_structure_tells_counts_as_on_its_page(cast: Cast, publish: Callable[..., Notice]) -> None:
    ftoum, karim = cast.structures["ftoum"], cast.structures["karim"]
    for structure in (ftoum, karim):
        Activity.objects.get_or_create(structure=structure, nature=1)
        Capacity.objects.create(structure=structure, amount_per_month=Decimal(20_000))
    Activity.objects.create(structure=ftoum, words="tapis")
    Served.objects.get_or_create(structure=karim, place="01")
    publish(1)
    publish(2, place_codes=["01.151"])
    publish(3, estimate=Decimal(60_000), deadline=AT + timedelta(days=20))
    publish(4, estimate=Decimal("100000.01"))
    publish(5, natures=[], nature=None, object="Tapis (échantillon)")
    publish(6, place_codes=[], kind="tender", rulebook="decree", reserved=True)
    publish(7, cancelled_at=AT)
    far, big, trade = publish(8, place_codes=["05.255"]), publish(9, estimate=Decimal(50_000)), publish(10)
    for notice, said in ((far, Answer.TOO_FAR), (big, Answer.TOO_BIG), (trade, Answer.NOT_MY_TRADE)):
        actions.answer(structure=karim, notice=notice, answer=said, by=cast.actor("karim"), at=AT)
    assert len({notice for _, notice in page_by_page()}) >= 5
    assert by_bitmaps() == page_by_page()


def test_an_archived_structure_is_matched_with_nothing(cast: Cast, publish: Callable[..., Notice]) -> None:
    publish(1)
    Activity.objects.get_or_create(structure=cast.structures["ftoum"], nature=1)
    assert cast.structures["ftoum"].pk in {structure for structure, _ in by_bitmaps()}
    Structure.objects.update(archived_at=AT)
    assert by_bitmaps() == {}


def test_a_fixed_number_of_queries(cast: Cast, publish: Callable[..., Notice]) -> None:
    publish(1)
    with CaptureQueriesContext(connection) as one:
        by_bitmaps()
    for number in range(2, 9):
        publish(number)
    with CaptureQueriesContext(connection) as many:
        by_bitmaps()
    assert len(one) == len(many)


def test_numbers_are_given_once_and_an_erased_one_stays_free(cast: Cast, publish: Callable[..., Notice]) -> None:
    publish(1)
    Activity.objects.get_or_create(structure=cast.structures["ftoum"], nature=1)
    numbers = dict(Structure.objects.values_list("id", "number"))
    ids = Country(at=AT).ids
    assert {id: ids.id(number) for id, number in numbers.items()} == {id: id for id in numbers}
    first = min(numbers, key=lambda id: numbers[id])
    Structure.objects.filter(pk=first).delete()
    another = Structure.objects.create(kind="cooperative", made_at=AT)
    assert Structure.objects.get(pk=another.pk).number == max(numbers.values()) + 1
    assert by_bitmaps() == page_by_page()


def test_the_round_counts_the_notices_of_the_day(cast: Cast, publish: Callable[..., Notice]) -> None:
    assert new_matches(at=AT) == NewMatches(0, 0, 0, 0)
    for name in ("ftoum", "yassine"):
        Activity.objects.get_or_create(structure=cast.structures[name], nature=1)
    Structure.objects.filter(pk=cast.structures["yassine"].pk).update(excluded=True)
    publish(1, place_codes=["MA"], kind="tender", rulebook="decree")
    publish(2, place_codes=["MA"], entered_at=AT - timedelta(days=1))
    assert new_matches(at=AT) == NewMatches(notices=1, matches=2, refused=1, structures=1)
    report = daily_round(by=OPERATOR, at=AT)
    assert (report.new_notices, report.new_matches, report.new_matches_refused) == (1, 2, 1)
    assert report.structures_reached == 1
    assert daily_round(by=OPERATOR, at=AT + timedelta(days=2)).new_notices == 0
