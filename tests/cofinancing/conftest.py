"""Chosen people, the rules of their call, and a whole request."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.programme.conftest import AT, body, cast, enter, lived
from wolouj.cofinancing.models import Request, Terms
from wolouj.home import sample_cofinancing as sample
from wolouj.home.cast import Cast
from wolouj.home.sample_programme import Lived
from wolouj.programme.models import Application, Decision

__all__ = ["AT", "body", "cast", "enter", "lived"]

LATER = AT + timedelta(days=1)


@pytest.fixture(autouse=True)
def files(settings: pytest.FixtureRequest, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


@pytest.fixture
def chosen(lived: Lived) -> list[Application]:
    """Ftoum and Yassine, both selected and answered."""
    for row in lived.applications:
        Decision.objects.create(
            application=row, outcome="selected", reason_ar="x", reason_fr="x", door="training", decided_at=AT
        )
    Application.objects.filter(pk__in=[row.pk for row in lived.applications]).update(answered_at=AT, state="selected")
    return list(Application.objects.select_related("call", "participant", "decision").order_by("number"))


@pytest.fixture
def terms(cast: Cast, lived: Lived) -> Terms:
    return sample.rules(lived.second, by=cast.actor("rachid"), at=AT)


@pytest.fixture
def draft(cast: Cast, chosen: list[Application], terms: Terms) -> Request:
    """Ftoum's whole request, not sent yet."""
    return sample.told(chosen[0], sample.PROJECTS[0], by=cast.actor("ftoum"), at=AT)


@pytest.fixture
def again() -> Callable[[Request], Request]:
    return lambda row: Request.objects.select_related("terms", "application__participant").get(pk=row.pk)
