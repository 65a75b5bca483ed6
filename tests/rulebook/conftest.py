"""The law knows no Django: what pytest-django sets up around every test is left out here; they are many and quick."""

from __future__ import annotations

import gc

import pytest

# Parsed laws and hypotheses' examples live as long as the session: looking for dead objects less often saves a tenth.
gc.set_threshold(200_000, 50, 50)


def _nothing() -> None:
    """In the place of a fixture of pytest-django: made once, does nothing."""


for _name in (
    "_dj_autoclear_mailbox",
    "_django_clear_site_cache",
    "_django_db_marker",
    "_django_isolate_apps",
    "_django_set_urlconf",
    "_django_setup_unittest",
    "_live_server_helper",
    "_template_string_if_invalid_marker",
):
    globals()[_name] = pytest.fixture(name=_name, scope="session", autouse=True)(_nothing)
