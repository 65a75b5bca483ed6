"""What is typed to ask for help and to give it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

from wolouj.foundation.outbox.channels import open_channels
from wolouj.foundation.outbox.models import Channel
from wolouj.foundation.words import say, say_lazy
from wolouj.people import phones
from wolouj.people.forms import PhoneField
from wolouj.people.models import Person
from wolouj.programme.forms.fields import Worded
from wolouj.support.forms.fields import line, lines, one_of
from wolouj.support.models.help import ANSWER, QUESTION


class AskForm(forms.Form):
    """A question; with a phone from who has no account."""

    text = lines("ask_text", QUESTION, rows=4, required=True, help_text=say_lazy("support.ask_text_help"))
    phone = PhoneField(help_text=say_lazy("support.ask_phone_help"))
    sms = forms.BooleanField(label=say_lazy("support.ask_sms"), required=False)

    def __init__(self, *args: Any, has_account: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_account:
            del self.fields["phone"]
        if has_account or not settings.PUBLIC_URL or Channel.SMS not in open_channels():  # no promise that is not kept
            del self.fields["sms"]

    def phone_told(self) -> str:
        """The phone, as it is compared."""
        return phones.normalise(self.cleaned_data["phone"])

    def says_yes(self) -> bool:
        """Whether an SMS may tell her that the answer is there."""
        return bool(self.cleaned_data.get("sms"))


class AnswersForm(forms.Form):
    """A search among the answers. What cannot be read is left out: a search never refuses."""

    q = line("find_words", 100)

    def words(self) -> str:
        """What is looked for; empty: all."""
        self.is_valid()
        told: str = self.cleaned_data.get("q", "")
        return told


class SayForm(forms.Form):
    """One more line of the exchange."""

    text = lines("say_text", ANSWER, rows=4, required=True)

    def __init__(self, *args: Any, helper: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = say("support.answer_text" if helper else "support.say_text")


class HandOverForm(forms.Form):
    """Who owes the answer from now on."""

    to = one_of("hand_to", required=True)

    def __init__(self, *args: Any, people: list[Person], lang: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in people}
        self.fields["to"].choices = [(str(one.pk), one.shown_name(lang)) for one in people]


class CardForm(Worded):
    """A card: the question and the answer, in one language at least."""

    main = "question"
    question_ar = line("card_question_ar", 300)
    question_fr = line("card_question_fr", 300)
    answer_ar = lines("card_answer_ar", ANSWER, rows=5)
    answer_fr = lines("card_answer_fr", ANSWER, rows=5)

    def clean(self) -> dict[str, Any]:
        """An answer in the language of each question."""
        data = super().clean()
        for lang in ("ar", "fr"):
            if data.get(f"question_{lang}") and not data.get(f"answer_{lang}") and f"answer_{lang}" not in self.errors:
                self.add_error(f"answer_{lang}", say("support.answer_same_language"))
        return data
