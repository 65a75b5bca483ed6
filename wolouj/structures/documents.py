"""A structure as a JSON document, read into facts. Schema: ``schema/structure.schema.json``. No database here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from rulebook.engine.facts import (
    AeActivity,
    Bidder,
    BidderKind,
    Capacity,
    CapacityPerMonth,
    Grouping,
    GroupingForm,
    Paper,
    Procedure,
    VatRegime,
    VatStatus,
)
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.documents import Schema, Where, amount, day, parse, quantity
from wolouj.foundation.figures import Unreadable, figure
from wolouj.foundation.words import pair

SCHEMA = Schema(Path(__file__).with_name("schema") / "structure.schema.json", free=frozenset({"capacity"}))
OLDEST_REGISTRATION = 1930


def read_structure(data: bytes, *, file: str | None = None, ignored: list[str] | None = None) -> Bidder:
    """The structure a JSON document tells. What is absent or null stays unknown, never zero.

    Args:
        data: the file's bytes, at most 2 MB.
        file: its name as the person gave it, for messages.
        ignored: a list that receives the keys nobody here knows (kept out, never an error).

    Raises:
        BadInput: naming file, row (1 for the first paper) and field.
    """
    try:
        tree = SCHEMA.read(data, file=file, ignored=ignored)
    except BadInput as bad:
        raise (_swapped(data, file) if bad.field == "kind" else None) or bad from None
    activities = tree.get("activities")
    return Bidder(
        kind=BidderKind(tree["kind"]) if tree.get("kind") else None,
        name=tree.get("name") or "",
        activities=frozenset(activities) if activities is not None else None,
        ae_activity=AeActivity(tree["ae_activity"]) if tree.get("ae_activity") else None,
        registered_on=day(
            tree.get("registered_on"), Where(file, None, "registered_on"), first_year=OLDEST_REGISTRATION
        ),
        turnover_received=_turnover(tree.get("turnover_received"), file),
        received_by_buyer=_by_buyer(tree.get("received_by_buyer"), file),
        vat_regime=_vat_regime(tree.get("vat_regime"), file),
        identifiers=_identifiers(tree.get("identifiers")),
        papers=_papers(tree.get("papers"), file),
        excluded=tree.get("excluded"),
        capacity=_capacity(tree.get("capacity"), file),
        serves=_serves(tree.get("serves")),
        abroad=tree.get("abroad"),
        represented=tree.get("represented"),
        grouping=_grouping(tree.get("grouping"), file),
    )


def _grouping(tree: dict[str, Any] | None, file: str | None) -> Grouping | None:
    if tree is None:
        return None
    others = tree.get("others")
    return Grouping(
        form=GroupingForm(tree["form"]) if tree.get("form") else None,
        share=_share(tree.get("share"), Where(file, None, "grouping.share")),
        others=None if others is None else tuple(_member(item, row, file) for row, item in enumerate(others, start=1)),
    )


def _member(item: dict[str, Any], row: int, file: str | None) -> Bidder:
    """Another member; a slip in one of its papers names the member's row."""
    return Bidder(
        kind=BidderKind(item["kind"]) if item.get("kind") else None,
        name=item.get("name") or "",
        papers=_papers(item.get("papers"), file, "grouping.others.papers", row),
        abroad=item.get("abroad"),
        represented=item.get("represented"),
    )


def _share(raw: Any, where: Where) -> Decimal | None:
    if raw is None:
        return None
    try:
        return figure(raw, decimals=2, most=Decimal(100), above_zero=True)
    except Unreadable as bad:
        raise where.bad("want_percent", text=str(raw)[:40]) from bad


_PLACE_KEYS = ("code", "name", "commune", "province", "region", "fr", "ar")


def _serves(items: list[Any] | None) -> tuple[str, ...] | None:
    if items is None:
        return None
    return tuple(place for place in map(_place, items) if place)


def _place(told: Any) -> str | None:
    """A place as one text; of an object, the finest thing it says (its code, its name, its commune…)."""
    if isinstance(told, dict):
        return next((found for key in _PLACE_KEYS if (found := _place(told.get(key)))), None)
    return told[:200] if isinstance(told, str) else None


def _swapped(data: bytes, file: str | None) -> BadInput | None:
    """One file given for the other is the commonest slip, and deserves its own sentence."""
    if parse(data, file=file).get("kind") not in [procedure.value for procedure in Procedure]:
        return None
    return BadInput(pair("structures.file_is_notice"), file, None, "kind")


def _turnover(tree: dict[str, Any] | None, file: str | None) -> Mapping[int, Decimal] | None:
    if tree is None:
        return None
    return _amounts({int(year): raw for year, raw in tree.items()}, file, "turnover_received")


def _amounts(tree: Mapping[Any, Any], file: str | None, name: str) -> dict[Any, Decimal]:
    """A year or a buyer whose amount is null is left out: not known, and not zero."""
    read = {key: amount(raw, Where(file, None, f"{name}.{key}")) for key, raw in tree.items()}
    return {key: value for key, value in read.items() if value is not None}


def _by_buyer(tree: dict[str, Any] | None, file: str | None) -> Mapping[int, Mapping[str, Decimal]] | None:
    if tree is None:
        return None
    return {
        int(year): _amounts(buyers, file, f"received_by_buyer.{year}")
        for year, buyers in tree.items()
        if buyers is not None
    }


def _vat_regime(tree: dict[str, Any] | None, file: str | None) -> VatRegime | None:
    if tree is None or tree.get("is") is None:
        return None
    stated_on = day(tree.get("stated_on"), Where(file, None, "vat_regime.stated_on"))
    return VatRegime(VatStatus(tree["is"]), stated_on, tree.get("source") or None)


def _identifiers(tree: dict[str, Any] | None) -> Mapping[str, str] | None:
    if tree is None:
        return None
    return {key: value for key, value in tree.items() if isinstance(value, str) and value and key in _IDENTIFIERS}


_IDENTIFIERS = ("ice", "if", "rc", "tp", "cnss", "rib", "local_register", "ae_register", "cin")


def _papers(
    items: list[dict[str, Any]] | None, file: str | None, name: str = "papers", member: int | None = None
) -> tuple[Paper, ...] | None:
    if items is None:
        return None
    return tuple(
        Paper(
            kind=item["kind"],
            issued=day(
                item.get("issued"), Where(file, member or row, f"{name}.issued"), first_year=OLDEST_REGISTRATION
            ),
            expires=day(item.get("expires"), Where(file, member or row, f"{name}.expires")),
        )
        for row, item in enumerate(items, start=1)
    )


def _capacity(tree: dict[str, Any] | None, file: str | None) -> Capacity | None:
    """The capacity when it is told in our shape; another shape is somebody else's and means: not known."""
    if not tree:
        return None
    items = tree.get("per_month")
    ours = isinstance(items, list) and all(isinstance(item, dict) and "quantity" in item for item in items)
    listed = items if isinstance(items, list) and ours else []
    quantities = [_per_month(item, Where(file, row, "capacity.per_month")) for row, item in enumerate(listed, start=1)]
    raw = tree.get("amount_per_month")
    total = amount(raw, Where(file, None, "capacity.amount_per_month")) if _is_figure(raw) else None
    known = tuple(each for each in quantities if each is not None)
    return Capacity(known, total) if known or total is not None else None


def _per_month(item: dict[str, Any], where: Where) -> CapacityPerMonth | None:
    raw, unit, nature = item.get("quantity"), item.get("unit"), item.get("nature")
    if not _is_figure(raw) or not isinstance(unit, str | None) or not isinstance(nature, int | None):
        return None
    found = quantity(raw, Where(where.file, where.row, f"{where.field}.quantity"))
    return CapacityPerMonth(found, unit or None, nature) if found is not None else None


def _is_figure(raw: object) -> bool:
    return isinstance(raw, str | int | Decimal) and not isinstance(raw, bool)


def write_structure(bidder: Bidder) -> dict[str, Any]:
    """The document that tells this bidder: :func:`read_structure` reads the same back. What is unknown is left out.

    Amounts are text with two decimals, in dirhams; days are ISO. The number of the national identity card stays out.
    """
    tree: dict[str, Any] = {
        "kind": bidder.kind,
        "name": bidder.name or None,
        "activities": sorted(bidder.activities) if bidder.activities is not None else None,
        "ae_activity": bidder.ae_activity,
        "registered_on": _iso(bidder.registered_on),
        "turnover_received": _told(bidder.turnover_received, lambda total: f"{total:.2f}"),
        "received_by_buyer": _told(
            bidder.received_by_buyer, lambda buyers: {name: f"{part:.2f}" for name, part in buyers.items()}
        ),
        "vat_regime": _regime_told(bidder.vat_regime),
        "identifiers": _told(_without_cin(bidder.identifiers), str),
        "papers": _papers_told(bidder.papers),
        "excluded": bidder.excluded,
        "capacity": _capacity_told(bidder.capacity),
        "serves": list(bidder.serves) if bidder.serves is not None else None,
        "abroad": bidder.abroad,
        "represented": bidder.represented,
        "grouping": _grouping_told(bidder.grouping),
    }
    return _known(**tree)


def _papers_told(papers: tuple[Paper, ...] | None) -> list[dict[str, Any]] | None:
    if papers is None:
        return None
    return [_known(kind=p.kind, issued=_iso(p.issued), expires=_iso(p.expires)) for p in papers]


def _grouping_told(grouping: Grouping | None) -> dict[str, Any] | None:
    if grouping is None:
        return None
    share, others = grouping.share, grouping.others
    return _known(
        form=grouping.form,
        share=f"{share:f}" if share is not None else None,
        others=None if others is None else [_member_told(other) for other in others],
    )


def _member_told(member: Bidder) -> dict[str, Any]:
    return _known(
        kind=member.kind,
        name=member.name or None,
        papers=_papers_told(member.papers),
        abroad=member.abroad,
        represented=member.represented,
    )


def _without_cin(numbers: Mapping[str, str] | None) -> Mapping[str, str] | None:
    return None if numbers is None else {key: number for key, number in numbers.items() if key != "cin"}


def _known(**tree: Any) -> dict[str, Any]:
    return {key: value for key, value in tree.items() if value is not None}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _told(table: Mapping[Any, Any] | None, write: Callable[[Any], Any]) -> dict[str, Any] | None:
    return None if table is None else {str(key): write(value) for key, value in table.items()}


def _regime_told(regime: VatRegime | None) -> dict[str, Any] | None:
    if regime is None:
        return None
    return {"is": regime.status, **_known(stated_on=_iso(regime.stated_on), source=regime.source)}


def _capacity_told(capacity: Capacity | None) -> dict[str, Any] | None:
    if capacity is None:
        return None
    rows = [_known(quantity=f"{q.quantity:f}", unit=q.unit, nature=q.nature) for q in capacity.quantities]
    amount = capacity.amount_per_month
    return _known(per_month=rows or None, amount_per_month=f"{amount:.2f}" if amount is not None else None)
