"""Published notices and results of the cast, invented and marked as samples, brought in as an import brings them.

The buyers' names are real kinds of buyers in real places with "(échantillon)" after them; every figure is invented.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from rulebook.engine.facts import BuyerRules, Category, Line, Notice, Procedure
from wolouj.home.sample_minutes import CLOSED_DAYS_AGO
from wolouj.notices import storing_notices, storing_results
from wolouj.notices.sources.incoming import Incoming, IncomingResult

CASABLANCA = ZoneInfo("Africa/Casablanca")
SUPPLIES, SERVICES, WORKS = Category.SUPPLIES, Category.SERVICES, Category.WORKS
COMMUNE, PROVINCE = "Commune de Ouaouizeght (échantillon)", "Province d’Azilal (échantillon)"
SCHOOLS = "Direction provinciale de l’éducation d’Azilal (échantillon)"
HEALTH = "Délégation provinciale de la santé de Béni Mellal (échantillon)"
TOWN = "Commune de Béni Mellal (échantillon)"

#: number, object, buyer, category, place, days left, lines (designation, unit, quantity)
ORDERS: list[tuple[int, str, str, Category, str, int, list[tuple[str, str, str]]]] = [
    (1, "Restauration et pause-café pour une journée de formation (échantillon)", COMMUNE, SERVICES, "AZILAL", 5,
     [("Pause-café", "Personne", "80"), ("Déjeuner", "Repas", "80"), ("Eau minérale 50 cl", "Bouteille", "160")]),
    (2, "Achat de fournitures de bureau (échantillon)", PROVINCE, SUPPLIES, "AZILAL", 3,
     [("Ramette de papier A4", "Ramette", "120"), ("Stylo bleu", "Boîte", "30"), ("Chemise", "Paquet", "40")]),
    (3, "Impression d’affiches et de banderoles (échantillon)", TOWN, SERVICES, "BENI MELLAL", 6,
     [("Affiche A3 couleur", "Unité", "300"), ("Banderole 4 m x 1 m", "Unité", "12")]),
    (4, "Peinture de deux salles de classe (échantillon)", SCHOOLS, WORKS, "AZILAL", 9,
     [("Peinture vinylique sur murs", "m²", "420"), ("Peinture glycérophtalique sur boiseries", "m²", "65")]),
    (5, "Achat de produits d’entretien (échantillon)", HEALTH, SUPPLIES, "BENI MELLAL", 2,
     [("Eau de Javel 5 l", "Bidon", "60"), ("Savon noir", "kg", "200")]),
    (6, "Repas pour un centre d’accueil (échantillon)", PROVINCE, SERVICES, "AZILAL", 12,
     [("Petit-déjeuner", "Repas", "600"), ("Déjeuner", "Repas", "600"), ("Dîner", "Repas", "600")]),
    (7, "Confection de blouses (échantillon)", HEALTH, SUPPLIES, "BENI MELLAL", 8, [("Blouse blanche", "Unité", "90")]),
]  # fmt: skip

#: number, object, buyer, category, place, estimate, guarantee, days left
TENDERS: list[tuple[int, str, str, Category, str, str, str, int]] = [
    (11, "Gardiennage et nettoyage des locaux (échantillon)", HEALTH, SERVICES, "BENI MELLAL", "640000", "10000", 21),
    (12, "Entretien des espaces verts (échantillon)", TOWN, SERVICES, "BENI MELLAL", "480000", "8000", 18),
    (13, "Réhabilitation d’une maison des jeunes (échantillon)", PROVINCE, WORKS, "AZILAL", "2300000", "35000", 26),
    (14, "Fourniture de mobilier scolaire (échantillon)", SCHOOLS, SUPPLIES, "AZILAL", "0", "0", 15),
    (
        15,
        "Fourniture de tables pour des écoles (échantillon)",
        SCHOOLS,
        SUPPLIES,
        "AZILAL",
        "180000",
        "3000",
        -CLOSED_DAYS_AGO,
    ),
]

#: object of results, buyer, amounts in dirhams; the numbers of quotes follow from them.
RESULTS: list[tuple[str, str, tuple[int, ...]]] = [
    ("Restauration et pause-café (échantillon)", PROVINCE,
     (7200, 8400, 9840, 11500, 12600, 14400, 15900, 17250, 19800, 22400, 26100, 31000)),
    ("Achat de fournitures de bureau (échantillon)", PROVINCE,
     (5400, 6900, 8100, 9700, 11200, 13800, 16500, 18600, 21000, 24500)),
    ("Impression d’affiches et de banderoles (échantillon)", TOWN,
     (3900, 5200, 6600, 7900, 9100, 10400, 12800, 15500, 18000)),
    ("Peinture de salles de classe (échantillon)", SCHOOLS, (21000, 34000, 46000)),
]  # fmt: skip

TWICE = {12: "Entretien des espaces verts (échantillon)", 13: "إصلاح دار الشباب (عينة)"}
"""Tenders that a second source tells too: one in the same words, linked by itself; one in Arabic, asked of a person."""


def publish(*, at: datetime) -> None:
    """Bring the samples in, as seen at ``at``: open for days, results of the months before. Again changes nothing."""
    notices = [_order(*each, at=at) for each in ORDERS] + [_tender(*each, at=at) for each in TENDERS]
    storing_notices.store(notices, at=at, is_sample=True)
    storing_notices.store([_again(number, object, at=at) for number, object in TWICE.items()], at=at, is_sample=True)
    storing_results.store(list(_results(at)), is_sample=True)


def _again(number: int, object: str, *, at: datetime) -> Incoming:
    """The tender of that number as a publisher of open data would tell it."""
    told = next(each for each in TENDERS if each[0] == number)
    first = _tender(*told, at=at)
    notice = replace(first.notice, object=object, estimate=None)
    return Incoming(row=None, identity=f"ocds:ocds-sample-{number}", notice=notice, source="ocds", seen=at)


def _day(at: datetime, days: int, hour: int) -> datetime:
    """An hour of the day ``days`` after ``at``, in Morocco."""
    return datetime.combine(
        at.astimezone(CASABLANCA).date() + timedelta(days=days), datetime.min.time(), CASABLANCA
    ).replace(hour=hour)


def _order(
    number: int, object: str, buyer: str, category: Category, place: str, days: int,
    lines: list[tuple[str, str, str]], *, at: datetime,
) -> Incoming:  # fmt: skip
    notice = Notice(
        procedure=Procedure.PURCHASE_ORDER,
        reference=f"{number:02d}/{at.year}/BC",
        object=object,
        buyer=buyer,
        rulebook=BuyerRules.DECREE,
        category=category,
        published=_day(at, -4, 9),
        deadline=_day(at, days, 10),
        places=(place,),
        lines=tuple(Line(str(i), name, unit, Decimal(many)) for i, (name, unit, many) in enumerate(lines, start=1)),
    )
    return Incoming(row=None, identity=f"sample:{number}", notice=notice, source="json", seen=at)


def _tender(
    number: int, object: str, buyer: str, category: Category, place: str, estimate: str, guarantee: str, days: int,
    *, at: datetime,
) -> Incoming:  # fmt: skip
    notice = Notice(
        procedure=Procedure.TENDER,
        reference=f"{number}/{at.year}/AO",
        object=object,
        buyer=buyer,
        rulebook=BuyerRules.DECREE,
        category=category,
        deadline=_day(at, days, 11),
        places=(place,),
        estimate=Decimal(estimate) or None,
    )
    return Incoming(
        row=None, identity=f"sample:{number}", notice=notice, source="tenders", seen=at, price_mode="prices",
        procedure_told="Appel d'offres ouvert | Sur offre de prix", guarantee=Decimal(guarantee),
    )  # fmt: skip


def _results(at: datetime) -> list[IncomingResult]:
    found = []
    for kind, (object, buyer, amounts) in enumerate(RESULTS):
        for i, amount in enumerate(amounts):
            found.append(
                IncomingResult(
                    row=None,
                    identity=f"sample:{kind}:{i}",
                    reference=f"{kind * 20 + i + 1:02d}/{at.year}",
                    object=object,
                    buyer=buyer,
                    published=_day(at, -20 - 9 * i, 11),
                    outcome="awarded",
                    quotes=2 + (amount // 100) % 17,
                    amount=Decimal(amount),
                    awardee="Titulaire (échantillon)",
                )
            )
    return found
