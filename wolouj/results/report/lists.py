"""Who is behind the figures of a period, as a donor may see it: a number, never a name she did not agree to give."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from uuid import UUID

from wolouj.programme.models import Application, Consent, Participant, Purpose, both
from wolouj.results.counting.frame import Entered, Frame
from wolouj.results.counting.freezing import frames
from wolouj.results.counting.hits import Kind
from wolouj.results.counting.splits import WAYS
from wolouj.results.frozen import hits_of
from wolouj.results.models import Period, PeriodFigure
from wolouj.results.report.quiet import Hidden, tellable


@dataclass(frozen=True, slots=True)
class Line:
    """One record of a list."""

    application: UUID
    call: str
    number: int
    name: str
    """Empty unless she agreed to be named to those who pay."""
    her: Entered
    said: frozenset[str]
    """What may be said of her among sex, age, province and status."""
    kind: str
    day: date
    amount: Decimal | None = None
    """What this record adds to the figure, when amounts are added."""


class Lists:
    """The lists of a period, in a fixed number of queries."""

    def __init__(self, period: Period, *, lang: str) -> None:
        self.period, self.lang = period, lang

    @cached_property
    def frame(self) -> Frame:
        """Everybody until the last day of the period."""
        return frames(self.period)[1]

    @cached_property
    def _files(self) -> dict[UUID, tuple[str, int]]:
        """Application -> its call and its number."""
        calls = {call.pk: both(call, "title", self.lang) for call in self.period.programme.calls.all()}
        rows = Application.objects.filter(call__programme=self.period.programme, number__isnull=False)
        return {key: (calls[call], number or 0) for key, call, number in rows.values_list("id", "call_id", "number")}

    @cached_property
    def _hers(self) -> dict[UUID, UUID]:
        """Person -> the application that stands for her: the accepted one, else the first."""
        found = {row.person: row.id for row in reversed(self.frame.filed)}
        return found | {key: row.id for key, row in self.frame.accepted.items()}

    @cached_property
    def _named(self) -> dict[UUID, str]:
        """Person -> her name, for those who agreed."""
        consents = Consent.objects.filter(
            purpose=Purpose.DONOR, withdrawn_at=None, participant__applications__call__programme=self.period.programme
        )
        rows = Participant.objects.filter(pk__in=consents.values("participant"))
        return {row.same_as_id or row.pk: row.shown_name(self.lang) for row in rows}

    @cached_property
    def _tellable(self) -> dict[UUID, frozenset[str]]:
        return tellable(self.frame.persons, least=self.period.programme.least_group)

    def _said(self, person: UUID, her: Entered, name: str, quiet: Hidden) -> frozenset[str]:
        """All of who agreed to be named; of others what many share, but for a group the figure keeps unsaid."""
        if name:
            return frozenset(WAYS)
        return frozenset(way for way in self._tellable[person] if WAYS[way](her) not in quiet.get(way, ()))

    def of(self, figure: PeriodFigure, quiet: Hidden) -> list[Line]:
        """The list of one figure, by call and number; ``quiet``: the groups it keeps unsaid."""
        found = []
        for hit in hits_of(figure):
            key = hit.record if hit.kind is Kind.APPLICATION else self._hers.get(hit.person)
            if key is not None and key in self._files and hit.person in self.frame.persons:
                call, number = self._files[key]
                her, name = self.frame.persons[hit.person], self._named.get(hit.person, "")
                said = self._said(hit.person, her, name, quiet)
                found.append(Line(key, call, number, name, her, said, str(hit.kind), hit.on, hit.amount))
        return sorted(found, key=lambda line: (line.call, line.number, line.day))


def ranges(numbers: Iterable[int]) -> str:
    """``1–3, 7``: whole numbers said shortly, each once."""
    rows = sorted(set(numbers))
    runs = []
    for _, group in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
        run = [n for _, n in group]
        runs.append(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}")
    return ", ".join(runs)
