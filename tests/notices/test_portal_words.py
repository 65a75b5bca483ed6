"""The portal's words for its procedures: what each names, and what none of ours is."""

from __future__ import annotations

import pytest

from rulebook.engine.facts import Tender
from wolouj.notices.sources.portal import named, tender


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ("Appel d'offres ouvert | Sur offre de prix", Tender.OPEN),
        ("Appel d’offres ouvert | Au rabais / majoration", Tender.OPEN),
        ("Appel d'offres ouvert simplifié | Sur offre de prix", Tender.SIMPLIFIED),
        ("APPEL D'OFFRES OUVERT SIMPLIFIE", Tender.SIMPLIFIED),
        ("Appel d'offres restreint", Tender.RESTRICTED),
        ("Appel d'offres avec présélection", Tender.PRESELECTION),
        ("Appel d'offres ouvert avec présélection", Tender.PRESELECTION),
        ("Concours Architectural | Sur offre de prix", Tender.CONTEST),
        ("Dialogue compétitif", Tender.DIALOGUE),
        ("Marché négocié avec publicité", Tender.NEGOTIATED),
        ("Consultation architecturale ouverte | Sur offre de prix", None),
        ("Consultation architecturale négociée", None),
        ("Appel à manifestation d'intérêt | Sur offre de prix", None),
        ("Enchère électronique inversée | Sur offre de prix", None),
        ("Bon de commande", None),
        ("", None),
    ],
)
def test_each_procedure_of_the_portal_is_one_of_ours_or_none(told: str, kind: Tender | None) -> None:
    assert tender(told) is kind


@pytest.mark.parametrize("kind", [None, *Tender])
def test_a_name_is_read_back(kind: Tender | None) -> None:
    assert tender(named(kind)) is kind
