"""Which state of a request for information may follow which. One table, read by actions, screens and tests."""

from __future__ import annotations

from wolouj.petitions.information.models import RequestState as State

STEPS: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.SENT, State.CLOSED}),
    State.SENT: frozenset({State.ANSWERED, State.REFUSED, State.HEAD, State.CLOSED}),
    State.REFUSED: frozenset({State.HEAD, State.ANSWERED, State.CLOSED}),
    State.HEAD: frozenset({State.ANSWERED, State.HEAD_REPLIED, State.COMMISSION, State.CLOSED}),
    State.HEAD_REPLIED: frozenset({State.COMMISSION, State.ANSWERED, State.CLOSED}),
    State.COMMISSION: frozenset({State.ANSWERED, State.COMMISSION_REPLIED, State.COURT, State.CLOSED}),
    State.COMMISSION_REPLIED: frozenset({State.ANSWERED, State.COURT, State.CLOSED}),
    State.COURT: frozenset({State.ANSWERED, State.CLOSED}),
    State.ANSWERED: frozenset(),
    State.CLOSED: frozenset(),
}
"""Silence is not typed: after it the next door is simply open, and the days say from when."""
OVER = frozenset({State.ANSWERED, State.CLOSED})
SIGNS = {
    State.DRAFT: "unknown", State.SENT: "wait", State.ANSWERED: "go", State.REFUSED: "stop", State.HEAD: "wait",
    State.HEAD_REPLIED: "stop", State.COMMISSION: "wait", State.COMMISSION_REPLIED: "stop", State.COURT: "wait",
    State.CLOSED: "aside",
}  # fmt: skip


def may_follow(now: str, after: str) -> bool:
    """True when a request in state ``now`` may pass to ``after``."""
    return State(after) in STEPS[State(now)]
