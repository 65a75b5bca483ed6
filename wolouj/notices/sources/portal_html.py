"""The portal's page of one tender, saved as HTML: fields found by the ids the portal gives them.

Only this page is read so. The markup of the purchase-order pages is not known to us: their visible text goes the
way of pasted text (:mod:`wolouj.notices.sources.pasted`), always as a draft to confirm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

from bs4 import BeautifulSoup, Tag

from rulebook.engine.facts import Notice, Procedure
from wolouj.foundation.folding import fold
from wolouj.notices.sources import incoming as read
from wolouj.notices.sources import portal
from wolouj.notices.sources.incoming import Incoming, Read, Refusal
from wolouj.notices.sources.tenders import places

MAX_BYTES = 5_000_000
UNTOLD = frozenset({"published", "reserved", "visits"})
FIELD = "idEntrepriseConsultationSummary_"
ESTIMATE = "RepeaterReferentielZoneText_ctl0_labelReferentielZoneText"
_KEYS = re.compile(r"[?&](?:amp;)?(refConsultation|orgAcronyme)=([0-9A-Za-z]+)")
_ORDER = re.compile(r"bons? de commande|avis d[’']achat|/bdc/", re.IGNORECASE)
_LOGIN = re.compile(r"""type=["']?password|authentification|se connecter|connexion""", re.IGNORECASE)


def rows(file: IO[bytes], name: str) -> Iterator[Read]:
    """The one notice of the page, or why it is not taken."""
    try:
        yield _notice(file.read(MAX_BYTES + 1))
    except Refusal as refusal:
        yield refusal.at(name, None)


def _notice(data: bytes) -> Incoming:
    if len(data) > MAX_BYTES:
        raise Refusal("page_too_big", most=MAX_BYTES // 1_000_000)
    # Declared utf-8, with a few broken bytes in comments: they become a mark, and a field holding one is refused.
    page = data.decode("utf-8", errors="replace")
    soup = BeautifulSoup(page, "html.parser")
    found = {key: _field(soup, key) for key in ("reference", "objet", "entiteAchat", "dateHeureLimiteRemisePlis")}
    if not any(found.values()):
        # Every page of the portal offers to sign in: that of a purchase order is told from a sign-in page first.
        login = _LOGIN.search(page) and not _ORDER.search(page)
        raise Refusal("login_page" if login else "not_a_tender_page")
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
        untold=UNTOLD,
    )


def _field(soup: BeautifulSoup, name: str) -> str:
    """The visible text of the span whose id ends in the field's name; empty when it is not there.

    The page shows a short and a whole object in turn: the longest text under one id is the whole one.
    """
    spans = soup.find_all(id=re.compile(re.escape(FIELD + name) + "$"))
    texts = [" ".join(span.get_text(" ").split()) for span in spans if isinstance(span, Tag)]
    return _sound(max(texts, key=len, default=""), name)


def _sound(told: str, field: str) -> str:
    if "�" in told:
        raise Refusal("encoding", field)
    return told


def _estimate(soup: BeautifulSoup) -> str:
    """The text beside the label of the estimate; ``Estimation (en Dhs TTC)`` names it among other zones of text."""
    for span in soup.find_all(id=re.compile(re.escape(ESTIMATE) + "$")):
        around = span.find_parent(["div", "tr", "li", "td", "p"]) or span
        label = fold(around.get_text(" "))
        if "estimation" in label or "dhs ttc" in label:
            return _sound(" ".join(span.get_text(" ").split()), "estimate")
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
    page = "https://www.marchespublics.gov.ma/index.php?page=entreprise.EntrepriseDetailsConsultation"
    return f"{page}&refConsultation={number}&orgAcronyme={org}"
