"""Small tags of the page furniture; the sentences come from ``say``. Loaded everywhere, no ``{% load %}`` needed."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django import forms, template
from django.forms import BoundField
from django.utils.safestring import SafeString, mark_safe

from rulebook.engine import format
from rulebook.engine.verdict import Finding
from wolouj.foundation import drawing, words
from wolouj.foundation.articles import article_name
from wolouj.foundation.templatetags.say import to_html

register = template.Library()


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """``{% icon "clock" %}``: a drawing, hidden from readers; its word stands beside it."""
    return mark_safe(drawing.icon_svg(name, size))


@register.simple_tag
def sign_mark(name: str, size: str = "") -> SafeString:
    """``{% sign_mark "go" "big" %}``: the shape alone. Pages call the component ``sign``, which asks for the word."""
    return mark_safe(drawing.sign_svg(name, size))


@register.simple_tag
def brand_mark() -> SafeString:
    """The mark of the house."""
    return mark_safe(drawing.svg("mark", "mark"))


@register.simple_tag
def finding_look(finding: Finding) -> drawing.Look:
    """``{% finding_look finding as look %}``: ``look.sign`` and ``look.word``."""
    return drawing.finding_look(finding)


@register.simple_tag
def thread_of(now: str) -> tuple[drawing.Knot, ...]:
    """``{% thread_of "quote" as knots %}``."""
    return drawing.thread(now)


@register.simple_tag
def time_left(deadline: datetime, now: datetime) -> drawing.TimeLeft:
    """``{% time_left deadline now as left %}``."""
    return drawing.time_left(deadline, now)


@register.simple_tag
def price_band(floor: Decimal | None, price: Decimal | None) -> drawing.Band | None:
    """``{% price_band floor price as scale %}``."""
    return drawing.band(floor, price)


@register.filter
def lozenges(confidence: str) -> tuple[bool, bool, bool]:
    """``confidence|lozenges``: which of the three are full."""
    return drawing.lozenges(confidence)


class FigureInput(forms.TextInput):
    """A box for an amount: text, with the comma of both languages, whatever was typed kept as it was."""

    def format_value(self, value: object) -> str | None:
        if isinstance(value, Decimal):
            return f"{value:f}".replace(".", ",")
        return super().format_value(value)


def _figures(field: BoundField, **attrs: str) -> SafeString:
    widget = FigureInput({k: v for k, v in field.field.widget.attrs.items() if k not in ("step", "min", "max")})
    return field.as_widget(widget, {"inputmode": "decimal", **attrs})


@register.filter
def typed_as(field: BoundField, inputmode: str) -> SafeString:
    """``field|typed_as:"decimal"``: with the keyboard the phone should show.

    A number is typed in a box of text: a browser's own number box loses what it cannot read, comma included.
    """
    if isinstance(field.field.widget, forms.NumberInput):
        return _figures(field, inputmode=inputmode)
    return field.as_widget(attrs={"inputmode": inputmode})


@register.filter
def cost_part(field: BoundField) -> SafeString:
    """The box of one part of a cost, as ``js/price.js`` finds it."""
    return _figures(field, autocomplete="off", **{"data-cost": ""})


@register.filter
def price_dial(field: BoundField) -> SafeString:
    """The box of a price, as ``js/price.js`` finds it."""
    return _figures(field, autocomplete="off", **{"data-price": ""})


@register.filter
def figure(value: Decimal, decimals: int | None = None) -> str:
    """A number as text, for the inside of a drawing or of a ``<bdi>`` that a script rewrites."""
    return format.number(value, decimals)


@register.filter
def exact(value: Decimal) -> str:
    """A number for a script: a point, no group."""
    return f"{value:f}"


@register.simple_tag
def say_text(key: str, **values: object) -> str:
    """Like ``say``, as plain text for a window's title or an attribute, where no tag can stand."""
    return words.say(key, **values)


@register.filter
def article(signature: str) -> SafeString:
    """An article as the law signs it (``decree-2-22-431/91``) in words: article 91, décret 2.22.431."""
    return to_html(getattr(article_name(signature), words.active()))


@register.simple_tag
def say_in(lang: format.Lang, key: str, **values: object) -> SafeString:
    """``{% say_in "fr" "room.key" %}``: in that language, whatever the page speaks."""
    return to_html(words.say(key, lang, **values))


@register.simple_tag
def line_total(quantity: Decimal | None, price: Decimal | None) -> Decimal | None:
    """``{% line_total quantity price as total %}``: to the centime, or None while one is missing."""
    return None if quantity is None or price is None else drawing.to_centime(quantity * price)


@register.simple_tag
def price_state(floor: Decimal | None, price: Decimal | None, quantity: Decimal | None) -> drawing.PriceState:
    """``{% price_state floor price quantity as now %}``."""
    return drawing.price_state(floor, price, quantity)
