"""A president and her cooperative, a stranger, and files as a browser sends them."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from rulebook.engine.facts import BidderKind
from wolouj.foundation.actor import Actor
from wolouj.people.models import Person, User
from wolouj.structures import actions
from wolouj.structures.models import Structure

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def files(tmp_path: Path, settings: object) -> Path:
    """Files of a test go with the test."""
    settings.MEDIA_ROOT = tmp_path / "files"  # type: ignore[attr-defined]
    return tmp_path / "files"


@pytest.fixture
def person(db: None) -> Callable[[str], Person]:
    def make(name: str) -> Person:
        made = Person.objects.create(full_name=name, phone="+212600000000", created_at=AT, is_sample=True)
        User.objects.create(person=made)
        return made

    return make


@pytest.fixture
def fatima(person: Callable[[str], Person]) -> Person:
    return person("Fatima (sample)")


@pytest.fixture
def by(fatima: Person) -> Actor:
    return Actor(person=fatima.id)


@pytest.fixture
def coop(by: Actor) -> Structure:
    return actions.create_structure(kind=BidderKind.COOPERATIVE, name="Coopérative exemple", by=by, at=AT)


@pytest.fixture
def signed_in() -> Callable[[Person], Client]:
    def sign_in(who: Person) -> Client:
        client = Client()
        client.force_login(who.user)
        return client

    return sign_in


@pytest.fixture
def hers(signed_in: Callable[[Person], Client], fatima: Person) -> Client:
    return signed_in(fatima)


def photo(name: str = "papier.jpg", size: tuple[int, int] = (60, 80)) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")
