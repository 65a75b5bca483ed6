"""One head never holds two bidders' prices on one notice, whatever she does in whatever order."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.attacks.conftest import UNSEEN, House, act_for, enter
from wolouj.bids import actions as bids
from wolouj.bids import queries
from wolouj.bids.models import Quote
from wolouj.coaching.models import Following
from wolouj.foundation import clock
from wolouj.notices import actions as notices
from wolouj.notices import merging
from wolouj.notices.facts import as_notice
from wolouj.notices.models import Source
from wolouj.people.actions import mandates
from wolouj.people.models import Mandate

PAGES = ("", "prices/", "prices/0/", "share/", "papers/quote.pdf", "papers/quote.xlsx", "papers/quote.txt",
         "papers/checklist.pdf", "deposit/")  # fmt: skip


OWN_PAGES = (
    "/fr/", "/fr/today/", "/fr/quotes/", "/fr/notices/", "/fr/fitting/", "/fr/alerts/", "/fr/structures/",
    "/fr/structures/papers/", "/fr/coaching/", "/fr/coaching/?order=road", "/fr/people/account/who-did-what/",
)  # fmt: skip
"""Pages about one's own affairs, or those one acts for, that could tell an amount in passing."""


def answer_of_karim(house: House, at: datetime, **typed: Any) -> Quote:
    """Karim answers the notice Ftoum answers; he typed it himself, perhaps a little otherwise."""
    by = house.cast.actor("karim")
    copied = replace(as_notice(house.notice), **typed)
    notice = notices.save_notice(notice=copied, person=house.person("karim"), source=Source.TYPED, by=by, at=at).notice
    quote = bids.open_quote(structure=house.cast.structures["karim"], notice=notice, by=by, at=at)
    priced = {line.number: {"unit_price": Decimal("55.55")} for line in quote.version.lines.all()}
    bids.price_lines(version=queries.version_of(quote), answers=priced, by=by, at=at)
    return quote


def hire(house: House, giver: str, at: datetime) -> Mandate:
    return mandates.give_mandate(
        for_person=house.person(giver), holder=house.person("hayat"), ends_on=timezone.localdate(at) + timedelta(30),
        kind=Mandate.Kind.COACH, by=house.cast.actor(giver), at=at,
    )  # fmt: skip


def serving(house: House, mandate: Mandate) -> Client:
    return act_for(enter(house.person("hayat")), mandate)


def opens(browser: Client, quote: Quote) -> set[int]:
    return {browser.get(f"/fr/quotes/{quote.id}/{page}").status_code for page in PAGES}


def hers(house: House) -> Mandate:
    return Mandate.objects.get(holder=house.person("hayat"), for_person=house.person("ftoum"), revoked_at=None)


def test_a_coach_of_two_rivals_sees_neither_price_on_any_page(house: House) -> None:
    rival = answer_of_karim(house, house.at + timedelta(minutes=5))
    assert opens(serving(house, hers(house)), house.quote) <= {200, 302}
    second = hire(house, "karim", house.at + timedelta(minutes=6))
    assert opens(serving(house, hers(house)), house.quote) == {404}
    assert opens(serving(house, second), rival) == {404}
    assert opens(enter(house.person("hayat")), house.quote) == opens(enter(house.person("hayat")), rival) == {404}
    browsers = (serving(house, second), serving(house, hers(house)), enter(house.person("hayat")))
    on = (house.notice, rival.notice)
    pages = [f"/fr/{page}/{notice.id}/" for notice in on for page in ("notices", "quotes/decide")]
    for address in (*OWN_PAGES, *pages):
        for browser in browsers:
            answer = browser.get(address)
            seen = answer.content.decode(errors="replace")
            assert answer.status_code in (200, 302, 404), address
            assert "55,55" not in seen and UNSEEN not in seen, address


def test_a_coach_who_ends_one_of_the_two_keeps_only_the_one_she_came_to_first(house: House) -> None:
    """Nobody shuts a coach out of a rival's affairs by giving her a mandate: she ends it, and is back where she was."""
    rival = answer_of_karim(house, house.at + timedelta(minutes=5))
    second = hire(house, "karim", house.at + timedelta(minutes=6))
    assert opens(serving(house, hers(house)), house.quote) == {404}
    mandates.revoke_mandate(mandate=second, by=house.cast.actor("hayat"), at=clock.now())
    assert 200 in opens(serving(house, hers(house)), house.quote)
    again = hire(house, "karim", clock.now())
    assert opens(serving(house, again), rival) == {404}


def test_seeing_one_then_ending_her_mandate_does_not_open_the_rival(house: House) -> None:
    rival = answer_of_karim(house, house.at + timedelta(minutes=5))
    second = hire(house, "karim", house.at + timedelta(minutes=6))
    mandates.revoke_mandate(mandate=hers(house), by=house.cast.actor("hayat"), at=clock.now())
    assert opens(serving(house, second), rival) == {404}


def test_a_mandate_asked_for_after_seeing_the_other_opens_nothing(house: House) -> None:
    """Karim's quote is the older one; the coach saw Ftoum's before Karim ever gave her a mandate."""
    rival = answer_of_karim(house, house.at - timedelta(minutes=20))
    second = hire(house, "karim", house.at + timedelta(minutes=10))
    assert opens(serving(house, second), rival) == {404}
    mandates.revoke_mandate(mandate=second, by=house.cast.actor("hayat"), at=clock.now())
    assert 200 in opens(serving(house, hers(house)), house.quote)


@pytest.mark.parametrize("typed", [
    {"reference": "027 / 2026 - bc"}, {"reference": "BC 27/2026"}, {"buyer": "C.T. Ouaouizeght (Azilal)"},
    {"deadline": None},
])  # fmt: skip
def test_the_same_notice_typed_otherwise_is_the_same_notice(house: House, typed: dict[str, Any]) -> None:
    rival = answer_of_karim(house, house.at + timedelta(minutes=5), **typed)
    assert opens(serving(house, hire(house, "karim", house.at + timedelta(minutes=6))), rival) == {404}


def test_another_notice_of_the_same_buyer_is_not_walled(house: House) -> None:
    other = answer_of_karim(house, house.at + timedelta(minutes=5), reference="28/2026/BC")
    assert 200 in opens(serving(house, hire(house, "karim", house.at + timedelta(minutes=6))), other)


def test_a_mandate_that_ended_before_the_rival_began_closes_nothing(house: House) -> None:
    mandates.revoke_mandate(mandate=hers(house), by=house.cast.actor("hayat"), at=house.at - timedelta(minutes=1))
    Following.objects.filter(coach=house.person("hayat")).update(ended_at=house.at)
    rival = answer_of_karim(house, house.at + timedelta(minutes=5))
    assert 200 in opens(serving(house, hire(house, "karim", house.at + timedelta(minutes=6))), rival)


def test_once_the_notice_has_closed_an_ended_mandate_no_longer_counts(house: House, monkeypatch: Any) -> None:
    rival = answer_of_karim(house, house.at + timedelta(minutes=5))
    second = hire(house, "karim", house.at + timedelta(minutes=6))
    mandates.revoke_mandate(mandate=hers(house), by=house.cast.actor("hayat"), at=clock.now())
    after = house.notice.deadline + timedelta(hours=1)
    browser = serving(house, second)
    assert opens(browser, rival) == {404}
    monkeypatch.setattr(clock, "now", lambda: after)
    assert 200 in opens(browser, rival)


def test_a_bidder_who_helps_her_rival_sees_only_the_first(house: House) -> None:
    rival = answer_of_karim(house, house.at + timedelta(minutes=5))
    given = mandates.give_mandate(
        for_person=house.person("ftoum"), holder=house.person("karim"), ends_on=timezone.localdate(),
        by=house.cast.actor("ftoum"), at=house.at + timedelta(minutes=6),
    )  # fmt: skip
    assert opens(act_for(enter(house.person("karim")), given), house.quote) == {404}
    assert 200 in opens(enter(house.person("karim")), rival)


def test_a_buyer_under_two_names_is_one_for_the_wall(house: House) -> None:
    """Karim typed the buyer's other name and another hour: they are rivals as soon as the two names are one buyer."""
    deadline = house.notice.deadline
    assert deadline is not None
    typed = {"buyer": "C.T. d’un autre nom (échantillon)", "deadline": deadline + timedelta(hours=1)}
    rival = answer_of_karim(house, house.at + timedelta(minutes=5), **typed)
    assert not house.quote.contest().rivals and not rival.contest().rivals
    by, at = house.cast.actor("admin"), clock.now()
    said = merging.merge(kept=house.notice.buyer, other=rival.notice.buyer, by=by, at=at)
    for quote in (house.quote, rival):
        assert len(Quote.objects.get(id=quote.id).contest().rivals) == 1
    second = hire(house, "karim", house.at + timedelta(minutes=6))
    assert opens(serving(house, second), rival) == {404}
    merging.undo(said=said, by=by, at=at)
    assert not Quote.objects.get(id=rival.id).contest().rivals
