"""What a person types of a price. Figures are read as people write them; an empty box stays empty."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from rulebook.engine import format as fmt
from wolouj.bids.facts import COST_PARTS
from wolouj.bids.models import NoGo, QuoteLine
from wolouj.bids.weighing import Told
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.money import centimes, parse_amount, parse_rate
from wolouj.foundation.typed import TypedText
from wolouj.foundation.words import active, say, say_lazy


def shown_amount(value: Decimal | None) -> str:
    """An amount as it stands in a box: comma, two decimals, no group."""
    return "" if value is None else f"{value:.2f}".replace(".", ",")


class AmountField(forms.CharField):
    """Dirhams, zero or more, to the centime. Empty is ``None``: not told."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("max_length", 24)
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return shown_amount(value) if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Decimal | None:  # type: ignore[override]
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_amount(text)
        except BadInput as error:
            raise forms.ValidationError(getattr(error.text, active())) from error


class RateField(forms.CharField):
    """A VAT rate per cent. Empty is ``None``."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            max_length=8,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        return fmt.number(value).replace("\u202f", "") if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Decimal | None:  # type: ignore[override]
        text = super().clean(value)
        try:
            return parse_rate(text) if text else None
        except BadInput as error:
            raise forms.ValidationError(getattr(error.text, active())) from error


class PriceForm(forms.Form):
    """One line in the list of prices: what a unit costs, what it is sold for, and its VAT rate."""

    unit_cost = AmountField(label=say_lazy("bids.unit_cost"))
    unit_price = AmountField(label=say_lazy("bids.unit_price"))
    vat_rate = RateField(label=say_lazy("bids.vat_rate"))

    def __init__(self, *args: Any, asks_rate: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_rate:
            del self.fields["vat_rate"]

    def answer(self) -> dict[str, Any]:
        """The fields as :func:`wolouj.bids.actions.price_lines` takes them."""
        return dict(self.cleaned_data)


class LinePriceForm(PriceForm):
    """One line alone: its cost part by part, then its price."""

    inputs = AmountField(label=say_lazy("bids.inputs"))
    labour = AmountField(label=say_lazy("bids.labour"), help_text=say_lazy("bids.labour_help"))
    hours = AmountField(label=say_lazy("bids.hours"))
    hour_rate = AmountField(label=say_lazy("bids.hour_rate"))
    transport = AmountField(label=say_lazy("bids.transport"))
    packaging = AmountField(label=say_lazy("bids.packaging"))
    overhead = AmountField(label=say_lazy("bids.overhead"), help_text=say_lazy("bids.overhead_help"))
    field_order = [*COST_PARTS, "unit_price", "vat_rate"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["unit_cost"]

    def answer(self) -> dict[str, Any]:
        """The parts, and the unit cost they add up to (``None`` when none was told)."""
        hours, rate = self.cleaned_data.get("hours"), self.cleaned_data.get("hour_rate")
        if hours is not None and rate is not None:
            self.cleaned_data["labour"] = centimes(hours * rate)
        told = [self.cleaned_data[part] for part in COST_PARTS if self.cleaned_data.get(part) is not None]
        return {**self.cleaned_data, "unit_cost": sum(told, Decimal(0)) if told else None}


def price_forms(lines: list[QuoteLine], data: Any, *, asks_rate: bool) -> list[PriceForm]:
    """One small form a line, named by its position."""
    return [
        PriceForm(
            data,
            prefix=f"l{row.position}",
            asks_rate=asks_rate,
            initial={"unit_cost": row.unit_cost, "unit_price": row.unit_price, "vat_rate": row.vat_rate},
        )
        for row in lines
    ]


class ReasonForm(forms.Form):
    """A reason in a few words."""

    reason = TypedText(
        lines=True, label=say_lazy("bids.reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = required
        self.fields["reason"].error_messages["required"] = say("bids.reason_needed")


class NoGoForm(ReasonForm):
    """Why not this time: one of a few reasons, and a few words if she likes."""

    why = forms.ChoiceField(label=say_lazy("bids.no_go_why"), required=False, widget=forms.RadioSelect)
    field_order = ["why", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, required=False, **kwargs)
        self.fields["why"].choices = [(each.value, say(f"bids.no_go.{each.value}")) for each in NoGo]


class WeighForm(forms.Form):
    """Own cost first, then the price thought of, then the effort of answering."""

    cost = AmountField(label=say_lazy("bids.weigh_cost"), help_text=say_lazy("bids.weigh_cost_help"))
    price = AmountField(label=say_lazy("bids.weigh_price"))
    delivered_on = forms.DateField(
        label=say_lazy("bids.weigh_delivered"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    hours = AmountField(label=say_lazy("bids.weigh_hours"))
    hour_rate = AmountField(label=say_lazy("bids.weigh_hour_rate"))
    spent = AmountField(label=say_lazy("bids.weigh_spent"), help_text=say_lazy("bids.weigh_spent_help"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["delivered_on"].error_messages["invalid"] = say("notices.day_invalid")

    def clean_hours(self) -> Decimal | None:
        """Hours are few: a year of nights is a slip."""
        return self._at_most("hours", Decimal(9999))

    def clean_hour_rate(self) -> Decimal | None:
        """As the hours."""
        return self._at_most("hour_rate", Decimal(99_999))

    def _at_most(self, name: str, most: Decimal) -> Decimal | None:
        value: Decimal | None = self.cleaned_data[name]
        if value is not None and value > most:
            raise forms.ValidationError(say("bids.weigh_too_much", most=most))
        return value

    def told(self) -> Told:
        """What she told."""
        return Told(**self.cleaned_data)


class ReceiptForm(forms.Form):
    """The photo of the portal's receipt: welcome, never compulsory."""

    photo = forms.FileField(label=say_lazy("bids.receipt"), help_text=say_lazy("bids.receipt_help"), required=False)
