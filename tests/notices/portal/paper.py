"""The pages of the imitation, in the formats that are published; every notice in them is invented.

Purchase-order pages are our own guess at a page with the published fields: no saved one was at hand.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from html import escape
from typing import Any

IDS = "ctl0_CONTENU_PAGE_idEntrepriseConsultationSummary_"


@dataclass(frozen=True)
class Tender:
    """A tender as its page tells it."""

    number: int
    org: str = "x1y"
    reference: str = ""
    object: str = "Travaux de peinture de l'école (échantillon)"
    buyer: str = "COMMUNE AFOURER"
    deadline: str = "11/12/2026 10:00"
    announced: str = "Annonce de consultation"
    places: str = "AZILAL"
    estimate: str = "48 516,00"
    results: tuple[int, ...] = ()
    lots: str = "1"

    @property
    def key(self) -> str:
        return f"tender:{self.number}:{self.org}"

    def but(self, **changes: Any) -> Tender:
        return replace(self, **changes)


@dataclass(frozen=True)
class Order:
    """A purchase order as its page tells it."""

    number: int
    reference: str = ""
    object: str = "Achat de produits d'entretien (échantillon)"
    buyer: str = "COMMUNE AFOURER"
    published: str = "20/11/2026 09:00"
    deadline: str = "04/12/2026 10:00"
    places: str = "AZILAL"
    category: str = "Fournitures"
    nature: str = "Produits d'entretien"
    status: str = "En cours"
    lines: tuple[tuple[str, str, str, str], ...] = (
        ("Javel", "5 litres", "12", "Unité"),
        ("Savon noir", "", "3.5", "Kg"),
    )

    @property
    def key(self) -> str:
        return f"order:{self.number}"

    def but(self, **changes: Any) -> Order:
        return replace(self, **changes)


@dataclass(frozen=True)
class Card:
    """A result as its card tells it."""

    reference: str
    published: str
    object: str = "Achat de fournitures de bureau (échantillon)"
    buyer: str = "COMMUNE AFOURER"
    quotes: str = "4"
    awardee: str = "Titulaire inventé"
    amount: str = "7 200,00 MAD"
    end: str = ""


@dataclass
class Shelf:
    """What the portal holds."""

    tenders: list[Tender] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)


def page(body: str, *, title: str = "Portail", charset: str = "utf-8") -> str:
    head = f'<meta charset="{charset}"><title>{title}</title>'
    login = '<a href="?page=entreprise.EntrepriseHome&amp;goto=">Se connecter</a>'
    return f"<!DOCTYPE html><html><head>{head}</head><body>{login}{body}</body></html>"


def tender_list(rows: list[Tender], *, total: int | None, state: str) -> str:
    shown = "".join(_tender_row(i, each) for i, each in enumerate(rows))
    count = f'<span id="ctl0_CONTENU_PAGE_resultSearch_nombreElement">{total}</span>' if total is not None else ""
    form = f'<form><input type="hidden" name="PRADO_PAGESTATE" value="{escape(state)}"/>{count}'
    return page(f'{form}<table class="table-results"><tr><th id="cons_ref">Réf</th></tr>{shown}</table></form>')


def _tender_row(i: int, each: Tender) -> str:
    at = f"ctl0_CONTENU_PAGE_resultSearch_tableauResultSearch_ctl{i}_"
    day, hour = each.deadline.split(" ")
    return (
        f'<tr><td headers="cons_ref"><input type="hidden" id="{at}refCons" name="{at}refCons" value="{each.number}"/>'
        f'<input type="hidden" id="{at}orgCons" value="{each.org}"/>{reference(each)}</td>'
        f'<td headers="cons_intitule">{escape(each.object[:40])}...<div>{escape(each.object)}</div></td>'
        f'<td headers="cons_lieuExe">{each.places}</td><td headers="cons_dateEnd">{day}<br/>{hour}</td>'
        f'<td headers="cons_actions"><a href="#">Accéder</a></td></tr>'
    )


def reference(each: Tender | Order) -> str:
    return each.reference or f"{each.number % 1000}/2026"


def tender_page(each: Tender) -> str:
    fields = {
        "reference": reference(each), "objet": each.object, "entiteAchat": each.buyer, "annonce": each.announced,
        "typeProcedure": "Appel d'offres ouvert simplifié", "modePassation": "Sur offre de prix",
        "categoriePrincipale": "Travaux", "nbrLots": each.lots, "lieuxExecutions": each.places,
        "dateHeureLimiteRemisePlis": each.deadline, "cautionProvisoire": "2 000,00",
    }  # fmt: skip
    spans = "".join(f'<p><span id="{IDS}{name}">{escape(value)}</span></p>' for name, value in fields.items())
    zone = IDS + "idReferentielZoneText_RepeaterReferentielZoneText_ctl0_labelReferentielZoneText"
    keys = f"refConsultation={each.number}&amp;orgAcronyme={each.org}"
    papers = "".join(f'<a href="?page=entreprise.EntrepriseDownloadAvisJAL&amp;{keys}&amp;idAvis={n}">Extrait de PV</a>'
                     for n in (*each.results, ""))  # fmt: skip
    return page(
        f'<form><input type="hidden" name="PRADO_PAGESTATE" value="{"A" * 16_000}"/>'
        f'<a href="index.php?page=entreprise.X&amp;{keys}">Dossier</a>{spans}'
        f'<div>Estimation (en Dhs TTC) : <span id="{zone}">{each.estimate}</span></div>{papers}</form>'
    )


def order_list(rows: list[Order], *, total: int | None) -> str:
    cards = "".join(
        f'<div class="entreprise__card"><a href="/bdc/entreprise/consultation/show/{each.number}">Référence : '
        f"{reference(each)}</a><div>Objet : {escape(each.object)}</div><div>Acheteur : {each.buyer}</div>"
        f"<div>Date limite : {each.deadline}</div></div>"
        for each in rows
    )
    count = f"<div>Nombre de résultats : {total}</div>" if total is not None else ""
    return page(f"<main><h1>Avis d'achat</h1>{count}{cards or 'Aucun résultat'}</main>")


def order_page(each: Order) -> str:
    told = {
        "Référence": reference(each), "Objet": each.object, "Acheteur": each.buyer,
        "Date de mise en ligne": each.published,
        "Date limite de remise des devis": each.deadline, "Lieu d'exécution": each.places, "Catégorie": each.category,
        "Nature de prestation": each.nature, "Statut": each.status,
    }  # fmt: skip
    fields = "".join(f"<div><span>{name} :</span> <span>{escape(value)}</span></div>" for name, value in told.items())
    lines = "".join(
        f"<div class='article'><h4>Article {i}</h4><p>Désignation : {title}</p>"
        + (f"<p>Caractéristiques : {details}</p>" if details else "")
        + f"<p>Quantité : {quantity}</p><p>Unité : {unit}</p><p>Garantie : -</p></div>"
        for i, (title, details, quantity, unit) in enumerate(each.lines, start=1)
    )
    here = f'<a href="/bdc/entreprise/consultation/show/{each.number}">Avis</a>'
    return page(f"<main><h1>Avis d'achat</h1>{here}{fields}<h3>Articles</h3>{lines}</main>")


def result_list(cards: list[Card]) -> str:
    shown = "".join(_card(each) for each in cards)
    return page(f"<main><h1>Résultats des avis d'achat</h1>{shown or 'Aucun résultat'}</main>")


def _card(each: Card) -> str:
    won = (
        f'<span>Attributaire : <span class="font-bold">{each.awardee}</span></span>'
        f'<span>Montant TTC : <span class="font-bold">{each.amount}</span></span>'
    )
    return (
        f'<div class="entreprise__card"><a class="font-bold table__links">Référence : {each.reference}</a>'
        f"<div>Objet : {escape(each.object)}</div><div><span>Acheteur :</span> {each.buyer}</div>"
        f"<div><span>Date de publication du résultat :</span> {each.published}</div>"
        f'<div class="entreprise__rightSubCard--top"><span>Nombre de devis reçus : '
        f'<span class="font-bold">{each.quotes}</span></span>{each.end or won}</div></div>'
    )
