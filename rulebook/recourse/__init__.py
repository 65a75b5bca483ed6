"""Something went wrong: to whom does one write, by when, and when must the answer come?

A bidder's complaint: articles 163 and 164 of decree 2-22-431 (the buyer, then the national commission of public
procurement, decree 2-14-867 as amended by 2-22-335), 142 (waiting before approval), 152 (time to answer before an
exclusion), and the administrative court (law 41-90). Any administration: Chikaya (decree 2-17-265). Access to
information: law 31-13, four steps.

Ask :func:`advise` about a :class:`Grievance`; holidays come in as a ``Calendar``, as in the chapter of deadlines. The
days of the information law are working days; the others are counted by the calendar.

Not established, so asked and never ruled: the days one has to complain to the buyer and to seize the commission (an
indication is shown, unsure), whether the buyer must be seized first, whether a complaint suspends the award, whether
purchase orders are admissible before the commission. Rules of older decrees still found online are called out.
"""

from rulebook.recourse.asking import advise
from rulebook.recourse.facts import Grievance, Ground

__all__ = ["Grievance", "Ground", "advise"]
