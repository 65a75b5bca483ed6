"""The object of a notice, brought to the portal's natures: up to three, best first, and the words that decided.

An object says what is done (buy, rent, repair…) and what it is about (toner, pumps, a road…); the vocabulary of
``trade.yaml`` says which natures that makes. No training: every answer can be traced to the words it returns.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any

from rulebook.engine.verdict import Confidence
from wolouj.reference.natures import natures
from wolouj.reference.trade import SAYS, SLIPS_FROM, SMALL, Topic, Trade, Tree, cuts, plain, stem, trade

MOST = 3
LONGEST = 1_500
"""An object is cut there: its first words tell what it is."""

RANKS = (1.0, 0.55, 0.35, 0.25)
"""What the first, second… nature of a topic's list is worth."""
AFTER = {"": 1.0, "aside": 0.5, "occasion": 0.35, "user": 0.15}
"""What words are worth once the object says what it is for, names an occasion, or its user."""
FURTHER, FURTHEST = 0.03, 0.6
"""Each word before an expression takes that much of its worth, down to that: what is bought is named first."""
ELSEWHERE = 0.2
"""What a nature is worth in another category than the notice's."""
LEAST = 0.08
"""A nature far below the first is not proposed."""

# What an act alone suggests, and how well the categories of natures suit it when a topic does not list that act.
ACT_ALONE = {
    "works": {12: 1.0, 15: 0.5},
    "maintain": {41: 0.8, 12: 0.4},
    "rent": {26: 0.8, 9: 0.4, 14: 0.3},
    "install": {18: 1.4},
    "fit": {18: 0.9},
    "study": {6: 2.4, 39: 1.3},
    "check": {48: 1.6, 43: 0.8},
}
SUITS = {
    "buy": {"supplies": 1.0, "services": 0.45, "works": 0.4},
    "fit": {"supplies": 1.0, "services": 0.4, "works": 1.0},
    "rent": {"supplies": 0.3, "services": 1.0, "works": 0.3},
    "maintain": {"supplies": 0.4, "services": 1.0, "works": 1.0},
    "install": {"supplies": 0.6, "services": 0.6, "works": 1.0},
    "works": {"supplies": 0.45, "services": 0.6, "works": 1.0},
    "study": {"supplies": 0.05, "services": 0.5, "works": 0.05},
    "check": {"supplies": 0.2, "services": 1.0, "works": 0.2},
    "service": {"supplies": 0.6, "services": 1.0, "works": 0.6},
    "": {"supplies": 1.0, "services": 1.0, "works": 1.0},
}
OTHERWISE = {
    "install": ("fit", "works"),
    "fit": ("install",),
    "maintain": ("works",),
    "works": ("install",),
    "check": ("study",),
}
"""Acts that stand for one a topic does not list."""
OUTSIDE = "outside"
"""Nothing of the hundred natures is bought: the buyer sells, lets, insures."""
CATEGORY = {"studies": "services"}


@dataclass(frozen=True, slots=True)
class NaturesFound:
    """Ids of natures, best first (three at most, none when nothing tells), and the words that led to the first.

    ``confidence`` is that of the first: ``certain`` when an expression names it and nothing else competes.
    """

    natures: tuple[int, ...]
    confidence: Confidence
    words: tuple[str, ...]


NOTHING = NaturesFound((), Confidence.UNSURE, ())


@lru_cache(maxsize=32_768)
def natures_of(text: str, category: str | None = None) -> NaturesFound:
    """The natures that ``text``, the object of a notice in French or Arabic, may be of.

    ``category`` (``works``, ``supplies``, ``services``, ``studies``), when the notice tells it, weighs but does not
    decide: buyers choose it wrongly too. An empty object, or words nobody knows, give no nature.
    """
    t = trade()
    words = _words(t, plain(text[:LONGEST]))
    act, said = _act(t, words)
    if act == OUTSIDE:
        return NOTHING
    met = _topics(t, words)
    scores, why = _weighed(t, act, met, CATEGORY.get(category or "", category))
    if not met and (len(words) < 2 or not scores):
        return NOTHING
    best = sorted(scores, key=lambda id: (-scores[id], id))[:MOST]
    best = [id for id in best if scores[id] >= LEAST * scores[best[0]]]
    if not best:
        return NOTHING
    told = why.get(best[0], ())
    return NaturesFound(tuple(best), _sure(scores, best, len(words)), (*((said,) if said else ()), *told))


Words = list[tuple[str, str, float]]
"""Plain words with their stems and what they are worth, small words left out."""
Met = dict[int, tuple[float, tuple[str, ...]]]
"""Index of a topic -> its score, and the words met."""


def _words(t: Trade, text: str) -> Words:
    """The words of an object. Each word that says what it is for, an occasion or a user lowers those that follow."""
    words: Words = []
    start, worth = 0, 1.0
    for end in t.ends.finditer(text, 3):
        words += [(word, _known(word), worth) for word in text[start : end.start()].split() if word not in SMALL]
        start, worth = end.start(), min(worth, AFTER[end.lastgroup or ""])
    words += [(word, _known(word), worth) for word in text[start:].split() if word not in SMALL]
    return words


@lru_cache(maxsize=65_536)
def _known(word: str) -> str:
    """The stem of a word, one slip mended when the word is long and only one word of the list is that near."""
    t, found = trade(), stem(word)
    if found in t.known or len(found) < SLIPS_FROM or not found.isalpha():
        return found
    near = {t.slips[cut] for cut in (found, *cuts(found)) if cut in t.slips}
    near |= {cut for cut in cuts(found) if cut in t.known}
    return near.pop() if len(near) == 1 else found


def _act(t: Trade, words: Words) -> tuple[str, str]:
    """What is done: the first act named; a word that says little ("travaux") gives way to the act right after it."""
    found = [
        (at, met[-1][0], met[-1][1])
        for at, (_, _, worth) in enumerate(words)
        if worth > AFTER["occasion"] and words[at][1] in t.acts and (met := _met(t.acts, words, at))
    ]
    if not found:
        return "", ""
    at, size, act = found[0]
    for next_at, next_size, other in found[1:]:
        if words[at][1] in t.soft and next_at - at <= 1:
            at, size, act = next_at, next_size, other
        elif act in {"buy", "fit"} and other in {"install", "fit"} and next_at - at <= 3:
            return "fit", f"{_said(words, at, size)} {_said(words, next_at, next_size)}"
        else:
            break
    return act, _said(words, at, size)


def _said(words: Words, at: int, size: int) -> str:
    return " ".join([words[i][0] for i in range(at, at + size)])


def _met(tree: Tree, words: Words, at: int) -> list[tuple[int, Any]]:
    """The expressions that begin at a word, the shortest first: how many words, and what each says."""
    found = []
    for size in range(1, len(words) - at + 1):
        branch = tree.get(words[at + size - 1][1])
        if branch is None:
            break
        tree = branch
        if SAYS in tree:
            found.append((size, tree[SAYS]))
    return found


def _topics(t: Trade, words: Words) -> Met:
    """The topics that the words name; an expression within a longer one that was met does not count again."""
    begins = [at for at, (_, known, _) in enumerate(words) if known in t.phrases]
    hits = [(-size, at, says) for at in begins for size, says in _met(t.phrases, words, at)]
    hits.sort(key=itemgetter(0, 1))
    covered: set[int] = set()
    met: Met = {}
    for minus, at, says in hits:
        span = range(at, at - minus)
        if covered.issuperset(span):
            continue
        covered.update(span)
        said = _said(words, at, -minus)
        worth = words[at][2] * max(FURTHEST, 1 - FURTHER * at)
        for index, weight in says:
            score, before = met.get(index, (0.0, ()))
            if said not in before:
                met[index] = (score + weight * worth, (*before, said))
    return met


def _weighed(t: Trade, act: str, met: Met, category: str | None) -> tuple[dict[int, float], dict[int, tuple[str, ...]]]:
    """The score of each nature, and the words of the topic that gave it most."""
    scores: dict[int, float] = defaultdict(float, ACT_ALONE.get(act, {}))
    most: dict[int, float] = {}
    why: dict[int, tuple[str, ...]] = {}
    category_of = _categories()
    suits = SUITS[act]
    for index, (score, words) in met.items():
        ids, listed = _of(t.topics[index], act)
        for id, rank in zip(ids, RANKS, strict=False):
            part = score * rank if listed else score * rank * suits[category_of[id]]
            scores[id] += part
            if part > most.get(id, 0.0):
                most[id], why[id] = part, words
    if category is not None:
        scores.update({id: s * (1.0 if category_of[id] == category else ELSEWHERE) for id, s in scores.items()})
    return scores, why


@cache
def _categories() -> dict[int, str]:
    return {nature.id: nature.category for nature in natures().values()}


def _of(topic: Topic, act: str) -> tuple[tuple[int, ...], bool]:
    """The natures of a topic under an act, and whether the topic lists that act itself."""
    for name in (act, *OTHERWISE.get(act, ())):
        if name in topic.by_act:
            return topic.by_act[name], True
    if "any" in topic.by_act:
        return topic.by_act["any"], False
    return next(iter(topic.by_act.values())), False


def _sure(scores: dict[int, float], best: list[int], words: int) -> Confidence:
    first = scores[best[0]]
    second = scores[best[1]] if len(best) > 1 else 0.0
    if words < 2 or first < 2.0:
        return Confidence.UNSURE
    return Confidence.CERTAIN if first >= 3.5 and second <= 0.6 * first else Confidence.LIKELY
