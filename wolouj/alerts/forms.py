"""How one wants to be told, as it is typed. Checks; saves nothing."""

from __future__ import annotations

from typing import Any

from django import forms

from rulebook.engine import format as fmt
from wolouj.alerts.models import CEILINGS
from wolouj.alerts.timing import USUAL
from wolouj.foundation.outbox.channels import open_channels
from wolouj.foundation.words import active, say, say_lazy

NEEDED = {"required": say_lazy("alerts.wrong.needed"), "invalid_choice": say_lazy("alerts.wrong.needed")}
HOURS = range(5, 23)
"""Hours one may ask for."""


def clock_face(hour: int) -> str:
    """``8`` as ``08:00``."""
    return fmt.isolate(f"{hour:02}:00")


class ChoiceForm(forms.Form):
    """Way, hour, ceiling, silence, and a yes when it leaves the house.

    ``role``: ``coach`` or ``work``, for what one is told of others' affairs: no suggestion there that a ceiling would
    hold back, and only a coach has something told at an hour, her day.
    """

    channel = forms.ChoiceField(label=say_lazy("alerts.channel"), widget=forms.RadioSelect, error_messages=NEEDED)
    ceiling = forms.TypedChoiceField(
        label=say_lazy("alerts.ceiling"), coerce=int, widget=forms.RadioSelect, error_messages=NEEDED
    )
    hour = forms.TypedChoiceField(
        label=say_lazy("alerts.hour"), coerce=int, empty_value=None, required=False, error_messages=NEEDED
    )
    quiet_from = forms.TypedChoiceField(label=say_lazy("alerts.quiet_from"), coerce=int, error_messages=NEEDED)
    quiet_to = forms.TypedChoiceField(label=say_lazy("alerts.quiet_to"), coerce=int, error_messages=NEEDED)
    agrees = forms.BooleanField(label=say_lazy("alerts.agrees"), required=False)

    def __init__(self, *args: Any, role: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = active()
        faces = [(hour, clock_face(hour)) for hour in range(24)]
        self.fields["channel"].choices = [(each.value, say(f"alerts.channel_{each.value}")) for each in open_channels()]
        self.fields["ceiling"].choices = [(n, say("alerts.ceiling_n", lang, n=n)) for n in CEILINGS]
        self.fields["hour"].choices = [
            ("", say("alerts.hour_none")), *((hour, say("alerts.hour_at", hour=clock_face(hour))) for hour in HOURS)
        ]  # fmt: skip
        self.fields["quiet_from"].choices = self.fields["quiet_to"].choices = faces
        if role:
            self._of_others(role)

    def _of_others(self, role: str) -> None:
        self.fields["agrees"].label = say(f"alerts.agrees_{role}")
        del self.fields["ceiling"]
        if role == "coach":
            hour: Any = self.fields["hour"]
            hour.label = say("alerts.hour_coach")
            hour.choices = [("", say("alerts.hour_usual", hour=clock_face(USUAL))), *hour.choices[1:]]
        else:
            del self.fields["hour"]

    def told(self) -> dict[str, Any]:
        """The choice; what was not asked of her stays as she had it."""
        names = ("channel", "hour", "quiet_from", "quiet_to", "ceiling")
        whole = {"hour": self.initial["hour"] or None, "ceiling": self.initial["ceiling"]} | self.cleaned_data
        return {name: whole[name] for name in names}

    def clean(self) -> dict[str, Any]:
        """The hour is not inside the silence."""
        data = super().clean() or {}
        hour, start, end = data.get("hour"), data.get("quiet_from"), data.get("quiet_to")
        if None not in (hour, start, end) and start != end:
            inside = start <= hour < end if start < end else hour >= start or hour < end
            if inside:
                self.add_error("hour", say("alerts.wrong.hour_quiet"))
        return data
