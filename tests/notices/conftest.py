"""Two persons, a browser signed in, and a notice; a quick hash, the slow one is tested on its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from rulebook.engine.facts import BuyerRules, Line, Procedure
from rulebook.engine.facts import Notice as Facts
from wolouj.foundation.actor import Actor
from wolouj.notices import actions
from wolouj.notices.models import Notice, Source
from wolouj.people.actions import accounts
from wolouj.people.models import Person

CASABLANCA = ZoneInfo("Africa/Casablanca")
AT = datetime(2026, 11, 24, 10, 0, tzinfo=CASABLANCA)
TEXT = """Référence : 07/2026
Objet : Achat de produits d'entretien
Acheteur : COMMUNE AFOURER
Date limite : 26/11/2026 10:00
1) Javel 5 l - U - 60
2) Savon noir : 1 200 kg
"""


@pytest.fixture(autouse=True)
def quick(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "whitenoise" not in name]


@pytest.fixture
def ftoum(db: None) -> Person:
    return accounts.sign_up(full_name="Ftoum", phone="0661223344", secret="284691", language="fr", at=AT)


@pytest.fixture
def other(db: None) -> Person:
    return accounts.sign_up(full_name="Karim", phone="0661223355", secret="284691", language="fr", at=AT)


@pytest.fixture
def by(ftoum: Person) -> Actor:
    return Actor(person=ftoum.id)


@pytest.fixture
def enter() -> Callable[..., Client]:
    """A browser where this person is signed in. ``strict`` asks for the form's token, as real pages do."""

    def sign_in(person: Person, *, strict: bool = False) -> Client:
        browser = Client(enforce_csrf_checks=strict)
        browser.force_login(person.user, backend="wolouj.people.backends.SessionBackend")
        return browser

    return sign_in


@pytest.fixture
def her(enter: Callable[..., Client], ftoum: Person) -> Client:
    return enter(ftoum)


def facts(reference: str = "1/2026", **more: Any) -> Facts:
    told: dict[str, Any] = {
        "procedure": Procedure.PURCHASE_ORDER,
        "object": "Achat de café (échantillon)",
        "buyer": "Commune X",
        "rulebook": BuyerRules.DECREE,
        "deadline": datetime(2026, 11, 27, 10, 0, tzinfo=CASABLANCA),
        "lines": (Line("1", "Café", "kg", Decimal(12)), Line("2", "Thé", "kg", Decimal("2.5"))),
    }
    return Facts(reference=reference, **told | more)


@pytest.fixture
def save(ftoum: Person, by: Actor) -> Callable[..., Notice]:
    """``save("1/2026")``: a notice of Ftoum's."""

    def make(reference: str = "1/2026", **more: Any) -> Notice:
        return actions.save_notice(
            notice=facts(reference, **more), person=ftoum, source=Source.TYPED, by=by, at=AT
        ).notice

    return make
