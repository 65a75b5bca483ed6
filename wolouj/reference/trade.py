"""The vocabulary of the trade, read from ``trade.yaml`` once: topics, acts, and where an object's own words end.

Words are compared by a rough stem: no case, accent, plural, doubled letter or Arabic article; a long word with one
slip of a letter is taken for the word of the list it is nearest to, when there is only one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from wolouj.reference.natures import natures

FILE = Path(__file__).with_name("trade.yaml")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The same reading, seven times as fast where it is there: each reader of an import begins with this file."""
WEIGHTS = {"naming": 7.0, "strong": 4.0, "plain": 1.5, "weak": 0.6}
LONGER = 0.35
"""Each further word of an expression makes it say that much more."""
OWN_WORDS = 0.7
"""Weight of the words that ``natures.yaml`` lists for the search of people."""
SLIPS_FROM = 7
"""Letters from which one slip in a stem is mended."""

SMALL = frozenset(
    "de du des d la le les l a au aux en et ou pour par sur avec y un une ce cette ces dans son sa ses leur leurs n no "
    "relatif relatifs relative relatives divers diverses different differents differentes nouveau nouveaux nouvelle "
    "و من في علي الي مع او عن ديال dyal dial".split()
)
"""Plain words that stand between others and say nothing of what is bought."""
_MARKS = re.compile("[\u0300-\u036f\u064b-\u065f\u0670\u0640]+")
_LETTERS = (("œ", "oe"), ("æ", "ae"), ("ة", "ه"), ("ى", "ي"), ("گ", "ك"), ("ڭ", "ك"))
_WORD = re.compile(r"[a-z0-9]+|[ء-ي]+")
_ARABIC_BEFORE = re.compile(r"^(?:وال|بال|لل|كال|فال|ال)(?=...)")
_DOUBLE = re.compile(r"(.)\1+")


def plain(text: str) -> str:
    """Words in small letters without accents, one space between: all that is compared."""
    text = text.lower()
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFKD", text))
        for letter, same in _LETTERS:
            text = text.replace(letter, same)
    return " ".join(_WORD.findall(text))


@lru_cache(maxsize=131_072)
def stem(word: str) -> str:
    """A rough stem: ``imprimées`` and ``imprimé``, ``climatisseur`` and ``climatiseurs`` give one."""
    if word[0] > "z":
        word = _ARABIC_BEFORE.sub("", word)
        return word[:-2] if len(word) > 4 and word.endswith(("ات", "ين")) else word.removesuffix("ه")
    if len(word) > 3:
        if word.endswith("aux") and not word.endswith("eaux"):
            return _DOUBLE.sub(r"\1", word[:-3] + "al")
        word = word.rstrip("sx") or word
        if word.endswith("au") and not word.endswith("eau"):
            return _DOUBLE.sub(r"\1", word[:-2] + "al")
        word = word.removesuffix("e").removesuffix("e")
    return _DOUBLE.sub(r"\1", word) if word.isalpha() else word


@dataclass(frozen=True, slots=True)
class Topic:
    """What an object may be about, and the natures that makes, by act; ``any`` for the acts not listed."""

    name: str
    by_act: Mapping[str, tuple[int, ...]]


Tree = dict[str, Any]
"""Expressions by their stems, one level a stem; what an expression says is under :data:`SAYS` at its end."""
SAYS = ""


@dataclass(frozen=True, slots=True)
class Trade:
    """The whole vocabulary."""

    topics: tuple[Topic, ...]
    phrases: Tree
    """An expression says a tuple of topics' indexes with their weights."""
    acts: Tree
    """An expression says an act."""
    soft: frozenset[str]
    """First stems of the acts that give way to the one named right after."""
    ends: re.Pattern[str]
    """Where the words about the object end; the group that matched is ``user``, ``occasion`` or ``aside``."""
    slips: Mapping[str, str]
    """A stem with one letter missing -> the only stem of the list it may be."""
    known: frozenset[str]


def stems_of(text: str) -> tuple[str, ...]:
    """The stems of an expression, small words left out."""
    return tuple(stem(w) for w in plain(text).split() if w not in SMALL)


@cache
def trade() -> Trade:
    """The vocabulary, read once; ``ValueError`` when ``trade.yaml`` names a nature that is none."""
    said: dict[str, Any] = yaml.load(FILE.read_text(encoding="utf-8"), Loader=_LOADER)
    topics = [_topic(row) for row in said["topics"]]
    found: dict[tuple[str, ...], dict[int, float]] = defaultdict(dict)
    for index, row in enumerate(said["topics"]):
        for force, weight in WEIGHTS.items():
            _add(found, row.get(force, ()), index, weight)
    for nature in natures().values():
        topics.append(Topic(f"nature {nature.id}", {"any": (nature.id,)}))
        _add(found, (word for word in nature.words if word not in said["unsaid"]), len(topics) - 1, OWN_WORDS)
    acts = said["acts"]
    soft = frozenset(stem(plain(word)) for word in acts.pop("soft"))
    said_acts = [(stems_of(words), act) for act, listed in acts.items() for words in listed]
    known = frozenset(s for stems in (*found, *(row[0] for row in said_acts)) for s in stems)
    return Trade(
        topics=tuple(topics),
        phrases=_tree((stems, tuple(points.items())) for stems, points in found.items()),
        acts=_tree((stems, act) for stems, act in said_acts if stems),
        soft=soft,
        ends=_ends(said),
        slips=_slips(known),
        known=known,
    )


def _topic(row: Mapping[str, Any]) -> Topic:
    acts = ("buy", "fit", "rent", "maintain", "install", "works", "study", "check", "service", "any")
    by_act = {act: tuple(row[act]) for act in acts if act in row}
    if not by_act or any(id not in natures() for ids in by_act.values() for id in ids):
        raise ValueError(f"{FILE.name}: {row['name']}: no nature, or one that is not the portal's")
    return Topic(row["name"], by_act)


def _add(found: dict[tuple[str, ...], dict[int, float]], listed: Iterable[str], index: int, weight: float) -> None:
    for words in listed:
        stems = stems_of(words)
        if stems:
            points = found[stems]
            points[index] = max(points.get(index, 0.0), weight * (1 + LONGER * (len(stems) - 1)))


def _tree(rows: Iterable[tuple[tuple[str, ...], Any]]) -> Tree:
    tree: Tree = {}
    for stems, says in rows:
        at = tree
        for each in stems:
            at = at.setdefault(each, {})
        at.setdefault(SAYS, says)
    return tree


def _ends(said: Mapping[str, Any]) -> re.Pattern[str]:
    """Users and occasions as they are announced, and the bodies that follow a small word."""
    between = " (?:(?:l|la|le|les|d|de|des|du) )?"
    either = {
        name: "|".join(plain(words).replace(" ", between) for words in sorted(said[name], key=len, reverse=True))
        for name in _ENDS
    }
    body = rf"(?:(?:de|du|des|d|a|au|aux|pour) )(?:(?:la|le|les|l|une?|son|sa|ses) )?(?:{either['bodies']})"
    user = f"{either['users']}|{body}"
    return re.compile(
        rf" (?:(?P<occasion>{either['occasions']})|(?P<user>{user})|(?P<aside>{either['asides']}))(?= |$)"
    )


_ENDS = ("users", "occasions", "bodies", "asides")


def _slips(known: frozenset[str]) -> Mapping[str, str]:
    """Each long stem with one letter left out; a key two stems share is nobody's."""
    made: dict[str, set[str]] = defaultdict(set)
    for word in known:
        if len(word) >= SLIPS_FROM - 1 and word.isalpha():
            for cut in cuts(word):
                made[cut].add(word)
    return {cut: words.pop() for cut, words in made.items() if len(words) == 1}


def cuts(word: str) -> Iterable[str]:
    """The word with one letter left out, each letter in turn."""
    return {word[:i] + word[i + 1 :] for i in range(len(word))}
