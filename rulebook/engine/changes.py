"""What changed in the law between two days: quantities that came, changed or ended; and what that does to a verdict.

The second is found by asking the same rules twice about the same facts, never by prose. A day in this file is the first
one on which the rulebook stands by a value: it may have been law for longer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rulebook.engine.law import PARAMETERS, Dated, Parameter
from rulebook.engine.verdict import Figure, Finding, Question, Requirement, Verdict

Record = Finding | Requirement | Figure | Question


class Kind(StrEnum):
    """What happened to a quantity, or to one answer of the law."""

    CAME = "came"
    CHANGED = "changed"
    RESTATED = "restated"
    """Same value, other article, source or confidence."""
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Change:
    """One quantity on the day it moved."""

    parameter: Parameter
    kind: Kind
    before: Dated | None
    """What stood the day before; ``None`` when nothing did."""
    after: Dated


@dataclass(frozen=True, slots=True)
class Shift:
    """One answer of the law that is not the same on the second day."""

    kind: Kind
    before: Record | None
    after: Record | None

    @property
    def record(self) -> Record:
        """The answer as it is now, or as it was when it is gone."""
        found = self.after or self.before
        assert found is not None  # a shift has one side at least
        return found


def changes(first: date, second: date, parameters: Mapping[str, Parameter] = PARAMETERS) -> tuple[Change, ...]:
    """Every step of every quantity after ``first`` and up to ``second``, oldest first.

    Raises ``ValueError`` when ``second`` comes before ``first``.
    """
    if second < first:
        raise ValueError(f"{second} comes before {first}")
    found = (step for parameter in parameters.values() for step in _steps(parameter, first, second))
    return tuple(sorted(found, key=lambda change: (change.after.since, change.parameter.name)))


def _steps(parameter: Parameter, first: date, second: date) -> Iterator[Change]:
    before: Dated | None = None
    for after in parameter.values:
        kind = _kind(before, after)
        if first < after.since <= second and kind is not None:
            yield Change(parameter, kind, before, after)
        before = after


def _kind(before: Dated | None, after: Dated) -> Kind | None:
    """``None`` when nothing was there and nothing comes, or when the same is only written again."""
    stood = before is not None and before.value is not None
    if after.value is None:
        return Kind.ENDED if stood else None
    if before is None or not stood:
        return Kind.CAME
    if before.value != after.value:
        return Kind.CHANGED
    same = (before.article, before.confidence, before.source) == (after.article, after.confidence, after.source)
    return None if same else Kind.RESTATED


def shifts(before: Verdict, after: Verdict) -> tuple[Shift, ...]:
    """The answers that differ between two verdicts on the same facts, in the order of the law."""
    old, new = _answers(before), _answers(after)
    gone = [Shift(Kind.ENDED, old[key], None) for key in old if key not in new]
    found = [Shift(Kind.CAME if key not in old else Kind.CHANGED, old.get(key), one) for key, one in new.items()]
    moved = [one for one in found if one.before is None or _seen(one.before) != _seen(one.after)]
    return (*moved, *gone)


def _answers(verdict: Verdict) -> dict[tuple[object, ...], Record]:
    """Each answer under what names it from one day to the next."""
    found: dict[tuple[object, ...], Record] = {}
    records: tuple[Record, ...] = (*verdict.findings, *verdict.requirements, *verdict.figures, *verdict.questions)
    for record in records:
        key = _name(record)
        found[(*key, sum(other[: len(key)] == key for other in found))] = record
    return found


def _name(record: Record) -> tuple[object, ...]:
    match record:
        case Finding():
            return Finding, record.rule
        case Requirement():
            return Requirement, record.rule, record.paper
        case Figure():
            return Figure, record.rule, record.name
        case _:
            return Question, record.key


def _seen(record: Record | None) -> tuple[object, ...]:
    """What a person would notice. Days counted from the day of the law are left aside: months say the same."""
    match record:
        case Finding():
            return record.outcome, record.reason, record.force, dict(record.values)
        case Requirement():
            return record.when, record.force, record.valid_for_months, record.held, dict(record.values)
        case Figure():
            return record.value, record.unit, record.force
        case _:
            return ()
