"""Paths and their modules; groups, who learns in them; sessions, who is expected, the signed sheets."""

from wolouj.training.models.groups import Expected, Group, Learner, Session
from wolouj.training.models.paths import Module, Path
from wolouj.training.models.sheets import SignedSheet

__all__ = ["Expected", "Group", "Learner", "Module", "Path", "Session", "SignedSheet"]
