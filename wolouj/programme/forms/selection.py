"""Marks, conflicts, interviews, the committee and its decisions."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from wolouj.foundation.words import active, say, say_lazy
from wolouj.people.models import Person
from wolouj.programme.forms.fields import LIST, Points, day, line, lines, one_of, whole, worded
from wolouj.programme.grid import Line
from wolouj.programme.models import (
    Call,
    Committee,
)
from wolouj.programme.models.selection import REASON
from wolouj.programme.page import DOORS


class MarkForm(forms.Form):
    """Points and a motive for each line."""

    def __init__(self, *args: Any, lines_: tuple[Line, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines_
        for each in lines_:
            self.fields[each.key] = Points(
                label=each.label(active()), help_text=say("programme.out_of", n=each.weight),
                error_messages={"required": say("programme.points_needed")},
                widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "dir": "ltr"}),
            )  # fmt: skip
            self.fields[f"why-{each.key}"] = line("motive", REASON)

    def given(self) -> dict[str, tuple[Decimal, str]]:
        """Key of the line -> points and motive."""
        data = self.cleaned_data
        return {each.key: (data[each.key], data[f"why-{each.key}"]) for each in self.lines}


class ConflictForm(forms.Form):
    """Why she cannot judge."""

    why = lines("conflict_why", REASON, rows=2)


class ShareForm(forms.Form):
    """Who marks."""

    markers = forms.ModelMultipleChoiceField(
        label=say_lazy("programme.markers_chosen"), queryset=Person.objects.none(), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": say_lazy("programme.two_markers"), "invalid_pk_value": LIST["required"],
                        "invalid_choice": LIST["required"]},
    )  # fmt: skip

    def __init__(self, *args: Any, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["markers"].queryset = Person.objects.filter(pk__in=[p.pk for p in people])
        self.fields["markers"].label_from_instance = lambda person: person.shown_name(active())


class InterviewForm(forms.Form):
    """How many are called, and who meets them."""

    most = whole("interview_most", 1, 5000)
    interviewer = one_of("interviewer", required=True)

    def __init__(self, *args: Any, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["interviewer"].choices = [(str(p.pk), p.shown_name(active())) for p in people]


SEATS = 9
"""Lines of the form for the committee."""


class CommitteeForm(forms.Form):
    """The sitting and who sits."""

    held_on = day("held_on")
    place_ar = line("place_ar", 160)
    place_fr = line("place_fr", 160)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for i in range(SEATS):
            self.fields[f"name{i}"] = line("seat_name", 120)
            self.fields[f"quality_ar{i}"] = line("quality_ar", 160)
            self.fields[f"quality_fr{i}"] = line("quality_fr", 160)
            self.fields[f"here{i}"] = forms.BooleanField(required=False, label=say_lazy("programme.seat_here"))

    def rows(self) -> list[list[Any]]:
        """The boxes of each seat, for the page."""
        return [[self[f"{name}{i}"] for name in ("name", "quality_ar", "quality_fr", "here")] for i in range(SEATS)]

    def seats(self) -> list[dict[str, Any]]:
        """Those named; a name typed twice counts once."""
        data, found = self.cleaned_data, {}
        for i in range(SEATS):
            if data[f"name{i}"]:
                found[data[f"name{i}"]] = {
                    "name": data[f"name{i}"], "quality_ar": data[f"quality_ar{i}"],
                    "quality_fr": data[f"quality_fr{i}"], "here": data[f"here{i}"],
                }  # fmt: skip
        return list(found.values())


class RewordForm(forms.Form):
    """The reason and the next door of one answer."""

    reason_ar = lines("reason_ar", REASON, rows=3, required=True)
    reason_fr = lines("reason_fr", REASON, rows=3, required=True)
    door = one_of("door", required=True)
    next_ar = lines("next_ar", REASON, rows=2, help_text=say_lazy("programme.next_help"))
    next_fr = lines("next_fr", REASON, rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["door"].choices = worded(DOORS, "door")


class TieForm(forms.Form):
    """Which of two equal files comes first, and why."""

    first = forms.IntegerField(widget=forms.HiddenInput)
    then = forms.IntegerField(widget=forms.HiddenInput)
    reason = line("tie_why", REASON, required=True)

    def __init__(self, *args: Any, one: int = 0, two: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"tie-{one}-{two}-%s", **kwargs)


class RecuseForm(forms.Form):
    """Which member leaves the room, for which file."""

    seat_id = one_of("recuse_who", required=True)
    number = whole("recuse_for", 1, 1_000_000)

    def __init__(self, *args: Any, committee: Committee, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="recuse-%s", **kwargs)
        self.call, self.seats = call, {str(seat.pk): seat for seat in committee.seats.all()}
        self.fields["seat_id"].choices = [(key, seat.name) for key, seat in self.seats.items()]

    def clean(self) -> dict[str, Any]:
        """A file of this call."""
        data = super().clean() or {}
        self.seat = self.seats.get(data.get("seat_id", ""))
        self.application = self.call.applications.filter(number=data.get("number")).first()
        if self.application is None and "number" not in self.errors:
            self.add_error("number", say("programme.no_such_file"))
        return data
