"""Which state of a commitment may follow which. One table, read by the actions, the screens and the tests."""

from __future__ import annotations

from datetime import date

from wolouj.meetings.following.models import CommitmentState as State

STEPS: dict[State, frozenset[State]] = {
    State.ANNOUNCED: frozenset({State.CONFIRMED, State.UNDER_WAY, State.KEPT, State.NOT_KEPT, State.WITHDRAWN}),
    State.CONFIRMED: frozenset({State.UNDER_WAY, State.KEPT, State.NOT_KEPT, State.WITHDRAWN}),
    State.UNDER_WAY: frozenset({State.KEPT, State.NOT_KEPT, State.WITHDRAWN}),
    State.KEPT: frozenset({State.UNDER_WAY}),
    State.NOT_KEPT: frozenset({State.UNDER_WAY, State.KEPT}),
    State.WITHDRAWN: frozenset({State.CONFIRMED}),
}
"""From a state to those a person may say next. Nothing is an end for ever: what was not kept may be kept later, what
was said kept by mistake is under way again, and each step stays written."""

OPEN = frozenset({State.ANNOUNCED, State.CONFIRMED, State.UNDER_WAY})
"""States in which something is still expected."""
LATE = "late"
"""Said of an open commitment whose day is over."""
SIGNS = {
    State.ANNOUNCED: "wait", State.CONFIRMED: "wait", State.UNDER_WAY: "wait", State.KEPT: "go",
    State.NOT_KEPT: "stop", State.WITHDRAWN: "aside", LATE: "watch",
}  # fmt: skip


def may_follow(now: str, after: str) -> bool:
    """True when a commitment in state ``now`` may pass to ``after``."""
    return State(after) in STEPS[State(now)]


def standing(state: str, due: date | None, *, on: date) -> str:
    """The state as of that day: ``late`` when its day is over and it is still open. The day itself is not late."""
    late = State(state) in OPEN and due is not None and due < on
    return LATE if late else str(state)
