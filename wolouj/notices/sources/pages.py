"""What every page of the portal has in common: its bytes become text or are refused, and it is whole or it is not."""

from __future__ import annotations

import codecs
import re

from bs4 import BeautifulSoup, Tag

from wolouj.notices.sources.incoming import Refusal

MAX_BYTES = 5_000_000
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{1,40})""", re.IGNORECASE)
_ORDER = re.compile(r"bons? de commande|avis d[’']achat|/bdc/", re.IGNORECASE)
_PASSWORD = re.compile(r"""type=["']?password""", re.IGNORECASE)
_LOGIN = re.compile(
    r"<(?:title|h1)[^>]*>[^<]{0,80}(?:authentification|se connecter|connexion)"
    r"|vous authentifier|session a expir",
    re.IGNORECASE,
)
_CUT = (
    "br",
    "p",
    "div",
    "li",
    "tr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "section",
    "article",
    "dt",
    "dd",
    "table",
    "ul",
)


def decoded(data: bytes) -> str:
    """The page as text: the encoding it declares, else UTF-8. Raises :class:`Refusal` when it is too big.

    The portal's pages have a few broken bytes in comments: each becomes a mark, and a field that holds one is refused.
    """
    if len(data) > MAX_BYTES:
        raise Refusal("page_too_big", most=MAX_BYTES // 1_000_000)
    told = _CHARSET.search(data[:65_536])
    name = told[1].decode("ascii") if told else "utf-8"
    try:
        codecs.lookup(name)
        return data.decode(name, errors="replace")
    except LookupError as bad:
        raise Refusal("encoding") from bad


def whole(page: str) -> None:
    """Refuse a page that stops before its end: half a list would make the rest look withdrawn."""
    if "</html>" not in page[-2000:].lower():
        raise Refusal("half_page")


def sound(told: str, field: str) -> str:
    """The text itself, refused when a letter of it could not be read."""
    if "�" in told:
        raise Refusal("encoding", field)
    return told


def asks_to_sign_in(page: str) -> bool:
    """Whether a page that is none of those awaited asks for a password, or says by its title that one signs in here.

    Every page of the portal offers to sign in: a link that says so tells nothing.
    """
    return bool(_PASSWORD.search(page) or _LOGIN.search(page)) and not _ORDER.search(page)


def visible(element: BeautifulSoup | Tag) -> str:
    """The text a person sees, a row for each block or row of a table, cells parted by tabs. Changes the element."""
    for hidden in element.find_all(["script", "style", "noscript", "template", "select", "head", "nav", "footer"]):
        hidden.decompose()
    for cell in element.find_all(["td", "th"]):
        cell.append("\t")
    for block in element.find_all(_CUT):
        if block.find_parent(["td", "th"]) is None:
            block.append("\n")
            block.insert_before("\n")
        elif block.name == "br":
            block.replace_with(" ")
    for row in element.find_all("tr"):
        row.append("\n")
    rows = (" ".join(part.strip() for part in [row]) for row in element.get_text().split("\n"))
    return "\n".join(re.sub(r"[ \xa0\r]+", " ", row).strip(" ") for row in rows if row.strip())
