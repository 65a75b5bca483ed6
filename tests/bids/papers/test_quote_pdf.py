"""The quote's PDF, read back as a buyer's machine would read it."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pypdfium2

from tests.bids.papers.samples import AT, NO_ICE, SELLER, UNCONFIRMED, cooperative, notice, priced
from wolouj.bids import papers


def text_of(pdf: bytes) -> str:
    """All the text, in reading order, without direction marks, letters composed and spaces made one."""
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]
    text = unicodedata.normalize("NFKC", "\n".join(pages))
    return re.sub(r"\s+", " ", re.sub("[\u200b-\u200f\u2066-\u2069\u202a-\u202e\u061c\ufffe]", "", text))


def test_every_amount_and_the_reference_are_on_the_paper(tmp_path: Path) -> None:
    files = papers.write_all(priced(), notice(), cooperative(), out=tmp_path, at=AT, draft=False, seller=SELLER)
    text = text_of(files["quote.pdf"].read_bytes())
    for wanted in ("6 240,00", "2 880,00", "720,00", "9 840,00", "27/2026/BC", "001234567000089", "+212 6 61 23 45 67"):
        assert wanted in text
    assert "PROJET" not in text and "مسودة" not in text


def test_a_quote_that_is_not_ready_is_marked_whatever_is_asked() -> None:
    pdf = papers.pdf_bytes(
        priced(regime=None, warnings=(UNCONFIRMED, NO_ICE)), notice(), cooperative(), at=AT, draft=False
    )
    assert "PROJET" in text_of(pdf) and "régime à confirmer" in text_of(pdf)


def test_same_quote_same_bytes() -> None:
    one, two = (papers.pdf_bytes(priced(), notice(), cooperative(), at=AT, draft=False) for _ in range(2))
    assert one == two
