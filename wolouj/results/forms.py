"""What is typed in this room. Forms check; they save nothing."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from wolouj.bids.forms import AmountField
from wolouj.bids.models import Quote
from wolouj.foundation.files_asked import made_safe
from wolouj.foundation.typed import TypedText
from wolouj.foundation.uploads import CleanFile, clean
from wolouj.foundation.words import active, say, say_lazy
from wolouj.programme.models import Income, Indicator, Sex, Status, both
from wolouj.reference import territories
from wolouj.results.actions.taking import Why
from wolouj.results.counting.measures import MEASURES
from wolouj.results.models import FollowUp, Lesson, OrderPaid, PeriodFigure
from wolouj.results.models.editions import TEXT
from wolouj.results.models.following import How
from wolouj.results.models.periods import REASON

BY_HAND = "by_hand"


def day(key: str, **kwargs: Any) -> forms.DateField:
    """A day."""
    return forms.DateField(
        label=say_lazy(f"results.{key}"),
        error_messages={"required": say_lazy("results.day_needed"), "invalid": say_lazy("results.day_bad")},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs,
    )  # fmt: skip


def line(key: str, most: int, **kwargs: Any) -> TypedText:
    """One line of text."""
    return TypedText(
        label=say_lazy(f"results.{key}"), max_length=most,
        error_messages={"max_length": say_lazy("results.too_long"), "required": say_lazy("results.needed")},
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}), **kwargs,
    )  # fmt: skip


def amount(key: str) -> AmountField:
    """A figure, zero or more."""
    errors = {"required": say_lazy("results.needed"), "max_length": say_lazy("results.too_long")}
    return AmountField(label=say_lazy(f"results.{key}"), required=True, error_messages=errors)


def one_of(key: str) -> forms.ChoiceField:
    """One of a short list, or not told; the choices are given when the form is made."""
    return forms.ChoiceField(
        label=say_lazy(f"results.{key}"), required=False, widget=forms.RadioSelect,
        error_messages={"invalid_choice": say_lazy("results.choose_listed")},
    )  # fmt: skip


def jobs(key: str) -> forms.IntegerField:
    """A number of jobs, or not told."""
    bad = say_lazy("results.jobs_bad")
    return forms.IntegerField(
        label=say_lazy(f"results.{key}"), required=False, min_value=0, max_value=500,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), bad),
    )  # fmt: skip


def text(key: str, **kwargs: Any) -> TypedText:
    """A few lines."""
    kwargs.setdefault("required", False)
    return TypedText(
        label=say_lazy(f"results.{key}"), max_length=TEXT, lines=True,
        error_messages={"max_length": say_lazy("results.too_long"), "required": say_lazy("results.needed")},
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto", "autocomplete": "off"}), **kwargs,
    )  # fmt: skip


class PeriodForm(forms.Form):
    """From a day to a day."""

    starts_on = day("starts_on")
    ends_on = day("ends_on")


class CorrectionForm(forms.Form):
    """What a frozen figure is now said to be, and why."""

    value = amount("new_value")
    reason = line("reason", REASON, help_text=say_lazy("results.reason_help"))


class FactsForm(forms.Form):
    """What a person's file does not say, told since."""

    one_a_line = True
    sex = one_of("fact_sex")
    born_in = forms.IntegerField(
        label=say_lazy("results.fact_born"), required=False, min_value=1920, max_value=2020,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), say_lazy("results.year_bad")),
    )  # fmt: skip
    province = one_of("fact_province")
    status = one_of("fact_status")

    def __init__(self, *args: Any, known: frozenset[str], provinces: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang, empty = active(), [("", say("results.untold"))]
        named = [(code, place.name(lang)) for code in provinces if (place := territories.place(code))]
        self.fields["sex"].choices = [*empty, *((str(s), say(f"results.one_{s}")) for s in Sex.values)]
        self.fields["province"].choices = [*empty, *named]
        self.fields["status"].choices = [*empty, *((str(s), say(f"programme.status_{s}")) for s in Status.values)]
        for name in known:
            del self.fields[name]


class MeasureForm(forms.Form):
    """Which measure counts an indicator, or that it is told by hand. Long names: one a line."""

    one_a_line = True

    measure = forms.ChoiceField(
        label=say_lazy("results.counted_by"), widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), say_lazy("results.choose_listed")),
    )  # fmt: skip

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fit = [each for each in MEASURES.values() if (each.base is not None) == indicator.is_share]
        self.fields["measure"].choices = [
            *((each.key, say(f"results.measure_{each.key}")) for each in fit),
            (BY_HAND, say("results.by_hand")),
        ]


class HandForm(forms.Form):
    """A figure told by hand: its day, its value, where it comes from."""

    value = amount("value")
    on = day("on_day")
    source = line("source", 300, help_text=say_lazy("results.source_help"))
    proof = forms.FileField(
        label=say_lazy("results.proof"), required=False, help_text=say_lazy("results.proof_help"),
        error_messages={"empty": say_lazy("results.proof_empty")},
    )  # fmt: skip

    def clean_proof(self) -> CleanFile | None:
        """The file that shows it, made safe."""
        return made_safe(self.cleaned_data["proof"], clean)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> date:
        """Not a day to come."""
        told: date = self.cleaned_data["on"]
        if told > self.today:
            raise forms.ValidationError(say("results.day_to_come"))
        return told


class FollowForm(forms.Form):
    """What she says at three, six or twelve months. Everything but how she was asked may stay untold."""

    how = one_of("followed_how")
    done_on = day("followed_day")
    sold = one_of("followed_sold")
    jobs_self = jobs("jobs_self")
    jobs_permanent = jobs("jobs_permanent")
    jobs_seasonal = jobs("jobs_seasonal")
    income = one_of("followed_income")

    def __init__(
        self, *args: Any, known: FollowUp | None, orders: list[tuple[Quote, OrderPaid | None]], today: date,
        earliest: date | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, initial=_told(known) | {"done_on": known.done_on if known else today}, **kwargs)
        self.today, self.earliest, self.quotes = today, earliest, [quote.pk for quote, _ in orders]
        untold = ("", say("results.untold"))
        self.fields["how"].required = True
        self.fields["how"].error_messages["required"] = say("results.choose_listed")
        self.fields["how"].choices = [(str(h), say(f"results.how_{h}")) for h in How.values]
        self.fields["sold"].choices = [("yes", say("results.sold_yes")), ("no", say("results.sold_no")), untold]
        self.fields["income"].choices = [*((str(b), say(f"programme.income_{b}")) for b in Income.values), untold]
        for quote, days in orders:
            self._order(quote, days)

    def _order(self, quote: Quote, days: OrderPaid | None) -> None:
        for name in ("delivered", "paid"):
            made = day(f"order_{name}", required=False)
            made.label = say(f"results.order_{name}", order=f"{quote.notice.reference} · {quote.notice.buyer.name}")
            made.initial = getattr(days, f"{name}_on", None)
            self.fields[f"{name}_{quote.pk}"] = made

    def clean_done_on(self) -> date:
        """Not a day to come, nor one so early that it would tell of another month."""
        told: date = self.cleaned_data["done_on"]
        if told > self.today:
            raise forms.ValidationError(say("results.day_to_come"))
        if self.earliest is not None and told < self.earliest:
            raise forms.ValidationError(say("results.follow_early", day=self.earliest))
        return told

    def clean(self) -> dict[str, Any]:
        """No order was delivered or paid on a day to come."""
        given = super().clean() or {}
        for name in [f"{what}_{key}" for key in self.quotes for what in ("delivered", "paid")]:
            if (told := given.get(name)) is not None and told > self.today:
                self.add_error(name, say("results.day_to_come"))
        return given

    def told(self) -> dict[str, Any]:
        """What the row keeps."""
        names = ("how", "done_on", "jobs_self", "jobs_permanent", "jobs_seasonal", "income")
        sold = {"yes": True, "no": False}.get(self.cleaned_data["sold"])
        return {name: self.cleaned_data[name] for name in names} | {"sold": sold}

    def days(self) -> dict[UUID, tuple[date | None, date | None]]:
        """Quote -> the days it was delivered and paid."""
        given = self.cleaned_data
        return {key: (given[f"delivered_{key}"], given[f"paid_{key}"]) for key in self.quotes}


def _told(known: FollowUp | None) -> dict[str, Any]:
    if known is None:
        return {}
    names = ("how", "jobs_self", "jobs_permanent", "jobs_seasonal", "income")
    return {name: getattr(known, name) for name in names} | {"sold": {True: "yes", False: "no"}.get(known.sold, "")}  # type: ignore[call-overload]


class LessonForm(forms.Form):
    """What an edition taught, what shows it, what to change."""

    text_ar = text("lesson_text_ar")
    text_fr = text("lesson_text_fr")
    figure = forms.ChoiceField(
        label=say_lazy("results.lesson_figure"), required=False,
        error_messages={"invalid_choice": say_lazy("results.choose_listed")},
    )  # fmt: skip
    evidence = text("lesson_evidence", help_text=say_lazy("results.lesson_evidence_help"))
    change_ar = text("lesson_change_ar")
    change_fr = text("lesson_change_fr")

    def __init__(self, *args: Any, figures: list[PeriodFigure], lesson: Lesson | None = None, **kwargs: Any) -> None:
        names = ("text_ar", "text_fr", "evidence", "change_ar", "change_fr")
        known = {name: getattr(lesson, name) for name in names} | {"figure": lesson.figure_id} if lesson else {}
        super().__init__(*args, initial=known, **kwargs)
        self.figures = {str(row.pk): row for row in figures}
        named = [(key, both(row, "text", active())) for key, row in self.figures.items()]
        self.fields["figure"].choices = [("", say("results.lesson_no_figure")), *named]

    def clean(self) -> dict[str, Any]:
        """In one language at least."""
        data = super().clean() or {}
        if not data.get("text_ar") and not data.get("text_fr") and not {"text_ar", "text_fr"} & set(self.errors):
            self.add_error("text_ar", say("results.needed"))
        return data

    def told(self) -> dict[str, Any]:
        """What the row keeps."""
        return self.cleaned_data | {"figure": self.figures.get(self.cleaned_data["figure"])}


class CarryForm(forms.Form):
    """What a call makes of an earlier lesson."""

    kept = one_of("carry_kept_ask")
    how = text("carry_how", required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kept"].required = True
        self.fields["kept"].error_messages["required"] = say("results.choose_listed")
        self.fields["kept"].choices = [("yes", say("results.sold_yes")), ("no", say("results.sold_no"))]


class SentencesForm(forms.Form):
    """Why the sentences written about people are taken out, and that what they may hold is known."""

    why = forms.ChoiceField(
        label=say_lazy("results.sentences_ask"), widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), say_lazy("results.sentences_why_needed")),
    )  # fmt: skip
    known = forms.BooleanField(
        label=say_lazy("results.sentences_known"), error_messages={"required": say_lazy("results.sentences_tick")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].choices = [(str(why), say(f"results.sentences_{why}")) for why in Why]  # type: ignore[attr-defined]
