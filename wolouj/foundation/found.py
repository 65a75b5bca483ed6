"""A row an address names, found or "not found"."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.http import Http404


def one(kind: type[Model], key: object, *joins: str) -> Any:
    """The row of ``kind`` under that key, with what ``joins`` name at hand.

    Raises:
        Http404: there is none.
    """
    found: Any = kind._default_manager.select_related(*joins).filter(pk=key).first()
    if found is None:
        raise Http404
    return found
