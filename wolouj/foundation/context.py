"""What every page needs to know of itself: its language, its direction, its twin in the other language, its helper."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import translate_url
from django.utils.http import escape_leading_slashes

from wolouj.foundation import words

NAMES = {"ar": "العربية", "fr": "Français"}
"""Each language by its own name."""


@dataclass(frozen=True, slots=True)
class Page:
    """The page's own facts, as ``page`` in every template.

    ``helper`` is the name of who holds the phone when she acts for somebody else, and ``helped`` the name of
    that somebody; both empty otherwise. ``user`` keys what the phone keeps of a form, empty when nobody is signed in.
    """

    lang: str
    dir: str
    other_lang: str
    other_name: str
    other_url: str
    signed_in: bool
    helper: str
    helped: str
    user: str


def page(request: HttpRequest) -> dict[str, Page]:
    """Context processor. Works without an actor: error pages are drawn before anybody is known."""
    lang = words.active()
    other = "ar" if lang == "fr" else "fr"
    path = request.get_full_path() if request.method in ("GET", "HEAD") else request.path
    actor = getattr(request, "actor", None)
    person = getattr(actor, "person", None)
    helping = getattr(actor, "on_behalf_of", None) is not None
    return {
        "page": Page(
            lang=lang,
            dir="rtl" if lang == "ar" else "ltr",
            other_lang=other,
            other_name=NAMES[other],
            # A path of two slashes would be an address of another house.
            other_url=translate_url(escape_leading_slashes(path), other),
            signed_in=person is not None,
            helper=_helper(request) if helping else "",
            helped=_name(getattr(request, "person", None)) if helping else "",
            user=_keeper(actor),
        )
    }


def _keeper(actor: object) -> str:
    """Whose forms these are: a helper's ``me+her``, so that what she typed for one never shows in another's form."""
    ids = [getattr(actor, "person", None), getattr(actor, "on_behalf_of", None)]
    return "+".join(str(one) for one in ids if one)


def _helper(request: HttpRequest) -> str:
    """Who holds the phone: her name, or what the actor calls her. Never empty, the strip must show."""
    account = getattr(request, "user", None)
    label = getattr(getattr(request, "actor", None), "label", "")
    return _name(getattr(account, "person", None)) or str(label) or words.say("foundation.somebody")


def _name(person: object) -> str:
    """The name of a person's row, or nothing when there is no row."""
    shown = getattr(person, "shown_name", None)
    return str(shown(words.active()) if shown else "")
