"""What an SMS holds: 160 letters of the old alphabet of phones, or 70 of any other, less when it takes several.

(3GPP TS 23.038: GSM 7-bit default alphabet; several parts lose room to their header, 153 and 67.) Arabic always takes
the second. French fits the first but for some letters: those are written without their accent, which is said here and
nowhere hidden, because one ``ê`` would double the price of a message.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from rulebook.engine.format import NBSP, NNBSP, Lang, plain
from wolouj.foundation.runs import shortened

GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
TWICE = frozenset("^{}\\[~]|€")
"""Letters that count for two."""
ONE, MANY = (160, 70), (153, 67)
"""Letters of a message alone, and of each part of several: old alphabet, any other."""
MOST_PARTS = {"ar": 3, "fr": 2}
"""Parts we let a message take, whatever has to be shortened for it."""
_ROOM = 24
"""What a shortened name keeps at the very least."""
_AS = {
    **dict.fromkeys("’‘", "'"), **dict.fromkeys("«»“”", '"'), **dict.fromkeys("–—·", "-"),
    "…": "...", "œ": "oe", "Œ": "OE",
}  # fmt: skip


_SAME = str.maketrans(_AS)
_NARROW = frozenset((*GSM, *TWICE))


@dataclass(frozen=True, slots=True)
class Size:
    """How a text goes out: in which alphabet, in how many parts."""

    wide: bool
    letters: int
    parts: int


def size(text: str) -> Size:
    """What ``text`` costs."""
    wide = not _NARROW.issuperset(text)
    # In the wide alphabet a letter outside the first plane takes two; in the old one, those of its second table.
    letters = len(text.encode("utf-16-le")) // 2 if wide else len(text) + sum(map(text.count, TWICE))
    parts = 1 if letters <= ONE[wide] else -(-letters // MANY[wide])
    return Size(wide, letters, parts)


def written(text: str, lang: Lang) -> str:
    """``text`` as a phone shows it: no isolates (old phones draw boxes); in French, letters of the old alphabet."""
    text = plain(text)
    if lang == "ar":
        return text.replace(NNBSP, NBSP)  # a space that keeps figures together, on every phone
    text = text.replace(NNBSP, " ").replace(NBSP, " ").translate(_SAME)
    if _NARROW.issuperset(text):
        return text
    return "".join(letter if letter in GSM or letter in TWICE else _bare(letter) for letter in text)


def _bare(letter: str) -> str:
    """A letter without its accent when that is in the old alphabet; itself otherwise."""
    bare = "".join(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))
    return bare if bare and all(part in GSM for part in bare) else letter


def fitted(compose: Callable[[str], str], name: str, lang: Lang) -> str:
    """``compose(name)`` in at most :data:`MOST_PARTS` parts: the name is shortened at a word until it fits.

    What is shortened is whole on the page the message leads to. Nothing else of the message is ever cut.
    """
    name, parts = written(name, lang), MOST_PARTS[lang]
    most = len(name)
    while True:
        text = written(compose(shortened(name, max(most, 1)) if most < len(name) else name), lang)
        cost = size(text)
        if cost.parts <= parts or most <= _ROOM:
            return text
        over = cost.letters - (ONE[cost.wide] if parts == 1 else parts * MANY[cost.wide])
        most = max(_ROOM, most - max(over, 1))
