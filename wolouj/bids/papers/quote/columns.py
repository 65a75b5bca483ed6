"""How wide the table's columns are, from the longest text of each: the page then measures nothing."""

from __future__ import annotations

from typing import Any

from wolouj.foundation.runs import Runs

_DESIGNATION = 1
_GAP = 11.5  # points: the two insets, and a little air
_LEFT_FOR_OTHERS = 330.0  # of the 504 points between the margins; the designation keeps the rest


def widths(heads: list[Runs], lines: list[dict[str, Any]]) -> list[float] | None:
    """Points for each column (0 for the designation, which takes what is left), or ``None``: let the page measure.

    ``None`` when the others would leave too little to the designation: long units, huge amounts.
    """
    columns = [_head(head) for head in heads]
    for line in lines:
        for i, cell in enumerate([line["number"], None, *line["cells"]]):
            columns[i] = max(columns[i], _wide(cell))
    columns[_DESIGNATION] = 0.0
    return columns if sum(columns) <= _LEFT_FOR_OTHERS else None


def _head(runs: Runs) -> float:
    return round(sum(len(text) for _, text in runs) * 4.3 + _GAP, 1)


def _wide(runs: Runs | None) -> float:
    """A little more than Amiri needs at 10.5 points: figures are half an em, capitals and some letters wider."""
    text = "".join(text for _, text in runs or [])
    points = sum(2.8 if c in "\u202f\u00a0 ,.:;" else 8.2 if c.isupper() or c in "mwœæ%" else 5.5 for c in text)
    return round(points + _GAP, 1)
