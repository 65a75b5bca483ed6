"""How likely two published names are those of one buyer, and why: a score from 0 to 1, with reasons.

Pure. 1 is kept for names equal once links, legal forms and the portal's acronyms are folded away, of one place: the
only ones merged without a person. Another place, another kind of body, another department: never the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from wolouj.notices.buyer_names import Body, BuyerName
from wolouj.reference.gazetteer import key

CERTAIN = 1.0
PROPOSED = 0.7
"""From here a person is asked."""


class Why(StrEnum):
    """A reason, worded in both languages under ``notices.same_why_…``."""

    EQUAL = "equal"
    COMMUNE = "commune"
    PROVINCE = "province"
    REGION = "region"
    TITLE = "title"
    """The person at the head for the body, a short form, another order."""
    SPELLING = "spelling"
    NO_PLACE = "no_place"
    """One of them does not say where it is."""
    TYPE = "type"
    """Urban in one, rural in the other: that changed since."""
    NAMESAKES = "namesakes"
    """Several communes bear that name."""
    MORE = "more"
    """One name says more than the other."""
    OTHER_BODY = "other_body"
    OTHER_PLACE = "other_place"
    OTHER_LEVEL = "other_level"
    OTHER_WORDS = "other_words"
    """Another department or another service."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """A score from 0 (not the same) to 1 (certain) and what it rests on."""

    score: float
    reasons: tuple[Why, ...]


_OTHER_BODY = Likeness(0.0, (Why.OTHER_BODY,))
_OTHER_PLACE = Likeness(0.0, (Why.OTHER_PLACE,))
_OTHER_LEVEL = Likeness(0.0, (Why.OTHER_LEVEL,))


def likeness(one: BuyerName, other: BuyerName) -> Likeness:
    """How likely both are names of one buyer. Symmetric: the order of the two is settled first."""
    if (one.folded, one.acronym) > (other.folded, other.acronym):
        one, other = other, one
    if one.body is not other.body:
        return _OTHER_BODY
    if _elsewhere(one, other):
        return _OTHER_PLACE
    if one.body is Body.COMMUNE:
        return _communes(one, other)
    if one.level and other.level and one.level is not other.level:
        return _OTHER_LEVEL
    return _services(one, other)


def _elsewhere(one: BuyerName, other: BuyerName) -> bool:
    """Whether both say where they are, and it is not the same place."""
    if one.commune and other.commune:
        return one.commune != other.commune
    if one.province and other.province:
        return one.province != other.province
    if one.region and other.region:
        return one.region != other.region
    for some, told in ((one, other), (other, one)):
        if some.hints and not some.region and told.region and not _within(told, some.hints):
            return True
    return bool(
        one.hints and other.hints and not set(one.hints) & set(other.hints) and not (one.region or other.region)
    )


def _within(told: BuyerName, hints: Sequence[str]) -> bool:
    return any(hint in (told.region, told.province) for hint in hints)


def _communes(one: BuyerName, other: BuyerName) -> Likeness:
    mixed = bool(one.settled and other.settled and one.settled != other.settled)
    more = (Why.TYPE,) if mixed else ()
    if one.commune and one.commune == other.commune:
        if one.own != other.own:
            return Likeness(0.95 if one.sure and other.sure else 0.85, (Why.COMMUNE, Why.SPELLING, *more))
        if mixed or not (one.sure and other.sure):
            return Likeness(0.9, (Why.COMMUNE, Why.NAMESAKES, *more))
        return Likeness(CERTAIN, (Why.EQUAL, Why.COMMUNE))
    near = 1.0 if one.own == other.own else fuzz.ratio(one.own, other.own) / 100
    if near < 0.9 or mixed:
        return Likeness(0.3 * near, (Why.OTHER_WORDS,))
    same = one.region and one.region == other.region
    reasons = (Why.REGION if same else Why.NO_PLACE, Why.NAMESAKES)
    return Likeness((0.8 if same else 0.7) - (1 - near), reasons)


def _services(one: BuyerName, other: BuyerName) -> Likeness:
    here = _place(one, other)
    if one.arabic is not other.arabic:
        return _in_two_languages(one, other, here)
    if one.folded == other.folded:
        return Likeness(CERTAIN if _sure(one, other, here) else 0.9, (Why.EQUAL, here))
    left, right, spelled = _aligned(one.words, other.words)
    if left and right:
        return Likeness(0.3 - 0.3 * len(left) / len(one.words), (Why.OTHER_WORDS,))
    extra = left or right
    if not extra:
        reason = Why.SPELLING if spelled else Why.TITLE
        score = 0.97 - (0.04 if spelled else 0) - (0.1 if here is Why.NO_PLACE else 0)
        return Likeness(score - (0.05 if one.level is not other.level else 0), (reason, here))
    return _one_says_more(one, other, extra, here)


def _in_two_languages(one: BuyerName, other: BuyerName, here: Why) -> Likeness:
    """An Arabic name beside a French one: a province or a region is told by its place alone."""
    alone = one.body in (Body.PROVINCE, Body.REGION) and here in (Why.PROVINCE, Why.REGION)
    return Likeness(0.85, (here, Why.SPELLING)) if alone else Likeness(0.0, (Why.OTHER_WORDS,))


def _sure(one: BuyerName, other: BuyerName, here: Why) -> bool:
    """Whether equal names are surely one buyer's: a place in both, or a body there is one of in the country."""
    if here is not Why.NO_PLACE:
        return True
    if one.words and one.words[0] in _INTERNAL and one.acronym != other.acronym:
        return False
    if one.province or other.province or one.region or other.region:
        return False
    return bool(_NATION.intersection(one.words)) or (bool(one.acronym) and one.acronym == other.acronym)


_INTERNAL = frozenset("division servic bureau affair secretariat direction cellul unit department departement".split())
"""Heads of a part of a body: without the portal's acronym nobody knows of which."""
_NATION = frozenset("national royaum maroc marocain minister".split())
_GENERIC = frozenset(
    "minister royaum maroc marocain public publiqu national direction delegation domain secteur "
    "presidenc conseil administratif principal local".split()
)
"""Words that add little when one name alone has them."""


def _one_says_more(one: BuyerName, other: BuyerName, extra: Sequence[str], here: Why) -> Likeness:
    """All the words of one stand in the other: a short form, or a part of it."""
    shorter = min(len(one.words), len(other.words))
    weight = sum(0.25 if each in _GENERIC else 1.0 for each in extra)
    if here in (Why.COMMUNE, Why.PROVINCE) and shorter >= 2:
        return Likeness(max(0.0, 0.86 - 0.14 * weight), (here, Why.MORE))
    score = 0.84 if here is Why.REGION else 0.8
    return Likeness(max(0.0, score - 0.16 * weight - (0.1 if shorter < 3 else 0)), (here, Why.MORE))


def _place(one: BuyerName, other: BuyerName) -> Why:
    if one.commune and one.commune == other.commune:
        return Why.COMMUNE
    if one.province and one.province == other.province:
        return Why.PROVINCE
    if one.region and one.region == other.region and bool(one.province) == bool(other.province):
        return Why.REGION
    return Why.NO_PLACE


def _aligned(one: Sequence[str], other: Sequence[str]) -> tuple[list[str], list[str], bool]:
    """Words of each that find no fellow in the other, and whether some only sound alike."""
    left, right = list(one), list(other)
    for word in one:
        if word in right:
            left.remove(word)
            right.remove(word)
    spelled = False
    for word in list(left):
        fellow = next((each for each in right if _alike(word, each)), None)
        if fellow is not None:
            left.remove(word)
            right.remove(fellow)
            spelled = True
    if left and right and _joined_alike(left, right):
        return [], [], True
    return left, right, spelled


def _joined_alike(left: Sequence[str], right: Sequence[str]) -> bool:
    """ "Ait Melloul" and "Aitmelloul"."""
    return key(" ".join(left)) == key(" ".join(right)) and len(left) != len(right)


_ROMAN = frozenset("i ii iii iv v vi 1 2 3 4 5 6".split())


@lru_cache(maxsize=65_536)
def _alike(one: str, other: str) -> bool:
    """Two spellings of one word: the same sounds, or a slip of a letter in a long word. Numbers are never alike."""
    if one in _ROMAN or other in _ROMAN or one.isdigit() or other.isdigit():
        return False
    if key(one) == key(other) and key(one):
        return True
    shortest = min(len(one), len(other))
    if shortest < 5:
        return False
    return Levenshtein.distance(one, other) <= (1 if shortest < 8 else 2)
