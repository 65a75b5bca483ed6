"""What is typed in an exercise: the real price boxes of ``bids``, line by line, and the VAT of the structure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms

from rulebook.engine import format as fmt
from rulebook.engine.facts import VatStatus
from wolouj.bids.forms import PriceForm
from wolouj.foundation.words import active, say, say_lazy
from wolouj.training.forms import one_of
from wolouj.training.models import Attempt
from wolouj.training.practice.marking import Mock, mocks
from wolouj.training.practice.page import line_rows
from wolouj.training.practice.real import Candidate

MINUTES = (45, 90, 180)


class SetExerciseForm(forms.Form):
    """Which mock order, and how long it stays open."""

    code = one_of("exercise", widget=forms.RadioSelect)
    minutes = one_of("minutes", widget=forms.RadioSelect, initial=str(MINUTES[1]))

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at
        lang = active()
        self.fields["code"].choices = [(code, getattr(mock.name, lang)) for code, mock in mocks().items()]
        self.fields["minutes"].choices = [(str(n), say("training.minutes_n", n=n)) for n in MINUTES]

    def told(self) -> tuple[str, datetime]:
        """The mock order and when it closes."""
        return self.cleaned_data["code"], self.at + timedelta(minutes=int(self.cleaned_data["minutes"]))


class SetRealForm(forms.Form):
    """Which real notice, what the structure of the exercise does with VAT, and how long it stays open."""

    notice = one_of("real_notice", widget=forms.RadioSelect)
    vat = one_of("real_vat", widget=forms.RadioSelect, initial=str(VatStatus.EXEMPT))
    minutes = one_of("minutes", widget=forms.RadioSelect, initial=str(MINUTES[1]))

    def __init__(self, *args: Any, found: Iterable[Candidate], at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at, self.found = at, list(found)
        self.fields["notice"].choices = [(row.key, row.title) for row in self.found]
        self.fields["vat"].choices = [(each.value, say(f"training.real_vat_{each}")) for each in VatStatus]
        self.fields["minutes"].choices = [(str(n), say("training.minutes_n", n=n)) for n in MINUTES]

    def rows(self) -> list[dict[str, Any]]:
        """Each notice with who buys, how many lines, until when; the one chosen marked."""
        chosen = self["notice"].value()
        return [
            {
                "key": row.key, "title": fmt.isolate_auto(row.title), "on": row.key == chosen,
                "detail": say("training.real_detail", buyer=row.buyer, n=row.lines, at=row.deadline),
                "own": row.own,
            }
            for row in self.found
        ]  # fmt: skip

    def told(self) -> tuple[UUID, str, datetime]:
        """The notice, the VAT and when it closes at the latest."""
        data = self.cleaned_data
        return UUID(data["notice"]), data["vat"], self.at + timedelta(minutes=int(data["minutes"]))


class VatForm(forms.Form):
    """Whether the structure of the exercise adds VAT, as its sheet says."""

    vat = forms.ChoiceField(label=say_lazy("training.vat_asked"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["vat"].choices = [(each.value, say(f"training.vat_{each}")) for each in VatStatus]
        self.fields["vat"].error_messages["invalid_choice"] = say("training.choose_listed")


class PracticeForm:
    """The boxes of one exercise: a :class:`PriceForm` a line, the VAT once. A rate typed by who is exempt is refused
    by the pricing itself, in its own words."""

    def __init__(self, data: Any, *, mock: Mock, known: Attempt | None) -> None:
        self.mock = mock
        self.wrong = ""
        told = known.prices if known else {}
        self.told_vat = VatForm(data, initial={"vat": known.vat if known else ""})
        self.lines = [
            PriceForm(data, prefix=f"l{i}", initial=_initial(told.get(str(line["number"]), {})))
            for i, line in enumerate(mock.document["lines"], start=1)
        ]
        for line in self.lines:
            line.fields["vat_rate"].label = say("training.rate_if_adds")

    @property
    def bad(self) -> bool:
        """Whether something has to be mended before it is kept."""
        return bool(self.wrong) or (self.told_vat.is_bound and not self.is_valid())

    def is_valid(self) -> bool:
        """Every box can be read."""
        return all([self.told_vat.is_valid(), *(line.is_valid() for line in self.lines)])

    def vat(self) -> str:
        """What she said of VAT; empty when she did not."""
        return str(self.told_vat.cleaned_data["vat"])

    def prices(self) -> dict[str, Mapping[str, Decimal | None]]:
        """Line number -> what was typed. Without VAT, a rate left in its box is not counted."""
        adds = self.vat() == VatStatus.STANDARD
        found: dict[str, Mapping[str, Decimal | None]] = {}
        for line, form in zip(self.mock.document["lines"], self.lines, strict=True):
            told = form.answer()
            found[str(line["number"])] = told if adds else {name: v for name, v in told.items() if name != "vat_rate"}
        return found

    def rows(self) -> list[dict[str, Any]]:
        """Each line with its boxes and what its sheet counts."""
        return [row | {"form": form} for row, form in zip(line_rows(self.mock), self.lines, strict=True)]


def _initial(told: Mapping[str, str]) -> dict[str, Decimal]:
    return {name: Decimal(value) for name, value in told.items()}
