"""What a person typed about a structure, checked. Nothing is saved here."""

from __future__ import annotations

from typing import Any

from django import forms

from rulebook.engine.facts import AeActivity
from wolouj.foundation import uploads, words
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.typed import TypedText
from wolouj.foundation.words import say_lazy
from wolouj.reference import natures, territories
from wolouj.reference.coded import PaperKind, paper_kinds, units
from wolouj.structures.models import HERE, Member, Role, Structure
from wolouj.structures.steps import REGISTERS

REQUIRED = {"required": say_lazy("structures.required")}


def said(key: str) -> Any:
    """A label of this room, chosen when shown."""
    return say_lazy(f"structures.{key}")


class DayField(forms.DateField):
    """A day: the phone's own calendar, or typed day first."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        options["input_formats"] = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"]
        options["widget"] = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        options["error_messages"] = REQUIRED | {"invalid": said("day_unread")}
        super().__init__(**options)


def text(label: str, *, most: int, required: bool = False, help_key: str = "", **attrs: str) -> TypedText:
    """A line of text."""
    return TypedText(
        label=said(label),
        max_length=most,
        required=required,
        help_text=said(help_key) if help_key else "",
        error_messages=REQUIRED,
        widget=forms.TextInput(attrs=attrs),
    )


class _StepForm(forms.Form):
    """One question: made from the structure, so that what was told stands in the box."""

    def __init__(self, *args: Any, structure: Structure | None = None, **options: Any) -> None:
        self.structure = structure
        super().__init__(*args, **options)
        self.prepare()

    def prepare(self) -> None:
        """Set choices that depend on the structure."""

    def bad(self, bad: BadInput) -> None:
        """Show what an action refused, beside its field when there is one."""
        field = bad.field if bad.field in self.fields else None
        self.add_error(field, getattr(bad.text, words.active()))


class FileForm(forms.Form):
    """A structure in the documented JSON."""

    file = forms.FileField(
        label=said("file_label"),
        allow_empty_file=True,
        error_messages=REQUIRED,
        widget=forms.FileInput(attrs={"accept": "application/json,.json"}),
    )


class KindForm(_StepForm):
    """Which legal form."""

    kind = forms.ChoiceField(
        label=said("question.kind"),
        choices=[(k.value, said(f"kind.{k.value}")) for k in HERE],
        widget=forms.RadioSelect,
        error_messages=REQUIRED,
    )


class NameForm(_StepForm):
    """The name, in the letters of the papers; in Arabic too when she likes."""

    name = text("name_label", most=200, required=True, help_key="help.name", autocomplete="organization")
    name_ar = text("name_ar_label", most=200, dir="rtl", lang="ar")


class AeForm(_StepForm):
    """The activity written on the card: it chooses the ceiling."""

    ae_activity = forms.ChoiceField(
        label=said("question.ae_activity"),
        choices=[(a.value, said(f"ae_activity.{a.value}")) for a in AeActivity],
        widget=forms.RadioSelect,
        error_messages=REQUIRED,
    )


class PlaceForm(_StepForm):
    """The commune of the seat: one of those found, or the one already told."""

    commune = forms.ChoiceField(label=said("place_choose"), widget=forms.RadioSelect, error_messages=REQUIRED)
    address = text("address_label", most=300, help_key="address_help", autocomplete="street-address")

    def __init__(self, *args: Any, found: tuple[territories.Place, ...] = (), **options: Any) -> None:
        self.found = found
        super().__init__(*args, **options)

    def prepare(self) -> None:
        """The communes found; a commune chosen before the search changed is still a commune."""
        shown = list(self.found)
        for code in (self.structure.commune if self.structure else "", self.data.get("commune", "")):
            place = territories.commune(code)
            if place and place not in shown:
                shown.append(place)
        self.fields["commune"].choices = [(p.code, commune_label(p)) for p in shown]  # type: ignore[attr-defined]


def commune_label(place: territories.Place) -> str:
    """``Afourar, Azilal`` in the active language."""
    lang = words.active()
    province = territories.place(place.province or "")
    return words.say("structures.place_in", commune=place.name(lang), province=province.name(lang) if province else "")


class ContactForm(_StepForm):
    """Where the buyer answers: printed on the quote."""

    phone = text("phone_label", most=30, type="tel", autocomplete="tel", dir="ltr")
    email = forms.EmailField(
        label=said("email_label"),
        required=False,
        max_length=254,
        error_messages={"invalid": said("email_unread")},
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )


class ExcludedForm(_StepForm):
    """Whether a decision keeps the structure out of public orders."""

    excluded = forms.ChoiceField(
        label=said("question.excluded"),
        choices=[(v, said(f"excluded.{v}")) for v in ("no", "yes", "unknown")],
        widget=forms.RadioSelect,
        error_messages=REQUIRED,
    )

    def answer(self) -> bool | None:
        """Yes, no, or not known."""
        return {"yes": True, "no": False}.get(self.cleaned_data["excluded"])


class TradesForm(_StepForm):
    """What the structure does: natures ticked, and her own words."""

    natures = forms.TypedMultipleChoiceField(
        label=said("trades_list"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    words = text("trades_words", most=600, help_key="trades_words_help")

    def __init__(self, *args: Any, shown: tuple[natures.Nature, ...] = (), **options: Any) -> None:
        self.shown = shown
        super().__init__(*args, **options)

    def prepare(self) -> None:
        """Every nature may be sent back; only a few are drawn."""
        lang = words.active()
        every = natures.natures().values()
        self.fields["natures"].choices = [(n.id, getattr(n.short, lang)) for n in every]  # type: ignore[attr-defined]

    def cleaned_words(self) -> list[str]:
        """Her own words, one by one."""
        typed: str = self.cleaned_data["words"]
        return [w.strip() for w in typed.replace("،", ",").replace(";", ",").split(",") if w.strip()]


class ServesForm(_StepForm):
    """Where it can deliver."""

    places = forms.MultipleChoiceField(label=said("serves_list"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, found: tuple[territories.Place, ...] = (), **options: Any) -> None:
        self.found = found
        super().__init__(*args, **options)

    def prepare(self) -> None:
        """Her commune, its province and region, what was told, and what the search found."""
        lang = words.active()
        choices: dict[str, str] = {}
        home = territories.commune(self.structure.commune) if self.structure else None
        if home:
            for level, code in (("commune", home.code), ("province", home.province or ""), ("region", home.region)):
                place = territories.place(code)
                if place:
                    choices[code] = words.say(f"structures.serves_{level}", name=place.name(lang))
        told = [s.place for s in self.structure.served.all()] if self.structure else []
        typed = self.data.getlist("places") if hasattr(self.data, "getlist") else []
        for code in [*told, *typed, *(p.code for p in self.found)]:
            place = territories.place(code)
            if place and code not in choices:
                label = commune_label(place) if place.level is territories.Level.COMMUNE else place.name(lang)
                choices[code] = label
        self.fields["places"].choices = list(choices.items())  # type: ignore[attr-defined]


class SignsForm(_StepForm):
    """Who signs: the person herself or another, and in which role."""

    who = forms.ChoiceField(label=said("signs_who"), widget=forms.RadioSelect, error_messages=REQUIRED)
    name = text("signs_name", most=150)
    role = forms.ChoiceField(
        label=said("signs_role"),
        choices=[(r.value, said(f"role.{r.value}")) for r in (Role.PRESIDENT, Role.MANAGER, Role.TREASURER)],
        widget=forms.RadioSelect,
        error_messages=REQUIRED,
    )

    def __init__(self, *args: Any, me: Member | None = None, **options: Any) -> None:
        self.me = me
        super().__init__(*args, **options)

    def prepare(self) -> None:
        """Her own name as the first answer."""
        choices = [("other", words.say("structures.signs_other"))]
        if self.me:
            choices.insert(0, ("me", words.say("structures.signs_me", name=self.me.name)))
        self.fields["who"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Another person has a name."""
        cleaned = super().clean() or {}
        if cleaned.get("who") == "other" and not cleaned.get("name"):
            self.add_error("name", said("signs_name_needed"))
        return cleaned


class NumberForm(_StepForm):
    """One number; a register's with its court and its day. May be left for later."""

    number = TypedText(max_length=40, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    court = text("court", most=80)
    registered_on = DayField(label=said("registered_on"))

    def __init__(self, *args: Any, which: str, **options: Any) -> None:
        self.which = which
        super().__init__(*args, **options)

    def prepare(self) -> None:
        """Label and help of that number; the court only where there is one."""
        self.fields["number"].label = said(f"number.{self.which}")
        self.fields["number"].help_text = said(f"number_help.{self.which}")
        if self.which in ("ice", "rib", "if"):
            self.fields["number"].widget.attrs["inputmode"] = "numeric"
        if self.which not in ("rc", "local_register"):
            del self.fields["court"]
        if self.which not in REGISTERS:
            del self.fields["registered_on"]


class VatForm(_StepForm):
    """The VAT regime, as the structure states it."""

    status = forms.ChoiceField(
        label=said("vat_choice"),
        choices=[(v, said(f"vat.{v}")) for v in ("exempt", "standard", "unknown")],
        widget=forms.RadioSelect,
        error_messages=REQUIRED,
    )
    on = DayField(label=said("vat_on"))
    source = text("vat_source", most=300, help_key="vat_source_help")


class MemberForm(_StepForm):
    """A human being of the structure."""

    name = text("member_name", most=150, required=True)
    role = forms.ChoiceField(label=said("member_role"), choices=[(r.value, said(f"role.{r.value}")) for r in Role])
    may_sign = forms.BooleanField(label=said("member_may_sign"), required=False)


def money(label: str, *, required: bool = False) -> forms.DecimalField:
    """An amount in dirhams, typed with a comma or a point, spaces allowed."""
    return AmountField(
        label=said(label), required=required, min_value=0, max_digits=14, decimal_places=2, error_messages=REQUIRED
    )


class AmountField(forms.DecimalField):
    """A decimal as people write it: ``12 345,60``."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def to_python(self, value: Any) -> Any:
        """Spaces dropped, the comma read as the decimal sign."""
        if isinstance(value, str):
            value = "".join(value.split()).replace("\u202f", "").replace(",", ".")
        return super().to_python(value)


class CapacityForm(_StepForm):
    """What can be sold in a month, in dirhams."""

    amount = money("capacity_amount")


class CapacityLineForm(_StepForm):
    """What can be made in a month: so much of one trade. A line without a quantity says nothing and is dropped."""

    nature = forms.TypedChoiceField(label=said("capacity_trade"), coerce=int, empty_value=None, required=False)
    quantity = AmountField(
        label=said("capacity_quantity"), required=False, min_value=0, max_digits=14, decimal_places=3
    )
    unit = forms.ChoiceField(label=said("capacity_unit"), required=False)

    def prepare(self) -> None:
        """The trades of the structure, and the units."""
        lang = words.active()
        told = [natures.nature(a.nature) for a in self.structure.activities.all() if a.nature] if self.structure else []
        # A trade or a unit told otherwise (in a file, before) stays a choice: to look at a line loses nothing.
        told.append(natures.nature(self.initial.get("nature") or 0))
        trades = {str(n.id): getattr(n.short, lang) for n in told if n}
        self.fields["nature"].choices = [("", words.say("structures.capacity_any")), *trades.items()]  # type: ignore[attr-defined]
        named = [(u.mark, getattr(u.name, lang)) for u in units()]
        told_unit = self.initial.get("unit") or ""
        if told_unit and told_unit not in dict(named):
            named.append((told_unit, told_unit))
        self.fields["unit"].choices = [("", "—"), *named]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A quantity without its unit says nothing, nor the other way round."""
        cleaned = super().clean() or {}
        if bool(cleaned.get("quantity")) != bool(cleaned.get("unit")):
            self.add_error("unit" if cleaned.get("quantity") else "quantity", said("capacity_both"))
        return cleaned


CapacityLines = forms.formset_factory(CapacityLineForm, extra=1, max_num=60)
"""The quantities told, and one empty line."""


class ReceiptsForm(_StepForm):
    """Cash received in a year, from all or from one buyer."""

    year = forms.IntegerField(label=said("receipts_year"), min_value=2000, max_value=2100, error_messages=REQUIRED)
    amount = money("receipts_amount", required=True)
    buyer = text("receipts_buyer", most=300)


class PaperForm(_StepForm):
    """A paper: its photo or PDF, its dates, its number. The file comes out clean."""

    kind = forms.ChoiceField(label=said("paper_kind"), error_messages=REQUIRED)
    file = forms.FileField(
        label=said("paper_file"),
        help_text=said("paper_file_help"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf"}),
    )
    expires_on = DayField(label=said("paper_expires"), help_text=said("paper_expires_help"))
    issued_on = DayField(label=said("paper_issued"))
    number = text("paper_number", most=80)

    def __init__(self, *args: Any, kinds: tuple[PaperKind, ...] = (), fixed: str = "", **options: Any) -> None:
        self.kinds, self.fixed = kinds, fixed
        super().__init__(*args, **options)

    def prepare(self) -> None:
        """The papers of this kind of structure, or the one kind the page is about."""
        lang = words.active()
        choices = [(k.code, getattr(k.name, lang)) for k in self.kinds]
        if self.fixed:
            kind = paper_kinds().get(self.fixed)
            choices = [(self.fixed, getattr(kind.name, lang) if kind else self.fixed)]
            self.fields["kind"].widget = forms.HiddenInput()
            self.fields["kind"].initial = self.fixed
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]

    def clean_file(self) -> uploads.CleanFile | None:
        """The file made safe, or a plain word about why not."""
        sent = self.cleaned_data["file"]
        if not sent:
            return None
        try:
            return uploads.clean(sent)
        except BadInput as bad:
            raise forms.ValidationError(getattr(bad.text, words.active())) from bad

    def clean(self) -> dict[str, Any]:
        """A paper says at least one thing; a file refused elsewhere on the page must be chosen again."""
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.get(k) for k in ("file", "expires_on", "issued_on", "number")):
            self.add_error("file", said("paper_nothing"))
        if self.errors and cleaned.get("file"):
            self.add_error("file", said("paper_again"))
        return cleaned
