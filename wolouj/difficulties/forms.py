"""What is typed of a difficulty: one tap on the list; the rest may stay empty. Forms check; they save nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from wolouj.difficulties.actions import Told
from wolouj.difficulties.codes import codes
from wolouj.difficulties.models import MOST_COST, WORDS, BuyerKind, Step
from wolouj.difficulties.queries import Asked
from wolouj.foundation.articles import article_name
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.money import parse_amount
from wolouj.foundation.typed import TypedText
from wolouj.foundation.words import active, say, say_lazy
from wolouj.reference import territories

MOST_HANDS = 1000


class CostField(forms.CharField):
    """Dirhams, zero or more. Empty is ``None``: not told."""

    def clean(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """The amount, read as people write it."""
        text = super().clean(value)
        if not text:
            return None
        try:
            amount = parse_amount(text)
        except BadInput as error:
            raise forms.ValidationError(getattr(error.text, active())) from error
        if amount > MOST_COST:
            raise forms.ValidationError(say("difficulties.cost_too_great"))
        return amount


def code_choices() -> list[tuple[str, str]]:
    """The list, each with its name."""
    lang = active()
    return [(one.key, one.word(lang)) for one in codes().values()]


def province_choices() -> list[tuple[str, str]]:
    """Every province, by name."""
    lang = active()
    return [(place.code, place.name(lang)) for place in territories.provinces()]


class _Chosen(forms.Form):
    """Choices whose words are those of the page's language."""

    def offer(self, name: str, choices: list[tuple[str, str]], empty: str = "") -> None:
        """Give a field its choices, and its word for "nothing chosen"."""
        self.fields[name].choices = [("", say(empty)), *choices] if empty else choices  # type: ignore[attr-defined]
        self.fields[name].error_messages["invalid_choice"] = say("difficulties.choose_listed")


class TellForm(_Chosen):
    """One difficulty. ``hands``: counted at a meeting, so how many, and no words of one person."""

    code = forms.ChoiceField(
        label=say_lazy("difficulties.which"), widget=forms.RadioSelect,
        error_messages={"required": say_lazy("difficulties.which_needed")},
    )  # fmt: skip
    voices = forms.IntegerField(
        label=say_lazy("difficulties.hands"), help_text=say_lazy("difficulties.hands_help"), min_value=0,
        max_value=MOST_HANDS, initial=1,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), say_lazy("difficulties.hands_bad")
        ),
    )  # fmt: skip
    step = forms.ChoiceField(label=say_lazy("difficulties.step"), required=False)
    buyer_kind = forms.ChoiceField(label=say_lazy("difficulties.buyer_kind"), required=False)
    province = forms.ChoiceField(label=say_lazy("difficulties.province"), required=False)
    article = forms.ChoiceField(label=say_lazy("difficulties.article"), required=False)
    cost = CostField(
        label=say_lazy("difficulties.cost"), required=False, max_length=24,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )  # fmt: skip
    words = TypedText(
        label=say_lazy("difficulties.words"), required=False, max_length=WORDS, lines=True,
        help_text=say_lazy("difficulties.words_help"),
        error_messages={"max_length": say_lazy("difficulties.words_long")},
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto", "autocomplete": "off"}),
    )  # fmt: skip
    words_ok = forms.BooleanField(label=say_lazy("difficulties.words_ok"), required=False)

    def __init__(self, *args: Any, hands: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hands = hands
        self.offer("code", code_choices())
        self.offer("step", [(s.value, say(f"difficulties.step_{s.value}")) for s in Step], "difficulties.step_usual")
        kinds = [(k.value, say(f"difficulties.buyer_{k.value}")) for k in BuyerKind]
        self.offer("buyer_kind", kinds, "difficulties.not_told")
        self.offer("province", province_choices(), "difficulties.not_told")
        articles = dict.fromkeys(a for one in codes().values() for a in one.articles)
        lang = active()
        self.offer("article", [(a, getattr(article_name(a), lang)) for a in articles], "difficulties.article_usual")
        for name in ("words_ok",) if hands else ("voices",):
            del self.fields[name]

    @property
    def more(self) -> list[forms.BoundField]:
        """What may stay folded: everything but the first tap and the hands."""
        return [field for field in self if field.name not in ("code", "voices", "words_ok")]

    @property
    def options(self) -> list[tuple[Any, str, str]]:
        """Each difficulty of the list: its button, its name, what it looks like in life."""
        lang = active()
        hints = {key: str(getattr(one.hint, lang)) for key, one in codes().items()}
        return [(option, option.choice_label, hints[str(option.data["value"])]) for option in self["code"]]

    def told(self) -> Told:
        """What she told, for the action."""
        data = dict(self.cleaned_data)
        article = data.pop("article")
        return Told(articles=(article,) if article else (), **data)


class RegisterForm(_Chosen):
    """Which part of the register: everything may stay empty."""

    code = forms.ChoiceField(label=say_lazy("difficulties.which_short"), required=False)
    province = forms.ChoiceField(label=say_lazy("difficulties.province"), required=False)
    buyer_kind = forms.ChoiceField(label=say_lazy("difficulties.buyer_kind"), required=False)
    since = forms.DateField(
        label=say_lazy("difficulties.since"), required=False,
        error_messages={"invalid": say_lazy("difficulties.day_bad")},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    until = forms.DateField(
        label=say_lazy("difficulties.until"), required=False,
        error_messages={"invalid": say_lazy("difficulties.day_bad")},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("code", code_choices(), "difficulties.all")
        self.offer("province", province_choices(), "difficulties.all")
        kinds = [(k.value, say(f"difficulties.buyer_{k.value}")) for k in BuyerKind]
        self.offer("buyer_kind", kinds, "difficulties.all")

    def clean(self) -> dict[str, Any]:
        """The first day is not after the last."""
        data = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        if since and until and since > until:
            self.add_error("until", say("difficulties.days_turned"))
        return data

    def asked(self) -> Asked:
        """What is asked; everything while the form is not valid."""
        return Asked(**self.cleaned_data) if self.is_bound and self.is_valid() else Asked()
