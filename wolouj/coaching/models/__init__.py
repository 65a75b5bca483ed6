"""Who accompanies whom, what they agreed to do, and the visits."""

from wolouj.coaching.models.caseload import Following, Handover
from wolouj.coaching.models.plans import Doer, PlanAction, PlanGoal
from wolouj.coaching.models.visits import Topic, Visit, VisitPhoto, Where

__all__ = [
    "Doer",
    "Following",
    "Handover",
    "PlanAction",
    "PlanGoal",
    "Topic",
    "Visit",
    "VisitPhoto",
    "Where",
]
