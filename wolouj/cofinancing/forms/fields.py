"""The boxes of this room's forms."""

from __future__ import annotations

from typing import Any

from django import forms

from wolouj.bids.forms import AmountField
from wolouj.foundation import uploads
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.typed import TypedText
from wolouj.foundation.words import active, say, say_lazy

NEEDED = {"required": say_lazy("cofinancing.needed"), "max_length": say_lazy("cofinancing.too_long")}
LISTED = dict.fromkeys(("required", "invalid_choice"), say_lazy("cofinancing.choose_one"))


def line(key: str, most: int = 160, *, help_key: str = "", **kwargs: Any) -> TypedText:
    """One line of text."""
    kwargs.setdefault("required", False)
    return TypedText(
        label=say_lazy(f"cofinancing.{key}"), max_length=most, error_messages=NEEDED,
        help_text=say_lazy(f"cofinancing.{help_key}") if help_key else "",
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}), **kwargs,
    )  # fmt: skip


def lines(key: str, most: int = 600, *, rows: int = 3, help_key: str = "", **kwargs: Any) -> TypedText:
    """Several lines of text."""
    kwargs.setdefault("required", False)
    return TypedText(
        label=say_lazy(f"cofinancing.{key}"), max_length=most, lines=True, error_messages=NEEDED,
        help_text=say_lazy(f"cofinancing.{help_key}") if help_key else "",
        widget=forms.Textarea(attrs={"rows": rows, "dir": "auto", "autocomplete": "off"}), **kwargs,
    )  # fmt: skip


def dirhams(key: str, *, help_key: str = "", **kwargs: Any) -> AmountField:
    """An amount, read as people write it."""
    return AmountField(
        label=say_lazy(f"cofinancing.{key}"), error_messages=NEEDED,
        help_text=say_lazy(f"cofinancing.{help_key}") if help_key else "", **kwargs,
    )  # fmt: skip


def whole(key: str, least: int, most: int, *, help_key: str = "", **kwargs: Any) -> forms.IntegerField:
    """A number without decimals."""
    bad = say_lazy("cofinancing.number_bad", least=least, most=most)
    return forms.IntegerField(
        label=say_lazy(f"cofinancing.{key}"), min_value=least, max_value=most,
        help_text=say_lazy(f"cofinancing.{help_key}") if help_key else "",
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), bad), **kwargs,
    )  # fmt: skip


def day(key: str, **kwargs: Any) -> forms.DateField:
    """A day."""
    bad = say_lazy("cofinancing.day_bad")
    return forms.DateField(
        label=say_lazy(f"cofinancing.{key}"), error_messages={"required": bad, "invalid": bad},
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs,
    )  # fmt: skip


def radio(key: str, kinds: Any, prefix: str) -> forms.ChoiceField:
    """One of a short coded list, as big cards."""
    choices = [(str(kind), say_lazy(f"cofinancing.{prefix}_{kind}")) for kind in kinds]
    return forms.ChoiceField(
        label=say_lazy(f"cofinancing.{key}"), choices=choices, widget=forms.RadioSelect, error_messages=LISTED
    )


class SafeFile(forms.FileField):
    """A photo or a PDF, known by its bytes and made safe: ``cleaned_data`` holds a ``CleanFile`` or ``None``."""

    def __init__(self, key: str, *, help_key: str = "", **kwargs: Any) -> None:
        super().__init__(
            label=say_lazy(f"cofinancing.{key}"), help_text=say_lazy(f"cofinancing.{help_key}") if help_key else "",
            widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf"}),
            error_messages=dict.fromkeys(
                ("required", "invalid", "missing", "empty", "max_length"), say_lazy("cofinancing.file_needed")
            ), **kwargs,
        )  # fmt: skip

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The file made safe.

        Raises:
            forms.ValidationError: too heavy, damaged, of another kind, in plain words.
        """
        sent = super().clean(data, initial)
        if not sent:
            return None
        try:
            return uploads.clean(sent)
        except BadInput as bad:
            raise forms.ValidationError(getattr(bad.text, active())) from bad


class NoteForm(forms.Form):
    """Why, in a few lines the person will read."""

    note = lines("note", required=True)


def percent(key: str, *, least: int = 0, most: int = 100, help_key: str = "") -> forms.DecimalField:
    """A share, per cent."""
    bad = say_lazy("cofinancing.number_bad", least=least, most=most)
    return forms.DecimalField(
        label=say_lazy(f"cofinancing.{key}"), min_value=least, max_value=most, max_digits=5, decimal_places=2,
        help_text=say_lazy(f"cofinancing.{help_key}") if help_key else "",
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value", "max_digits", "max_decimal_places"), bad
        ),
    )  # fmt: skip


__all__ = [
    "AmountField", "NoteForm", "SafeFile", "day", "dirhams", "line", "lines", "percent", "radio", "say", "whole",
]  # fmt: skip
