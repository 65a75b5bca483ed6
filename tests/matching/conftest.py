"""A browser where somebody of the cast is signed in; the cast without its public samples; notices of one's own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.cast import make
from tests.notices.conftest import enter
from wolouj.foundation import clock
from wolouj.foundation.searching import document, facet
from wolouj.home.cast import Cast
from wolouj.notices.models import Buyer, Notice

__all__ = ["enter"]


AT = datetime(2026, 11, 28, 9, 0, tzinfo=ZoneInfo("Africa/Casablanca"))


@pytest.fixture
def cast(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Cast:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setattr(clock, "now", lambda: AT)
    made = make(AT)
    Notice.objects.filter(entered_for=None).delete()  # the cast's own public samples: these tests publish theirs
    return made


@pytest.fixture
def publish(cast: Cast) -> Callable[..., Notice]:
    def make_one(number: int, **told: Any) -> Notice:
        buyer, _ = Buyer.objects.get_or_create(name="Commune X (échantillon)", name_key="commune x")
        fields = {
            "kind": "purchase_order",
            "reference": f"{number}/2026",
            "object": "Repas (échantillon)",
            "buyer": buyer,
            "natures": [1],
            "nature": 1,
            "place_codes": ["05.081"],
            "deadline": AT + timedelta(days=5 + number),
            "source": "json",
            "identity": f"made:{number}",
            "entered_at": AT,
            "is_sample": True,
        } | told
        words = document(fields["object"]) + "".join(f" {facet('nature', each)}" for each in fields["natures"])
        return Notice.objects.create(**fields, search_words=words)

    return make_one
