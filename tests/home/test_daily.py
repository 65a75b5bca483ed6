"""The order of the day."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from tests.cast import make
from wolouj.bids import actions as bids
from wolouj.bids.ending import due
from wolouj.bids.models import Quote, State
from wolouj.foundation.actor import OPERATOR
from wolouj.home.daily import daily_round
from wolouj.notices.actions import draft_blank
from wolouj.notices.merging import merge, undo
from wolouj.notices.models import Buyer, Notice, NoticeDraft, Result

AT = datetime.fromisoformat("2026-11-24T10:00:00+01:00")


@pytest.mark.django_db
def test_old_drafts_are_forgotten_and_young_ones_stay() -> None:
    cast = make(AT)
    for days in (0, 31):
        draft_blank(person=cast.people["ftoum"], by=cast.actor("ftoum"), at=AT - timedelta(days=days))
    report = daily_round(by=OPERATOR, at=AT)
    assert report.drafts_forgotten == 1 and NoticeDraft.objects.count() == 1
    assert report.papers_ending == 1  # the certificate of the cast that ends in six days
    assert daily_round(by=OPERATOR, at=AT).drafts_forgotten == 0


@pytest.mark.django_db
def test_the_command_says_what_it_did() -> None:
    out = StringIO()
    call_command("daily_round", stdout=out)
    assert "Brouillons d’avis oubliés" in out.getvalue()


@pytest.mark.django_db
def test_a_result_under_the_buyers_other_name_ends_a_quote_once_they_are_one() -> None:
    cast = make(AT)
    notice = cast.notices["ftoum"]
    quote = bids.open_quote(structure=cast.structures["ftoum"], notice=notice, by=cast.actor("ftoum"), at=AT)
    Quote.objects.filter(id=quote.id).update(state=State.SENT)
    Notice.objects.filter(id=notice.id).update(deadline=AT - timedelta(days=9))
    other = Buyer.objects.create(name="C.T. d’un autre nom (échantillon)", name_key="c.t. d'un autre nom")
    Result.objects.create(
        identity="x", reference=notice.reference, object="x", buyer=other, published=AT - timedelta(days=2),
        outcome="unsuccessful", kind=notice.kind,
    )  # fmt: skip
    assert quote.id not in {each.id for each in due(AT)}
    said = merge(kept=notice.buyer, other=other, by=OPERATOR, at=AT)
    assert quote.id in {each.id for each in due(AT)}
    undo(said=said, by=OPERATOR, at=AT)
    assert quote.id not in {each.id for each in due(AT)}
