"""The fifteen questions, each with its picture and three answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField

from wolouj.coaching.capacity.questions import Answer, questions
from wolouj.coaching.forms import LISTED, worded
from wolouj.foundation.words import active, say


class CapacityForm(forms.Form):
    """One radio trio a question; nothing is chosen beforehand."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = active()
        for each in questions().values():
            self.fields[each.key] = forms.ChoiceField(
                label=each.asks(lang), widget=forms.RadioSelect, choices=worded(Answer, "answer"),
                error_messages=LISTED | {"required": say("coaching.answer_one")},
            )  # fmt: skip

    def by_area(self) -> Iterator[tuple[str, list[BoundField]]]:
        """The questions under their areas."""
        areas: dict[str, list[BoundField]] = {}
        for each in questions().values():
            areas.setdefault(each.area, []).append(self[each.key])
        for area, fields in areas.items():
            yield say(f"coaching.area_{area}"), fields
