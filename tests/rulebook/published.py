"""Tenders published on the portal in 2025, as facts. They stay in ``shared/data`` beside the repository."""

from __future__ import annotations

import json
import os
from decimal import Decimal
from pathlib import Path
from typing import Any

from rulebook.engine.facts import BuyerRules, Category, Notice, Procedure, Tender
from rulebook.engine.law import HOME

SHARED = Path(os.environ.get("WOLOUJ_SHARED_DATA") or HOME.parents[1] / "shared" / "data")
FILE = SHARED / "notices" / "open-tenders-2025-10.jsonl"
WHY = "PUBLISHED TENDERS NOT CHECKED: no shared/data/notices beside the repository"
KINDS = {"Appel d'offres ouvert": Tender.OPEN, "Appel d'offres ouvert simplifié": Tender.SIMPLIFIED}
CATEGORIES = {"Travaux": Category.WORKS, "Fournitures": Category.SUPPLIES, "Services": Category.SERVICES}


def tenders() -> list[Notice]:
    """The open and simplified tenders of the file; their buyers are taken to be bound, which not all are."""
    rows = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
    return [_tender(row) for row in rows if row["type_procedure"].split(" | ")[0] in KINDS]


def _tender(row: dict[str, Any]) -> Notice:
    return Notice(
        procedure=Procedure.TENDER,
        rulebook=BuyerRules.DECREE,
        tender=KINDS[row["type_procedure"].split(" | ")[0]],
        reference=row["ref"] or "",
        object=row["objet"] or "",
        category=CATEGORIES.get(row["categorie"]),
        estimate=_amount(row["estimation_ttc"]),
        guarantee=_amount(row["caution_provisoire"]),
    )


def _amount(text: str | None) -> Decimal | None:
    """``1 227 400,00 MAD``, with any space; nothing when the portal shows nothing."""
    figures = "".join((text or "").removesuffix("MAD").split())
    return Decimal(figures.replace(",", ".")) if figures else None
