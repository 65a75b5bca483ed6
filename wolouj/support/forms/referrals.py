"""What is typed of a referral: where she is sent with her consent, and what the body answers."""

from __future__ import annotations

from typing import Any

from django import forms

from wolouj.foundation.words import active, say, say_lazy
from wolouj.programme.models.programmes import both
from wolouj.support.actions.referrals import Yes
from wolouj.support.forms.fields import LISTED, day, lines, one_of, several, worded
from wolouj.support.models import ConsentHow, Offer, ReferralState, Refusal, Shared
from wolouj.support.states import ANSWERS, STEPS


def offer_choices(offers: list[Offer]) -> list[Any]:
    """The offers, under who gives them."""
    lang, groups = active(), {}  # type: ignore[var-annotated]
    for row in offers:
        groups.setdefault(both(row.provider, "name", lang), []).append((str(row.pk), both(row, "title", lang)))
    return [("", say("support.choose")), *sorted(groups.items())]


class ReferForm(forms.Form):
    """Where, for what, what she agreed to show, how she said yes, when."""

    offer = one_of("refer_to", required=True)
    need = lines("refer_need", 600, required=True, help_text=say_lazy("support.refer_need_help"))
    shows = several("shows", help_text=say_lazy("support.shows_help"))
    how = forms.ChoiceField(label=say_lazy("support.consent_how"), widget=forms.RadioSelect, error_messages=LISTED)
    on = day("consent_on")
    yes = forms.BooleanField(
        label=say_lazy("support.consent_yes"), error_messages={"required": say_lazy("support.consent_needed")}
    )

    def __init__(self, *args: Any, offers: list[Offer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offers = {str(row.pk): row for row in offers}
        self.fields["offer"].choices = offer_choices(offers)
        self.fields["shows"].choices = worded(Shared, "shows")
        # She is before the coach: a tick on her own phone is not how this consent is given.
        ways = (ConsentHow.ORAL, ConsentHow.SIGNED)
        self.fields["how"].choices = [(way.value, say(f"programme.consent_{way.value}")) for way in ways]

    def consent(self) -> Yes:
        """Her yes, for the action."""
        told = self.cleaned_data
        return Yes(tuple(told["shows"]), told["how"], told["on"])


class AnswerForm(forms.Form):
    """The body's answer."""

    state = forms.ChoiceField(label=say_lazy("support.answer_state"), widget=forms.RadioSelect, error_messages=LISTED)
    refusal = one_of("answer_refusal", help_text=say_lazy("support.answer_refusal_help"))
    other_door = one_of("answer_door", help_text=say_lazy("support.answer_door_help"))
    words = lines("answer_words", 1000, help_text=say_lazy("support.answer_words_help"))

    def __init__(self, *args: Any, state: str, offers: list[Offer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        after = [each for each in ReferralState if each in STEPS[ReferralState(state)] & ANSWERS]
        self.fields["state"].choices = [(each.value, say(f"support.answer_{each.value}")) for each in after]
        self.fields["refusal"].choices = worded(Refusal, "refusal", blank="choose")
        self.offers = {str(row.pk): row for row in offers}
        self.fields["other_door"].choices = offer_choices(offers)

    def told(self) -> dict[str, Any]:
        """The answer, for the action."""
        data = self.cleaned_data
        return {
            "state": data["state"], "words": data["words"], "refusal": data["refusal"],
            "other_door": self.offers.get(data["other_door"]),
        }  # fmt: skip
