"""What is typed about what became of a commitment. Forms check; they save nothing."""

from __future__ import annotations

from typing import Any

from django import forms

from wolouj.foundation.files_asked import made_safe
from wolouj.foundation.uploads import clean
from wolouj.foundation.words import say, say_lazy
from wolouj.meetings.following.actions import Happened
from wolouj.meetings.following.models import PROSE
from wolouj.meetings.following.states import STEPS, State
from wolouj.meetings.forms import DAY_ERRORS, line, lines


def past_day() -> forms.DateField:
    """A day that is over, or today."""
    return forms.DateField(
        label=say_lazy("meetings.happened_on"), error_messages=DAY_ERRORS,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip


class _Dated(forms.Form):
    """A form that tells of something done: its day is not to come."""

    def __init__(self, *args: Any, on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = on

    def clean_on(self) -> Any:
        """Not after today."""
        day = self.cleaned_data["on"]
        if day > self.today:
            raise forms.ValidationError(say("meetings.day_to_come"))
        return day


class StepForm(_Dated):
    """A state, its day, and what shows it: a note in one language or both, a link, a file."""

    state = forms.ChoiceField(
        label=say_lazy("meetings.new_state"), widget=forms.RadioSelect,
        error_messages={"required": say_lazy("meetings.state_needed"), "invalid_choice": say_lazy("meetings.not_now")},
    )  # fmt: skip
    on = past_day()
    note_ar = lines("note_ar", PROSE, rows=2)
    note_fr = lines("note_fr", PROSE, rows=2)
    link = forms.URLField(
        label=say_lazy("meetings.proof_link"), required=False, max_length=500, assume_scheme="https",
        error_messages={"invalid": say_lazy("meetings.link_bad"), "max_length": say_lazy("meetings.link_bad")},
        widget=forms.URLInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )  # fmt: skip
    proof = forms.FileField(
        label=say_lazy("meetings.proof_file"), required=False, help_text=say_lazy("meetings.proof_help"),
        error_messages={"empty": say_lazy("meetings.proof_empty")},
    )  # fmt: skip

    def __init__(self, *args: Any, state: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        after = [each for each in State if each in STEPS[State(state)]]
        self.fields["state"].choices = [(each.value, say(f"meetings.state_{each.value}")) for each in after]

    def clean_link(self) -> str:
        """Only what a browser opens safely."""
        link: str = self.cleaned_data["link"]
        if link and not link.lower().startswith(("https://", "http://")):
            raise forms.ValidationError(say("meetings.link_bad"))
        return link

    def clean_proof(self) -> Any:
        """The file, made safe."""
        return made_safe(self.cleaned_data["proof"], clean)

    def happened(self) -> Happened:
        """The step, for the action."""
        return Happened(**self.cleaned_data)


class ReplyForm(_Dated):
    """The institution's own line, as it gives it."""

    function = line("reply_function", 160, required=True)
    text_ar = lines("reply_ar", PROSE, rows=4)
    text_fr = lines("reply_fr", PROSE, rows=4)
    on = past_day()

    def __init__(self, *args: Any, by_link: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if by_link:
            del self.fields["on"]

    def clean(self) -> dict[str, Any]:
        """A text in one language at least."""
        data = super().clean() or {}
        names = ("text_ar", "text_fr")
        if not any(data.get(name) for name in names) and not any(name in self.errors for name in names):
            self.add_error("text_ar", say("meetings.text_needed"))
        return data
