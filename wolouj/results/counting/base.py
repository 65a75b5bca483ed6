"""Whom everything is a share of."""

from __future__ import annotations

from collections.abc import Iterator

from wolouj.results.counting.frame import Frame
from wolouj.results.counting.hits import Hit, Kind


def accompanied(frame: Frame) -> Iterator[Hit]:
    """Everybody accepted until the last day, whenever it was."""
    return (
        Hit(r.person, r.accepted, Kind.APPLICATION, r.id) for r in frame.accepted.values() if r.accepted is not None
    )
