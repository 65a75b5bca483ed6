"""The extract of a closed edition, made once and kept."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import pair
from wolouj.programme.models import Application, Call
from wolouj.results.counting.frame import Frame
from wolouj.results.exporting import anonymous
from wolouj.results.models import Edition, Extract


def extracted(*, call: Call, by: Actor, at: datetime) -> Extract:
    """The extract of an edition: made the first time it is asked for, the very same ever after.

    Raises:
        BadInput: the edition is not closed: who is in it, and what they told, may still change.
    """
    with transaction.atomic():
        Call.objects.select_for_update().get(pk=call.pk)
        known = Extract.objects.filter(call=call).first()
        if known is not None:
            return known
        edition = Edition.objects.select_related("period").filter(call=call).first()
        if edition is None:
            raise BadInput(pair("results.extract_not_closed"))
        until = edition.period.ends_on
        frame = Frame(call.programme, since=min(call.programme.starts_on, until), until=until, call=call)
        told = anonymous.extract(anonymous.rows_of(frame, but=_gone(call)))
        made = Extract.objects.create(
            call=call, rows=[list(row) for row in told.rows], generalised=told.generalised, left_out=told.left_out,
            least=anonymous.LEAST, made_at=at, by=by.person,
        )  # fmt: skip
        audit.record(at=at, by=by, act="extract_made", about=call, detail={"rows": len(told.rows)})
    return made


def _gone(call: Call) -> frozenset[UUID]:
    """Who may already be in another extract of the same body."""
    others = Extract.objects.filter(call__programme__body=call.programme.body_id).exclude(call=call).values("call")
    rows = Application.objects.filter(call__in=others, received_at__isnull=False)
    return frozenset(
        kept or own for own, kept in rows.order_by().values_list("participant_id", "participant__same_as_id")
    )
