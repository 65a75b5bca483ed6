"""The screens of a request and its rows."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from wolouj.cofinancing.forms.fields import NEEDED, Dirhams, SafeFile, dirhams, line, lines, radio, whole
from wolouj.cofinancing.models import ItemKind, OwnKind
from wolouj.cofinancing.plan import MONTHS
from wolouj.foundation.words import say, say_lazy


class IdeaForm(forms.Form):
    """The canvas, in six plain questions."""

    sells = lines("ask_sells")
    buyers = lines("ask_buyers")
    rivals = lines("ask_rivals")
    makes = lines("ask_makes")
    helpers = lines("ask_helpers")
    risks = lines("ask_risks")


class PriceForm(forms.Form):
    """One unit and one month: what the break-even is worked out from."""

    unit = line("ask_unit", 60, help_key="ask_unit_help")
    price = dirhams("ask_price")
    cost = dirhams("ask_cost", help_key="ask_cost_help")
    fixed = dirhams("ask_fixed", help_key="ask_fixed_help")
    hopes = whole("ask_hopes", 0, 1_000_000, required=False)


class MonthField(Dirhams):
    """A box of one month, whose refusal says which."""

    def __init__(self, key: str, n: int) -> None:
        super().__init__(label=say_lazy(f"cofinancing.{key}"), error_messages=NEEDED)
        self.n = n

    def clean(self, value: Any) -> Decimal | None:
        """As any amount."""
        try:
            return super().clean(value)
        except forms.ValidationError as fault:
            said = say("cofinancing.month_error", n=self.n, said=fault.messages[0])
            raise forms.ValidationError(said) from fault


class CashForm(forms.Form):
    """Twelve months: what comes in, what goes out. An empty box is nothing."""

    start = dirhams("ask_start", help_key="ask_start_help", required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, MONTHS + 1):
            self.fields[f"in{n}"] = MonthField("month_in", n)
            self.fields[f"out{n}"] = MonthField("month_out", n)

    def rows(self) -> list[dict[str, Any]]:
        """The two boxes of each month."""
        return [{"n": n, "comes": self[f"in{n}"], "goes": self[f"out{n}"]} for n in range(1, MONTHS + 1)]

    def told(self) -> dict[str, Any]:
        """As the request keeps them."""
        zero, data = Decimal(0), self.cleaned_data
        months = [[str(data[f"in{n}"] or zero), str(data[f"out{n}"] or zero)] for n in range(1, MONTHS + 1)]
        return {"start": data["start"], "months": months}


class SendForm(forms.Form):
    """She has read it again and hands it in."""

    yes = forms.BooleanField(
        label=say_lazy("cofinancing.send_yes"), error_messages={"required": say_lazy("cofinancing.send_yes_needed")}
    )


class ItemForm(forms.Form):
    """One thing to buy."""

    kind = radio("item_kind", ItemKind.values, "kind")
    label = line("item_label", required=True)
    quantity = whole("item_quantity", 1, 100_000)
    price = dirhams("item_price", required=True)
    supplier = line("item_supplier")

    def clean_price(self) -> Decimal:
        """More than nothing."""
        return more_than_nothing(self.cleaned_data["price"])


class OwnForm(forms.Form):
    """A part of her own contribution, with what shows it when she has it."""

    kind = radio("own_kind", OwnKind.values, "brings")
    label = line("own_label", required=True)
    amount = dirhams("own_amount", required=True)
    valued = line("own_valued", 200, help_key="own_valued_help")
    file = SafeFile("own_file", help_key="own_file_help", required=False)

    def clean_amount(self) -> Decimal:
        """More than nothing."""
        return more_than_nothing(self.cleaned_data["amount"])

    def clean(self) -> dict[str, Any]:
        """What is not money says how its worth was found."""
        data = super().clean() or {}
        if data.get("kind") in (OwnKind.KIND, OwnKind.WORK) and not data.get("valued"):
            self.add_error("valued", say("cofinancing.own_valued_needed"))
        return data


class QuoteForm(forms.Form):
    """The quote of a supplier for one line."""

    supplier = line("quote_supplier", required=True)
    amount = dirhams("quote_amount", required=True)
    file = SafeFile("quote_file", help_key="file_help")

    def clean_amount(self) -> Decimal:
        """More than nothing."""
        return more_than_nothing(self.cleaned_data["amount"])


def more_than_nothing(amount: Decimal) -> Decimal:
    """The amount.

    Raises:
        forms.ValidationError: it is zero.
    """
    if amount <= 0:
        raise forms.ValidationError(say("cofinancing.amount_nothing"))
    return amount
