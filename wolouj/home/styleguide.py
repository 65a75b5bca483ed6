"""Every component in every state, with invented content: for looking, and for the tests. Never served for real.

What stands here is a sample: no price, no buyer, no reading of the law on this page is true.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rulebook.engine import format
from rulebook.engine.verdict import About, Bilingual, Confidence, Finding, Force, Outcome
from wolouj.bids.pricing_types import PricedLine, PricedQuote, VatShare
from wolouj.foundation import words
from wolouj.foundation.words import say_lazy

NOW = datetime(2026, 11, 24, 0, 0, tzinfo=ZoneInfo("Africa/Casablanca"))
DEADLINE = datetime(2026, 11, 26, 10, 0, tzinfo=ZoneInfo("Africa/Casablanca"))

COST_PARTS = {"materials": "24,00", "energy": "3,50", "work": "9,00", "transport": "2,50", "waste": "1,00"}


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=say_lazy("home.sg_name"), help_text=say_lazy("home.sg_name_help"))
    phone = forms.CharField(label=say_lazy("home.sg_phone"), widget=forms.TextInput(attrs={"type": "tel"}))
    amount = forms.DecimalField(label=say_lazy("home.sg_amount"), required=False, min_value=0)
    day = forms.DateField(label=say_lazy("home.sg_day"), widget=forms.DateInput(attrs={"type": "date"}), required=False)
    about = forms.CharField(label=say_lazy("home.sg_about"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    place = forms.ChoiceField(label=say_lazy("home.sg_place"), choices=[("1", "أزيلال"), ("2", "بني ملال")])
    kind = forms.ChoiceField(label=say_lazy("home.sg_kind"), widget=forms.RadioSelect)
    agree = forms.BooleanField(label=say_lazy("home.sg_agree"), help_text=say_lazy("home.sg_agree_help"))
    photo = forms.FileField(label=say_lazy("home.sg_photo"), help_text=say_lazy("home.sg_photo_help"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [(key, words.say(f"home.sg_kind_{key}")) for key in ("cooperative", "ae", "company")]
        for name in ("name", "phone", "place", "kind", "agree"):
            self.fields[name].error_messages["required"] = words.say("home.sg_required")


class PriceForm(forms.Form):
    """The parts of a cost, then a price."""

    materials = forms.CharField(label=say_lazy("home.sg_cost_materials"))
    energy = forms.CharField(label=say_lazy("home.sg_cost_energy"))
    work = forms.CharField(label=say_lazy("home.sg_cost_work"))
    transport = forms.CharField(label=say_lazy("home.sg_cost_transport"))
    waste = forms.CharField(label=say_lazy("home.sg_cost_waste"))
    price = forms.CharField(label=say_lazy("home.sg_ask"))


def _finding(outcome: Outcome, force: Force, confidence: Confidence, key: str, about: About = About.BIDDER) -> Finding:
    return Finding(
        rule="sample",
        about=about,
        outcome=outcome,
        reason=key,
        force=force,
        confidence=confidence,
        articles=("decree-2-22-431/91",),
        text=words.pair(f"home.sg_finding_{key}", **({"amount": Decimal("500000")} if key == "refused" else {})),
        remedy_text=None if outcome in (Outcome.MET, Outcome.NOT_CONCERNED) else words.pair("home.sg_remedy"),
        checked_on=date(2026, 11, 23),
    )


def findings() -> list[Finding]:
    """One finding of each look."""
    return [
        _finding(Outcome.NOT_MET, Force.DECIDES, Confidence.CERTAIN, "refused"),
        _finding(Outcome.NOT_MET, Force.WARNS, Confidence.LIKELY, "likely"),
        _finding(Outcome.NOT_MET, Force.INFORMS, Confidence.UNSURE, "unsure"),
        _finding(Outcome.UNKNOWN, Force.DECIDES, Confidence.CERTAIN, "unknown"),
        _finding(Outcome.NOT_MET, Force.DECIDES, Confidence.CERTAIN, "buyer", About.BUYER),
        _finding(Outcome.MET, Force.DECIDES, Confidence.CERTAIN, "met"),
        _finding(Outcome.NOT_CONCERNED, Force.DECIDES, Confidence.CERTAIN, "aside"),
    ]


def _line(number: str, quantity: str, price: str | None) -> PricedLine:
    amount = None if price is None else Decimal(quantity) * Decimal(price)
    return PricedLine(
        number=number,
        designation=words.say(f"home.sg_line_{number}"),
        details="",
        unit="",
        quantity=Decimal(quantity),
        unit_price=None if price is None else Decimal(price),
        vat_rate=Decimal(20),
        amount=amount,
        unit_cost=None,
        cost=None,
        margin=None,
    )


def quote() -> PricedQuote:
    """Three lines, one of them without a price."""
    return PricedQuote(
        lines=(_line("1", "120", "52"), _line("2", "120", "24"), _line("3", "240", None)),
        total_excl_vat=Decimal("9120.00"),
        vat_by_rate=(VatShare(Decimal(20), Decimal("9120.00"), Decimal("1824.00")),),
        vat=Decimal("1824.00"),
        total_incl_vat=Decimal("10944.00"),
        floor_incl_vat=None,
        in_words=Bilingual("dix mille neuf cent quarante-quatre dirhams", "عشرة آلاف وتسعمائة وأربعة وأربعون درهما"),
        warnings=(),
        vat_regime=None,
        unpriced=True,
    )


def _pairs() -> list[dict[str, str]]:
    lang = words.active()
    return [
        {
            "label": words.say("home.sg_pair_cash"),
            "value": format.money(Decimal("4800"), lang),
            "note": words.say("home.sg_pair_cash_note"),
        },
        {"label": words.say("home.sg_pair_delay"), "value": format.count(60, "day", lang), "note": ""},
    ]


def _timeline() -> list[dict[str, str]]:
    lang = words.active()
    return [
        {"title": words.say("home.sg_time_1"), "detail": format.day(date(2026, 11, 2), lang), "state": "done"},
        {"title": words.say("home.sg_time_2"), "detail": format.day(date(2026, 11, 5), lang), "state": "now"},
        {"title": words.say("home.sg_time_3"), "detail": "", "state": ""},
    ]


def _facts() -> list[dict[str, str]]:
    lang = words.active()
    return [
        {"icon": "person", "label": words.say("home.sg_fact_buyer"), "value": words.say("home.sg_fact_buyer_is")},
        {"icon": "clock", "label": words.say("home.sg_fact_deadline"), "value": format.instant(DEADLINE, lang)},
        {"icon": "notice", "label": words.say("home.sg_fact_ref"), "value": format.isolate("27/2026/BC")},
    ]


def show(request: HttpRequest) -> HttpResponse:
    """The page. ``?helper=1`` adds the strip of a helper; ``?wide=1`` shows it on a desk's width."""
    messages.success(request, words.say("home.sg_saved", n=2))
    wrong = SampleForm({"name": "", "phone": "0612", "amount": "12,5x", "kind": "", "place": "2"})
    costs = {**COST_PARTS, "price": request.GET.get("price", "36,00")}
    context = {
        "now": NOW,
        "deadlines": [DEADLINE, NOW + timedelta(days=9), NOW + timedelta(hours=5), NOW - timedelta(hours=1)],
        "findings": findings(),
        "quote": quote(),
        "pairs": _pairs(),
        "facts": _facts(),
        "timeline": _timeline(),
        "steps": [words.say(f"home.sg_step_{i}") for i in (1, 2, 3)],
        "form": SampleForm(initial={"place": "1", "kind": "cooperative"}, prefix="right"),
        "wrong": wrong,
        "price_form": PriceForm(initial=costs),
        "floor": Decimal("40.00"),
        "price": Decimal(costs["price"].replace(",", ".")),
        "quantity": Decimal(120),
        "wide": "wide" in request.GET,
        "helper": "helper" in request.GET,
        "icons": ICONS,
    }
    return render(request, "home/styleguide.html", context)


ICONS = (
    "notice place calendar clock money quote paper person helper coach meeting question commitment warning check stop "
    "sound share print offline back next today lock camera scale phone bag close search file edit home out"
).split()
