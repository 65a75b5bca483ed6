"""What the results of a programme are told with: measures, periods and their frozen figures, facts told later."""

from wolouj.results.models.editions import Carried, Edition, Extract, Lesson
from wolouj.results.models.following import MONTHS, FollowUp, OrderPaid, jobs_told
from wolouj.results.models.measuring import HandFigure, Measured
from wolouj.results.models.periods import Correction, Period, PeriodFigure
from wolouj.results.models.telling import ToldLater

__all__ = [
    "MONTHS",
    "Carried",
    "Correction",
    "Edition",
    "Extract",
    "FollowUp",
    "HandFigure",
    "Lesson",
    "Measured",
    "OrderPaid",
    "Period",
    "PeriodFigure",
    "ToldLater",
    "jobs_told",
]
