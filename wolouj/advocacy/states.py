"""What may happen to a cause in which state, and the state that follows. One table for actions, screens and tests."""

from __future__ import annotations

from wolouj.advocacy.models.causes import CauseState as State
from wolouj.advocacy.models.causes import StepKind as Kind

STEPS: dict[Kind, dict[State, State]] = {
    Kind.READY: {State.DRAFT: State.READY},
    Kind.REOPENED: {State.READY: State.DRAFT, State.CLOSED: State.DRAFT},
    Kind.SENT: {State.READY: State.SENT, State.SENT: State.SENT, State.ANSWERED: State.ANSWERED},
    Kind.ACKNOWLEDGED: {State.SENT: State.SENT, State.ANSWERED: State.ANSWERED},
    Kind.ANSWERED: {State.SENT: State.ANSWERED, State.ANSWERED: State.ANSWERED},
    Kind.AGENDA: {State.SENT: State.SENT, State.ANSWERED: State.ANSWERED},
    Kind.VOTE: {State.SENT: State.ANSWERED, State.ANSWERED: State.ANSWERED},
    Kind.FOLLOW_UP: {State.SENT: State.SENT, State.ANSWERED: State.ANSWERED, State.CLOSED: State.CLOSED},
    Kind.CLOSED: {State.DRAFT: State.CLOSED, State.READY: State.CLOSED, State.SENT: State.CLOSED,
                  State.ANSWERED: State.CLOSED},
}  # fmt: skip
"""What happens -> the state it happens in -> the state after it. What is not there cannot happen then."""

OPEN = frozenset({State.DRAFT, State.READY, State.SENT, State.ANSWERED})
WRITTEN = frozenset({State.DRAFT, State.READY})
"""States in which its texts, facts and articles may still change: what was sent stays as it was sent."""
TOLD = tuple(kind for kind in Kind if kind not in (Kind.READY, Kind.REOPENED, Kind.SENT))
"""Steps told afterwards with a form of their own; the others come with a gesture."""
SIGNS = {
    State.DRAFT: "wait", State.READY: "go", State.SENT: "wait", State.ANSWERED: "go", State.CLOSED: "aside",
}  # fmt: skip


def after(kind: str, state: str) -> State | None:
    """The state that follows ``kind`` in ``state``; ``None`` when it cannot happen now."""
    return STEPS[Kind(kind)].get(State(state))


def possible(state: str) -> tuple[Kind, ...]:
    """What may be told next, by the form of steps."""
    return tuple(kind for kind in TOLD if State(state) in STEPS[kind])
