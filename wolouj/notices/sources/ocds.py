"""Release and record packages of the Open Contracting Data Standard 1.1: tenders and awards of any publisher.

A release tells what it changes: what an earlier release of the same process in the file told still holds, field by
field. The estimate is taken as VAT included, as Morocco publishes estimates, unless the value says it is not.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import IO, Any

from rulebook.engine.facts import Category, Line, Lot, Notice, Procedure
from wolouj.foundation.folding import fold
from wolouj.notices.sources import incoming as read
from wolouj.notices.sources import portal
from wolouj.notices.sources.incoming import Incoming, IncomingResult, Read, Refusal

MAX_BYTES = 200_000_000
CATEGORIES = {"works": Category.WORKS, "goods": Category.SUPPLIES, "services": Category.SERVICES}
CANCELLED = ("cancelled", "withdrawn")
Tree = dict[str, Any]


def rows(file: IO[bytes], name: str) -> Iterator[Read]:
    """Each release as notice and results; the row of a release is its place in the package, from 1."""
    try:
        releases = list(_releases(_package(file.read(MAX_BYTES + 1))))
    except Refusal as refusal:
        yield refusal.at(name, None)
        return
    known: dict[str, Tree] = {}
    # A later release completes an earlier one, whatever their order in the file.
    for row, release in sorted(releases, key=lambda each: str(each[1].get("date") or "")):
        yield from _told(row, release, known, name)


def _package(data: bytes) -> Tree:
    if len(data) > MAX_BYTES:
        raise Refusal("page_too_big", most=MAX_BYTES // 1_000_000)
    try:
        tree = json.loads(data.decode("utf-8-sig"), parse_float=Decimal)
    except UnicodeDecodeError as bad:
        raise Refusal("encoding") from bad
    except (ValueError, RecursionError) as bad:
        raise Refusal("json_broken") from bad
    if not isinstance(tree, dict):
        raise Refusal("not_a_package")
    return tree


def _releases(package: Tree) -> Iterator[tuple[int, Tree]]:
    """(row, release) of a release package, of a record package, or of one release alone."""
    if isinstance(package.get("releases"), list):
        found = package["releases"]
    elif isinstance(package.get("records"), list):
        found = [_of_record(record) for record in package["records"]]
    elif package.get("ocid"):
        found = [package]
    else:
        raise Refusal("not_a_package")
    for row, release in enumerate(found, start=1):
        yield row, release if isinstance(release, dict) else {}


def _of_record(record: Any) -> Any:
    """The release a record compiles, else its releases merged by date."""
    if not isinstance(record, dict):
        return {}
    if isinstance(record.get("compiledRelease"), dict):
        return record["compiledRelease"]
    merged: Tree = {}
    embedded = [each for each in record.get("releases") or [] if isinstance(each, dict) and "ocid" in each]
    for each in sorted(embedded, key=lambda one: str(one.get("date") or "")):
        merged = _merged(merged, each)
    return merged


def _told(row: int, release: Tree, known: dict[str, Tree], name: str) -> Iterator[Read]:
    try:
        ocid = read.needed(release.get("ocid"), "ocid", most=100)
        known[ocid] = whole = _merged(known.get(ocid, {}), release)
        if isinstance(whole.get("tender"), dict) and whole["tender"]:
            yield _notice(row, ocid, whole)
        for award in _list(release, "awards"):
            if award.get("status", "active") in ("active", "unsuccessful"):
                yield _result(row, ocid, whole, award)
    except Refusal as refusal:
        yield refusal.at(name, row)


def _merged(old: Any, new: Any) -> Any:
    """``new`` over ``old``: objects field by field, everything else (lists too) replaced; null takes away."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        return new
    merged = old | {key: _merged(old.get(key), value) for key, value in new.items()}
    return {key: value for key, value in merged.items() if value is not None}


def _notice(row: int, ocid: str, release: Tree) -> Incoming:
    tender: Tree = release["tender"]
    period = _object(tender, "tenderPeriod")
    details = read.text(tender.get("procurementMethodDetails"), "tender.procurementMethodDetails", most=read.REFERENCE)
    notice = Notice(
        procedure=Procedure.PURCHASE_ORDER if "bon de commande" in fold(details) else Procedure.TENDER,
        reference=read.needed(tender.get("id"), "tender.id", most=read.REFERENCE),
        object=read.needed(tender.get("title") or tender.get("description"), "tender.title"),
        buyer=_buyer(release),
        category=CATEGORIES.get(str(tender.get("mainProcurementCategory") or "")),
        published=_first_day(period, release),
        deadline=read.iso_instant(period.get("endDate"), "tender.tenderPeriod.endDate"),
        places=_places(release),
        estimate=_value(tender.get("value"), "tender.value"),
        cancelled=True if tender.get("status") in CANCELLED else None,
        lots=_lots(tender),
        lines=_lines(tender),
    )
    return Incoming(
        row=row,
        identity=f"ocds:{ocid}",
        notice=notice,
        source="ocds",
        procedure_told=details,
        lots_told=len(notice.lots) or None,
        attachments=_documents(tender),
        seen=read.iso_instant(release.get("date"), "date"),
    )


def _first_day(period: Tree, release: Tree) -> datetime | None:
    told = read.iso_instant(period.get("startDate"), "tender.tenderPeriod.startDate")
    if told is None and "tender" in (release.get("tag") or []):
        told = read.iso_instant(release.get("date"), "date")
    return told


def _buyer(release: Tree) -> str:
    told = _object(_object(release, "tender"), "procuringEntity").get("name") or _object(release, "buyer").get("name")
    if not told:
        roles = ("procuringEntity", "buyer")
        parties = [p for p in _list(release, "parties") if any(role in (p.get("roles") or []) for role in roles)]
        told = parties[0].get("name") if parties else None
    return read.needed(told, "buyer.name", most=read.BUYER)


def _places(release: Tree) -> tuple[str, ...]:
    """Where items are delivered, by the name of the region or the town."""
    found = []
    for item in _list(_object(release, "tender"), "items"):
        address = _object(item, "deliveryAddress")
        told = address.get("locality") or address.get("region")
        if told:
            found.append(read.text(told, "tender.items.deliveryAddress", most=read.REFERENCE))
    return tuple(dict.fromkeys(found))


def _value(value: Any, field: str) -> Decimal | None:
    """An amount in dirhams with VAT; another currency is refused, a value told without VAT is unknown."""
    if not isinstance(value, dict) or value.get("amount") is None:
        return None
    if value.get("currency") != "MAD":
        raise Refusal("currency", f"{field}.currency")
    found = read.estimate(value["amount"], f"{field}.amount")
    return None if value.get("valueAddedTaxIncluded") is False else found


def _lots(tender: Tree) -> tuple[Lot, ...]:
    return tuple(
        Lot(
            read.needed(lot.get("id", str(i)), "tender.lots.id", most=40),
            read.text(lot.get("title") or lot.get("description"), "tender.lots.title"),
            _value(lot.get("value"), "tender.lots.value"),
        )
        for i, lot in enumerate(_list(tender, "lots"), start=1)
    )


def _lines(tender: Tree) -> tuple[Line, ...]:
    return tuple(
        Line(
            read.needed(item.get("id", str(i)), "tender.items.id", most=40),
            read.text(item.get("description"), "tender.items.description"),
            read.text(_object(item, "unit").get("name"), "tender.items.unit.name", most=60),
            _quantity(item.get("quantity")),
        )
        for i, item in enumerate(_list(tender, "items"), start=1)
    )


def _quantity(raw: Any) -> Decimal | None:
    if raw is None:
        return None
    if isinstance(raw, bool) or not isinstance(raw, int | Decimal) or not 0 < raw < 10**9:
        raise Refusal("not_a_count", "tender.items.quantity")
    return Decimal(raw).quantize(Decimal("0.000001"))


def _documents(tender: Tree) -> tuple[tuple[str, str], ...]:
    found = []
    for document in _list(tender, "documents"):
        url = portal.link(read.text(document.get("url"), "tender.documents.url"), "tender.documents.url")
        if url:
            found.append((read.text(document.get("title"), "tender.documents.title", most=read.NAME), url))
    return tuple(found)


def _result(row: int, ocid: str, release: Tree, award: Tree) -> IncomingResult:
    tender = _object(release, "tender")
    published = read.iso_instant(award.get("date") or release.get("date"), "awards.date")
    if published is None:
        raise Refusal("missing", "awards.date")
    awarded = award.get("status", "active") == "active"
    names = [read.text(one.get("name"), "awards.suppliers.name", most=read.NAME) for one in _list(award, "suppliers")]
    details = fold(str(tender.get("procurementMethodDetails") or ""))
    return IncomingResult(
        row=row,
        identity=f"ocds:{ocid}:{read.needed(award.get('id'), 'awards.id', most=40)}",
        reference=read.needed(tender.get("id") or ocid, "tender.id", most=read.REFERENCE),
        object=read.needed(tender.get("title") or award.get("title"), "awards.title"),
        buyer=_buyer(release),
        published=published,
        outcome="awarded" if awarded else "unsuccessful",
        kind=Procedure.PURCHASE_ORDER if "bon de commande" in details else Procedure.TENDER,
        quotes=read.count(tender.get("numberOfTenderers"), "tender.numberOfTenderers"),
        amount=_value(award.get("value"), "awards.value") if awarded else None,
        awardee=" · ".join(name for name in names if name)[: read.NAME],
        category=str(CATEGORIES.get(str(tender.get("mainProcurementCategory") or "")) or ""),
        notice_identity=f"ocds:{ocid}",
    )


def _object(tree: Tree, key: str) -> Tree:
    found = tree.get(key)
    return found if isinstance(found, dict) else {}


def _list(tree: Tree, key: str) -> list[Tree]:
    found = tree.get(key)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
