"""Who accompanies whom, what they agreed to do, and the visits."""

from wolouj.coaching.models.capacity import CapacityReview, OwnReview
from wolouj.coaching.models.caseload import Following, Handover
from wolouj.coaching.models.plans import Doer, PlanAction, PlanGoal
from wolouj.coaching.models.visits import Topic, Visit, VisitBefore, VisitPhoto, Where
from wolouj.coaching.models.wall import SecondCoach

__all__ = [
    "CapacityReview",
    "Doer",
    "Following",
    "Handover",
    "OwnReview",
    "PlanAction",
    "PlanGoal",
    "SecondCoach",
    "Topic",
    "Visit",
    "VisitBefore",
    "VisitPhoto",
    "Where",
]
