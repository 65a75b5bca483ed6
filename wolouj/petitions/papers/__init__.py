"""The papers of a petition: the petition itself, ready to sign, and the check of the file, for those who carry it.

Only what our notes of the law establish is printed. The official forms (decrees 2-16-401, 402 and 403) were not read:
each paper says so, with whom to ask.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rulebook.engine.format import Lang
from wolouj.foundation import printing
from wolouj.petitions.facts import Looked
from wolouj.petitions.models import Petition
from wolouj.petitions.signing.models import Authorisation
from wolouj.reference.territories import Place

HERE = Path(__file__).parent
FILES: dict[str, tuple[str, Lang]] = {
    "petition-ar.pdf": ("form", "ar"),
    "petition-fr.pdf": ("form", "fr"),
    "check-ar.pdf": ("check", "ar"),
    "check-fr.pdf": ("check", "fr"),
}
"""Name of the file -> which paper, in which language."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a paper is made of: the petition, what the law says of it, signatures counted by province."""

    petition: Petition
    looked: Looked
    counts: dict[str, int]


def pdf(name: str, told: Told, *, at: datetime) -> bytes:
    """One paper of :data:`FILES`."""
    from wolouj.petitions.papers.check.context import context as check
    from wolouj.petitions.papers.form.context import context as form

    paper, lang = FILES[name]
    data = {"form": form, "check": check}[paper](told, lang=lang, at=at)
    return printing.pdf(HERE / paper / "page.typ", data, root=printing.HOUSE)


def sheets(
    petition: Petition, *, batch: int, sheets: int, province: Place | None, authorisation: Authorisation | None,
    at: datetime,
) -> bytes:  # fmt: skip
    """Sheets to sign, Arabic first with French; ``sheets`` of them, all of batch ``batch``."""
    from wolouj.petitions.papers.sheet.context import context

    data = context(petition, batch=batch, sheets=sheets, province=province, authorisation=authorisation, at=at)
    return printing.pdf(HERE / "sheet" / "page.typ", data, root=printing.HOUSE)
