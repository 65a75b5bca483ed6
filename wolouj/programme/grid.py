"""The grid of a call: what is asked, what is marked, how much each line weighs. Frozen when the call opens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair
from wolouj.programme.models import Call, Criterion, Stage

WHOLE = 100
"""What the weights of a grid add up to."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a frozen grid. ``weight`` is the most points it can bring; nothing for a condition."""

    key: str
    stage: str
    label_ar: str
    label_fr: str
    weight: int

    def label(self, lang: str) -> str:
        """Its words in the language, or in the other."""
        return (self.label_ar or self.label_fr) if lang == "ar" else (self.label_fr or self.label_ar)


@dataclass(frozen=True, slots=True)
class Grid:
    """The lines of a grid, in their order: on equal points the first line that differs decides."""

    lines: tuple[Line, ...]

    @property
    def conditions(self) -> tuple[Line, ...]:
        """Those that are met or not."""
        return self.of(Stage.ELIGIBILITY)

    @property
    def marked(self) -> tuple[Line, ...]:
        """Those that bring points."""
        return tuple(line for line in self.lines if line.stage != Stage.ELIGIBILITY)

    def of(self, stage: Stage) -> tuple[Line, ...]:
        """Those looked at then."""
        return tuple(line for line in self.lines if line.stage == stage)


def grid_of(call: Call) -> Grid:
    """The frozen grid of an open call; of one being prepared, the lines as they are now."""
    if call.grid:
        return Grid(tuple(Line(**line) for line in call.grid))
    return Grid(tuple(_line(row) for row in call.criteria.all()))


def _line(row: Criterion) -> Line:
    return Line(str(row.id), row.stage, row.label_ar, row.label_fr, row.weight)


def weight_of(lines: Iterable[Line]) -> int:
    """How much they weigh together."""
    return sum(line.weight for line in lines)


def as_json(grid: Grid) -> list[dict[str, Any]]:
    """What is kept on the call."""
    return [asdict(line) for line in grid.lines]


def check(lines: Sequence[Line]) -> None:
    """Whether a call may open with these lines.

    Raises:
        BadInput: nothing to mark, or weights that do not add up to 100.
    """
    total = weight_of(lines)
    if not any(line.stage == Stage.FILE for line in lines):
        raise BadInput(pair("programme.grid_empty"), field="grid")
    if total != WHOLE:
        raise BadInput(pair("programme.grid_not_whole", n=total), field="grid")
