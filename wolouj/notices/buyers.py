"""What a buyer's name tells of the rules that bind it. A proposal shown to a person, never a silent decision."""

from __future__ import annotations

import re

from rulebook.engine.facts import BuyerRules
from wolouj.foundation.folding import fold

# Art. 2 of decree 2-22-431 binds the State, regions, provinces, prefectures, communes, their groupings, and the public
# establishments that a text obliges. Companies publish on the same portal under rules of their own.
_DECREE = re.compile(
    r"\b(communes?|province|prefecture|region|ministere|wilaya|gouverneur|arrondissement|"
    r"collectivites? territoriales?|c\.t\.|conseil (regional|provincial|prefectoral|communal)|"
    r"academie regionale|aref|direct(ion|eur) (regionale?|provinciale?)|tresorerie|delegation|delegue)(?!\w)"
    r"|(^|\s)(جماعه|اقليم|عماله|جهه|مجلس|وزاره|ولايه|الاكاديميه الجهويه|المديريه|مندوبيه|مقاطعه)(\s|$)"
)
_COMPANY = re.compile(r"\b(s\.?a\.?|sa|societe|sdl|holding|company|srm|al omrane|bank|barid)\b|(^|\s)شركه(\s|$)")
# A name does not tell which establishments a text obliges: asked of the person, even when a region stands in the name.
_ESTABLISHMENT = re.compile(
    r"\b(office|agence|caisse|chambre|fondation|regie|universite|universitaire|faculte|ecole|institut|laboratoire|"
    r"ofppt|on[a-z]{2,4}|centre (hospitalier|regional|national)|hopital|observatoire|formation prr?ofession\w*)\b"
    r"|(^|\s)(وكاله|مكتب|الوكاله|المكتب|غرفه|صندوق|جامعه|كليه|موسسه)(\s|$)"
)


def proposed_rulebook(name: str) -> BuyerRules:
    """``decree`` when the name says State or territorial authority, else ``unknown``: never ``own`` by guess.

    Companies, and establishments whose name alone does not tell which text binds them, stay ``unknown``.
    """
    folded = fold(name)
    if _COMPANY.search(folded) or _ESTABLISHMENT.search(folded):
        return BuyerRules.UNKNOWN
    return BuyerRules.DECREE if _DECREE.search(folded) else BuyerRules.UNKNOWN
