"""A small world of its own, made in a few rows: the plan is asked many times of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.notices.conftest import enter
from wolouj.bids.models import Quote
from wolouj.foundation import clock
from wolouj.foundation.actor import Actor
from wolouj.foundation.searching import document, facet
from wolouj.notices.models import Buyer, Notice
from wolouj.people.models import Mandate, Person
from wolouj.structures.models import Structure

__all__ = ["enter"]
AT = datetime(2026, 11, 26, 9, 0, tzinfo=ZoneInfo("Africa/Casablanca"))
"""A Thursday."""


@dataclass
class World:
    """Ftoum's cooperative (Arabic), Yassine and Karim alone (French), and Hayat, whom Ftoum gave a mandate."""

    people: dict[str, Person]
    structures: dict[str, Structure]
    notices: dict[str, Notice]

    def actor(self, name: str) -> Actor:
        """One of them acting for herself."""
        return Actor(person=self.people[name].id)


PEOPLE = {
    "ftoum": ("Ftoum (échantillon)", "فطوم (عينة)", "ar", "+212600000001"),
    "yassine": ("Yassine (échantillon)", "", "fr", "+212600000003"),
    "karim": ("Karim (échantillon)", "", "fr", "+212600000004"),
    "hayat": ("Hayat (échantillon)", "حياة (عينة)", "ar", "+212600000005"),
}
TRADES = {"ftoum": ("cooperative", 1), "yassine": ("auto_entrepreneur", 20), "karim": ("company", 12)}


@pytest.fixture
def world(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> World:
    settings.PUBLIC_URL = "https://wolouj.example"
    settings.SMS = {"url": "http://127.0.0.1:1/", "token": "", "sender": "Wolouj"}
    monkeypatch.setattr(clock, "now", lambda: AT)
    made = World({}, {}, {})
    buyer = Buyer.objects.create(name="Commune de Ouaouizeght", name_key="commune de ouaouizeght")
    for name, (french, arabic, lang, phone) in PEOPLE.items():
        made.people[name] = Person.objects.create(
            full_name=french, name_ar=arabic, language=lang, phone=phone, created_at=AT, is_sample=True
        )
    for number, (name, (kind, nature)) in enumerate(TRADES.items(), start=27):
        person = made.people[name]
        made.structures[name] = structure = Structure.objects.create(
            kind=kind, name=f"{name} (échantillon)", commune="05.081.09.15", made_at=AT, is_sample=True
        )
        structure.members.create(person=person, name=person.full_name)
        structure.activities.create(nature=nature)
        made.notices[name] = Notice.objects.create(
            kind="purchase_order", reference=f"{number}/2026/BC", object="Repas", buyer=buyer, nature=nature,
            natures=[nature], deadline=AT + timedelta(days=3), source="json", entered_for=person, entered_at=AT,
        )  # fmt: skip
    Mandate.objects.create(
        for_person=made.people["ftoum"], holder=made.people["hayat"], kind="coach", how="sample",
        starts_on=AT.date(), ends_on=AT.date() + timedelta(days=60), given_at=AT,
    )  # fmt: skip
    return made


def publish(number: int, **told: Any) -> Notice:
    """A public notice of meals at Azilal, Ftoum's trade and place."""
    name = told.pop("buyer", "Commune X (échantillon)")
    buyer, _ = Buyer.objects.get_or_create(name=name, name_key=name.lower())
    fields = {
        "kind": "purchase_order", "reference": f"{number}/2026", "object": "Repas (échantillon)", "buyer": buyer,
        "natures": [1], "nature": 1, "nature_confidence": "certain", "place_codes": ["05.081"],
        "deadline": AT + timedelta(days=5 + number), "source": "json", "identity": f"made:{number}:{name}",
        "entered_at": AT - timedelta(minutes=10), "is_sample": True, "rulebook": "decree",
    } | told  # fmt: skip
    words = document(fields["object"]) + "".join(f" {facet('nature', each)}" for each in fields["natures"])
    return Notice.objects.create(**fields, search_words=words)


def quoted(world: World, who: str = "ftoum", **told: Any) -> Quote:
    """A quote as it would stand, without its figures."""
    notice = told.pop("notice", world.notices[who])
    if "deadline" in told:
        Notice.objects.filter(id=notice.id).update(deadline=told.pop("deadline"))
    return Quote.objects.create(
        structure=world.structures[who], notice=notice, opened_at=told.pop("opened_at", AT - timedelta(days=9)), **told
    )
