"""Words in templates. ``{% say "room.key" total=x %}`` and the filters through which every figure passes.

All answer escaped HTML in Django's active language; isolates become ``<bdi>``. Built in: no ``{% load %}``.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from django import template
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe

from rulebook.engine import format as fmt
from rulebook.engine.format import FSI, LRI, NBSP, PDI, RLI, UNIT, Lang
from rulebook.engine.verdict import Bilingual
from wolouj.foundation import words
from wolouj.foundation.runs import LONGEST_BOX

register = template.Library()

_BOX = {LRI: '<bdi class="n" dir="ltr">', RLI: '<bdi dir="rtl">', FSI: "<bdi>"}
_TERM = re.compile(f"{LRI}(\\([^{PDI}{LRI}{FSI}{RLI}]*[^\\W\\d_][^{PDI}{LRI}{FSI}{RLI}]*\\)){PDI}")
_MONEY = re.compile(f"({LRI}[^{PDI}{LRI}{FSI}{RLI}]*{PDI}){NBSP}({'|'.join(UNIT.values())})(?!\\w)")
_MARKS = re.compile(f"([{LRI}{RLI}{FSI}{PDI}])")
_ANY = re.compile(f"[{LRI}{RLI}{FSI}{PDI}]")


def to_html(text: str) -> SafeString:
    """Plain text with isolates as escaped HTML: figures in ``bdi.n``, French terms in ``bdi.fr``, amounts in
    ``span.money``. Stray marks are dropped, so the HTML is always well nested."""
    text = str(escape(text))
    if not _ANY.search(text):
        return mark_safe(text)  # escaped just above
    if LRI in text:
        text = _TERM.sub(r'<bdi class="fr" lang="fr" dir="ltr">\1</bdi>', text)
        text = _MONEY.sub(rf'<span class="money">\1{NBSP}<span class="u">\2</span></span>', text)
    out, depth = [], 0
    parts = _MARKS.split(text)
    for part, after in zip(parts, [*parts[1:], ""], strict=True):
        if part in _BOX:
            depth += 1
            # A figure is held in one piece; a whole sentence would run over the edge of a phone.
            out.append(_BOX[part] if len(after) <= LONGEST_BOX or part != LRI else '<bdi dir="ltr">')
        elif part == PDI:
            if depth:
                depth -= 1
                out.append("</bdi>")
        else:
            out.append(part)
    return mark_safe("".join(out) + "</bdi>" * depth)  # escaped above; only our own tags added


@register.simple_tag(name="say")
def say_tag(key: str, **values: object) -> SafeString:
    """``{% say "room.key" total=x %}``: the sentence in the active language."""
    return to_html(words.say(key, None, **values)) if values else _fixed(key, words.active())


@cache
def _fixed(key: str, lang: Lang) -> SafeString:
    """A sentence without blanks, made once."""
    return to_html(words.say(key, lang))


@register.filter
def bidi(value: object) -> SafeString:
    """A plain string that carries isolates (or a pair of them) as HTML."""
    if isinstance(value, SafeString):
        return value
    if isinstance(value, Bilingual):
        value = getattr(value, words.active())
    return to_html("" if value is None else str(value))


@register.filter
def money(value: Decimal | int | None) -> SafeString:
    """An amount with its unit; nothing when there is none."""
    return to_html("" if value is None else fmt.money(value, words.active()))


@register.filter
def n(value: Decimal | int | str | None, decimals: int | None = None) -> SafeString:
    """A number. A string is taken as already written and only isolated (``3/3``)."""
    if value is None or value == "":
        return to_html("")
    return to_html(fmt.isolate(value if isinstance(value, str) else fmt.number(value, decimals)))


@register.filter
def percent(value: Decimal | int | None) -> SafeString:
    """A rate given per cent."""
    return to_html("" if value is None else fmt.percent(value, words.active()))


@register.filter
def day(value: date | None) -> SafeString:
    """A day; of an instant, its day in Casablanca."""
    return to_html("" if value is None else fmt.day(value, words.active()))


@register.filter
def weekday(value: date | None) -> SafeString:
    """A day with its name."""
    return to_html("" if value is None else fmt.weekday(value, words.active()))


@register.filter
def instant(value: datetime | None) -> SafeString:
    """Day, name and hour in Casablanca."""
    return to_html("" if value is None else fmt.instant(value, words.active()))


@register.filter
def ref(value: object) -> SafeString:
    """A reference, a phone, an article: left to right whatever it holds."""
    return to_html("" if value is None else fmt.isolate(str(value)))


@register.filter
def name(value: object) -> SafeString:
    """A name or free text typed by somebody: its own direction, chosen by its first letter."""
    return conditional_escape(to_html("" if value is None else fmt.isolate_auto(str(value))))


@register.filter
def count(value: Decimal | int | None, noun: str) -> SafeString:
    """``{{ n|count:"paper" }}``: a number with its noun agreed; ``"paper.oblique"`` after a preposition."""
    base, _, case = noun.partition(".")
    return to_html("" if value is None else fmt.count(value, base, words.active(), oblique=case == "oblique"))
