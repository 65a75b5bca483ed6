"""Open tenders of the portal, one JSON object a line, as public collections of it are kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from rulebook.engine.facts import Notice, Procedure
from wolouj.notices.sources import incoming as read
from wolouj.notices.sources import jsonl, portal
from wolouj.notices.sources.incoming import Incoming, Read

UNTOLD = frozenset({"published", "reserved", "lots_told", "lots", "lines", "attachments"})


def rows(file: IO[bytes], name: str) -> Iterator[Read]:
    """Every row as an :class:`Incoming`, or refused with its reason."""
    return jsonl.rows(file, name, row)


def row(tree: dict[str, Any], number: int) -> Incoming:
    """One row, told as an object; ``number`` is its line. Raises :class:`Refusal`."""
    id = read.needed(tree.get("refConsultation"), "refConsultation")
    org = read.needed(tree.get("orgAcronyme"), "orgAcronyme")
    portal.needs_identity(id, org)
    procedure = read.text(tree.get("type_procedure"), "type_procedure", most=read.REFERENCE)
    notice = Notice(
        procedure=Procedure.TENDER,
        reference=read.needed(tree.get("ref"), "ref", most=read.REFERENCE),
        object=read.needed(tree.get("objet"), "objet"),
        buyer=read.needed(tree.get("entite_publique"), "entite_publique", most=read.BUYER),
        category=portal.category(read.text(tree.get("categorie"), "categorie")),
        deadline=read.instant(tree.get("date_limite"), "date_limite"),
        places=places(read.text(tree.get("lieu_execution"), "lieu_execution")),
        estimate=read.estimate(tree.get("estimation_ttc"), "estimation_ttc"),
    )
    return Incoming(
        row=number,
        identity=portal.tender_identity(id, org),
        notice=notice,
        source="tenders",
        procedure_told=procedure,
        price_mode=portal.price_mode(procedure),
        guarantee=read.amount(tree.get("caution_provisoire"), "caution_provisoire"),
        visits=read.text(tree.get("visites_lieux"), "visites_lieux"),
        url=portal.link(read.text(tree.get("url_detail"), "url_detail"), "url_detail"),
        untold=UNTOLD,
        seen=read.iso_instant(tree.get("scraped_at"), "scraped_at"),
    )


def places(told: str) -> tuple[str, ...]:
    """The places of a comma list, each once, in order."""
    return tuple(dict.fromkeys(part.strip() for part in told.split(",") if part.strip()))
