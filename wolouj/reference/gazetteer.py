"""Every name of every place, brought to one key: what places and buyers are looked up in. Read once, kept in memory.

A name is met three ways, the surest first: as written but for case and accents (``exact``); in another spelling of
the same sounds (``spelled``: Ouled for Oulad, Berchid for Berrechid); with a slip of a letter or two (``slip``).
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from rulebook.engine.strict_yaml import SafeLoader
from wolouj.reference.folding import fold
from wolouj.reference.territories import Place, communes, place, provinces, regions

FILE = Path(__file__).with_name("places.yaml")
ALIKE = 0.86
"""How alike two keys must be for one to be a slip of the other (1 = the same)."""
VOWELS_ASIDE = 0.75
"""The same, when only their vowels differ: Afourer, Afourar."""
TWINS = 0.8
"""How alike two names of one key must be for one to be written for the other: not Salé for Sahel."""
APART = 0.06
"""By how much the nearest must win over the second nearest."""
SHORTEST_SLIP = 5
"""A shorter key is too near too many others to be mended."""


class Nearness(IntEnum):
    """How a name was met, the surest first."""

    EXACT = 0
    SPELLED = 1
    SLIP = 2


@dataclass(frozen=True, slots=True)
class Hit:
    """The places of one name, and how near the text came to it."""

    places: tuple[Place, ...]
    nearness: Nearness

    def only(self, codes: tuple[str, ...]) -> Hit:
        """The same, of those places that lie in one of ``codes`` (regions or provinces), if any is given."""
        if not codes:
            return self
        kept = tuple(p for p in self.places if any(c in (p.code, p.province, p.region) for c in codes))
        return Hit(kept, self.nearness)


_SAME = {
    "s": "sidi",
    "sd": "sidi",
    "my": "moulay",
    "mly": "moulay",
    "med": "mohamed",
    "zaouiat": "zaouia",
    "zte": "zaouia",
}
_SAME |= dict.fromkeys(("ouled", "awlad", "oulad", "uled", "aoulad"), "uld") | dict.fromkeys(
    ("beni", "bani", "bny"), "bni"
)
_SAME |= dict.fromkeys(("lalla", "lala"), "lala") | dict.fromkeys(("mohammed", "mohamed"), "mohamed")
_SMALL = frozenset("el al l la le les de des du d es er ed en ad as at ar et ou".split())
_SOUNDS = (
    *(
        ("ou", "u"),
        ("w", "u"),
        ("gh", "g"),
        ("rh", "g"),
        ("kh", "k"),
        ("ch", "x"),
        ("sh", "x"),
        ("ph", "f"),
        ("dj", "j"),
    ),
    *(("q", "k"), ("c", "k"), ("y", "i"), ("h", "")),
)
_DOUBLE = re.compile(r"(.)\1+")
_GLUED = re.compile(r"^(?:el|al|l)(?=[^aeiouy]\w{4})")
_ARTICLE = re.compile(r"^ال(?=.{3})")
_VOWELS = re.compile(r"(?<!^)[aiu]")
_DIGIT = re.compile(r"[235679]")
_DARIJA = str.maketrans({"2": "", "3": "a", "5": "kh", "6": "t", "7": "h", "9": "q"})


@lru_cache(maxsize=65_536)
def key(name: str) -> str:
    """One spelling for all those of a folded name; articles and small words dropped, words joined."""
    return "".join(_word(w) for w in name.split() if w not in _SMALL)


@lru_cache(maxsize=65_536)
def _word(word: str) -> str:
    if word[0] > "ÿ":
        return _ARTICLE.sub("", word)
    if _DIGIT.search(word) and not word.isdigit():
        word = word.translate(_DARIJA)
    word = _SAME.get(word) or _GLUED.sub("", word)
    for spelled, heard in _SOUNDS:
        word = word.replace(spelled, heard)
    return _DOUBLE.sub(r"\1", word).replace("e", "")


class Names:
    """An index of names: exact and by key."""

    def __init__(self) -> None:
        self._exact: dict[str, dict[str, Place]] = defaultdict(dict)
        self._keys: dict[str, dict[str, Place]] = defaultdict(dict)
        self._firsts: dict[str, list[str]] = defaultdict(list)
        self._beginnings: set[str] = set()

    def add(self, name: str, where: Place) -> None:
        """One more name of ``where``."""
        folded = fold(name)
        made = key(folded)
        self._exact[folded][where.code] = where
        if made and made not in self._keys:
            self._firsts[made[0]].append(made)
        if made:
            self._keys[made][where.code] = where
            self._beginnings.update(made[:end] for end in range(1, len(made) + 1))

    def known(self) -> tuple[str, ...]:
        """Every name, folded."""
        return tuple(self._exact)

    def begins(self, word: str) -> bool:
        """Whether some name may begin with that folded word, in one spelling or another."""
        made = key(word)
        return not made or made in self._beginnings

    def exact(self, folded: str) -> tuple[Place, ...]:
        """The places of that very name, folded."""
        return tuple(self._exact[folded].values()) if folded in self._exact else ()

    def spelled(self, folded: str) -> Hit | None:
        """The places of that name, in any spelling of the same sounds."""
        if found := self.exact(folded):
            return Hit(found, Nearness.EXACT)
        made = key(folded)
        return Hit(tuple(self._keys[made].values()), Nearness.SPELLED) if len(made) > 1 and made in self._keys else None

    def twins(self, where: Place) -> bool:
        """Whether another place has so near a name that one may be written for the other: Oulad Amer, Oulad Aamer."""
        folded = fold(where.name_fr)
        others = (p for p in self._keys[key(folded)].values() if p != where)
        return any(difflib.SequenceMatcher(None, fold(p.name_fr), folded).ratio() >= TWINS for p in others)

    def nearest(self, folded: str, *, within: tuple[str, ...] = ()) -> Hit | None:
        """:meth:`spelled`, or the one name that is nearest when it stands well apart from the others.

        ``within``: codes of regions or provinces; names of other places are then not looked at.
        """
        if (found := self.spelled(folded)) and (found := found.only(within)).places:
            return found
        made = key(folded)
        if len(made) < SHORTEST_SLIP:
            return None
        others = [k for k in self._firsts.get(made[0], ()) if not within or self._within(k, within)]
        scored = sorted(((_alike(made, other), other) for other in others), reverse=True)[:2]
        if not scored or not scored[0][0] or (len(scored) > 1 and scored[0][0] - scored[1][0] < APART):
            return None
        return Hit(tuple(self._keys[scored[0][1]].values()), Nearness.SLIP).only(within)

    def _within(self, made: str, codes: tuple[str, ...]) -> bool:
        return any(p.region in codes or p.province in codes for p in self._keys[made].values())


@lru_cache(maxsize=16_384)
def _bones(made: str) -> str:
    """A key without its vowels but the first letter."""
    return _DOUBLE.sub(r"\1", _VOWELS.sub("", made))


def _alike(one: str, other: str) -> float:
    """How alike two keys are, 0 when not enough to be taken for one name."""
    if abs(len(one) - len(other)) > 2:
        return 0.0
    least = VOWELS_ASIDE if _bones(one) == _bones(other) else ALIKE
    found = difflib.SequenceMatcher(None, one, other, autojunk=False)
    if found.quick_ratio() < least:
        return 0.0
    return ratio if (ratio := found.ratio()) >= least else 0.0


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All the names, by rung, and our own lists of ``places.yaml``."""

    regions: Names
    provinces: Names
    communes: Names
    arrondissements: Names
    localities: Names
    """Quarters, small towns and landmarks: the place is the province they lie in."""
    country: frozenset[str]
    abroad: frozenset[str]
    acronyms: Mapping[str, tuple[str, ...]]
    """Acronym of a former region -> codes of where it lies today."""
    regional: tuple[tuple[str, str], ...]
    """What only tells the region (a university's name), folded -> code of the region."""


@cache
def gazetteer() -> Gazetteer:
    """The index of names, read once."""
    said: dict[str, Any] = yaml.load(FILE.read_text(encoding="utf-8"), SafeLoader)
    return Gazetteer(
        regions=_names(regions(), said["regions"]),
        provinces=_names(provinces(), said["provinces"]),
        communes=_names(communes(), said["communes"]),
        arrondissements=_names((), said["arrondissements"]),
        localities=_names((), said["localities"]),
        country=frozenset(fold(n) for n in said["country"]),
        abroad=frozenset(fold(n) for n in said["abroad"]),
        acronyms={acronym: tuple(codes) for acronym, codes in said["acronyms"].items()},
        regional=tuple((fold(n), code) for code, names in said["regional"].items() for n in names),
    )


def _names(official: Iterable[Place], others: Mapping[str, list[str]]) -> Names:
    made = Names()
    for where in official:
        made.add(where.name_fr, where)
        made.add(where.name_ar, where)
    for code, names in others.items():
        known = place(code)
        if known is None:
            raise ValueError(f"{FILE.name}: no place has the code {code!r}")
        for name in names:
            made.add(name, known)
    return made
