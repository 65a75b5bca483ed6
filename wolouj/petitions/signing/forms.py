"""What is typed about signatures. Forms check; they save nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.uploads import clean
from wolouj.foundation.words import active, say, say_lazy
from wolouj.people.models import Person
from wolouj.petitions.facts import provinces_of
from wolouj.petitions.forms import LIST, day, line, whole
from wolouj.petitions.models import Level, Petition
from wolouj.petitions.signing.actions import Counted
from wolouj.petitions.signing.lines import Line
from wolouj.petitions.signing.models import Batch

MOST = 100_000
MOST_SHEETS = 60
"""Sheets printed or counted at once."""


class _Until(forms.Form):
    """A form that tells of something done: its days are not to come."""

    days: tuple[str, ...] = ()

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = on

    def clean(self) -> dict[str, Any]:
        """No day after today."""
        data = super().clean() or {}
        for name in self.days:
            if data.get(name) and data[name] > self.today:
                self.add_error(name, say("petitions.day_to_come"))
        return data


def _province(form: forms.Form, petition: Petition) -> None:
    """The provinces its signatures may come from; only one is not asked."""
    lang = active()
    places = [(place.code, place.name(lang)) for place in provinces_of(petition)]
    if petition.level == Level.STATE:
        places.insert(0, ("", say("petitions.on_the_portal")))
    field = form.fields["province"]
    field.choices = places
    if len(places) == 1:
        field.widget = forms.HiddenInput()
        field.initial = places[0][0]


class BatchForm(_Until):
    """Sheets of one province, counted together."""

    province = forms.ChoiceField(label=say_lazy("petitions.province"), error_messages=LIST, required=False)
    sheets = whole("sheets", 0, MOST_SHEETS * 10, required=False)
    counted = whole("counted", 1, MOST)
    set_aside = whole("set_aside", 0, MOST, required=False)
    counted_by = line("counted_by", 120, required=True)
    counted_on = day("counted_on")
    days = ("counted_on",)

    def __init__(self, *args: Any, petition: Petition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _province(self, petition)

    def told(self) -> Counted:
        """The batch, for the action."""
        data = self.cleaned_data
        return Counted(**data | {"sheets": data["sheets"] or 0, "set_aside": data["set_aside"] or 0})


class SheetsForm(forms.Form):
    """Sheets to print: of which province, how many."""

    province = forms.ChoiceField(label=say_lazy("petitions.province"), error_messages=LIST, required=False)
    sheets = whole("sheets_to_print", 1, MOST_SHEETS)

    def __init__(self, *args: Any, petition: Petition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _province(self, petition)


def _batches(form: forms.Form, batches: list[Batch]) -> None:
    form.fields["batch"].choices = [(str(row.number), say("petitions.batch_n", n=row.number)) for row in batches]
    form.fields["batch"].error_messages |= LIST


class LineForm(_Until):
    """One line of a sheet, under an authorisation."""

    batch = forms.ChoiceField(label=say_lazy("petitions.batch"))
    number = line("card_number", 20, required=True)
    name = line("signer", 120)
    signed_on = day("signed_on")
    consented = forms.BooleanField(label=say_lazy("petitions.consented"), required=False)
    second = forms.BooleanField(label=say_lazy("petitions.second"), required=False)
    days = ("signed_on",)

    def __init__(self, *args: Any, batches: list[Batch], ask_second: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _batches(self, batches)
        self.fields["number"].widget.attrs |= {"dir": "ltr", "autocapitalize": "characters", "spellcheck": "false"}
        if not ask_second:
            self.fields["second"].widget = forms.HiddenInput()

    def told(self) -> Line:
        """The line, for the action."""
        data = self.cleaned_data
        return Line(data["number"], data["signed_on"], data["name"], data["consented"])


class ListForm(_Until):
    """A typed list, or the picture of the sheets."""

    batch = forms.ChoiceField(label=say_lazy("petitions.batch"))
    file = forms.FileField(label=say_lazy("petitions.file"), error_messages={
        "required": say_lazy("petitions.file_needed"), "empty": say_lazy("petitions.proof_empty")})  # fmt: skip

    def __init__(self, *args: Any, batches: list[Batch], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _batches(self, batches)


class ScanForm(ListForm):
    """The picture of the sheets of a batch."""

    def clean_file(self) -> Any:
        """The picture, made safe."""
        try:
            return clean(self.cleaned_data["file"])
        except BadInput as fault:
            raise forms.ValidationError(getattr(fault.text, active())) from fault


class WithdrawForm(_Until):
    """A number whose line goes."""

    number = line("card_number", 20, required=True)
    on = day("withdrawn_on")
    days = ("on",)


def _keepers(form: forms.Form, people: list[Person]) -> dict[str, Person]:
    """Who may be named, as the choices of the form."""
    found = {str(one.pk): one for one in people}
    form.fields["keeper"].choices = [(key, one.shown_name(active())) for key, one in found.items()]
    return found


class KeeperForm(forms.Form):
    """Who keeps the list from now on."""

    keeper = forms.ChoiceField(label=say_lazy("petitions.keeper"), error_messages=LIST)

    def __init__(self, *args: Any, keepers: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keepers = _keepers(self, keepers)

    def told(self) -> Person:
        """The person chosen."""
        return self.keepers[self.cleaned_data["keeper"]]


class AuthorisationForm(_Until):
    """What the CNDP allowed, as its letter says."""

    number = line("cndp_number", 60, required=True)
    granted_on = day("granted_on")
    purpose = line("purpose", 500, required=True)
    keep_until = day("keep_until", help_text=say_lazy("petitions.keep_help"))
    keeper = forms.ChoiceField(label=say_lazy("petitions.keeper"), error_messages=LIST)
    days = ("granted_on",)

    def __init__(self, *args: Any, keepers: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keepers = _keepers(self, keepers)

    def told(self) -> dict[str, Any]:
        """The authorisation, for the action."""
        return self.cleaned_data | {"keeper": self.keepers[self.cleaned_data["keeper"]]}
