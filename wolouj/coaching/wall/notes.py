"""What others noted of a person must not tell a price that the wall hides from this reader."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from wolouj.bids.queries import open_quotes
from wolouj.coaching.models import PlanAction, PlanGoal, Visit
from wolouj.people.permissions import walled
from wolouj.people.standing import Standing
from wolouj.programme.models import Participant
from wolouj.structures.queries import structures_of
from wolouj.support.discreet import without_amounts


def hides(actor: Standing, her: Participant) -> bool:
    """Whether one of her prices stands behind the wall for ``actor``: two people she accompanies answer one notice.

    A coach who noted a price, then passed the file on, would otherwise tell it to who follows the rival.
    """
    if her.person_id is None or actor.person is None or actor.principal == her.person_id:
        return False
    quotes = open_quotes(structures_of(her.person_id).values_list("pk", flat=True))
    return any(walled(actor, quote) for quote in quotes.filter(notice__cancelled_at=None))


def hidden_visits(actor: Standing, her: Participant, visits: Iterable[Visit]) -> bool:
    """As :func:`hides`, asked only when somebody else noted one of the visits: her own notes tell her nothing."""
    return any(row.coach_id != actor.person for row in visits) and hides(actor, her)


def hidden_plan(actor: Standing, her: Participant, goals: Iterable[PlanGoal]) -> bool:
    """As :func:`hides`, asked only when another, or nobody known, wrote one of the goals or what is to be done."""
    return any(row.noted_by_id != actor.person for goal in goals for row in _words_of(goal)) and hides(actor, her)


def _words_of(goal: PlanGoal) -> list[PlanGoal | PlanAction]:
    """A goal and what is to be done for it."""
    return [goal, *goal.actions.all()]


def hidden_words(actor: Standing, row: PlanGoal | PlanAction) -> bool:
    """Whether the words of one goal, or of one thing to do, are quietened for this reader."""
    return row.noted_by_id != actor.person and hides(actor, row.participant)


def plain_words(row: PlanGoal | PlanAction, reader: UUID | None) -> str:
    """The words of a goal or of what is to be done; of another, without any amount. Nothing is asked of the wall."""
    return row.text if row.noted_by_id == reader else without_amounts(row.text, every_number=True)


def quietened_plan(goals: Iterable[PlanGoal], actor: Standing) -> list[PlanGoal]:
    """The goals and what is to be done, the amounts others wrote left out. Not to be saved."""
    rows = list(goals)
    for goal in rows:
        for row in _words_of(goal):
            row.text = plain_words(row, actor.person)
    return rows


def quietened(visit: Visit, actor: Standing) -> Visit:
    """The visit of another, its amounts left out. Not to be saved."""
    if visit.coach_id != actor.person:
        visit.done = without_amounts(visit.done, every_number=True)
    return visit
