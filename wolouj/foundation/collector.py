"""Python's collector of garbage, as a server of pages wants it."""

from __future__ import annotations

import gc

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
