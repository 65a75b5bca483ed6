"""The order of names. The database compares bytes, so what is sorted is a stored key, not the name itself."""

from __future__ import annotations

import re
import unicodedata

from wolouj.foundation.folding import fold

_ARTICLE = re.compile(r"^ال(?=\w{2})")
_NOT_WORD = re.compile(r"[^\w]+")


def sort_key(text: str) -> str:
    """The key by which ``text`` is put in order: French accents and Arabic letter variants do not count.

    «Événement» stands with «evenement», before «Zagora»; «أزيلال» stands with «ازيلال»; «الحاجب» stands at its own
    letter, not with the article's. Digits compare as numbers («lot 2» before «lot 10»).
    """
    words = _NOT_WORD.sub(" ", fold(unicodedata.normalize("NFC", text)).replace("œ", "oe").replace("æ", "ae")).strip()
    words = _ARTICLE.sub("", words)
    return re.sub(r"\d+", lambda digits: digits.group().zfill(9), words)
