"""Everything there is to tell, by every room that tells: what the hourly job, the command and the demo run."""

from __future__ import annotations

from datetime import datetime

from wolouj.alerts.planning.plan import Planned, plan
from wolouj.coaching import reminding as clocks
from wolouj.foundation.actor import Actor
from wolouj.meetings import telling
from wolouj.orders import reminding
from wolouj.support import reminding as support


def plan_all(*, by: Actor, at: datetime) -> Planned:
    """Write it to the outbox, once each."""
    planned = plan(by=by, at=at)
    told = telling.tell(by=by, at=at) | reminding.tell(by=by, at=at)
    return Planned(planned.written | told, planned.called_off)


def remind_all(*, by: Actor, at: datetime) -> int:
    """Recall to each helper what she owes: answers, visits, what she said she would do; how many are new."""
    return support.remind(by=by, at=at) + clocks.remind(by=by, at=at)
