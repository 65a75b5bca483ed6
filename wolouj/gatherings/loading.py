"""From an address to a gathering, or to one person of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404

from wolouj.gatherings.models import Gathering, Registration


def load_gathering(gathering_id: UUID, **_: Any) -> Gathering:
    """The gathering of the address."""
    found = Gathering.objects.select_related("body").filter(pk=gathering_id).first()
    if found is None:
        raise Http404
    return found


def load_row(registration_id: UUID) -> Registration:
    """The registration of the address."""
    found = Registration.objects.select_related("gathering").filter(pk=registration_id).first()
    if found is None:
        raise Http404
    return found
