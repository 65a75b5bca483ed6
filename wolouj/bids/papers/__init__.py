"""The papers of a bid, one folder each. Plain Python over a priced quote: no database, no clock.

``write_all`` is what the command line calls; ``pdf_bytes``, ``xlsx_bytes``, ``share_text`` and ``checklist_pdf`` are
what the screens call. A quote that is not ready comes out marked as a draft, whatever is asked.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from rulebook.engine.facts import Bidder, Notice
from wolouj.bids.papers.checklist.context import context as checklist_context
from wolouj.bids.papers.quote import share, sheet
from wolouj.bids.papers.quote.context import context
from wolouj.bids.papers.wording import HERE
from wolouj.bids.pricing_types import PricedQuote
from wolouj.foundation import printing

Seller = Mapping[str, Any]


def pdf_bytes(
    priced: PricedQuote, notice: Notice, bidder: Bidder, *, at: datetime, draft: bool,
    number: str | None = None, seller: Seller | None = None, sample: bool = False,
) -> bytes:  # fmt: skip
    """The quote as a PDF: French, then Arabic. Same arguments as :func:`quote.context.context`."""
    data = context(priced, notice, bidder, at=at, draft=draft, number=number, seller=seller, sample=sample)
    return printing.pdf(HERE / "quote" / "page.typ", data, root=printing.HOUSE)


def xlsx_bytes(
    priced: PricedQuote, notice: Notice, bidder: Bidder, *, at: datetime, draft: bool,
    number: str | None = None, seller: Seller | None = None, sample: bool = False,
) -> bytes:  # fmt: skip
    """The quote as a workbook: a French sheet, an Arabic one; numbers are numbers, texts never formulas."""
    data = context(priced, notice, bidder, at=at, draft=draft, number=number, seller=seller, sample=sample)
    return sheet.workbook(priced, data, at)


def share_text(
    priced: PricedQuote, notice: Notice, bidder: Bidder, *, at: datetime, draft: bool,
    number: str | None = None, seller: Seller | None = None, sample: bool = False,
) -> str:  # fmt: skip
    """A short text for a message. Takes what the other papers take; ``at, number, seller`` are not said in it."""
    return share.share_text(priced, notice, bidder, draft=draft, sample=sample)


def checklist_pdf(
    priced: PricedQuote, notice: Notice, bidder: Bidder, *, at: datetime, draft: bool, sample: bool = False
) -> bytes:
    """What to attach and how to deposit by hand: Arabic, then French, one page each."""
    data = checklist_context(priced, notice, bidder, at=at, draft=draft, sample=sample)
    return printing.pdf(HERE / "checklist" / "page.typ", data, root=printing.HOUSE)


def write_all(
    priced: PricedQuote, notice: Notice, bidder: Bidder, *, out: Path, at: datetime, draft: bool,
    number: str | None = None, seller: Seller | None = None, sample: bool = False,
) -> dict[str, Path]:  # fmt: skip
    """Write ``quote.pdf``, ``quote.xlsx`` and ``quote.txt`` into ``out`` (made if absent): name -> path.

    All are worked out before the first is written, and each appears whole or not at all.
    """
    same: dict[str, Any] = {"at": at, "draft": draft, "number": number, "seller": seller, "sample": sample}
    made = {
        "quote.pdf": pdf_bytes(priced, notice, bidder, **same),
        "quote.xlsx": xlsx_bytes(priced, notice, bidder, **same),
        "quote.txt": share_text(priced, notice, bidder, **same).encode(),
    }
    out.mkdir(parents=True, exist_ok=True)
    return {name: _put(out / name, content) for name, content in made.items()}


def _put(path: Path, content: bytes) -> Path:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return path
