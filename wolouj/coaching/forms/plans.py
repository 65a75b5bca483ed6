"""A goal, an action."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms

from wolouj.coaching.forms import day, lines, one_of, worded
from wolouj.coaching.models import Doer
from wolouj.coaching.models.plans import TEXT
from wolouj.foundation.words import say

FAR = timedelta(days=400)


class GoalForm(forms.Form):
    """One goal, in her words."""

    text = lines("goal_text", TEXT)


class ActionForm(forms.Form):
    """One thing to do: what, who, by when."""

    text = lines("action_text", TEXT)
    doer = one_of("doer")
    due = day("action_due")

    def __init__(self, *args: Any, today: date, kept: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.kept = today, kept
        self.fields["doer"].choices = worded(Doer, "doer")  # type: ignore[attr-defined]

    def clean_due(self) -> date:
        """Today or later, not in years; the day it had already may stay."""
        due: date = self.cleaned_data["due"]
        if due != self.kept and not self.today <= due <= self.today + FAR:
            raise forms.ValidationError(say("coaching.due_bad"))
        return due
