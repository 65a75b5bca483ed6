"""What is typed about a meeting. Forms check; they save nothing."""

from __future__ import annotations

from typing import Any

from django import forms

from wolouj.foundation.typed import TypedText
from wolouj.foundation.words import active, say, say_lazy
from wolouj.gatherings.models import Spoken
from wolouj.meetings.models import Level
from wolouj.people.models import Body
from wolouj.reference import territories

DAY_ERRORS = {"required": say_lazy("meetings.day_needed"), "invalid": say_lazy("meetings.day_bad")}


def line(key: str, most: int, **kwargs: Any) -> TypedText:
    """One line of text that may stay empty."""
    kwargs.setdefault("required", False)
    return TypedText(
        label=say_lazy(f"meetings.{key}"), max_length=most,
        error_messages={"max_length": say_lazy("meetings.too_long"), "required": say_lazy("meetings.needed")},
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}), **kwargs,
    )  # fmt: skip


class MeetingForm(forms.Form):
    """Title and place in one language or both, day, length, language, reach."""

    body = forms.ChoiceField(label=say_lazy("meetings.body"))
    title_ar = line("title_ar", 200)
    title_fr = line("title_fr", 200)
    day = forms.DateField(
        label=say_lazy("meetings.day"), error_messages=DAY_ERRORS,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    half_days = forms.IntegerField(
        label=say_lazy("meetings.half_days"), min_value=1, max_value=20, initial=1,
        error_messages={
            "required": say_lazy("meetings.half_days_bad"), "invalid": say_lazy("meetings.half_days_bad"),
            "min_value": say_lazy("meetings.half_days_bad"), "max_value": say_lazy("meetings.half_days_bad"),
        },
    )  # fmt: skip
    place_ar = line("place_ar", 200)
    place_fr = line("place_fr", 200)
    region = forms.ChoiceField(label=say_lazy("meetings.region"), required=False)
    level = forms.ChoiceField(label=say_lazy("meetings.level"), initial=Level.LOCAL)
    language = forms.ChoiceField(label=say_lazy("meetings.language"), initial=Spoken.DARIJA)

    def __init__(self, *args: Any, bodies: list[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = active()
        self.bodies = {str(body.id): body for body in bodies}
        self.fields["body"].choices = [(key, body.shown_name(lang)) for key, body in self.bodies.items()]
        self.fields["region"].choices = [
            ("", say("meetings.region_any")), *((r.code, r.name(lang)) for r in territories.regions())
        ]  # fmt: skip
        self.fields["level"].choices = [(each.value, say(f"meetings.level_{each.value}")) for each in Level]
        self.fields["language"].choices = [(each.value, say(f"meetings.spoken_{each.value}")) for each in Spoken]
        if len(bodies) == 1:
            self.fields["body"].widget = forms.HiddenInput()
            self.fields["body"].initial = str(bodies[0].id)

    def clean(self) -> dict[str, Any]:
        """A title in one language at least."""
        data = super().clean() or {}
        if not data.get("title_ar") and not data.get("title_fr") and not self.errors.keys() & {"title_ar", "title_fr"}:
            self.add_error("title_ar", say("meetings.title_needed"))
        return data
