"""What is typed once a file runs: the signed paper, a payment, a purchase and its papers, a word at the end."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from wolouj.cofinancing.forms.fields import LISTED, SafeFile, day, dirhams, line, lines, radio
from wolouj.cofinancing.forms.telling import more_than_nothing
from wolouj.cofinancing.models import How, Item, PieceKind
from wolouj.foundation.words import say, say_lazy

PROOFS = (PieceKind.INVOICE, PieceKind.BANK, PieceKind.PHOTO)


class SignForm(forms.Form):
    """The agreement, signed by all."""

    on = day("sign_on")
    file = SafeFile("sign_file", help_key="file_help")


class PayForm(forms.Form):
    """A payment that left."""

    on = day("pay_on")
    reference = line("pay_reference", 60, required=True)


class TakeBackForm(forms.Form):
    """A payment that did not arrive."""

    on = day("entry_on")
    why = line("take_back_why", 300, required=True)


class GiveBackForm(forms.Form):
    """Money of a stopped file that comes back."""

    amount = dirhams("give_back_amount", required=True)
    on = day("entry_on")
    why = line("entry_why", 300, required=True)

    def clean_amount(self) -> Decimal:
        """More than nothing."""
        return more_than_nothing(self.cleaned_data["amount"])


class PurchaseForm(forms.Form):
    """One purchase, and what shows it; a paper may also come later."""

    item = forms.ModelChoiceField(
        label=say_lazy("cofinancing.buy_item"), queryset=Item.objects.none(), error_messages=LISTED
    )
    supplier = line("buy_supplier", required=True)
    amount = dirhams("buy_amount", required=True)
    on = day("buy_on")
    how = radio("buy_how", How.values, "how")
    serial = line("buy_serial", 80, help_key="buy_serial_help")
    invoice = SafeFile("piece_invoice", help_key="file_help", required=False)
    bank = SafeFile("piece_bank", help_key="bank_help", required=False)
    photo = SafeFile("piece_photo", required=False)

    def __init__(self, *args: Any, items: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["item"]
        field.queryset, field.empty_label = items, None
        field.label_from_instance = lambda item: item.label

    def clean_amount(self) -> Decimal:
        """More than nothing."""
        return more_than_nothing(self.cleaned_data["amount"])

    def parts(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """The purchase, and the papers that came with it by kind."""
        data = dict(self.cleaned_data)
        found = {kind: data.pop(kind) for kind in PROOFS}
        return data, {kind: paper for kind, paper in found.items() if paper is not None}


class ProofForm(forms.Form):
    """A paper that was missing; or the serial number."""

    serial = line("buy_serial", 80, help_key="buy_serial_help")
    invoice = SafeFile("piece_invoice", help_key="file_help", required=False)
    bank = SafeFile("piece_bank", help_key="bank_help", required=False)
    photo = SafeFile("piece_photo", required=False)

    def clean(self) -> dict[str, Any]:
        """Something is added."""
        data = super().clean() or {}
        if not self.errors and not any(data.get(name) for name in PROOFS) and not self.has_changed():
            self.add_error(None, say("cofinancing.proof_nothing"))
        return data


class JudgeForm(forms.Form):
    """What is wrong, in words she reads; nothing when it is right."""

    why = lines("judge_why", 300, rows=2)
