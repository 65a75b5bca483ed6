"""The questions of an application, in their order: five short screens, each saved at once."""

from __future__ import annotations

STEPS = ("contact", "you", "project", "conditions", "send")


def after(step: str) -> str:
    """The next question; the last one stays."""
    return STEPS[min(STEPS.index(step) + 1, len(STEPS) - 1)]


def before(step: str) -> str:
    """The question before; empty before the first."""
    here = STEPS.index(step)
    return STEPS[here - 1] if here else ""
