"""What a buyer's published name is made of, so that two can be compared: the kind of body, its words, where it is.

Pure: text and codes in, a :class:`BuyerName` out. Reading a name a thousand times costs one reading.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from wolouj.reference.buyers import commune_name, resolve_buyer, unprefixed
from wolouj.reference.gazetteer import key


class Body(StrEnum):
    """The kind of body a name is that of. Two kinds are never one buyer: the governor is not the province's council."""

    COMMUNE = "commune"
    ARRONDISSEMENT = "arrondissement"
    GROUPING = "grouping"
    PROVINCE = "province"
    """The authority of a province or prefecture and its council."""
    GOVERNOR = "governor"
    """The State in a province: governor, or wali in a region."""
    REGION = "region"
    OTHER = "other"


class Level(StrEnum):
    """How far a service reaches, when its name says so."""

    PROVINCIAL = "provincial"
    REGIONAL = "regional"
    UNTOLD = ""


@dataclass(frozen=True, slots=True)
class BuyerName:
    """A name taken apart. ``words`` keep their order; codes are HCP's, empty where not known."""

    folded: str
    """Without the portal's acronyms before it, links and legal forms: equal means the same letters were meant."""
    acronym: str
    """The last of the portal's acronyms before the name; empty without one."""
    body: Body
    level: Level
    words: tuple[str, ...]
    """What it is and does, in one spelling each ("directeur" and "direction" are one), places included."""
    own: str
    """A commune's own name in one spelling; empty for other bodies."""
    settled: str
    """``urbaine`` or ``rurale`` when a commune's name says so."""
    region: str
    province: str
    commune: str
    sure: bool
    """Whether the place was read with certainty, or said by a person."""
    arabic: bool
    """Whether it is written in Arabic."""
    hints: tuple[str, ...]
    """Regions the acronym before the name stands for."""


_LINKS = frozenset(
    "de du des d la le les l a au aux et en sur pour par pres aupres dans ses son sa leur el al ou".split()
)
_LEGAL = frozenset("sa sarl societe ste segma holding monsieur mr m".split())
"""Legal forms and titles: they do not tell two names apart."""
_TITLES = {
    "directeur": "direction", "directrice": "direction", "delegue": "delegation", "deleguee": "delegation",
    "president": "presidence", "conservateur": "conservation", "inspecteur": "inspection", "wali": "wilaya",
    "tresorier": "tresorerie", "percepteur": "perception", "architecte": "architecture", "prefet": "prefecture",
    "coordinateur": "coordination", "coordonnateur": "coordination", "hopitaux": "hopital", "centres": "centre",
}  # fmt: skip
"""The person at the head stands for the body."""
_SHORT = {
    "chu": "centre hospitalier universitaire", "chp": "centre hospitalier provincial", "men": "education nationale",
    "chr": "centre hospitalier regional", "aref": "academie regionale education formation", "min": "ministere",
    "srm": "societe regionale multiservices", "sdl": "societe developpement local", "prov": "province",
    "univ": "universite", "fac": "faculte", "dp": "direction provinciale", "dr": "direction regionale",
    "ensa": "ecole nationale sciences appliquees", "encg": "ecole nationale commerce gestion",
    "est": "ecole superieure technologie", "orvma": "office regional mise valeur agricole", "casa": "casablanca",
    "ormva": "office regional mise valeur agricole", "ofppt": "office formation professionnelle promotion travail",
    "anep": "agence nationale equipements publics", "anef": "agence nationale eaux forets",
    "onssa": "office national securite sanitaire produits alimentaires", "dga": "direction generale",
}  # fmt: skip
_LEVELS = {
    "provincial": Level.PROVINCIAL, "prefectoral": Level.PROVINCIAL, "provinciale": Level.PROVINCIAL,
    "prefectorale": Level.PROVINCIAL, "provinciales": Level.PROVINCIAL, "provinciaux": Level.PROVINCIAL,
    "regional": Level.REGIONAL, "regionale": Level.REGIONAL, "regionales": Level.REGIONAL, "regionaux": Level.REGIONAL,
}  # fmt: skip
_AREAS = frozenset(
    "province provinces prefecture prefectures region regions ville arrondissement arrondissements".split()
)
"""Words that only lead to a place, unless the name begins with one."""
_AUTHORITY = frozenset("conseil provinc prefectur region مجلس اقليم عماله جهه".split())
"""The council of a province is the province before a supplier."""
_SPELLED_OUT = re.compile(r"\(\s*[A-Z][A-Z.0-9 -]{1,11}\s*\)")
_INITIALS = re.compile(r"\b(?:[a-z] ){1,6}[a-z]\b")
_ACRONYMS = re.compile(r"^\s*(?:[A-Z][A-Z0-9]*\s*/\s*)+([A-Z0-9-]+)\s+-\s")
_ARRONDISSEMENT = re.compile(r"^(?:conseil (?:de )?(?:l )?)?arrondissement\b|^مقاطعه ")
_GROUPING = re.compile(r"^groupements? |\bintercommunale?s?\b|^etablissement (?:de la )?cooperation")
_GOVERNOR = re.compile(r"^(?:le )?(?:gouverneur|wali|wilaya)\b")
_PROVINCE = re.compile(
    r"^(?:conseil )?(?:de la )?(?:provincial|prefectoral|province|prefecture)\b(?! de police)"
    r"|^(?:مجلس )?(?:اقليم|عماله) "
)
_REGION = re.compile(r"^(?:conseil )?(?:de la )?(?:region|regional)\b(?! des oulema)|^(?:مجلس )?جهه ")
_ARABIC = re.compile("[ء-ي]")
_SETTLED = re.compile(r"\b(urbaine|rurale)\b")


def taken_apart(name: str, *, region: str = "", province: str = "", commune: str = "", sure: bool = False) -> BuyerName:
    """A published name with the codes already read of it."""
    hints, folded = unprefixed(_SPELLED_OUT.sub(" ", name))
    met = _ACRONYMS.match(name)
    own = commune_name(folded)
    body = Body.COMMUNE if own else _body(folded)
    words, level = _words(folded)
    if body in (Body.PROVINCE, Body.REGION):
        words = tuple(word for word in words if word not in _AUTHORITY)
    settled = _SETTLED.search(folded) if own else None
    return BuyerName(
        folded=" ".join(each for each in _joined(folded).split() if each not in _LINKS and each not in _LEGAL),
        acronym=met[1] if met else "", body=body, level=level, words=words,
        own=key(own) if own else "", settled=settled[1] if settled else "",
        region=region, province=province, commune=commune, sure=sure, hints=hints,
        arabic=bool(_ARABIC.search(folded)),
    )  # fmt: skip


def _body(folded: str) -> Body:
    for pattern, body in (
        (_ARRONDISSEMENT, Body.ARRONDISSEMENT), (_GROUPING, Body.GROUPING), (_GOVERNOR, Body.GOVERNOR),
        (_PROVINCE, Body.PROVINCE), (_REGION, Body.REGION),
    ):  # fmt: skip
        if pattern.search(folded):
            return body
    return Body.OTHER


def _joined(folded: str) -> str:
    """Letters written apart made one word: "s a" is "sa", "c n s s" is "cnss"; the articles d' and l' stay."""
    return _INITIALS.sub(lambda met: met[0] if met[0][0] in "dl" else met[0].replace(" ", ""), folded)


def _words(folded: str) -> tuple[tuple[str, ...], Level]:
    """The words that tell bodies apart, and how far it reaches."""
    level = Level.UNTOLD
    kept: list[str] = []
    for word in (part for each in _joined(folded).split() for part in _SHORT.get(each, each).split()):
        level = level or _LEVELS.get(word, Level.UNTOLD)
        if word in _LINKS or word in _LEGAL or word in _LEVELS or (kept and word in _AREAS):
            continue
        kept.append(one_spelling(_TITLES.get(word, word)))
    while len(kept) > 1 and kept[0] in {"chef", "charge", "gestion"}:
        kept = kept[1:]
    return tuple(each for each in kept if each), level


def one_spelling(word: str) -> str:
    """A word without the marks of number and gender; a figure as it is."""
    if word.isdigit() or len(word) < 5:
        return word
    return re.sub(r"(?:es|e|s)$", "", word)


def read_name(name: str) -> BuyerName:
    """A name taken apart, its places read from the name itself."""
    found = resolve_buyer(name)
    return taken_apart(
        name, region=found.region or "", province=found.province or "", commune=found.commune or "",
        sure=str(found.confidence) == "certain",
    )  # fmt: skip
