"""A notice's row turned into what the law may look at."""

from __future__ import annotations

from rulebook.engine import facts
from wolouj.notices.models import Notice
from wolouj.notices.sources import portal


def as_notice(row: Notice) -> facts.Notice:
    """The facts of ``row``. Reads its lots and lines (prefetch them when reading several notices)."""
    return facts.Notice(
        procedure=facts.Procedure(row.kind),
        reference=row.reference,
        object=row.object,
        buyer=row.buyer.name,
        rulebook=facts.BuyerRules(row.rulebook),
        category=facts.Category(row.category) if row.category else None,
        nature=row.nature,
        published=row.published,
        deadline=row.deadline,
        places=tuple(row.places),
        estimate=row.estimate,
        reserved=row.reserved,
        cancelled=True if row.cancelled_at else None,
        lots=tuple(facts.Lot(lot.number, lot.object, lot.estimate) for lot in row.lots.all()),
        lines=tuple(
            facts.Line(line.number, line.designation, line.unit, line.quantity, line.details)
            for line in row.lines.all()
        ),
        tender=portal.tender(row.procedure_told),
        vat_rate=row.vat_rate,
        guarantee=row.guarantee,
        asks=frozenset(map(facts.Extra, row.asks)) if row.asks is not None else None,
    )
