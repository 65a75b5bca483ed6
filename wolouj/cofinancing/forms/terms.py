"""The rules of a call; the budget lines of donors."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from wolouj.cofinancing.forms.fields import LISTED, day, dirhams, line, percent, whole
from wolouj.cofinancing.forms.telling import more_than_nothing
from wolouj.cofinancing.models import Terms
from wolouj.foundation.folding import clean
from wolouj.foundation.words import say, say_lazy
from wolouj.programme.models import Donor

MOST_TRANCHES = 6


class TermsForm(forms.Form):
    """What a call gives and asks."""

    ceiling = dirhams("terms_ceiling", required=True)
    share = percent("terms_share", least=1)
    in_kind = percent("terms_in_kind")
    quotes = whole("terms_quotes", 1, 6)
    quotes_from = dirhams("terms_quotes_from", required=True)
    cash = dirhams("terms_cash", required=True, help_key="terms_cash_help")
    shares = line("terms_shares", 40, required=True, help_key="terms_shares_help")
    spend_from = day("terms_spend_from")
    spend_until = day("terms_spend_until")
    bound_months = whole("terms_bound", 0, 120)
    answer_days = whole("terms_answer", 1, 365)
    quorum = whole("terms_quorum", 1, 20)

    def clean_ceiling(self) -> Any:
        """More than nothing."""
        return more_than_nothing(self.cleaned_data["ceiling"])

    def clean_shares(self) -> list[int]:
        """Whole numbers that make 100, as typed: ``50 30 20``."""
        parts = re.split(r"[\s,،;؛+%٪]+", clean(self.cleaned_data["shares"]).strip(" ,،;؛+%٪"))
        if not all(part.isascii() and part.isdigit() and 1 <= int(part) <= 100 for part in parts):
            raise forms.ValidationError(say("cofinancing.shares_make_100"))
        shares = [int(part) for part in parts]
        if sum(shares) != 100 or len(shares) > MOST_TRANCHES:
            raise forms.ValidationError(say("cofinancing.shares_make_100"))
        return shares

    def clean(self) -> dict[str, Any]:
        """The last day comes after the first."""
        data = super().clean() or {}
        first, last = data.get("spend_from"), data.get("spend_until")
        if first and last and last < first:
            self.add_error("spend_until", say("cofinancing.days_turned"))
        return data


def initial_of(terms: Terms) -> dict[str, Any]:
    """What stands in the boxes."""
    kept = {name: getattr(terms, name) for name in TermsForm.base_fields}
    return kept | {"shares": " ".join(str(share) for share in terms.shares)}


class LineForm(forms.Form):
    """A donor's budget line, with what it gives."""

    donor = forms.ModelChoiceField(
        label=say_lazy("cofinancing.line_donor"), queryset=Donor.objects.none(),
        error_messages=LISTED,
    )  # fmt: skip
    code = line("line_code", 20, required=True)
    label_ar = line("line_label_ar")
    label_fr = line("line_label_fr")
    amount = dirhams("line_amount", required=True)

    def __init__(self, *args: Any, donors: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["donor"]
        field.queryset, field.empty_label = donors, say("cofinancing.choose")

    def clean_amount(self) -> Any:
        """More than nothing."""
        return more_than_nothing(self.cleaned_data["amount"])

    def clean(self) -> dict[str, Any]:
        """A label in one language at least."""
        data = super().clean() or {}
        if not data.get("label_ar") and not data.get("label_fr"):
            self.add_error("label_fr", say("cofinancing.needed"))
        return data


class AllotForm(forms.Form):
    """More money on a line."""

    amount = dirhams("line_amount", required=True)
    on = day("entry_on")
    why = line("entry_why", 300)

    def clean_amount(self) -> Any:
        """More than nothing."""
        return more_than_nothing(self.cleaned_data["amount"])
