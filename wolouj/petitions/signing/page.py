"""What the pages about signatures show, as plain values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from rulebook.engine import format as fmt
from wolouj.foundation.words import active, say
from wolouj.petitions.models import Petition
from wolouj.petitions.page import text_of, to_whom
from wolouj.petitions.signing.models import Authorisation, Batch, Erasure, Signature, Withdrawal
from wolouj.petitions.states import COUNTS, OVER
from wolouj.reference import territories

SHOWN = 50
"""Lines on a page of the keeper."""


def province_name(code: str) -> str:
    """The province of a batch, or the State's portal."""
    place = territories.place(code) if code else None
    return fmt.isolate_auto(place.name(active())) if place else say("petitions.on_the_portal")


def batch_row(row: Batch) -> dict[str, Any]:
    """One batch in the list of the desk: counts, who counted; never who signed."""
    less = row.withdrawn + row.twice
    return {
        "id": row.id,
        "title": say("petitions.batch_of", n=row.number, where=province_name(row.province)),
        "standing": row.standing,
        "detail": say("petitions.counted_by_n", who=fmt.isolate_auto(row.counted_by), day=row.counted_on),
        "aside": say("petitions.set_aside_n", n=row.set_aside) if row.set_aside else "",
        "less": say("petitions.less_n", n=less) if less else "",
        "free": not less and not getattr(row, "entered", 0) and not hasattr(row, "scan"),
    }


def authorisation_row(found: Authorisation | None, *, on: date) -> dict[str, Any] | None:
    """The authorisation as the desk shows it."""
    if found is None:
        return None
    keeper = found.keeper.shown_name(active()) if found.keeper else ""
    return {
        "number": found.number,
        "granted": found.granted_on,
        "until": found.keep_until,
        "purpose": fmt.isolate_auto(found.purpose),
        "keeper": fmt.isolate_auto(keeper) if keeper else say("petitions.no_keeper"),
        "kept": found.keeper_id is not None,
        "live": found.live(on),
    }


def desk_page(petition: Petition, batches: Iterable[Batch], found: Authorisation | None, *, on: date) -> dict[str, Any]:
    """Sheets to print, batches counted, the authorisation."""
    return {
        "petition": petition,
        "title": text_of(petition, "title"),
        "whom": to_whom(petition),
        "batches": [batch_row(row) for row in batches],
        "gathers": petition.state in COUNTS,
        "takes_back": petition.state not in OVER,
        "authorisation": authorisation_row(found, on=on),
        "withdrawals": [_withdrawn(row) for row in petition.withdrawals.select_related("batch")],
        "erasures": [erased(row) for row in petition.erasures.select_related("authorisation")],
    }


def _withdrawn(row: Withdrawal) -> str:
    return say(
        "petitions.withdrawn_line" if row.had_line else "petitions.withdrawn_count", day=row.on, n=row.batch.number
    )


def erased(row: Erasure) -> dict[str, Any]:
    """The proof of one erasure."""
    return {
        "title": say("petitions.erased_n", lines=row.lines, scans=row.scans),
        "detail": say(
            f"petitions.erased_{row.rule}", day=row.at, number=fmt.isolate(row.authorisation.number),
            until=row.authorisation.keep_until,
        ),
    }  # fmt: skip


def line_row(row: Signature) -> dict[str, Any]:
    """One line for the keeper: masked until it is opened."""
    return {
        "id": row.pk,
        "number": row.masked_number,
        "name": fmt.isolate_auto(row.masked_name) if row.name else "",
        "detail": say("petitions.line_of", n=row.batch.number, day=row.signed_on),
    }


def operator_rows(rows: Iterable[tuple[Petition, Authorisation | None]], *, on: date) -> list[dict[str, Any]]:
    """Each petition as the operator sees it: whose, to whom, authorised or not. No text of it beyond its title."""
    shown = []
    for petition, found in rows:
        live = found is not None and found.live(on)
        shown.append({
            "id": petition.id,
            "title": text_of(petition, "title"),
            "detail": fmt.isolate_auto(petition.body.shown_name(active())),
            "sign": "go" if live else "unknown",
            "word": say("petitions.is_authorised" if live else "petitions.only_counts"),
        })  # fmt: skip
    return shown
