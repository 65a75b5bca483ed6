"""The committee's day: who leaves the room, what is decided. Who sits is typed in the selection's own form."""

from __future__ import annotations

from typing import Any

from django import forms

from wolouj.cofinancing.forms.fields import LISTED, dirhams, lines, radio
from wolouj.cofinancing.models import BudgetLine, Member, Verdict
from wolouj.foundation.words import active, say, say_lazy


class LeaveForm(forms.Form):
    """A member who leaves the room for this file."""

    member = forms.ModelChoiceField(
        label=say_lazy("cofinancing.leave_who"), queryset=Member.objects.none(), error_messages=LISTED
    )

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["member"]
        field.queryset, field.empty_label = members, say("cofinancing.choose")
        field.label_from_instance = lambda member: member.name


class RulingForm(forms.Form):
    """Yes or no, how much, from which line, and why in both languages."""

    verdict = radio("verdict", Verdict.values, "verdict")
    amount = dirhams("ruling_amount", help_key="ruling_amount_help")
    line = forms.ModelChoiceField(
        label=say_lazy("cofinancing.ruling_line"), queryset=BudgetLine.objects.none(), required=False,
        error_messages=LISTED,
    )  # fmt: skip
    reason_ar = lines("reason_ar", 600, required=True)
    reason_fr = lines("reason_fr", 600, required=True)

    def __init__(self, *args: Any, budget: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["line"]
        field.queryset, field.empty_label = budget, say("cofinancing.choose")
        field.label_from_instance = lambda line: f"{line.code} · {line.shown(active())}"

    def clean(self) -> dict[str, Any]:
        """A yes has its money."""
        data = super().clean() or {}
        if data.get("verdict") == Verdict.ACCEPTED:
            for name in ("amount", "line"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, say("cofinancing.amount_and_line"))
        return data
