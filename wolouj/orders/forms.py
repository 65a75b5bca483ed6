"""What is typed about an order. Forms check; they save nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from rulebook.payment import Client
from wolouj.bids.facts import USUAL_RATE, adds_vat
from wolouj.bids.forms import AmountField, RateField
from wolouj.foundation.files_asked import made_safe
from wolouj.foundation.money import centimes
from wolouj.foundation.typed import TypedText
from wolouj.foundation.uploads import clean
from wolouj.foundation.words import active, say, say_lazy
from wolouj.orders.actions import ByHand, Told
from wolouj.orders.models import NOTE, How, Kind
from wolouj.orders.states import MONEY, SENT
from wolouj.reference import territories
from wolouj.structures.models import Structure

NEEDED = {"required": say_lazy("orders.needed"), "max_length": say_lazy("orders.too_long")}
LISTED = dict.fromkeys(("required", "invalid_choice"), say_lazy("orders.choose_one"))
MOST = Decimal("999999999.99")


def line(key: str, most: int, **kwargs: Any) -> TypedText:
    """One line of text."""
    kwargs.setdefault("required", False)
    return TypedText(
        label=say_lazy(f"orders.{key}"), max_length=most, error_messages=NEEDED,
        widget=forms.TextInput(attrs={"autocomplete": "off"}), **kwargs,
    )  # fmt: skip


def lines(key: str, most: int, **kwargs: Any) -> TypedText:
    """Several lines of text."""
    kwargs.setdefault("required", False)
    return TypedText(
        label=say_lazy(f"orders.{key}"), max_length=most, lines=True, error_messages=NEEDED,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}), **kwargs,
    )  # fmt: skip


def dirhams(key: str, **kwargs: Any) -> AmountField:
    """An amount, read as people write it."""
    return AmountField(label=say_lazy(f"orders.{key}"), error_messages=NEEDED, **kwargs)


def _client_choices() -> list[tuple[str, str]]:
    known = [(each.value, say(f"orders.client_{each.value}")) for each in Client]
    return [*known, ("", say("orders.client_unknown"))]


def _province_choices() -> list[tuple[str, str]]:
    lang = active()
    return [("", say("orders.province_unknown")), *((p.code, p.name(lang)) for p in territories.provinces())]


class BuyerForm(forms.Form):
    """Who the buyer is before the law of payment, where it is, and the order's own number."""

    client = forms.ChoiceField(
        label=say_lazy("orders.client"), required=False, widget=forms.RadioSelect, error_messages=LISTED
    )
    province = forms.ChoiceField(label=say_lazy("orders.province"), required=False, error_messages=LISTED)
    reference = line("reference", 200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["client"].choices = _client_choices()
        self.fields["province"].choices = _province_choices()


class ByHandForm(BuyerForm):
    """An order won elsewhere: buyer, object, amount; of who adds VAT, the amount without it and the rate."""

    buyer = line("buyer", 400, required=True)
    object = lines("object", 2000, required=True)
    amount = dirhams("order_amount", required=True)
    vat_rate = RateField(label=say_lazy("orders.vat_rate"))
    field_order = ["buyer", "object", "amount", "vat_rate", "client", "province", "reference"]

    def __init__(self, *args: Any, structure: Structure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.adds_vat = adds_vat(structure)
        if self.adds_vat:
            self.fields["amount"].label = say("orders.order_excl")
            self.fields["vat_rate"].initial = USUAL_RATE
        else:
            del self.fields["vat_rate"]

    def clean_amount(self) -> Decimal:
        """Above zero, and printable in words."""
        return _positive(self.cleaned_data["amount"])

    def clean_vat_rate(self) -> Decimal:
        """A rate is told, zero included."""
        rate: Decimal | None = self.cleaned_data["vat_rate"]
        if rate is None:
            raise forms.ValidationError(say("orders.rate_needed"))
        return rate

    def told(self) -> ByHand:
        """The order, for the action."""
        data = dict(self.cleaned_data)
        amount, rate = data.pop("amount"), data.pop("vat_rate", None)
        if rate is None:
            return ByHand(amount=amount, **data)
        return ByHand(amount=amount + centimes(amount * rate / 100), excl=amount, vat_rate=rate, **data)


def _positive(amount: Decimal) -> Decimal:
    if amount <= 0:
        raise forms.ValidationError(say("orders.above_zero"))
    if amount > MOST / 2:
        raise forms.ValidationError(say("orders.too_much", most=MOST / 2))
    return amount


class EventForm(forms.Form):
    """One event: its day, and only what its kind asks."""

    on = forms.DateField(
        label=say_lazy("orders.which_day"),
        error_messages=dict.fromkeys(("required", "invalid"), say_lazy("orders.day_bad")),
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    amount = dirhams("amount")
    withheld = dirhams("withheld", help_text=say_lazy("orders.withheld_help"))
    number = line("number", 60)
    how = forms.ChoiceField(
        label=say_lazy("orders.how"), required=False, widget=forms.RadioSelect, error_messages=LISTED
    )
    note = lines("note", NOTE)
    paper = forms.FileField(
        label=say_lazy("orders.paper"), required=False, help_text=say_lazy("orders.paper_help"),
        error_messages={"empty": say_lazy("orders.paper_empty")},
    )  # fmt: skip

    def __init__(self, *args: Any, kind: Kind, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = say(f"orders.on_{kind}")
        self.fields["on"].widget.attrs["max"] = on.isoformat()
        self.fields["how"].choices = [(each.value, say(f"orders.how_{each}")) for each in How]
        self.fields["paper"].label = say(f"orders.paper_{kind}")
        self.fields["amount"].label = say(f"orders.amount_{kind}") if kind in {*MONEY, Kind.INTEREST} else ""
        for name in self._unasked(kind):
            del self.fields[name]
        if kind in MONEY:
            self.fields["amount"].required = True

    @staticmethod
    def _unasked(kind: Kind) -> list[str]:
        """The boxes that mean nothing for this kind."""
        asked = {
            "amount": kind in {*MONEY, Kind.INTEREST},
            "withheld": kind == Kind.PAID,
            "number": kind in {Kind.CONFIRMED, Kind.DELIVERED, Kind.INVOICED},
            "how": kind in SENT,
        }
        return [name for name, yes in asked.items() if not yes]

    def clean_amount(self) -> Decimal | None:
        """Above zero when told."""
        amount: Decimal | None = self.cleaned_data["amount"]
        return amount if amount is None else _positive(amount)

    def clean_withheld(self) -> Decimal | None:
        """Nothing kept is nothing to tell."""
        kept: Decimal | None = self.cleaned_data["withheld"]
        return None if not kept else _positive(kept)

    def clean_paper(self) -> Any:
        """The photo or PDF, made safe."""
        return made_safe(self.cleaned_data["paper"], clean)

    def told(self) -> Told:
        """The event, for the action."""
        return Told(**self.cleaned_data)


class WhyForm(forms.Form):
    """Why something said is taken back."""

    note = lines("why", NOTE, required=True)
