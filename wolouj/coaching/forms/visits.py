"""The visit sheet."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms

from wolouj.coaching.actions.visits import Sheet
from wolouj.coaching.forms import LISTED, day, lines, one_of, worded
from wolouj.coaching.models import Topic, Visit, Where
from wolouj.coaching.models.visits import DONE
from wolouj.difficulties.codes import codes
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.files_asked import made_safe
from wolouj.foundation.sounds import Sound, clean_sound
from wolouj.foundation.uploads import CleanFile, clean
from wolouj.foundation.words import active, say, say_lazy

BACK = timedelta(days=60)
"""How old a visit may be when it is written down."""
AHEAD = timedelta(days=200)
"""How far the next one may be."""
IN_DAYS = ("7", "14", "30")
"""Usual times until the next visit: one tap."""


class Photos(forms.ClearableFileInput):
    """Several photos in one box."""

    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Photos, each made safe."""

    widget = Photos

    def clean(self, data: Any, initial: Any = None) -> tuple[CleanFile, ...]:  # type: ignore[override]
        """Every photo, drawn again; the first one that cannot be is named."""
        found = []
        for upload in data if isinstance(data, list | tuple) else [data] if data else []:
            try:
                made = clean(super().clean(upload, initial))
            except BadInput as fault:
                raise forms.ValidationError(getattr(fault.text, active())) from fault
            if made.kind != "photo":
                raise forms.ValidationError(say("coaching.photo_only"))
            found.append(made)
        return tuple(found)


class VisitForm(forms.Form):
    """Day, where, topics, what was done, what stops her, the next visit; photos and a voice note."""

    where = one_of("where")
    topics = forms.MultipleChoiceField(
        label=say_lazy("coaching.topics"), widget=forms.CheckboxSelectMultiple, required=False, error_messages=LISTED
    )
    done = lines("done", DONE, rows=3, required=False, help_text=say_lazy("coaching.done_help"))
    obstacle = forms.ChoiceField(
        label=say_lazy("coaching.obstacle"), required=False, error_messages=LISTED,
        help_text=say_lazy("coaching.obstacle_help"),
    )  # fmt: skip
    next_in = one_of("next_in")
    next_on = day("next_on", required=False)
    on = day("visit_on")
    photos = PhotosField(
        label=say_lazy("coaching.photos"), required=False, widget=Photos(attrs={"accept": "image/*"}),
        error_messages={"empty": say_lazy("foundation.upload.empty")},
    )  # fmt: skip
    photo_yes = forms.BooleanField(
        label=say_lazy("coaching.photo_yes"), required=False, help_text=say_lazy("coaching.photo_yes_help")
    )
    sound = forms.FileField(
        label=say_lazy("coaching.voice"), required=False, help_text=say_lazy("coaching.voice_help"),
        widget=forms.ClearableFileInput(attrs={"accept": "audio/*", "capture": "user"}),
        error_messages={"empty": say_lazy("foundation.sound.empty")},
    )  # fmt: skip

    def __init__(self, *args: Any, today: date, says_yes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        lang = active()
        listed = [(one.key, one.word(lang)) for one in codes().values()]
        self.fields["where"].choices = worded(Where, "where")  # type: ignore[attr-defined]
        self.fields["topics"].choices = worded(Topic, "topic")  # type: ignore[attr-defined]
        self.fields["obstacle"].choices = [("", say("coaching.obstacle_none")), *listed]  # type: ignore[attr-defined]
        later = [(n, say("coaching.in_days", n=int(n))) for n in IN_DAYS]
        rest = [("day", say("coaching.next_day")), ("none", say("coaching.next_none"))]
        self.fields["next_in"].choices = [*later, *rest]  # type: ignore[attr-defined]
        if says_yes:
            del self.fields["photo_yes"]

    def earliest(self) -> date:
        """The first day a visit written down today may have been made."""
        return self.today - BACK

    def clean_on(self) -> date:
        """Today or not long ago."""
        day_: date = self.cleaned_data["on"]
        if not self.earliest() <= day_ <= self.today:
            raise forms.ValidationError(say("coaching.visit_day_bad", days=BACK.days))
        return day_

    def clean_sound(self) -> Sound | None:
        """The voice note, recognised."""
        return made_safe(self.cleaned_data["sound"], clean_sound)

    def clean(self) -> dict[str, Any]:
        """What was told holds together: something was done, and the next visit is after this one."""
        data = super().clean() or {}
        if not data.get("topics") and not data.get("done") and not self.errors:
            self.add_error("topics", say("coaching.topics_needed"))
        on, asked = data.get("on"), data.get("next_in")
        data["next"] = None
        if asked in IN_DAYS and on:
            data["next"] = on + timedelta(days=int(asked))
        elif asked == "day":
            data["next"] = data.get("next_on")
            if not data["next"] or (on and not on < data["next"] <= self.today + AHEAD):
                self.add_error("next_on", say("coaching.next_day_bad"))
        return data

    def sheet(self, key: UUID) -> Sheet:
        """What the action keeps."""
        data = self.cleaned_data
        return Sheet(
            id=key, on=data["on"], where=data["where"], topics=tuple(data["topics"]), done=data["done"],
            obstacle=data["obstacle"], next_on=data["next"], photos=data.get("photos", ()),
            photo_yes=bool(data.get("photo_yes")), sound=data.get("sound"),
        )  # fmt: skip


class CorrectionForm(VisitForm):
    """A kept visit said better: as the sheet, without what was attached to it."""

    def __init__(self, *args: Any, visit: Visit, today: date, **kwargs: Any) -> None:
        self.visit = visit
        when = {"next_in": "day" if visit.next_on else "none", "next_on": visit.next_on, "on": visit.on}
        known = {name: getattr(visit, name) for name in ("where", "topics", "done", "obstacle")}
        super().__init__(*args, today=today, says_yes=True, initial=known | when, **kwargs)
        for name in ("photos", "sound"):
            del self.fields[name]

    def earliest(self) -> date:
        """An old visit may keep its day."""
        return min(super().earliest(), self.visit.on)
