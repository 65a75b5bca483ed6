"""Small tags of the page furniture; the sentences come from ``say``. Loaded everywhere, no ``{% load %}`` needed."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString, mark_safe

from rulebook.engine.verdict import Finding
from wolouj.foundation import drawing, words

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
def price_band(floor: Decimal, price: Decimal | None) -> drawing.Band | None:
    """``{% price_band floor price as scale %}``."""
    return drawing.band(floor, price)


@register.filter
def lozenges(confidence: str) -> tuple[bool, bool, bool]:
    """``confidence|lozenges``: which of the three are full."""
    return drawing.lozenges(confidence)


@register.filter
def typed_as(field: BoundField, inputmode: str) -> SafeString:
    """``field|typed_as:"decimal"``: the widget with the keyboard the phone should show."""
    return field.as_widget(attrs={"inputmode": inputmode, "autocomplete": "off"})


@register.filter
def numbered(name: str, number: object) -> str:
    """``"pattern"|numbered:x``: an id that is the page's own."""
    return f"{name}-{number}"


@register.simple_tag
def say_text(key: str, **values: object) -> str:
    """Like ``say``, as plain text for a window's title or an attribute, where no tag can stand."""
    return words.say(key, **values)
