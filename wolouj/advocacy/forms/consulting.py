"""What is typed about a consultation."""

from __future__ import annotations

from typing import Any

from django import forms

from wolouj.advocacy.forms.fields import LIST, OneLanguage, PastDay, day, line, lines, number
from wolouj.advocacy.models import About, Option
from wolouj.advocacy.models.causes import PLACE_NAME, TITLE
from wolouj.advocacy.models.consulting import OPTION, PART, PROPOSAL, TEXT
from wolouj.foundation.words import active, say, say_lazy
from wolouj.gatherings.models import BodyKind, Sex
from wolouj.meetings.models import both
from wolouj.reference import territories

MOST_OPTIONS = 6


class ConsultationForm(OneLanguage):
    """What is asked, until when, and the answers one may choose, one a line in each language."""

    both = ("title",)
    about = forms.ChoiceField(label=say_lazy("advocacy.about"), widget=forms.RadioSelect, error_messages=LIST)
    title_ar = line("question_ar", TITLE)
    title_fr = line("question_fr", TITLE)
    text_ar = lines("explained_ar", TEXT, rows=5, help_text=say_lazy("advocacy.explained_help"))
    text_fr = lines("explained_fr", TEXT, rows=5)
    options_ar = lines("options_ar", 800, help_text=say_lazy("advocacy.options_help"))
    options_fr = lines("options_fr", 800)
    closes_on = day("closes_on")

    def __init__(self, *args: Any, on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = on
        self.fields["about"].choices = [(each.value, say(f"advocacy.about_{each.value}")) for each in About]

    def clean_closes_on(self) -> Any:
        """Not a day that is over."""
        told = self.cleaned_data["closes_on"]
        if told < self.today:
            raise forms.ValidationError(say("advocacy.closes_past"))
        return told

    def clean(self) -> dict[str, Any]:
        """The options as pairs: the same number in the two languages, or in one alone; none, or two at least."""
        data = super().clean()
        given = {lang: [row.strip() for row in data.get(f"options_{lang}", "").split("\n") if row.strip()]
                 for lang in ("ar", "fr")}  # fmt: skip
        count = max(len(rows) for rows in given.values())
        if any(rows and len(rows) != count for rows in given.values()):
            self.add_error("options_fr", say("advocacy.options_uneven"))
        elif count == 1 or count > MOST_OPTIONS:
            self.add_error("options_ar", say("advocacy.options_count", most=MOST_OPTIONS))
        elif any(len(row) > OPTION for rows in given.values() for row in rows):
            self.add_error("options_ar", say("advocacy.options_long", most=OPTION))
        padded = [rows or [""] * count for rows in given.values()]
        data["options"] = list(zip(*padded, strict=False))
        return data

    def told(self) -> dict[str, Any]:
        """The columns of the row."""
        return {name: self.cleaned_data[name] for name in ("about", "title_ar", "title_fr", "text_ar", "text_fr",
                                                          "closes_on")}  # fmt: skip


class VoteForm(forms.Form):
    """One choice, and what one tells of oneself, nothing of it compulsory."""

    option = forms.ChoiceField(label=say_lazy("advocacy.your_choice"), widget=forms.RadioSelect, error_messages=LIST)
    slip = line("slip", 20, help_text=say_lazy("advocacy.slip_help"))
    kind = forms.ChoiceField(label=say_lazy("advocacy.voter_kind"), required=False, error_messages=LIST)
    sex = forms.ChoiceField(label=say_lazy("advocacy.voter_sex"), required=False, error_messages=LIST)
    province = forms.ChoiceField(label=say_lazy("advocacy.voter_province"), required=False, error_messages=LIST)

    def __init__(self, *args: Any, options: list[Option], signed_in: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang, none = active(), [("", say("advocacy.not_told"))]
        self.options = {str(row.pk): row for row in options}
        self.fields["option"].choices = [(key, both(row, "text", lang)[0]) for key, row in self.options.items()]
        self.fields["kind"].choices = none + [(one.value, say(f"gatherings.kind_{one.value}")) for one in BodyKind]
        self.fields["sex"].choices = none + [(one.value, say(f"gatherings.sex_{one.value}")) for one in Sex]
        self.fields["province"].choices = none + [(one.code, one.name(lang)) for one in territories.provinces()]
        if signed_in:
            del self.fields["slip"]
        else:
            self.fields["slip"].required = True

    def told(self) -> dict[str, str]:
        """What she tells of herself."""
        return {name: self.cleaned_data[name] for name in ("kind", "sex", "province")}


class ProposalForm(forms.Form):
    """A proposal, or an amendment to a part of the text."""

    part = line("part", PART, help_text=say_lazy("advocacy.part_help"))
    text = lines("proposal", PROPOSAL, required=True)

    def __init__(self, *args: Any, amends: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not amends:
            del self.fields["part"]


class ReviewForm(forms.Form):
    """What is published of a proposal."""

    text_ar = lines("wording_ar", PROPOSAL, rows=3, help_text=say_lazy("advocacy.wording_help"))
    text_fr = lines("wording_fr", PROPOSAL, rows=3)


class ShowForm(PastDay):
    """A show of hands: who was there, how many for each answer."""

    on = day("show_day")
    where_ar = line("where_ar", PLACE_NAME)
    where_fr = line("where_fr", PLACE_NAME)
    present = number("present", 5000, least=1)
    women = number("present_women", 5000, required=False)

    def __init__(self, *args: Any, options: list[Option], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hands = {f"hands_{row.position}": row for row in options}
        for name, row in self.hands.items():
            self.fields[name] = number("hands", 5000, initial=0)
            self.fields[name].label = say("advocacy.hands_for", option=both(row, "text", active())[0])

    def clean(self) -> dict[str, Any]:
        """Nobody raises two hands, and the women are among those present."""
        data = super().clean() or {}
        present = data.get("present")
        if present is None:
            return data
        if sum(data.get(name) or 0 for name in self.hands) > present:
            self.add_error("present", say("advocacy.more_hands"))
        if (data.get("women") or 0) > present:
            self.add_error("women", say("advocacy.more_women"))
        return data

    def told(self) -> dict[str, Any]:
        """The columns of the row."""
        data = self.cleaned_data
        hands = {str(row.pk): data[name] for name, row in self.hands.items()}
        return {name: data[name] for name in ("on", "where_ar", "where_fr", "present", "women")} | {"hands": hands}


class SlipsForm(forms.Form):
    """How many slips."""

    count = number("slips_count", 300, least=1, initial=30)
