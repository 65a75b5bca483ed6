"""Which state of a referral may follow which, and the clocks of who owes an answer. One table, read everywhere."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import IntEnum

from wolouj.support.models import ReferralState as State

STEPS: dict[State, frozenset[State]] = {
    State.SENT: frozenset({State.RECEIVED, State.ACCEPTED, State.REFUSED, State.REDIRECTED, State.WITHDRAWN}),
    State.RECEIVED: frozenset({State.ACCEPTED, State.REFUSED, State.REDIRECTED, State.WITHDRAWN}),
    State.ACCEPTED: frozenset({State.WITHDRAWN}),
    State.REFUSED: frozenset({State.ACCEPTED, State.WITHDRAWN}),
    State.REDIRECTED: frozenset({State.WITHDRAWN}),
    State.WITHDRAWN: frozenset(),
}
"""From a state to those that may follow. A refusal may be mended; a consent taken back ends it."""
OPEN = frozenset({State.SENT, State.RECEIVED})
"""An answer is still owed."""
ANSWERS = frozenset({State.ACCEPTED, State.REFUSED, State.REDIRECTED})
SIGNS = {
    State.SENT: "wait", State.RECEIVED: "wait", State.ACCEPTED: "go", State.REFUSED: "stop",
    State.REDIRECTED: "watch", State.WITHDRAWN: "aside",
}  # fmt: skip

FIRST, SECOND, THIRD = timedelta(hours=48), timedelta(days=5), timedelta(days=10)
"""When one who owes an answer is reminded: 48 hours, then 5 and 10 days after it was asked."""


class Clock(IntEnum):
    """How far the clock of who owes an answer has come."""

    RUNNING = 0
    LATE = 1
    """Over 48 hours: whoever owes it is reminded."""
    VERY_LATE = 2
    """Over 5 days: whoever sent her is told too."""
    ESCALATED = 3
    """Over 10 days: the manager has it."""


def clock_of(since: datetime, *, at: datetime) -> Clock:
    """The clock of something asked at ``since`` and not answered at ``at``."""
    passed = at - since
    return Clock(sum(passed >= step for step in (FIRST, SECOND, THIRD)))


def next_due(since: datetime, *, at: datetime) -> datetime | None:
    """The next instant at which the clock moves; ``None`` once it has come to its end."""
    return next((since + step for step in (FIRST, SECOND, THIRD) if since + step > at), None)


def may_follow(now: str, after: str) -> bool:
    """True when a referral in state ``now`` may pass to ``after``."""
    return State(after) in STEPS[State(now)]
