"""What a person types in a calculator. All of it stands in the address, so that an answer can be sent to somebody."""

from __future__ import annotations

from typing import Any

from django import forms

from wolouj.bids.forms import AmountField
from wolouj.foundation.words import say_lazy


def said(key: str) -> Any:
    """A label of this room, chosen when shown."""
    return say_lazy(f"guides.{key}")


NEEDED = {"required": said("needed")}


class OrderForm(forms.Form):
    """May this amount pass by purchase order?"""

    amount = AmountField(label=said("order_amount"), required=True, error_messages=NEEDED)
