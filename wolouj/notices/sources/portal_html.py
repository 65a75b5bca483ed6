"""The portal's page of one tender, saved as HTML: fields found by the ids the portal gives them.

Only this page is read so. The markup of the purchase-order pages is not known to us: see
:mod:`wolouj.notices.sources.order_page`. How the portal says that a tender is cancelled is not known for sure: a
kind of announcement (``annonce``) that speaks of cancelling is taken so, and nothing else is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

from bs4 import BeautifulSoup, Tag

from rulebook.engine.facts import Notice, Procedure
from wolouj.foundation.folding import fold
from wolouj.notices.sources import incoming as read
from wolouj.notices.sources import pages, portal
from wolouj.notices.sources.incoming import Incoming, Read, Refusal
from wolouj.notices.sources.tenders import places

UNTOLD = frozenset({"published", "reserved", "visits", "lots", "lines"})
FIELD = "idEntrepriseConsultationSummary_"
ESTIMATE = "RepeaterReferentielZoneText_ctl0_labelReferentielZoneText"
_KEYS = re.compile(r"[?&](?:amp;)?(refConsultation|orgAcronyme)=([0-9A-Za-z]+)")
_RESULT = re.compile(r"EntrepriseDownloadAvisJAL")


def rows(file: IO[bytes], name: str) -> Iterator[Read]:
    """The one notice of the page, or why it is not taken."""
    try:
        yield read_page(file.read(pages.MAX_BYTES + 1))
    except Refusal as refusal:
        yield refusal.at(name, None)


def read_page(data: bytes) -> Incoming:
    """The notice of a page. Raises :class:`Refusal` when it is no tender's page, or a field cannot be read."""
    page = pages.decoded(data)
    soup = BeautifulSoup(page, "html.parser")
    found = {key: _field(soup, key) for key in ("reference", "objet", "entiteAchat", "dateHeureLimiteRemisePlis")}
    if not any(found.values()):
        raise Refusal("login_page" if pages.asks_to_sign_in(page) else "not_a_tender_page")
    number, org = _identity(page)
    procedure, mode = _field(soup, "typeProcedure"), _field(soup, "modePassation")
    notice = Notice(
        procedure=Procedure.TENDER,
        reference=read.needed(found["reference"], "reference", most=read.REFERENCE),
        object=read.needed(found["objet"], "objet"),
        buyer=read.needed(found["entiteAchat"], "entiteAchat", most=read.BUYER),
        category=portal.category(_field(soup, "categoriePrincipale")),
        deadline=read.instant(found["dateHeureLimiteRemisePlis"], "dateHeureLimiteRemisePlis"),
        places=places(_field(soup, "lieuxExecutions")),
        estimate=read.estimate(_estimate(soup), "estimate"),
        cancelled=True if "annul" in fold(_field(soup, "annonce")) else None,
    )
    return Incoming(
        row=None,
        identity=portal.tender_identity(number, org),
        notice=notice,
        source="portal",
        procedure_told=" | ".join(part for part in (procedure, mode) if part)[: read.REFERENCE],
        price_mode=portal.price_mode(mode or procedure),
        guarantee=read.amount(_field(soup, "cautionProvisoire"), "cautionProvisoire"),
        lots_told=_lots(soup),
        url=portal.link(_canonical(number, org), "url"),
        attachments=_results(soup, number, org),
        untold=UNTOLD,
    )


def _field(soup: BeautifulSoup, name: str) -> str:
    """The visible text of the span whose id ends in the field's name; empty when it is not there.

    The page shows a short and a whole object in turn: the longest text under one id is the whole one.
    """
    spans = soup.find_all(id=re.compile(re.escape(FIELD + name) + "$"))
    texts = [" ".join(span.get_text(" ").split()) for span in spans if isinstance(span, Tag)]
    return pages.sound(max(texts, key=len, default=""), name)


def _results(soup: BeautifulSoup, number: str, org: str) -> tuple[tuple[str, str], ...]:
    """Documents of the result, which the portal gives to anybody: their links, made anew from their numbers."""
    found: dict[str, str] = {}
    for link in soup.find_all("a", href=_RESULT):
        paper = re.search(r"[?&]idAvis=(\d{1,12})(?:&|$)", str(link["href"]))
        if paper:  # the page also holds such links without a number
            title = pages.sound(" ".join(link.get_text(" ").split()), "annonce")[: read.NAME]
            found.setdefault(f"{_SITE}?page=entreprise.EntrepriseDownloadAvisJAL&refConsultation={number}"
                             f"&orgAcronyme={org}&idAvis={paper[1]}", title)  # fmt: skip
    return tuple((title, url) for url, title in found.items())


def _estimate(soup: BeautifulSoup) -> str:
    """The text beside the label of the estimate; ``Estimation (en Dhs TTC)`` names it among other zones of text."""
    for span in soup.find_all(id=re.compile(re.escape(ESTIMATE) + "$")):
        around = span.find_parent(["div", "tr", "li", "td", "p"]) or span
        label = fold(around.get_text(" "))
        if "estimation" in label or "dhs ttc" in label:
            return pages.sound(" ".join(span.get_text(" ").split()), "estimate")
    return ""


def _lots(soup: BeautifulSoup) -> int | None:
    digits = re.search(r"\d+", _field(soup, "nbrLots"))
    return read.count(digits[0], "nbrLots", figures=4) if digits else None


def _identity(page: str) -> tuple[str, str]:
    """The two parts of the key, from the addresses the page holds; two different ones are never chosen between."""
    told: dict[str, set[str]] = {"refConsultation": set(), "orgAcronyme": set()}
    for key, value in _KEYS.findall(page):
        told[key].add(value)
    if any(len(values) != 1 for values in told.values()):
        raise Refusal("identity", "refConsultation")
    number, org = (values.pop() for values in told.values())
    portal.needs_identity(number, org)
    return number, org


def _canonical(number: str, org: str) -> str:
    return f"{_SITE}?page=entreprise.EntrepriseDetailsConsultation&refConsultation={number}&orgAcronyme={org}"


_SITE = "https://www.marchespublics.gov.ma/index.php"
