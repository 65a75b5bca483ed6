"""Does a number look as it should? Only a doubt is ever raised: no text makes the check digits a rule."""

from __future__ import annotations

import re

from rulebook.engine.verdict import Bilingual
from wolouj.foundation.words import pair

_LENGTH = {"ice": 15, "rib": 24}


def doubt(which: str, number: str) -> Bilingual | None:
    """What to say of an ICE or a RIB whose length or last two digits do not fit; ``None`` when all is well or empty.

    The whole number is a multiple of 97: found on every real number checked, written in no official text.
    """
    length = _LENGTH.get(which)
    if length is None or not number.strip():
        return None
    digits = re.sub(r"[\s.\-]", "", number)
    if len(digits) == length and digits.isascii() and digits.isdecimal() and int(digits) % 97 == 0:
        return None
    return pair(f"structures.doubt.{which}")
