"""Paths and modules; groups, learners, sessions; signed sheets; tests, faces, certificates; exercises."""

from wolouj.training.models.groups import Expected, Group, Learner, Session
from wolouj.training.models.paths import Module, Path
from wolouj.training.models.practice import Attempt, Exercise
from wolouj.training.models.results import Certificate, CertificateGap, Face, Felt, Moment, Taken
from wolouj.training.models.sheets import SignedSheet

__all__ = [
    "Attempt", "Certificate", "CertificateGap", "Exercise", "Expected", "Face", "Felt", "Group", "Learner", "Module",
    "Moment", "Path", "Session", "SignedSheet", "Taken",
]  # fmt: skip
