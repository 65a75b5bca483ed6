"""The boxes the forms of this room share."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from rulebook.engine import format as fmt
from wolouj.foundation.files_asked import made_safe
from wolouj.foundation.sounds import Sound, clean_sound
from wolouj.foundation.typed import TypedText
from wolouj.foundation.words import active, say, say_lazy
from wolouj.people import phones
from wolouj.people.forms import PhoneField
from wolouj.programme.models.people import ConsentHow
from wolouj.programme.models.programmes import TEXT
from wolouj.reference import territories

LIST = {"required": say_lazy("programme.choose_listed"), "invalid_choice": say_lazy("programme.choose_listed")}


def line(key: str, most: int = 200, **kwargs: Any) -> TypedText:
    """One line of text."""
    kwargs.setdefault("required", False)
    return TypedText(
        label=say_lazy(f"programme.{key}"), max_length=most,
        error_messages={"max_length": say_lazy("programme.too_long"), "required": say_lazy("programme.needed")},
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}), **kwargs,
    )  # fmt: skip


def lines(key: str, most: int = TEXT, rows: int = 4, **kwargs: Any) -> TypedText:
    """Several lines of text."""
    kwargs.setdefault("required", False)
    return TypedText(
        label=say_lazy(f"programme.{key}"), max_length=most, lines=True,
        error_messages={"max_length": say_lazy("programme.too_long"), "required": say_lazy("programme.needed")},
        widget=forms.Textarea(attrs={"rows": rows, "dir": "auto", "autocomplete": "off"}), **kwargs,
    )  # fmt: skip


def day(key: str, **kwargs: Any) -> forms.DateField:
    """A day."""
    return forms.DateField(
        label=say_lazy(f"programme.{key}"),
        error_messages={"required": say_lazy("programme.day_needed"), "invalid": say_lazy("programme.day_bad")},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs,
    )  # fmt: skip


def whole(key: str, least: int, most: int, **kwargs: Any) -> forms.IntegerField:
    """A number without decimals."""
    bad = say_lazy("programme.number_bad", least=least, most=most)
    return forms.IntegerField(
        label=say_lazy(f"programme.{key}"), min_value=least, max_value=most,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), bad), **kwargs,
    )  # fmt: skip


class Points(forms.CharField):
    """A figure as it is said: ``17``, ``17,5`` or ``17.25``, with figures of either script."""

    def __init__(
        self, *, bad: str = "points_bad", least: int = -10_000, most: int = 10_000, places: int = 20, **kwargs: Any
    ):
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "dir": "ltr"})
        )
        super().__init__(**kwargs)
        self.bad, self.least, self.most, self.finest = bad, least, most, Decimal(1).scaleb(-places)

    def to_python(self, value: Any) -> Any:
        """A decimal, or the sentence that says what was not understood."""
        text = "".join(str(super().to_python(value) or "").split())
        text = text.translate(phones.DIGITS).replace(",", ".").replace("٫", ".")
        if not text:
            return None
        try:
            found = Decimal(text[:40])
        except InvalidOperation:
            found = Decimal("NaN")
        if not found.is_finite() or not self.least <= found <= self.most or found % self.finest:
            raise forms.ValidationError(say(f"programme.{self.bad}"))
        return found

    def prepare_value(self, value: Any) -> Any:
        """``40`` for what the database keeps as ``40.00``."""
        return fmt.number(value.normalize()) if isinstance(value, Decimal) else value


def one_of(key: str, **kwargs: Any) -> forms.ChoiceField:
    """One of a coded list; the choices are given when the form is made."""
    kwargs.setdefault("required", False)
    return forms.ChoiceField(label=say_lazy(f"programme.{key}"), error_messages=LIST, **kwargs)


def radio(key: str, **kwargs: Any) -> forms.ChoiceField:
    """One of a short list, as big cards."""
    return one_of(key, widget=forms.RadioSelect, **kwargs)


def recording(help_key: str = "recording_help") -> forms.FileField:
    """A yes said aloud: recorded with the phone's own recorder, or chosen among its files."""
    return forms.FileField(
        label=say_lazy("programme.recording"), required=False, help_text=say_lazy(f"programme.{help_key}"),
        widget=forms.FileInput(attrs={"accept": "audio/*", "capture": "user"}),
        error_messages={"empty": say_lazy("foundation.sound.empty")},
    )  # fmt: skip


class Recorded(forms.Form):
    """A form that may carry a yes said aloud: ``sound``, and ``how_field``, in what form the yes was given."""

    how_field = "consent_how"

    def clean_sound(self) -> Sound | None:
        """The recording, recognised by its bytes."""
        return made_safe(self.cleaned_data["sound"], clean_sound)

    def clean(self) -> dict[str, Any]:
        """Only a yes said aloud is recorded. A browser gives no file twice: when the rest is wrong, it is said."""
        data = super().clean() or {}
        if not data.get("sound"):
            return data
        if data.get(self.how_field) == ConsentHow.SIGNED:
            self.add_error("sound", say("programme.recording_oral"))
        elif self.errors:
            self.add_error("sound", say("programme.recording_again"))
        return data


def worded(kinds: Any, prefix: str, *, blank: bool = False) -> list[tuple[str, str]]:
    """(value, word) of a coded list."""
    found = [(str(kind), say(f"programme.{prefix}_{kind}")) for kind in kinds]
    return [("", say("programme.choose")), *found] if blank else found


class Worded(forms.Form):
    """A form whose main text must stand in one language at least."""

    main = "title"

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        data = super().clean() or {}
        names = (f"{self.main}_ar", f"{self.main}_fr")
        if not any(data.get(name) for name in names) and not any(name in self.errors for name in names):
            self.add_error(names[0], say("programme.text_needed"))
        return data


def province_choices(only: list[str] | None = None) -> list[tuple[str, str]]:
    """Provinces by name; those of a call first when it names some."""
    lang = active()
    if only:
        return [(code, p.name(lang)) for code in only if (p := territories.place(code))]
    return [(p.code, p.name(lang)) for p in territories.provinces()]


class MaybePhone(PhoneField):
    """A phone; not everybody has one."""

    def clean(self, value: Any) -> str:
        """Nothing is nothing; anything else is normalised."""
        if not self.required and not str(value or "").strip():
            return ""
        return phones.normalise(super().clean(value))
