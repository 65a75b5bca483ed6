"""The tables of the room."""

from wolouj.advocacy.models.causes import (
    AUDIENCES,
    Addressee,
    Article,
    Audience,
    Cause,
    CauseState,
    Difficulty,
    Fact,
    FactKind,
    Lead,
    Step,
    StepKind,
)

__all__ = [
    "AUDIENCES",
    "Addressee",
    "Article",
    "Audience",
    "Cause",
    "CauseState",
    "Difficulty",
    "Fact",
    "FactKind",
    "Lead",
    "Step",
    "StepKind",
]
