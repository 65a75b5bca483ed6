"""Tests of the house that ask for pages wait until every room has addresses."""

from __future__ import annotations

import pytest
from django.test import Client


@pytest.fixture
def client(open_rooms: None) -> Client:
    return Client()
