"""A request for information as the law looks at it, and the days that follow from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rulebook.engine.verdict import Advice, Figure
from rulebook.recourse import Grievance, Ground, advise
from wolouj.petitions.information.models import InformationRequest
from wolouj.petitions.information.models import RequestState as State
from wolouj.reference.holidays import holidays_of_morocco

WAITED = {
    State.SENT: ("information_by", "information_at_the_latest"),
    State.HEAD: ("head_answers_by",),
    State.COMMISSION: ("commission_answers_by",),
}
"""The day an answer is due, in each state where one is awaited; a second one where the delay may be extended."""
OWN = {
    State.SENT: ("write_to_the_head_by",),
    State.REFUSED: ("write_to_the_head_by",),
    State.HEAD: ("seize_the_commission_by",),
    State.HEAD_REPLIED: ("seize_the_commission_by",),
    State.COMMISSION: ("information_court_by",),
    State.COMMISSION_REPLIED: ("information_court_by",),
}
"""The day before which the one who asks goes to the next door."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the law: which, how sure, with its articles. ``hers``: it is hers to act; else the other side's."""

    figure: Figure
    hers: bool

    @property
    def on(self) -> date:
        """The day."""
        assert isinstance(self.figure.value, date)
        return self.figure.value


def grievance(request: InformationRequest) -> Grievance:
    """The request as facts: the last day of each step."""
    days = {State(step.state): step.on for step in request.steps.all()}
    return Grievance(
        ground=Ground.INFORMATION,
        urgent=request.urgent or None,
        information_asked=days.get(State.SENT),
        information_refused=days.get(State.REFUSED),
        head_written=days.get(State.HEAD),
        head_answered=days.get(State.HEAD_REPLIED),
        information_commission_seized=days.get(State.COMMISSION),
        information_commission_answered=days.get(State.COMMISSION_REPLIED),
    )


def look(request: InformationRequest, *, on: date) -> Advice:
    """What the law of ``on`` says of it; working days skip the holidays of Morocco."""
    return advise(grievance(request), on=on, calendar=holidays_of_morocco())


def days_of(request: InformationRequest, advice: Advice) -> list[Day]:
    """The days that matter in its present state, the nearest first."""
    state = State(request.state)
    found = [
        Day(figure, hers)
        for names, hers in ((WAITED.get(state, ()), False), (OWN.get(state, ()), True))
        for name in names
        if (figure := advice.figure(name)) is not None
    ]
    return sorted(found, key=lambda day: day.on)
