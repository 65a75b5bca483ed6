"""Awarded purchase orders of the portal, one JSON object a line."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import IO, Any

from wolouj.foundation.folding import fold
from wolouj.notices.sources import incoming as read
from wolouj.notices.sources import jsonl
from wolouj.notices.sources.incoming import IncomingResult, Read, Refusal


def rows(file: IO[bytes], name: str) -> Iterator[Read]:
    """Every row as an :class:`IncomingResult`, or refused with its reason."""
    return jsonl.rows(file, name, row)


def result_identity(buyer: str, reference: str, published: str) -> str:
    """A card has no id: the buyer, the reference and the instant of the result together name it."""
    return f"card:{read.key_of(_folded(buyer), _folded(reference), published)}"


_folded = lru_cache(maxsize=16_384)(fold)
"""The same buyers come back all day."""


def row(tree: dict[str, Any], number: int) -> IncomingResult:
    """One row, told as an object; ``number`` is its line. Raises :class:`Refusal`."""
    reference = read.needed(tree.get("reference"), "reference", most=read.REFERENCE)
    buyer = read.needed(tree.get("acheteur"), "acheteur", most=read.BUYER)
    published = read.instant(tree.get("date_publication"), "date_publication")
    if published is None:
        raise Refusal("missing", "date_publication")
    amount = read.amount(tree.get("montant"), "montant")
    awardee = read.text(tree.get("entreprise_attributaire"), "entreprise_attributaire", most=read.NAME)
    won = _awarded(tree.get("attribue"), amount is not None or bool(awardee))
    if won and not amount:
        raise Refusal("missing", "montant")
    return IncomingResult(
        row=number,
        identity=result_identity(buyer, reference, published.isoformat()),
        reference=reference,
        object=read.needed(tree.get("objet"), "objet"),
        buyer=buyer,
        published=published,
        outcome="awarded" if won else "unsuccessful",
        quotes=read.count(tree.get("nombre_devis"), "nombre_devis"),
        amount=amount if won else None,
        awardee=awardee if won else "",
    )


def _awarded(told: object, somebody_won: bool) -> bool:
    """Whether a quote was taken: as told, else seen from an amount or a name. A row that tells neither is refused."""
    if told is None and somebody_won:
        return True
    if told is None:
        raise Refusal("missing", "attribue")
    if not isinstance(told, bool):
        raise Refusal("not_yes_or_no", "attribue")
    return told
