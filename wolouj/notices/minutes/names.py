"""The names of bidders in a part of minutes: one a line, numbered, parted by commas, or going on over two lines."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz

from wolouj.foundation.folding import fold
from wolouj.notices.minutes.text import level, unbulleted

ALIKE = 86
"""How alike (of 100) two writings of a name must be to be one bidder: OCR never reads a name twice the same."""
MOST_NAME = 160
_LEGAL = re.compile(
    r"\b(?:s ?a ?r ?l|s ?a ?r ?l ?a ?u|sarlau|au|s ?a|s ?n ?c|ste|sté|societe|soc|la|le|l|et|de|du|des|d|entreprise)\b"
)
_RANK = re.compile(r"^.{0,3}\b(?i:con[ce]{1,2}ur+ents?)\s*(?:n[°o]\s*)?[0-9|IlSZ!]{0,2}\s*[:.)-]+\s*(?:[•*=-]\s*)?")
"""A bidder's number before her name: "Concurrent 3 :"."""
_SPOILT_FORM = re.compile(r"^(?:[0-9]{1,2} )?5(?:11|78|0[0-9]{4,5})\b ?|^ociete\b ?")
"""How OCR reads "Sté" and "Société"."""
_NOT_A_NAME = re.compile(
    r"^(?:n(?:om)?s? ?[°o]? ?d'? ?ordre|n°|(?:le |les |nom )?(?:d(?:u|es) )?(?:concurrents?|soumissionnaires?)\b"
    r"(?:$|.{0,14}(?:elimine|ecarte|montant|admis|retenu))|motif|montant|objet|observation|designation|"
    r"page\b|lot ?[0-9]|lot\b|n e a|"
    r"lot unique|total|ttc|ht|classement|offre|neant|nean|aucun|etat neant|liste|extrait|dossier|depose|papier|"
    r"[a-z-]+ electronique|portail|avant|apres|rectifi|engagement|actes? d|prix|les? prix|administratif|techniques?$|"
    r"pli|plis|une? seul|non$|oui$|avec|sans|pour |suite|conform|estimation|appel d|direction|ministere|royaume|"
    r"des seances|office national|wilaya|.*division achats|secretariat|soumissions? (?:physique|electro)|tel\b|fax|"
    r"avenue|av\b|rue\b|b ?p\b|"
    r"(?:le |la |les |cette )(?:president|membres|commission|formalite|representant|concurrent)|"
    r"president\b|electroniques?$|via |concurrents? pays|depot\b|.*physique$|"
    r".*\b(?:a depose|non conformes?|non fourni\w*|absence d|manque|n'a pas)\b)"
)
_NONE = re.compile(
    r"\b(?:neant|nean[t7]|nfant|aucune?|nmant|neam|nesnt|pas de concurrents?|personne|لا احد|الا احد|لا شيء)\b"
)
_TRAILING = re.compile(r"(?:[\s|_;:,.…\-—–=*\\/]|\bet)+$")


def says_none(text: str) -> bool:
    """Whether a part says that there is nobody."""
    first = fold(text).strip()[:60]
    return bool(_NONE.search(first))


@lru_cache(maxsize=8192)
def key(name: str) -> str:
    """What two writings of one name have in common: neither its legal form nor its spaces."""
    told = fold(name)
    told = re.split(r",| sis | sise |, r[eé]sidence| – | — ", told)[0] if len(told) > 12 else told
    told = re.split(r"(?<=\w{3})\W+s ?\.?a ?\.?r ?\.?[lit]\b", told)[0]
    head = re.split(r"\s*[-–—]+\s+", told)[0]
    told = head if len(re.sub(r"\W|societe|ste", "", head)) > 3 else told
    return letters(told)


def letters(text: str) -> str:
    """The letters and figures of a text in a row, without legal forms."""
    told = _SPOILT_FORM.sub("", re.sub(r"[^\w]+", " ", fold(text)).strip())
    bare = re.sub(r"\s+", "", _LEGAL.sub(" ", told))
    bare = re.sub(r"^[a-z]{0,2}(?:societe|ociete)(?=\w{3})", "", bare)
    bare = re.sub(r"(?<=\w{5})(?:sarlau|sarl|sati|sart|sari)$", "", bare)
    return bare or re.sub(r"\s+", "", told)


def same(one: str, other: str) -> bool:
    """Whether two writings are one bidder's."""
    return score(one, other) >= ALIKE


def score(one: str, other: str) -> float:
    """How alike two writings are, of 100: the whole name, or one that the other begins with."""
    a, b = key(one), key(other)
    if not a or not b:
        return 0.0
    whole = max(fuzz.ratio(a, b), fuzz.ratio(a.removeprefix("ste"), b.removeprefix("ste")))
    short, long = sorted((a, b), key=len)
    if len(short) >= 6 and len(short) >= 0.3 * len(long):
        whole = max(whole, fuzz.ratio(short, long[: len(short)]) - 2)
    return whole


def unranked(text: str) -> str:
    """A line without bullet nor "Concurrent 3 :" before the name."""
    return re.sub(r"^[0-9]{1,2} (?=(?i:st[eé]\b|soci))", "", _RANK.sub("", unbulleted(text)))


def names(body: str) -> list[str]:
    """The bidders a part lists, each as written there; nothing when it says that there is none."""
    lines = body.split("\n")
    listed = _inline(lines)
    if listed is None:
        listed = joined(lines)
    return [name for raw in listed if (name := tidy(raw))]


def _inline(lines: list[str]) -> list[str] | None:
    """Names parted by commas in one sentence, or ``None`` when they stand one a line."""
    told = [line for line in lines if line.strip()]
    if not told or len(told) > 2:
        return None
    whole = " ".join(told)
    parts = re.split(r"\s*[,;]\s+|\s+et\s+(?=[A-Z0-9])|\s+[-—]\s*(?=[A-Z])", whole)
    if len(parts) < 2 or re.search(r"\b(?:sis|rue|imm|av|bd|n°|quartier|hay|lot)\b", level(whole)):
        return None
    return parts if all(len(part) < 60 for part in parts) else None


def joined(lines: list[str]) -> list[str]:
    """One name a line, a name that goes on over the next line put together again, two on a line taken apart."""
    made: list[str] = []
    open_name = begun = False
    for line in lines:
        if not line.strip():
            open_name = False
            continue
        bare = unbulleted(line)
        if len(bare) < 2:
            open_name, begun = False, True
            continue
        bulleted = bare != line.strip()
        if made and not bulleted and not begun and (open_name or _goes_on(bare)):
            made[-1] = f"{made[-1]} {bare}"
        else:
            made += [each for part in _SEVERAL.split(bare) for each in _columns(part)]
        begun = False
        open_name = bool(re.search(r"(?:/|&|\b(?i:et|la societe|groupement|de|des|du|d'))\s*$", bare))
    return made


_SEVERAL = re.compile(r"\s*;\s*(?=[-—\s]*(?i:soci|st[eé]\b))|\s+[-—.]\s+[-—.\s]*(?=(?i:soci[eé]t[eé]|st[eé]\b))")
"""Where a second name begins on a line."""


_FORM = re.compile(r"(?i:soci[eé]t[eé]|st[eé])\s")
_SECOND = re.compile(r"(?<!\bet)(?<!\bla)(?<!\bLA)(?<!\bET)(?<![/:&])\s+(?=(?i:soci[eé]t[eé]|st[eé])\s+[A-Z0-9])")


def _columns(part: str) -> list[str]:
    """The names of a line printed in two columns: each begins with its form ("Société A Société B")."""
    return _SECOND.split(part) if _FORM.match(part) else [part]


def _goes_on(bare: str) -> bool:
    """Whether a line can only be the end of the one before: it begins with a small letter or a slash."""
    return bare[0] in "/&" or (bare[0].islower() and not re.match(r"oci|té\b", bare))


_AMOUNT_TAIL = re.compile(r"(?<=[^\W\d_])[\s|:;.-]+[0-9][0-9 .,]{4,}.*$")


def tidy(raw: str) -> str:
    """A name without bullet, amount or closing mark; empty when it is a heading, a figure, a word alone."""
    name = unranked(raw)
    name = _AMOUNT_TAIL.sub("", re.split(r"\s[Ll][Oo][Tt]s?\b", name)[0])
    name = _TRAILING.sub("", name).strip(" \"'«»|_")
    told = level(name).strip()
    if len(name) > MOST_NAME or len(key(name)) < 2 or not re.search(r"[^\W\d_]{2}", name):
        return ""
    if _NOT_A_NAME.match(told) or _NONE.search(told):
        return ""
    return name
