"""What a person types in a calculator. All of it stands in the address, so that an answer can be sent to somebody."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from rulebook.engine.facts import AeActivity, BidderKind, Category, GroupingForm
from rulebook.evaluation import Mode, Way
from rulebook.payment import Client
from rulebook.petitions import Filer, Level
from wolouj.bids.forms import AmountField, RateField
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.money import parse_amount, parse_quantity, parse_rate
from wolouj.foundation.typed import TypedText
from wolouj.foundation.words import active, pair, say, say_lazy
from wolouj.guides.subject import subjects
from wolouj.guides.tools.days import ORDER
from wolouj.guides.tools.papers import ALONE
from wolouj.guides.tools.ranking import MOST
from wolouj.guides.tools.small import PAPER_RULES
from wolouj.reference import territories
from wolouj.reference.petitioning import INNER
from wolouj.structures.models import HERE


def said(key: str) -> Any:
    """A label of this room, chosen when shown."""
    return say_lazy(f"guides.{key}")


NEEDED = {"required": said("needed")}
CHOOSE = {"required": said("choose"), "invalid_choice": said("choose")}


def dirhams(label: str, *, required: bool = True, help_key: str = "") -> AmountField:
    """A box for an amount."""
    field = AmountField(
        label=said(label),
        required=required,
        error_messages=NEEDED,
        help_text=said(help_key) if help_key else "",
    )
    field.unit = say_lazy("foundation.dirham")
    return field


def choice(label: str, codes: Any, head: str, *, required: bool = True, help_key: str = "") -> forms.ChoiceField:
    """One among a few, as big cards."""
    choices = [(str(code), said(f"{head}_{code}")) for code in codes]
    return forms.ChoiceField(
        label=said(label),
        choices=choices if required else [*choices, ("", said("not_told"))],
        required=required,
        widget=forms.RadioSelect,
        help_text=said(help_key) if help_key else "",
        error_messages=CHOOSE,
    )


class DayField(forms.DateField):
    """A day: the phone's own calendar, or typed day first."""

    def __init__(self, label: str, *, required: bool = True, help_key: str = "") -> None:
        super().__init__(
            label=said(label),
            required=required,
            help_text=said(help_key) if help_key else "",
            input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"],
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            error_messages=NEEDED | {"invalid": said("day_unread")},
        )


class YesNo(forms.TypedChoiceField):
    """Yes, no, or not known."""

    def __init__(self, label: str, *, help_key: str = "") -> None:
        super().__init__(
            label=said(label),
            choices=[("yes", said("is_yes")), ("no", said("is_no")), ("", said("not_told"))],
            coerce=lambda text: text == "yes",
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
            help_text=said(help_key) if help_key else "",
            error_messages=CHOOSE,
        )


class RateBox(RateField):
    """A rate per cent, that may be left empty."""

    def __init__(self, label: str, *, help_key: str = "") -> None:
        super().__init__(label=said(label), help_text=said(help_key) if help_key else "")
        self.unit = "%"


class OrderForm(forms.Form):
    """May this amount pass by purchase order?"""

    amount = dirhams("order_amount")


class VatForm(forms.Form):
    """A price before VAT."""

    amount = dirhams("vat_amount")


class SubcontractForm(forms.Form):
    """The amount of a contract."""

    amount = dirhams("subcontract_amount")


class GuaranteeForm(forms.Form):
    """The amount of a contract."""

    amount = dirhams("guarantee_amount")


class NetForm(forms.Form):
    """One payment of a public buyer."""

    amount = dirhams("net_gross")
    kind = choice("may_kind", HERE, "kind")
    category = choice("net_category", (Category.SERVICES, Category.SUPPLIES, Category.WORKS), "category")
    procedure = choice("net_procedure", ("purchase_order", "tender"), "paid")
    client = choice("net_client", (Client.LOCAL, Client.STATE, Client.ESTABLISHMENT), "client")
    vat = dirhams("net_vat", required=False, help_key="net_vat_help")
    activity = choice("net_activity", AeActivity, "activity", required=False, help_key="net_ae_help")
    paid_before = dirhams("net_before", required=False, help_key="net_ae_help")
    fees = YesNo("net_fees", help_key="net_fees_help")
    retention = YesNo("net_retention", help_key="net_retention_help")


class InterestForm(forms.Form):
    """A payment that came late, or has not come."""

    amount = dirhams("interest_amount")
    served = DayField("interest_served", help_key="interest_served_help")
    papers = DayField("interest_papers", required=False, help_key="interest_papers_help")
    until = DayField("interest_until", required=False, help_key="interest_until_help")
    treasury = RateBox("interest_rate", help_key="interest_rate_help")
    client = choice("net_client", (Client.LOCAL, Client.STATE, Client.ESTABLISHMENT), "client", required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        first = told.get("served")
        if first and told.get("until") and told["until"] < first:
            self.add_error("until", say("guides.days_before_served", day=first))
        return told


class QuantityField(forms.CharField):
    """How many, three decimals at most."""

    def __init__(self, label: str) -> None:
        super().__init__(label=said(label), max_length=24, error_messages=NEEDED)
        self.unit = " "

    def clean(self, value: Any) -> Decimal:  # type: ignore[override]
        try:
            return parse_quantity(super().clean(value))
        except BadInput as error:
            raise forms.ValidationError(getattr(error.text, active())) from error


class CostForm(forms.Form):
    """What a unit costs, what it is sold for, how many."""

    cost = dirhams("cost_cost")
    price = dirhams("cost_price")
    quantity = QuantityField("cost_quantity")


class PaperForm(forms.Form):
    """A certificate and two days."""

    paper = choice("paper_which", PAPER_RULES, "paper")
    issued = DayField("paper_issued")
    seen = DayField("paper_seen", help_key="paper_seen_help")


class MayBidForm(forms.Form):
    """Which kind of structure, and what the notice says. Nothing about anybody."""

    kind = choice("may_kind", HERE, "kind")
    procedure = choice("may_procedure", ("purchase_order", "tender"), "procedure")
    reserved = YesNo("may_reserved", help_key="may_reserved_help")

    def clean_kind(self) -> BidderKind:
        return BidderKind(self.cleaned_data["kind"])


class MineForm(forms.Form):
    """What she says of herself: looked at once, kept nowhere."""

    excluded = YesNo("mine_excluded", help_key="mine_excluded_help")
    related = YesNo("mine_related")
    tax = DayField("mine_tax", required=False)
    cnss = DayField("mine_cnss", required=False, help_key="mine_cnss_help")
    register = DayField("mine_register", required=False, help_key="mine_register_help")
    deadline = DayField("mine_deadline", required=False)

    def __init__(self, *args: Any, kind: BidderKind | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        if kind is BidderKind.AUTO_ENTREPRENEUR:
            del self.fields["cnss"]
        if kind in (BidderKind.COMPANY, BidderKind.NATURAL_PERSON):
            del self.fields["register"]


class PapersForm(forms.Form):
    """Who answers, and what the notice is."""

    kind = choice("may_kind", HERE, "kind")
    procedure = choice("papers_procedure", (ORDER, "open", "simplified"), "days_kind")
    category = choice(
        "rank_category",
        (Category.WORKS, Category.SUPPLIES, Category.SERVICES, Category.STUDIES),
        "category",
        required=False,
    )
    guarantee = YesNo("papers_guarantee", help_key="papers_guarantee_help")
    grouping = choice("papers_grouping", (ALONE, *GroupingForm), "grouping", required=False)


class DaysForm(forms.Form):
    """A notice and what happened since. The days that are not known yet stay empty."""

    kind = choice("days_kind", (ORDER, "open", "simplified"), "days_kind")
    published = DayField("days_published")
    deadline = DayField("days_deadline", required=False, help_key="days_deadline_help")
    hour = forms.TimeField(
        label=said("days_hour"),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": said("hour_unread")},
    )
    reference = TypedText(label=said("days_reference"), required=False, max_length=60)
    commission = DayField("days_commission", required=False)
    invited = DayField("days_invited", required=False)
    served = DayField("days_served", required=False, help_key="days_served_help")

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        first = told.get("published")
        for name in ("deadline", "commission", "invited", "served"):
            if first and told.get(name) and told[name] < first:
                self.add_error(name, say("guides.days_before", day=first))
        return told


class CeilingForm(forms.Form):
    """An auto-entrepreneur's year."""

    activity = choice("ceiling_activity", AeActivity, "activity")
    received = dirhams("ceiling_received", help_key="ceiling_received_help")
    amount = dirhams("ceiling_amount")
    client = dirhams("ceiling_client", required=False, help_key="ceiling_client_help")
    before = dirhams("ceiling_before", required=False)

    def clean_activity(self) -> AeActivity:
        return AeActivity(self.cleaned_data["activity"])


class RankingForm(forms.Form):
    """An opening: the estimate, one's own offer, the others."""

    procedure = choice("rank_procedure", (Way.OPEN, Way.SIMPLIFIED, Way.PURCHASE_ORDER), "way")
    category = choice(
        "rank_category", (Category.WORKS, Category.SUPPLIES, Category.SERVICES), "category", required=False
    )
    mode = choice("rank_mode", Mode, "mode", required=False, help_key="rank_mode_help")
    estimate = dirhams("rank_estimate", required=False, help_key="rank_estimate_help")
    mine = forms.CharField(
        label=said("rank_mine"),
        required=False,
        max_length=24,
        help_text=said("rank_mine_help"),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    others = forms.CharField(
        label=said("rank_others"),
        help_text=said("rank_others_help"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "ltr", "inputmode": "decimal", "autocomplete": "off"}),
        error_messages={"required": said("rank_others_needed"), "max_length": say_lazy("guides.rank_many", most=MOST)},
    )
    kind = choice(
        "rank_kind",
        ("cooperative", "union", "auto_entrepreneur", "company"),
        "kind",
        required=False,
        help_key="rank_kind_help",
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        increase = told.get("mode") == Mode.INCREASE and told.get("procedure") != Way.PURCHASE_ORDER
        read = parse_rate if increase else _above_zero
        told["mine"] = self._one("mine", told.get("mine") or "", read)
        told["others"] = self._each(told.get("others") or "", read)
        told["kind"] = BidderKind(told["kind"]) if told.get("kind") else None
        return told

    def _one(self, name: str, text: str, read: Any) -> Decimal | None:
        try:
            return read(text) if text.strip() else None
        except BadInput as error:
            self.add_error(name, getattr(error.text, active()))
            return None

    def _each(self, text: str, read: Any) -> list[Decimal]:
        lines = [line.strip() for line in re.split(r"[\r\n;]+", text) if line.strip()]
        if len(lines) > MOST - 1:
            self.add_error("others", say("guides.rank_many", most=MOST))
            return []
        found = []
        for at, line in enumerate(lines, start=1):
            try:
                found.append(read(line))
            except BadInput as error:
                self.add_error("others", say("guides.rank_line", number=at, error=getattr(error.text, active())))
                break
        return found


def _above_zero(text: str) -> Decimal:
    amount = parse_amount(text)
    if amount <= 0:
        raise BadInput(pair("guides.rank_zero"))
    return amount


class PetitionForm(forms.Form):
    """To whom, where, by whom, and how many have signed."""

    level = choice("petition_level", (*territories.Level, Level.STATE, Level.MOTION), "level")
    where = TypedText(
        label=said("petition_where"), required=False, max_length=80, help_text=said("petition_where_help")
    )
    filer = choice("petition_filer", Filer, "filer", required=False)
    signatures = forms.IntegerField(
        label=said("petition_signatures"),
        required=False,
        min_value=0,
        max_value=10_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), said("petition_count_bad")),
    )
    near: tuple[territories.Place, ...] = ()
    """Places that look like the one typed, when it names none or several."""

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        level, where = told.get("level"), (told.get("where") or "").strip()
        told["place"] = None
        if level in territories.Level._value2member_map_:
            told["place"] = self._place(where, territories.Level(level))
        return told

    def _place(self, text: str, level: territories.Level) -> territories.Place | None:
        """The one place of that rung the text names, by its code or its name; else the nearest are kept to choose."""
        if not text:
            self.add_error("where", say("guides.petition_where_needed"))
            return None
        coded = territories.by_digits(text)
        near = tuple(one for one in territories.find(text, level=level, limit=6) if one.type != INNER)
        same = [one for one in near if territories.same_name(text, one)]
        found = coded if coded and coded.level is level and coded.type != INNER else same[0] if len(same) == 1 else None
        if found is None:
            self.near = near
            self.add_error("where", say("guides.petition_where_choose" if near else "guides.petition_where_none"))
        return found


class FaqForm(forms.Form):
    """Which page an answer joins, who checked it (a function) and when; no page takes it out again."""

    guide = forms.ChoiceField(label=said("faq_guide"), required=False, error_messages=CHOOSE)
    checked_by_ar = TypedText(label=said("faq_by_ar"), max_length=160, required=False)
    checked_by_fr = TypedText(label=said("faq_by_fr"), max_length=160, required=False)
    checked_on = forms.DateField(
        label=said("faq_on"), error_messages={"required": said("faq_on_needed"), "invalid": said("faq_on_needed")},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = on
        lang = active()
        pages = [(slug, getattr(subject.title, lang)) for slug, subject in subjects().items()]
        self.fields["guide"].choices = [("", say("guides.faq_none")), *pages]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Somebody checked it, on a day that has come."""
        data = super().clean() or {}
        if data.get("guide") and not (data.get("checked_by_ar") or data.get("checked_by_fr")):
            self.add_error("checked_by_ar", say("guides.faq_by_needed"))
        if data.get("checked_on") and data["checked_on"] > self.today:
            self.add_error("checked_on", say("guides.faq_on_needed"))
        return data
