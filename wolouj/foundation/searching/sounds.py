"""How a word is heard, one key for Latin and Arabic letters: Darija has no fixed spelling.

``"siyana"``, ``"ssiyana"``, ``"syana"`` and ``"صيانة"`` give one key; so do ``"sba8a"``, ``"sbagha"`` and ``"صباغة"``.
Keys only find words among those that are known: they never go into the index.
"""

from __future__ import annotations

import re
from functools import lru_cache

_DARIJA = re.compile(r"(?=[0-9]*[a-z])[a-z2356789]+")
_SPELLED = (
    *((r"2", ""), (r"5", "x"), (r"6", "T"), (r"7", "H"), (r"8", "R"), (r"9", "Q"), (r"t?ch|sh|sch", "C")),
    *((r"kh", "x"), (r"gh", "R"), (r"dj", "j"), (r"ph", "f"), (r"th", "t"), (r"dh", "d"), (r"qu(?=[aeio])", "k")),
    *((r"c(?=[eiy])", "s"), (r"g(?=[eiy])", "j"), (r"c|q|Q", "k"), (r"H", "h"), (r"T", "t")),
    *((r"eau|au|oo|ou|o|w", "u"), (r"ee|y", "i"), (r"v", "f"), (r"p", "b"), (r"(?<!^)e$", ""), (r"^[ei]|e", "a")),
)
"""Latin spellings and what is heard; capitals are one sound of two letters (C: sh, R: gh), 3 is ayn."""
_LATIN = tuple((re.compile(spelled), sound) for spelled, sound in _SPELLED)
_ARABIC = str.maketrans(
    {
        **dict(zip("بتثجحخدذرزسشصضطظعغفقكلمنهوي", "bttjhxddrzsCsdtd3Rfkklmnhui", strict=True)),
        **dict.fromkeys("ىةاأإآ", "a"),
        **dict.fromkeys("ؤئء", ""),
    }
)


def is_darija(chunk: str) -> bool:
    """Whether a run of letters and digits may be Darija: Latin letters with 2, 3, 5, 6, 7, 8 or 9 among them."""
    return bool(_DARIJA.fullmatch(chunk))


@lru_cache(maxsize=65_536)
def heard(word: str) -> tuple[str, ...]:
    """The keys of one word, likeliest first: as it is, without what may be an article, nor a plural.

    Short vowels are dropped, long ones kept. A word of other letters is its own key.
    """
    if "ء" <= word[0] <= "ي":
        return (_settled((word[2:] if word.startswith("ال") and len(word) > 4 else word).translate(_ARABIC)),)
    if not is_darija(word):
        return (word,)
    bare = re.sub(r"^(?:[ae]l|l)(?=..)", "", word)
    single = re.sub(r"(?<=...)[wy]?a+te?$", "", bare)
    return tuple(dict.fromkeys(_settled(_latin(form)) for form in (word, bare, single)))


def rough(key: str) -> str:
    """The consonants of a key and its last vowel; empty when too few are left to tell words apart."""
    bones = key[:1] + re.sub("[aiu]", "", key[1:-1]) + key[-1:]
    return bones if len(bones) >= 4 else ""


def _latin(word: str) -> str:
    for spelled, sound in _LATIN:
        word = spelled.sub(sound, word)
    return word


def _settled(key: str) -> str:
    key = re.sub(r"(.)\1+", r"\1", key)
    return key[:1] + key[1:-1].replace("a", "") + key[-1:] if len(key) > 1 else key
