"""Where a file may stand, what moves it, and whose hand that takes. One table, read by actions, screens and tests."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Few, and said to the person in plain words."""

    DRAFT = "draft"
    RECEIVED = "received"
    COMPLETE = "complete"
    STUDY = "study"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    SIGNED = "signed"
    PAID = "paid"
    """With the number of the tranche."""
    PROVED = "proved"
    """With the number of the tranche."""
    CLOSED = "closed"
    STOPPED = "stopped"
    WITHDRAWN = "withdrawn"


class Duty(StrEnum):
    """Whose hand a step takes. The last three never meet in one person on one file (:mod:`duties`)."""

    HERS = "hers"
    PROPOSE = "propose"
    DECIDE = "decide"
    PAY = "pay"


@dataclass(frozen=True, slots=True)
class Step:
    """From ``before``, the act brings ``after``, by a hand of that duty."""

    before: State
    act: str
    after: State
    duty: Duty


_S, _D = State, Duty
STEPS: tuple[Step, ...] = (
    Step(_S.DRAFT, "send", _S.RECEIVED, _D.HERS),
    Step(_S.RECEIVED, "send_back", _S.DRAFT, _D.PROPOSE),
    Step(_S.RECEIVED, "complete", _S.COMPLETE, _D.PROPOSE),
    Step(_S.COMPLETE, "send_back", _S.DRAFT, _D.PROPOSE),
    Step(_S.COMPLETE, "propose", _S.STUDY, _D.PROPOSE),
    Step(_S.STUDY, "accept", _S.ACCEPTED, _D.DECIDE),
    Step(_S.STUDY, "refuse", _S.REFUSED, _D.DECIDE),
    Step(_S.ACCEPTED, "sign", _S.SIGNED, _D.PROPOSE),
    Step(_S.SIGNED, "pay", _S.PAID, _D.PAY),
    Step(_S.PAID, "prove", _S.PROVED, _D.PAY),
    Step(_S.PROVED, "pay", _S.PAID, _D.PAY),
    Step(_S.PAID, "take_back", _S.SIGNED, _D.PAY),
    Step(_S.PAID, "take_back", _S.PROVED, _D.PAY),
    Step(_S.PROVED, "close", _S.CLOSED, _D.DECIDE),
    *(Step(s, "stop", _S.STOPPED, _D.DECIDE) for s in (_S.ACCEPTED, _S.SIGNED, _S.PAID, _S.PROVED)),
    *(Step(s, "withdraw", _S.WITHDRAWN, _D.HERS) for s in (_S.DRAFT, _S.RECEIVED, _S.COMPLETE, _S.STUDY)),
)
"""A payment taken back returns the file to where it was before it: signed for the first tranche, proved after it."""

ROAD = (_S.RECEIVED, _S.COMPLETE, _S.STUDY, _S.ACCEPTED, _S.SIGNED)
"""What comes before the tranches, as the person's page draws it."""
ENDED = frozenset({_S.REFUSED, _S.CLOSED, _S.STOPPED, _S.WITHDRAWN})
RUNS = frozenset({_S.ACCEPTED, _S.SIGNED, _S.PAID, _S.PROVED})
"""Money is set aside for it."""


def steps_from(state: str) -> list[Step]:
    """What may happen now."""
    return [step for step in STEPS if step.before == state]


def step_of(state: str, act: str, *, turn: int = 0) -> Step | None:
    """The step an act makes from a state; ``turn``: the tranche a payment is taken back from."""
    found = [step for step in STEPS if step.before == state and step.act == act]
    if act == "take_back" and found:
        return found[0] if turn <= 1 else found[1]
    return found[0] if found else None
