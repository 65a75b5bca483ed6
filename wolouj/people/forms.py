"""What a person types at the doors and on her account. Forms check and normalise; they save nothing."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from django import forms

from wolouj.foundation.typed import TypedText
from wolouj.foundation.words import say, say_lazy
from wolouj.people import phones, secrets
from wolouj.people.models import Language, Person


class PhoneField(forms.CharField):
    """A phone as typed; ``clean`` keeps it as typed once it is known to be readable."""

    widget = forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel", "dir": "ltr"})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", say_lazy("people.phone"))
        kwargs.setdefault("error_messages", {"required": say_lazy("people.phone_needed")})
        super().__init__(max_length=40, **kwargs)

    def clean(self, value: Any) -> str:
        """Refuse what cannot be a phone, in plain words."""
        typed = super().clean(value)
        try:
            phones.normalise(typed)
        except phones.BadPhone:
            raise forms.ValidationError(say("people.phone_bad")) from None
        return str(typed)


class SecretField(forms.CharField):
    """A PIN or a password: never sent back to the page, never trimmed of anything but outer spaces."""

    def __init__(self, *, new: bool = False, letters: bool = False, **kwargs: Any) -> None:
        attrs = {"autocomplete": "new-password" if new else "current-password", "dir": "ltr", "data-secret": ""}
        if not letters:
            attrs |= {"inputmode": "numeric"}
        kwargs.setdefault("error_messages", {"required": say_lazy("people.secret_needed")})
        super().__init__(max_length=128, widget=forms.PasswordInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> str:
        """Arabic-Indic digits count as digits."""
        return str(super().clean(value)).translate(phones.DIGITS)


class PhoneForm(forms.Form):
    """First screen of sign-in."""

    phone = PhoneField()


class SecretForm(PhoneForm):
    """Second screen: the secret, and whose phone this is."""

    secret = SecretField(label=say_lazy("people.secret"))
    borrowed = forms.BooleanField(
        required=False, label=say_lazy("people.borrowed"), help_text=say_lazy("people.borrowed_help")
    )

    def __init__(self, *args: Any, letters: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].widget = forms.HiddenInput()
        if letters:
            self.fields["secret"] = SecretField(label=say_lazy("people.password"), letters=True)
            self.order_fields(["phone", "secret", "borrowed"])


class NewSecretForm(forms.Form):
    """A new PIN or password, typed twice."""

    secret = SecretField(new=True, label=say_lazy("people.new_pin"), help_text=say_lazy("people.new_pin_help"))
    again = SecretField(new=True, label=say_lazy("people.new_pin_again"))
    phone_of_account = ""

    def clean(self) -> dict[str, Any]:
        """Both alike, and not too easy."""
        data = super().clean() or {}
        secret, again = data.get("secret"), data.get("again")
        if secret and (why := secrets.weakness(secret, phone=self._phone(data))):
            self.add_error("secret", say(f"people.{why}"))
        elif secret and again and secret != again:
            self.add_error("again", say("people.pin_not_alike"))
        return data

    def _phone(self, data: dict[str, Any]) -> str:
        typed = data.get("phone") or self.phone_of_account
        return phones.normalise(typed) if typed else ""


def name_field(key: str, **kwargs: Any) -> TypedText:
    """A person's name, any script."""
    return TypedText(
        label=say_lazy(key), max_length=120, error_messages={"required": say_lazy("people.name_needed")},
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}), **kwargs,
    )  # fmt: skip


def language_field() -> forms.ChoiceField:
    """Arabic or French, each by its own name."""
    return forms.ChoiceField(
        label=say_lazy("people.language"), choices=Language.choices, initial=Language.ARABIC, widget=forms.RadioSelect
    )


class SignUpForm(NewSecretForm):
    """All the questions of sign-up; each screen shows one and carries the earlier answers hidden."""

    full_name = name_field("people.name")
    phone = PhoneField(help_text=say_lazy("people.phone_shared_help"))
    language = language_field()
    STEPS = (("full_name",), ("phone",), ("language",), ("secret", "again"))
    field_order = ("full_name", "phone", "language", "secret", "again")

    def __init__(self, *args: Any, step: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for index, names in enumerate(self.STEPS):
            for name in names:
                if index > step:
                    del self.fields[name]
                elif index < step:
                    self.fields[name].widget = forms.HiddenInput()


class WhoForm(forms.Form):
    """Which of the persons who share this phone and this secret."""

    who = forms.ChoiceField(label=say_lazy("people.who_are_you"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, persons: list[Person], lang: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [  # type: ignore[attr-defined]
            (str(p.id), p.shown_name(lang)) for p in persons
        ]


class CodeForm(forms.Form):
    """Phone and the code received face to face."""

    phone = PhoneField()
    code = forms.CharField(
        label=say_lazy("people.code"), max_length=20, error_messages={"required": say_lazy("people.code_needed")},
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "dir": "ltr", "data-secret": ""}
        ),
    )  # fmt: skip

    def clean_code(self) -> str:
        """Digits only, however they were spaced."""
        return re.sub(r"\D", "", str(self.cleaned_data["code"]).translate(phones.DIGITS))


class ConfirmForm(forms.Form):
    """Her secret again, before something that matters."""

    secret = SecretField(label=say_lazy("people.secret_again"))


class ChangeSecretForm(NewSecretForm):
    """The present secret, then the new one twice."""

    present = SecretField(label=say_lazy("people.present_secret"))
    field_order = ("present", "secret", "again")


class CardForm(forms.Form):
    """Her name in both scripts, her language, an e-mail if she has one, her national number if she wishes."""

    full_name = name_field("people.name")
    name_ar = name_field("people.name_ar", required=False)
    language = language_field()
    email = forms.EmailField(
        label=say_lazy("people.email"), required=False, error_messages={"invalid": say_lazy("people.email_bad")}
    )
    cin = forms.CharField(
        label=say_lazy("people.cin_new"), help_text=say_lazy("people.cin_help"), required=False, max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr", "data-secret": ""}),
    )  # fmt: skip
    cin_gone = forms.BooleanField(required=False, label=say_lazy("people.cin_remove"))

    def clean_cin(self) -> str:
        """One or two letters and digits, without spaces; softly, for old cards differ."""
        typed = re.sub(r"[\s\-]", "", str(self.cleaned_data["cin"]).translate(phones.DIGITS)).upper()
        if typed and not re.fullmatch(r"[A-Z]{1,2}\d{3,8}", typed):
            raise forms.ValidationError(say("people.cin_bad"))
        return typed


class _EndsOn(forms.Form):
    ends_on = forms.DateField(
        label=say_lazy("people.ends_on"), help_text=say_lazy("people.ends_on_help"),
        error_messages={"required": say_lazy("people.date_bad"), "invalid": say_lazy("people.date_bad")},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["ends_on"].initial = today + timedelta(days=91)

    def clean_ends_on(self) -> date:
        """From today to a year from now."""
        day: date = self.cleaned_data["ends_on"]
        if not self.today <= day <= self.today + timedelta(days=366):
            raise forms.ValidationError(say("people.mandate_dates"))
        return day


class GiveMandateForm(_EndsOn):
    """To whom, and until when; confirmed with her own secret."""

    phone = PhoneField(label=say_lazy("people.helper_phone"))
    name = name_field("people.helper_name", help_text=say_lazy("people.helper_name_help"))
    secret = SecretField(label=say_lazy("people.secret_again"))
    field_order = ("phone", "name", "ends_on", "secret")


class DeskMandateForm(_EndsOn):
    """On the coach's phone: the person types her own phone and her own secret, and says yes."""

    phone = PhoneField(label=say_lazy("people.her_phone"))
    agreed = forms.BooleanField(
        label=say_lazy("people.desk_agreed"), error_messages={"required": say_lazy("people.desk_agreed_needed")}
    )
    secret = SecretField(label=say_lazy("people.her_secret"))
    field_order = ("ends_on", "phone", "agreed", "secret")


class FaceToFaceForm(forms.Form):
    """Before a code is issued: she is here, and I know who she is."""

    here = forms.BooleanField(
        label=say_lazy("people.face_to_face"), error_messages={"required": say_lazy("people.face_to_face_needed")}
    )
