"""Programmes, donors, results, indicators; calls, their grid and papers."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms

from rulebook.engine.format import CASABLANCA
from wolouj.foundation.words import active, say, say_lazy
from wolouj.people.models import Body
from wolouj.programme.forms.fields import LIST, Points, Worded, day, line, lines, one_of, radio, whole, worded
from wolouj.programme.models import (
    Call,
    Donor,
    Stage,
)
from wolouj.programme.models.programmes import LEAST_GROUP, SPLITS, Rhythm
from wolouj.reference import territories


class ProgrammeForm(Worded):
    """What a programme is."""

    title_ar = line("title_ar")
    title_fr = line("title_fr")
    starts_on = day("starts_on")
    ends_on = day("ends_on")
    provinces = forms.MultipleChoiceField(
        label=say_lazy("programme.provinces"), widget=forms.CheckboxSelectMultiple, error_messages=LIST
    )
    aim_ar = lines("aim_ar")
    aim_fr = lines("aim_fr")
    least_group = whole(
        "least_group", 3, 20, required=False, initial=LEAST_GROUP, help_text=say_lazy("programme.least_group_help")
    )

    def __init__(self, *args: Any, region: str = "05", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = active()
        told = set((kwargs.get("initial") or {}).get("provinces") or ())
        near = list(territories.provinces(region))
        more = [p for code in sorted(told - {p.code for p in near}) if (p := territories.place(code))]
        self.fields["provinces"].choices = [(p.code, p.name(lang)) for p in [*near, *more]]

    def clean(self) -> dict[str, Any]:
        """It ends after it starts; the smallest group left empty stays what it was."""
        data = super().clean()
        data["least_group"] = data.get("least_group") or self.initial.get("least_group") or LEAST_GROUP
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", say("programme.ends_before"))
        return data


class NewProgrammeForm(ProgrammeForm):
    """With the body that runs it, when she works for several."""

    body = one_of("body", required=True)

    def __init__(self, *args: Any, bodies: list[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = {str(body.id): body for body in bodies}
        self.fields["body"].choices = [(key, body.shown_name(active())) for key, body in self.bodies.items()]
        if len(bodies) == 1:
            self.fields["body"].widget = forms.HiddenInput()
            self.fields["body"].initial = str(bodies[0].id)


class DonorForm(Worded):
    """Who pays."""

    main = "name"
    name_ar = line("name_ar", 160)
    name_fr = line("name_fr", 160)
    reads = radio("reads", required=True, initial="fr")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reads"].choices = worded(Donor.Reads.values, "reads")


class GoalForm(Worded):
    """An objective or a result."""

    main = "text"
    text_ar = lines("text_ar", 400, rows=2)
    text_fr = lines("text_fr", 400, rows=2)


MOST = 10**11
"""Beyond what any indicator counts."""


class IndicatorForm(Worded):
    """From where, to where, told apart by what, proved by what, how often."""

    main = "text"
    text_ar = lines("text_ar", 300, rows=2)
    text_fr = lines("text_fr", 300, rows=2)
    is_share = forms.BooleanField(required=False, label=say_lazy("programme.is_share"))
    baseline = Points(
        label=say_lazy("programme.baseline"), required=False, bad="amount_bad", least=0, most=MOST, places=2,
        help_text=say_lazy("programme.baseline_help"),
    )  # fmt: skip
    target = Points(label=say_lazy("programme.target"), required=False, bad="amount_bad", least=0, most=MOST, places=2)
    splits = forms.MultipleChoiceField(
        label=say_lazy("programme.splits"), required=False, widget=forms.CheckboxSelectMultiple, error_messages=LIST
    )
    source_ar = line("source_ar")
    source_fr = line("source_fr")
    rhythm = one_of("rhythm", required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["splits"].choices = worded(SPLITS, "split")
        self.fields["rhythm"].choices = worded(Rhythm.values, "rhythm")


class CallForm(Worded):
    """For whom, until when, how many, by when answered."""

    title_ar = line("title_ar")
    title_fr = line("title_fr")
    what_ar = lines("what_ar")
    what_fr = lines("what_fr")
    whom_ar = lines("whom_ar")
    whom_fr = lines("whom_fr")
    how_ar = lines("how_ar")
    how_fr = lines("how_fr")
    closes_on = day("closes_on", help_text=say_lazy("programme.closes_help"))
    answers_on = day("answers_on", required=False)
    places = whole("places", 1, 5000)
    reserve = whole("reserve", 0, 5000, initial=0)
    quorum = whole("quorum", 1, 30, initial=3)

    @staticmethod
    def initial_of(call: Call) -> dict[str, Any]:
        """What the form shows of a call."""
        told = {name: getattr(call, name) for name in CallForm.base_fields if name != "closes_on"}
        return told | {"closes_on": call.closes_at.astimezone(CASABLANCA).date()}

    def told(self) -> dict[str, Any]:
        """Fields of the call; it closes at the last minute of its day."""
        data = dict(self.cleaned_data)
        data["closes_at"] = datetime.combine(data.pop("closes_on"), time(23, 59), CASABLANCA)
        return data


class CriterionForm(Worded):
    """A line of the grid."""

    main = "label"
    stage = radio("stage", required=True, initial=Stage.FILE.value)
    label_ar = line("label_ar", 240)
    label_fr = line("label_fr", 240)
    weight = whole("weight", 0, 100, initial=0, help_text=say_lazy("programme.weight_help"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"].choices = worded(Stage.values, "stage")

    def clean(self) -> dict[str, Any]:
        """A condition weighs nothing; what is marked weighs something."""
        data = super().clean()
        if data.get("stage") == Stage.ELIGIBILITY:
            data["weight"] = 0
        elif data.get("weight") == 0:
            self.add_error("weight", say("programme.weight_needed"))
        return data


class AskedPaperForm(Worded):
    """A paper asked."""

    main = "label"
    label_ar = line("label_ar")
    label_fr = line("label_fr")
    later = forms.BooleanField(required=False, label=say_lazy("programme.later"), initial=True)


# ---- Applying ---------------------------------------------------------------------------------------------------
