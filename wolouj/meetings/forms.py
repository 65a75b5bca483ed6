"""What is typed about a meeting. Forms check; they save nothing."""

from __future__ import annotations

from typing import Any

from django import forms

from wolouj.foundation.files_asked import made_safe
from wolouj.foundation.sounds import Sound, clean_sound
from wolouj.foundation.typed import TypedText
from wolouj.foundation.words import active, say, say_lazy
from wolouj.gatherings.models import Spoken
from wolouj.meetings.models import TEXT, Level, PointKind, Theme
from wolouj.people.models import Body
from wolouj.reference import territories

DAY_ERRORS = {"required": say_lazy("meetings.day_needed"), "invalid": say_lazy("meetings.day_bad")}


def line(key: str, most: int, **kwargs: Any) -> TypedText:
    """One line of text that may stay empty."""
    kwargs.setdefault("required", False)
    return TypedText(
        label=say_lazy(f"meetings.{key}"), max_length=most,
        error_messages={"max_length": say_lazy("meetings.too_long"), "required": say_lazy("meetings.needed")},
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}), **kwargs,
    )  # fmt: skip


class MeetingForm(forms.Form):
    """Title and place in one language or both, day, length, language, reach."""

    body = forms.ChoiceField(label=say_lazy("meetings.body"))
    title_ar = line("title_ar", 200)
    title_fr = line("title_fr", 200)
    day = forms.DateField(
        label=say_lazy("meetings.day"), error_messages=DAY_ERRORS,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    half_days = forms.IntegerField(
        label=say_lazy("meetings.half_days"), min_value=1, max_value=20, initial=1,
        error_messages={
            "required": say_lazy("meetings.half_days_bad"), "invalid": say_lazy("meetings.half_days_bad"),
            "min_value": say_lazy("meetings.half_days_bad"), "max_value": say_lazy("meetings.half_days_bad"),
        },
    )  # fmt: skip
    place_ar = line("place_ar", 200)
    place_fr = line("place_fr", 200)
    region = forms.ChoiceField(label=say_lazy("meetings.region"), required=False)
    level = forms.ChoiceField(label=say_lazy("meetings.level"), initial=Level.LOCAL)
    language = forms.ChoiceField(label=say_lazy("meetings.language"), initial=Spoken.DARIJA)

    def __init__(self, *args: Any, bodies: list[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = active()
        self.bodies = {str(body.id): body for body in bodies}
        self.fields["body"].choices = [(key, body.shown_name(lang)) for key, body in self.bodies.items()]
        self.fields["region"].choices = [
            ("", say("meetings.region_any")), *((r.code, r.name(lang)) for r in territories.regions())
        ]  # fmt: skip
        self.fields["level"].choices = [(each.value, say(f"meetings.level_{each.value}")) for each in Level]
        self.fields["language"].choices = [(each.value, say(f"meetings.spoken_{each.value}")) for each in Spoken]
        if len(bodies) == 1:
            self.fields["body"].widget = forms.HiddenInput()
            self.fields["body"].initial = str(bodies[0].id)

    def clean(self) -> dict[str, Any]:
        """A title in one language at least."""
        data = super().clean() or {}
        if not data.get("title_ar") and not data.get("title_fr") and not self.errors.keys() & {"title_ar", "title_fr"}:
            self.add_error("title_ar", say("meetings.title_needed"))
        return data


def lines(key: str, most: int = TEXT, rows: int = 4, **kwargs: Any) -> TypedText:
    """Several lines of text that may stay empty."""
    kwargs.setdefault("required", False)
    return TypedText(
        label=say_lazy(f"meetings.{key}"), max_length=most, lines=True,
        error_messages={"max_length": say_lazy("meetings.too_long"), "required": say_lazy("meetings.question_needed")},
        widget=forms.Textarea(attrs={"rows": rows, "dir": "auto", "autocomplete": "off"}), **kwargs,
    )  # fmt: skip


def maybe_day() -> forms.DateField:
    """A day that may not be known yet."""
    return forms.DateField(
        label=say_lazy("meetings.due"), required=False, error_messages=DAY_ERRORS,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip


class FrameForm(forms.Form):
    """Context and aim, each in two languages."""

    context_ar = lines("context_ar", rows=6)
    context_fr = lines("context_fr", rows=6)
    aim_ar = lines("aim_ar", rows=3)
    aim_fr = lines("aim_fr", rows=3)


class _Worded(forms.Form):
    """A form whose main text must stand in one language at least."""

    main = "text"

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        data = super().clean() or {}
        names = (f"{self.main}_ar", f"{self.main}_fr")
        if not any(data.get(name) for name in names) and not any(name in self.errors for name in names):
            self.add_error(names[0], say("meetings.text_needed"))
        return data


class InterventionForm(_Worded):
    """One who spoke, on what."""

    main = "subject"
    starts = forms.TimeField(
        label=say_lazy("meetings.starts"), required=False, error_messages={"invalid": say_lazy("meetings.starts_bad")},
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )  # fmt: skip
    subject_ar = line("subject_ar", 300)
    subject_fr = line("subject_fr", 300)
    speaker = line("speaker", 120, help_text=say_lazy("meetings.speaker_help"))
    role_ar = line("role_ar", 160)
    role_fr = line("role_fr", 160)
    institution_ar = line("institution_ar", 200)
    institution_fr = line("institution_fr", 200)
    said_ar = lines("said_ar", rows=6)
    said_fr = lines("said_fr", rows=6)


class PointForm(_Worded):
    """A point exchanged, retained, recommended, or a next step."""

    kind = forms.ChoiceField(label=say_lazy("meetings.kind"), widget=forms.RadioSelect)
    text_ar = lines("text_ar")
    text_fr = lines("text_fr")
    held_by_ar = line("held_by_ar", 160)
    held_by_fr = line("held_by_fr", 160)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(each.value, say(f"meetings.point_{each.value}")) for each in PointKind]


class CommitmentForm(_Worded):
    """What a body said it would do, as announced."""

    main = "what"
    institution_ar = line("institution_ar", 200)
    institution_fr = line("institution_fr", 200)
    what_ar = lines("what_ar", rows=3)
    what_fr = lines("what_fr", rows=3)
    owner_ar = line("owner_ar", 160)
    owner_fr = line("owner_fr", 160)
    due = maybe_day()


class QuestionForm(forms.Form):
    """A question, as it is written or as it is said aloud."""

    text = lines("question_text", 1000, rows=3)
    sound = forms.FileField(
        label=say_lazy("meetings.voice"), required=False, help_text=say_lazy("meetings.voice_help"),
        widget=forms.ClearableFileInput(attrs={"accept": "audio/*", "capture": "user"}),
        error_messages={"empty": say_lazy("foundation.sound.empty")},
    )  # fmt: skip

    def clean_sound(self) -> Sound | None:
        """The voice note, recognised."""
        return made_safe(self.cleaned_data["sound"], clean_sound)

    def clean(self) -> dict[str, Any]:
        """Written or said: one of the two."""
        data = super().clean() or {}
        if not data.get("text") and not data.get("sound") and not self.errors:
            self.add_error("text", say("meetings.question_needed"))
        return data


class ReviewForm(forms.Form):
    """What is published of a question, and who answers it."""

    text_ar = lines("wording_ar", 500, rows=2)
    text_fr = lines("wording_fr", 500, rows=2)
    theme = forms.ChoiceField(label=say_lazy("meetings.theme"), required=False)
    voices = forms.IntegerField(
        label=say_lazy("meetings.voices"), min_value=1, max_value=1000,
        error_messages={
            "required": say_lazy("meetings.voices_bad"), "invalid": say_lazy("meetings.voices_bad"),
            "min_value": say_lazy("meetings.voices_bad"), "max_value": say_lazy("meetings.voices_bad"),
        },
    )  # fmt: skip
    answer_ar = lines("answer_ar", help_text=say_lazy("meetings.answer_help"))
    answer_fr = lines("answer_fr")
    owner_ar = line("owner_ar", 160)
    owner_fr = line("owner_fr", 160)
    due = maybe_day()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        themes = [(each.value, say(f"meetings.theme_{each.value}")) for each in Theme]
        self.fields["theme"].choices = [("", say("meetings.theme_none")), *themes]
