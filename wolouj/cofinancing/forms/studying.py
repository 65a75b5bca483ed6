"""What the coach proposes."""

from __future__ import annotations

from decimal import Decimal

from django import forms

from wolouj.cofinancing.forms.fields import dirhams, lines
from wolouj.cofinancing.forms.telling import more_than_nothing


class ProposeForm(forms.Form):
    """So much, and why."""

    amount = dirhams("propose_amount", required=True)
    note = lines("propose_why", required=True)

    def clean_amount(self) -> Decimal:
        """More than nothing."""
        return more_than_nothing(self.cleaned_data["amount"])
