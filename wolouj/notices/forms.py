"""What a person types of a notice. Checks the shape of each field; the document reader checks the whole."""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from rulebook.engine.facts import BuyerRules, Category, Procedure
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.money import parse_quantity
from wolouj.foundation.typed import TypedText
from wolouj.foundation.words import active, say, say_lazy
from wolouj.notices.natures import nature_choices
from wolouj.notices.understanding import ABROAD, COUNTRY, place_codes

CASABLANCA = ZoneInfo("Africa/Casablanca")
MAX_LINES = 1000
YES_NO = {"": None, "yes": True, "no": False}


_DROPPED = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u061c\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


class Pasted(forms.CharField):
    """Pasted text, without the invisible marks that phones add or that turn a line around."""

    def to_python(self, value: Any) -> str:
        """The text cleaned before its length is looked at."""
        return str(super().to_python(_DROPPED.sub("", value) if isinstance(value, str) else value))


class PasteForm(forms.Form):
    """The text of a notice, as copied."""

    text = Pasted(
        label=say_lazy("notices.paste_label"),
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto", "autocomplete": "off"}),
        error_messages={"required": say_lazy("notices.paste_empty"), "max_length": say_lazy("notices.paste_long")},
    )


class FileForm(forms.Form):
    """A notice in the documented JSON."""

    file = forms.FileField(
        label=say_lazy("notices.file_label"), error_messages={"required": say_lazy("notices.file_empty")}
    )


class SearchNameForm(forms.Form):
    """The name of a search she keeps."""

    name = TypedText(
        label=say_lazy("notices.saved_name"), max_length=80,
        error_messages={
            "required": say_lazy("notices.saved_name_needed"), "max_length": say_lazy("notices.saved_name_long"),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )  # fmt: skip


class ReadingForm(forms.Form):
    """What we understood of a public notice, for who knows better."""

    nature = forms.TypedChoiceField(label=say_lazy("notices.nature"), coerce=int, empty_value=None, required=False)
    place = TypedText(
        label=say_lazy("notices.reading_place"), help_text=say_lazy("notices.reading_place_help"), max_length=120,
        required=False,
    )  # fmt: skip
    rulebook = forms.ChoiceField(
        label=say_lazy("notices.rulebook"), choices=lambda: _choices(BuyerRules, "rulebook")(), widget=forms.RadioSelect
    )
    buyer_place = TypedText(
        label=say_lazy("notices.reading_buyer_place"), help_text=say_lazy("notices.reading_place_help"),
        max_length=120, required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nature"].choices = [("", say("notices.not_told")), *nature_choices()]

    def clean_place(self) -> str:
        """The code of the place typed, the whole country too; empty when nothing was or nothing changed."""
        return self._place("place", beyond=True)

    def clean_buyer_place(self) -> str:
        """As :meth:`clean_place`; a buyer is in one place of the country."""
        return self._place("buyer_place", beyond=False)

    def _place(self, name: str, *, beyond: bool) -> str:
        told = self.cleaned_data[name]
        # A name that several places bear is refused when typed, never when it was there: its code is known.
        if not told or name not in self.changed_data:
            return ""
        codes = place_codes((told,))
        if not codes or (codes[0] in (COUNTRY, ABROAD) and not beyond):
            raise forms.ValidationError(say("notices.reading_place_unknown"))
        return codes[0]


_BOX = {"deadline": "deadline_day"}
"""A field of the document -> the box that holds it, where the name is another."""


def _choices(kinds: Any, prefix: str) -> Any:
    return lambda: [(kind.value, say(f"notices.{prefix}_{kind.value}")) for kind in kinds]


class NoticeForm(forms.Form):
    """The fields of a draft. ``initial`` and :meth:`document` speak the documented notice JSON."""

    reference = TypedText(label=say_lazy("notices.reference"), max_length=200)
    object = TypedText(
        lines=True,
        label=say_lazy("notices.object"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    buyer = TypedText(label=say_lazy("notices.buyer"), max_length=400)
    rulebook = forms.ChoiceField(
        label=say_lazy("notices.rulebook"), choices=_choices(BuyerRules, "rulebook"), widget=forms.RadioSelect
    )
    deadline_day = forms.DateField(
        label=say_lazy("notices.deadline_day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    deadline_hour = forms.TimeField(
        label=say_lazy("notices.deadline_hour"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    places = TypedText(
        label=say_lazy("notices.places"), help_text=say_lazy("notices.places_help"), max_length=500, required=False
    )
    category = forms.ChoiceField(label=say_lazy("notices.category"), required=False)
    nature = forms.TypedChoiceField(label=say_lazy("notices.nature"), coerce=int, empty_value=None, required=False)
    published = forms.DateField(
        label=say_lazy("notices.published"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reserved = forms.ChoiceField(label=say_lazy("notices.reserved"), required=False, widget=forms.RadioSelect)
    kind = forms.ChoiceField(
        label=say_lazy("notices.kind"), choices=_choices(Procedure, "kind"), widget=forms.RadioSelect
    )

    def __init__(
        self,
        *args: Any,
        document: dict[str, Any] | None = None,
        doubts: dict[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, initial=_initial(document or {}), **kwargs)
        self.fields["category"].choices = [("", say("notices.not_told")), *_choices(Category, "category")()]
        self.fields["nature"].choices = [("", say("notices.not_told")), *nature_choices()]
        self.fields["reserved"].choices = [(key, say(f"notices.reserved_{key or 'unknown'}")) for key in YES_NO]
        self.fields["deadline_day"].error_messages["invalid"] = say("notices.day_invalid")
        self.fields["published"].error_messages["invalid"] = say("notices.day_invalid")
        self.fields["deadline_hour"].error_messages["invalid"] = say("notices.hour_invalid")
        for field in self.fields.values():
            field.error_messages["required"] = say("notices.field_required")
        for path, why in (doubts or {}).items():
            name = _BOX.get(path, path) if why != "hour_missing" else "deadline_hour"
            if name in self.fields:
                self.fields[name].help_text = say(f"notices.doubt_{why}")

    def document(self) -> dict[str, Any]:
        """The cleaned fields as the documented notice JSON (without its lines)."""
        got = self.cleaned_data
        published = got["published"]
        return {
            "kind": got["kind"],
            "reference": got["reference"],
            "object": got["object"],
            "buyer": got["buyer"],
            "rulebook": got["rulebook"],
            "deadline": datetime.combine(got["deadline_day"], got["deadline_hour"], CASABLANCA).isoformat(),
            "places": [place.strip() for place in got["places"].replace("،", ",").split(",") if place.strip()],
            "category": got["category"] or None,
            "nature": got["nature"],
            "published": datetime.combine(published, time(0, 0), CASABLANCA).isoformat() if published else None,
            "reserved": YES_NO[got["reserved"]],
        }


def _initial(document: dict[str, Any]) -> dict[str, Any]:
    deadline = _instant(document.get("deadline"))
    published = _instant(document.get("published"))
    words = {value: key for key, value in YES_NO.items()}
    return {
        **document,
        "deadline_day": deadline.date() if deadline else document.get("deadline_day"),
        "deadline_hour": deadline.time() if deadline else document.get("deadline_hour"),
        "published": published.date() if published else None,
        "places": ", ".join(document.get("places") or []),
        "reserved": words[document.get("reserved")],
        "category": document.get("category") or "",
    }


def _instant(text: Any) -> datetime | None:
    return datetime.fromisoformat(text).astimezone(CASABLANCA) if text else None


class LineForm(forms.Form):
    """One line of a notice. A row left wholly empty is no line."""

    designation = TypedText(
        label=say_lazy("notices.designation"),
        max_length=1000,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    unit = TypedText(label=say_lazy("notices.unit"), max_length=60, required=False)
    quantity = forms.CharField(
        label=say_lazy("notices.quantity"),
        max_length=24,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    details = TypedText(
        lines=True,
        label=say_lazy("notices.details"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    number = TypedText(max_length=40, required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """A line wants at least a designation and a quantity above zero."""
        got = self.cleaned_data
        if not any(got.get(name) for name in ("designation", "unit", "quantity", "details")):
            return {}
        if not got.get("designation"):
            self.add_error("designation", say("notices.line_needs_designation"))
        try:
            quantity = parse_quantity(got.get("quantity") or "")
        except BadInput as error:
            typed = (got.get("quantity") or "").strip()
            self.add_error("quantity", in_language(error) if typed else say("notices.line_needs_quantity"))
        else:
            got["quantity"] = format(quantity, "f")
            if not quantity:
                self.add_error("quantity", say("notices.line_needs_quantity"))
        return got


class Lines(forms.BaseFormSet):  # type: ignore[type-arg]
    """The lines of a draft, each marked with what wants a look, and blank ones at the end."""

    def __init__(self, *args: Any, doubts: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.doubts = doubts or {}
        self.extra = 1 if self.initial else 3

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """Say what wants a look beside the quantity."""
        super().add_fields(form, index)
        if why := self.doubts.get(f"lines.{index}.quantity"):
            form.doubt = say(f"notices.doubt_{why}")  # type: ignore[attr-defined]


LineFormSet = forms.formset_factory(
    LineForm, formset=Lines, extra=1, max_num=MAX_LINES, absolute_max=MAX_LINES + 10, validate_max=True
)


def in_language(error: BadInput) -> str:
    """What is wrong, in the active language."""
    return error.text.fr if active() == "fr" else error.text.ar


def point_out(error: BadInput, form: NoticeForm, lines: Any | None) -> None:
    """Set the error of a whole document beside the box it is about; on top of the page when there is none."""
    told = [each for each in lines if each.cleaned_data.get("designation")] if lines is not None else []
    name = (error.field or "").rpartition(".")[2]
    if (error.field or "").startswith("lines") and error.row and error.row <= len(told):
        target = told[error.row - 1]
        target.add_error(name if name in target.fields and name != "number" else "designation", in_language(error))
    else:
        name = _BOX.get(name, name)
        form.add_error(name if name in form.fields else None, in_language(error))


def lines_document(formset: Any) -> list[dict[str, Any]]:
    """The lines of a valid formset in the documented JSON, numbered when they carry no number."""
    rows = [form.cleaned_data for form in formset if form.cleaned_data.get("designation")]
    taken = {row["number"] for row in rows if row["number"]}
    lines = []
    for position, row in enumerate(rows, start=1):
        number = row["number"] or str(position)
        while not row["number"] and number in taken:
            number = f"{number}'"
        taken.add(number)
        lines.append({**{k: row[k] for k in ("designation", "unit", "quantity", "details")}, "number": number})
    return lines
