"""The collector at rest: what is there is left alone, the young are looked at seldom."""

from __future__ import annotations

import gc

from wolouj.foundation import collector


def test_what_is_there_is_left_alone_and_the_young_are_looked_at_seldom() -> None:
    before, known = gc.get_threshold(), gc.get_freeze_count()
    try:
        collector.rest()
        assert gc.get_threshold()[0] == collector.AT_ONCE
        assert gc.get_freeze_count() > known
        assert gc.isenabled()
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
