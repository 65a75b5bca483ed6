"""Release and record packages of the Open Contracting Data Standard 1.1: tenders and awards of any publisher.

A release tells what it changes: what an earlier release of the same process told still holds, in this file (see
:mod:`wolouj.notices.sources.ocds_releases`) or in one read before (:mod:`wolouj.notices.sources.ocds_known`). The
estimate is taken as VAT included, as Morocco publishes estimates, unless the value says it is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import IO, Any

from rulebook.engine.facts import Category, Line, Lot, Notice, Procedure
from wolouj.foundation.folding import fold
from wolouj.notices.sources import incoming as read
from wolouj.notices.sources import jsonl, portal
from wolouj.notices.sources.incoming import Incoming, IncomingResult, Read, Refusal, Refused
from wolouj.notices.sources.ocds_known import Nothing, Processes
from wolouj.notices.sources.ocds_releases import (
    ANNOUNCED,
    MAX_BYTES,
    Tree,
    by_date,
    in_order,
    package,
    put_together,
    releases_of,
    thing,
    things,
)

CATEGORIES = {"works": Category.WORKS, "goods": Category.SUPPLIES, "services": Category.SERVICES}
CANCELLED = ("cancelled", "withdrawn")
OUTCOMES = {"active": "awarded", "unsuccessful": "unsuccessful", "cancelled": "cancelled"}
"""Status of an award -> how the purchase ended."""
MOST_PARTS = {"lots": 200, "items": 1000}
"""As many as the documented notice holds: a person may take it over and add to it."""
NOTHING = Nothing()
PART = 1000
"""As many letters as the words of a lot or of an item."""


def rows(file: IO[bytes], name: str, processes: Processes = NOTHING) -> Iterator[Read]:
    """Each release as a notice, then the awards as results; a row is the place of a release in the package, from 1."""
    try:
        releases = in_order(package(file.read(MAX_BYTES + 1)))
    except Refusal as refusal:
        yield refusal.at(name, None)
        return
    yield from _told(releases, name, processes)


def lines(file: IO[bytes], name: str, processes: Processes = NOTHING) -> Iterator[Read]:
    """The same from a file with a release, a record or a package on each line; a row is the line."""
    found: list[tuple[int, Tree]] = []
    for each in jsonl.rows(file, name, lambda tree, row: (row, list(releases_of(tree)))):
        if isinstance(each, Refused):
            yield each
        else:
            found += [(each[0], release) for _, release in each[1]]
    yield from _told(by_date(found), name, processes)


def _told(releases: list[tuple[int, Tree]], name: str, processes: Processes) -> Iterator[Read]:
    known = dict(processes.known({ocid for _, each in releases if isinstance(ocid := each.get("ocid"), str)}))
    told_in: dict[tuple[str, str], int] = {}
    met: set[str] = set()
    for row, release in releases:
        try:
            ocid = read.needed(release.get("ocid"), "ocid", most=100)
            told_in |= {(ocid, str(award.get("id"))): row for award in things(release, "awards")}
            known[ocid] = whole = put_together(known.get(ocid, {}), release, first=ocid not in met)
            met.add(ocid)
            if thing(whole, "tender"):
                yield _notice(row, ocid, whole, seen=release.get("date") or whole.get("date"))
        except Refusal as refusal:
            yield refusal.at(name, row)
    processes.keep({ocid: known[ocid] for ocid in {each.get("ocid") for _, each in releases} if ocid in known})
    yield from _awards(known, told_in, name)


def _awards(known: dict[str, Tree], told_in: dict[tuple[str, str], int], name: str) -> Iterator[Read]:
    """Each award once, as the last release that holds it leaves it; those still pending are no result yet."""
    for ocid, whole in known.items():
        for award in things(whole, "awards"):
            row = told_in.get((ocid, str(award.get("id"))))
            if row is None:  # told by a file read before
                continue
            try:
                if _status(award) in OUTCOMES:
                    yield _result(row, ocid, whole, award)
            except Refusal as refusal:
                yield refusal.at(name, row)


def _notice(row: int, ocid: str, release: Tree, *, seen: Any) -> Incoming:
    tender: Tree = release["tender"]
    deadline = read.iso_instant(thing(tender, "tenderPeriod").get("endDate"), "tender.tenderPeriod.endDate")
    details = read.text(tender.get("procurementMethodDetails"), "tender.procurementMethodDetails", most=read.REFERENCE)
    notice = Notice(
        procedure=Procedure.PURCHASE_ORDER if "bon de commande" in fold(details) else Procedure.TENDER,
        reference=read.needed(tender.get("id"), "tender.id", most=read.REFERENCE),
        object=read.needed(tender.get("title") or tender.get("description"), "tender.title"),
        buyer=_buyer(release),
        category=CATEGORIES.get(str(tender.get("mainProcurementCategory") or "")),
        published=_first_day(release, deadline),
        deadline=deadline,
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
        seen=read.iso_instant(seen, "date"),
    )


def _first_day(release: Tree, deadline: datetime | None) -> datetime | None:
    """When the tender began; else when it was first released, unless that was long after, as in an archive."""
    period = thing(thing(release, "tender"), "tenderPeriod")
    told = read.iso_instant(period.get("startDate"), "tender.tenderPeriod.startDate")
    if told is not None:
        return told
    first = read.iso_instant(release.get(ANNOUNCED), "date")
    return None if first is not None and deadline is not None and deadline < first else first


def _buyer(release: Tree) -> str:
    told = thing(thing(release, "tender"), "procuringEntity").get("name") or thing(release, "buyer").get("name")
    if not told:
        roles = ("procuringEntity", "buyer")
        parties = [p for p in things(release, "parties") if any(role in (p.get("roles") or []) for role in roles)]
        told = parties[0].get("name") if parties else None
    return read.needed(told, "buyer.name", most=read.BUYER)


def _places(release: Tree) -> tuple[str, ...]:
    """Where items are delivered, by the name of the region or the town."""
    found = []
    for item in things(thing(release, "tender"), "items"):
        address = thing(item, "deliveryAddress")
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
            number,
            read.text(lot.get("title") or lot.get("description"), "tender.lots.title", most=PART),
            _value(lot.get("value"), "tender.lots.value"),
        )
        for number, lot in _numbered(tender, "lots")
    )


def _lines(tender: Tree) -> tuple[Line, ...]:
    return tuple(
        Line(
            number,
            read.text(item.get("description"), "tender.items.description", most=PART),
            read.text(thing(item, "unit").get("name"), "tender.items.unit.name", most=60),
            _quantity(item.get("quantity")),
        )
        for number, item in _numbered(tender, "items")
    )


def _numbered(tender: Tree, name: str) -> list[tuple[str, Tree]]:
    """Lots or items with their numbers: their ids, else their places; one number never stands twice."""
    found: dict[str, Tree] = {}
    for i, each in enumerate(things(tender, name), start=1):
        number = read.needed(each.get("id", str(i)), f"tender.{name}.id", most=40)
        if number in found:
            raise Refusal("number_twice", f"tender.{name}.id", number=number)
        found[number] = each
    if len(found) > MOST_PARTS[name]:
        raise Refusal("too_many", f"tender.{name}", most=MOST_PARTS[name])
    return list(found.items())


def _quantity(raw: Any) -> Decimal | None:
    if raw is None:
        return None
    if isinstance(raw, bool) or not isinstance(raw, int | Decimal) or not 0 < raw < 10**9:
        raise Refusal("quantity", "tender.items.quantity")
    found = Decimal(raw).quantize(Decimal("0.000001"))
    if found != raw:
        raise Refusal("quantity", "tender.items.quantity")
    return found


def _documents(tender: Tree) -> tuple[tuple[str, str], ...]:
    found = []
    for document in things(tender, "documents"):
        url = portal.link(read.text(document.get("url"), "tender.documents.url"), "tender.documents.url")
        if url:
            found.append((read.text(document.get("title"), "tender.documents.title", most=read.NAME), url))
    return tuple(found)


def _status(award: Tree) -> str:
    return str(award.get("status") or "active")


def _result(row: int, ocid: str, release: Tree, award: Tree) -> IncomingResult:
    tender = thing(release, "tender")
    published = read.iso_instant(award.get("date"), "awards.date")
    if published is None:
        raise Refusal("missing", "awards.date")
    outcome = OUTCOMES[_status(award)]
    names = [read.text(one.get("name"), "awards.suppliers.name", most=read.NAME) for one in things(award, "suppliers")]
    details = fold(str(tender.get("procurementMethodDetails") or ""))
    return IncomingResult(
        row=row,
        identity=f"ocds:{ocid}:{read.needed(award.get('id'), 'awards.id', most=40)}",
        reference=read.needed(tender.get("id") or ocid, "tender.id", most=read.REFERENCE),
        object=read.needed(tender.get("title") or award.get("title"), "awards.title"),
        buyer=_buyer(release),
        published=published,
        outcome=outcome,
        kind=Procedure.PURCHASE_ORDER if "bon de commande" in details else Procedure.TENDER,
        quotes=read.count(tender.get("numberOfTenderers"), "tender.numberOfTenderers"),
        amount=_value(award.get("value"), "awards.value") if outcome == "awarded" else None,
        awardee=" · ".join(name for name in names if name)[: read.NAME],
        category=str(CATEGORIES.get(str(tender.get("mainProcurementCategory") or "")) or ""),
        notice_identity=f"ocds:{ocid}",
    )
