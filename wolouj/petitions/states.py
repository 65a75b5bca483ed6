"""Which state of a petition may follow which. One table, read by the actions, the screens and the tests."""

from __future__ import annotations

from datetime import date

from wolouj.petitions.models import PetitionState as State

STEPS: dict[State, frozenset[State]] = {
    State.PREPARING: frozenset({State.GATHERING, State.FILED, State.WITHDRAWN}),
    State.GATHERING: frozenset({State.PREPARING, State.FILED, State.WITHDRAWN}),
    State.FILED: frozenset({State.ACCEPTED, State.REFUSED, State.WITHDRAWN}),
    State.ACCEPTED: frozenset({State.ADOPTED, State.REJECTED, State.WITHDRAWN}),
    State.REFUSED: frozenset({State.PREPARING, State.GATHERING, State.FILED, State.ACCEPTED, State.WITHDRAWN}),
    State.ADOPTED: frozenset({State.DONE}),
    State.REJECTED: frozenset(),
    State.DONE: frozenset(),
    State.WITHDRAWN: frozenset({State.PREPARING}),
}
"""A refused one may be mended and filed again; before a judge or by a second look it may still be accepted."""
WRITABLE = frozenset({State.PREPARING})
"""States in which its text may change: afterwards people have signed it as it was."""
ANSWERABLE = frozenset({State.PREPARING, State.GATHERING, State.REFUSED})
"""States in which its conditions may still be answered."""
COUNTS = frozenset({State.GATHERING, State.REFUSED})
"""States in which signatures are counted."""
OVER = frozenset({State.ADOPTED, State.REJECTED, State.DONE, State.WITHDRAWN})
"""States in which taking a signature back changes nothing any more: the vote was held, or it is no longer carried."""
LATE = "late"
"""Said of a filed petition whose answer is overdue."""
SIGNS = {
    State.PREPARING: "unknown", State.GATHERING: "wait", State.FILED: "wait", State.ACCEPTED: "go",
    State.REFUSED: "stop", State.ADOPTED: "go", State.REJECTED: "stop", State.DONE: "go", State.WITHDRAWN: "aside",
    LATE: "watch",
}  # fmt: skip


def may_follow(now: str, after: str) -> bool:
    """True when a petition in state ``now`` may pass to ``after``."""
    return State(after) in STEPS[State(now)]


def standing(state: str, answer_by: date | None, *, on: date) -> str:
    """The state as of that day: ``late`` when it is filed and the day of its answer is over. That day is not late."""
    late = state == State.FILED and answer_by is not None and answer_by < on
    return LATE if late else str(state)
