"""What people tell of councils."""

from __future__ import annotations

from typing import Any

from django import forms

from wolouj.advocacy.consultative import kinds
from wolouj.advocacy.forms.fields import LIST, day, line, number, place_of
from wolouj.advocacy.models import SessionKind
from wolouj.advocacy.models.causes import SOURCE
from wolouj.foundation.words import active, say, say_lazy
from wolouj.reference import territories


def _placed(form: forms.Form, data: dict[str, Any], level: str) -> None:
    """The place typed, by its code on the rung ``level``; what is wrong is said beside its box."""
    told = data.get("place")
    if level and told:
        try:
            data["place"] = place_of(told, territories.Level(level)).code
        except forms.ValidationError as fault:
            form.add_error("place", fault)


class SessionForm(forms.Form):
    """A session, its days, who said so."""

    level_ = forms.ChoiceField(label=say_lazy("advocacy.which_council"), widget=forms.RadioSelect, error_messages=LIST)
    place = line("place", 80, required=True)
    kind = forms.ChoiceField(label=say_lazy("advocacy.session_kind"), widget=forms.RadioSelect, error_messages=LIST)
    starts_on = day("starts_on")
    ends_on = day("ends_on", required=False)
    agenda_until = day("agenda_until", required=False, help_text=say_lazy("advocacy.agenda_help"))
    source = line("session_source", SOURCE, required=True, help_text=say_lazy("advocacy.session_source_help"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level_"].choices = [
            (each, say(f"advocacy.to_{each}")) for each in ("region", "province", "commune")
        ]
        self.fields["kind"].choices = [(each.value, say(f"advocacy.session_{each.value}")) for each in SessionKind]

    def clean(self) -> dict[str, Any]:
        """The place by its code, days in their order."""
        data = super().clean() or {}
        _placed(self, data, data.get("level_", ""))
        first = data.get("starts_on")
        if first and data.get("ends_on") and data["ends_on"] < first:
            self.add_error("ends_on", say("advocacy.ends_before"))
        if first and data.get("agenda_until") and data["agenda_until"] > first:
            self.add_error("agenda_until", say("advocacy.agenda_after"))
        return data

    def told(self) -> dict[str, Any]:
        """The columns of the row."""
        data = dict(self.cleaned_data)
        return data | {"level": data.pop("level_")}


class SetUpForm(forms.Form):
    """Whether a consultative body is set up, and who said so."""

    kind = forms.ChoiceField(label=say_lazy("advocacy.which_body"), error_messages=LIST)
    place = line("place", 80, required=True)
    is_set_up = forms.ChoiceField(
        label=say_lazy("advocacy.is_set_up"), widget=forms.RadioSelect, error_messages=LIST
    )  # fmt: skip
    members = number("body_members", 200, least=1, required=False)
    source = line("session_source", SOURCE, required=True, help_text=say_lazy("advocacy.session_source_help"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = active()
        self.fields["kind"].choices = [
            (key, f"{say(f'advocacy.to_{kind.level}')} – {getattr(kind.name, lang)}") for key, kind in kinds().items()
        ]
        self.fields["is_set_up"].choices = [("yes", say("advocacy.set_up_yes")), ("no", say("advocacy.set_up_no"))]

    def clean(self) -> dict[str, Any]:
        """The place by its code."""
        data = super().clean() or {}
        found = kinds().get(data.get("kind", ""))
        _placed(self, data, found.level if found else "")
        return data

    def told(self) -> dict[str, Any]:
        """The columns of the row."""
        return self.cleaned_data | {"is_set_up": self.cleaned_data["is_set_up"] == "yes"}
