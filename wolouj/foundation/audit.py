"""The audit line: one per write, naming who acted, for whom, under which mandate. No secret, no raw personal data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, Q, QuerySet

from wolouj.foundation.actor import Actor
from wolouj.foundation.models import AuditLine

FORBIDDEN_KEYS = frozenset(
    {"pin", "password", "secret", "code", "phone", "cin", "name", "full_name", "name_ar", "email", "rib", "address"}
)
"""Keys a detail may not hold: a line is never erased, so it must hold nothing that names a person or opens a door."""


def record(
    *,
    at: datetime,
    by: Actor,
    act: str,
    about: Model | str,
    detail: Mapping[str, Any] | None = None,
    concerns: UUID | None = None,
) -> AuditLine:
    """Write one line.

    Args:
        act: a verb of the house, such as ``"quote_made_ready"``; its words stand in ``people/words.yaml`` under
            ``act_<act>`` where a person may read it.
        about: the row acted on, or a short word where there is none.
        detail: small facts (ids, counts, states). A forbidden key raises :class:`ValueError`.
        concerns: the person it is about when she is neither the actor nor the principal: she will read the line.
    """
    detail = dict(detail or {})
    if bad := _forbidden(detail):
        raise ValueError(f"an audit line may not hold {', '.join(sorted(bad))}")
    kind, identity = (about, "") if isinstance(about, str) else (about._meta.model_name or "", str(about.pk))
    line = AuditLine(
        at=at, person=by.person, on_behalf_of=by.on_behalf_of, mandate=by.mandate, act=act,
        object_type=kind, object_id=identity, concerns=concerns, detail=_plain(detail),
    )  # fmt: skip
    line.save(force_insert=True)
    return line


def lines_about(person: UUID) -> QuerySet[AuditLine]:
    """Every line of what this person did, what was done in her name, and what was done about her; newest first."""
    mine = Q(person=person, on_behalf_of=None)
    return AuditLine.objects.filter(mine | Q(on_behalf_of=person) | Q(concerns=person))


def _forbidden(detail: Any) -> set[str]:
    if isinstance(detail, Mapping):
        found = {str(key) for key in detail if str(key).lower() in FORBIDDEN_KEYS}
        return found.union(*(_forbidden(value) for value in detail.values()))
    if isinstance(detail, list | tuple):
        return set().union(*(_forbidden(value) for value in detail))
    return set()


def _plain(detail: dict[str, Any]) -> Any:
    """Decimals, days and ids as text, the way JSON can hold them."""
    return json.loads(json.dumps(detail, cls=DjangoJSONEncoder))
