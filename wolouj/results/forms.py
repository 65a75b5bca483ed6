"""What is typed in this room. Forms check; they save nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from wolouj.bids.forms import AmountField
from wolouj.foundation.typed import TypedText
from wolouj.foundation.words import say, say_lazy
from wolouj.programme.models import Indicator
from wolouj.results.counting.measures import available

BY_HAND = "by_hand"


def day(key: str, **kwargs: Any) -> forms.DateField:
    """A day."""
    return forms.DateField(
        label=say_lazy(f"results.{key}"),
        error_messages={"required": say_lazy("results.day_needed"), "invalid": say_lazy("results.day_bad")},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs,
    )  # fmt: skip


def line(key: str, most: int, **kwargs: Any) -> TypedText:
    """One line of text."""
    return TypedText(
        label=say_lazy(f"results.{key}"), max_length=most,
        error_messages={"max_length": say_lazy("results.too_long"), "required": say_lazy("results.needed")},
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}), **kwargs,
    )  # fmt: skip


class MeasureForm(forms.Form):
    """Which measure counts an indicator, or that it is told by hand."""

    measure = forms.ChoiceField(
        label=say_lazy("results.counted_by"), widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), say_lazy("results.choose_listed")),
    )  # fmt: skip

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fit = [each for each in available() if (each.base is not None) == indicator.is_share]
        self.fields["measure"].choices = [
            *((each.key, say(f"results.measure_{each.key}")) for each in fit),
            (BY_HAND, say("results.by_hand")),
        ]


class HandForm(forms.Form):
    """A figure told by hand: its day, its value, where it comes from."""

    value = AmountField(label=say_lazy("results.value"), required=True)
    on = day("on_day")
    source = line("source", 300, help_text=say_lazy("results.source_help"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["value"].error_messages["required"] = say("results.needed")

    def clean_on(self) -> date:
        """Not a day to come."""
        told: date = self.cleaned_data["on"]
        if told > self.today:
            raise forms.ValidationError(say("results.day_to_come"))
        return told
