"""A file, question by question; the list that brings many."""

from __future__ import annotations

from typing import Any

from django import forms

from wolouj.foundation.words import active, say, say_lazy
from wolouj.programme.forms.fields import (
    MaybePhone,
    Recorded,
    line,
    lines,
    one_of,
    province_choices,
    radio,
    recording,
    whole,
    worded,
)
from wolouj.programme.grid import Line
from wolouj.programme.intake import places
from wolouj.programme.intake.days import BadDay, birth
from wolouj.programme.models import (
    Comfort,
    Income,
    Purpose,
    Schooling,
    Sex,
    Spoken,
    Status,
    WhosePhone,
)
from wolouj.programme.models.people import ConsentHow, SensitiveKind


class ContactForm(Recorded):
    """Who she is, how to reach her, and her yes to be followed; written for her, how she gave it and her voice."""

    name = line("your_name", 120, required=True)
    phone = MaybePhone(label=say_lazy("programme.phone"), required=False)
    whose_phone = radio("whose_phone")
    spoken = radio("spoken")
    comfort = radio("comfort", help_text=say_lazy("programme.comfort_help"))
    follow = forms.BooleanField(
        label=say_lazy("programme.follow_yes"), help_text=say_lazy("programme.follow_help"),
        error_messages={"required": say_lazy("programme.follow_needed")},
    )  # fmt: skip
    consent_how = radio("consent_how", required=True, initial=ConsentHow.ORAL.value)
    sound = recording()

    def __init__(self, *args: Any, helped: bool = False, asks_how: bool = True, records: bool = True, **kwargs: Any):
        super().__init__(*args, **kwargs)
        about = "about_" if helped else ""
        self.fields["whose_phone"].choices = worded(WhosePhone.values, f"{about}whose")
        self.fields["spoken"].choices = worded(Spoken.values, "spoken")
        self.fields["comfort"].choices = worded(Comfort.values, f"{about}comfort")
        if helped:
            for name in ("spoken", "comfort"):
                self.fields[name].label = say(f"programme.about_{name}")
            self.fields["comfort"].help_text = say("programme.about_comfort_help")
            self.fields["follow"].label = say("programme.about_follow_yes")
            self.fields["consent_how"].choices = worded([ConsentHow.ORAL.value, ConsentHow.SIGNED.value], "consent")
        if not (helped and asks_how):
            del self.fields["consent_how"]
        if not (helped and records):
            del self.fields["sound"]


class BeginForm(forms.Form):
    """A coach begins for somebody."""

    name = line("her_name", 120, required=True)
    phone = MaybePhone(label=say_lazy("programme.phone"), required=False)


class YouForm(forms.Form):
    """Sex, birth, place, status."""

    sex = radio("sex")
    born = line("born", 40, required=True, help_text=say_lazy("programme.born_help"))
    province = one_of("province", required=True)
    commune = line("commune", 120)
    douar = line("douar", 120)
    status = radio("status")

    def __init__(self, *args: Any, provinces: list[str], on: Any, helped: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["sex"].choices = worded(Sex.values, "sex")
        if helped:
            self.fields["status"].label = say("programme.about_status")
        self.fields["status"].choices = worded(Status.values, "status")
        self.fields["province"].choices = [("", say("programme.choose")), *province_choices(provinces)]

    def clean_born(self) -> str:
        """A day or a year that a person can have been born."""
        try:
            self.birth = birth(self.cleaned_data["born"], on=self.on)
        except BadDay as fault:
            raise forms.ValidationError(say(f"programme.{fault.key}")) from None
        return str(self.cleaned_data["born"])

    def clean_commune(self) -> str:
        """A commune the house knows, by its name; or nothing."""
        typed = self.cleaned_data["commune"]
        if not typed:
            return ""
        province = str(self.data.get("province") or "")
        found = places.commune(typed, (province,))
        if not found.startswith(province):
            found = ""
        if not found:
            raise forms.ValidationError(say("programme.commune_unknown"))
        return found

    def told(self) -> dict[str, Any]:
        """Fields of her file."""
        data = {name: self.cleaned_data[name] for name in ("sex", "province", "commune", "douar", "status")}
        born_on, born_in = self.birth
        return data | {"born_on": born_on, "born_in": born_in}


class ProjectForm(forms.Form):
    """What she does and what she wants to do."""

    activity = line("activity", 300, help_text=say_lazy("programme.activity_help"))
    idea = lines("idea", rows=4, required=True, help_text=say_lazy("programme.idea_help"))
    need = lines("need", rows=3)
    schooling = one_of("schooling")
    income = one_of("income", help_text=say_lazy("programme.income_help"))
    dependants = whole("dependants", 0, 30, required=False)

    def __init__(self, *args: Any, helped: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if helped:
            for name in self.fields:
                self.fields[name].label = say(f"programme.about_{name}")
            self.fields["idea"].help_text = say("programme.about_idea_help")
        self.fields["schooling"].choices = worded(Schooling.values, "schooling", blank=True)
        self.fields["income"].choices = worded(Income.values, "income", blank=True)


class ConditionsForm(forms.Form):
    """The conditions of the call, one question each, yes or no."""

    def __init__(self, *args: Any, conditions: tuple[Line, ...], words: tuple[str, str] = ("yes", "no"), **kwargs: Any):
        super().__init__(*args, **kwargs)
        choices = [(word, say(f"programme.{word}")) for word in words]
        for each in conditions:
            self.fields[each.key] = forms.ChoiceField(
                label=each.label(active()), choices=choices, widget=forms.RadioSelect,
                error_messages={"required": say("programme.yes_or_no"), "invalid_choice": say("programme.yes_or_no")},
            )  # fmt: skip


class SendForm(Recorded):
    """Two more yeses, both free; written for her, how she gave them and her voice saying them."""

    donor = forms.BooleanField(
        required=False, label=say_lazy("programme.donor_yes"), help_text=say_lazy("programme.donor_help")
    )
    photo = forms.BooleanField(required=False, label=say_lazy("programme.photo_yes"))
    consent_how = radio("consent_how", initial=ConsentHow.ORAL.value)
    sound = recording()

    def __init__(self, *args: Any, helped: bool = False, records: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if helped:
            for name in ("donor", "photo"):
                self.fields[name].label = say(f"programme.about_{name}_yes")
            self.fields["donor"].help_text = say("programme.about_donor_help")
            self.fields["consent_how"].choices = worded([ConsentHow.ORAL.value, ConsentHow.SIGNED.value], "consent")
        else:
            del self.fields["consent_how"]
        if not (helped and records):
            del self.fields["sound"]

    def clean(self) -> dict[str, Any]:
        """A voice says yes to something."""
        data = super().clean()
        if data.get("sound") and not (data.get("donor") or data.get("photo")):
            self.add_error("sound", say("programme.recording_of_nothing"))
        return data


class ConsentForm(Recorded):
    """A yes given later, to one use; or the recording of one that was written down without it."""

    purpose = radio("consent_purpose", required=True)
    consent_how = radio("consent_how", required=True, initial=ConsentHow.ORAL.value)
    sound = recording()

    def __init__(self, *args: Any, purposes: list[tuple[str, bool]], **kwargs: Any) -> None:
        """``purposes``: each with whether it is written down already and waits only for its recording."""
        super().__init__(*args, **kwargs)
        self.fields["purpose"].wide = True
        self.waiting = {purpose for purpose, there in purposes if there}
        self.fields["purpose"].choices = [
            (purpose, say("programme.consent_unheard", purpose=word) if there else word)
            for purpose, there in purposes
            for word in (say(f"programme.purpose_{Purpose(purpose)}"),)
        ]
        self.fields["consent_how"].choices = worded([ConsentHow.ORAL.value, ConsentHow.SIGNED.value], "consent")

    def clean(self) -> dict[str, Any]:
        """What is there already asks for nothing but its recording."""
        data = super().clean()
        if data.get("purpose") in self.waiting and not data.get("sound") and "sound" not in self.errors:
            self.add_error("sound", say("programme.recording_needed"))
        return data


class SensitiveForm(Recorded):
    """A fact of private life, only when the support needs it and she agrees; her own writing of it is her yes."""

    how_field = "how"

    kind = radio("sensitive_kind", required=True)
    text = lines("sensitive_text", 1000, rows=3, required=True)
    how = radio("consent_how", required=True, initial=ConsentHow.ORAL.value)
    sound = recording("recording_private_help")

    def __init__(self, *args: Any, helped: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = worded(SensitiveKind.values, "sensitive")
        self.fields["how"].choices = worded([ConsentHow.ORAL.value, ConsentHow.SIGNED.value], "consent")
        if not helped:
            del self.fields["how"], self.fields["sound"]


class SheetForm(forms.Form):
    """A spreadsheet."""

    sheet = forms.FileField(
        label=say_lazy("programme.sheet"), help_text=say_lazy("programme.sheet_help"),
        error_messages={"required": say_lazy("programme.sheet_needed"), "empty": say_lazy("programme.sheet_empty")},
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.tsv,.txt"}),
    )  # fmt: skip


# ---- Choosing ---------------------------------------------------------------------------------------------------
