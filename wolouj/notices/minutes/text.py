"""The text of minutes made fit to be looked through: PDF and OCR leave marks, stray Arabic letters and bullets."""

from __future__ import annotations

import re
import unicodedata

MOST_LETTERS = 400_000
"""Longer is no extract of minutes."""
_MARKS = dict.fromkeys([0xA0, 0x202F, 0x2009, 0x2007, 0x09], " ") | dict.fromkeys([0x0C, 0x0D, 0x0B], "\n")
_MARKS |= {0x0660 + each: str(each) for each in range(10)}
_STRAY = re.compile(r"[\u0600-\u06FF]+(?:[\s.,،؛:]*[\u0600-\u06FF]+)*")
_LETTER = re.compile(r"[^\W\d_]")
_BULLET = re.compile(r"^(?:[\W_]+|[oe®«°+]\s+|[0-9]{1,2}\s*[-.()°/]+\s*(?=\D)|[a-zA-Z][.)]\s+|[oO]{1,2}\s+(?=[A-Z]))+")


def prepared(raw: str) -> str:
    """``raw`` with plain spaces and line ends, and, where it is in French, without the Arabic letters OCR made up."""
    text = unicodedata.normalize("NFC", raw[:MOST_LETTERS]).translate(_MARKS)
    text = "".join(each for each in text if each == "\n" or unicodedata.category(each) not in ("Cc", "Cf", "Co"))
    if is_arabic(text):
        return text
    return "\n".join(re.sub(r"[ \t]+", " ", _STRAY.sub(" ", line)).strip() for line in text.split("\n"))


def is_arabic(text: str) -> bool:
    """Whether the text is written in Arabic, and not French through which OCR strewed a few letters."""
    letters = _LETTER.findall(text)
    arabic: int = sum("\u0600" <= each <= "\u06ff" for each in letters)
    return arabic > 0.6 * max(len(letters), 1)


def level(text: str) -> str:
    """``text`` in small letters without accents, letter for letter: what is found there stands at the same place."""
    return "".join(_LEVEL.get(each) or _level(each) for each in text)


_LEVEL: dict[str, str] = {"œ": "o", "Œ": "o", "’": "'", "‘": "'", "`": "'", "´": "'", "º": "°"}


def _level(letter: str) -> str:
    found = unicodedata.normalize("NFKD", letter)[0].lower()[:1] or letter
    _LEVEL[letter] = found
    return found


def unbulleted(line: str) -> str:
    """A line without the bullet or the number it begins with."""
    return _BULLET.sub("", line).strip()


def is_broken(text: str) -> bool:
    """Whether the lines are lost: one word on each, so that nobody can tell where a name ends."""
    counts = sorted(len(line.split()) for line in text.split("\n") if line.strip())
    return len(counts) > 40 and counts[len(counts) * 6 // 10] <= 1
