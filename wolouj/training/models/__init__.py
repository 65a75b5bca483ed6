"""Paths and their modules; groups, who learns in them; sessions and who is expected."""

from wolouj.training.models.groups import Expected, Group, Learner, Session
from wolouj.training.models.paths import Module, Path

__all__ = ["Expected", "Group", "Learner", "Module", "Path", "Session"]
