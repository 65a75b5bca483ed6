"""What is typed about a document."""

from __future__ import annotations

from typing import Any

from django import forms

from wolouj.foundation.files_asked import made_safe
from wolouj.foundation.uploads import clean
from wolouj.foundation.words import active, say, say_lazy
from wolouj.meetings.forms import line
from wolouj.meetings.models import Intervention, Meeting, both


class HandoutForm(forms.Form):
    """A title in one language at least, the file, the line of the agenda it goes with."""

    title_ar = line("handout_title_ar", 160)
    title_fr = line("handout_title_fr", 160)
    of = forms.ChoiceField(label=say_lazy("meetings.handout_of"), required=False)
    file = forms.FileField(
        label=say_lazy("meetings.handout_file"), help_text=say_lazy("meetings.handout_help"),
        error_messages={
            "required": say_lazy("meetings.handout_needed"), "empty": say_lazy("meetings.proof_empty"),
            "invalid": say_lazy("meetings.handout_needed"), "missing": say_lazy("meetings.handout_needed"),
        },
    )  # fmt: skip

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = active()
        self._lines = {str(row.id): row for row in meeting.interventions.all()}
        self.fields["of"].choices = [
            ("", say("meetings.handout_of_all")),
            *((key, both(row, "subject", lang)[0]) for key, row in self._lines.items()),
        ]

    def clean_of(self) -> Intervention | None:
        """The line of the agenda, or none."""
        return self._lines.get(self.cleaned_data["of"])

    def clean_file(self) -> Any:
        """The file, made safe."""
        return made_safe(self.cleaned_data["file"], clean)

    def clean(self) -> dict[str, Any]:
        """A title in one language at least."""
        data = super().clean() or {}
        if not data.get("title_ar") and not data.get("title_fr") and not self.errors.keys() & {"title_ar", "title_fr"}:
            self.add_error("title_ar", say("meetings.title_needed"))
        return data
