"""Chosen people, the rules of their call, and a whole request."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest

from tests.programme.conftest import AT, body, cast, enter, lived
from wolouj.cofinancing.actions import agreeing, budget, committee, studying
from wolouj.cofinancing.actions import requests as asking
from wolouj.cofinancing.models import BudgetLine, Request, Sitting, Terms
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


# ---- A committee, money, files that run -------------------------------------------------------------------------


def seats(n: int = 3) -> list[dict[str, object]]:
    """``n`` members who are here."""
    return [
        {"name": f"Membre {i} (échantillon)", "quality_ar": "عضو", "quality_fr": "Membre", "here": True}
        for i in range(1, n + 1)
    ]


@pytest.fixture
def line(cast: Cast, lived: Lived) -> BudgetLine:
    """A donor's 40,000 dirhams."""
    return budget.open_line_with(
        programme=lived.programme, donor=lived.programme.donors.all()[0], code="3.2",
        labels=("تمويل مشاريع (عينة)", "Cofinancement (échantillon)"), amount=Decimal(40000), by=cast.actor("rachid"),
        at=AT,
    )  # fmt: skip


@pytest.fixture
def studied(cast: Cast, draft: Request) -> Request:
    """Ftoum's request before the committee: 15,000 proposed."""
    asking.send(request=draft, by=cast.actor("ftoum"), at=AT)
    studying.complete(request=draft, by=cast.actor("hayat"), at=AT)
    studying.propose(request=draft, amount=Decimal(15000), note="Marché sûr", by=cast.actor("hayat"), at=AT)
    return draft


@pytest.fixture
def sitting(cast: Cast, terms: Terms) -> Sitting:
    return committee.convene(
        terms=terms, held_on=AT.date(), places=("", ""), seats=seats(), by=cast.actor("rachid"), at=AT
    )


@pytest.fixture
def signed(cast: Cast, studied: Request, sitting: Sitting, line: BudgetLine) -> Request:
    """Accepted for 15,000, signed: two tranches, 9,000 and 6,000."""
    by = cast.actor("rachid")
    committee.rule(
        sitting=sitting, request=studied, verdict="accepted", amount=Decimal(15000), line=line, reasons=("x", "x"),
        by=by, at=AT,
    )  # fmt: skip
    committee.approve(sitting=sitting, by=by, at=AT)
    agreeing.prepare(request=studied, by=cast.actor("hayat"), at=AT)
    agreeing.sign(request=studied, file=sample.paper("signed"), on=AT.date(), by=cast.actor("hayat"), at=AT)
    return Request.objects.select_related("terms", "application__participant", "ruling__line").get(pk=studied.pk)
