"""The open list of the purchase-order application: the numbers of its pages, found by their addresses.

No saved page of that application was at hand. What is published of it says that each order has a page
``…/show/<id>``: a list is then the page that links to some, and nothing more is supposed of its markup. What holds a
link and no other link is taken as the row of that order, and only compared with itself.
"""

from __future__ import annotations

import hashlib
import re

from bs4 import BeautifulSoup, Tag

from wolouj.notices.sources import pages
from wolouj.notices.sources.incoming import Refusal
from wolouj.notices.sources.tender_list import Listed, ListPage

SHOW = re.compile(r"/bdc/entreprise/consultation/show/(\d{1,12})(?:[/?#]|$)")
_TOTAL = re.compile(r"nombre\s+de\s+r[ée]sultats\s*:?\s*(\d[\d  ]{0,11})", re.IGNORECASE)
_NONE = re.compile(r"aucun\s+(?:r[ée]sultat|avis|enregistrement)", re.IGNORECASE)


def order_identity(number: str) -> str:
    """The key of a purchase order on the portal: its number there."""
    return f"order:{number}"


def read_page(data: bytes) -> ListPage:
    """The rows of one page. Raises :class:`Refusal` when it is no such list, or not the whole page."""
    page = pages.decoded(data)
    pages.whole(page)
    soup = BeautifulSoup(page, "html.parser")
    links: dict[str, Tag] = {}
    for link in soup.find_all("a", href=SHOW):
        found = SHOW.search(str(link["href"]))
        if found:
            links.setdefault(found[1], link)
    total = _TOTAL.search(soup.get_text(" "))
    if not links and not (_NONE.search(page) or (total and not int(re.sub(r"\D", "", total[1])))):
        raise Refusal("login_page" if pages.asks_to_sign_in(page) else "not_an_order_list")
    rows = tuple(Listed(order_identity(number), _digest(number, link)) for number, link in links.items())
    return ListPage(rows, total=int(re.sub(r"\D", "", total[1])) if total else None)


def _digest(number: str, link: Tag) -> str:
    """How the row of an order reads: all that surrounds its link and links to no other order."""
    row: Tag = link
    for around in link.parents:
        others = {m[1] for each in around.find_all("a", href=SHOW) if (m := SHOW.search(str(each["href"])))}
        if others != {number}:
            break
        row = around
    return hashlib.sha256(" ".join(row.get_text(" ").split()).encode()).hexdigest()
