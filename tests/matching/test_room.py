"""The room on the cast: what Karim is shown, one tap, and who may not tap for him."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from wolouj.foundation.models import AuditLine
from wolouj.home.cast import Cast
from wolouj.matching import actions, queries
from wolouj.matching.models import Answer, Feedback
from wolouj.notices.models import Notice
from wolouj.structures.actions import set_capacity
from wolouj.structures.models import Activity, Capacity
from wolouj.structures.queries import full

AT = datetime(2026, 11, 28, 9, 0, tzinfo=ZoneInfo("Africa/Casablanca"))


def hers(cast: Cast) -> Any:
    structure = full(cast.structures["ftoum"].id)
    assert structure is not None
    Activity.objects.get_or_create(structure=structure, nature=1)
    return full(structure.id)


def shown(cast: Cast) -> list[str]:
    return [match.notice.reference for match in queries.matches_for(hers(cast), at=AT).fitting]


def test_only_open_public_notices_of_her_trade_the_best_first(cast: Cast, publish: Callable[..., Notice]) -> None:
    publish(1)
    publish(2, place_codes=["05"])
    publish(3, natures=[40], nature=40)
    publish(4, cancelled_at=AT)
    publish(5, deadline=AT - timedelta(minutes=1))
    publish(6, deadline=None)
    private = cast.notices["ftoum"]
    assert private.reference not in shown(cast)
    assert shown(cast)[0] == "1/2026"
    assert set(shown(cast)) == {"1/2026", "2/2026", "6/2026"}


def test_words_of_her_own_find_too(cast: Cast, publish: Callable[..., Notice]) -> None:
    publish(1, natures=[], nature=None, object="Tapis (échantillon)")
    assert shown(cast) == []
    Activity.objects.create(structure=cast.structures["ftoum"], words="tapis")
    assert shown(cast) == ["1/2026"]


def test_one_tap_puts_it_aside_teaches_and_is_taken_back(cast: Cast, publish: Callable[..., Notice]) -> None:
    big, bigger, small = (publish(n, estimate=Decimal(n * 100_000)) for n in (1, 2, 3))
    Notice.objects.filter(pk=small.pk).update(estimate=Decimal(500))
    actions.answer(structure=hers(cast), notice=big, answer=Answer.TOO_BIG, by=cast.actor("ftoum"), at=AT)
    assert shown(cast) == ["3/2026"], "the one told and what is bigger are gone"
    near = queries.matches_for(hers(cast), at=AT).near
    assert [m.notice.pk for m in near] == [bigger.pk] and near[0].fit.misses[0].key in ("size_refused", "size_big")
    assert AuditLine.objects.filter(act="match_answered").count() == 1
    actions.take_back(structure=hers(cast), notice=big, by=cast.actor("ftoum"), at=AT)
    assert not Feedback.objects.exists()


def test_the_page_asks_the_same_number_of_questions_for_one_or_for_many(
    cast: Cast, publish: Callable[..., Notice], enter: Callable[..., Client]
) -> None:
    her = enter(cast.people["ftoum"])
    hers(cast)
    publish(1)
    page = reverse("matching:list")
    her.get(page)
    with CaptureQueriesContext(connection) as one:
        her.get(page)
    for n in range(2, 9):
        publish(n)
    with CaptureQueriesContext(connection) as many:
        response = her.get(page)
    assert len(one) == len(many)
    assert response.content.count(b"card match") == 8


def test_nobody_answers_for_another(cast: Cast, publish: Callable[..., Notice], enter: Callable[..., Client]) -> None:
    notice, structure = publish(1), hers(cast)
    url = reverse("matching:answer", args=[structure.id, notice.id])
    for who in ("yassine", "hayat", "rachid"):
        assert enter(cast.people[who]).post(url, {"answer": "too_far"}).status_code == 404
    assert Client().post(url, {"answer": "too_far"}).status_code == 302
    assert not Feedback.objects.exists()
    her = enter(cast.people["ftoum"])
    assert her.post(url, {"answer": "nonsense"}).status_code == 404
    private = reverse("matching:answer", args=[structure.id, cast.notices["ftoum"].id])
    assert her.post(private, {"answer": "too_far"}).status_code == 404, "only a public notice is answered so"
    assert her.post(reverse("matching:answer", args=[structure.id, uuid4()]), {"answer": "too_far"}).status_code == 404
    assert her.post(url, {"answer": "too_far"}, follow=True).status_code == 200
    assert Feedback.objects.get().answer == "too_far"
    assert her.post(reverse("matching:back", args=[structure.id, notice.id])).status_code == 302
    assert not Feedback.objects.exists()


def test_what_she_has_not_said_is_asked_once_with_its_page(cast: Cast, enter: Callable[..., Client]) -> None:
    structure, client, at = hers(cast), enter(cast.people["ftoum"]), AT
    Capacity.objects.filter(structure=structure).delete()
    page = client.get(reverse("matching:list")).content.decode()
    assert page.count(reverse("structures:capacity", args=[structure.id])) == 1
    set_capacity(structure, amount_per_month=Decimal(20_000), quantities=[], by=cast.actor("ftoum"), at=at)
    page = client.get(reverse("matching:list")).content.decode()
    assert reverse("structures:capacity", args=[structure.id]) not in page
