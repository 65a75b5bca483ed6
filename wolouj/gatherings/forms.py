"""What is typed at a gathering: one person, in few taps. Forms check and normalise; they save nothing."""

from __future__ import annotations

from typing import Any

from django import forms

from wolouj.foundation.typed import TypedText
from wolouj.foundation.words import active, say, say_lazy
from wolouj.gatherings.actions import Told
from wolouj.gatherings.models import ELSEWHERE, AgeBand, BodyKind, Gathering, Sex
from wolouj.people import phones
from wolouj.people.forms import PhoneField
from wolouj.reference import territories


class MaybePhone(PhoneField):
    """A phone that the desk may leave empty: not everybody has one."""

    def clean(self, value: Any) -> str:
        """Nothing is nothing; anything else must be readable."""
        if not self.required and not str(value or "").strip():
            return ""
        return super().clean(value)


def choices_of(kinds: Any, prefix: str) -> list[tuple[str, str]]:
    """(value, word) of a coded list of this room."""
    return [(kind.value, say(f"gatherings.{prefix}_{kind.value}")) for kind in kinds]


def province_choices(gathering: Gathering) -> list[tuple[str, str]]:
    """The provinces of its region, then "elsewhere"; every province when no region is told."""
    lang = active()
    near = territories.provinces(gathering.region or None)
    named = [(p.code, p.name(lang)) for p in near]
    return [("", say("gatherings.choose")), *named, (ELSEWHERE, say("gatherings.elsewhere"))]


class RegisterForm(forms.Form):
    """One person. At the desk only her name is needed; on her own phone, her number too."""

    phone = MaybePhone(label=say_lazy("gatherings.phone"))
    name = TypedText(
        label=say_lazy("gatherings.name"), max_length=120,
        error_messages={"required": say_lazy("gatherings.name_needed"), "max_length": say_lazy("gatherings.too_long")},
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )  # fmt: skip
    another = forms.BooleanField(required=False, label=say_lazy("gatherings.another_person"))
    sex = forms.ChoiceField(label=say_lazy("gatherings.sex"), required=False, widget=forms.RadioSelect)
    age = forms.ChoiceField(label=say_lazy("gatherings.age"), required=False)
    province = forms.ChoiceField(label=say_lazy("gatherings.province"), required=False)
    body_kind = forms.ChoiceField(label=say_lazy("gatherings.body_kind"), required=False)
    body_name = TypedText(
        label=say_lazy("gatherings.body_name"), max_length=160, required=False,
        error_messages={"max_length": say_lazy("gatherings.too_long")},
        widget=forms.TextInput(attrs={"autocomplete": "organization", "dir": "auto"}),
    )  # fmt: skip
    keep_ok = forms.BooleanField(
        required=False, label=say_lazy("gatherings.keep_ok"), help_text=say_lazy("gatherings.keep_help")
    )
    photo_ok = forms.BooleanField(required=False, label=say_lazy("gatherings.photo_ok"))

    def __init__(self, *args: Any, gathering: Gathering, desk: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.desk = desk
        self.fields["phone"].required = not desk
        self.fields["name"].widget.attrs["autocomplete"] = "off" if desk else "name"
        self.fields["sex"].choices = choices_of(Sex, "sex")
        self.fields["age"].choices = [("", say("gatherings.choose")), *choices_of(AgeBand, "age")]
        self.fields["province"].choices = province_choices(gathering)
        self.fields["body_kind"].choices = [("", say("gatherings.choose")), *choices_of(BodyKind, "kind")]
        for name in ("sex", "age", "province", "body_kind"):
            self.fields[name].error_messages["invalid_choice"] = say("gatherings.choose_listed")

    def told(self) -> Told:
        """What she told, for the action."""
        data = dict(self.cleaned_data)
        data.pop("another")
        data["phone"] = phones.normalise(data["phone"]) if data["phone"] else ""
        return Told(**data)


class CodeForm(forms.Form):
    """The code of a gathering, as it was said or read."""

    code = forms.CharField(
        label=say_lazy("gatherings.code"), max_length=20,
        error_messages={"required": say_lazy("gatherings.code_needed")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "dir": "ltr"}),
    )  # fmt: skip
