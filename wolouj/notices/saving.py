"""Searches a person keeps: saved, renamed, looked at, opened by a secret link, thrown away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from wolouj.foundation import audit, secret_links
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair
from wolouj.notices.asked import Asked
from wolouj.notices.models import SavedSearch
from wolouj.people.models import Person

MOST = 20
"""As many searches as a person keeps: a longer list is not looked at any more."""


@dataclass(frozen=True, slots=True)
class Saved:
    """The search, and whether it was not there before."""

    search: SavedSearch
    created: bool


@transaction.atomic
def save_search(*, person: Person, asked: Asked, name: str, by: Actor, at: datetime) -> Saved:
    """Keep a question under a name. The same question again is the search already kept, under its own name.

    Raises:
        BadInput: when nothing is asked, or when she keeps :data:`MOST` already.
    """
    if not asked.narrowed:
        raise BadInput(pair("notices.saved_nothing_asked"), field="q")
    Person.objects.select_for_update().get(pk=person.pk)  # two taps at once would both count the same past
    hers = SavedSearch.objects.filter(person=person)
    found = hers.filter(question=asked.told()).first()
    if found is not None:
        return Saved(found, False)
    if hers.count() >= MOST:
        raise BadInput(pair("notices.saved_too_many", most=MOST))
    search = SavedSearch.objects.create(person=person, name=name, question=asked.told(), made_at=at, looked_at=at)
    audit.record(at=at, by=by, act="search_saved", about=search)
    return Saved(search, True)


@transaction.atomic
def rename_search(*, search: SavedSearch, name: str, by: Actor, at: datetime) -> bool:
    """Call it otherwise. False when that was its name."""
    if search.name == name:
        return False
    search.name = name
    search.save(update_fields=["name"])
    audit.record(at=at, by=by, act="search_renamed", about=search)
    return True


@transaction.atomic
def look(*, search: SavedSearch, by: Actor, at: datetime) -> None:
    """Its notices were looked at: those of before are not new any more. An older look changes nothing."""
    if SavedSearch.objects.filter(pk=search.pk, looked_at__lt=at).update(looked_at=at):
        audit.record(at=at, by=by, act="search_looked", about=search)


@transaction.atomic
def give_link(*, search: SavedSearch, by: Actor, at: datetime) -> None:
    """Give it a secret link, a new one in place of the one it had: that one opens nothing any more."""
    renewed, link = bool(search.link_digest), secret_links.new()
    search.link_digest, search.link_sealed = link.digest, link.sealed
    search.save(update_fields=["link_digest", "link_sealed"])
    audit.record(at=at, by=by, act="search_link_given", about=search, detail={"renewed": renewed})


@transaction.atomic
def withdraw_link(*, search: SavedSearch, by: Actor, at: datetime) -> bool:
    """Its link opens nothing any more. False when it had none."""
    if not search.link_digest:
        return False
    search.link_digest, search.link_sealed = "", None
    search.save(update_fields=["link_digest", "link_sealed"])
    audit.record(at=at, by=by, act="search_link_withdrawn", about=search)
    return True


@transaction.atomic
def delete_search(*, search: SavedSearch, by: Actor, at: datetime) -> None:
    """Throw it away, its link with it."""
    audit.record(at=at, by=by, act="search_deleted", about=search)
    search.delete()
