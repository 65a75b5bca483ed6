"""Who accompanies whom, what they agreed to do, and the visits."""

from wolouj.coaching.models.capacity import CapacityReview
from wolouj.coaching.models.caseload import Following, Handover
from wolouj.coaching.models.plans import Doer, PlanAction, PlanGoal
from wolouj.coaching.models.visits import Topic, Visit, VisitPhoto, Where
from wolouj.coaching.models.wall import SecondCoach

__all__ = [
    "CapacityReview",
    "Doer",
    "Following",
    "Handover",
    "PlanAction",
    "PlanGoal",
    "SecondCoach",
    "Topic",
    "Visit",
    "VisitPhoto",
    "Where",
]
