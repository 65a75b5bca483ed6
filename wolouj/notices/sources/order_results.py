"""The results of purchase orders as the portal lists them: one card each, without a number of its own.

No saved page was at hand. Cards are found by the class that public collections of this list name
(``entreprise__card``, 2025 and 2026), and each is read by its labels, whatever stands around them: a card that
lacks one is refused, and a page without cards is no such list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

from wolouj.foundation.folding import fold
from wolouj.notices.sources import incoming as read
from wolouj.notices.sources import pages
from wolouj.notices.sources.incoming import IncomingResult, Refusal
from wolouj.notices.sources.results import result_identity

CARD = "entreprise__card"
_LABELS = {
    "reference": r"r[ée]f[ée]rence",
    "object": r"objet",
    "buyer": r"acheteur(?: public)?",
    "published": r"date de publication(?: du r[ée]sultat)?",
    "quotes": r"nombre de devis(?: re[çc]us)?",
    "awardee": r"(?:entreprise )?attributaire|titulaire",
    "amount": r"montant[^:]{0,40}?",
}
_LABEL = re.compile(
    r"(?<!\w)(?:" + "|".join(f"(?P<{name}>{label})" for name, label in _LABELS.items()) + r")\s*:", re.IGNORECASE
)
_NONE = re.compile(r"infructueu", re.IGNORECASE)
_CANCELLED = re.compile(r"avis d['’]achat annul", re.IGNORECASE)
_EMPTY = re.compile(r"aucun\s+(?:r[ée]sultat|avis|enregistrement)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ResultPage:
    """The cards of one page, those refused with their places from 1, and what the list says it holds."""

    results: tuple[IncomingResult, ...]
    refused: tuple[tuple[int, Refusal], ...] = ()


def read_page(data: bytes) -> ResultPage:
    """The cards of one page. Raises :class:`Refusal` when it is no such list, or not the whole page."""
    page = pages.decoded(data)
    pages.whole(page)
    cards = BeautifulSoup(page, "html.parser").find_all(class_=CARD)
    if not cards and not _EMPTY.search(page):
        raise Refusal("login_page" if pages.asks_to_sign_in(page) else "not_a_result_list")
    results, refused = [], []
    for number, card in enumerate(cards, start=1):
        try:
            results.append(_result(number, card))
        except Refusal as bad:
            refused.append((number, bad))
    return ResultPage(tuple(results), tuple(refused))


def _result(row: int, card: Tag) -> IncomingResult:
    whole = " ".join(card.get_text(" ").split())
    told = dict(_told(whole))
    reference = read.needed(told.get("reference"), "reference", most=read.REFERENCE)
    buyer = read.needed(told.get("buyer"), "acheteur", most=read.BUYER)
    published = read.instant(told.get("published"), "date_publication")
    if published is None:
        raise Refusal("missing", "date_publication")
    outcome = _outcome(whole, told)
    amount = read.amount(told.get("amount"), "montant")
    if outcome == "awarded" and not amount:
        raise Refusal("missing", "montant")
    return IncomingResult(
        row=row,
        identity=result_identity(buyer, reference, published.isoformat()),
        reference=reference,
        object=read.needed(told.get("object"), "objet"),
        buyer=buyer,
        published=published,
        outcome=outcome,
        quotes=read.count(told.get("quotes"), "nombre_devis"),
        amount=amount if outcome == "awarded" else None,
        awardee=read.text(told.get("awardee"), "attributaire", most=read.NAME) if outcome == "awarded" else "",
    )


def _told(whole: str) -> Iterator[tuple[str, str]]:
    """(field, text up to the next label); a label met twice with two texts is refused."""
    found = list(_LABEL.finditer(whole))
    seen: dict[str, str] = {}
    for here, after in zip(found, [*found[1:], None], strict=True):
        name = str(here.lastgroup)
        value = whole[here.end() : after.start() if after else None].strip()
        value = re.sub(r"\s*avis d['’]achat (?:infructueux|annul\w*).*$", "", value, flags=re.IGNORECASE)
        if seen.setdefault(name, value) != value:
            raise Refusal("two_values", name)
        yield name, pages.sound(value, name)


def _outcome(whole: str, told: dict[str, str]) -> str:
    """How it ended, as the card says in so many words; one that says nothing, or two things, is refused."""
    awarded = bool(told.get("amount") or told.get("awardee"))
    after = whole[whole.lower().rfind("devis") :] if "devis" in fold(whole) else whole
    said = [
        name
        for name, found in (("unsuccessful", _NONE.search(after)), ("cancelled", _CANCELLED.search(after)))
        if found
    ]
    if awarded and not said:
        return "awarded"
    if len(said) != 1 or awarded:
        raise Refusal("missing" if not said else "two_values", "attributaire")
    return said[0]
