"""The portal's list of open tenders: which there are, by the keys of the rows; what each says is read on its own page.

The object is cut in the list, so a row only tells that a tender is there and whether its row changed.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime

from bs4 import BeautifulSoup, Tag

from wolouj.notices.sources import incoming as read
from wolouj.notices.sources import pages, portal
from wolouj.notices.sources.incoming import Refusal

TOTAL = "resultSearch_nombreElement"
STATE = "PRADO_PAGESTATE"


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of a list: what it is, how it reads, and by when it closes when the list says so."""

    identity: str
    digest: str
    deadline: datetime | None = None


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a list. ``total`` is what the list says it holds; ``state`` what the next request must give back."""

    rows: tuple[Listed, ...]
    refused: tuple[tuple[int, Refusal], ...] = ()
    """(row from 1, why) of those that cannot be read."""
    total: int | None = None
    state: str = ""


def read_page(data: bytes) -> ListPage:
    """The rows of one page. Raises :class:`Refusal` when it is no such list, or not the whole page."""
    page = pages.decoded(data)
    pages.whole(page)
    soup = BeautifulSoup(page, "html.parser")
    table = soup.select_one("table.table-results")
    total = _total(soup)
    if table is None and total != 0:
        raise Refusal("login_page" if pages.asks_to_sign_in(page) else "not_a_tender_list")
    rows, refused = [], []
    bodies = [] if table is None else [row for row in table.find_all("tr") if row.find(headers="cons_ref")]
    for number, row in enumerate(bodies, start=1):
        try:
            rows.append(_listed(row))
        except Refusal as bad:
            refused.append((number, bad))
    state = soup.find("input", attrs={"name": STATE})
    return ListPage(tuple(rows), tuple(refused), total, str(state.get("value") or "") if isinstance(state, Tag) else "")


def _listed(row: Tag) -> Listed:
    number, org = _hidden(row, "refCons"), _hidden(row, "orgCons")
    portal.needs_identity(number, org)
    cells = [
        " ".join(cell.get_text(" ").split()) for cell in row.find_all("td") if cell.get("headers") != "cons_actions"
    ]
    told = pages.sound(" | ".join(cells), "cons_ref")
    closing = row.find(headers="cons_dateEnd")
    return Listed(
        portal.tender_identity(number, org),
        hashlib.sha256(told.encode()).hexdigest(),
        _first_instant(closing.get_text(" ") if isinstance(closing, Tag) else ""),
    )


def _hidden(row: Tag, name: str) -> str:
    found = row.find("input", id=re.compile(rf"{name}$")) or row.find("input", attrs={"name": re.compile(rf"{name}$")})
    return str(found.get("value") or "").strip() if isinstance(found, Tag) else ""


def _first_instant(told: str) -> datetime | None:
    """The first day and hour of a cell; ``None`` when there is none to read: the page of the tender will tell."""
    found = re.search(r"\d{2}/\d{2}/\d{4}\s+\d{2}:\d{2}", told)
    try:
        return read.instant(" ".join(found[0].split()), "cons_dateEnd") if found else None
    except Refusal:
        return None


def _total(soup: BeautifulSoup) -> int | None:
    told = soup.find(id=re.compile(TOTAL + "$"))
    digits = re.sub(r"\D", "", told.get_text()) if isinstance(told, Tag) else ""
    return int(digits) if digits and len(digits) < 9 else None
