"""What is typed about a request for information. Forms check; they save nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from wolouj.foundation.files_asked import made_safe
from wolouj.foundation.uploads import clean
from wolouj.foundation.words import active, say, say_lazy
from wolouj.people.models import Body
from wolouj.petitions.forms import LIST, day, line, lines, radio
from wolouj.petitions.information.actions import Told
from wolouj.petitions.information.models import TEXT
from wolouj.petitions.information.states import STEPS, State

SELF = "self"


class RequestForm(forms.Form):
    """Of whom, what, in whose name."""

    whose = forms.ChoiceField(label=say_lazy("petitions.whose"), error_messages=LIST)
    institution_ar = line("institution_ar")
    institution_fr = line("institution_fr", help_text=say_lazy("petitions.institution_help"))
    asked_ar = lines("asked_ar", TEXT, rows=4, help_text=say_lazy("petitions.asked_help"))
    asked_fr = lines("asked_fr", TEXT, rows=4)
    urgent = forms.BooleanField(label=say_lazy("petitions.urgent"), required=False)

    def __init__(self, *args: Any, bodies: list[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = {str(body.id): body for body in bodies}
        named = [(key, body.shown_name(active())) for key, body in self.bodies.items()]
        self.fields["whose"].choices = [*named, (SELF, say("petitions.whose_self"))]
        if not bodies:
            self.fields["whose"].widget = forms.HiddenInput()
            self.fields["whose"].initial = SELF

    def clean(self) -> dict[str, Any]:
        """An address and a question, in one language at least."""
        data = super().clean() or {}
        for name in ("institution", "asked"):
            both = (f"{name}_ar", f"{name}_fr")
            if not any(data.get(key) for key in both) and not any(key in self.errors for key in both):
                self.add_error(both[0], say("petitions.text_needed"))
        return data

    def told(self) -> dict[str, Any]:
        """The fields of the request, for the action."""
        return {name: value for name, value in self.cleaned_data.items() if name != "whose"}


class RequestStepForm(forms.Form):
    """A step: the new state, its day, what shows it."""

    state = radio("new_state")
    on = day("happened_on")
    number = line("receipt_number", 60, help_text=say_lazy("petitions.receipt_help"))
    note = lines("note", TEXT, rows=2)
    proof = forms.FileField(
        label=say_lazy("petitions.proof"), required=False, error_messages={"empty": say_lazy("petitions.proof_empty")}
    )

    def __init__(self, *args: Any, state: str, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = on
        after = [each for each in State if each in STEPS[State(state)]]
        self.fields["state"].choices = [(each.value, say(f"petitions.info_do_{each.value}")) for each in after]

    def clean_on(self) -> Any:
        """Not after today."""
        on = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(say("petitions.day_to_come"))
        return on

    def clean_proof(self) -> Any:
        """The file, made safe."""
        return made_safe(self.cleaned_data["proof"], clean)

    def told(self) -> Told:
        """The step, for the action."""
        return Told(**self.cleaned_data)
