"""The order of the day."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from tests.cast import make
from wolouj.foundation.actor import OPERATOR
from wolouj.home.daily import daily_round
from wolouj.notices.actions import draft_blank
from wolouj.notices.models import NoticeDraft

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
