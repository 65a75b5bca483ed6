"""What is typed in the coaching room. Forms check; they save nothing."""

from __future__ import annotations

from typing import Any

from django import forms

from wolouj.foundation.typed import TypedText
from wolouj.foundation.words import say, say_lazy

LISTED = {"required": say_lazy("coaching.choose_one"), "invalid_choice": say_lazy("coaching.choose_one")}


def day(key: str, **kwargs: Any) -> forms.DateField:
    """A day."""
    return forms.DateField(
        label=say_lazy(f"coaching.{key}"),
        error_messages={"required": say_lazy("coaching.day_needed"), "invalid": say_lazy("coaching.day_bad")},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs,
    )  # fmt: skip


def lines(key: str, most: int, rows: int = 2, **kwargs: Any) -> TypedText:
    """A text of a few lines, in whatever language it was said."""
    wrong = {"max_length": say_lazy("coaching.too_long", most=most), "required": say_lazy("coaching.needed")}
    return TypedText(
        label=say_lazy(f"coaching.{key}"), max_length=most, lines=True, error_messages=wrong,
        widget=forms.Textarea(attrs={"rows": rows, "dir": "auto", "autocomplete": "off"}), **kwargs,
    )  # fmt: skip


def one_of(key: str, **kwargs: Any) -> forms.ChoiceField:
    """One of a short list, as big cards."""
    kwargs.setdefault("widget", forms.RadioSelect)
    return forms.ChoiceField(label=say_lazy(f"coaching.{key}"), error_messages=LISTED, **kwargs)


def worded(kinds: Any, prefix: str) -> list[tuple[str, str]]:
    """(value, word) of a coded list."""
    return [(str(kind), say(f"coaching.{prefix}_{kind}")) for kind in kinds]
