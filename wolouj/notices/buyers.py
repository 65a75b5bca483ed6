"""What a buyer's name tells of the rules that bind it. A proposal shown to a person, never a silent decision."""

from __future__ import annotations

import re

from rulebook.engine.facts import BuyerRules
from wolouj.foundation.folding import fold

# Art. 2 of decree 2-22-431 binds the State, regions, provinces, prefectures, communes, their groupings, and the public
# establishments that a text obliges. Companies publish on the same portal under rules of their own.
_DECREE = re.compile(
    r"\b(commune|communes|province|prefecture|region|ministere|wilaya|"
    r"conseil (regional|provincial|prefectoral|communal)|"
    r"academie regionale|aref|direction (regionale|provinciale)|tresorerie|universite|faculte|delegation)\b"
    r"|(^|\s)(جماعه|اقليم|عماله|جهه|مجلس|وزاره|ولايه|الاكاديميه الجهويه|المديريه|جامعه|مندوبيه)(\s|$)"
)
_COMPANY = re.compile(r"\b(s\.?a\.?|sa|societe|sdl|holding|company|srm|al omrane|bank|barid)\b|(^|\s)شركه(\s|$)")


def proposed_rulebook(name: str) -> BuyerRules:
    """``decree`` when the name says State or territorial authority, else ``unknown``: never ``own`` by guess."""
    folded = fold(name)
    if _COMPANY.search(folded):
        return BuyerRules.UNKNOWN
    return BuyerRules.DECREE if _DECREE.search(folded) else BuyerRules.UNKNOWN
