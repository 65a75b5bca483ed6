"""What a person confirms of minutes: each box stands under the words it was read from."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from rulebook.engine.format import isolate, isolate_auto
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.money import parse_amount
from wolouj.foundation.typed import TypedText
from wolouj.foundation.words import say, say_lazy
from wolouj.notices.forms import Pasted, in_language
from wolouj.notices.minutes.storing import Confirmed, Won
from wolouj.notices.minutes.told import SINGLE, Outcome, Vat
from wolouj.notices.models import Notice

MOST_LOTS = 30
NONE_OF_THEM = ""


class SendForm(forms.Form):
    """Minutes as a file, or their text."""

    file = forms.FileField(
        label=say_lazy("notices.minutes.file_label"), help_text=say_lazy("notices.minutes.file_help"), required=False
    )
    text = Pasted(
        label=say_lazy("notices.minutes.text_label"),
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto", "autocomplete": "off"}),
        error_messages={"max_length": say_lazy("notices.paste_long")},
    )

    def clean(self) -> dict[str, Any]:
        """One of the two is needed."""
        got = super().clean() or {}
        if not got.get("file") and not got.get("text") and not self.errors:
            self.add_error("file", say("notices.minutes.send_something"))
        return got


class ResultForm(forms.Form):
    """The result as a person confirms it."""

    notice = forms.ChoiceField(label=say_lazy("notices.minutes.which_notice"), required=False, widget=forms.RadioSelect)
    reference = TypedText(label=say_lazy("notices.minutes.field.reference"), max_length=200)
    object = TypedText(
        lines=True,
        label=say_lazy("notices.minutes.field.object"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    buyer = TypedText(label=say_lazy("notices.minutes.field.buyer"), max_length=400)
    finished = forms.DateField(
        label=say_lazy("notices.minutes.field.finished"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    outcome = forms.ChoiceField(label=say_lazy("notices.minutes.field.outcome"), widget=forms.RadioSelect)
    bidders = forms.IntegerField(label=say_lazy("notices.minutes.how_many"), required=False, min_value=0, max_value=500)
    vat = forms.ChoiceField(
        label=say_lazy("notices.minutes.vat_asked"), help_text=say_lazy("notices.minutes.vat_help"),
        required=False, widget=forms.RadioSelect,
    )  # fmt: skip

    def __init__(self, *args: Any, read: dict[str, Any], notices: list[Notice], sure: bool, **kwargs: Any) -> None:
        kwargs.setdefault("initial", _initial(read, notices[0] if sure else None))
        super().__init__(*args, **kwargs)
        self.notices = {str(each.id): each for each in notices}
        self.fields["notice"].choices = [
            *(
                (key, f"{isolate(each.reference)} · {isolate_auto(each.buyer.name)}")
                for key, each in self.notices.items()
            ),
            (NONE_OF_THEM, say("notices.minutes.no_notice")),
        ]
        self.fields["outcome"].choices = [
            (each.value, say(f"notices.minutes.outcome.{each.value}")) for each in Outcome
        ]
        self.fields["vat"].choices = [
            (each.value, say(f"notices.minutes.vat.{each.value}")) for each in (Vat.INCLUDED, Vat.EXCLUDED)
        ]
        self.fields["finished"].error_messages["invalid"] = say("notices.day_invalid")
        for name, field in self.fields.items():
            field.error_messages["required"] = say("notices.field_required")
            if name in SINGLE and read.get(name):
                field.help_text = read_from(read[name])

    def confirmed(self, awards: list[Won]) -> Confirmed:
        """What the valid form says."""
        got = self.cleaned_data
        with_vat = got["vat"] == Vat.INCLUDED
        return Confirmed(
            reference=got["reference"],
            object=got["object"],
            buyer=got["buyer"],
            finished=got["finished"],
            outcome=got["outcome"],
            bidders=got["bidders"],
            awards=tuple(Won(one.lot, one.awardee, one.amount if with_vat else None) for one in awards),
            notice=self.notices.get(got["notice"]),
        )


def _named(notice: Notice) -> str:
    return f"{isolate(notice.reference)} · {isolate_auto(notice.buyer.name)}"


def read_from(found: dict[str, Any]) -> str:
    """The words a value was read from, and how sure that reading is."""
    words = found["words"].lstrip("-–•* ")
    return say("notices.minutes.read_from", words=words, sure=say(f"notices.minutes.sure.{found['confidence']}"))


def _initial(read: dict[str, Any], notice: Notice | None) -> dict[str, Any]:
    names = ("reference", "object", "buyer", "finished", "outcome")
    told = {name: read[name]["value"] for name in names if read.get(name)}
    number = len(read.get("bidders", []))
    return {
        **told,
        "notice": str(notice.id) if notice else NONE_OF_THEM,
        "bidders": number or (0 if read.get("no_bidder") else None),
        "vat": read["vat"] if read.get("vat") != Vat.NOT_SAID else None,
    }


class AwardForm(forms.Form):
    """One lot: who was retained, for how much. A row left empty is none."""

    lot = TypedText(label=say_lazy("notices.minutes.lot"), max_length=20, required=False)
    awardee = TypedText(label=say_lazy("notices.minutes.awardee"), max_length=300, required=False)
    amount = forms.CharField(label=say_lazy("notices.minutes.amount"), max_length=30, required=False)

    def clean_amount(self) -> Decimal | None:
        """The amount typed; nothing is not known."""
        told = (self.cleaned_data["amount"] or "").strip()
        if not told:
            return None
        try:
            amount = parse_amount(told)
        except BadInput as error:
            raise forms.ValidationError(in_language(error)) from error
        if not amount:
            raise forms.ValidationError(say("notices.minutes.amount_zero"))
        return amount


class Awards(forms.BaseFormSet):  # type: ignore[type-arg]
    """The lots, no two of one number."""

    def clean(self) -> None:
        """Refuse a lot told twice."""
        lots = [one.lot for one in self.won()] if not any(self.errors) else []
        if len(set(lots)) < len(lots):
            raise forms.ValidationError(say("notices.minutes.lot_twice"))

    def won(self) -> list[Won]:
        """The rows that say something."""
        rows = [form.cleaned_data for form in self.forms if getattr(form, "cleaned_data", None)]
        return [
            Won(row.get("lot", ""), row.get("awardee", ""), row.get("amount"))
            for row in rows
            if row.get("awardee") or row.get("amount")
        ]


AwardFormSet = forms.formset_factory(
    AwardForm, formset=Awards, extra=0, min_num=1, max_num=MOST_LOTS, absolute_max=MOST_LOTS, validate_max=True
)


def award_initial(read: dict[str, Any]) -> list[dict[str, Any]]:
    """The lots as read, for the boxes."""
    return [
        {
            "lot": one.get("lot") or "",
            "awardee": (one.get("name") or {}).get("value", ""),
            "amount": _typed((one.get("amount") or {}).get("value", "")),
        }
        for one in read.get("awards", [])
    ] or [{}]


def _typed(amount: str) -> str:
    """An amount as people type it here: 168 600,00."""
    return f"{Decimal(amount):,.2f}".replace(",", " ").replace(".", ",") if amount else ""
