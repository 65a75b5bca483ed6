"""The minutes of one sample tender that closed, as a commission publishes them: every name and figure is invented."""

from __future__ import annotations

from datetime import datetime, timedelta

from wolouj.notices.minutes.files import Read, Way
from wolouj.notices.minutes.storing import CASABLANCA

CLOSED_DAYS_AGO = 9
_TEXT = """ROYAUME DU MAROC (ÉCHANTILLON)
EXTRAIT DU PROCES VERBAL DE LA SEANCE D'APPEL D'OFFRES OUVERT N° 15/{year}/AO
Objet : Fourniture de tables pour des écoles (échantillon)
- Maître d'ouvrage : Direction provinciale de l’éducation d’Azilal (échantillon)
- Date d'ouverture des plis : {opened} à 11h00
- Liste des concurrents ayant déposé leurs plis :
1. Sté ATELIER DU HAUT ATLAS (échantillon) SARL
2. COOPERATIVE BOIS DE TASSAOUT (échantillon)
3. Sté MOBILIER DES CIMES (échantillon) SARL AU
- Liste des concurrents écartés à l'issue de l'examen des dossiers administratifs et techniques :
Concurrent écarté Motif d'écartement
Sté MOBILIER DES CIMES (échantillon) SARL AU Déclaration sur l'honneur non signée
- Montant des actes d'engagement des concurrents :
Sté ATELIER DU HAUT ATLAS (échantillon) SARL 171 600,00
COOPERATIVE BOIS DE TASSAOUT (échantillon) 166 800,00
- Vérification des montants des actes d'engagement des concurrents :
Sté ATELIER DU HAUT ATLAS (échantillon) SARL 171 600,00
COOPERATIVE BOIS DE TASSAOUT (échantillon) 168 600,00
- Concurrent retenu : COOPERATIVE BOIS DE TASSAOUT (échantillon) 168 600,00 DHS TTC
- Justification du choix de l'attributaire : offre la plus avantageuse
- Date d'achèvement des travaux de la commission : {ended}
"""


def minutes(at: datetime) -> Read:
    """The text, as published a few days before ``at``."""
    opened = at.astimezone(CASABLANCA).date() - timedelta(days=CLOSED_DAYS_AGO)
    ended = opened + timedelta(days=5)
    told = _TEXT.format(year=at.year, opened=f"{opened:%d/%m/%Y}", ended=f"{ended:%d/%m/%Y}")
    return Read(told, Way.TEXT)
