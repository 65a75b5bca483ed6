"""The boxes of this room's forms."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms

from rulebook.engine import format as fmt
from wolouj.bids.forms import AmountField
from wolouj.foundation import uploads
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.money import parse_quantity, parse_rate
from wolouj.foundation.typed import TypedText
from wolouj.foundation.words import active, say, say_lazy

NEEDED = {"required": say_lazy("cofinancing.needed")}
LISTED = dict.fromkeys(("required", "invalid_choice"), say_lazy("cofinancing.choose_one"))


def _wrong(most: int) -> dict[str, Any]:
    return NEEDED | {"max_length": say_lazy("cofinancing.too_long", most=most)}


def line(key: str, most: int = 160, *, help_key: str = "", **kwargs: Any) -> TypedText:
    """One line of text."""
    kwargs.setdefault("required", False)
    return TypedText(
        label=say_lazy(f"cofinancing.{key}"), max_length=most, error_messages=_wrong(most),
        help_text=say_lazy(f"cofinancing.{help_key}") if help_key else "",
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}), **kwargs,
    )  # fmt: skip


def lines(key: str, most: int = 600, *, rows: int = 3, help_key: str = "", **kwargs: Any) -> TypedText:
    """Several lines of text."""
    kwargs.setdefault("required", False)
    return TypedText(
        label=say_lazy(f"cofinancing.{key}"), max_length=most, lines=True, error_messages=_wrong(most),
        help_text=say_lazy(f"cofinancing.{help_key}") if help_key else "",
        widget=forms.Textarea(attrs={"rows": rows, "dir": "auto", "autocomplete": "off"}), **kwargs,
    )  # fmt: skip


MOST = Decimal(100_000_000)
"""The largest amount one box takes, in dirhams: no small project comes near, and two boxes typed as one do."""


class Dirhams(AmountField):
    """An amount that the tables can hold."""

    def clean(self, value: Any) -> Decimal | None:
        """The amount, or ``None`` when the box is empty.

        Raises:
            forms.ValidationError: not an amount, or over :data:`MOST`.
        """
        amount = super().clean(value)
        if amount is not None and amount > MOST:
            raise forms.ValidationError(say("cofinancing.amount_too_big", most=MOST))
        return amount


def dirhams(key: str, *, help_key: str = "", **kwargs: Any) -> Dirhams:
    """An amount, read as people write it."""
    return Dirhams(
        label=say_lazy(f"cofinancing.{key}"), error_messages=NEEDED,
        help_text=say_lazy(f"cofinancing.{help_key}") if help_key else "", **kwargs,
    )  # fmt: skip


class Number(forms.TextInput):
    """A narrow box for a number: text, since a box of type "number" refuses ``1 000`` and ``٣`` by itself."""


class NumberField(forms.CharField):
    """A number between two bounds as people write it: ``1 000``, ``٣``, ``12,5``. Empty is ``None``."""

    def __init__(self, *, least: int, most: int, read: Callable[[str], Decimal], decimals: bool, **kwargs: Any) -> None:
        self.least, self.most, self.read, self.decimals = least, most, read, decimals
        bad = say_lazy("cofinancing.number_bad", least=least, most=most)
        super().__init__(
            max_length=24, error_messages={"required": bad, "max_length": bad},
            widget=Number(attrs={"autocomplete": "off"}), **kwargs,
        )  # fmt: skip

    def prepare_value(self, value: Any) -> Any:
        """A kept share is shown without the zeros of its column: ``70``, not ``70.00``."""
        return fmt.number(value) if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Any:
        """The number: an ``int`` where it takes no decimals.

        Raises:
            forms.ValidationError: not a number, or out of bounds.
        """
        text = super().clean(value)
        if not text:
            return None
        bad = forms.ValidationError(say("cofinancing.number_bad", least=self.least, most=self.most))
        try:
            number = self.read(text)
        except BadInput as fault:
            raise bad from fault
        if not self.least <= number <= self.most or not (self.decimals or number == int(number)):
            raise bad
        return number if self.decimals else int(number)


def whole(key: str, least: int, most: int, *, help_key: str = "", **kwargs: Any) -> NumberField:
    """A number without decimals."""
    return NumberField(
        label=say_lazy(f"cofinancing.{key}"), least=least, most=most, read=parse_quantity, decimals=False,
        help_text=say_lazy(f"cofinancing.{help_key}") if help_key else "", **kwargs,
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


def percent(key: str, *, least: int = 0, most: int = 100, help_key: str = "") -> NumberField:
    """A share, per cent, two decimals at most."""
    return NumberField(
        label=say_lazy(f"cofinancing.{key}"), least=least, most=most, read=parse_rate, decimals=True,
        help_text=say_lazy(f"cofinancing.{help_key}") if help_key else "",
    )  # fmt: skip


__all__ = [
    "AmountField", "NoteForm", "SafeFile", "day", "dirhams", "line", "lines", "percent", "radio", "say", "whole",
]  # fmt: skip
