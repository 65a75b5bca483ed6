"""What is typed in the training room. Forms check; they save nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms

from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.files_asked import made_safe
from wolouj.foundation.sounds import Sound, clean_sound
from wolouj.foundation.typed import TypedText
from wolouj.foundation.uploads import CleanFile, clean
from wolouj.foundation.words import active, say, say_lazy
from wolouj.gatherings.models import Spoken
from wolouj.people import phones
from wolouj.people.models import Body, Person
from wolouj.programme.models import Application, Call, both
from wolouj.training import queries
from wolouj.training.actions.sessions import Plan
from wolouj.training.models import Face, Module, Path, Session
from wolouj.training.models.paths import THRESHOLD

FAR = timedelta(days=730)
"""A session is planned, or written down afterwards, within two years."""
LIST = {"required": say_lazy("training.choose_listed"), "invalid_choice": say_lazy("training.choose_listed")}


def line(key: str, most: int, **kwargs: Any) -> TypedText:
    """One line of text."""
    kwargs.setdefault("required", False)
    return TypedText(
        label=say_lazy(f"training.{key}"), max_length=most,
        error_messages={"max_length": say_lazy("training.too_long"), "required": say_lazy("training.needed")},
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}), **kwargs,
    )  # fmt: skip


def whole(key: str, least: int, most: int, **kwargs: Any) -> forms.IntegerField:
    """A number without decimals."""
    bad = say_lazy("training.number_bad", least=least, most=most)
    return forms.IntegerField(
        label=say_lazy(f"training.{key}"), min_value=least, max_value=most,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), bad), **kwargs,
    )  # fmt: skip


def one_of(key: str, **kwargs: Any) -> forms.ChoiceField:
    """One of a list given when the form is made."""
    return forms.ChoiceField(label=say_lazy(f"training.{key}"), error_messages=LIST, **kwargs)


def few_lines(key: str, most: int, **kwargs: Any) -> TypedText:
    """A sentence or two: a box tall enough to read again what was typed."""
    field = line(key, most, **kwargs)
    field.widget = forms.Textarea(attrs={"dir": "auto", "rows": 3, "maxlength": most})
    return field


class _Named(forms.Form):
    """A form whose name must stand in one language at least."""

    main = "name"

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        data = super().clean() or {}
        names = (f"{self.main}_ar", f"{self.main}_fr")
        if not any(data.get(name) for name in names) and not any(name in self.errors for name in names):
            self.add_error(names[0], say("training.text_needed"))
        return data


class PathForm(_Named):
    """What a path is called, and how much of it a certificate asks."""

    name_ar = line("name_ar", 160)
    name_fr = line("name_fr", 160)
    threshold = whole(
        "threshold", 1, 100, initial=THRESHOLD, help_text=say_lazy("training.threshold_help", usual=THRESHOLD)
    )


class NewPathForm(PathForm):
    """With the body that teaches it, when she works for several."""

    body = one_of("body")

    def __init__(self, *args: Any, bodies: list[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = {str(body.id): body for body in bodies}
        self.fields["body"].choices = [(key, body.shown_name(active())) for key, body in self.bodies.items()]
        if len(bodies) == 1:
            self.fields["body"].widget = forms.HiddenInput()
            self.fields["body"].initial = str(bodies[0].id)


class ModuleForm(_Named):
    """A module."""

    name_ar = line("name_ar", 160)
    name_fr = line("name_fr", 160)
    aim_ar = few_lines("aim_ar", 300)
    aim_fr = few_lines("aim_fr", 300)
    half_days = whole("half_days", 1, 20, initial=2)


class GroupForm(_Named):
    """What a group is called."""

    name_ar = line("group_ar", 120)
    name_fr = line("group_fr", 120)


class NewGroupForm(GroupForm):
    """With its edition and its path."""

    call = one_of("edition")
    path = one_of("path")
    field_order = ("call", "path", "name_ar", "name_fr")

    def __init__(self, *args: Any, calls: list[Call], paths: list[Path], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = active()
        self.calls = {str(call.pk): call for call in calls}
        self.paths = {str(path.pk): path for path in paths}
        self.fields["call"].choices = [(key, both(call, "title", lang)) for key, call in self.calls.items()]
        self.fields["path"].choices = [(key, both(path, "name", lang)) for key, path in self.paths.items()]


class JoinForm(forms.Form):
    """Accepted people to put in a group."""

    participants = forms.MultipleChoiceField(
        label=say_lazy("training.who_joins"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": say_lazy("training.who_joins_needed"), "invalid_choice": LIST["invalid_choice"]},
    )  # fmt: skip

    def __init__(self, *args: Any, waiting: list[Application], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = active()
        self.fields["participants"].choices = [
            (str(row.participant_id), row.participant.shown_name(lang)) for row in waiting
        ]
        self.fields["participants"].initial = [str(row.participant_id) for row in waiting]


class PlanForm(forms.Form):
    """A session to plan."""

    module = one_of("module")
    day = forms.DateField(
        label=say_lazy("training.day"),
        error_messages={"required": say_lazy("training.day_needed"), "invalid": say_lazy("training.day_bad")},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    half_days = whole("half_days", 1, 20, required=False, help_text=say_lazy("training.half_days_help"))
    place_ar = line("place_ar", 200)
    place_fr = line("place_fr", 200)
    language = one_of("language")
    trainer = one_of("trainer", required=False)
    trainer_phone = line("trainer_phone", 40, help_text=say_lazy("training.trainer_phone_help"))
    trainer_name = line("trainer_name", 120, help_text=say_lazy("training.trainer_name_help"))

    visitor: Person | None = None
    """Somebody of another body, found by her phone."""

    def __init__(self, *args: Any, modules: list[Module], staff: list[Person], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        lang = active()
        self.modules = {str(row.pk): row for row in modules}
        self.staff = {str(row.pk): row for row in staff}
        self.fields["module"].choices = [(key, both(row, "name", lang)) for key, row in self.modules.items()]
        self.fields["language"].choices = [(each.value, say(f"programme.spoken_{each.value}")) for each in Spoken]
        outside = ("", say("training.trainer_outside"))
        self.fields["trainer"].choices = [outside, *((key, row.shown_name(lang)) for key, row in self.staff.items())]

    def clean_day(self) -> date:
        """A day near enough: a year mistyped is no session."""
        day: date = self.cleaned_data["day"]
        if abs(day - self.on) > FAR:
            raise forms.ValidationError(say("training.day_far"))
        return day

    def clean(self) -> dict[str, Any]:
        """A place in one language; somebody who teaches."""
        data = super().clean() or {}
        if not (data.get("place_ar") or data.get("place_fr")) and not {"place_ar", "place_fr"} & set(self.errors):
            self.add_error("place_ar", say("training.text_needed"))
        who = ("trainer", "trainer_phone", "trainer_name")
        if not any(data.get(name) for name in who) and not set(who) & set(self.errors):
            self.add_error("trainer", say("training.trainer_needed"))
        if data.get("trainer_phone") and not data.get("trainer"):
            self._find_visitor(data["trainer_phone"])
        return data

    def _find_visitor(self, typed: str) -> None:
        try:
            self.visitor = queries.trainer_with(phones.normalise(typed), on=self.on)
        except phones.BadPhone:
            self.add_error("trainer_phone", say("people.phone_bad"))
            return
        if self.visitor is None:
            self.add_error("trainer_phone", say("training.trainer_unknown"))

    def told(self) -> tuple[Module, Plan]:
        """The module and the plan."""
        data = self.cleaned_data
        module = self.modules[data["module"]]
        day: date = data["day"]
        return module, Plan(
            day=day, places=(data["place_ar"], data["place_fr"]), half_days=data["half_days"] or module.half_days,
            language=data["language"], trainer=self.staff.get(data["trainer"]) or self.visitor,
            trainer_name=data["trainer_name"],
        )  # fmt: skip


class CorrectSessionForm(PlanForm):
    """A session said better: its day, place, language, trainer. What is taught and for how long stays."""

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        gathering, who = session.gathering, session.trainer
        known: dict[str, Any] = {
            name: getattr(gathering, name) for name in ("day", "place_ar", "place_fr", "language")
        } | {"trainer_name": session.trainer_name}
        super().__init__(*args, modules=[], initial=known, **kwargs)
        if who is not None:
            own = str(who.pk) in self.staff
            self.initial |= {"trainer": str(who.pk)} if own else {"trainer_phone": phones.shown(who.phone or "")}
        self.fields = {name: field for name, field in self.fields.items() if name not in ("module", "half_days")}
        self.half_days = gathering.half_days

    def plan(self) -> Plan:
        """What the session becomes."""
        data = self.cleaned_data
        return Plan(
            day=data["day"], places=(data["place_ar"], data["place_fr"]), half_days=self.half_days,
            language=data["language"], trainer=self.staff.get(data["trainer"]) or self.visitor,
            trainer_name=data["trainer_name"],
        )  # fmt: skip


class WithdrawForm(forms.Form):
    """Why a certificate holds no more, or holds again."""

    why = few_lines("why", 300, required=True)


class FeltForm(forms.Form):
    """A face, and a voice."""

    face = forms.ChoiceField(
        label=say_lazy("training.felt_title"),
        error_messages=dict.fromkeys(("required", "invalid_choice"), say_lazy("training.face_needed")),
    )
    sound = forms.FileField(
        label=say_lazy("training.voice"), required=False, help_text=say_lazy("training.voice_help"),
        widget=forms.ClearableFileInput(attrs={"accept": "audio/*", "capture": "user"}),
        error_messages={"empty": say_lazy("foundation.sound.empty")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["face"].choices = [(face, face) for face in Face.values]

    def clean_sound(self) -> Sound | None:
        """The voice note, recognised."""
        return made_safe(self.cleaned_data["sound"], clean_sound)


class ScanForm(forms.Form):
    """A scan of the signed sheet."""

    file = forms.FileField(
        label=say_lazy("training.scan"), help_text=say_lazy("training.scan_help"),
        error_messages={"required": say_lazy("training.scan_needed"), "empty": say_lazy("training.scan_needed")},
        widget=forms.ClearableFileInput(attrs={"accept": "image/*,application/pdf"}),
    )  # fmt: skip

    def clean_file(self) -> CleanFile:
        """Made safe, or a plain reason."""
        try:
            return clean(self.cleaned_data["file"])
        except BadInput as fault:
            raise forms.ValidationError(getattr(fault.text, active())) from fault
