"""What is typed of the directory: a body, an offer, a condition, a search."""

from __future__ import annotations

from typing import Any

from django import forms

from wolouj.foundation.words import active, say, say_lazy
from wolouj.people.models import Body
from wolouj.programme.forms.fields import Worded
from wolouj.reference import territories
from wolouj.support.forms.fields import HOME_REGION, day, line, lines, one_of, province_choices, several, worded
from wolouj.support.models import About, Believed, For, Need, ProviderKind, Sure
from wolouj.support.queries import Asked
from wolouj.support.suiting import Told


class _Kept(Worded):
    """What is told with how sure and from where."""

    sure = one_of("sure", required=True)
    source = line("source", 400, help_text=say_lazy("support.source_help"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Nothing is said to be certain, nor open, by who only passed over the box.
        self.fields["sure"].choices = worded(Sure, "sure", blank="choose")


def _region_of(province: str) -> territories.Place:
    """The region of a province of the list."""
    return next(region for region in territories.regions() if province.startswith(f"{region.code}."))


class _Placed(_Kept):
    """What serves provinces, of any region."""

    def regions(self) -> list[dict[str, Any]]:
        """The boxes of the provinces under their regions, the home region first; open where one is ticked."""
        found: dict[str, dict[str, Any]] = {}
        for box in self["provinces"]:
            region = _region_of(str(box.data["value"]))
            group = found.setdefault(region.code, {"title": region.name(active()), "boxes": [], "open": False})
            group["boxes"].append(box)
            group["open"] |= box.data["selected"] or region.code == HOME_REGION
        return [found[code] for code in sorted(found, key=lambda code: (code != HOME_REGION, code))]


class ProviderForm(_Placed):
    """A support body."""

    main = "name"
    name_ar = line("name_ar")
    name_fr = line("name_fr")
    kind = one_of("provider_kind", required=True)
    what_ar = lines("what_ar")
    what_fr = lines("what_fr")
    provinces = several("serves", help_text=say_lazy("support.serves_help"))
    address = line("address", 300)
    phone = line("phone", 40)
    email = forms.EmailField(
        label=say_lazy("support.email"), required=False, error_messages={"invalid": say_lazy("support.email_bad")},
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )  # fmt: skip
    url = forms.URLField(
        label=say_lazy("support.url"), required=False, max_length=300, assume_scheme="https",
        error_messages={"invalid": say_lazy("support.url_bad"), "max_length": say_lazy("support.url_bad")},
        widget=forms.URLInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )  # fmt: skip
    body = one_of("body_account", help_text=say_lazy("support.body_account_help"))
    field_order = (
        "name_ar", "name_fr", "kind", "body", "what_ar", "what_fr", "provinces", "address", "phone", "email", "url",
        "sure", "source",
    )  # fmt: skip

    def __init__(self, *args: Any, bodies: list[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = {str(body.pk): body for body in bodies}
        self.fields["body"].choices = [
            ("", say("support.no_body_account")),
            *((key, body.shown_name(active())) for key, body in self.bodies.items()),
        ]  # fmt: skip
        if not bodies:
            del self.fields["body"]
        self.fields["kind"].choices = worded(ProviderKind, "kind", blank="choose")
        self.fields["provinces"].choices = province_choices()

    def clean_body(self) -> Body | None:
        """The body whose officers keep the entry."""
        return self.bodies.get(self.cleaned_data["body"])

    def clean_url(self) -> str:
        """Only what a browser opens safely."""
        link: str = self.cleaned_data["url"]
        if link and not link.lower().startswith(("https://", "http://")):
            raise forms.ValidationError(say("support.url_bad"))
        return link


class OfferForm(_Placed):
    """What a body offers."""

    title_ar = line("title_ar")
    title_fr = line("title_fr")
    need = one_of("need", required=True)
    what_ar = lines("what_ar")
    what_fr = lines("what_fr")
    kinds = several("for_whom", help_text=say_lazy("support.for_whom_help"))
    provinces = several("serves", help_text=say_lazy("support.offer_serves_help"))
    how_ar = lines("how_ar")
    how_fr = lines("how_fr")
    papers_ar = lines("papers_ar", help_text=say_lazy("support.papers_help"))
    papers_fr = lines("papers_fr")
    believed = one_of("believed", required=True)
    lasting = forms.BooleanField(
        label=say_lazy("support.lasting"), required=False, help_text=say_lazy("support.lasting_help")
    )
    opens_on = day("opens_on", required=False)
    ends_on = day("ends_on", required=False, help_text=say_lazy("support.ends_on_help"))
    field_order = (
        "title_ar", "title_fr", "need", "what_ar", "what_fr", "kinds", "provinces", "how_ar", "how_fr", "papers_ar",
        "papers_fr", "believed", "lasting", "opens_on", "ends_on", "sure", "source",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["need"].choices = worded(Need, "need", blank="choose")
        self.fields["kinds"].choices = worded(For, "for")
        self.fields["provinces"].choices = province_choices()
        self.fields["believed"].choices = worded(Believed, "believed", blank="choose")

    def clean(self) -> dict[str, Any]:
        """It does not end before it opens."""
        data = super().clean()
        opens, ends = data.get("opens_on"), data.get("ends_on")
        if opens and ends and ends < opens:
            self.add_error("ends_on", say("support.ends_before"))
        return data


class ConditionForm(_Kept):
    """One condition."""

    main = "text"
    text_ar = lines("condition_ar", 400, rows=2)
    text_fr = lines("condition_fr", 400, rows=2)
    kinds = several("asked_of", help_text=say_lazy("support.asked_of_help"))
    about = one_of("about", required=True, help_text=say_lazy("support.about_help"))
    least = forms.IntegerField(
        label=say_lazy("support.least"), required=False, min_value=0, max_value=1200,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), say_lazy("support.bound_bad")),
    )  # fmt: skip
    most = forms.IntegerField(
        label=say_lazy("support.most"), required=False, min_value=0, max_value=1200,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), say_lazy("support.bound_bad")),
    )  # fmt: skip
    field_order = ("text_ar", "text_fr", "kinds", "about", "least", "most", "sure", "source")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = worded(For, "for")
        self.fields["about"].choices = worded(About, "about")

    def clean(self) -> dict[str, Any]:
        """What is compared has a bound, the right way round; what is only read has none."""
        data = super().clean()
        least, most = data.get("least"), data.get("most")
        if data.get("about") == About.OTHER:
            data["least"] = data["most"] = None
        elif least is None and most is None and not {"least", "most"} & set(self.errors):
            self.add_error("most", say("support.bound_needed"))
        elif least is not None and most is not None and most < least:
            self.add_error("most", say("support.bound_order"))
        return data


class FindForm(forms.Form):
    """A search of what helps. What cannot be read is left out: a search never refuses."""

    need = one_of("find_need", widget=forms.HiddenInput)
    province = one_of("find_province")
    q = line("find_words", 100)
    open = forms.BooleanField(label=say_lazy("support.find_open"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["need"].choices = worded(Need, "need", blank="any_need")
        self.fields["province"].choices = province_choices(blank="any_province")

    def asked(self) -> Asked:
        """What is looked for."""
        self.is_valid()
        told = self.cleaned_data
        return Asked(
            need=told.get("need", ""), province=told.get("province", ""), words=told.get("q", ""),
            open_now=told.get("open", False),
        )  # fmt: skip


class FourQuestionsForm(forms.Form):
    """What she tells who has no account: four questions, nothing kept."""

    kind = one_of("ask_kind", widget=forms.RadioSelect, required=True)
    province = one_of("find_province")
    need = one_of("find_need")
    age = forms.IntegerField(
        label=say_lazy("support.ask_age"), required=False, min_value=10, max_value=110,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), say_lazy("support.age_bad")),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = worded(For, "for")
        self.fields["need"].choices = worded(Need, "need", blank="any_need")
        self.fields["province"].choices = province_choices(blank="any_province")

    def told(self) -> Told:
        """The answers."""
        data = self.cleaned_data
        return Told(data["kind"], data["province"], data["need"], data["age"])
