"""Fields that the forms of the room share."""

from __future__ import annotations

from typing import Any

from django import forms

from wolouj.foundation.typed import TypedText
from wolouj.foundation.words import say, say_lazy
from wolouj.reference import territories
from wolouj.reference.petitioning import INNER
from wolouj.reference.territories import Place

LIST = {"required": say_lazy("advocacy.choose_listed"), "invalid_choice": say_lazy("advocacy.choose_listed")}


def _text_errors(most: int) -> dict[str, Any]:
    return {"max_length": say_lazy("advocacy.too_long", most=most), "required": say_lazy("advocacy.needed")}


def line(key: str, most: int, **kwargs: Any) -> TypedText:
    """One line of text."""
    kwargs.setdefault("required", False)
    return TypedText(
        label=say_lazy(f"advocacy.{key}"), max_length=most,
        error_messages=_text_errors(most),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}), **kwargs,
    )  # fmt: skip


def lines(key: str, most: int, rows: int = 4, **kwargs: Any) -> TypedText:
    """Several lines of text; a line end counts as a letter, and a paper sets them all in one paragraph."""
    kwargs.setdefault("required", False)
    return TypedText(
        label=say_lazy(f"advocacy.{key}"), max_length=most, lines=True,
        error_messages=_text_errors(most),
        widget=forms.Textarea(attrs={"rows": rows, "dir": "auto", "autocomplete": "off"}), **kwargs,
    )  # fmt: skip


def day(key: str, **kwargs: Any) -> forms.DateField:
    """A day."""
    return forms.DateField(
        label=say_lazy(f"advocacy.{key}"),
        error_messages={"required": say_lazy("advocacy.day_needed"), "invalid": say_lazy("advocacy.day_bad")},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs,
    )  # fmt: skip


def number(key: str, most: int, least: int = 0, **kwargs: Any) -> forms.IntegerField:
    """A whole number."""
    wrong = say_lazy("advocacy.number_bad", least=least, most=most)
    return forms.IntegerField(
        label=say_lazy(f"advocacy.{key}"), min_value=least, max_value=most,
        error_messages={"required": wrong, "invalid": wrong, "min_value": wrong, "max_value": wrong}, **kwargs,
    )  # fmt: skip


def place_of(text: str, level: territories.Level) -> Place:
    """The one place of that rung that bears this name or this code.

    Raises ``ValidationError`` naming the nearest ones when there is none, or several.
    """
    found = territories.by_digits(text.strip())
    if found is not None and found.level is level and found.type != INNER:
        return found
    near = [one for one in territories.find(text, level=level, limit=8) if one.type != INNER]
    same = [one for one in near if territories.same_name(text, one)]
    if len(same) == 1:
        return same[0]
    if not near:
        raise forms.ValidationError(say("advocacy.no_such_place"))
    names = ", ".join(f"{one.name_fr} {one.name_ar} ({one.code})" for one in near[:3])
    raise forms.ValidationError(say("advocacy.several_places", names=names))


class OneLanguage(forms.Form):
    """A form whose texts named in ``both`` must stand in one language at least."""

    both: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        """One of the two, for each."""
        data = super().clean() or {}
        for name in self.both:
            names = (f"{name}_ar", f"{name}_fr")
            if not any(data.get(one) for one in names) and not any(one in self.errors for one in names):
                self.add_error(names[0], say("advocacy.text_needed"))
        return data


class PastDay(forms.Form):
    """A form that tells of something done: its day ``on`` is not to come."""

    def __init__(self, *args: Any, on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = on

    def clean_on(self) -> Any:
        """Not after today."""
        told = self.cleaned_data["on"]
        if told > self.today:
            raise forms.ValidationError(say("advocacy.day_to_come"))
        return told
