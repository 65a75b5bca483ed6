"""What is typed about a petition. Forms check; they save nothing."""

from __future__ import annotations

from typing import Any

from django import forms

from rulebook.engine import format as fmt
from wolouj.advocacy.queries import causes_of
from wolouj.foundation.files_asked import made_safe
from wolouj.foundation.typed import TypedText
from wolouj.foundation.uploads import clean
from wolouj.foundation.words import active, say, say_lazy
from wolouj.meetings.models import both
from wolouj.people.models import Body
from wolouj.petitions.actions import Happened
from wolouj.petitions.models import NOTE, TEXT, Filer, Level, Petition
from wolouj.petitions.states import STEPS, State
from wolouj.reference import territories
from wolouj.reference.petitioning import INNER

LIST = {"required": say_lazy("petitions.choose_listed"), "invalid_choice": say_lazy("petitions.choose_listed")}
DAY_ERRORS = {"required": say_lazy("petitions.day_needed"), "invalid": say_lazy("petitions.day_bad")}


def line(key: str, most: int = 200, **kwargs: Any) -> TypedText:
    """One line of text."""
    kwargs.setdefault("required", False)
    return TypedText(
        label=say_lazy(f"petitions.{key}"), max_length=most,
        error_messages={"max_length": say_lazy("petitions.too_long"), "required": say_lazy("petitions.needed")},
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}), **kwargs,
    )  # fmt: skip


def lines(key: str, most: int = TEXT, rows: int = 4, **kwargs: Any) -> TypedText:
    """Several lines of text."""
    kwargs.setdefault("required", False)
    return TypedText(
        label=say_lazy(f"petitions.{key}"), max_length=most, lines=True,
        error_messages={"max_length": say_lazy("petitions.too_long"), "required": say_lazy("petitions.needed")},
        widget=forms.Textarea(attrs={"rows": rows, "dir": "auto", "autocomplete": "off"}), **kwargs,
    )  # fmt: skip


def day(key: str, **kwargs: Any) -> forms.DateField:
    """A day."""
    return forms.DateField(
        label=say_lazy(f"petitions.{key}"), error_messages=DAY_ERRORS,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs,
    )  # fmt: skip


def whole(key: str, least: int, most: int, **kwargs: Any) -> forms.IntegerField:
    """A number without decimals."""
    bad = say_lazy("petitions.number_bad", least=least, most=most)
    return forms.IntegerField(
        label=say_lazy(f"petitions.{key}"), min_value=least, max_value=most,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), bad), **kwargs,
    )  # fmt: skip


def radio(key: str, choices: Any = (), **kwargs: Any) -> forms.ChoiceField:
    """One of a short list, as big cards."""
    return forms.ChoiceField(
        label=say_lazy(f"petitions.{key}"), widget=forms.RadioSelect, error_messages=LIST, choices=choices, **kwargs
    )


def _known(value: str) -> bool | None:
    return {"yes": True, "no": False}.get(value)


def yes_no(key: str) -> forms.TypedChoiceField:
    """Yes, no, or not known yet: never a no by default."""
    return forms.TypedChoiceField(
        label=say_lazy(f"petitions.{key}"), widget=forms.RadioSelect, coerce=_known, empty_value=None,
        error_messages=LIST,
        choices=[(one, say_lazy(f"petitions.{one}")) for one in ("yes", "no", "unknown")],
    )  # fmt: skip


def shown(value: bool | None) -> str:
    """A yes or a no as :func:`yes_no` shows it."""
    return {True: "yes", False: "no"}.get(value, "unknown")  # type: ignore[call-overload]


class PetitionForm(forms.Form):
    """To whom, by whom, what, why."""

    body = forms.ChoiceField(label=say_lazy("petitions.body"), error_messages=LIST)
    cause = forms.ChoiceField(label=say_lazy("petitions.cause"), required=False, error_messages=LIST)
    level = radio("level")
    place = line("place", 80, help_text=say_lazy("petitions.place_help"))
    filer = radio("filer")
    title_ar = line("title_ar")
    title_fr = line("title_fr")
    request_ar = lines("request_ar", rows=3)
    request_fr = lines("request_fr", rows=3)
    reasons_ar = lines("reasons_ar", rows=6)
    reasons_fr = lines("reasons_fr", rows=6)

    def __init__(self, *args: Any, bodies: list[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = {str(body.id): body for body in bodies}
        self.fields["body"].choices = [(key, body.shown_name(active())) for key, body in self.bodies.items()]
        self.causes = {str(one.pk): one for one in causes_of(body.id for body in bodies)}
        named = [(key, both(one, "title", active())[0]) for key, one in self.causes.items()]
        self.fields["cause"].choices = [("", say("petitions.cause_none")), *named]
        if not self.causes:
            self.fields["cause"].widget = forms.HiddenInput()
        self.fields["level"].choices = [(each.value, say(f"petitions.level_{each.value}")) for each in Level]
        self.fields["filer"].choices = [(each.value, say(f"petitions.filer_{each.value}")) for each in Filer]
        if len(bodies) == 1:
            self.fields["body"].widget = forms.HiddenInput()
            self.fields["body"].initial = str(bodies[0].id)

    def taken_from(self, key: str) -> dict[str, Any]:
        """What a cause already says, to be read again before it is kept; nothing when it is not hers to plead."""
        cause = self.causes.get(key)
        if cause is None:
            return {}
        level = cause.addressee if cause.addressee in Level.values else Level.STATE.value
        told: dict[str, Any] = {"body": str(cause.body_id), "cause": key, "level": level, "place": cause.place}
        for name, of in (("title", "title"), ("request", "ask"), ("reasons", "situation")):
            told |= {f"{name}_{lang}": getattr(cause, f"{of}_{lang}") for lang in ("ar", "fr")}
        return told

    def clean(self) -> dict[str, Any]:
        """A title and a request in one language at least, and the place that the level asks for."""
        data = super().clean() or {}
        for name in ("title", "request"):
            pair = (f"{name}_ar", f"{name}_fr")
            if not any(data.get(key) for key in pair) and not any(key in self.errors for key in pair):
                self.add_error(pair[0], say("petitions.text_needed"))
        if "level" in data and "place" not in self.errors:
            data["place"] = self._place(data["level"], data.get("place") or "")
        return data

    def _place(self, level: str, text: str) -> str:
        """The HCP code of the place named; empty for the State."""
        if level == Level.STATE:
            return ""
        rung = territories.Level(level)
        found = territories.by_digits(text.strip()) if text else None
        if found is None and text:
            named = [one for one in territories.find(text, level=rung, limit=20) if territories.same_name(text, one)]
            found = named[0] if len(named) == 1 else None
        if found is None or found.level is not rung or found.type == INNER:
            self.add_error("place", self._not_a_place(text, rung))
            return ""
        return found.code

    def _not_a_place(self, text: str, rung: territories.Level) -> str:
        near = [one for one in territories.find(text, level=rung, limit=4) if one.type != INNER] if text else []
        if not near:
            return say(f"petitions.place_needed_{rung.value}")
        names = " · ".join(f"{fmt.isolate_auto(one.name(active()))} {fmt.isolate(one.code)}" for one in near)
        return say("petitions.place_near", names=names)

    def told(self) -> dict[str, Any]:
        """The fields of the petition, for the action."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "body"}
        return told | {"cause": self.causes.get(told["cause"])}


class ConditionsForm(forms.Form):
    """What is known of each condition, of the association that files, of the agent. Only what this petition needs."""

    within_powers = yes_no("within_powers")
    touches_constants = yes_no("touches_constants")
    common_interest = yes_no("common_interest")
    before_the_courts = yes_no("before_the_courts")
    discriminates = yes_no("discriminates")
    note_attached = yes_no("note_attached")
    committee = whole("committee", 1, 1000, required=False)
    association_ar = line("association_ar")
    association_fr = line("association_fr")
    founded = day("founded", required=False)
    members = whole("members", 1, 1_000_000, required=False)
    seat_in_territory = yes_no("seat_in_territory")
    activity_linked = yes_no("activity_linked")
    democratic = yes_no("democratic")
    in_good_standing = yes_no("in_good_standing")
    agent = line("agent", 120, help_text=say_lazy("petitions.agent_help"))
    deputy = line("deputy", 120)

    LOCAL_ONLY = ("within_powers",)
    STATE_ONLY = ("before_the_courts", "discriminates", "note_attached", "committee")
    OF_ASSOCIATION = (
        "association_ar", "association_fr", "founded", "members", "seat_in_territory", "activity_linked", "democratic",
        "in_good_standing",
    )  # fmt: skip

    def __init__(self, *args: Any, petition: Petition, on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = on
        out = self.LOCAL_ONLY if petition.level == Level.STATE else self.STATE_ONLY
        if petition.filer == Filer.CITIZENS:
            out += self.OF_ASSOCIATION
        for name in out:
            del self.fields[name]

    @staticmethod
    def initial_of(petition: Petition) -> dict[str, Any]:
        """What was answered so far."""
        told = {name: getattr(petition, name) for name in ConditionsForm.base_fields}
        kinds = ConditionsForm.base_fields
        return {
            name: shown(value) if isinstance(kinds[name], forms.TypedChoiceField) else value
            for name, value in told.items()
        }

    def clean_founded(self) -> Any:
        """Not after today."""
        founded = self.cleaned_data["founded"]
        if founded and founded > self.today:
            raise forms.ValidationError(say("petitions.day_to_come"))
        return founded


class StepForm(forms.Form):
    """A step of the road: the new state, its day, what shows it."""

    state = radio("new_state")
    on = day("happened_on")
    number = line("receipt_number", 60, help_text=say_lazy("petitions.receipt_help"))
    due = day("session_on", required=False, help_text=say_lazy("petitions.session_help"))
    note_ar = lines("note_ar", NOTE, rows=2)
    note_fr = lines("note_fr", NOTE, rows=2)
    mend_ar = lines("mend_ar", NOTE, rows=2)
    mend_fr = lines("mend_fr", NOTE, rows=2)
    proof = forms.FileField(
        label=say_lazy("petitions.proof"), required=False, help_text=say_lazy("petitions.proof_help"),
        error_messages={"empty": say_lazy("petitions.proof_empty")},
    )  # fmt: skip

    WITH: dict[State, tuple[str, ...]] = {
        State.FILED: ("number",),
        State.ACCEPTED: ("number", "due"),
        State.REFUSED: ("number", "mend_ar", "mend_fr"),
    }
    """What each state asks besides its day, a note and a proof."""

    def __init__(self, *args: Any, state: str, on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = on
        after = [each for each in State if each in STEPS[State(state)]]
        self.fields["state"].choices = [(each.value, say(f"petitions.do_{each.value}")) for each in after]
        if len(after) == 1:
            self.fields["state"].initial = after[0].value
        asked = {name for each in after for name in self.WITH.get(each, ())}
        for name in {"number", "due", "mend_ar", "mend_fr"} - asked:
            del self.fields[name]

    def clean_on(self) -> Any:
        """Not after today."""
        on = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(say("petitions.day_to_come"))
        return on

    def clean_proof(self) -> Any:
        """The file, made safe."""
        return made_safe(self.cleaned_data["proof"], clean)

    def happened(self) -> Happened:
        """The step, for the action; what its state does not ask is left out."""
        state = State(self.cleaned_data["state"])
        asked = {"state", "on", "note_ar", "note_fr", "proof", *self.WITH.get(state, ())}
        return Happened(**{name: value for name, value in self.cleaned_data.items() if name in asked})
