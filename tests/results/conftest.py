"""The cast with a first call lived to its answers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.programme.conftest import AT, body, cast, enter  # noqa: F401
from wolouj.home import sample_programme, sample_results, sample_selection
from wolouj.home.cast import Cast
from wolouj.home.sample_programme import Lived
from wolouj.people.models import Body

DAY = AT.date()


@pytest.fixture
def lived(cast: Cast, body: Body) -> Lived:  # noqa: F811
    """Eight applied to the first call, three were taken by its committee; its indicators are counted."""
    made = sample_programme.lived(
        body=body, manager=cast.actor("rachid"), coach=cast.actor("hayat"), people=cast.people, at=AT
    )
    sample_selection.lived(
        made.first, people=cast.people, manager=cast.actor("rachid"), coach=cast.actor("hayat"),
        at=AT - timedelta(days=35),
    )  # fmt: skip
    sample_results.measured(made.programme, by=cast.actor("rachid"), at=AT)
    return made
