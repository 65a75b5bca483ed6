"""The plan: up to three open goals, dated actions, done or not."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction

from wolouj.coaching.models import Doer, PlanAction, PlanGoal
from wolouj.coaching.models.plans import GOALS
from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair
from wolouj.programme.models import Participant


def set_goal(*, participant: Participant, text: str, by: Actor, at: datetime) -> PlanGoal:
    """A new goal, in the first free place.

    Raises:
        BadInput: three are open.
    """
    try:
        with transaction.atomic():
            taken = PlanGoal.objects.filter(participant=participant, closed_at=None).values_list("position", flat=True)
            free = sorted(set(range(1, GOALS + 1)) - set(taken))
            if not free:
                raise BadInput(pair("coaching.three_goals", n=GOALS), field="text")
            goal = PlanGoal.objects.create(
                participant=participant, position=free[0], text=text, noted_by_id=by.person, opened_at=at
            )
            _line("goal_set", goal, participant, by, at)
    except IntegrityError as fault:  # two at the same instant took the same place: the second is told
        raise BadInput(pair("coaching.three_goals", n=GOALS), field="text") from fault
    return goal


def reword_goal(*, goal: PlanGoal, text: str, by: Actor, at: datetime) -> PlanGoal:
    """Say a goal better; the words are then those of who says it. The same again changes nothing."""
    if goal.text == text:
        return goal
    goal.text, goal.noted_by_id = text, by.person
    with transaction.atomic():
        goal.save(update_fields=["text", "noted_by"])
        _line("goal_set", goal, goal.participant, by, at)
    return goal


def close_goal(*, goal: PlanGoal, reached: bool, by: Actor, at: datetime) -> PlanGoal:
    """It is reached, or left aside: its place is free for another. A closed goal stays as it was closed."""
    with transaction.atomic():
        found = PlanGoal.objects.select_for_update(of=("self",)).select_related("participant").get(pk=goal.pk)
        if found.closed_at is None:
            found.closed_at, found.reached = at, reached
            found.save(update_fields=["closed_at", "reached"])
            _line("goal_closed", found, found.participant, by, at, reached=reached)
    return found


def add_action(*, goal: PlanGoal, text: str, doer: Doer, due: date, by: Actor, at: datetime) -> PlanAction:
    """One thing to do for a goal, by somebody, by a day."""
    with transaction.atomic():
        made = PlanAction.objects.create(
            goal=goal, participant=goal.participant, text=text, noted_by_id=by.person, doer=doer, due=due, made_at=at
        )
        _line("action_planned", made, goal.participant, by, at, doer=str(doer), due=due)
    return made


def mark_action(*, action: PlanAction, done_on: date | None, by: Actor, at: datetime) -> PlanAction:
    """It was done that day; ``None``: it was not, after all. The same again changes nothing."""
    if action.done_on == done_on or (action.done_on and done_on):
        return action
    action.done_on = done_on
    with transaction.atomic():
        action.save(update_fields=["done_on"])
        _line("action_marked", action, action.participant, by, at, done=done_on is not None)
    return action


def change_action(
    *, action: PlanAction, text: str, doer: Doer, due: date, by: Actor, at: datetime
) -> PlanAction:  # fmt: skip
    """Say it better, agree on another day; the audit keeps the day there was. The same again changes nothing."""
    before = action.due
    if (action.text, action.doer, before) == (text, doer, due):
        return action
    if action.text != text:  # another day alone leaves the words to who wrote them
        action.text, action.noted_by_id = text, by.person
    action.doer, action.due = doer, due
    with transaction.atomic():
        action.save(update_fields=["text", "noted_by", "doer", "due"])
        _line("action_changed", action, action.participant, by, at, before=before, after=due)
    return action


def _line(
    act: str, row: PlanGoal | PlanAction, participant: Participant, by: Actor, at: datetime, **detail: object
) -> None:
    audit.record(at=at, by=by, act=act, about=row, concerns=participant.person_id, detail=detail)
