"""What is typed about a cause."""

from __future__ import annotations

from typing import Any

from django import forms

from rulebook.engine import format as fmt
from rulebook.engine.texts import TEXTS
from wolouj.advocacy.forms.fields import LIST, OneLanguage, PastDay, day, line, lines, place_of
from wolouj.advocacy.models.causes import (
    ASK,
    COUNCILS,
    FACT,
    LEAD,
    MONEY,
    PLACE_NAME,
    SITUATION,
    SOURCE,
    TITLE,
    Addressee,
)
from wolouj.advocacy.powers import powers
from wolouj.difficulties.codes import codes
from wolouj.foundation.articles import article_name, text_name
from wolouj.foundation.words import active, say, say_lazy
from wolouj.people.models import Body
from wolouj.reference import territories

MOST_LISTED = 6
"""Difficulties, facts or articles of one cause: what two pages hold."""


class CauseForm(OneLanguage):
    """What it is called, what is asked, of whom."""

    both = ("title",)
    body = forms.ChoiceField(label=say_lazy("advocacy.body"), error_messages=LIST)
    title_ar = line("title_ar", TITLE)
    title_fr = line("title_fr", TITLE)
    power = forms.ChoiceField(
        label=say_lazy("advocacy.power"), help_text=say_lazy("advocacy.power_help"), error_messages=LIST
    )
    addressee = forms.ChoiceField(
        label=say_lazy("advocacy.addressee"), widget=forms.RadioSelect, error_messages=LIST
    )  # fmt: skip
    place = line("place", 80, help_text=say_lazy("advocacy.place_help"))
    named_ar = line("named_ar", PLACE_NAME, help_text=say_lazy("advocacy.named_help"))
    named_fr = line("named_fr", PLACE_NAME)

    def __init__(self, *args: Any, bodies: list[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = active()
        self.bodies = {str(body.id): body for body in bodies}
        self.fields["body"].choices = [(key, body.shown_name(lang)) for key, body in self.bodies.items()]
        self.fields["power"].choices = [(key, getattr(power.name, lang)) for key, power in powers().items()]
        self.fields["addressee"].choices = [(each.value, say(f"advocacy.to_{each.value}")) for each in Addressee]
        if len(bodies) == 1:
            self.fields["body"].widget = forms.HiddenInput()
            self.fields["body"].initial = str(bodies[0].id)

    def clean(self) -> dict[str, Any]:
        """A council has a place, found in the list of territories and kept by its code."""
        data = super().clean()
        told, addressee = data.get("place", ""), data.get("addressee")
        if addressee not in COUNCILS or "place" in self.errors:
            return data | {"place": ""}
        if not told:
            self.add_error("place", say("advocacy.place_needed"))
            return data
        try:
            data["place"] = place_of(told, territories.Level(addressee)).code
        except forms.ValidationError as fault:
            self.add_error("place", fault)
        return data


class TextsForm(forms.Form):
    """What happens, what is asked, what it costs and brings: each in the two languages."""

    situation_ar = lines("situation_ar", SITUATION, rows=5, help_text=say_lazy("advocacy.situation_help"))
    situation_fr = lines("situation_fr", SITUATION, rows=5)
    ask_ar = lines("ask_ar", ASK, help_text=say_lazy("advocacy.ask_help"))
    ask_fr = lines("ask_fr", ASK)
    cost_ar = lines("cost_ar", MONEY, rows=2, help_text=say_lazy("advocacy.cost_help"))
    cost_fr = lines("cost_fr", MONEY, rows=2)
    benefit_ar = lines("benefit_ar", MONEY, rows=2)
    benefit_fr = lines("benefit_fr", MONEY, rows=2)


def few(values: list[str]) -> list[str]:
    """As many as two pages hold."""
    if len(values) > MOST_LISTED:
        raise forms.ValidationError(say("advocacy.too_many", most=MOST_LISTED))
    return values


class DifficultiesForm(forms.Form):
    """Which difficulties of the register it speaks of."""

    codes = forms.MultipleChoiceField(
        label=say_lazy("advocacy.difficulties"), required=False, widget=forms.CheckboxSelectMultiple,
        error_messages=LIST | {"invalid_list": LIST["invalid_choice"]},
    )  # fmt: skip

    def __init__(self, *args: Any, people: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = active()
        self.fields["codes"].choices = [
            (key, say("advocacy.code_n", name=code.word(lang), n=people[key]) if key in people else code.word(lang))
            for key, code in codes().items()
        ]

    def clean_codes(self) -> list[str]:
        """Not too many."""
        return few(self.cleaned_data["codes"])


class ArticlesForm(forms.Form):
    """The articles it stands on: those that go with it, and another one."""

    chosen = forms.MultipleChoiceField(
        label=say_lazy("advocacy.articles"), required=False, widget=forms.CheckboxSelectMultiple,
        error_messages=LIST | {"invalid_list": LIST["invalid_choice"]},
    )  # fmt: skip
    another = forms.ChoiceField(label=say_lazy("advocacy.another_article"), required=False, error_messages=LIST)

    def __init__(self, *args: Any, proposed: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = [(each, article_word(each)) for each in proposed]
        groups = [
            (fmt.plain(getattr(text_name(text.key), active())), [(key, article_word(key)) for key in text.articles])
            for text in TEXTS.texts.values()
        ]
        self.fields["another"].choices = [("", say("advocacy.no_other")), *groups]

    def clean(self) -> dict[str, Any]:
        """Both lists as one, not too many."""
        data = super().clean() or {}
        given = list(data.get("chosen") or [])
        other = data.get("another")
        if other and other not in given:
            given.append(other)
        try:
            data["articles"] = few(given)
        except forms.ValidationError as fault:
            self.add_error("chosen", fault)
        return data


def article_word(signature: str) -> str:
    """An article in an option: no isolates there."""
    lang, article = active(), TEXTS.article(signature)
    return f"{fmt.plain(getattr(article_name(signature), lang))} – {fmt.plain(getattr(article.summary, lang))}"


class FactForm(OneLanguage, PastDay):
    """A fact with its source and its day."""

    both = ("text", "source")
    text_ar = lines("fact_ar", FACT, rows=2)
    text_fr = lines("fact_fr", FACT, rows=2)
    source_ar = line("source_ar", SOURCE, help_text=say_lazy("advocacy.source_help"))
    source_fr = line("source_fr", SOURCE)
    on = day("source_day")


class LeadForm(forms.Form):
    """The first lines of a note."""

    text_ar = lines("lead_ar", LEAD, help_text=say_lazy("advocacy.lead_help"))
    text_fr = lines("lead_fr", LEAD)
