"""French words brought to a stem: accents gone, then Snowball, then what procurement needs apart."""

from __future__ import annotations

import snowballstemmer

STOP = frozenset(
    "le la les un une des de du au aux et ou en dans par pour sur sous avec sans ce cet cette ces son sa ses leur leurs"
    " qui que qu quoi dont est sont sera etre ont ainsi afin chez entre vers jusqu lors lorsqu puisqu il elle ils elles"
    " se ne pas plus aussi comme si no num numero dial dyal dyali bghit li lli men fi f bach kan chi wahed w el".split()
)
"""Words too common to be searched, without accents; those of Darija in Latin letters too."""

_snowball = snowballstemmer.stemmer("french")


def stem(word: str) -> str:
    """The stem of one word in small Latin letters without accents."""
    return str(_snowball.stemWord(word))
