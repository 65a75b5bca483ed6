"""Which book of rules a buyer's name proves. A portal notice proves nothing: companies publish there too.

Article 2 of decree 2-22-431 binds the State, territorial authorities and their groupings, and the public
establishments that a text obliges. ``own`` is said of the companies known to have rules of their own; any other
company, and any establishment whose name does not tell which text binds it, is ``unknown``, to be asked.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rulebook.engine.facts import BuyerRules
from wolouj.foundation.folding import fold

_DECREE = re.compile(
    r"\b(communes?|municipalite|provinces?|prefectures?|prefet|ministere|wilaya|wali|gouverneur|arrondissement|"
    r"collectivites? territoriales?|c\.? ?t\.?|ct|conseil (regional|provincial|prefectoral|communal|municipal)|"
    r"academie regionale|aref|direct(ion|eur) (regionale?|provinciale?|prefectorale?)|tresorerie|delegation|delegue|"
    r"prison|douanes|impots|protection civile|"
    r"cours? (d'appel|des comptes|de cassation)|surete|haut commissariat|chef du gouvernement|"
    r"secretariat general du gouvernement)(?!\w)|^(conseil de la )?region\b"
    r"|(^|\s)(جماعه|اقليم|عماله|جهه|مجلس|وزاره|ولايه|الاكاديميه الجهويه|المديريه|مندوبيه|مقاطعه)(\s|$)"
)
# Groupings of communes and inter-communal bodies, which article 2 names.
_GROUPING = re.compile(r"\bgroupements? (des? |des )?(communes|collectivites)\b|\bintercommunale?s?\b")
_ACRONYMS = re.compile(r"^\s*[a-z][a-z0-9]*(\s*/\s*[a-z0-9-]+)+\s+-\s+")
# The companies our note on the decree names as having rules of their own, with their families.
_OWN = re.compile(
    r"\b(soci\w+ regionale multiservices?|srm|al ?omrane|radiodiffusion et de television|snrt|bank al[ -]?maghrib|"
    r"barid al[ -]?maghrib|onhym midstream|casablanca amenagement|agadir souss[ -]massa amenagement)\b"
)
_COMPANY = re.compile(
    r"\b(s\.? ?a\.?( ?r\.? ?l\.?)?|societe|s\.? ?d\.? ?l\.?|holding|company|bank|barid)(?!\w)|(^|\s)شركه(\s|$)"
)
# A name does not tell which establishments a text obliges: asked of the person, even when a region stands in the name.
_ESTABLISHMENT = re.compile(
    r"\b(office|agence|caisse|chambres?|fondation|regie|universite|universitaire|faculte|ecole|institut|laboratoire|"
    r"ofppt|cnss|cnops|on[a-z]{2,4}|orm[a-z]{2,4}|centre (hospitalier|regional|national)|polyclinique|hopital|"
    r"observatoire|entraide|etablissement|autorite|oulemas?|association|federation|formation prr?ofession\w*)\b"
    r"|(^|\s)(وكاله|مكتب|الوكاله|المكتب|غرفه|صندوق|جامعه|كليه|موسسه)(\s|$)"
)


@lru_cache(maxsize=16_384)
def proposed_rulebook(name: str) -> BuyerRules:
    """``decree``, ``own`` or ``unknown``, from a buyer's published name alone."""
    folded = _ACRONYMS.sub("", fold(name))
    if _OWN.search(folded):
        return BuyerRules.OWN
    if _GROUPING.search(folded):
        return BuyerRules.DECREE
    if _COMPANY.search(folded) or _ESTABLISHMENT.search(folded):
        return BuyerRules.UNKNOWN
    return BuyerRules.DECREE if _DECREE.search(folded) else BuyerRules.UNKNOWN
