"""What an address of a document names, found or "not found"."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from wolouj.gatherings.doors import Door, load_door
from wolouj.meetings.models import Handout


def load_handout(handout_id: UUID) -> Handout:
    """The document, for the body's people."""
    found = Handout.objects.select_related("meeting__gathering__body").filter(pk=handout_id).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class PublicHandout(Door):
    """A document reached by the code of its meeting."""

    handout: Handout


def load_public_handout(code: str, handout_id: UUID) -> PublicHandout:
    """The document, when it is one of the meeting this code opens."""
    door = load_door(code)
    found = Handout.objects.filter(pk=handout_id, meeting=door.gathering.pk).first()
    if found is None:
        raise Http404
    return PublicHandout(door.gathering, found)
