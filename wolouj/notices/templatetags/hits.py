"""One row of the public list, drawn here and not in a template: a page has twenty-five, most of its time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from wolouj.foundation.drawing import icon_svg, sign_svg
from wolouj.foundation.templatetags.say import say_tag, to_html

register = template.Library()

_ROW = (
    '<a class="item hit" href="{url}">{mark}<span>{titles}<span class="item__d">{buyer}</span>'
    '<span class="hit__facts"><b class="{sign}">{left}</b>{facts}</span></span>{next}</a>'
)
_LEAD = '<span class="item__t">{}</span><span class="hit__t" dir="auto">{}</span>'
_TITLE = '<span class="item__t hit__t" dir="auto">{}</span>'


@register.simple_tag
def hit(row: Mapping[str, Any]) -> SafeString:
    """``{% hit row %}``: a row of :func:`wolouj.notices.search_page.open_row`, everything in it escaped."""
    title, facts = to_html(row["title"]), [to_html(row[name]) for name in ("where", "amount") if row[name]]
    facts += [say_tag("notices.sample")] if row["sample"] else []
    return format_html(
        _ROW,
        url=row["url"],
        mark=mark_safe(sign_svg(row["sign"]) if row["sign"] else icon_svg("notice")),  # drawings of ours
        titles=format_html(_LEAD, to_html(row["lead"]), title) if row["lead"] else format_html(_TITLE, title),
        buyer=to_html(row["buyer"]),
        sign=row["sign"],
        left=to_html(row["left"]),
        facts=mark_safe("".join(f"<span>{each}</span>" for each in facts)),  # each escaped by to_html
        next=mark_safe(icon_svg("next")),
    )
