"""The collector at rest: what is there is left alone, the young are looked at seldom."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from wolouj.foundation import collector


@pytest.fixture(autouse=True)
def a_collector_that_nobody_touched() -> Iterator[None]:
    """As Python begins with it; afterwards as the tests have it."""
    before, at_rest = gc.get_threshold(), gc.get_freeze_count() > 0
    gc.unfreeze()
    gc.set_threshold(700, 10, 10)
    yield
    gc.unfreeze()
    if at_rest:
        collector.rest()
    gc.set_threshold(*before)


def test_what_is_there_is_left_alone_and_the_young_are_looked_at_seldom() -> None:
    collector.rest()
    assert gc.get_threshold()[0] == collector.AT_ONCE
    assert gc.get_freeze_count() > 0
    assert gc.isenabled()


def test_an_import_looks_seldom_and_leaves_all_as_it_was() -> None:
    before = gc.get_threshold()
    with collector.seldom():
        assert gc.get_threshold()[0] == collector.AT_ONCE and gc.get_freeze_count() > 0
    assert gc.get_threshold() == before and gc.get_freeze_count() == 0


def test_what_a_server_froze_stays_so_after_an_import() -> None:
    collector.rest()
    at_rest, frozen = gc.get_threshold(), gc.get_freeze_count()
    with collector.seldom():
        assert gc.get_freeze_count() == frozen
    assert (gc.get_threshold(), gc.get_freeze_count()) == (at_rest, frozen)
