"""A notice as a JSON document: read into facts, and written back. Schema: ``schema/notice.schema.json``.

No database and no Django here: the command line and the importers both come through this door.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from rulebook.engine.facts import BidderKind, BuyerRules, Category, Extra, Line, Lot, Notice, Procedure, Tender
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.documents import Schema, Where, amount, instant, parse, quantity, rate
from wolouj.foundation.words import pair

SCHEMA = Schema(
    Path(__file__).with_name("schema") / "notice.schema.json",
    multiline=frozenset({"details"}),
    free=frozenset({"lots"}),
)


def read_notice(data: bytes, *, file: str | None = None, ignored: list[str] | None = None) -> Notice:
    """The notice a JSON document tells. What is absent or null stays unknown.

    Args:
        data: the file's bytes, at most 2 MB.
        file: its name as the person gave it, for messages.
        ignored: a list that receives the keys nobody here knows (kept out, never an error).

    Raises:
        BadInput: naming file, row (1 for the first line, lot or place) and field.
    """
    try:
        tree = SCHEMA.read(data, file=file, ignored=ignored)
    except BadInput as bad:
        raise (_swapped(data, file) if bad.field == "kind" else None) or bad from None
    return Notice(
        procedure=Procedure(tree["kind"]) if tree.get("kind") else None,
        reference=tree.get("reference") or "",
        object=tree.get("object") or "",
        buyer=tree.get("buyer") or "",
        rulebook=BuyerRules(tree.get("rulebook") or BuyerRules.UNKNOWN),
        category=Category(tree["category"]) if tree.get("category") else None,
        nature=tree.get("nature"),
        published=instant(tree.get("published"), Where(file, None, "published")),
        deadline=instant(tree.get("deadline"), Where(file, None, "deadline")),
        places=tuple(place for place in tree.get("places") or () if place),
        estimate=amount(tree.get("estimate"), Where(file, None, "estimate")),
        reserved=tree.get("reserved"),
        cancelled=tree.get("cancelled"),
        lots=_lots(tree.get("lots") or [], file),
        lines=_lines(tree.get("lines") or [], file),
        tender=Tender(tree["tender"]) if tree.get("tender") else None,
        vat_rate=rate(tree.get("vat_rate"), Where(file, None, "vat_rate")),
        guarantee=amount(tree.get("guarantee"), Where(file, None, "guarantee")),
        asks=frozenset(map(Extra, tree["asks"])) if tree.get("asks") is not None else None,
    )


def _swapped(data: bytes, file: str | None) -> BadInput | None:
    """One file given for the other is the commonest slip, and deserves its own sentence."""
    if parse(data, file=file).get("kind") not in [kind.value for kind in BidderKind]:
        return None
    return BadInput(pair("notices.file_is_structure"), file, None, "kind")


def _lots(items: list[Any], file: str | None) -> tuple[Lot, ...]:
    """Lots in our shape, or bare titles or numbers; a lot that tells no number has that of its place in the list."""
    found: list[Lot] = []
    for row, told in enumerate(items, start=1):
        item = told if isinstance(told, dict) else {"object" if isinstance(told, str) else "number": told}
        raw = row if item.get("number") in (None, "") else item["number"]
        number = _number(raw, Where(file, row, "lots.number"), [lot.number for lot in found])
        estimate = amount(item.get("estimate"), Where(file, row, "lots.estimate"))
        found.append(Lot(number, item.get("object") or "", estimate))
    return tuple(found)


def _lines(items: list[dict[str, Any]], file: str | None) -> tuple[Line, ...]:
    found: dict[str, Line] = {}
    for row, item in enumerate(items, start=1):
        number = _number(item["number"], Where(file, row, "lines.number"), found)
        found[number] = Line(
            number=number,
            designation=item.get("designation") or "",
            unit=item.get("unit") or "",
            quantity=quantity(item.get("quantity"), Where(file, row, "lines.quantity")),
            details=item.get("details") or "",
        )
    return tuple(found.values())


def _number(raw: str | int, where: Where, taken: Any) -> str:
    number = str(raw)
    if not number:
        raise where.bad("text_empty")
    if number in taken:
        raise BadInput(pair("notices.number_twice", number=number), where.file, where.row, where.field)
    return number


def write_notice(notice: Notice) -> dict[str, Any]:
    """The document of a notice: ``read_notice`` of it gives the same facts. Unknown facts are null."""
    return {
        "kind": notice.procedure,
        "reference": notice.reference or None,
        "object": notice.object or None,
        "buyer": notice.buyer or None,
        "rulebook": notice.rulebook,
        "category": notice.category,
        "nature": notice.nature,
        "published": _iso(notice.published),
        "deadline": _iso(notice.deadline),
        "places": list(notice.places),
        "estimate": _text(notice.estimate),
        "reserved": notice.reserved,
        "cancelled": notice.cancelled,
        "lots": [{"number": lot.number, "object": lot.object, "estimate": _text(lot.estimate)} for lot in notice.lots],
        "lines": [
            {
                "number": line.number,
                "designation": line.designation,
                "unit": line.unit,
                "quantity": _text(line.quantity),
                "details": line.details,
            }
            for line in notice.lines
        ],
        "tender": notice.tender,
        "vat_rate": _text(notice.vat_rate),
        "guarantee": _text(notice.guarantee),
        "asks": sorted(notice.asks) if notice.asks is not None else None,
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _text(figure: Decimal | None) -> str | None:
    return f"{figure:f}" if figure is not None else None
