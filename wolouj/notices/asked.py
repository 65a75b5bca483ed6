"""A question of the public search: what an address holds of it, and the address that holds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from rulebook.engine.facts import Category, Procedure
from wolouj.foundation.words import active
from wolouj.notices.understanding import ABROAD, COUNTRY
from wolouj.reference.natures import nature
from wolouj.reference.territories import place

MOST_PAGES = 40
"""Beyond a thousand notices nobody turns pages: the search is narrowed."""
LONGEST_QUESTION = 200
NEWEST = "new"
"""The order in which those that came last come first."""


@lru_cache(maxsize=2)
def _address(lang: str) -> str:
    """Where the search is, in the language of the page: asked some sixty times a page."""
    return reverse("notices:search")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: words and choices. What was typed and is no choice of ours is left out, never an error."""

    words: str = ""
    kind: str = ""
    category: str = ""
    nature: int | None = None
    place: str = ""
    page: int = 1
    order: str = ""
    """Empty: the most urgent first. :data:`NEWEST`: those that came last first."""
    exact: bool = False
    """Only notices that hold all the words: when there is none, nothing is shown in their place."""
    cut: bool = False
    """More was typed than is read."""

    @classmethod
    def read(cls, given: Mapping[str, str]) -> Asked:
        """The question an address holds."""
        where, number, turned = given.get("place", ""), _whole(given.get("nature")), _whole(given.get("page"))
        words = " ".join(given.get("q", "").replace("\x00", " ").split())
        return cls(
            words=words[:LONGEST_QUESTION],
            kind=given.get("kind", "") if given.get("kind") in set(Procedure) else "",
            category=given.get("category", "") if given.get("category") in set(Category) else "",
            nature=number if number and nature(number) else None,
            place=where if where in (COUNTRY, ABROAD) or place(where) else "",
            page=min(turned or 1, MOST_PAGES),
            order=NEWEST if given.get("order") == NEWEST else "",
            exact=given.get("exact") == "1",
            cut=len(words) > LONGEST_QUESTION,
        )

    def told(self) -> dict[str, Any]:
        """What is asked, as :meth:`read` takes it: neither page, nor order, nor how strictly. Empty when nothing is."""
        told = {"q": self.words, "kind": self.kind, "category": self.category, "nature": self.nature or "",
                "place": self.place}  # fmt: skip
        return {key: str(value) for key, value in told.items() if value}

    def parameters(self) -> dict[str, Any]:
        """All of it, as an address holds it."""
        more = {"order": self.order, "exact": "1" if self.exact else "", "page": self.page if self.page > 1 else ""}
        return self.told() | {key: str(value) for key, value in more.items() if value}

    def url(self, **changes: Any) -> str:
        """The address of this question with ``changes``; the page begins again unless it is what changes."""
        coded = urlencode(replace(self, **({"page": 1} | changes)).parameters())
        return _address(active()) + (f"?{coded}" if coded else "")

    @property
    def narrowed(self) -> bool:
        """Whether anything is asked at all."""
        return bool(self.words or self.kind or self.category or self.nature or self.place)


def _whole(told: str | None) -> int | None:
    """A whole number of a few figures; ``None`` for anything else."""
    return int(told) if told and told.isascii() and told.isdigit() and len(told) <= 6 else None
