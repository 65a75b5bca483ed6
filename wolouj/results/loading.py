"""The thing an address names, or "not found"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from django.http import Http404

from wolouj.programme.models import Application, Call, Donor, Indicator, Outcome, Participant, Programme
from wolouj.results.exporting.archive import parquet_is_there
from wolouj.results.models import MONTHS, HandFigure, Lesson, Period, PeriodFigure
from wolouj.results.report import FILES


class Results:
    """The results of a programme: what its body may see and do of them."""

    right_object = "results"

    def __init__(self, programme: Programme) -> None:
        self.programme = programme

    def owners(self) -> set[UUID]:
        """Nobody's."""
        return set()

    def bodies(self) -> set[UUID]:
        """The body that runs the programme."""
        return {self.programme.body_id}


class OfIndicator(Results):
    """One indicator of it."""

    def __init__(self, indicator: Indicator) -> None:
        super().__init__(indicator.goal.programme)
        self.indicator = indicator


def load_programme(programme_id: UUID) -> Results:
    """The results of the programme of the address."""
    rows = Programme.objects.select_related("body").prefetch_related("donors")
    return Results(_or_404(rows.filter(pk=programme_id).first()))


def load_indicator(indicator_id: UUID) -> OfIndicator:
    """The indicator of the address."""
    rows = Indicator.objects.select_related("goal__programme__body")
    return OfIndicator(_or_404(rows.filter(pk=indicator_id).first()))


class ToldFigure(OfIndicator):
    """A figure told by hand, with what shows it."""

    def __init__(self, figure: HandFigure) -> None:
        super().__init__(figure.indicator)
        self.figure = figure


def load_told(figure_id: UUID) -> ToldFigure:
    """The figure of the address, when something shows it."""
    rows = HandFigure.objects.select_related("indicator__goal__programme__body").exclude(proof="")
    return ToldFigure(_or_404(rows.filter(pk=figure_id).first()))


_PERIOD = "programme__body"


def load_period(period_id: UUID) -> Period:
    """The period of the address."""
    found: Period = _or_404(Period.objects.select_related(_PERIOD).filter(pk=period_id).first())
    return found


@dataclass(frozen=True, slots=True)
class Report:
    """The report of a period to one donor of its programme, as one file."""

    period: Period
    donor: Donor
    name: str
    right_object: ClassVar[str] = "results"

    def owners(self) -> set[UUID]:
        """Nobody's."""
        return set()

    def bodies(self) -> set[UUID]:
        """The body that runs the programme."""
        return self.period.bodies()


def load_report(period_id: UUID, donor_id: UUID, name: str) -> Report:
    """The report of the address."""
    if name not in FILES:
        raise Http404
    period = load_period(period_id)
    return Report(period, _or_404(period.programme.donors.filter(pk=donor_id).first()), name)


def load_figure(figure_id: UUID) -> PeriodFigure:
    """A frozen figure with its corrections."""
    rows = PeriodFigure.objects.select_related("period__programme__body", "indicator")
    found: PeriodFigure = _or_404(rows.prefetch_related("corrections").filter(pk=figure_id).first())
    return found


class Person:
    """What is told of somebody after her selection."""

    right_object = "after_creation"

    def __init__(self, participant: Participant) -> None:
        self.participant = participant

    def owners(self) -> set[UUID]:
        """The person herself, when she has an account."""
        return self.participant.owners()

    def bodies(self) -> set[UUID]:
        """The body that keeps her file."""
        return self.participant.bodies()


def load_person(participant_id: UUID) -> Person:
    """The person of the address."""
    return Person(_or_404(Participant.objects.select_related("body").filter(pk=participant_id).first()))


class Followed:
    """An accepted application, after: perhaps one month of it."""

    right_object = "after_creation"

    def __init__(self, application: Application, month: int = 0) -> None:
        self.application, self.month = application, month

    def owners(self) -> set[UUID]:
        """The person herself, when she has an account."""
        return self.application.owners()

    def bodies(self) -> set[UUID]:
        """The body that accompanies her."""
        return self.application.bodies()


def load_followed(application_id: UUID) -> Followed:
    """The accepted application of the address."""
    rows = Application.objects.select_related("call__programme__body", "participant", "decision")
    return Followed(_or_404(rows.filter(pk=application_id, decision__outcome=Outcome.SELECTED).first()))


def load_month(application_id: UUID, month: int) -> Followed:
    """One follow-up of it."""
    if month not in MONTHS:
        raise Http404
    return Followed(load_followed(application_id).application, month)


class OfEdition(Results):
    """A call as an edition of its programme."""

    def __init__(self, call: Call) -> None:
        super().__init__(call.programme)
        self.call = call


class Carrying(OfEdition):
    """A lesson beside a call: its own, or an earlier one for who designs it."""

    def __init__(self, call: Call, lesson: Lesson) -> None:
        super().__init__(call)
        self.lesson = lesson


def load_edition(call_id: UUID) -> OfEdition:
    """The call of the address."""
    return OfEdition(_or_404(Call.objects.select_related("programme__body").filter(pk=call_id).first()))


def load_lesson(call_id: UUID, lesson_id: UUID) -> Carrying:
    """A lesson of the very call."""
    call = load_edition(call_id).call
    rows = Lesson.objects.filter(call=call).select_related("figure")
    return Carrying(call, _or_404(rows.filter(pk=lesson_id).first()))


def load_carrying(call_id: UUID, lesson_id: UUID) -> Carrying:
    """A lesson of another edition of the same body."""
    call = load_edition(call_id).call
    rows = Lesson.objects.filter(call__programme__body=call.programme.body_id).exclude(call=call)
    return Carrying(call, _or_404(rows.select_related("call__programme").filter(pk=lesson_id).first()))


@dataclass(frozen=True, slots=True)
class Archive:
    """Everything of a programme, as one file of a kind."""

    programme: Programme
    name: str
    right_object: ClassVar[str] = "results"

    def owners(self) -> set[UUID]:
        """Nobody's."""
        return set()

    def bodies(self) -> set[UUID]:
        """The body that runs the programme."""
        return self.programme.bodies()


PARQUET = "all-parquet.zip"
SENTENCES = "all-sentences.zip"
"""With what was written freely about people: only for who says why (docs/decisions/0027)."""
EXPORTS = ("all.zip", PARQUET, SENTENCES)


def load_export(programme_id: UUID, name: str) -> Archive:
    """The archive of the address; Parquet only where its library is."""
    if name not in EXPORTS or (name == PARQUET and not parquet_is_there()):
        raise Http404
    return Archive(load_programme(programme_id).programme, name)


def _or_404(row: Any) -> Any:
    if row is None:
        raise Http404
    return row
