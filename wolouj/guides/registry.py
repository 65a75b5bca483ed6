"""The calculators of the house: their names, forms and answers, in the order of the road."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.forms import Form
from django.http import QueryDict

from rulebook.engine.verdict import Bilingual
from wolouj.foundation.words import pair, say
from wolouj.guides import forms
from wolouj.guides.tools import ceiling, days, may_bid, papers, paying, petition, ranking, small
from wolouj.guides.tools.shown import Shown


@dataclass(frozen=True, slots=True)
class Tool:
    """One calculator. ``small``: a box or two, drawn inside the page of a subject."""

    slug: str
    form: type[Form]
    answer: Callable[..., Shown]
    icon: str
    small: bool = False
    more: str = ""
    """The template of what only this one draws."""

    @property
    def title(self) -> Bilingual:
        """The question it answers."""
        return pair(f"guides.tool_{self.slug.replace('-', '_')}")

    @property
    def what(self) -> Bilingual:
        """What it works out, in a sentence."""
        return pair(f"guides.tool_{self.slug.replace('-', '_')}_what")


ALL = (
    Tool("may-bid", forms.MayBidForm, may_bid.answer, "scale", more="guides/tools/mine.html"),
    Tool("papers", forms.PapersForm, papers.answer, "paper", more="guides/tools/papers.html"),
    Tool("days", forms.DaysForm, days.answer, "calendar", more="guides/tools/days.html"),
    Tool("ranking", forms.RankingForm, ranking.answer, "meeting", more="guides/tools/ranking.html"),
    Tool("ceiling", forms.CeilingForm, ceiling.answer, "person"),
    Tool("net", forms.NetForm, paying.net, "money"),
    Tool("interest", forms.InterestForm, paying.interest, "clock"),
    Tool("petition", forms.PetitionForm, petition.answer, "commitment"),
    Tool("paper", forms.PaperForm, small.paper, "check"),
    Tool("cost", forms.CostForm, small.cost, "money", small=True),
    Tool("order", forms.OrderForm, small.order, "quote", small=True),
    Tool("vat", forms.VatForm, small.vat, "money", small=True),
    Tool("guarantee", forms.GuaranteeForm, small.guarantee, "lock", small=True),
    Tool("subcontract", forms.SubcontractForm, small.subcontract, "helper", small=True),
)
TOOLS: Mapping[str, Tool] = {tool.slug: tool for tool in ALL}


_MOVED = re.compile(r"today([+-]\d{1,3})?")


def ask(tool: Tool, given: Mapping[str, Any], *, at: datetime) -> tuple[Form, Shown | None]:
    """The form with what was given, and the answer when it could be read."""
    form = tool.form(given)
    if not form.is_valid():
        return form, None
    try:
        return form, tool.answer(form.cleaned_data, at=at)
    except ValueError:  # figures that each can be read and that cannot go together, as the law's own doors say
        form.add_error(None, say("guides.not_together"))
        return form, None


def typed(given: Mapping[str, str], *, on: date) -> QueryDict:
    """What an example gives, as it would come in an address; ``today+10`` is a day counted from ``on``."""
    query = QueryDict(mutable=True)
    for name, text in given.items():
        moved = _MOVED.fullmatch(text)
        query[name] = (on + timedelta(days=int(moved[1] or 0))).isoformat() if moved else text
    return query
