"""When must what happen, for one notice?

A dated timeline of one notice: what the bidder must do by when, what the buyer must do by when. For tenders, articles
22, 23, 25, 28, 34, 36, 47, 142 and 143 of decree 2-22-431; for purchase orders, article 91; payment, decree 2-16-344.

:func:`timeline` (or :func:`dates`, with the questions) is a door of its own: ``judge`` does not go through it.
Holidays come in as a ``Calendar``; the rulebook holds none. Each delay keeps its unit, and where the decree counts
days a tolerance of one day is told, because how they are counted has not been read.

Not established, so asked and never ruled: how the days of the decree are counted, above which amounts the long
publicity delay holds, how long a purchase notice stays open, how long one has to confirm.
"""

from rulebook.deadlines.counting import Calendar, Holiday, NoHolidays, Unit
from rulebook.deadlines.dates import Dated, dates, timeline
from rulebook.deadlines.milestones import Known, Milestone, NoTimeline
from rulebook.engine.facts import Tender

__all__ = [
    "Calendar",
    "Dated",
    "Holiday",
    "Known",
    "Milestone",
    "NoHolidays",
    "NoTimeline",
    "Tender",
    "Unit",
    "dates",
    "timeline",
]
