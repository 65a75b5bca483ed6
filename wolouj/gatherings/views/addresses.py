"""Whole addresses of a gathering's pages, as a phone's camera reads them."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation

from wolouj.gatherings.models import Gathering


def desk_path(gathering: Gathering, lang: str) -> str:
    """The desk, in that language: what the code of a badge or a receipt opens, with whose it is."""
    with translation.override(lang):
        return reverse("gatherings:desk", args=[gathering.id])


def address(request: HttpRequest, name: str, gathering: Gathering, lang: str) -> str:
    """A public page of a gathering as a phone opens it, in that language."""
    with translation.override(lang):
        return request.build_absolute_uri(reverse(name, args=[gathering.code]))
