"""What only the pages of the guides need in their templates."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString

from wolouj.foundation.templatetags.page import article as named

register = template.Library()


@register.filter
def distinct(articles: Iterable[str]) -> list[tuple[str, SafeString]]:
    """``articles|distinct``: each with its name; two headings of one text that bear the same name are said once."""
    found: dict[SafeString, str] = {}
    for signature in articles:
        found.setdefault(named(signature), signature)
    return [(signature, name) for name, signature in found.items()]
