"""Finding a subject with the words people use, in French, Arabic or Darija in Latin letters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from rulebook.engine.format import Lang, plain
from rulebook.engine.verdict import Bilingual
from wolouj.guides.subject import Subject, Told, subjects, tell
from wolouj.reference.folding import fold, sound

MOST_WORDS = 12
IDLE = frozenset(
    "le la les l un une des de d du a au aux et ou en pour par sur que qui est ce ma mon mes je on comment combien "
    "quel quelle quels quelles quand dois faut في من على الى عن هل ما كم كيف متى و او ان هذا هذه التي الذي لي".split()
)


def found(asked: str, *, on: date) -> list[Subject]:
    """The subjects that hold every word asked, best first; failing that, those that hold most of them."""
    words = [word for word in fold(asked[:200]).split() if word not in IDLE][:MOST_WORDS]
    if not words:
        return []
    scores = {slug: [_weight(word, held) for word in words] for slug, held in _index(on).items()}
    whole = {slug: sum(each) for slug, each in scores.items() if all(each)}
    partly = {slug: sum(each) for slug, each in scores.items() if sum(map(bool, each)) * 2 >= len(words)}
    best = whole or partly
    return [subjects()[slug] for slug in sorted(best, key=lambda slug: (-best[slug], slug))]


def _weight(word: str, held: Mapping[str, int]) -> int:
    """How much a subject holds of one word: whole, as the beginning of a word, or as it sounds."""
    if word in held:
        return held[word] * 4
    bare = word[2:] if word.startswith("ال") and len(word) > 4 else word
    if len(bare) < 3:
        return 0
    begun = max((weight for other, weight in held.items() if other.startswith(bare)), default=0)
    return begun * 2 or held.get(f"~{sound(word)}", 0)


@lru_cache(maxsize=2)
def _index(on: date) -> Mapping[str, Mapping[str, int]]:
    return {slug: _words_of(tell(subject, on=on)) for slug, subject in subjects().items()}


def _words_of(told: Told) -> Mapping[str, int]:
    """Every word of a subject with its weight: title and search words first, then lead, then the rest."""
    heavy = [told.subject.title, told.subject.search]
    rest = [text for part in told.parts for text in (part.title, part.text)]
    rest += [*told.mistakes, *told.now, *(trap.text for trap in told.traps)]
    held: dict[str, int] = {}
    for weight, texts in ((1, rest), (3, [told.lead]), (9, heavy)):
        for word in _folded(texts):
            held[word] = weight
            if len(word) > 2:
                held.setdefault(f"~{sound(word)}", weight)
    return held


def _folded(texts: list[Bilingual]) -> list[str]:
    langs: tuple[Lang, Lang] = ("fr", "ar")
    words = [word for text in texts for lang in langs for word in fold(plain(getattr(text, lang))).split()]
    return [*words, *(word[2:] for word in words if word.startswith("ال") and len(word) > 4)]
