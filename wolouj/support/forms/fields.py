"""The boxes of this room's forms."""

from __future__ import annotations

from typing import Any

from django import forms

from wolouj.foundation.typed import TypedText
from wolouj.foundation.words import active, say, say_lazy
from wolouj.reference import territories
from wolouj.support.models.directory import TEXT

LISTED = {"required": say_lazy("programme.choose_listed"), "invalid_choice": say_lazy("programme.choose_listed")}


def _wrong(most: int) -> dict[str, Any]:
    return {"max_length": say_lazy("support.too_long", most=most), "required": say_lazy("programme.needed")}


def line(key: str, most: int = 160, **kwargs: Any) -> TypedText:
    """One line of text."""
    kwargs.setdefault("required", False)
    return TypedText(
        label=say_lazy(f"support.{key}"), max_length=most, error_messages=_wrong(most),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}), **kwargs,
    )  # fmt: skip


def lines(key: str, most: int = TEXT, rows: int = 3, **kwargs: Any) -> TypedText:
    """Several lines of text."""
    kwargs.setdefault("required", False)
    return TypedText(
        label=say_lazy(f"support.{key}"), max_length=most, lines=True, error_messages=_wrong(most),
        widget=forms.Textarea(attrs={"rows": rows, "dir": "auto", "autocomplete": "off"}), **kwargs,
    )  # fmt: skip


def day(key: str, **kwargs: Any) -> forms.DateField:
    """A day."""
    return forms.DateField(
        label=say_lazy(f"support.{key}"),
        error_messages={"required": say_lazy("programme.day_needed"), "invalid": say_lazy("programme.day_bad")},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs,
    )  # fmt: skip


def one_of(key: str, **kwargs: Any) -> forms.ChoiceField:
    """One of a coded list; the choices are given when the form is made."""
    kwargs.setdefault("required", False)
    return forms.ChoiceField(label=say_lazy(f"support.{key}"), error_messages=LISTED, **kwargs)


def several(key: str, **kwargs: Any) -> forms.MultipleChoiceField:
    """Several of a coded list, as boxes to tick."""
    return forms.MultipleChoiceField(
        label=say_lazy(f"support.{key}"), required=False, widget=forms.CheckboxSelectMultiple,
        error_messages=LISTED, **kwargs,
    )  # fmt: skip


def worded(kinds: Any, prefix: str, *, blank: str = "") -> list[tuple[str, str]]:
    """(value, word) of a coded list; ``blank`` is the key of a first, empty choice."""
    found = [(str(kind), say(f"support.{prefix}_{kind}")) for kind in kinds]
    return [("", say(f"support.{blank}")), *found] if blank else found


HOME_REGION = "05"
"""The region the house was made for: its provinces are offered first."""


def province_choices(*, blank: str = "") -> list[tuple[str, str]]:
    """The provinces by name, those of the home region first."""
    lang = active()
    home = territories.provinces(HOME_REGION)
    rest = [place for place in territories.provinces() if place not in home]
    found = [(place.code, place.name(lang)) for place in (*home, *rest)]
    return [("", say(f"support.{blank}")), *found] if blank else found
