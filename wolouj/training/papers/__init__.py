"""The papers of this room."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from rulebook.engine.format import Lang
from wolouj.foundation import printing
from wolouj.training.models import Certificate
from wolouj.training.papers.certificate.context import context

HERE = Path(__file__).parent
FILES: dict[str, Lang] = {"certificate-ar.pdf": "ar", "certificate-fr.pdf": "fr"}
"""Name of the file -> its language."""


def certificate_pdf(certificate: Certificate, *, lang: Lang, address: str, at: datetime) -> bytes:
    """The certificate. ``address``: the whole address where its code is checked."""
    data = context(certificate, lang=lang, address=address, at=at)
    return printing.pdf(HERE / "certificate" / "page.typ", data, root=printing.HOUSE)
