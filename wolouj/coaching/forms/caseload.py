"""Giving files, passing files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms

from wolouj.coaching.forms import LISTED, lines, one_of
from wolouj.coaching.models.caseload import WORD
from wolouj.foundation.words import say, say_lazy
from wolouj.people.models import Person

CARDS = 8
"""Coaches shown as big cards; more of them are a list to open."""


class GiveForm(forms.Form):
    """Files that wait, and the coach they go to."""

    files = forms.MultipleChoiceField(
        label=say_lazy("coaching.files_waiting"), widget=forms.CheckboxSelectMultiple,
        error_messages=LISTED | {"required": say_lazy("coaching.files_needed")},
    )  # fmt: skip
    coach = one_of("coach")

    def __init__(self, *args: Any, files: Iterable[tuple[str, str]], coaches: Iterable[tuple[str, str]], **kw: Any):
        super().__init__(*args, **kw)
        self.fields["files"].choices = list(files)  # type: ignore[attr-defined]
        known = list(coaches)
        if len(known) > CARDS:
            self.fields["coach"].widget = forms.Select()
        self.fields["coach"].choices = known  # type: ignore[attr-defined]


class HandForm(forms.Form):
    """Which files, to whom, with what word."""

    which = one_of("which")
    files = forms.MultipleChoiceField(
        label=say_lazy("coaching.some_files"), widget=forms.CheckboxSelectMultiple, required=False,
        error_messages=LISTED,
    )  # fmt: skip
    taker = one_of("taker")
    word = lines("word", WORD, rows=3, required=False, help_text=say_lazy("coaching.word_help"))

    def __init__(self, *args: Any, files: Iterable[tuple[str, str]], coaches: Iterable[Person], lang: str, **kw: Any):
        super().__init__(*args, **kw)
        self.fields["files"].choices = list(files)  # type: ignore[attr-defined]
        self.coaches = {str(each.pk): each for each in coaches}
        named = [(key, each.shown_name(lang)) for key, each in self.coaches.items()]
        self.fields["taker"].choices = named  # type: ignore[attr-defined]
        self.fields["which"].choices = [(each, say(f"coaching.which_{each}")) for each in ("all", "some")]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Some files: at least one is ticked."""
        data = super().clean() or {}
        if data.get("which") == "some" and not data.get("files") and "files" not in self.errors:
            self.add_error("files", say("coaching.files_needed"))
        return data

    def chosen(self) -> list[UUID] | None:
        """The ticked files; ``None`` for all."""
        data = self.cleaned_data
        return None if data["which"] == "all" else [UUID(each) for each in data["files"]]

    def to(self) -> Person:
        """Who takes them."""
        return self.coaches[self.cleaned_data["taker"]]
