"""Python's collector of garbage, as a server of pages wants it, and whoever holds many rows at once."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

AT_ONCE = 50_000
"""Objects made, and not yet let go, before it looks at the young ones. Its own 700 is met many times in a page that
reads thousands of rows; the rows go by themselves when the page is done, and each look costs for nothing."""


def rest() -> None:
    """Leave alone for good what is there by now, and look at the young seldom.

    What serves lives as long as the process: walked through in the middle of a page, it cost 150 ms on a small
    machine; the young looked at every 700 cost some 60 ms of a page of 5,000 people.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(AT_ONCE, 20, 20)


@contextmanager
def seldom() -> Iterator[None]:
    """Within, what is there already is left alone and the young are looked at seldom; afterwards all is as before.

    An import holds every row it met until it ends: walked through again and again, they took a third of the time of
    who writes them.
    """
    before, rests = gc.get_threshold(), gc.get_freeze_count() > 0
    if not rests:
        gc.freeze()
    gc.set_threshold(AT_ONCE, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        if not rests:  # what a server froze for good stays so
            gc.unfreeze()
