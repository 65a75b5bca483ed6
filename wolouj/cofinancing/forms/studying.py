"""What the coach proposes."""

from __future__ import annotations

from django import forms

from wolouj.cofinancing.forms.fields import dirhams, lines


class ProposeForm(forms.Form):
    """So much, and why."""

    amount = dirhams("propose_amount", required=True)
    note = lines("propose_why", required=True)
