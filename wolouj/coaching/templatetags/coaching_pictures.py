"""``{% picture "book" %}``: the picture of a question about what a structure can do."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from wolouj.coaching.capacity import questions

register = template.Library()


@register.simple_tag
def picture(key: str) -> SafeString:
    """A drawing of the house's own file, hidden from readers: its words stand beside it."""
    return mark_safe(questions.picture(key))
