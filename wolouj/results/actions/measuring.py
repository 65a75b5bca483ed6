"""How an indicator is counted, and figures told by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.uploads import CleanFile
from wolouj.foundation.words import pair
from wolouj.programme.models import Indicator
from wolouj.results.counting.measures import MEASURES
from wolouj.results.models import HandFigure, Measured


def choose(*, indicator: Indicator, measure: str, by: Actor, at: datetime) -> Measured:
    """Count an indicator by a measure; an empty one: it is told by hand.

    Raises:
        BadInput: no such measure, or a share where a number is asked (and the other way round).
    """
    if measure:
        known = MEASURES.get(measure)
        if known is None:
            raise BadInput(pair("results.choose_listed"), field="measure")
        if (known.base is not None) != indicator.is_share:
            raise BadInput(pair("results.share_wanted" if indicator.is_share else "results.number_wanted"))
    with transaction.atomic():
        told = {"measure": measure, "chosen_at": at, "by": by.person}
        made, _ = Measured.objects.update_or_create(indicator=indicator, defaults=told)
        audit.record(at=at, by=by, act="measure_chosen", about=indicator, detail={"measure": measure})
    return made


def tell(*, indicator: Indicator, fields: Mapping[str, Any], by: Actor, at: datetime) -> HandFigure:
    """Write down a figure told by hand: ``on``, ``value``, ``source``, perhaps ``proof`` (a
    :class:`~wolouj.foundation.uploads.CleanFile`). An earlier one stays.

    Raises:
        BadInput: the indicator is counted from the records, or the share is over a hundred.
    """
    if Measured.objects.filter(indicator=indicator).exclude(measure="").exists():
        raise BadInput(pair("results.counted_not_told"))
    if indicator.is_share and fields["value"] > 100:
        raise BadInput(pair("results.over_hundred"), field="value")
    told = dict(fields)
    proof: CleanFile | None = told.pop("proof", None)
    with transaction.atomic():
        made = HandFigure(indicator=indicator, told_at=at, by=by.person, **told)
        if proof is not None:
            made.proof.save(f"proof.{proof.extension}", ContentFile(proof.bytes), save=False)
        made.save(force_insert=True)
        audit.record(
            at=at, by=by, act="figure_told", about=indicator, detail={"on": made.on, "proof": proof is not None}
        )
    return made
