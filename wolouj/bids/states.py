"""Which state may follow which, and who says so. One table, read by the actions, the screens and the tests."""

from __future__ import annotations

from wolouj.bids.models import State

STEPS: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.READY, State.DECLINED}),
    State.READY: frozenset({State.DRAFT, State.SENT, State.DECLINED}),
    State.SENT: frozenset({State.INVITED, State.WON, State.LOST, State.WITHDRAWN, State.DRAFT}),
    State.INVITED: frozenset({State.CONFIRMED, State.LOST, State.WITHDRAWN}),
    State.CONFIRMED: frozenset({State.WON, State.LOST, State.WITHDRAWN}),
    State.WON: frozenset(),
    State.LOST: frozenset(),
    State.DECLINED: frozenset({State.DRAFT}),
    State.WITHDRAWN: frozenset(),
    State.CANCELLED: frozenset(),
}
"""From a state to those a person may choose next. ``cancelled`` comes with the notice, from any open state."""

OPEN = frozenset({State.DRAFT, State.READY, State.SENT, State.INVITED, State.CONFIRMED})
"""States in which something may still happen."""

SPEAKS = frozenset({State.LOST, State.DECLINED, State.WITHDRAWN})
"""Ends of which a person may tell what stopped her, in the register of difficulties."""

ROAD = (State.DRAFT, State.READY, State.SENT, State.INVITED, State.CONFIRMED, State.WON)
"""The thread shown to the person, from the first figure to the order."""


def may_follow(now: State, after: State) -> bool:
    """True when a quote in state ``now`` may pass to ``after``."""
    if after is State.CANCELLED:
        return now in OPEN
    return after in STEPS[now]
