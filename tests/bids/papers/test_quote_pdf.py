"""The quote's PDF, read back as a buyer's machine would read it."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pikepdf
import pypdfium2

from tests.bids.papers.samples import AT, NO_ICE, SELLER, UNCONFIRMED, cooperative, notice, priced
from wolouj.bids import papers


def text_of(pdf: bytes) -> str:
    """All the text, in reading order, without direction marks, letters composed and spaces made one."""
    text = unicodedata.normalize("NFKC", _extracted(pdf))
    return re.sub(r"\s+", " ", re.sub("[\u200b-\u200f\u2066-\u2069\u202a-\u202e\u061c\ufffe]", "", text))


def marks_of(pdf: bytes) -> list[str]:
    """Each page's text without spaces: the large slanted marks are read letter by letter."""
    return [re.sub(r"\s", "", p.get_textpage().get_text_range()) for p in pypdfium2.PdfDocument(pdf)]


def _extracted(pdf: bytes) -> str:
    tool = shutil.which("pdftotext")
    if tool:
        return subprocess.run([tool, "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    # Second best: it turns a reference round when letters follow figures inside Arabic.
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def test_only_amiri_is_in_the_file() -> None:
    pdf = papers.pdf_bytes(priced(), notice(), cooperative(), at=AT, draft=True, seller=SELLER, sample=True)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        names = {str(o.BaseFont) for o in document.objects if isinstance(o, pikepdf.Dictionary) and "/BaseFont" in o}
        assert str(document.Root.Lang) == "fr-MA" or str(document.Root.Lang) == "fr"
        assert document.Root.MarkInfo.Marked
    assert names and all("Amiri" in name for name in names)


def test_every_amount_and_the_reference_are_on_the_paper(tmp_path: Path) -> None:
    files = papers.write_all(priced(), notice(), cooperative(), out=tmp_path, at=AT, draft=False, seller=SELLER)
    text = text_of(files["quote.pdf"].read_bytes())
    for wanted in ("6 240,00", "2 880,00", "720,00", "9 840,00", "27/2026/BC", "001234567000089", "+212 6 61 23 45 67"):
        assert wanted in text
    assert not any("PROJET" in page for page in marks_of(files["quote.pdf"].read_bytes())) and "مسودة" not in text


def test_a_quote_that_is_not_ready_is_marked_whatever_is_asked() -> None:
    pdf = papers.pdf_bytes(
        priced(regime=None, warnings=(UNCONFIRMED, NO_ICE)), notice(), cooperative(), at=AT, draft=False
    )
    assert all("PROJET" in page and "مسودة" in unicodedata.normalize("NFKC", page) for page in marks_of(pdf))
    assert "régime à confirmer" in text_of(pdf) and "L’ICE manque sur le devis." in text_of(pdf)


def test_same_quote_same_bytes() -> None:
    one, two = (papers.pdf_bytes(priced(), notice(), cooperative(), at=AT, draft=False) for _ in range(2))
    assert one == two
