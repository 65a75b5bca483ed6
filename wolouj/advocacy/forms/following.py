"""What is typed about what became of a cause."""

from __future__ import annotations

from typing import Any

from django import forms

from wolouj.advocacy.forms.fields import LIST, OneLanguage, PastDay, day, line, lines
from wolouj.advocacy.models.causes import NOTE, PLACE_NAME
from wolouj.advocacy.states import possible
from wolouj.foundation.files_asked import made_safe
from wolouj.foundation.uploads import clean
from wolouj.foundation.words import say, say_lazy


class SendForm(OneLanguage, PastDay):
    """To whom a note was sent, and when."""

    both = ("whom",)
    whom_ar = line("whom_ar", PLACE_NAME)
    whom_fr = line("whom_fr", PLACE_NAME)
    on = day("sent_day")
    note_ar = lines("how_ar", NOTE, rows=2)
    note_fr = lines("how_fr", NOTE, rows=2)


class StepForm(PastDay):
    """What happened, its day, and what shows it."""

    kind = forms.ChoiceField(label=say_lazy("advocacy.happened"), widget=forms.RadioSelect, error_messages=LIST)
    on = day("step_day")
    whom_ar = line("who_ar", PLACE_NAME)
    whom_fr = line("who_fr", PLACE_NAME)
    note_ar = lines("note_ar", NOTE, rows=3)
    note_fr = lines("note_fr", NOTE, rows=3)
    link = forms.URLField(
        label=say_lazy("advocacy.link"), required=False, max_length=500, assume_scheme="https",
        error_messages={"invalid": say_lazy("advocacy.link_bad"), "max_length": say_lazy("advocacy.link_bad")},
        widget=forms.URLInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )  # fmt: skip
    proof = forms.FileField(
        label=say_lazy("advocacy.proof"), required=False, help_text=say_lazy("advocacy.proof_help"),
        error_messages={"empty": say_lazy("advocacy.proof_empty")},
    )  # fmt: skip

    def __init__(self, *args: Any, state: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(each.value, say(f"advocacy.step_{each.value}")) for each in possible(state)]

    def clean_link(self) -> str:
        """Only what a browser opens safely."""
        link: str = self.cleaned_data["link"]
        if link and not link.lower().startswith(("https://", "http://")):
            raise forms.ValidationError(say("advocacy.link_bad"))
        return link

    def clean_proof(self) -> Any:
        """The file, made safe."""
        return made_safe(self.cleaned_data["proof"], clean)
