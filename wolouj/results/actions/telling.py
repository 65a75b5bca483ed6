"""Facts told after selection."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair
from wolouj.programme.models import Participant
from wolouj.results.models import ToldLater

FACTS = ("sex", "born_in", "province", "status")


def tell(*, participant: Participant, fields: Mapping[str, Any], by: Actor, at: datetime) -> ToldLater:
    """Fill what her file does not say; what it says stays as it is.

    Raises:
        BadInput: she took back her yes to be accompanied.
    """
    if participant.stopped_at is not None:
        raise BadInput(pair("programme.stopped"))
    told = {name: fields[name] for name in FACTS if fields.get(name) and not says(participant, name)}
    with transaction.atomic():
        made, _ = ToldLater.objects.update_or_create(
            participant=participant, defaults={**told, "told_at": at, "by": by.person}
        )
        audit.record(
            at=at, by=by, act="told_later", about=participant, concerns=participant.person_id,
            detail={"fields": sorted(told)},
        )  # fmt: skip
    return made


def says(her: Participant, name: str) -> bool:
    """Whether her file tells one of :data:`FACTS`."""
    if name == "born_in":
        return her.born_on is not None or her.born_in is not None
    return bool(getattr(her, name))
