"""The portal's page of one purchase order, read by the words a person sees on it.

No saved page of that application was at hand: its markup is not known to us. So nothing here leans on markup. The
visible text goes through the reader of pasted texts, and a page is taken only when its number stands in it and its
reference, object, buyer and deadline were each read in one way; else it is refused, and a person pastes its text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import IO

from bs4 import BeautifulSoup

from rulebook.engine.facts import Notice, Procedure
from wolouj.foundation.bad_input import BadInput
from wolouj.notices.documents import read_notice
from wolouj.notices.natures import named_nature
from wolouj.notices.sources import incoming as read
from wolouj.notices.sources import pages, pasted, portal
from wolouj.notices.sources.incoming import Incoming, Read, Refusal
from wolouj.notices.sources.order_list import SHOW, order_identity

NEEDED = ("reference", "object", "buyer", "deadline")
UNTOLD = frozenset(
    ("procedure_told", "price_mode", "guarantee", "vat_rate", "asks", "lots_told", "visits", "reserved", "estimate")
) | {"lots", "attachments"}  # fmt: skip


def rows(file: IO[bytes], name: str) -> Iterator[Read]:
    """The one notice of a saved page, or why it is not taken."""
    try:
        yield read_page(file.read(pages.MAX_BYTES + 1))
    except Refusal as refusal:
        yield refusal.at(name, None)


def read_page(data: bytes, *, number: str | None = None, url: str = "") -> Incoming:
    """The notice of a page.

    Args:
        number: the order's number, when the page was asked for by it; else the one number its links name.
        url: where the page stands.

    Raises:
        Refusal: when it is not the whole page of a purchase order, or a needed field cannot be read in one way.
    """
    page = pages.decoded(data)
    pages.whole(page)
    soup = BeautifulSoup(page, "html.parser")
    told = {m[1] for each in soup.find_all(href=SHOW) if (m := SHOW.search(str(each["href"])))}
    text = pages.visible(soup.body or soup)
    found = pasted.read(text)
    if sum(1 for field in NEEDED if not found.fields.get(field)) > 1:
        pages.sound(text, "page")
        raise Refusal("login_page" if pages.asks_to_sign_in(page) else "not_an_order_page")
    if any(field.split(".")[0] in NEEDED for field in found.doubts):
        pages.sound(text, "page")  # a label with a broken letter hides its field
    number = number or (told.pop() if len(told) == 1 else None)
    if number is None:
        raise Refusal("order_number", "id")
    return Incoming(
        row=None,
        identity=order_identity(number),
        notice=_notice(found),
        source="order",
        url=portal.link(url, "url"),
        untold=UNTOLD | ({"lines"} if not found.fields.get("lines") else set()),
    )


def _notice(found: pasted.Read) -> Notice:
    """The facts read, refused where one that is needed, or a line, could be read in two ways."""
    for field, doubt in found.doubts.items():
        if field.split(".")[0] in NEEDED or re.match(r"lines\.\d+\.quantity", field):
            raise Refusal("order_doubt", field, doubt=doubt)
    for field in NEEDED:
        pages.sound(str(found.fields[field]), field)
    told = {key: value for key, value in found.fields.items() if not key.startswith("deadline_")}
    told |= {"kind": Procedure.PURCHASE_ORDER.value, "nature": named_nature(str(told.get("nature") or ""))}
    try:
        notice = read_notice(json.dumps(told).encode())
    except BadInput as bad:
        raise Refusal("document", bad.field, text=bad.text) from bad
    read.in_order(notice)
    return notice
