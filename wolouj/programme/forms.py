"""What is typed in the programme room. Forms check; they save nothing."""

from __future__ import annotations

from datetime import datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from rulebook.engine.format import CASABLANCA
from wolouj.foundation.typed import TypedText
from wolouj.foundation.words import active, say, say_lazy
from wolouj.people import phones
from wolouj.people.forms import PhoneField
from wolouj.people.models import Body, Person
from wolouj.programme.grid import Line
from wolouj.programme.intake import places
from wolouj.programme.intake.days import BadDay, birth
from wolouj.programme.models import (
    Call,
    Comfort,
    Committee,
    Donor,
    Income,
    Schooling,
    Sex,
    Spoken,
    Stage,
    Status,
    WhosePhone,
)
from wolouj.programme.models.people import ConsentHow, SensitiveKind
from wolouj.programme.models.programmes import SPLITS, TEXT, Rhythm
from wolouj.programme.models.selection import REASON
from wolouj.programme.page import DOORS
from wolouj.reference import territories

LIST = {"required": say_lazy("programme.choose_listed"), "invalid_choice": say_lazy("programme.choose_listed")}


def line(key: str, most: int = 200, **kwargs: Any) -> TypedText:
    """One line of text."""
    kwargs.setdefault("required", False)
    return TypedText(
        label=say_lazy(f"programme.{key}"), max_length=most,
        error_messages={"max_length": say_lazy("programme.too_long"), "required": say_lazy("programme.needed")},
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}), **kwargs,
    )  # fmt: skip


def lines(key: str, most: int = TEXT, rows: int = 4, **kwargs: Any) -> TypedText:
    """Several lines of text."""
    kwargs.setdefault("required", False)
    return TypedText(
        label=say_lazy(f"programme.{key}"), max_length=most, lines=True,
        error_messages={"max_length": say_lazy("programme.too_long"), "required": say_lazy("programme.needed")},
        widget=forms.Textarea(attrs={"rows": rows, "dir": "auto", "autocomplete": "off"}), **kwargs,
    )  # fmt: skip


def day(key: str, **kwargs: Any) -> forms.DateField:
    """A day."""
    return forms.DateField(
        label=say_lazy(f"programme.{key}"),
        error_messages={"required": say_lazy("programme.day_needed"), "invalid": say_lazy("programme.day_bad")},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs,
    )  # fmt: skip


def whole(key: str, least: int, most: int, **kwargs: Any) -> forms.IntegerField:
    """A number without decimals."""
    bad = say_lazy("programme.number_bad", least=least, most=most)
    return forms.IntegerField(
        label=say_lazy(f"programme.{key}"), min_value=least, max_value=most,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), bad), **kwargs,
    )  # fmt: skip


def one_of(key: str, **kwargs: Any) -> forms.ChoiceField:
    """One of a coded list; the choices are given when the form is made."""
    kwargs.setdefault("required", False)
    return forms.ChoiceField(label=say_lazy(f"programme.{key}"), error_messages=LIST, **kwargs)


def radio(key: str, **kwargs: Any) -> forms.ChoiceField:
    """One of a short list, as big cards."""
    return one_of(key, widget=forms.RadioSelect, **kwargs)


def worded(kinds: Any, prefix: str, *, blank: bool = False) -> list[tuple[str, str]]:
    """(value, word) of a coded list."""
    found = [(str(kind), say(f"programme.{prefix}_{kind}")) for kind in kinds]
    return [("", say("programme.choose")), *found] if blank else found


class _Worded(forms.Form):
    """A form whose main text must stand in one language at least."""

    main = "title"

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        data = super().clean() or {}
        names = (f"{self.main}_ar", f"{self.main}_fr")
        if not any(data.get(name) for name in names) and not any(name in self.errors for name in names):
            self.add_error(names[0], say("programme.text_needed"))
        return data


def province_choices(only: list[str] | None = None) -> list[tuple[str, str]]:
    """Provinces by name; those of a call first when it names some."""
    lang = active()
    if only:
        return [(code, p.name(lang)) for code in only if (p := territories.place(code))]
    return [(p.code, p.name(lang)) for p in territories.provinces()]


class ProgrammeForm(_Worded):
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

    def __init__(self, *args: Any, region: str = "05", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = active()
        told = set((kwargs.get("initial") or {}).get("provinces") or ())
        near = list(territories.provinces(region))
        more = [p for code in sorted(told - {p.code for p in near}) if (p := territories.place(code))]
        self.fields["provinces"].choices = [(p.code, p.name(lang)) for p in [*near, *more]]

    def clean(self) -> dict[str, Any]:
        """It ends after it starts."""
        data = super().clean()
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


class DonorForm(_Worded):
    """Who pays."""

    main = "name"
    name_ar = line("name_ar", 160)
    name_fr = line("name_fr", 160)
    reads = radio("reads", required=True, initial="fr")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reads"].choices = worded(Donor.Reads.values, "reads")


class GoalForm(_Worded):
    """An objective or a result."""

    main = "text"
    text_ar = lines("text_ar", 400, rows=2)
    text_fr = lines("text_fr", 400, rows=2)


class IndicatorForm(_Worded):
    """From where, to where, told apart by what, proved by what, how often."""

    main = "text"
    text_ar = lines("text_ar", 300, rows=2)
    text_fr = lines("text_fr", 300, rows=2)
    is_share = forms.BooleanField(required=False, label=say_lazy("programme.is_share"))
    baseline = forms.DecimalField(
        label=say_lazy("programme.baseline"), required=False, max_digits=14, decimal_places=2, min_value=0,
        help_text=say_lazy("programme.baseline_help"), error_messages={"invalid": say_lazy("programme.amount_bad")},
    )  # fmt: skip
    target = forms.DecimalField(
        label=say_lazy("programme.target"), required=False, max_digits=14, decimal_places=2, min_value=0,
        error_messages={"invalid": say_lazy("programme.amount_bad")},
    )  # fmt: skip
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


class CallForm(_Worded):
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


class CriterionForm(_Worded):
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


class AskedPaperForm(_Worded):
    """A paper asked."""

    main = "label"
    label_ar = line("label_ar")
    label_fr = line("label_fr")
    later = forms.BooleanField(required=False, label=say_lazy("programme.later"), initial=True)


# ---- Applying ---------------------------------------------------------------------------------------------------


class MaybePhone(PhoneField):
    """A phone; not everybody has one."""

    def clean(self, value: Any) -> str:
        """Nothing is nothing; anything else is normalised."""
        if not self.required and not str(value or "").strip():
            return ""
        return phones.normalise(super().clean(value))


class ContactForm(forms.Form):
    """Who she is, how to reach her, and her yes to be followed."""

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

    def __init__(self, *args: Any, helped: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["whose_phone"].choices = worded(WhosePhone.values, "whose")
        self.fields["spoken"].choices = worded(Spoken.values, "spoken")
        self.fields["comfort"].choices = worded(Comfort.values, "comfort")
        if helped:
            self.fields["consent_how"].choices = worded([ConsentHow.ORAL.value, ConsentHow.SIGNED.value], "consent")
        else:
            del self.fields["consent_how"]


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

    def __init__(self, *args: Any, provinces: list[str], on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["sex"].choices = worded(Sex.values, "sex")
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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


class SendForm(forms.Form):
    """Two more yeses, both free."""

    donor = forms.BooleanField(
        required=False, label=say_lazy("programme.donor_yes"), help_text=say_lazy("programme.donor_help")
    )
    photo = forms.BooleanField(required=False, label=say_lazy("programme.photo_yes"))


class SensitiveForm(forms.Form):
    """A fact of private life, only when the support needs it and she agrees."""

    kind = radio("sensitive_kind", required=True)
    text = lines("sensitive_text", 1000, rows=3, required=True)
    how = radio("consent_how", required=True, initial=ConsentHow.ORAL.value)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = worded(SensitiveKind.values, "sensitive")
        self.fields["how"].choices = worded([ConsentHow.ORAL.value, ConsentHow.SIGNED.value], "consent")


class SheetForm(forms.Form):
    """A spreadsheet."""

    sheet = forms.FileField(
        label=say_lazy("programme.sheet"), help_text=say_lazy("programme.sheet_help"),
        error_messages={"required": say_lazy("programme.sheet_needed"), "empty": say_lazy("programme.sheet_empty")},
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.tsv,.txt"}),
    )  # fmt: skip


# ---- Choosing ---------------------------------------------------------------------------------------------------


class Points(forms.CharField):
    """Points as they are said: ``17``, ``17,5`` or ``17.25``."""

    def to_python(self, value: Any) -> Any:
        """A decimal, or the sentence that says what was not understood."""
        text = str(super().to_python(value) or "").translate(phones.DIGITS).replace(",", ".").replace("٫", ".")
        if not text:
            return None
        try:
            found = Decimal(text[:40])
        except InvalidOperation:
            found = Decimal("NaN")
        if not found.is_finite() or abs(found) > 10_000:
            raise forms.ValidationError(say("programme.points_bad"))
        return found


class MarkForm(forms.Form):
    """Points and a motive for each line."""

    def __init__(self, *args: Any, lines_: tuple[Line, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines_
        for each in lines_:
            self.fields[each.key] = Points(
                label=each.label(active()), help_text=say("programme.out_of", n=each.weight),
                error_messages={"required": say("programme.points_needed")},
                widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "dir": "ltr"}),
            )  # fmt: skip
            self.fields[f"why-{each.key}"] = line("motive", REASON)

    def given(self) -> dict[str, tuple[Decimal, str]]:
        """Key of the line -> points and motive."""
        data = self.cleaned_data
        return {each.key: (data[each.key], data[f"why-{each.key}"]) for each in self.lines}


class ConflictForm(forms.Form):
    """Why she cannot judge."""

    why = lines("conflict_why", REASON, rows=2)


class ShareForm(forms.Form):
    """Who marks."""

    markers = forms.ModelMultipleChoiceField(
        label=say_lazy("programme.markers"), queryset=Person.objects.none(), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": say_lazy("programme.two_markers"), "invalid_pk_value": LIST["required"],
                        "invalid_choice": LIST["required"]},
    )  # fmt: skip

    def __init__(self, *args: Any, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["markers"].queryset = Person.objects.filter(pk__in=[p.pk for p in people])
        self.fields["markers"].label_from_instance = lambda person: person.shown_name(active())


class InterviewForm(forms.Form):
    """How many are called, and who meets them."""

    most = whole("interview_most", 1, 5000)
    interviewer = one_of("interviewer", required=True)

    def __init__(self, *args: Any, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["interviewer"].choices = [(str(p.pk), p.shown_name(active())) for p in people]


SEATS = 9
"""Lines of the form for the committee."""


class CommitteeForm(forms.Form):
    """The sitting and who sits."""

    held_on = day("held_on")
    place_ar = line("place_ar", 160)
    place_fr = line("place_fr", 160)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for i in range(SEATS):
            self.fields[f"name{i}"] = line("seat_name", 120)
            self.fields[f"quality_ar{i}"] = line("quality_ar", 160)
            self.fields[f"quality_fr{i}"] = line("quality_fr", 160)
            self.fields[f"here{i}"] = forms.BooleanField(required=False, label=say_lazy("programme.seat_here"))

    def rows(self) -> list[list[Any]]:
        """The boxes of each seat, for the page."""
        return [[self[f"{name}{i}"] for name in ("name", "quality_ar", "quality_fr", "here")] for i in range(SEATS)]

    def seats(self) -> list[dict[str, Any]]:
        """Those named; a name typed twice counts once."""
        data, found = self.cleaned_data, {}
        for i in range(SEATS):
            if data[f"name{i}"]:
                found[data[f"name{i}"]] = {
                    "name": data[f"name{i}"], "quality_ar": data[f"quality_ar{i}"],
                    "quality_fr": data[f"quality_fr{i}"], "here": data[f"here{i}"],
                }  # fmt: skip
        return list(found.values())


class RewordForm(forms.Form):
    """The reason and the next door of one answer."""

    reason_ar = lines("reason_ar", REASON, rows=3, required=True)
    reason_fr = lines("reason_fr", REASON, rows=3, required=True)
    door = one_of("door", required=True)
    next_ar = lines("next_ar", REASON, rows=2, help_text=say_lazy("programme.next_help"))
    next_fr = lines("next_fr", REASON, rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["door"].choices = worded(DOORS, "door")


class TieForm(forms.Form):
    """Which of two equal files comes first, and why."""

    first = forms.IntegerField(widget=forms.HiddenInput)
    then = forms.IntegerField(widget=forms.HiddenInput)
    reason = line("tie_why", REASON, required=True)

    def __init__(self, *args: Any, one: int = 0, two: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"tie-{one}-{two}-%s", **kwargs)


class RecuseForm(forms.Form):
    """Which member leaves the room, for which file."""

    seat_id = one_of("recuse_who", required=True)
    number = whole("recuse_for", 1, 1_000_000)

    def __init__(self, *args: Any, committee: Committee, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="recuse-%s", **kwargs)
        self.call, self.seats = call, {str(seat.pk): seat for seat in committee.seats.all()}
        self.fields["seat_id"].choices = [(key, seat.name) for key, seat in self.seats.items()]

    def clean(self) -> dict[str, Any]:
        """A file of this call."""
        data = super().clean() or {}
        self.seat = self.seats.get(data.get("seat_id", ""))
        self.application = self.call.applications.filter(number=data.get("number")).first()
        if self.application is None and "number" not in self.errors:
            self.add_error("number", say("programme.no_such_file"))
        return data
