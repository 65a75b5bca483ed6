"""What is typed about an invitation, its answer, and a meeting that changes."""

from __future__ import annotations

from typing import Any

from django import forms

from wolouj.foundation.typed import TypedText
from wolouj.foundation.words import active, say, say_lazy
from wolouj.gatherings.forms import MaybePhone, choices_of
from wolouj.gatherings.models import BodyKind, Spoken
from wolouj.meetings.forms import DAY_ERRORS, line
from wolouj.meetings.inviting.actions import Said
from wolouj.meetings.inviting.models import Answer
from wolouj.meetings.models import Meeting, Series
from wolouj.people import phones

BODIES = [kind for kind in BodyKind if kind != BodyKind.PROJECT]
"""Kinds of body one invites by name."""


def small(key: str, most: int) -> forms.IntegerField:
    """A small number that may stay empty."""
    bad = {"invalid": say_lazy("meetings.number_bad"), "min_value": say_lazy("meetings.number_bad"),
           "max_value": say_lazy("meetings.number_bad")}  # fmt: skip
    return forms.IntegerField(
        label=say_lazy(f"meetings.{key}"), required=False, min_value=0, max_value=most, error_messages=bad
    )


class InviteForm(forms.Form):
    """One more body to invite."""

    kind = forms.ChoiceField(label=say_lazy("meetings.invite_kind"))
    name = line("invite_name", 160, required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = choices_of(BODIES, "kind")


class AnswerForm(forms.Form):
    """Comes, does not, sends somebody; who comes, how many, transport, children."""

    answer = forms.ChoiceField(label=say_lazy("meetings.answer"), widget=forms.RadioSelect)
    name = TypedText(
        label=say_lazy("meetings.who_comes"), max_length=120, required=False,
        help_text=say_lazy("meetings.who_comes_help"), error_messages={"max_length": say_lazy("meetings.too_long")},
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )  # fmt: skip
    phone = MaybePhone(label=say_lazy("gatherings.phone"), required=False)
    comes = small("how_many", 50)
    transport = forms.BooleanField(required=False, label=say_lazy("meetings.transport"))
    children = small("children", 50)
    keep_ok = forms.BooleanField(
        required=False, label=say_lazy("gatherings.keep_ok"), help_text=say_lazy("gatherings.keep_help")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["answer"]
        field.choices = [(each.value, say(f"meetings.answer_{each.value}")) for each in Answer]
        field.error_messages["required"] = field.error_messages["invalid_choice"] = say("meetings.answer_needed")

    def clean(self) -> dict[str, Any]:
        """Who is sent has a name; a phone goes with a name."""
        data = super().clean() or {}
        needs = data.get("answer") == Answer.SENDS or data.get("phone")
        if needs and not data.get("name") and "name" not in self.errors:
            self.add_error("name", say("meetings.who_comes_needed"))
        return data

    def said(self) -> Said:
        """The answer, for the action."""
        data = self.cleaned_data
        phone = phones.normalise(data["phone"]) if data["phone"] else ""
        return Said(
            answer=Answer(data["answer"]), comes=data["comes"] or 1, name=data["name"], phone=phone,
            transport=data["transport"], children=data["children"] or 0, keep_ok=data["keep_ok"],
        )  # fmt: skip


class ChangeForm(forms.Form):
    """Day, place, length, words; and the series it belongs to."""

    title_ar = line("title_ar", 200)
    title_fr = line("title_fr", 200)
    day = forms.DateField(
        label=say_lazy("meetings.day"), error_messages=DAY_ERRORS,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    half_days = forms.IntegerField(
        label=say_lazy("meetings.half_days"), min_value=1, max_value=20,
        error_messages={key: say_lazy("meetings.half_days_bad") for key in ("required", "invalid", "min_value",
                                                                            "max_value")},
    )  # fmt: skip
    place_ar = line("place_ar", 200)
    place_fr = line("place_fr", 200)
    language = forms.ChoiceField(label=say_lazy("meetings.language"))
    series = forms.ChoiceField(label=say_lazy("meetings.series"), required=False)
    series_ar = line("series_ar", 200)
    series_fr = line("series_fr", 200)

    GATHERING = ("title_ar", "title_fr", "day", "half_days", "place_ar", "place_fr", "language")

    def __init__(self, *args: Any, meeting: Meeting, all_series: list[Series], **kwargs: Any) -> None:
        first = {name: getattr(meeting.gathering, name) for name in self.GATHERING}
        super().__init__(*args, initial=first | {"series": str(meeting.series_id or "")}, **kwargs)
        lang, self.by_id = active(), {str(one.id): one for one in all_series}
        named = [(key, getattr(one, f"name_{lang}") or str(one)) for key, one in self.by_id.items()]
        self.fields["series"].choices = [("", say("meetings.series_none")), *named]
        self.fields["language"].choices = [(each.value, say(f"meetings.spoken_{each.value}")) for each in Spoken]

    def clean(self) -> dict[str, Any]:
        """A title in one language at least."""
        data = super().clean() or {}
        if not data.get("title_ar") and not data.get("title_fr") and not self.errors.keys() & {"title_ar", "title_fr"}:
            self.add_error("title_ar", say("meetings.title_needed"))
        return data

    def fields_of(self) -> dict[str, Any]:
        """What belongs to the gathering."""
        return {name: self.cleaned_data[name] for name in self.GATHERING}
