"""How a word is heard, one key for Latin and Arabic letters: Darija has no fixed spelling.

``"siyana"``, ``"ssiyana"``, ``"syana"`` and ``"صيانة"`` give one key; so do ``"sba8a"``, ``"sbagha"`` and ``"صباغة"``.
Keys only find words among those that are known: they never go into the index.
"""

from __future__ import annotations

import re
from functools import lru_cache

_ARTICLE = re.compile("^(?:[ae]l|l)(?=..)")
_PLURAL = re.compile("(?<=...)[wy]?a+te?$")
_TWICE = re.compile(r"(.)\1+")
_DARIJA = re.compile(r"(?=[0-9]*[a-z])[a-z2356789]+")
_PAIRS = re.compile("t?ch|sch|sh|kh|gh|dj|ph|th|dh|qu(?=[aeio])|[cg](?=[eiy])|ck|e?au|oo|ou|ee")
_HEARD = dict(
    zip("tch ch sch sh kh gh dj ph th dh qu c g ck eau au oo ou ee".split(), "CCCCxRjftdksjkuuuui", strict=True)
)
_ALONE = str.maketrans("356789cqoweyvp", "3xthRkkkuuaifb", "2")
"""Latin spellings and what is heard; capitals are one sound of two letters (C: sh, R: gh), 3 is ayn."""
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


def heard(word: str) -> tuple[str, ...]:
    """The keys of one word, likeliest first: as it is, without what may be an article, nor a plural.

    Short vowels are dropped, long ones kept. A word of other letters is its own key.
    """
    if not is_darija(word):
        return (sound(word),)
    bare = _ARTICLE.sub("", word)
    return tuple(dict.fromkeys(map(sound, (word, bare, _PLURAL.sub("", bare)))))


@lru_cache(maxsize=262_144)
def sound(word: str) -> str:
    """The likeliest key of one word."""
    if "ء" <= word[0] <= "ي":
        return _settled((word[2:] if word.startswith("ال") and len(word) > 4 else word).translate(_ARABIC))
    if not is_darija(word):
        return word
    silent = word[:-1] if word[-1] == "e" and len(word) > 1 else word
    key = _PAIRS.sub(lambda found: _HEARD[found[0]], silent).translate(_ALONE)
    return _settled("a" + key[1:] if key[:1] == "i" else key)


def rough(key: str) -> str:
    """The consonants of a key and its last vowel; empty when too few are left to tell words apart."""
    bones = key[:1] + re.sub("[aiu]", "", key[1:-1]) + key[-1:]
    return bones if len(bones) >= 4 else ""


def _settled(key: str) -> str:
    key = _TWICE.sub(r"\1", key)
    return key[:1] + key[1:-1].replace("a", "") + key[-1:] if len(key) > 1 else key
