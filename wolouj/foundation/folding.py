"""Text brought to one form before labels are looked for: what a person copies is never clean."""

from __future__ import annotations

import re
import unicodedata

_BIDI = dict.fromkeys([0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF, 0x200B])
_SPACES = dict.fromkeys((160, 8239, 8199, 8201, 8202, 8194, 8195), " ")
_DIGITS = {0x0660 + d: str(d) for d in range(10)} | {0x06F0 + d: str(d) for d in range(10)}
_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ـ": None, "ؤ": "و", "ئ": "ي"})
_BULLETS = re.compile(r"^[\s>•▪●◾‣*_~·✅📌📢🔹🔸➡️📍📅🏢⏰-]+(?=\S)")
_STARS = re.compile(r"(?<!\w)[*_~]+(\S[^*_~\n]*?)[*_~]+(?!\w)")


def clean(text: str) -> str:
    """``text`` without invisible direction marks, message decoration or exotic spaces; line breaks kept."""
    text = unicodedata.normalize("NFC", text).translate(_BIDI).translate(_SPACES).translate(_DIGITS)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(ch for ch in text if ch in "\n\t" or unicodedata.category(ch) != "Cc")
    return "\n".join(_line(line) for line in text.split("\n"))


def _line(line: str) -> str:
    line = _STARS.sub(r"\1", line)
    return _BULLETS.sub("", line).rstrip()


def fold(text: str) -> str:
    """``text`` in small letters without accents, harakat, tatweel or letter variants: for comparing only."""
    text = unicodedata.normalize("NFKD", text.lower().translate(_DIGITS))
    text = "".join(ch for ch in text if not unicodedata.combining(ch)).translate(_ARABIC)
    return re.sub(r"[’'`´]", "'", re.sub(r"\s+", " ", text)).strip()
