"""The report of a period to one donor: a PDF and a workbook, with headings in the language the donor reads."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from wolouj.foundation import printing
from wolouj.programme.models import Donor
from wolouj.results.models import Period
from wolouj.results.report.contents import Contents, contents
from wolouj.results.report.page import as_page
from wolouj.results.report.workbook import workbook

HERE = Path(__file__).parent
FILES = {"report.pdf": "application/pdf",
         "report.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}  # fmt: skip
"""Name of a file -> what it is."""


def file(name: str, *, period: Period, donor: Donor, at: datetime) -> bytes:
    """One of :data:`FILES`, from the frozen figures, or from those of this instant and then marked as a draft."""
    told = contents(period, donor, at=at)
    return pdf(told) if name == "report.pdf" else workbook(told)


def pdf(told: Contents) -> bytes:
    """Set the report."""
    return printing.pdf(HERE / "page.typ", as_page(told), root=printing.HOUSE)
